"""Read a theme and the themes it extends."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from reportgen.bounded import named_file, toml_values
from reportgen.errors import TemplateError, UsageError
from reportgen.limits import RAISE, limits
from reportgen.resources import templates_folder
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
    where = f"{folder.parent.name}/themes/{name}.toml"
    if name in extended:
        hint = "extend another theme, or none"
        raise TemplateError(f"theme `{name}` extends itself", where=where, hint=hint)
    if len(extended) > limits().themes:
        raise TemplateError(
            f"expected at most {limits().themes} themes that extend each other", where=where, hint=RAISE
        )
    values = toml_values(named_file(name, folder, what="theme", where=where), TemplateError, where=where)
    parent = values.pop("extends", None)
    if parent is None:
        return _merged(_shipped_measures(), values)
    if not isinstance(parent, str):
        hint = "write the name of a theme of this folder, between quotes"
        raise TemplateError(f"key `extends`: expected text, found `{str(parent)[:60]}`", where=where, hint=hint)
    try:
        above = _read(parent, folder, (*extended, name))
    except UsageError as error:
        raise TemplateError(f"key `extends`: {error.message}", where=where, hint=error.hint) from None
    return _merged(above, values)


@cache
def _shipped_measures() -> dict[str, Any]:
    """Return the measures of the theme that comes with the program, for a theme of before there were any in it."""
    path = templates_folder() / "themes" / "default.toml"
    values = toml_values(path.read_bytes(), TemplateError, where=path.as_posix())
    return {"measures": values["measures"]}


def _merged(parent: Mapping[str, Any], child: Mapping[str, Any]) -> dict[str, Any]:
    merged = dict(parent)
    for key, value in child.items():
        old = merged.get(key)
        merged[key] = _merged(old, value) if isinstance(old, dict) and isinstance(value, dict) else value
    return merged
