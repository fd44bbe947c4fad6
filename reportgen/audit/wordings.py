"""Test what a package records of words: a figure that is printed again, and a count that is called otherwise."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from reportgen.audit.check import Outcome, agreement, as_text
from reportgen.audit.figures import KEY, Cell, row_figure, row_place
from reportgen.audit.finding import Finding
from reportgen.breakdown import breakdown_members
from reportgen.language import message
from reportgen.measure import NoteYears, ObservationStatus

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from reportgen.audit.figures import Figure, Figures
    from reportgen.dataset import Identity, Package
    from reportgen.periods import Period

    Row = Mapping[str, Any]

KINDS_OF_NOTES = ("comparability", "source", "caveat", "definition")
"""Notes that may say why a count is called otherwise in another year, those first that are about comparing."""


def restated(identity: Identity, figures: Figures) -> Iterator[Finding]:
    """Yield each figure that is printed again, in the same report or in a later one, with the one that is used.

    A figure derived here is left to the identities it was made by, and one that rounding cannot reconcile to the
    contradictions.
    """
    rows = figures.package.rows
    for row in rows.selected(key in figures.restated for key in rows.cells(KEY)) if figures.restated else ():
        if row["preferred"] and row["value"] is not None and row["obs_status"] != ObservationStatus.ESTIMATED:
            cell = Cell(row["year"], row["place"], breakdown_members(row["breakdown"]))
            for other in figures.restated.get((row["indicator"], cell.year, cell.place, cell.breakdown), ()):
                left, right = row_figure(other), row_figure(row)
                if identity.indicator in ("", row["indicator"]) and _can_agree(left, right):
                    verdict = _alike(figures.package, row, other)
                    told = message("{} is used, {found} is printed here")
                    yield Finding(row["indicator"], cell, left, right, told, verdict=verdict, where=row_place(other))


def _can_agree(one: Figure, other: Figure) -> bool:
    return one.low <= other.high and other.low <= one.high


def _alike(package: Package, used: Row, other: Row) -> tuple[Outcome, str]:
    """Return whether a figure is printed alike in two places: the digits, the words before them, what is counted."""
    left, right = row_figure(other), row_figure(used)
    if other["note"]:
        return Outcome.EXPLAINED, package.notes[other["note"]].text
    if left.is_bound != right.is_bound and left.value == right.value:
        bound, plain = (other, used) if left.is_bound else (used, other)
        return (
            Outcome.EXPLAINED,
            f"Given as “{_as_printed(bound)}” in {_source(bound)}, and without it in {_source(plain)}.",
        )
    one, two = used["printed_label"], other["printed_label"]
    if one and two and not _is_total(one + two) and one.casefold() != two.casefold():
        return Outcome.EXPLAINED, f"Counted as “{one}” in one place and as “{two}” in the other."
    if right.is_bound and not left.is_bound:
        left, right = right, left
    return agreement(left, right, None)


def _as_printed(row: Row) -> str:
    return str(row["printed"] or as_text(row["value"]))


def _source(row: Row) -> str:
    return f"{row['source']} ({row['location']})"


def worded(identity: Identity, figures: Figures) -> Iterator[Finding]:
    """Yield each figure of the whole country of which the report says otherwise than the one before what it counts."""
    series: dict[str, dict[Period, Row]] = {}
    names: dict[tuple[str, Period], str] = {}
    whole, rows_of_all = figures.package.country, figures.package.rows
    places = rows_of_all.cells(("place", "breakdown", "value"))
    are_whole = (place == whole and not breakdown and value is not None for place, breakdown, value in places)
    for row in rows_of_all.selected(are_whole):
        if identity.indicator in ("", row["indicator"]):
            key = (row["indicator"], row["year"])
            if row["preferred"]:
                series.setdefault(key[0], {})[key[1]] = row
            # a restatement with a note of its own is one that names something else
            is_name = row["preferred"] or not row["note"]
            if row["printed_label"] and not _is_total(row["printed_label"]) and is_name:
                names.setdefault(key, str(row["printed_label"]).casefold())
    for indicator, rows in series.items():
        for before, year in pairwise(sorted(rows)):
            if (indicator, before) in names or (indicator, year) in names:
                usual = figures.package.indicators[indicator].noun_plural.casefold()
                one, two = (names.get((indicator, each), usual) for each in (before, year))
                told = f"{{found}} count “{two}”, the {{}} of {before} “{one}”"
                verdict = _renamed(figures.package, indicator, (before, year), alike=one == two)
                left, right = row_figure(rows[year]), row_figure(rows[before])
                yield Finding(indicator, Cell(year, figures.package.country), left, right, told, verdict=verdict)


def _is_total(label: str) -> bool:
    return "total" in label.casefold()


def _renamed(package: Package, indicator: str, years: tuple[Period, Period], *, alike: bool) -> tuple[Outcome, str]:
    """Return whether a count has one name in two years, or what a break or a note says of the two."""
    if alike:
        return Outcome.PASSED, ""
    breaks = package.breaks_for(indicator, "", years)
    notes = [package.notes[one.note].text for one in breaks if one.note]
    for kind in KINDS_OF_NOTES:
        of_both = package.notes_for(indicator, years, kinds=(kind,))
        of_later = package.notes_for(indicator, years[1:], kinds=(kind,))
        notes += [note.text for note in of_both if note.applies is NoteYears.ACROSS or note in of_later]
    return (Outcome.EXPLAINED, notes[0]) if notes else (Outcome.FAILED, "")
