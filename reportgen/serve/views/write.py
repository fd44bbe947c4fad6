"""Write at a report beside its pages: its text is saved as one types, and the pages follow."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response, StreamingResponse

from reportgen.bounded import read_inside
from reportgen.errors import TemplateError
from reportgen.limits import limits
from reportgen.resources import templates_folder
from reportgen.serve.children import Refused
from reportgen.serve.house import said, visit
from reportgen.serve.pages import page as screen
from reportgen.serve.told import language_of, told
from reportgen.serve.views.files import KINDS, OF_HTML
from reportgen.template.reports import files_of_reports

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from starlette.requests import Request

    from reportgen.serve.desk import Bench
    from reportgen.serve.house import Visit
    from reportgen.serve.tasks import Values

WHOLE = ("report.pdf", "report.docx", "report.html")
LONGEST_NUMBER = 60
LONGEST_WHOLE = 4
WIDTH = 880
"""Pixels of a page, when the browser does not say how many it needs."""
MOST = 1_000_000
"""Characters of a template."""
DIGEST = 64
WATCHING = {"debounce": 60, "step": 20, "rust_timeout": 1_000, "recursive": True}
"""Milliseconds: changes that come within the first belong together."""
LONGEST_WATCH = 3600
"""Seconds; a browser asks again by itself."""


async def reports(request: Request) -> Response:
    """Show the reports that can be written at."""
    visited = visit(request)
    try:
        offered = await visited.contents()
    except Refused as error:
        return visited.refused(error)
    titles = {one["name"]: one for one in offered["reports"]}
    broken = {one["report"] for one in offered["broken"]}
    listed = [{"name": name, "file": file, "broken": name in broken, **_told(titles.get(name))}
              for name, file in offered["files"].items()]  # fmt: skip
    return visited.page("reports.html", reports=listed)


def _told(report: Values | None) -> Values:
    return {name: report[name] if report else "" for name in ("title", "description")}


async def own(request: Request) -> Response:
    """Make copies of the reports that may be written at."""
    visited = visit(request)
    bench = visited.bench
    if not bench.is_writable:
        await asyncio.to_thread(copy_reports, bench)
    return RedirectResponse(f"/{bench.name}/write", 303)


def copy_reports(bench: Bench) -> None:
    """Copy the reports of a project to where they may be written at, all or none; macros and looks are inherited."""
    part = bench.own_templates.with_name(f".{bench.own_templates.name}.part")
    shutil.rmtree(part, ignore_errors=True)
    if bench.templates.absolute() == templates_folder().absolute():
        part.mkdir(parents=True)
        for file in sorted(bench.templates.glob("*.md")):
            (part / file.name).write_bytes(file.read_bytes())
    else:
        shutil.copytree(bench.templates, part)
    part.rename(bench.own_templates)


async def write(request: Request) -> Response:
    """Show the text of a report beside its pages; take a text, and say what became of it."""
    visited = visit(request)
    if request.method == "POST":
        name = request.path_params["report"]
        return await _saved(visited, _path(visited.bench, name), name)
    try:
        offered = await visited.contents()
    except Refused as error:
        return visited.refused(error)
    name = request.path_params["report"]
    path = _path(visited.bench, name)
    report = next((one for one in offered["reports"] if one["name"] == name), None)
    text = _text(path)
    return visited.page(
        "write.html", name=name, file=path.name, text=text, digest=_digest(text), report=report,
        offered=offered, parts=await visited.ask("parts"),
    )  # fmt: skip


async def _saved(visited: Visit, path: Path, name: str) -> Response:
    """Keep a text, unless the file was changed meanwhile by something else, and preview it."""
    form = await visited.request.form(max_files=0, max_fields=10, max_part_size=4 * MOST)
    text = str(form.get("text", "")).replace("\r\n", "\n")
    if len(text) > MOST or not visited.bench.is_writable:
        raise HTTPException(413 if len(text) > MOST else 403)
    before = _text(path)
    if str(form.get("base", "")) != _digest(before) and text != before:
        return JSONResponse({"conflict": True, "digest": _digest(before)}, 409)
    if text != before:
        part = path.with_name(f".{path.name}.part")
        part.write_text(text, encoding="utf-8", newline="")
        part.replace(path)
    if "application/json" not in visited.request.headers.get("accept", ""):
        return RedirectResponse(visited.request.url.path, 303)
    return await _previewed(visited, name, form, digest=_digest(text))


async def previewed(request: Request) -> Response:
    """Say what the report on disk looks like now."""
    visited = visit(request)
    name = request.path_params["report"]
    digest = _digest(_text(_path(visited.bench, name)))
    return await _previewed(visited, name, request.query_params, digest=digest)


async def _previewed(visited: Visit, name: str, chosen: Any, *, digest: str) -> Response:
    page, width = _whole(chosen.get("page"), 1), _whole(chosen.get("width"), WIDTH)
    place = str(chosen.get("place", ""))[:100]
    try:
        found = await visited.ask("preview", report=name, place=place, page=page, width=width,
                                  theme=visited.bench.theme, paper=visited.bench.paper,
                                  years=visited.bench.years)  # fmt: skip
    except Refused as error:
        found = {"errors": error.errors, "of": "", "text": ""}
    with said(visited):
        errors = [_in_words(each) for each in found["errors"]]
    return JSONResponse({**found, "errors": errors, "digest": digest})


def _in_words(error: Values) -> Values:
    """Return an error in the language that is spoken, with the tag of the language of what nobody has translated."""
    words = {name: told(str(error[name])) for name in ("message", "hint")}
    return {**error, **words, "lang": language_of(str(error["message"]))}


async def text(request: Request) -> Response:
    """Give out the text on disk."""
    visited = visit(request)
    found = _text(_path(visited.bench, request.path_params["report"]))
    return JSONResponse({"text": found, "digest": _digest(found)})


async def page(request: Request) -> Response:
    """Give out one page, or a whole file, of what has a digest; with none, of what there is now."""
    visited = visit(request)
    name, what = request.path_params["report"], request.path_params["what"]
    of = request.query_params.get("of", "")
    try:
        if not of:
            place = request.query_params.get("place", "")[:100]
            of = (await visited.ask("preview", report=name, place=place, years=visited.bench.years))["of"]
        if what in WHOLE:
            kind = what.rpartition(".")[2]
            found = base64.b64decode((await visited.ask("picture", of=of, whole=kind))["file"])
            policy = {"html": OF_HTML}.get(kind, "default-src 'none'; style-src 'unsafe-inline'")
            shown = "attachment" if kind == "docx" else "inline"
            headers = {
                "content-security-policy": policy,
                "content-disposition": f"{shown}; filename*=UTF-8''{quote(name)}.{kind}",
            }
            return Response(found, media_type=KINDS[f".{kind}"], headers=headers)
        number, width = what.removesuffix(".png"), _whole(request.query_params.get("width"), WIDTH)
        if not number.isdecimal() or len(number) > LONGEST_WHOLE:
            raise HTTPException(404)
        found = base64.b64decode((await visited.ask("picture", of=of, page=int(number), width=width))["png"])
    except Refused:
        raise HTTPException(404) from None
    kept = "private, max-age=3600, immutable" if len(of) == DIGEST and request.query_params.get("of") else "no-store"
    return Response(found, media_type="image/png", headers={"cache-control": kept})


async def trace(request: Request) -> Response:
    """Show where the number comes from that somebody points at, or asks for."""
    visited = visit(request)
    asked = request.query_params
    about: Values = {
        "of": asked.get("of", ""),
        "text": asked.get("text", "")[:LONGEST_NUMBER],
        "page": _whole(asked.get("page"), 1),
        "x": _share(asked.get("x")),
        "y": _share(asked.get("y")),
    }
    try:
        found = await visited.ask("trace", **about, language=visited.language)
    except Refused:
        raise HTTPException(404) from None
    return HTMLResponse(screen("trace.html", visited.language, found=found))


async def numbers(request: Request) -> Response:
    """Give out the numbers that a page prints."""
    visited = visit(request)
    page = _whole(request.query_params.get("page"), 1)
    try:
        found = await visited.ask("numbers", of=request.query_params.get("of", ""), page=page)
    except Refused:
        raise HTTPException(404) from None
    return JSONResponse(found)


def _whole(text: str | None, otherwise: int) -> int:
    """Return a number of an address; another one where it is none, or too long for one."""
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) <= LONGEST_WHOLE else otherwise


def _share(text: str | None) -> float:
    """Return a share of a page, from 0 to 1; 0 where it is none."""
    try:
        found = float(text or "0")
    except ValueError:
        return 0.0
    return found if 0 <= found <= 1 else 0.0


async def changes(request: Request) -> Response:
    """Tell of each change of a file that the pages are made from, by whatever program."""
    visited = visit(request)
    return StreamingResponse(told_changes(visited.bench, request), media_type="text/event-stream")


async def told_changes(bench: Bench, request: Request) -> AsyncIterator[str]:
    """Yield an event for each change of templates or data."""
    from watchfiles import awatch

    folders = [folder for folder in (bench.templates, templates_folder(), bench.data) if folder.is_dir()]
    stop = asyncio.Event()
    yield "event: open\ndata: {}\n\n"
    watching = awatch(*folders, stop_event=stop, yield_on_timeout=True, **WATCHING)  # type: ignore[arg-type]
    try:
        async for found in watching:
            if await request.is_disconnected():
                return
            names = sorted({_named(Path(path), folders) for _, path in found if not Path(path).name.startswith(".")})
            if names:
                yield f"event: changed\ndata: {json.dumps(names[:20])}\n\n"
    finally:
        stop.set()


def _named(path: Path, folders: list[Path]) -> str:
    """Return the name of a file within the folder that is watched: `briefing.md`, `macros/board.md`."""
    folder = next((each for each in folders if path.is_relative_to(each)), path.parent)
    return path.relative_to(folder).as_posix()


def _path(bench: Bench, name: str) -> Path:
    """Return the file of a report by its name among those that there are. Raises HTTPException for another one."""
    try:
        file = files_of_reports(bench.templates).get(name)
    except TemplateError:
        file = None
    if file is None:
        raise HTTPException(404)
    return file


def _text(path: Path) -> str:
    try:
        return (
            read_inside(path, path.parent, most=limits().text_bytes)
            .decode("utf-8-sig", "replace")
            .replace("\r\n", "\n")
        )
    except OSError:
        raise HTTPException(404) from None


def _digest(content: str) -> str:
    return hashlib.sha256(content.encode()).hexdigest()
