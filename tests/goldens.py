"""Reports as plain text, as they are expected to read. `make goldens` writes them anew; then read the difference."""

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from reportgen.batch import Job, Request, plan, run_jobs
from reportgen.errors import raise_gathered
from reportgen.years import PeriodRange
from tests.worlds import ROOT

FOLDER = Path(__file__).parent / "goldens"
DATE = date(2025, 6, 30)
TEXT = ("txt",)
ALL = PeriodRange(2020, 2024)
JOBS = (
    Job("briefing", "", ALL, TEXT),
    Job("briefing", "", PeriodRange(2020, 2021), TEXT),
    Job("briefing", "", PeriodRange(2022, 2023), TEXT),
    Job("briefing", "", PeriodRange(2024, 2024), TEXT),
    Job("appendix", "", ALL, TEXT),
    Job("factsheet", "TX", ALL, TEXT),
    Job("factsheet", "GU", ALL, TEXT),
)
"""A full range, one with gaps, one of two years, a single year; a large place, and one with a single published year."""


def write_goldens(folder: Path) -> list[Path]:
    """Build the expected texts into a folder and return their files."""
    reports = tuple(dict.fromkeys(job.report for job in JOBS))
    places = tuple(dict.fromkeys(job.place for job in JOBS if job.place))
    request = Request(
        reports, places=places, out=folder, data=ROOT / "data", templates=ROOT / "templates", date=DATE, formats=TEXT
    )
    outcomes = list(run_jobs(JOBS, plan(request).context))
    raise_gathered([error for outcome in outcomes for error in outcome.errors])
    return [file for outcome in outcomes for file in outcome.files]


if __name__ == "__main__":
    with TemporaryDirectory() as made:
        texts = {path.name: path.read_bytes() for path in write_goldens(Path(made))}
    for path in FOLDER.glob("*.txt"):
        path.unlink()
    for name, text in texts.items():
        (FOLDER / name).write_bytes(text)
        print((FOLDER / name).relative_to(ROOT))
