"""Plan the documents that are asked for, make those that are not there yet, and keep record of all of them."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from reportgen.batch.plan import Plan, plan

if TYPE_CHECKING:
    from reportgen.batch.audited import answer_before, errors_of, failed_checks, keep_answer
    from reportgen.batch.begin import BUILT, begin_project
    from reportgen.batch.changes import change_files, checksum, finish_change
    from reportgen.batch.dates import is_dated, report_date
    from reportgen.batch.exports import write_export
    from reportgen.batch.fresh import Standing, finished_before, prepare
    from reportgen.batch.gather import for_each, gathering
    from reportgen.batch.jobs import Context, FileResult, Job, Outcome
    from reportgen.batch.make import run_job, run_jobs
    from reportgen.batch.outlined import needs_outlines, outline_folder
    from reportgen.batch.places import all_places, place_code
    from reportgen.batch.proving import prove_numbers
    from reportgen.batch.recorded import read_record
    from reportgen.batch.request import Request, by_files, by_record
    from reportgen.batch.rereading import Reread, reread, write_reread
    from reportgen.batch.run import Way, run_plan
    from reportgen.batch.scaffold import check_free, write_new, write_project
    from reportgen.batch.site import checked_address, make_site
    from reportgen.batch.store import FolderBusy, store_at
    from reportgen.batch.suppressing import Proposal, propose_suppression, write_suppression
    from reportgen.batch.tracing import Reopened, traced
    from reportgen.batch.verify import Finding, rebuild
    from reportgen.batch.verify import verify as verify_files

__all__ = [
    "BUILT",
    "Context",
    "FileResult",
    "Finding",
    "FolderBusy",
    "Job",
    "Outcome",
    "Plan",
    "Proposal",
    "Reopened",
    "Request",
    "Reread",
    "Standing",
    "Way",
    "all_places",
    "answer_before",
    "begin_project",
    "by_files",
    "by_record",
    "change_files",
    "check_free",
    "checked_address",
    "checksum",
    "errors_of",
    "failed_checks",
    "finish_change",
    "finished_before",
    "for_each",
    "gathering",
    "is_dated",
    "keep_answer",
    "make_site",
    "needs_outlines",
    "outline_folder",
    "place_code",
    "plan",
    "prepare",
    "propose_suppression",
    "prove_numbers",
    "read_record",
    "rebuild",
    "report_date",
    "reread",
    "run_job",
    "run_jobs",
    "run_plan",
    "store_at",
    "traced",
    "verify_files",
    "write_export",
    "write_new",
    "write_project",
    "write_reread",
    "write_suppression",
]

MODULES = {
    "audited": ("answer_before", "errors_of", "failed_checks", "keep_answer"),
    "begin": (
        "BUILT",
        "begin_project",
    ),
    "changes": ("change_files", "checksum", "finish_change"),
    "dates": (
        "is_dated",
        "report_date",
    ),
    "exports": ("write_export",),
    "fresh": (
        "Standing",
        "finished_before",
        "prepare",
    ),
    "gather": (
        "for_each",
        "gathering",
    ),
    "jobs": (
        "Context",
        "FileResult",
        "Job",
        "Outcome",
    ),
    "make": (
        "run_job",
        "run_jobs",
    ),
    "outlined": (
        "needs_outlines",
        "outline_folder",
    ),
    "places": (
        "all_places",
        "place_code",
    ),
    "proving": ("prove_numbers",),
    "recorded": ("read_record",),
    "request": (
        "Request",
        "by_files",
        "by_record",
    ),
    "rereading": (
        "Reread",
        "reread",
        "write_reread",
    ),
    "run": (
        "Way",
        "run_plan",
    ),
    "scaffold": (
        "check_free",
        "write_new",
        "write_project",
    ),
    "site": (
        "checked_address",
        "make_site",
    ),
    "store": (
        "FolderBusy",
        "store_at",
    ),
    "suppressing": (
        "Proposal",
        "propose_suppression",
        "write_suppression",
    ),
    "tracing": (
        "Reopened",
        "traced",
    ),
    "verify": (
        "Finding",
        "rebuild",
    ),
}
"""What is loaded when it is first used, by the module it is in: who asks where a number comes from does not wait
for the index, the cluster and the outlines. `plan` has the name of its module, and so is there from the start."""
HOMES = {name: module for module, names in MODULES.items() for name in names}


def __getattr__(name: str) -> Any:
    """Import what is asked for, and not before."""
    if name == "verify_files":  # `verify` is the name of its module
        return import_module(f"{__name__}.verify").verify
    if name in HOMES:
        return getattr(import_module(f"{__name__}.{HOMES[name]}"), name)
    raise AttributeError(f"module `{__name__}` has no attribute `{name}`")
