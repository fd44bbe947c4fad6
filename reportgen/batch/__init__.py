"""Plan the documents that are asked for, make each of them, and write their files."""

from reportgen.batch.dates import report_date
from reportgen.batch.files import write_whole
from reportgen.batch.gather import attempt, for_each, raise_gathered
from reportgen.batch.jobs import Context, Job, Outcome, run_job, run_jobs
from reportgen.batch.places import all_places, place_code
from reportgen.batch.plan import Plan, plan
from reportgen.batch.request import DEFAULT_FORMATS, Request

__all__ = [
    "DEFAULT_FORMATS",
    "Context",
    "Job",
    "Outcome",
    "Plan",
    "Request",
    "all_places",
    "attempt",
    "for_each",
    "place_code",
    "plan",
    "raise_gathered",
    "report_date",
    "run_job",
    "run_jobs",
    "write_whole",
]
