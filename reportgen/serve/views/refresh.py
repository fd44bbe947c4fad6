"""Bring the file of the next year to a project: what is new and what was revised, before anything is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from reportgen.errors import UsageError
from reportgen.language import say_count
from reportgen.serve.children import Refused
from reportgen.serve.guard import UPLOAD_BYTES
from reportgen.serve.house import said, visit
from reportgen.serve.tasks.asked import told_error
from reportgen.serve.uploads import ENDINGS, read_upload, read_uploads, take_sent
from reportgen.serve.views.asked import answered, answers_in
from reportgen.serve.words import count

if TYPE_CHECKING:
    from starlette.requests import Request

    from reportgen.serve.house import Visit
    from reportgen.serve.tasks import Values
    from reportgen.serve.uploads import Again, Upload

SECONDS = 300
"""For understanding a file, and comparing all figures."""
SEAL = 64


async def bring(request: Request) -> Response:
    """Ask for the new file, and take it."""
    visited = visit(request)
    _require(visited)
    kept, errors = await take_sent(visited.desk, request)
    if kept:
        return RedirectResponse(f"/{visited.bench.name}/refresh/{kept.identifier}", 303)
    return visited.page(
        "refresh.html", 422 if errors else 200, errors=errors, uploads=read_uploads(visited.desk), endings=ENDINGS,
        most=UPLOAD_BYTES,
    )  # fmt: skip


async def look(request: Request) -> Response:
    """Show what a file says otherwise than the project."""
    visited = visit(request)
    return await _shown(visited, _brought(visited), errors=[])


async def answer(request: Request) -> Response:
    """Take answers to what was asked about a file; with nothing to answer, forget those that were given."""
    visited = visit(request)
    brought = _brought(visited)
    form = await request.form(max_files=0, max_fields=2_000)
    before = _again(visited, brought)
    kept: Again = {"answers": {}, "questions": {}}
    if form.get("take"):
        try:
            asked = {one["key"]: one for one in (await _looked_at(visited, brought))["questions"]}
        except Refused:
            asked = {}  # with these answers nothing can be read any more
        questions = {**before["questions"], **asked}
        given = answers_in(form, questions)
        kept = {"answers": given, "questions": {key: questions[key] for key in given}}
    brought.again[visited.bench.name] = kept
    brought.save(visited.desk)
    return RedirectResponse(f"/{visited.bench.name}/refresh/{brought.identifier}", 303)


async def take(request: Request) -> Response:
    """Write what was shown, unless the project is another one by now, or documents are being made of it."""
    visited = visit(request)
    brought = _brought(visited)
    bench = visited.bench
    form = await request.form(max_files=0, max_fields=5)
    if visited.house.queue.is_making(bench.folder):
        wait = UsageError("documents are being made of these figures", hint="wait until they are, or stop them")
        return await _shown(visited, brought, errors=told_error(wait))
    try:
        seal = str(form.get("seal", ""))[:SEAL]
        made = await visited.ask("take", **_asked(visited, brought), seal=seal, seconds=SECONDS)
    except Refused as error:
        return await _shown(visited, brought, errors=error.errors)
    brought.project = bench.name
    brought.again.pop(bench.name, None)  # the project remembers them
    with said(visited):
        brought.told = [
            say_count(made["added"], "{count} figure is new", "{count} figures are new", count=count(made["added"])),
            say_count(
                made["revised"], "{count} figure was revised", "{count} figures were revised",
                count=count(made["revised"]),
            ),
        ]  # fmt: skip
    brought.save(visited.desk)
    return RedirectResponse(f"/{bench.name}/make?from={brought.identifier}", 303)


async def _shown(visited: Visit, brought: Upload, *, errors: list[Values]) -> Response:
    again = _again(visited, brought)
    try:
        found = await _looked_at(visited, brought)
    except Refused as error:
        address = f"/{visited.bench.name}/refresh/{brought.identifier}/answers"
        forget = address if again["answers"] else ""
        return visited.page("unread.html", 422, errors=errors or error.errors, upload=brought, forget=forget)
    done = answered(again["answers"], again["questions"])
    return visited.page(
        "revised.html", 422 if errors else 200, upload=brought, found=found, answered=done, errors=errors
    )


async def _looked_at(visited: Visit, brought: Upload) -> Values:
    return await visited.ask("refresh", **_asked(visited, brought), seconds=SECONDS)


def _asked(visited: Visit, brought: Upload) -> Values:
    return {
        "folder": str(visited.bench.folder),
        "file": str(brought.path(visited.desk)),
        "answers": _again(visited, brought)["answers"],
        "language": visited.language,
    }


def _again(visited: Visit, brought: Upload) -> Again:
    """Return what was answered about a file as new figures of this project."""
    return brought.again.get(visited.bench.name, {"answers": {}, "questions": {}})


def _require(visited: Visit) -> None:
    """Raise HTTPException for a project that no file was read into."""
    if not visited.bench.takes_figures:
        raise HTTPException(404)


def _brought(visited: Visit) -> Upload:
    _require(visited)
    found = read_upload(visited.desk, visited.request.path_params["upload"])
    if found is None:
        raise HTTPException(404)
    return found
