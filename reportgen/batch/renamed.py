"""Indicators that have another name than when a project was made: its templates have the words of that time."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reportgen.bounded import read_file, toml_values
from reportgen.errors import TemplateError, UsageError
from reportgen.project import RECIPE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from reportgen.dataset import Package
    from reportgen.template import Report

TITLES = "titles"
"""The table of the recipe with what each indicator was called when the project was made."""
NAMED = 6
"""Lines that a message names."""
FILE = "data/indicators.csv"


def titles_then(data: Path) -> Mapping[str, str]:
    """Return the titles of indicators when the project of a data folder was made; none where nothing tells them."""
    try:
        values = toml_values(read_file(data.parent / RECIPE), UsageError, where=RECIPE)
    except (OSError, UsageError):
        return {}  # what is wrong with it `reportgen refresh` says
    titles = values.get(TITLES)
    return {str(name): str(title) for name, title in titles.items()} if isinstance(titles, dict) else {}


def still_called(titles: Mapping[str, str], package: Package, reports: Iterable[Report]) -> Iterator[str]:
    """Say in which lines of templates the old title of an indicator stands that has another one now."""
    for report in reports:
        for name, title in titles.items():
            now = package.indicators.get(name)
            lines = _lines_with(report, title) if now is not None and now.title != title else []
            if lines and now is not None:
                where = f"the old words stand in {_in_words(lines)}"
                yield f"{report.where}: {FILE} calls `{title}` now `{now.title}`; {where}"


def refuse_old_names(titles: Mapping[str, str], package: Package, reports: Iterable[Report]) -> None:
    """Raise TemplateError for a template that asks for an indicator by a name that it no longer has."""
    for report in reports:
        for name, title in titles.items():
            new = _named_now(title, package) if name not in package.indicators else ""
            lines = _lines_with(report, name) if new else []
            if lines:
                raise TemplateError(
                    f"unknown indicator `{name}`, in {_in_words(lines)}; {FILE} has `{new}` with its title",
                    where=f"{report.where}:{lines[0]}",
                    hint=f"replace `{name}` by `{new}` in this file",
                )


def _named_now(title: str, package: Package) -> str:
    return next((name for name, one in package.indicators.items() if one.title == title), "")


def _lines_with(report: Report, words: str) -> list[int]:
    """Return the lines of a template in which words stand, in whatever letters."""
    found = re.compile(rf"(?<!\w){re.escape(words)}(?!\w)", re.IGNORECASE)
    return [number for number, line in enumerate(report.body.split("\n"), report.body_line) if found.search(line)]


def _in_words(lines: list[int]) -> str:
    told = ", ".join(map(str, lines[:NAMED]))
    more = f", … {lines[-1]}" if len(lines) > NAMED else ""
    return f"line {told}" if len(lines) == 1 else f"lines {told}{more}"
