"""Open the page: find a port, start the server, open the browser."""

from __future__ import annotations

import contextlib
import os
import socket
import tempfile
import threading
import webbrowser
from dataclasses import replace
from typing import TYPE_CHECKING

from reportgen.errors import UsageError
from reportgen.serve.desk import SCRATCH, own_work
from reportgen.serve.seals import read_seals

if TYPE_CHECKING:
    from collections.abc import Callable

    from reportgen.serve.settings import Settings

AT_ONCE = 100
"""Requests that are answered at one time; more are told to come back."""
BACKLOG = 128
NEEDED = ("starlette", "uvicorn", "watchfiles", "multipart", "pypdfium2")
"""What the extra brings, by the names that are imported."""


def check_installed() -> None:
    """Raise UsageError, with what to do, where the extra is not installed."""
    from importlib.util import find_spec

    if not all(find_spec(name) for name in NEEDED):
        raise UsageError("the page needs what comes with an extra", hint='pip install "reportgen[page]"')


def run(settings: Settings, *, say: Callable[[str], None], opens: bool) -> int:
    """Serve until Ctrl-C. `say` takes the address; `opens` opens it in the browser. Raises UsageError."""
    check_installed()
    own_work(settings.folder)
    taken = _taken_port(settings)
    settings = replace(settings, port=taken.getsockname()[1])
    scratch = settings.folder / SCRATCH
    scratch.mkdir(exist_ok=True)
    tempfile.tempdir = str(scratch)  # what is uploaded goes nowhere else, be it for a moment
    seals = read_seals(settings.folder, password=settings.password)
    address = _address(settings, seals.token)
    say(address)
    if opens and not settings.is_shared:
        threading.Timer(0.5, webbrowser.open, (address,)).start()
    return _serve(settings, seals, taken)


def _serve(settings: Settings, seals, taken: socket.socket) -> int:  # type: ignore[no-untyped-def]  # noqa: ANN001
    import uvicorn

    from reportgen.serve.app import create_app

    config = uvicorn.Config(
        create_app(settings, seals), log_level="warning", access_log=False, server_header=False, proxy_headers=False,
        limit_concurrency=AT_ONCE, timeout_keep_alive=30, timeout_graceful_shutdown=5, ws="none", lifespan="on",
    )  # fmt: skip
    with contextlib.suppress(KeyboardInterrupt):
        uvicorn.Server(config).run(sockets=[taken])
    return 0


def _taken_port(settings: Settings) -> socket.socket:
    """Return a socket at the port, or at any free one when nobody asked for that port and another program has it."""
    for port in (settings.port, 0):
        found = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        if os.name == "posix":
            found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            found.bind((settings.address, port))
        except OSError:
            found.close()
            if settings.is_shared:
                break
            continue
        found.listen(BACKLOG)
        return found
    raise UsageError(f"port {settings.port} is taken by another program", hint="choose another with `--port`")


def _address(settings: Settings, token: str) -> str:
    if settings.is_shared:
        return f"http://{settings.allowed[0]}:{settings.port}/"
    return f"http://127.0.0.1:{settings.port}/?token={token}"
