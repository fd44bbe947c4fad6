"""Reportgen as a tool of the benchmark: from the data and the template to the bytes of a file."""

from __future__ import annotations

from datetime import date
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reportgen.builders import Surroundings, builder
from reportgen.builders.docx import build
from reportgen.builders.pdf import lay_out
from reportgen.compare import compare
from reportgen.compose import compose
from reportgen.dataset import read_package
from reportgen.memory import collect, collect_seldom
from reportgen.resources import data_folder, templates_folder
from reportgen.template import read_reports, read_theme
from reportgen.years import parse_years

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from reportgen.document import Document
    from reportgen.theme import Theme

MADE = date(2025, 6, 1)
SHEETS = {"sheet": Path(__file__).parent / "templates", "factsheet": None}
"""The fact sheet that every tool makes, and the one that comes with the program, which has a third chart."""


def maker(variant: str, facts: Sequence[dict[str, Any]]) -> Callable[[dict[str, Any]], bytes]:
    """Return what makes a file; `pdf`, `docx`, `docx-pictures` and `html`, with `-own` our own fact sheet.

    Lost circles of objects are looked for when a build looks for them: after each document.
    """
    kind, _, how = variant.partition("-")
    name = "factsheet" if how == "own" else "sheet"
    package = read_package(data_folder())
    theme = read_theme("factsheet", templates_folder())
    document = partial(
        compose,
        package,
        compare(package),
        read_reports(SHEETS[name] or templates_folder())[name],
        years=parse_years("", package.years),
        made=MADE,
    )
    makers = {"pdf": _pdf, "docx": partial(_docx, native_charts=how != "pictures"), "html": _html}
    made = makers[kind]
    collect_seldom()

    def make(fact: dict[str, Any]) -> bytes:
        try:
            return made(document(place=fact["code"]), theme)
        finally:
            collect()

    return make


def _pdf(document: Document, theme: Theme) -> bytes:
    return lay_out(document, theme).bytes


def _html(document: Document, theme: Theme) -> bytes:
    return builder("html").build(document, theme)


def _docx(document: Document, theme: Theme, *, native_charts: bool) -> bytes:
    """Return a Word file as a build makes one: with its pages, and tables set once for both."""
    pages = partial(lay_out, document, theme)
    return build(document, theme, Surroundings(pages=pages, native_charts=native_charts))


def document_maker(report: str, kinds: Sequence[str]) -> Callable[[str], list[bytes]]:
    """Return what composes a report of the program for a place, or for none, and makes it into files of these kinds."""
    package, templates = read_package(data_folder()), templates_folder()
    comparison, years = compare(package), parse_years("", package.years)
    found = read_reports(templates)[report]
    theme = read_theme(found.theme, templates)

    def made(place: str) -> list[bytes]:
        document = compose(package, comparison, found, years=years, place=place or None, made=MADE)
        surroundings = Surroundings(pages=cache(partial(lay_out, document, theme)))
        return [builder(kind).build(document, theme, surroundings) for kind in kinds]

    return made
