"""The program's own words under exhibits: what marks mean, where figures come from. Templates hold all other words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen import wording
from reportgen.measure import MarkCode, NoShare, Reason

if TYPE_CHECKING:
    from collections.abc import Sequence

MARK_LEGEND = {
    MarkCode.NOT_PUBLISHED: "no figure given",
    MarkCode.PICTURE: "shown only as a picture",
    MarkCode.SERIES_BREAK: "series break, see the note",
    MarkCode.CORRECTED: "corrected misprint, see the note",
    MarkCode.DERIVED: "derived here, see the note",
    MarkCode.NOT_APPLICABLE: "did not exist, or not calculated",
    MarkCode.LOW: "not zero, but rounds to nothing",
}
"""What each mark means, for the legend."""

PLACE_TITLES = ("State or territory", "state or territory")
"""What the dimension of places is called: as a title, and within a sentence."""
FLOOR_LEGEND = "> more than, ≥ at least, as published"
POINTS_LEGEND = "pp percentage points"
CORRECTED_LINE = "Corrected misprint."
CHART_DATA = "Values of the charts"
NOTES_ELSEWHERE = "Numbered notes: "
NO_ROW_LINE = "No row in the table of that year; that is not a zero."
NO_SHADE = "not shaded: 0"
RATE_CAVEAT = "Counts of reports, not rates."
ROUNDED_BASE_LINE = "Changes calculated from rounded figures are given without decimals."
NEAR_LINE = "Changes calculated from rounded figures are given without decimals; they are near, not exact."
UNROUNDED_SHARES_LINE = "Changes of shares are those of unrounded shares."


def mark_meaning(code: MarkCode) -> str:
    """Return what a mark means, where there are no numbered notes to see."""
    return f"{wording.capitalised(MARK_LEGEND[code].removesuffix(', see the note'))}."


def no_change_line(reason: Reason, *, minimum_base: float) -> str:
    """Return why a table prints a mark in place of a change; empty when another line says it."""
    least = wording.number(minimum_base)
    words = {
        Reason.SMALL_BASE: f"No percentage change is calculated from a base under {least}.",
        Reason.SMALL_TOTAL: f"No change is calculated between shares of a total under {least}.",
        Reason.UNCERTAIN: "No change is calculated where the rounded figures of the source leave it uncertain.",
        Reason.FLOOR: "No change is calculated from a figure given as “more than” or the like.",
        Reason.ZERO_BASE: "No percentage change is calculated from a base of zero.",
        Reason.BELOW_ZERO: "No percentage change is calculated from or to a figure below zero.",
        Reason.CUMULATIVE: "Figures counted since the beginning are not compared from year to year.",
        Reason.RATIO: "Ratios are not compared.",
        Reason.PRINTED_CHANGE: "A change printed by the source is not compared.",
    }
    return words.get(reason, "")


def no_share_line(reason: NoShare, *, least: float) -> str:
    """Return why a table prints a mark in place of a share; empty when another line says it."""
    number = wording.number(least)
    words = {
        NoShare.SMALL_TOTAL: f"No share is calculated of a total under {number}.",
        NoShare.SMALL_PART: f"No share of the whole is calculated for a count under {number}.",
        NoShare.ZERO_TOTAL: "No share is calculated of nothing.",
        NoShare.FLOOR: "No share is calculated from a figure given as “more than” or the like.",
        NoShare.OPPOSITE_SIGNS: "No share is calculated where parts of the whole are above and below zero.",
        NoShare.NOT_COUNTED: "No share is calculated of figures that are no counts.",
    }
    return words.get(reason, "")


def nor_change_line(no_share: str, *, minimum_base: float) -> str:
    """Return why a table prints a mark in place of a share, and of a percentage change from a small base."""
    return f"{no_share.removesuffix('.')}, and no percentage change from a base under {wording.number(minimum_base)}."


MISSING = {
    MarkCode.NOT_PUBLISHED: "no figure given",
    MarkCode.PICTURE: "shown only as a picture, not as numbers",
    MarkCode.NOT_APPLICABLE: "did not exist, or does not apply",
}
"""Why there is no figure, by the mark in its place."""


def not_published_line(years: Sequence[int], names: Sequence[str], mark: MarkCode) -> str:
    """Return which figures are missing from an exhibit: `2021: no figure given (resolved, active).`"""
    what = f" ({', '.join(names)})" if names else ""
    return f"{wording.year_list(years)}: {MISSING[mark]}{what}."


def derived_line(parts: str) -> str:
    """Return how a derived figure was made, where no note says it."""
    return f"Derived: {parts}." if parts else "Derived from published figures."


def only_published_line(name: str, years: Sequence[int]) -> str:
    """Return when a series of few figures was published: `Incidents: figure given for 2024 only.`"""
    given = wording.plural(len(years), "figure", "figures")
    return f"{wording.capitalised(name)}: {given} given for {wording.year_list(years)} only."


def not_broken_down_line(years: Sequence[int], mark: MarkCode) -> str:
    """Return the years in which the whole breakdown is missing."""
    words = {
        MarkCode.NOT_PUBLISHED: "no figures are given by this breakdown",
        MarkCode.PICTURE: "this breakdown is shown only as a picture, not as numbers",
        MarkCode.NOT_APPLICABLE: "this breakdown did not exist, or does not apply",
    }
    return f"{wording.year_list(years)}: {words[mark]}."


def missing_places_line(year: int, names: Sequence[str]) -> str:
    """Return which places have no row in the table of a year."""
    rows = wording.plural(len(names), "no row", "no rows")
    return f"The {year} table has {rows} for {wording.list_of(names)}; that is not a zero."


def not_shown_line(figures: Sequence[str]) -> str:
    """Return which figures stand for no place: `Not shown: Unknown, 49.`"""
    return f"Not shown: {'; '.join(figures)}."


def source_line(organisation: str, years: Sequence[int], *, calculated: Sequence[str]) -> str:
    """Return where an exhibit's figures come from, and what was calculated from them."""
    reports = wording.plural(len(years), "report", "reports")
    made = f"; {wording.list_of(calculated)} calculated" if calculated else ""
    return f"Source: {organisation}, {reports} for {wording.year_list(years)}{made}."


