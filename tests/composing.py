"""Composing templates on tiny packages, and looking at what comes of them."""

import shutil
from datetime import date
from pathlib import Path

from reportgen.builders.text.inlines import words
from reportgen.compare import compare
from reportgen.compose import compose
from reportgen.dataset import read_package
from reportgen.template import Report
from reportgen.years import YearRange
from tests.packages import make_package, observation

MACROS = Path(__file__).parent.parent / "templates" / "macros"
SENTENCES = '{% import "macros/sentences.md" as s with context %}\n'


def over_years(indicator, *values, first=2020, **cells):
    """Rows for an indicator in consecutive years; None leaves a year out."""
    return [
        observation(value, indicator=indicator, year=first + index, **cells)
        for index, value in enumerate(values)
        if value is not None
    ]


def broken_down(dimension, totals, indicator="cases", **members):
    """Rows for a total and for each member of a breakdown, over consecutive years."""
    rows = over_years(indicator, *totals)
    return rows + [
        row for code, values in members.items() for row in over_years(indicator, *values, **{dimension: code})
    ]


def indicator(name, measure_type="flow", unit="case", **more):
    return {"indicator": name, "title": name.capitalize(), "measure_type": measure_type, "unit": unit, **more}


class World:
    """A package and the macros, to compose one template after the other."""

    def __init__(self, folder, rows, **package):
        self.package = read_package(make_package(folder / "data", rows, **package))
        self.comparison = compare(self.package)
        self.templates = folder / "templates"
        shutil.copytree(MACROS, self.templates / "macros")

    def compose(self, body, *, years=None, place=None, **settings):
        report = Report(
            "tiny", self.templates, body, 6, **{"title": "T", "kicker": "K", "description": "D", **settings}
        )
        span = YearRange(*(years or (self.package.years[0], self.package.years[-1])))
        return compose(self.package, self.comparison, report, years=span, made=date(2025, 6, 30), place=place)

    def blocks(self, body, **options):
        return self.compose(body, **options).blocks[1:]

    def block(self, directive, **options):
        """The only block that a directive becomes."""
        (block,) = self.blocks(directive, **options)
        return block

    def text(self, line, **options):
        """What one paragraph prints."""
        return words(self.block(SENTENCES + line, **options).children)


def exhibit(block, name="x", **options):
    """A chart or table directive with a headline and a subtitle."""
    lines = {"headline": "Finding", "subtitle": "What, where", **options}
    return f":::{{{block}}} {name}\n" + "".join(f"{key}: {value}\n" for key, value in lines.items()) + ":::\n"


def small_print(block):
    return [(words((line.lead,)) + " " if line.lead else "") + words(line.children) for line in block.notes]


def cells(block):
    """The rows of a table as texts, marks before the figure."""
    return [
        [" ".join([*(f"[{mark.code}]" for mark in cell.marks), words(cell.children)]).strip() for cell in row.cells]
        for row in block.rows
    ]


def head(block):
    return [[words(cell.children) for cell in row.cells] for row in block.head]
