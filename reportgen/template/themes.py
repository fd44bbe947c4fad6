"""Read a theme and the themes it extends."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from reportgen.bounded import named_file, named_place, toml_values
from reportgen.errors import TemplateError, UsageError
from reportgen.limits import RAISE, limits
from reportgen.memory import remembered
from reportgen.resources import inherited, templates_folder
from reportgen.theme import Theme, paper_size, parse_theme

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path


def read_theme(name: str, folder: Path) -> Theme:
    """Return the theme `name` from `themes/` in the template folder, or that of the program where it has none.

    A theme may begin with `extends = "other"` and then names only what differs; one that extends its own name extends
    that of the program. Raises UsageError for an unknown name, TemplateError for a file that cannot be understood.
    """
    folders = tuple(each / "themes" for each in inherited(folder))
    values, found = _read(name, folders, ())
    return parse_theme(values, name=name, where=named_place(name, found))


def _read(name: str, folders: Sequence[Path], extended: tuple[str, ...]) -> tuple[Mapping[str, Any], Path]:
    """Return what a theme says, with all that it extends, and the folder in which it stands."""
    content, found = named_file(name, folders, what="theme")
    where = named_place(name, found)
    if where in extended:
        hint = "extend another theme, or none"
        raise TemplateError(f"theme `{name}` extends itself", where=where, hint=hint)
    if len(extended) > limits().themes:
        raise TemplateError(
            f"expected at most {limits().themes} themes that extend each other", where=where, hint=RAISE
        )
    values = dict(_on_its_paper(_values(content, where), where))
    parent = values.pop("extends", None)
    if parent is None:
        return _merged(_shipped_measures(), values), found
    if not isinstance(parent, str):
        hint = "write the name of a theme, between quotes"
        raise TemplateError(f"key `extends`: expected text, found `{str(parent)[:60]}`", where=where, hint=hint)
    is_shipped = (folders[-1] / f"{name}.toml").is_file()
    above = folders[-1:] if parent == name and found != folders[-1] and is_shipped else folders
    try:
        beneath, _ = _read(parent, above, (*extended, where))
    except UsageError as error:
        raise TemplateError(f"key `extends`: {error.message}", where=where, hint=error.hint) from None
    return _merged(beneath, values), found


@remembered(16)  # a theme is read for each document, and for each save while one is written
def _values(content: bytes, where: str) -> Mapping[str, Any]:
    """Return what a file says, for nobody to change. Raises TemplateError."""
    return toml_values(content, TemplateError, where=where)


def _on_its_paper(values: Mapping[str, Any], where: str) -> Mapping[str, Any]:
    """Return what a theme says with the width and height of the sheet that its page names: `paper = "a4"`."""
    page = values.get("page")
    if not isinstance(page, dict) or "paper" not in page:
        return values
    width, height = paper_size(str(page["paper"]), where=f"{where}: key `page.paper`")
    rest = {name: value for name, value in page.items() if name != "paper"}
    return {**values, "page": {"width": width, "height": height, **rest}}


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
