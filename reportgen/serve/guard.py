"""What stands before every page: who asks, from where, and how much; and what a browser may do with the answer."""

from __future__ import annotations

import re
from http.cookies import CookieError, SimpleCookie
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from starlette.responses import PlainTextResponse

from reportgen.serve.settings import HOME

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from reportgen.serve.seals import Seals
    from reportgen.serve.settings import Settings

FORM_BYTES = 4_000_000
"""Of a form, a template's text included."""
UPLOAD_BYTES = 64_000_000
"""Of a form with a file."""
UPLOADS = re.compile(r"/import|/[a-z0-9-]+/refresh")
"""Where a file is sent to."""
OPEN = ("/static/", "/enter")
"""What is shown to whoever asks: how the pages look, and the door."""
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
    "cache-control": "no-store",
}
"""Of every answer; one that says otherwise keeps what it says."""


def cookie_name(settings: Settings) -> str:
    """Return the name of the cookie: servers at other ports of this machine have their own."""
    return f"reportgen_{settings.port}"


class TooLarge(Exception):
    """More was sent than is taken."""


class Guard:
    """Lets in who may, from where they may, with as much as they may; and says what the browser may do."""

    def __init__(self, app: ASGIApp, settings: Settings, seals: Seals) -> None:
        self.app = app
        self.settings = settings
        self.seals = seals
        names = settings.allowed if settings.is_shared else (HOME, "localhost")
        self.hosts = frozenset(f"{name.lower()}{port}" for name in names for port in (f":{settings.port}", ""))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or hand it on."""
        if scope["type"] == "lifespan":
            return await self.app(scope, receive, send)
        if scope["type"] != "http":
            return None  # nothing here speaks otherwise; the server closes the connection
        headers = _headers(scope)
        refused = self._refused(scope, headers)
        most = UPLOAD_BYTES if UPLOADS.fullmatch(scope["path"]) else FORM_BYTES
        if refused is None and _length(headers) > most:
            refused = (413, "this is more than is taken")
        person = self._person(headers)
        if refused is None and person is None and not self._is_open(scope):
            refused = (403, "open the address that the program has printed: it lets you in")
        guarded = _guarding(send)
        if refused is not None:
            return await PlainTextResponse(refused[1] + "\n", refused[0])(scope, receive, guarded)
        scope.setdefault("state", {})["person"] = person
        return await self._bounded(scope, receive, guarded, most=most)

    async def _bounded(self, scope: Scope, receive: Receive, send: Send, *, most: int) -> None:
        """Hand a request on, and break it off when it sends more than it may."""
        taken = 0
        is_begun = False

        async def taking() -> Message:
            nonlocal taken
            message = await receive()
            taken += len(message.get("body", b""))
            if taken > most:
                raise TooLarge
            return message

        async def sending(message: Message) -> None:
            nonlocal is_begun
            is_begun = True
            await send(message)

        try:
            await self.app(scope, taking, sending)
        except TooLarge:
            if not is_begun:
                await PlainTextResponse("this is more than is taken\n", 413)(scope, receive, send)

    def _refused(self, scope: Scope, headers: dict[str, list[str]]) -> tuple[int, str] | None:
        """Return why a request is not even looked at, whoever sends it; None for one that is."""
        hosts = headers.get("host", [])
        if len(hosts) != 1 or hosts[0].lower() not in self.hosts:
            return 421, "this is not the name of this page"
        if scope["method"] not in ("GET", "HEAD", "POST"):
            return 405, "this cannot be done here"
        if scope["method"] == "POST" and not self._is_own(headers, hosts[0]):
            return 403, "this was sent by another page"
        if headers.get("sec-fetch-site", [""])[0] in ("cross-site", "same-site") and not _is_opened(headers):
            return 403, "this was asked for by another page"
        if "\\" in scope["path"] or "\0" in scope["path"] or ".." in scope["path"].split("/"):
            return 404, "there is no such page"
        return None

    def _is_own(self, headers: dict[str, list[str]], host: str) -> bool:
        """Say whether a form was sent by a page of this server."""
        origins = headers.get("origin", [])
        if len(origins) != 1:
            return False
        try:
            origin = urlsplit(origins[0])
        except ValueError:
            return False
        return origin.scheme in ("http", "https") and origin.netloc.lower() == host.lower()

    def _person(self, headers: dict[str, list[str]]) -> str | None:
        for text in headers.get("cookie", []):
            try:
                found = SimpleCookie(text).get(cookie_name(self.settings))
            except CookieError:
                continue
            if found is not None:
                return self.seals.person(found.value)
        return None

    def _is_open(self, scope: Scope) -> bool:
        path = scope["path"]
        return path == "/" or any(path == each or (each.endswith("/") and path.startswith(each)) for each in OPEN)


def _headers(scope: Scope) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, value in scope["headers"]:
        found.setdefault(name.decode("latin-1").lower(), []).append(value.decode("latin-1"))
    return found


def _length(headers: dict[str, list[str]]) -> int:
    texts = headers.get("content-length", ["0"])
    return int(texts[0]) if texts[0].isdecimal() and len(texts[0]) < 19 else 0


def _is_opened(headers: dict[str, list[str]]) -> bool:
    """Say whether somebody follows a link, for which no cookie is sent: `SameSite=Strict`."""
    return headers.get("sec-fetch-mode", [""])[0] == "navigate" and headers.get("sec-fetch-dest", [""])[0] == "document"


def _guarding(send: Send) -> Send:
    async def guarded(message: Message) -> None:
        if message["type"] == "http.response.start":
            known = {name.lower() for name, _ in message["headers"]}
            more = [(name.encode(), value.encode()) for name, value in HEADERS.items() if name.encode() not in known]
            message = {**message, "headers": [*message["headers"], *more]}
        await send(message)

    return guarded
