"""`reportgen serve` and `reportgen preview`: the page in the browser."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from reportgen.bounded import read_file
from reportgen.cli.here import make_whole
from reportgen.cli.messages import say
from reportgen.errors import UsageError
from reportgen.project import find_project

PASSWORD = "REPORTGEN_PASSWORD"
WORK = ".reportgen"
"""The folder of a project in which the page keeps uploads and what was asked for."""
SHORTEST = 8
"""Characters of a password."""
Port = Annotated[int, typer.Option("--port", metavar="N", min=0, max=65535, help="Port; another one if it is taken.")]
NoBrowser = Annotated[bool, typer.Option("--no-browser", help="Only print the address.")]


def serve(
    folder: Annotated[
        Path | None,
        typer.Argument(metavar="[FOLDER]", help="Where to work.", show_default="the project, or Documents/reportgen"),
    ] = None,
    port: Port = 8642,
    allow_host: Annotated[
        list[str] | None,
        typer.Option("--allow-host", metavar="NAME", help="Let other machines in by this name. Needs a password."),
    ] = None,
    password_file: Annotated[
        Path | None,
        typer.Option("--password-file", metavar="FILE", help="The password.", show_default=f"{PASSWORD}"),
    ] = None,
    language: Annotated[
        str, typer.Option("--language", metavar="TAG", help="Of the page.", show_default="the browser's")
    ] = "",
    no_browser: NoBrowser = False,
    install_shortcut: Annotated[
        bool, typer.Option("--install-shortcut", help="Put a start icon on the desktop, and end.")
    ] = False,
) -> int:
    """Open a page in the browser: make, check and write reports without a command line."""
    if install_shortcut:
        from reportgen.serve.shortcut import install

        say(f"{install(folder)} starts the page")
        return 0
    return _open(folder, port, allowed=tuple(allow_host or ()), password=_password(password_file, allow_host),
                 language=language, opens=not no_browser)  # fmt: skip


def preview(
    report: Annotated[str, typer.Argument(metavar="REPORT", help="The report to write at.")],
    port: Port = 8642,
    no_browser: NoBrowser = False,
) -> int:
    """Open the text of a report beside its pages, which follow each change."""
    from reportgen.cli.here import templates_here
    from reportgen.cli.usage import one_of
    from reportgen.template import files_of_reports

    name = one_of(report.removesuffix(".md").rpartition("/")[2], files_of_reports(templates_here(None)), what="report")
    return _open(None, port, only=name, opens=not no_browser)


def _open(
    folder: Path | None, port: int, *, opens: bool, allowed: tuple[str, ...] = (), password: str = "",
    language: str = "", only: str = "",
) -> int:  # fmt: skip
    from reportgen.language import known_language
    from reportgen.serve.running import run
    from reportgen.serve.settings import Settings

    if language:
        known_language(language)
    project = find_project(folder.resolve() if folder else Path.cwd())
    if project:
        make_whole(project.data)
    work = project.folder / WORK if project else (folder or _documents()).absolute()
    settings = Settings(work, project, port=port, allowed=allowed, password=password, language=language, only=only)
    return run(settings, say=_tell, opens=opens)


def _documents() -> Path:
    """Return where documents of somebody go who has not said it."""
    home = Path.home()
    documents = home / "Documents"
    return (documents if documents.is_dir() else home) / "reportgen"


def _password(file: Path | None, allowed: list[str] | None) -> str:
    """Return the password that others need. Raises UsageError where they may come in without one."""
    if not allowed:
        return ""
    try:
        found = read_file(file).decode().strip() if file else os.environ.get(PASSWORD, "")
    except (OSError, UnicodeDecodeError):
        raise UsageError("cannot be read", where=str(file), hint="a file with the password in its only line") from None
    if len(found) < SHORTEST:
        hint = (
            f"write one of {SHORTEST} characters or more into a file and add `--password-file FILE`, or set {PASSWORD}"
        )
        raise UsageError("`--allow-host` needs a password", hint=hint)
    return found


def _tell(address: str) -> None:
    say(f"open {address}")
    say("Ctrl-C ends it")
