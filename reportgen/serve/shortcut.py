"""Put a start icon on the desktop, for whoever never opens a terminal."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from reportgen.bounded import reason
from reportgen.errors import UsageError

NAME = "reportgen"


def install(folder: Path | None, *, system: str = sys.platform, home: Path | None = None) -> Path:
    """Write the start icon of this system and return it; an older one of ours is replaced.

    Raises UsageError where something else has its name, or nothing can be written there.
    """
    desktop = _desktop(home or Path.home())
    name, text = shortcut(system, sys.executable, folder.absolute() if folder else None)
    path = desktop / name
    try:
        if path.is_symlink() or (path.exists() and MARK not in path.read_text(encoding="utf-8", errors="replace")):
            raise UsageError("something else has this name", where=str(path), hint="move it away, or rename it")
        desktop.mkdir(parents=True, exist_ok=True)
        part = path.with_name(f".{path.name}.part")
        part.write_text(text, encoding="utf-8", newline="")
        part.chmod(0o755)
        part.replace(path)
    except OSError as error:
        raise UsageError(f"cannot be written: {reason(error)}", where=str(path), hint="write to your desktop") from None
    return path


MARK = "reportgen serve: a start icon"
"""By which an icon is known as one of ours."""


def shortcut(system: str, python: str, folder: Path | None) -> tuple[str, str]:
    """Return name and text of a start icon. Raises UsageError for a path that no icon can hold."""
    paths = [python, *([str(folder)] if folder else [])]
    if any(ord(letter) < 32 or letter in '"%' for path in paths for letter in path):
        raise UsageError("a path holds a character that no icon can", hint="move the program or the folder")
    match system:
        case "win32":
            return f"{NAME}.cmd", _windows(python, folder)
        case "darwin":
            return f"{NAME}.command", _shell(python, folder)
        case _:
            return f"{NAME}.desktop", _desktop_entry(python, folder)


def _windows(python: str, folder: Path | None) -> str:
    place = f' "{folder}"' if folder else ""
    lines = [
        "@echo off",
        f"rem {MARK}",
        "chcp 65001 >nul",
        f'"{python}" -m reportgen serve{place}',
        "if errorlevel 1 pause",
    ]
    return "\r\n".join([*lines, ""])


def _shell(python: str, folder: Path | None) -> str:
    place = f" {_quoted(str(folder))}" if folder else ""
    return f"#!/bin/sh\n# {MARK}\nexec {_quoted(python)} -m reportgen serve{place}\n"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "'\\''") + "'"


def _desktop_entry(python: str, folder: Path | None) -> str:
    place = f" {_entry_quoted(str(folder))}" if folder else ""
    return (
        f"[Desktop Entry]\n# {MARK}\nType=Application\nName={NAME}\nComment=Make reports from figures\n"
        f"Exec={_entry_quoted(python)} -m reportgen serve{place}\nTerminal=true\nCategories=Office;\n"
    )


def _entry_quoted(text: str) -> str:
    """Return an argument as desktop entries have it: within quotes, where four characters need a backslash, twice."""
    inside = text.replace("\\", "\\\\\\\\")
    for letter in "`$":
        inside = inside.replace(letter, f"\\\\{letter}")
    return f'"{inside}"'


def _desktop(home: Path) -> Path:
    named = os.environ.get("XDG_DESKTOP_DIR", "")
    return Path(named) if named and Path(named).is_absolute() else home / "Desktop"
