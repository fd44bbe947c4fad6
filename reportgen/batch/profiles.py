"""Read a profile from `profiles/` in the template folder."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

from reportgen.errors import TemplateError, UsageError, did_you_mean
from reportgen.profile import parse_profile

if TYPE_CHECKING:
    from pathlib import Path

    from reportgen.profile import Profile


def read_profile(name: str, folder: Path) -> Profile:
    """Return the profile `name` of a template folder.

    Raises UsageError for an unknown name, TemplateError for a file that cannot be understood.
    """
    path = folder / "profiles" / f"{name}.toml"
    where = f"{folder.name}/profiles/{name}.toml"
    if not path.is_file():
        known = [file.stem for file in path.parent.glob("*.toml")]
        raise UsageError(f"unknown profile `{name}`", hint=did_you_mean(name, known))
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise TemplateError(str(error).lower(), where=where) from error
    return parse_profile(values, name=name, where=where)
