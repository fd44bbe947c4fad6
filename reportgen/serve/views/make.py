"""Make documents: choose, ask, watch, stop."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from starlette.responses import HTMLResponse, RedirectResponse, Response

from reportgen.serve.children import Refused
from reportgen.serve.house import visit
from reportgen.serve.pages import page
from reportgen.serve.uploads import read_upload

if TYPE_CHECKING:
    from starlette.datastructures import FormData
    from starlette.requests import Request

    from reportgen.serve.desk import Bench
    from reportgen.serve.house import Visit
    from reportgen.serve.tasks import Values

FEW_PLACES = 400
"""Places up to which all are offered while one types."""
SHOWN_BEFORE = 6
"""Documents made before that the page lists."""
MOST_PLACES = 5_000
"""Characters of a list of places."""


async def make(request: Request) -> Response:
    """Show what can be made, and take what was chosen."""
    visited = visit(request)
    try:
        offered = await visited.contents()
    except Refused as error:
        return visited.refused(error)
    if request.method == "POST":
        form = await request.form(max_files=0, max_fields=500)
        asked, wrong = asked_of(form, offered, visited.bench)
        if not wrong:
            job = visited.house.queue.add(visited.desk, visited.bench, asked, person=visited.person)
            return RedirectResponse(f"/{visited.bench.name}/make?job={job.identifier}", 303)
        return await _shown(visited, offered, chosen=asked, wrong=wrong)
    report = request.query_params.get("report", "")
    return await _shown(visited, offered, chosen={"reports": [report]} if report else {}, wrong="")


async def _shown(visited: Visit, offered: Values, *, chosen: Values, wrong: str) -> Response:
    jobs = visited.house.queue.of(visited.person, visited.bench.name)
    identifier = visited.request.query_params.get("job", "")
    job = next((one for one in jobs if one.identifier == identifier), None)
    job = job or next((one for one in jobs if not one.is_over), None)
    if job is not None and not chosen:
        chosen = job.asked
    try:
        before = (await visited.ask("documents"))["documents"]
    except Refused:
        before = []
    report = _report(_own(offered, visited.bench), chosen)
    return visited.page(
        "make.html", 422 if wrong else 200, offered=offered, report=report, chosen=chosen, wrong=wrong, job=job,
        ahead=visited.house.queue.ahead(job) if job else 0, before=before[:SHOWN_BEFORE],
        few_places=FEW_PLACES, reports=_own(offered, visited.bench),
        tongues=_tongues(report, offered), told=_told(visited),
    )  # fmt: skip


def _told(visited: Visit) -> list[str]:
    """Return what there is to say of a project that was just made of a file."""
    found = read_upload(visited.desk, visited.request.query_params.get("from", ""))
    return found.told if found and found.project == visited.bench.name else []


def _own(offered: Values, bench: Bench) -> list[Values]:
    """Return the reports, each in one of its languages, those first that the project makes."""
    own = [one for one in offered["reports"] if one["base"] == one["name"]]
    return sorted(own, key=lambda one: bench.reports.index(one["name"]) if one["name"] in bench.reports else len(own))


def _report(own: list[Values], chosen: Values) -> Values | None:
    named = (chosen.get("reports") or [""])[0]
    return next((one for one in own if one["name"] == named), own[0] if own else None)


def _tongues(report: Values | None, offered: Values) -> list[str]:
    """Return the languages that a report is written in."""
    if report is None:
        return []
    own = report["language"]
    return list(
        dict.fromkeys([own, *(each["language"] for each in offered["reports"] if each["base"] == report["name"])])
    )


def asked_of(form: FormData, offered: Values, bench: Bench) -> tuple[Values, str]:
    """Return what a form asks for, only what is offered; and what is missing in it: `report`, `formats`, `places`."""

    def one(name: str, known: list[str]) -> str:
        value = str(form.get(name, ""))
        return value if value in known else ""

    periods = [each["code"] for each in offered["periods"]]
    first, last = one("first", periods), one("last", periods)
    if first and last and periods.index(first) > periods.index(last):
        first, last = last, first
    formats = [each["code"] for each in offered["formats"]]
    report = next((each for each in offered["reports"] if each["name"] == str(form.get("report", ""))), None)
    asked: dict[str, Any] = {
        "reports": [report["name"]] if report else [],
        "years": "" if not (first and last) else first if first == last else f"{first}:{last}",
        "first": first,
        "last": last,
        "formats": [each for each in formats if each in map(str, form.getlist("formats"))],
        "theme": one("theme", offered["themes"]) or bench.theme,
        "profile": one("profile", offered["profiles"]),
        "language": one("language", [each["language"] for each in offered["reports"]]),
        "paper": one("paper", ["letter", "a4", "legal", "a5"]) or bench.paper,
        "with_data": form.get("with_data") == "yes",
        "allow_failing_checks": form.get("draft") == "yes",
    }
    if report and asked["language"] == report["language"]:
        asked["language"] = ""
    if report and report["scope"] != "country":
        asked |= _places_of(form, report, offered)
    return asked, _missing(asked, report)


def _places_of(form: FormData, report: Values, offered: Values) -> Values:
    typed = ";".join(map(str, form.getlist("places")))[:MOST_PLACES]
    names = [name.strip() for name in typed.replace("\n", ";").split(";")]
    which = str(form.get("which", ""))
    levels = [each["code"] for each in offered["levels"]]
    level = str(form.get("level", ""))
    if which == "all":
        return {"all_places": True, "level": level if level in levels else ""}
    if which == "whole" and report["scope"] == "any":
        return {}
    return {"places": list(dict.fromkeys(filter(None, names))), "is_some": True}


def _missing(asked: Values, report: Values | None) -> str:
    if report is None:
        return "report"
    if not asked["formats"] and not asked["with_data"]:
        return "formats"
    is_about_places = report["scope"] == "place" or asked.get("is_some")
    if is_about_places and not asked.get("places") and not asked.get("all_places"):
        return "places"
    return ""


async def panel(request: Request) -> Response:
    """Show how far a job is: the part of the page that changes while it runs."""
    visited = visit(request)
    job = visited.job()
    text = page("panel.html", visited.language, job=job, bench=visited.bench, ahead=visited.house.queue.ahead(job))
    return HTMLResponse(text, headers={"x-job-over": "yes" if job.is_over else "no"})


async def stop(request: Request) -> Response:
    """End a job after the documents in hand."""
    visited = visit(request)
    job = visited.job()
    visited.house.queue.stop(job)
    return RedirectResponse(f"/{visited.bench.name}/make?job={job.identifier}", 303)