def jump(now: str, base: str, *, times: float) -> str:
    """Return how far apart two counts are: `The 136 of 2024 are 11.3 times the 12 of 2022.`"""
    far = f"{wording.number(times, decimals=1)} times" if times > 1 else "less than half of"
    return f"The {now} are {far} the {base}."


def places_line(places: Sequence[tuple[tuple[str, ...], Sequence[int]]], *, is_single: bool) -> str:
    """Return where in the reports figures stand: `In the reports: Reports by Type, table (2024).`"""
    return f"{'In the report' if is_single else 'In the reports'}: {_located(places, is_single=is_single)}."


def sections_line(sections: Sequence[tuple[tuple[str, ...], Sequence[int]]], *, is_single: bool) -> str:
    """Return the same for many figures: `Sections of the reports: Team Adam (2020 to 2024).`"""
    report = "report" if is_single else "reports"
    return f"Sections of the {report}: {_located(sections, is_single=is_single)}."


def _located(places: Sequence[tuple[tuple[str, ...], Sequence[int]]], *, is_single: bool) -> str:
    """Return places with their years, which a single report does not need."""
    return "; ".join(
        ", ".join(place) if is_single else f"{', '.join(place)} ({wording.year_list(years)})" for place, years in places
    )


def break_line(*, resumes: bool, marked: bool, no_change: bool) -> str:
    """Return what the mark of a series break means in an exhibit.

    Where a series `resumes`, years on either side of a spell can be compared with each other; then the line says only
    what the mark says of the figure at which it stands (`marked`), and in place of a change (`no_change`).
    """
    if not resumes:
        return "Series break: figures before and after it are not comparable."
    if not marked:
        return "Series break: the two years are not comparable."
    of_change = "; in place of a change, its two years are not comparable" if no_change else ""
    return f"Series break: not comparable with the figure before it{of_change}."


