"""Bring a file of one's own: upload, what it was taken for, questions, and the project that is made of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from reportgen.serve.children import Refused
from reportgen.serve.desk import PROJECTS, UPLOADS
from reportgen.serve.guard import UPLOAD_BYTES
from reportgen.serve.house import visit
from reportgen.serve.seals import slug
from reportgen.serve.uploads import ENDINGS, read_upload, read_uploads, remove_upload, take_sent
from reportgen.serve.views.asked import ANSWER, LONGEST_ANSWER, answered, answers_in

if TYPE_CHECKING:
    from pathlib import Path

    from starlette.datastructures import FormData
    from starlette.requests import Request

    from reportgen.serve.house import Visit
    from reportgen.serve.tasks import Values
    from reportgen.serve.uploads import Upload

SECONDS = 120
"""For understanding a file."""


async def upload(request: Request) -> Response:
    """Show what was brought before, and take a file."""
    visited = visit(request)
    kept, errors = await take_sent(visited.desk, request)
    if kept:
        return RedirectResponse(f"/import/{kept.identifier}", 303)
    return visited.page(
        "import.html", 422 if errors else 200, errors=errors, uploads=read_uploads(visited.desk), endings=ENDINGS,
        most=UPLOAD_BYTES, taking=_taking(visited),
    )  # fmt: skip


async def sheet(request: Request) -> Response:
    """Show what a file was taken for, and take answers."""
    visited = visit(request)
    brought = _brought(visited)
    if request.method == "POST":
        form = await request.form(max_files=0, max_fields=2_000)
        try:
            _take_answers(brought, form, await _read(visited, brought))
        except Refused:
            brought.answers.clear()  # with these answers nothing can be read any more
        brought.save(visited.desk)
        return RedirectResponse(f"/import/{brought.identifier}", 303)
    try:
        found = await _read(visited, brought)
    except Refused as error:
        forget = f"/import/{brought.identifier}" if brought.answers or brought.sheet else ""
        return visited.page("unread.html", 422, errors=error.errors, upload=brought, forget=forget)
    return _shown(visited, brought, found, errors=[])


def _shown(visited: Visit, brought: Upload, found: Values, *, errors: list[Values]) -> Response:
    asked = {key: question for key, question in brought.questions.items() if not key.startswith("column.")}
    return visited.page(
        "sheet.html", 422 if errors else 200, upload=brought, found=found, errors=errors,
        answered=answered(brought.answers, asked),
        taking=_taking(visited), suggested=_free_name(visited, slug(brought.name.rpartition(".")[0])),
    )  # fmt: skip


async def _read(visited: Visit, brought: Upload) -> Values:
    asked = {
        "task": "sheet",
        "file": str(brought.path(visited.desk)),
        "sheet": brought.sheet,
        "answers": brought.answers,
        "language": visited.language,
    }
    return await visited.house.warm.ask(visited.desk.folder(UPLOADS), asked, seconds=SECONDS)


def _take_answers(brought: Upload, form: FormData, found: Values) -> None:
    """Take the answers to what was asked; to nothing else."""
    chosen = str(form.get("sheet", ""))
    if chosen in found["sheets"] and chosen != found["sheet"]:
        brought.sheet = chosen
        brought.answers, brought.questions = {}, {}
        return
    asked = {one["key"]: one for one in found["questions"]}
    columns = {one["key"]: one for one in found["columns"]}
    if form.get("take"):
        questions = {**brought.questions, **asked}
        given = answers_in(form, questions)
        brought.answers |= given
        brought.questions |= {key: questions[key] for key in given}
    for key, column in columns.items():
        role = str(form.get(f"{ANSWER}{key}", ""))
        if role in found["roles"] and role != column["role"]:
            brought.answers[key] = role


def _taking(visited: Visit) -> list[str]:
    """Return the names of the projects that a new file can be read into."""
    return [bench.name for bench in visited.benches.values() if bench.takes_figures]


async def create(request: Request) -> Response:
    """Make a project of a file, and show what can be made of it."""
    visited = visit(request)
    brought = _brought(visited)
    form = await request.form(max_files=0, max_fields=10)
    name = _free_name(visited, slug(str(form.get("name", ""))))
    asked = {
        "task": "create",
        "file": str(brought.path(visited.desk)),
        "sheet": brought.sheet,
        "answers": brought.answers,
        "folder": str(_folder(visited, name)),
        "organisation": str(form.get("organisation", ""))[:LONGEST_ANSWER],
        "compiled_by": str(form.get("compiled_by", ""))[:LONGEST_ANSWER],
    }
    try:
        made = await visited.house.warm.ask(visited.desk.folder(UPLOADS), asked, seconds=SECONDS)
    except Refused as error:
        return _shown(visited, brought, await _read(visited, brought), errors=error.errors)
    brought.project, brought.told = name, made["told"]
    brought.save(visited.desk)
    return RedirectResponse(f"/{name}/make?from={brought.identifier}" if brought.told else f"/{name}/make", 303)


async def remove(request: Request) -> Response:
    """Remove a file that was brought; the project that was made of it stays."""
    visited = visit(request)
    remove_upload(visited.desk, _brought(visited))
    return RedirectResponse("/import", 303)


def _brought(visited: Visit) -> Upload:
    found = read_upload(visited.desk, visited.request.path_params["upload"])
    if found is None:
        raise HTTPException(404)
    return found


def _folder(visited: Visit, name: str) -> Path:
    return visited.desk.folder(PROJECTS) / name


def _free_name(visited: Visit, wanted: str) -> str:
    """Return a name that no project has: the wanted one, or that with a number."""
    wanted = wanted[:36].strip("-") or "figures"
    taken = {*visited.benches, "import", "static", "go", "enter", "language"}
    names = (wanted, *(f"{wanted}-{number}" for number in range(2, 1000)))
    return next(name for name in names if name not in taken and not _folder(visited, name).exists())
