"""Packages of any kind build, and no page prints a comparison that their units, periods, breaks or bounds forbid.

Which comparisons those are is decided here, by a rule of the tests' own; the finished text editions are read.
"""

import csv
import json
import shutil
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, assume, given, seed, settings
from hypothesis import strategies as st

from reportgen.builders import BUILDERS
from reportgen.compare import change, compare
from reportgen.compose import compose
from reportgen.dataset import read_package
from reportgen.errors import ReportError, ReportErrors
from reportgen.outline import outlines
from reportgen.periods import Period
from reportgen.template import read_reports, read_theme
from reportgen.years import parse_years
from tests.raw_figures import Measure, Raw
from tests.worlds import ROOT

PERIODS = {
    "years": [str(year) for year in range(2014, 2023)],
    "fiscal": [f"FY{year}" for year in range(2014, 2023)],
    "schools": [f"{year}/{(year + 1) % 100:02d}" for year in range(2014, 2022)],
    "quarters": [f"{year}-Q{part}" for year in (2020, 2021, 2022) for part in (1, 2, 3, 4)],
    "months": [f"{year}-{month:02d}" for year in (2020, 2021) for month in range(1, 13)],
    "windows": [f"{year}-{year + 2}" for year in range(2012, 2020)],
}
UNITS = {
    "visits": ("Visits", "count", 0, "percent"),
    "content": ("Content", "percent", 1, "points"),
    "space": ("Space", "mean", 1, "difference"),
    "cost": ("Cost", "currency", 2, "percent"),
    "score": ("Score", "index", 1, "difference"),
    "pupils": ("Pupils", "ratio", 1, "difference"),
    "odds": ("Odds", "one_in", 0, "not"),
    "waiting": ("Waiting", "duration", 0, "difference"),
    "waste": ("Waste", "quantity", 1, "percent"),
    "births": ("Births", "rate", 2, "percent"),
    "part": ("Part", "proportion", 3, "difference"),
}
"""Title, kind, decimals and how it is compared, as docs/methods.md has it."""
MAY_BE_NEGATIVE = ("space", "cost", "score", "waste")
PLACES = ("ALPHA", "BRAVO", "CHARLIE", "DELTA", "ECHO", "FOXTROT", "GOLF", "HOTEL", "INDIA", "JULIET")
REGIONS = ("KILO", "LIMA")
"""Of which the other places are parts, where there are two levels."""
CURRENCIES = ("EUR", "USD", "GBP", "CHF", "JPY")
MEMBERS = ("crimson", "ochre", "violet")
BASE = 20
BOUNDS = ("more_than", "less_than")


@dataclass(frozen=True)
class Drawn:
    """A package, file by file, and what its figures are, for the tests' own rule."""

    files: dict
    raw: Raw


@st.composite
def packages(draw):
    """Draw a package of up to three indicators, each with periods, places, gaps, breaks and bounds of its own."""
    names = draw(st.lists(st.sampled_from(sorted(UNITS)), min_size=1, max_size=3, unique=True))
    places = PLACES[: draw(st.sampled_from([0, 0, 2, 3, 10]))]
    regions = REGIONS if places and draw(st.booleans()) else ()
    rows, figures, measures, breaks = [], {}, {}, []
    for name in names:
        codes = draw(_spans())
        cut = draw(st.none() | st.sampled_from(codes[1:] or codes))
        has_members = draw(st.booleans())
        has_whole = draw(st.sampled_from([True, True, True, False])) or not places
        signed = name in MAY_BE_NEGATIVE and draw(st.booleans())
        if cut:
            breaks.append({"indicator": name, "period": cut, "note": f"n-{name}", "short": "new count"})
        bounds = set()
        for place in ([""] if has_whole else []) + [*regions, *places]:
            for member in ("total", *(MEMBERS if has_members else ())):
                series = draw(_series(name, codes, signed=signed))
                key = (name, f"{place or 'ALL'}{'' if member == 'total' else f'|{member}'}")
                figures[key] = {code: value for code, (value, _) in series.items() if value is not None}
                bounds |= {(key[1], code) for code, (_, qualifier) in series.items() if qualifier in BOUNDS}
                rows += [
                    {"indicator": name, "period": code, "place": place or "ALL", "colour": member,
                     "value": "" if value is None else str(value),
                     "qualifier": qualifier if qualifier in BOUNDS else "exact",
                     "obs_status": "A" if value is not None else "Q" if qualifier == "secret" else "O"}
                    for code, (value, qualifier) in series.items()
                ]  # fmt: skip
        title, kind, decimals, compared = UNITS[name]
        measures[name] = Measure(
            title,
            decimals,
            compared,
            since=cut or "",
            bounds=frozenset(bounds),
            base=BASE if kind == "count" else 0,
        )
    assume(any(row["value"] for row in rows))
    files = _files(names, places, rows, breaks, regions=regions, currency=draw(st.sampled_from(CURRENCIES)))
    return Drawn(files, Raw(figures, measures, _names(figures), whole="ALL"))


