"""Finished files: looked at, downloaded, several as one archive; and what was made before."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import os
import stat
import tempfile
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.responses import FileResponse, RedirectResponse, Response

from reportgen.batch.manifest import FILE_NAME
from reportgen.serve.children import Refused
from reportgen.serve.house import visit

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.types import Receive, Scope, Send

    from reportgen.serve.desk import Bench
    from reportgen.serve.tasks import Values

KINDS = {
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".txt": "text/plain; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".json": "application/json",
    ".csv": "text/csv; charset=utf-8",
    ".png": "image/png",
    ".zip": "application/zip",
}
"""What is given out, by the ending of the file; no other file is."""
LOOKED_AT = (".pdf", ".html", ".txt", ".png")
"""What a browser shows."""
OF_HTML = (
    "sandbox allow-scripts allow-popups; default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; "
    "img-src data:; font-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
"""What a document in HTML may do: it has no part in this server's pages."""
OF_PDF = "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; plugin-types application/pdf"


async def file(request: Request) -> Response:
    """Give out a finished file."""
    visited = visit(request)
    path = finished(visited.bench, request.path_params["name"])
    ending = path.suffix.lower()
    is_shown = ending in LOOKED_AT and "download" not in request.query_params
    policy = {".html": OF_HTML, ".pdf": OF_PDF}.get(ending, "default-src 'none'; sandbox")
    headers = {
        "content-disposition": f"{'inline' if is_shown else 'attachment'}; filename*=UTF-8''{quote(path.name)}",
        "content-security-policy": policy,
    }
    return FileResponse(path, media_type=KINDS[ending], headers=headers)


def finished(bench: Bench, name: str) -> Path:
    """Return the path of a finished file of a project. Raises HTTPException for what is none."""
    path = bench.out / name
    ending = path.suffix.lower()
    if not FILE_NAME.fullmatch(name) or ending not in KINDS or name == "manifest.json":
        raise HTTPException(404)
    try:
        is_file = stat.S_ISREG(path.lstat().st_mode) and path.resolve().parent.is_relative_to(bench.out.resolve())
    except OSError:
        is_file = False
    if not is_file:
        raise HTTPException(404)
    return path


async def thumbnail(request: Request) -> Response:
    """Give out the first page of a report as a small picture, made once for each state of data and templates."""
    visited = visit(request)
    try:
        offered = await visited.contents()
        report = next((one for one in offered["reports"] if one["name"] == request.path_params["report"]), None)
        if report is None:
            raise HTTPException(404)
        said = f"{report['name']} {offered['checksum']} {offered['mark']}"
        path = visited.desk.scratch / f"thumb-{hashlib.sha256(said.encode()).hexdigest()[:32]}.png"
        if not path.is_file():
            made = await visited.ask("thumbnail", reports=[report["name"]], scope=report["scope"])
            path.parent.mkdir(parents=True, exist_ok=True)
            part = path.with_suffix(".part")
            part.write_bytes(base64.b64decode(made["png"]))
            part.replace(path)
    except Refused:
        raise HTTPException(404) from None
    return FileResponse(path, media_type=KINDS[".png"], headers={"cache-control": "private, max-age=300"})


async def archive(request: Request) -> Response:
    """Give out all files of a job as one archive."""
    visited = visit(request)
    job = visited.job()
    paths = []
    for name in job.standing:
        try:
            paths.append(finished(visited.bench, name))
        except HTTPException:
            continue  # it was moved away since
    if not paths:
        raise HTTPException(404)
    return await _as_archive(paths, "reports.zip", visited.desk.scratch)


async def _as_archive(paths: list[Path], name: str, scratch: Path) -> Response:
    made = await asyncio.to_thread(_packed, paths, scratch)
    return _Vanishing(made, media_type=KINDS[".zip"], filename=name)


class _Vanishing(FileResponse):
    """A file that is removed once it is sent, or was not."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await super().__call__(scope, receive, send)
        finally:
            await asyncio.to_thread(Path(self.path).unlink, missing_ok=True)


def _packed(paths: list[Path], scratch: Path) -> Path:
    scratch.mkdir(parents=True, exist_ok=True)
    descriptor, made = tempfile.mkstemp(dir=scratch, suffix=".zip")
    with os.fdopen(descriptor, "wb") as file, zipfile.ZipFile(file, "w") as packed:
        for path in paths:
            entry = zipfile.ZipInfo(path.name)  # with the same date in every archive
            kind = zipfile.ZIP_DEFLATED if path.suffix in (".txt", ".html", ".csv") else zipfile.ZIP_STORED
            packed.writestr(entry, path.read_bytes(), kind)
    return Path(made)


async def documents(request: Request) -> Response:
    """Show what was made, and whether it is still up to date."""
    visited = visit(request)
    try:
        found = (await visited.ask("documents", compare=True, seconds=600))["documents"]
    except Refused as error:
        return visited.refused(error)
    for one in found:
        one["state"], one["reason"] = _state(one.get("states", []))
    return visited.page("documents.html", documents=found)


def _state(states: list[Values]) -> tuple[str, str]:
    """Return the state of a document by those of its files: the first that is not as it should be."""
    for name in ("failed", "edited", "foreign", "to make"):
        found = next((each for each in states if each["state"] == name), None)
        if found is not None:
            is_changed = "words or figures changed" in found["reason"]
            return ("changed" if is_changed else "layout") if name == "to make" else name, found["reason"]
    return ("current", "") if states else ("", "")


async def changed(request: Request) -> Response:
    """Show what a finished file would say otherwise today, or said before; and whether it is as it was made."""
    visited = visit(request)
    name, edition = request.query_params.get("file", ""), request.query_params.get("edition", "")[:64]
    finished(visited.bench, name)
    editions = str(visited.desk.editions(visited.bench))
    proof = None
    try:
        found = await visited.ask("changed", file=name, editions=editions, edition=edition, seconds=300)
        if "verify" in request.query_params:
            proof = await visited.ask("verified", file=name, seconds=300)
    except Refused as error:
        return visited.refused(error)
    return visited.page("changed.html", found=found, file=name, proof=proof)


async def again(request: Request) -> Response:
    """Make a document anew, with the choices it was made with."""
    visited = visit(request)
    form = await request.form(max_files=0, max_fields=20)
    try:
        found = (await visited.ask("documents"))["documents"]
    except Refused as error:
        return visited.refused(error)
    name = str(form.get("file", ""))
    one = next((each for each in found if any(file["name"] == name for file in each["files"])), None)
    if one is None:
        raise HTTPException(404)
    kinds = [each["kind"] for each in one["files"]]
    asked = {
        "reports": [one["report"]],
        "years": one["years"],
        "places": [one["place"]] if one["place"] else [],
        "formats": [kind for kind in kinds if kind in ("pdf", "docx", "txt", "html")],
        "with_data": any("xlsx" in kind for kind in kinds),
        **one.get("choices", {}),
    }
    job = visited.house.queue.add(visited.desk, visited.bench, asked, person=visited.person)
    return RedirectResponse(f"/{visited.bench.name}/make?job={job.identifier}", 303)
