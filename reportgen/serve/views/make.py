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
    from reportgen.serve.jobs import Job
    from reportgen.serve.tasks import Values

FEW_PLACES = 400
"""Places up to which all are offered while one types."""
SHOWN_BEFORE = 6
"""Documents made before that the page lists."""
LEAST_TILES, MOST_TILES = 2, 400
"""Places of a job that are shown one by one."""
MOST_CHECKED = 50_000
"""Figures up to which all sums are checked while somebody chooses."""
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
        tongues=_tongues(report, offered), told=_told(visited), tiles=tiles_of(job, offered["places"]) if job else [],
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
    known = visited.house.contents.get(str(visited.bench.folder)) or {}
    text = page(
        "panel.html", visited.language, job=job, bench=visited.bench, ahead=visited.house.queue.ahead(job),
        tiles=tiles_of(job, known.get("places", [])),
    )  # fmt: skip
    return HTMLResponse(text, headers={"x-job-over": "yes" if job.is_over else "no"})


def tiles_of(job: Job, places: list[Values]) -> list[Values]:
    """Return the places that a job is about, with the document of each that is finished; none for a single document.

    They stand on the map of tiles where all of them have one, else beside each other.
    """
    if max(job.documents, len(job.places)) < LEAST_TILES:
        return []
    asked = None if job.asked.get("all_places") else {*job.places, *job.asked.get("places", [])}
    shown = [one for one in places if asked is None or one["code"] in asked or one["name"] in asked]
    on_map = bool(shown) and all(one["row"] is not None and one["column"] is not None for one in shown)
    return [_tile(job, one, on_map=on_map) for one in shown[:MOST_TILES]]


def _tile(job: Job, place: Values, *, on_map: bool) -> Values:
    code = place["code"]
    done = "done" if job.places.get(code) else "failed" if code in job.places else "waits"
    state = f"{done} last" if code == job.last and not job.is_over else done
    return {**place, "on_map": on_map, "file": job.places.get(code, ""), "state": state}


async def ready(request: Request) -> Response:
    """Show whether anything stands in the way: the part of the page that is fetched when it is there."""
    visited = visit(request)
    try:
        offered = await visited.contents()
        if offered["figures"] > MOST_CHECKED:
            return Response(status_code=204)
        found = await visited.ask("check", seconds=300)
    except Refused:
        return Response(status_code=204)
    counts = found["counts"]
    open_ones = counts.get("failed", 0) + counts.get("warning", 0)
    visited.house.open[str(visited.bench.folder)] = (offered["checksum"], open_ones)
    broken = len({one["report"] for one in offered["broken"]})
    text = page("ready.html", visited.language, bench=visited.bench, counts=counts, open=open_ones, broken=broken,
                stopping=found["stopping"])  # fmt: skip
    return HTMLResponse(text)


async def stop(request: Request) -> Response:
    """End a job after the documents in hand."""
    visited = visit(request)
    job = visited.job()
    visited.house.queue.stop(job)
    return RedirectResponse(f"/{visited.bench.name}/make?job={job.identifier}", 303)
