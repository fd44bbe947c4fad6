"""Coming in: the address with its word, the password of an office; and the language of the page."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from starlette.responses import HTMLResponse, RedirectResponse, Response

from reportgen.language import languages
from reportgen.serve.desk import desk_of, own_work
from reportgen.serve.guard import cookie_name
from reportgen.serve.house import LANGUAGE_COOKIE, visit
from reportgen.serve.pages import page
from reportgen.serve.seals import slug
from reportgen.serve.words import chosen_language

if TYPE_CHECKING:
    from starlette.requests import Request

    from reportgen.serve.house import House

MISTAKEN_SECONDS = 1.0
"""How long a wrong password waits for its answer; only one is tried at a time."""
_trying = asyncio.Lock()


async def home(request: Request) -> Response:
    """Show the first page to whoever is in; let in who brings the word of the address."""
    house: House = request.app.state.house
    token = request.query_params.get("token", "")
    if token:
        if not house.seals.is_token(token):
            return _outside(request, 403)
        return _come_in(request, "")
    if request.state.person is None:
        return RedirectResponse("/enter", 303) if house.settings.is_shared else _outside(request, 403)
    visited = visit(request)
    first = next(iter(visited.benches))
    only = house.settings.only
    return RedirectResponse(f"/{first}/write/{only}" if only else f"/{first}/make", 303)


async def enter(request: Request) -> Response:
    """Ask for the name and the password of the office."""
    house: House = request.app.state.house
    if not house.settings.is_shared:
        return RedirectResponse("/", 303)
    if request.method != "POST":
        return _door(request)
    form = await request.form(max_files=0, max_fields=5)
    person, password = slug(str(form.get("person", ""))), str(form.get("password", ""))
    async with _trying:
        if not house.seals.is_password(password):
            await asyncio.sleep(MISTAKEN_SECONDS)
            return _door(request, is_wrong=True, status=403)
    if not person:
        return _door(request, is_nameless=True, status=422)
    return _come_in(request, person)


async def go(request: Request) -> Response:
    """Show another project."""
    name = request.query_params.get("bench", "")
    return RedirectResponse(f"/{name}/make" if name in visit(request).benches else "/", 303)


async def language(request: Request) -> Response:
    """Change the language of the page, and go back to where one was."""
    form = await request.form(max_files=0, max_fields=5)
    asked, back = str(form.get("language", "")), str(form.get("back", "/"))
    is_own = back.startswith("/") and not back.startswith("//") and back.isprintable() and "\\" not in back
    answer = RedirectResponse(back if is_own else "/", 303)
    if asked in languages():
        answer.set_cookie(LANGUAGE_COOKIE, asked, max_age=31_536_000, samesite="strict", httponly=True)
    return answer


def _come_in(request: Request, person: str) -> Response:
    house: House = request.app.state.house
    own_work(house.settings.folder)
    answer = RedirectResponse("/", 303)
    is_secret = request.headers.get("origin", "").startswith("https://")
    answer.set_cookie(
        cookie_name(house.settings), house.seals.cookie(person), httponly=True, samesite="strict", secure=is_secret
    )
    if person:
        house.queue.resume(desk_of(house.settings.folder, house.settings.project, person))
    return answer


def _door(request: Request, *, is_wrong: bool = False, is_nameless: bool = False, status: int = 200) -> Response:
    tag = _language(request)
    return HTMLResponse(page("enter.html", tag, is_wrong=is_wrong, is_nameless=is_nameless), status)


def _outside(request: Request, status: int) -> Response:
    return HTMLResponse(page("outside.html", _language(request)), status)


def _language(request: Request) -> str:
    asked = request.cookies.get(LANGUAGE_COOKIE, "") or request.app.state.house.settings.language
    return chosen_language(request.headers.get("accept-language", ""), asked=asked)