@st.composite
def _spans(draw):
    codes = PERIODS[draw(st.sampled_from(sorted(PERIODS)))]
    first = draw(st.integers(0, len(codes) - 1))
    return codes[first : first + draw(st.integers(1, 14))]


@st.composite
def _series(draw, name, codes, *, signed):
    """Draw a value and how it is worded for each period that has a row; None for one that was not published."""
    decimals = UNITS[name][2]
    least, most = (1, 99) if UNITS[name][1] in ("percent", "one_in") else (1, 90000)
    found = {}
    for code in codes:
        if draw(st.integers(0, 9)) == 0:
            continue  # no row
        whole = draw(st.integers(least, most).filter(lambda value: not 1900 < value < 2100))
        value = (Decimal(whole) + Decimal(draw(st.integers(0, 10**decimals - 1))).scaleb(-decimals)) * (
            -1 if signed and draw(st.booleans()) else 1
        )
        if UNITS[name][1] == "proportion":
            value = Decimal(draw(st.integers(1, 999))).scaleb(-3)
        kind = draw(st.sampled_from(["exact"] * 16 + ["gap", "secret", *BOUNDS]))
        found[code] = (None, kind) if kind in ("gap", "secret") else (value, kind)
    return found


def _names(figures):
    return {place: place.rpartition("|")[2].capitalize() for _, place in figures}


def _files(names, places, rows, breaks, *, regions=(), currency="EUR"):
    notes = [{"note": each["note"], "text": "Another count from here on."} for each in breaks]
    units = {"cost": currency, "waiting": "day", "space": "m²"}
    return {
        "figures.csv": rows,
        "indicators.csv": [
            {"indicator": name, "title": UNITS[name][0], "kind": UNITS[name][1], "decimals": UNITS[name][2],
             "unit": units.get(name, "thing"), "noun_singular": units.get(name, "thing"),
             "noun_plural": units.get(name, "things")}
            for name in names
        ],
        "places.csv": [
            {"place": "ALL", "name": "All", "level": "whole", "parent": ""},
            *({"place": code, "name": code.capitalize(), "level": "region", "parent": "ALL"} for code in regions),
            *(
                {"place": code, "name": code.capitalize(), "level": "district",
                 "parent": regions[at % len(regions)] if regions else "ALL"}
                for at, code in enumerate(places)
            ),
        ],
        "codelists/colour.csv": [{"code": code, "label": code.capitalize()} for code in ("total", *MEMBERS)],
        "notes.csv": notes,
        "series-breaks.csv": breaks,
    }  # fmt: skip


@contextmanager
def written(drawn):
    """Have a package on the disk within the block."""
    folder = Path(tempfile.mkdtemp())
    try:
        for name, rows in drawn.files.items():
            if rows:
                (folder / name).parent.mkdir(exist_ok=True)
                with (folder / name).open("w", encoding="utf-8", newline="") as file:
                    writer = csv.DictWriter(file, list(rows[0]))
                    writer.writeheader()
                    writer.writerows(rows)
        organisation = {"name": "Office", "short_name": "Office", "country": "ALL"}
        settings_ = {"title": "Drawn figures", "reportgen": {"organisation": organisation}}
        (folder / "datapackage.json").write_text(json.dumps(settings_), encoding="utf-8")
        yield folder
    finally:
        shutil.rmtree(folder)


def editions(folder):
    """Return the text editions of all reports that the program outlines for a package, with the place of each."""
    package = read_package(folder)
    comparison = compare(package)
    (folder / "templates").mkdir()
    for name, text in outlines(package).items():
        (folder / "templates" / f"{name}.md").write_text(text, encoding="utf-8")
    theme = read_theme("default", ROOT / "templates")
    ranked = [code for code in package.places if package.levels.is_ranked(code)]
    for report in read_reports(folder / "templates").values():
        for place in [package.country] if report.scope == "country" else ranked[:1]:
            document = compose(
                package, comparison, report, years=parse_years("", package.years), made=date(2025, 6, 30), place=place
            )
            yield report.name, place, BUILDERS["txt"].build(document, theme).decode()