def break_label(year: int, short: str) -> str:
    """Return what stands beside the dotted line of a chart where a new series begins."""
    mark = f"[{MarkCode.SERIES_BREAK}]"
    return f"{mark} {short}" if short else f"{mark} series break {year}"


def spell_label(years: Sequence[int], short: str) -> str:
    """Return the same where years that stand apart begin: `[b] 2023 stands apart: another list of places`."""
    stand = wording.plural(len(years), "stands", "stand")
    return f"[{MarkCode.SERIES_BREAK}] {wording.year_list(years)} {stand} apart{f': {short}' if short else ''}"


def resumed_label(year: int, before: int) -> str:
    """Return the same where they end, and a series can be compared again with the years before them."""
    return f"[{MarkCode.SERIES_BREAK}] comparable again: from {year} on with the years before {before}"


def label_of_lines(label: str, names: Sequence[str]) -> str:
    """Return what stands beside a dotted line that other lines cross: `[b] another unit (Files)`."""
    return f"{label} ({wording.list_of(names)})"


def apart_line(years: Sequence[int]) -> str:
    """Return which years are left out because of a break: `2023: not comparable with the years shown.`"""
    return f"{wording.year_list(years)}: not comparable with the years shown."


TREND_SIGNS = {
    "gap": "× no number",
    "floor": "∧ “more than”",
    "ceiling": "∨ “less than”",
    "break": "dotted line a series break",
}
"""What the signs in the small charts of tiles mean."""


def short_meaning(code: MarkCode) -> str:
    """Return what a mark means, for a line that stands far from the note: `[d] derived here`."""
    return MARK_LEGEND[code].removesuffix(", see the note")


def signs_line(signs: Sequence[str]) -> str:
    """Return what those signs mean that occur: `In the small charts: × no number, dotted line a series break.`"""
    return f"In the small charts: {', '.join(signs)}."


def locator_words(own: str, near: Sequence[str]) -> str:
    """Return what the small map beside a title shows."""
    marked = f"Map of all places with {own} marked"
    borders = wording.plural(len(near), "borders", "border")
    return f"{marked}, and lighter {wording.list_of(near)}, which {borders} on it" if near else marked


MOST_NAMED = 12
"""Members that a line of small print names one by one."""


def tied_line(left_out: Sequence[str], shown: Sequence[str]) -> str:
    """Return what is not shown, though its figure is that of something shown: `Not shown: Utah, tied with Idaho.`"""
    return f"Not shown: {wording.list_of(left_out)}, tied with {wording.list_of(shown)}."


def others_line(names: Sequence[str]) -> str:
    """Return which members a chart has gathered: `Others: asian, multiracial and unknown.`"""
    if len(names) > MOST_NAMED:
        return f"Others: the {wording.number(len(names))} that are not named."
    return f"Others: {wording.list_of(names)}."


def rest_line(columns: str) -> str:
    """Return the columns of which the parts are less than their total: they have an outlined rest."""
    return f"{columns}: the parts add to less than the total; the rest of the column is outlined."


TOTAL_MARK_LINE = "The line across a column marks its total."


def excess_line(columns: str) -> str:
    """Return the columns of which the parts are more than their total."""
    return f"{columns}: the parts add to more than the total."


def share_rest_line(names: Sequence[str]) -> str:
    """Return the bars that their shares do not fill."""
    return f"{wording.list_of(names)}: the parts add to less than the whole; the rest of the bar is outlined."


def parts_missing_line(names: Sequence[str], parts: Sequence[str], mark: MarkCode) -> str:
    """Return which bars lack a part: `Alpha and Beta: no figure given (resolved).`"""
    return f"{wording.list_of(names)}: {MISSING[mark]} ({', '.join(parts)})."


def without_shares_line(names: Sequence[str], why: str) -> str:
    """Return which bars a chart of shares does not have, and why: `Not shown: Gamma (no figures given).`"""
    return f"Not shown: {wording.list_of(names)} ({why})."
