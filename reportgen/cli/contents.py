"""`reportgen list`: what there is to ask for."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reportgen.cli.columns import columns
from reportgen.cli.here import data_here, templates_here
from reportgen.cli.messages import print_lines
from reportgen.cli.options import Data, Templates
from reportgen.cli.usage import one_of
from reportgen.resources import inherited
from reportgen.wording import year_span

if TYPE_CHECKING:
    from reportgen.dataset import Package

KINDS = ("reports", "themes", "profiles", "macros", "years", "places", "topics", "indicators")
BESIDE = ("reports", "themes", "profiles", "macros")
"""What stands in the folder of the templates."""


def list_contents(
    kind: Annotated[str, typer.Argument(metavar="[KIND]", help=f"Only one of: {', '.join(KINDS)}.")] = "",
    data: Data = None,
    templates: Templates = None,
) -> int:
    """List reports, themes, profiles, macros, years, places, topics, indicators."""
    kinds = (one_of(kind, KINDS, what="kind"),) if kind else KINDS
    folder = templates_here(templates, data) if set(kinds) & {*BESIDE} else Path()
    listed = {name: _rows(name, data_here(data), folder) for name in kinds}
    if kind:
        print_lines(columns(listed[kind]))
    else:
        print_lines("\n\n".join(f"{name.capitalize()}\n{columns(rows, indent=2)}" for name, rows in listed.items()))
    return 0


def _rows(kind: str, data: Path, templates: Path) -> list[tuple[str, ...]]:
    match kind:
        case "reports":
            from reportgen.template import read_reports  # yaml

            return [(report.name, report.description) for report in read_reports(templates).values()]
        case "themes" | "profiles":
            return _beside_reports(kind, templates, "*.toml")
        case "macros":
            return _beside_reports(kind, templates, "*.md")
        case _:
            return _package_rows(kind, _package(data))


def _beside_reports(kind: str, templates: Path, pattern: str) -> list[tuple[str, ...]]:
    """Return the files of a kind, own ones and those of the program, and in a folder of one's own, whose each is."""
    folders = inherited(templates)
    found = {folder: {file.stem for file in (folder / kind).glob(pattern)} for folder in folders}
    own, all_names = found[folders[0]], sorted(set().union(*found.values()))
    if len(folders) == 1:
        return [(name,) for name in all_names]
    program = found[folders[1]]
    return [(name, _whose(name in own, name in program)) for name in all_names]


def _whose(is_own: bool, is_of_program: bool) -> str:
    if is_own:
        return "of this folder, instead of the program's" if is_of_program else "of this folder"
    return "of the program"


@cache
def _package(data: Path) -> Package:
    from reportgen.dataset import read_package  # the data are not needed for help

    return read_package(data)


def _package_rows(kind: str, package: Package) -> list[tuple[str, ...]]:
    match kind:
        case "years":
            sources = package.sources.values()
            return [(year_span(each.year, each.last_year or each.year), each.title) for each in sources]
        case "topics":
            return [(topic.topic, topic.title) for topic in package.topics.values()]
        case "places":
            return _places(package)
        case _:
            return [(each.indicator, each.unit, each.title) for each in package.indicators.values()]


def _places(package: Package) -> list[tuple[str, ...]]:
    """Return each place, with its level and what it is a part of where there is more than one level."""
    if len(package.levels.below(package.country)) < 2:
        return [(place.place, place.name) for place in package.places.values()]
    names = package.levels.names
    return [
        (code, place.name, names[place.level].in_sentence if place.level else "", package.levels.parent(code))
        for code, place in package.places.items()
    ]