KNOWN = (
    r"June\s30, 2025", r"FY20[0-9]{2}", r"20[0-9]{2}/[0-9]{2}", r"Q[1-4]\s+(20)?[0-9]{2}",
    r"20[0-9]{2}(–(20)?[0-9]{2})?",
    r"\b(Jan(uary)?|Feb(ruary)?|Mar(ch)?|Apr(il)?|May|June?|July?|Aug(ust)?|Sept?(ember)?|Oct(ober)?|(Nov|Dec)(ember)?)\b"
    r"\s+(20)?[0-9]{2}", r"(Figure|Table) A?[0-9]+",
    r"[0-9]+(st|nd|rd|th)(\s+of\s+[0-9]+)?", r"ranks\s+[a-z]+\s+of\s+[0-9]+", r"of\s+[0-9]+(, tied,)?\s+with",
    r"of [0-9]+ (places|others)", r"under 20", r"1\s+in", "100.0%", "below −99.9%", r"with [0-9]+ bars", r"note [0-9]+",
)  # fmt: skip
"""What is printed and is no figure, as patterns."""


def check_pages(drawn):
    """Build all reports of a package and hold every number against the rule."""
    with written(drawn) as folder:
        try:
            pages = list(editions(folder))
        except (ReportError, ReportErrors) as error:
            for each in getattr(error, "errors", [error]):
                assert each.hint, each
            return
        for name, place, text in pages:
            assert (name, drawn.raw.unexplained(text, place=place, known=KNOWN)) == (name, []), text


SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]


@seed(5)  # the first that are drawn would be the smallest
@settings(max_examples=5, phases=[Phase.generate], deadline=None, suppress_health_check=SLOW, database=None)
@given(packages())
def test_no_page_of_a_drawn_package_prints_a_forbidden_comparison(drawn):
    check_pages(drawn)


@pytest.mark.conformance
@seed(11)  # the same two hundred each time; others by another number
@settings(max_examples=200, phases=[Phase.generate], deadline=None, suppress_health_check=SLOW, database=None)
@given(packages())
def test_no_page_of_many_drawn_packages_prints_a_forbidden_comparison(drawn):
    check_pages(drawn)


BY_MONTH = {f"2021-0{month}": value for month, value in enumerate((800, 900, 1230, 1170), 1)}
MONTHS = Drawn(
    files=_files(
        ["visits"], (), [
            {"indicator": "visits", "period": month, "place": "ALL", "colour": "total", "value": value,
             "qualifier": "exact"}
            for month, value in BY_MONTH.items()
        ], [],
    ),
    raw=Raw(
        {("visits", "ALL"): {month: Decimal(value) for month, value in BY_MONTH.items()}},
        {"visits": Measure("Visits")}, {"ALL": "All"}, whole="ALL",
    ),
)  # fmt: skip


def test_a_program_that_compared_a_month_with_the_one_before_would_be_found(monkeypatch):
    check_pages(MONTHS)
    monkeypatch.setattr(Period, "is_same_of_year", lambda self, base: self.start > base.start)
    with pytest.raises(AssertionError, match=r"4\.9"):
        check_pages(MONTHS)


def test_a_program_that_compared_across_a_break_would_be_found(monkeypatch):
    rows = [
        {"indicator": "visits", "period": year, "place": "ALL", "colour": "total", "value": value, "qualifier": "exact"}
        for year, value in (("2020", 800), ("2021", 1230))
    ]
    parted = [{"indicator": "visits", "period": "2021", "note": "n-visits", "short": "new count"}]
    figures = {("visits", "ALL"): {row["period"]: Decimal(row["value"]) for row in rows}}
    measures = {"visits": Measure("Visits", since="2021")}
    drawn = Drawn(_files(["visits"], (), rows, parted), Raw(figures, measures, {"ALL": "All"}, whole="ALL"))
    check_pages(drawn)
    monkeypatch.setattr(change, "blocking_break", lambda *_: None)
    with pytest.raises(AssertionError, match=r"53\.8"):
        check_pages(drawn)
