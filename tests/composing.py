"""Composing templates on tiny packages, and looking at what comes of them."""

import shutil
from datetime import date
from pathlib import Path

from reportgen.builders.text.inlines import words
from reportgen.compare import compare
from reportgen.compose import compose
from reportgen.dataset import read_package
from reportgen.template import Report
from reportgen.years import PeriodRange
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

    def compose(self, body, *, years=None, place=None, charts=(), chart_data=False, **settings):
        report = Report(
            "tiny", self.templates, body, 6, **{"title": "T", "kicker": "K", "description": "D", **settings}
        )
        span = PeriodRange(*(years or (self.package.years[0], self.package.years[-1])))
        return compose(
            self.package,
            self.comparison,
            report,
            years=span,
            made=date(2025, 6, 30),
            place=place,
            charts=charts,
            chart_data=chart_data,
        )

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


def source_of(block):
    return words(block.source)


def line_chart(*references, **options):
    lines = "[" + ", ".join(f'{{figure: "{reference}", name: {reference[:5]}}}' for reference in references) + "]"
    return exhibit("chart", kind="line", lines=lines, **options)


def members_table(figure="cases", by="kind", **options):
    return exhibit("table", kind="members", figure=figure, by=by, head="Kind", total="All", **options)


def rows_table(*references, **options):
    rows = ", ".join(f'{{figure: "{reference}"}}' for reference in references)
    return exhibit(
        "table", kind="indicators", head="Indicator", groups=f"[{{title: Group, rows: [{rows}]}}]", **options
    )


PLACES = [
    {"place": "US", "name": "United States", "in_sentence": "the United States", "place_type": "country", "order": 0},
    {"place": "AA", "name": "Alpha", "place_type": "state", "tile_row": 0, "tile_column": 0, "neighbours": "BB"},
    {"place": "BB", "name": "Beta", "place_type": "state", "tile_row": 0, "tile_column": 1, "neighbours": "AA CC"},
    {"place": "CC", "name": "Gamma", "place_type": "territory", "tile_row": 1, "tile_column": 0, "neighbours": "BB"},
    {"place": "UNK", "name": "Unknown", "place_type": "other"},
]
PLACES = [{"in_sentence": place["name"], "order": order, **place} for order, place in enumerate(PLACES)]


def status(indicator_name, active, resolved, **cells_):
    rows = over_years(indicator_name, *active, status="active", **cells_)
    return rows + over_years(indicator_name, *resolved, status="resolved", **cells_)


ROWS = [
    *broken_down("kind", (1000, 1100, 1200), a=(600, None, 650), b=(350, None, 300), c=(50, None, 250)),
    *status("cases", (100, None, 200), (900, None, 1000)),
    *status("cases", (60, None, 65), (540, None, 585), kind="a"),
    *status("cases", (5, None, 5), (45, None, 245), kind="c"),
    *over_years("cases", 300, None, 500, place="AA"),
    *over_years("cases", 600, None, 400, place="BB"),
    *over_years("cases", 9, None, None, place="CC"),
    *over_years("cases", None, None, 7, place="UNK"),
    *broken_down("age", (40, 40, 40), "aged", old=(30, 30, 30), young=(10, 10, 10)),
    *broken_down("sex", (40, 40, 40), "aged", girl=(25, 25, 25), boy=(15, 15, 15))[3:],
    *over_years("aged", 0, 30, 30, age="old", sex="girl"),
    *over_years("aged", 0, 0, 0, age="old", sex="boy"),
    *over_years("calls", None, 200, 300),
    *over_years("late", None, None, 120),
    *over_years("rate", 88, 90, 91),
    *over_years("ever", 5000, 6000, 7000),
    *over_years("visits", 9_300_000, qualifier="rounded", printed="9.3 million"),
    *over_years("visits", 6_200_000, first=2022, qualifier="rounded", printed="6.2 million"),
    *over_years("broken", 300, 200, 250),
    *over_years("fixed", 300, 200),
    *over_years("fixed", 250, first=2022, obs_status="I", correction="c"),
    *over_years("floor", 500, 600),
    *over_years("floor", 700, first=2022, qualifier="more_than"),
    *over_years("steady", 100_000, 100_000, 100_010),
    *broken_down("kind", (9, 9, 9), "few", a=(4, 4, 4), b=(5, 5, 5)),
    *over_years("parts", 40, 41, 43, kind="a"),
    *over_years("parts", 60, 59, 57, kind="b"),
    *over_years("zeros", 0, 0, 0),
    *over_years("zeros", 0, 0, 0, place="AA"),
    *over_years("zeros", 0, 0, 260, place="BB"),
    *over_years("split", 500, 500, 500),
    *over_years("split", 300, 280, 260, kind="a"),
    *over_years("split", 200, 220, 240, kind="b"),
]
INDICATORS = [
    indicator("cases", title="Cases of all kinds", short_title="Cases"),
    indicator("aged"),
    indicator("calls"),
    indicator("late"),
    indicator("rate", "share", "percent", title="Rate, percent"),
    indicator("ever", "cumulative", title="Ever, since start"),
    indicator("visits", scale="million", title="Visits"),
    indicator("broken", definition="What is broken."),
    indicator("fixed"),
    indicator("floor"),
    indicator("steady"),
    indicator("few"),
    indicator("parts", "share", "percent"),
    indicator("zeros"),
    indicator("split"),
    indicator("never"),
]
NOTES = [
    {"note": "unit", "text": "Another unit is counted from 2022.", "indicator": "broken", "kind": "comparability"},
    {"note": "misprint", "text": "The report prints 205.", "indicator": "fixed", "kind": "source"},
    {"note": "meaning", "text": "A case is a *report*.", "indicator": "cases", "kind": "definition", "order": 2},
    {"note": "early", "text": "In 2019 only.", "indicator": "calls", "from_year": 2019, "to_year": 2019, "order": 3},
    {
        "note": "kind-c",
        "text": "About c.",
        "indicator": "cases",
        "dimension": "kind",
        "member": "c",
        "kind": "definition",
    },
    {"note": "lists", "text": "Lists differ.", "indicator": "cases", "dimension": "place", "kind": "comparability"},
    {"note": "split", "text": "Other kinds from 2021.", "indicator": "split", "dimension": "kind"},
]
BREAKS = [
    {"indicator": "broken", "year": 2022, "note": "unit", "short": "another unit"},
    {"indicator": "split", "dimension": "kind", "year": 2021, "note": "split", "short": "other kinds"},
]
STATUSES = [
    {"code": "active", "label": "Active", "in_sentence": "active"},
    {"code": "resolved", "label": "Resolved", "in_sentence": "resolved"},
]
CORRECTIONS = [{"correction": "c", "printed": "205", "corrected": "250", "proof": "sums", "note": "misprint"}]


def asked_world(folder):
    """Three years with gaps, places, breakdowns, a break, a floor and a misprint."""
    return World(
        folder,
        ROWS,
        indicators=INDICATORS,
        places=PLACES,
        notes=NOTES,
        series_breaks=BREAKS,
        corrections=CORRECTIONS,
        codes={"kind": ["a", "b", "c"], "status": STATUSES},
    )
