"""The server: addresses and what answers them, behind the guard."""

from __future__ import annotations

import asyncio
import contextlib
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.responses import FileResponse, HTMLResponse, Response
from starlette.routing import Route

from reportgen.fonts import font_file
from reportgen.language import say, speaking
from reportgen.serve.children import WarmChildren
from reportgen.serve.desk import PEOPLE, SCRATCH, desk_of
from reportgen.serve.guard import Guard
from reportgen.serve.house import House
from reportgen.serve.pages import page
from reportgen.serve.seals import PERSON
from reportgen.serve.views import check, door, files, imports, make, refresh, write
from reportgen.serve.words import chosen_language

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from starlette.requests import Request

    from reportgen.serve.seals import Seals
    from reportgen.serve.settings import Settings

STATIC = Path(__file__).parent / "static"
FACES = ("SourceSansPro-Regular", "SourceSansPro-Semibold", "SourceSerifPro-Semibold")
FORMS = ["GET", "POST"]


def create_app(settings: Settings, seals: Seals) -> Starlette:
    """Return the server of a work folder."""
    routes = [
        Route("/", door.home),
        Route("/enter", door.enter, methods=FORMS),
        Route("/language", door.language, methods=["POST"]),
        Route("/static/{name}", static),
        Route("/{bench}/make", make.make, methods=FORMS),
        Route("/go", door.go),
        Route("/import", imports.upload, methods=FORMS),
        Route("/import/{upload}", imports.sheet, methods=FORMS),
        Route("/import/{upload}/create", imports.create, methods=["POST"]),
        Route("/import/{upload}/remove", imports.remove, methods=["POST"]),
        Route("/{bench}/refresh", refresh.bring, methods=FORMS),
        Route("/{bench}/refresh/{upload}", refresh.look),
        Route("/{bench}/refresh/{upload}", refresh.take, methods=["POST"]),
        Route("/{bench}/refresh/{upload}/answers", refresh.answer, methods=["POST"]),
        Route("/{bench}/thumbs/{report}.png", files.thumbnail),
        Route("/{bench}/jobs/{job}", make.panel),
        Route("/{bench}/jobs/{job}/stop", make.stop, methods=["POST"]),
        Route("/{bench}/jobs/{job}/reports.zip", files.archive),
        Route("/{bench}/ready", make.ready),
        Route("/{bench}/check", check.check),
        Route("/{bench}/check/hide", check.hide, methods=["POST"]),
        Route("/{bench}/check/correct", check.correct, methods=["POST"]),
        Route("/{bench}/check/explain", check.explain, methods=["POST"]),
        Route("/{bench}/check/issues.csv", check.issues),
        Route("/{bench}/write", write.reports),
        Route("/{bench}/write", write.own, methods=["POST"]),
        Route("/{bench}/write/{report}", write.write, methods=FORMS),
        Route("/{bench}/write/{report}/text", write.text),
        Route("/{bench}/write/{report}/preview", write.previewed),
        Route("/{bench}/write/{report}/changes", write.changes),
        Route("/{bench}/write/{report}/trace", write.trace),
        Route("/{bench}/write/{report}/numbers", write.numbers),
        Route("/{bench}/write/{report}/page/{what}", write.page),
        Route("/{bench}/documents", files.documents),
        Route("/{bench}/documents/changed", files.changed),
        Route("/{bench}/documents/again", files.again, methods=["POST"]),
        Route("/{bench}/files/{name:path}", files.file),
    ]
    app = Starlette(
        routes=routes,
        middleware=[Middleware(Guard, settings=settings, seals=seals)],
        exception_handlers={HTTPException: not_there, Exception: fault},
        lifespan=lifespan,
    )
    app.state.house = House(settings, seals, WarmChildren(settings.folder / SCRATCH))
    return app


@contextlib.asynccontextmanager
async def lifespan(app: Starlette) -> AsyncIterator[None]:
    """Go on with what was asked for before, and leave nothing running at the end."""
    house: House = app.state.house
    settings = house.settings
    people = [path.name for path in sorted(settings.folder.glob(f"{PEOPLE}/*")) if PERSON.fullmatch(path.name)]
    for person in people if settings.is_shared else [""]:
        house.queue.resume(desk_of(settings.folder, settings.project, person))
    running = asyncio.create_task(house.queue.run())
    try:
        yield
    finally:
        running.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await running
        await house.queue.end()
        await house.warm.end()


async def static(request: Request) -> Response:
    """Give out how the pages look: style, script, fonts."""
    name = request.path_params["name"]
    known = {path.name: path for path in STATIC.iterdir()} | {f"{face}.ttf": font_file(face) for face in FACES}
    if name not in known:
        raise HTTPException(404)
    kinds = {".css": "text/css", ".js": "text/javascript", ".ttf": "font/ttf", ".svg": "image/svg+xml"}
    return FileResponse(
        known[name], media_type=kinds[known[name].suffix], headers={"cache-control": "private, max-age=60"}
    )


async def not_there(request: Request, error: Exception) -> Response:
    """Say that there is no such page."""
    assert isinstance(error, HTTPException)
    return _plain(request, error.status_code)


async def fault(request: Request, error: Exception) -> Response:
    """Say that the program did something wrong; the server goes on."""
    del error
    return _plain(request, 500)


def _plain(request: Request, status: int) -> Response:
    language = chosen_language(request.headers.get("accept-language", ""))
    with speaking(language):
        text = say("There is no such page.") if status < 500 else say("Something went wrong here. Try again.")
    return HTMLResponse(page("plain.html", language, text=text), status)
