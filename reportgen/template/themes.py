"""Read a theme and the themes it extends."""

from __future__ import annotations

import tomllib
from functools import cache
from typing import TYPE_CHECKING, Any

from reportgen.errors import TemplateError, UsageError, did_you_mean
from reportgen.resources import templates_folder
from reportgen.template.files import read_text
from reportgen.theme import Theme, parse_theme

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def read_theme(name: str, folder: Path) -> Theme:
    """Return the theme `name` from `themes/` in the template folder.

    A theme may begin with `extends = "other"` and then names only what differs. Raises UsageError for an unknown name,
    TemplateError for a file that cannot be understood.
    """
    return parse_theme(_read(name, folder / "themes", ()), name=name, where=f"{folder.name}/themes/{name}.toml")


def _read(name: str, folder: Path, extended: tuple[str, ...]) -> Mapping[str, Any]:
    path = folder / f"{name}.toml"
    if not path.is_file():
        known = [file.stem for file in folder.glob("*.toml")]
        raise UsageError(f"unknown theme `{name}`", hint=did_you_mean(name, known))
    if name in extended:
        raise TemplateError(f"theme `{name}` extends itself", where=f"{folder.parent.name}/themes/{name}.toml")
    try:
        values = tomllib.loads(read_text(path, f"{folder.parent.name}/themes/{name}.toml"))
    except tomllib.TOMLDecodeError as error:
        raise TemplateError(str(error).lower(), where=f"{folder.parent.name}/themes/{name}.toml") from error
    parent = values.pop("extends", None)
    return _merged(_read(parent, folder, (*extended, name)) if parent else _shipped_measures(), values)


@cache
def _shipped_measures() -> dict[str, Any]:
    """Return the measures of the theme that comes with the program, for a theme of before there were any in it."""
    values = tomllib.loads((templates_folder() / "themes" / "default.toml").read_text(encoding="utf-8"))
    return {"measures": values["measures"]}


def _merged(parent: Mapping[str, Any], child: Mapping[str, Any]) -> dict[str, Any]:
    merged = dict(parent)
    for key, value in child.items():
        old = merged.get(key)
        merged[key] = _merged(old, value) if isinstance(old, dict) and isinstance(value, dict) else value
    return merged
