"""The program's own words under exhibits: what marks mean, where figures come from. Templates hold all other words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from reportgen import wording
from reportgen.language import message, say, say_count
from reportgen.measure import OPEN_QUALIFIERS, MarkCode, NoShare, Qualifier, Reason
from reportgen.quantity import concat

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from reportgen.periods import Period

MARK_LEGEND = {
    MarkCode.NOT_PUBLISHED: message("no figure given"),
    MarkCode.PICTURE: message("shown only as a picture"),
    MarkCode.SERIES_BREAK: message("series break, see the note"),
    MarkCode.CORRECTED: message("corrected misprint, see the note"),
    MarkCode.DERIVED: message("derived here, see the note"),
    MarkCode.NOT_APPLICABLE: message("did not exist, or not calculated"),
    MarkCode.CONFIDENTIAL: message("confidential, not shown"),
    MarkCode.LOW: message("not zero, but rounds to nothing"),
}
"""What each mark means, for the legend."""
WITHOUT_NOTE = {
    **MARK_LEGEND,
    MarkCode.SERIES_BREAK: message("series break"),
    MarkCode.CORRECTED: message("corrected misprint"),
    MarkCode.DERIVED: message("derived here"),
}
"""The same where there are no numbered notes to see."""

PLACE_TITLES = (message("Place"), message("place"))
"""What a place is called, as a title and within a sentence, where the data have no word for it."""
BOUND_SIGNS = {
    Qualifier.MORE_THAN: message("> more than"),
    Qualifier.AT_LEAST: message("≥ at least"),
    Qualifier.LESS_THAN: message("< less than"),
    Qualifier.ABOUT: message("~ about"),
}
"""What a sign before a figure means."""
USUAL_SIGNS = frozenset({Qualifier.MORE_THAN, Qualifier.AT_LEAST})
"""Signs that every legend explains."""
POINTS_LEGEND = message("pp percentage points")
CORRECTED_LINE = message("Corrected misprint.")
CHART_DATA = message("Values of the charts")
NOTES_ELSEWHERE = message("Numbered notes: ")
NO_ROW_LINE = message("No row in the table of that year; that is not a zero.")
NO_SHADE = message("not shaded: {zero}")
RATE_CAVEAT = message("Counts, not rates.")
ROUNDED_BASE_LINE = message("Changes calculated from rounded figures are given without decimals.")
PRINTED_SHARES_LINE = message(
    "Changes in percentage points are those of the printed percentages; "
    "of unrounded ones, the last digit may be another."
)
NEAR_LINE = message("Changes calculated from rounded figures are given without decimals; they are near, not exact.")
NOMINAL_LINE = message("Changes of amounts of money are nominal: they include changes of prices.")
UNROUNDED_SHARES_LINE = message("Changes of shares are those of unrounded shares.")


MOST_NAMED = 12
"""Members that a line of small print names one by one."""


def signs_before_figures(qualifiers: Collection[Qualifier]) -> str:
    """Return what the signs before figures mean: `> more than, ≥ at least, as published`."""
    signs = [say(words) for each, words in BOUND_SIGNS.items() if each in qualifiers]
    joined = ", ".join(signs)
    # a third sign would take a line more in every legend, and with it the last lines of a page
    return joined if len(signs) > len(USUAL_SIGNS) else say("{signs}, as published", signs=joined)


HATCHED = {
    "floor": message("Hatched: given as “more than” or the like, so that no change is calculated."),
    "ceiling": message("Hatched: given as “less than”, so that no change is calculated."),
    "both": message("Hatched: given as “more than”, “less than” or the like, so that no change is calculated."),
}
"""What hatched columns are, by the bounds that are given."""
SHARE_UNKNOWN = {
    "floor": message("given as “more than” or the like, so that no share is known"),
    "ceiling": message("given as “less than”, so that no share is known"),
    "both": message("given as “more than”, “less than” or the like, so that no share is known"),
}
"""Why a bar of shares is not there."""


def bounds_of(qualifiers: Collection[Qualifier]) -> Literal["floor", "ceiling", "both"]:
    """Return on which side figures are bounds."""
    has_floors = bool(OPEN_QUALIFIERS & {*qualifiers} - {Qualifier.LESS_THAN})
    if Qualifier.LESS_THAN not in qualifiers:
        return "floor"
    return "both" if has_floors else "ceiling"


def mark_meaning(code: MarkCode) -> str:
    """Return what a mark means, where there are no numbered notes to see."""
    return f"{wording.capitalised(say(WITHOUT_NOTE[code]))}."


def no_change_line(reason: Reason, *, minimum_base: float) -> str:
    """Return why a table prints a mark in place of a change; empty when another line says it."""
    least = wording.number(minimum_base)
    return say(NO_CHANGE[reason], least=least) if reason in NO_CHANGE else ""


NO_CHANGE = {
    Reason.SMALL_BASE: message("No percentage change is calculated from a base under {least}."),
    Reason.SMALL_TOTAL: message("No change is calculated between shares of a total under {least}."),
    Reason.UNCERTAIN: message("No change is calculated where the rounded figures of the source leave it uncertain."),
    Reason.FLOOR: message("No change is calculated from a figure given as “more than” or the like."),
    Reason.CEILING: message("No change is calculated from a figure given as “less than”."),
    Reason.ZERO_BASE: message("No percentage change is calculated from a base of zero."),
    Reason.BELOW_ZERO: message("No percentage change is calculated in a series that goes below zero."),
    Reason.CUMULATIVE: message("Figures counted since the beginning are not compared from year to year."),
    Reason.RATIO: message("Ratios are not compared."),
    Reason.NOT_COMPARED: message("Figures of this kind are not compared from year to year."),
    Reason.OTHER_PERIOD: message("Only the same periods of two years are compared, such as a month with that month."),
    Reason.PRINTED_CHANGE: message("A change printed by the source is not compared."),
}
"""Why a table prints a mark in place of a change."""


def no_share_line(reason: NoShare, *, least: float) -> str:
    """Return why a table prints a mark in place of a share; empty when another line says it."""
    return say(NO_SHARES[reason], least=wording.number(least)) if reason in NO_SHARES else ""


NO_SHARES = {
    NoShare.SMALL_TOTAL: message("No share is calculated of a total under {least}."),
    NoShare.SMALL_PART: message("No share of the whole is calculated for a count under {least}."),
    NoShare.ZERO_TOTAL: message("No share is calculated of nothing."),
    NoShare.FLOOR: message("No share is calculated from a figure given as “more than” or the like."),
    NoShare.CEILING: message("No share is calculated from a figure given as “less than”."),
    NoShare.OPPOSITE_SIGNS: message("No share is calculated where parts of the whole are above and below zero."),
    NoShare.NOT_COUNTED: message("No share is calculated of figures that do not add up to a whole."),
}
"""Why a table prints a mark in place of a share."""


def nor_change_line(no_share: str, *, minimum_base: float) -> str:
    """Return why a table prints a mark in place of a share, and of a percentage change from a small base."""
    return say(
        "{no_share}, and no percentage change from a base under {least}.",
        no_share=no_share.removesuffix("."),
        least=wording.number(minimum_base),
    )


MISSING = {
    MarkCode.NOT_PUBLISHED: message("no figure given"),
    MarkCode.PICTURE: message("shown only as a picture, not as numbers"),
    MarkCode.NOT_APPLICABLE: message("did not exist, or does not apply"),
    MarkCode.CONFIDENTIAL: message("not shown, to keep small numbers confidential"),
}
"""Why there is no figure, by the mark in its place."""


def not_published_line(years: Sequence[Period], names: Sequence[str], mark: MarkCode) -> str:
    """Return which figures are missing from an exhibit: `2021: no figure given (resolved, active).`"""
    if mark is MarkCode.CONFIDENTIAL and len(names) > MOST_NAMED:
        return f"{wording.year_list(years)}: {say(MISSING[mark])} ({_counted(names)})."
    what = f" ({', '.join(names)})" if names else ""
    return f"{wording.year_list(years)}: {say(MISSING[mark])}{what}."


def _counted(names: Sequence[str]) -> str:
    return say_count(len(names), "{count} figure", "{count} figures", count=wording.number(len(names)))


def derived_line(parts: str) -> str:
    """Return how a derived figure was made, where no note says it."""
    return say("Derived: {parts}.", parts=parts) if parts else say("Derived from published figures.")


def only_published_line(name: str, years: Sequence[Period]) -> str:
    """Return when a series of few figures was published: `Incidents: figure given for 2024 only.`"""
    return say_count(
        len(years),
        "{name}: figure given for {years} only.",
        "{name}: figures given for {years} only.",
        name=wording.capitalised(name),
        years=wording.year_list(years),
    )


def not_broken_down_line(years: Sequence[Period], mark: MarkCode) -> str:
    """Return the years in which the whole breakdown is missing."""
    words = {
        MarkCode.NOT_PUBLISHED: say("no figures are given by this breakdown"),
        MarkCode.PICTURE: say("this breakdown is shown only as a picture, not as numbers"),
        MarkCode.NOT_APPLICABLE: say("this breakdown did not exist, or does not apply"),
        MarkCode.CONFIDENTIAL: say("this breakdown is not shown, to keep small numbers confidential"),
    }
    return f"{wording.year_list(years)}: {words[mark]}."


def missing_places_line(year: Period, names: Sequence[str]) -> str:
    """Return which places have no row in the table of a year."""
    return say_count(
        len(names),
        "The {year} table has no row for {names}; that is not a zero.",
        "The {year} table has no rows for {names}; that is not a zero.",
        year=year,
        names=wording.list_of(names),
    )


def hidden_places_line(year: Period, names: Sequence[str]) -> str:
    """Return of which places the figure of a year is not shown: `2024: not shown, ... (Alaska and Guam).`"""
    told = wording.list_of(names) if len(names) <= MOST_NAMED else _counted(names)
    return f"{wording.year_list([year])}: {say(MISSING[MarkCode.CONFIDENTIAL])} ({told})."


def not_shown_line(figures: Sequence[str]) -> str:
    """Return which figures have no place in an exhibit: `Not shown: Unknown, 49.`"""
    if len(figures) > MOST_NAMED:
        return say("Not shown: {count} places.", count=wording.number(len(figures)))
    return say("Not shown: {names}.", names=concat(figures, "; "))


def own_source_line(name: str, years: Sequence[Period], *, calculated: Sequence[str]) -> str:
    """Return where an exhibit's figures come from when no publication of them is known."""
    made = say("; {figures} calculated", figures=wording.list_of(calculated)) if calculated else ""
    listed = wording.year_list(years)
    if name[-1:].isdigit():
        # years behind a title that ends with one would read as its own
        return say("Source: {name}. Figures of {years}{made}.", name=name, years=listed, made=made)
    return say("Source: {name}, {years}{made}.", name=name, years=listed, made=made)


def source_line(organisation: str, years: Sequence[Period], *, count: int, calculated: Sequence[str]) -> str:
    """Return where an exhibit's figures come from, so many reports, and what was calculated from them."""
    made = say("; {figures} calculated", figures=wording.list_of(calculated)) if calculated else ""
    return say_count(
        count,
        "Source: {organisation}, report for {years}{made}.",
        "Source: {organisation}, reports for {years}{made}.",
        organisation=organisation,
        years=wording.year_list(years),
        made=made,
    )


def jump(now: str, base: str, *, times: str, is_more: bool) -> str:
    """Return how far apart two counts are: `The 136 of 2024 are 11.3 times the 12 of 2022.`"""
    if is_more:
        return say("The {now} are {times} times the {base}.", now=now, times=times, base=base)
    return say("The {now} are less than half of the {base}.", now=now, base=base)


def places_line(places: Sequence[tuple[tuple[str, ...], Sequence[Period]]], *, is_single: bool) -> str:
    """Return where in the reports figures stand: `In the reports: Reports by Type, table (2024).`"""
    places_told = _located(places, is_single=is_single)
    if is_single:
        return say("In the report: {places}.", places=places_told)
    return say("In the reports: {places}.", places=places_told)


def sections_line(sections: Sequence[tuple[tuple[str, ...], Sequence[Period]]], *, is_single: bool) -> str:
    """Return the same for many figures: `Sections of the reports: Team Adam (2020 to 2024).`"""
    places = _located(sections, is_single=is_single)
    if is_single:
        return say("Sections of the report: {places}.", places=places)
    return say("Sections of the reports: {places}.", places=places)


def _located(places: Sequence[tuple[tuple[str, ...], Sequence[Period]]], *, is_single: bool) -> str:
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
        return say("Series break: figures before and after it are not comparable.")
    if not marked:
        return say("Series break: the two years are not comparable.")
    if not no_change:
        return say("Series break: not comparable with the figure before it.")
    return say(
        "Series break: not comparable with the figure before it; in place of a change, its two years are not "
        "comparable."
    )


def break_label(year: Period, short: str) -> str:
    """Return what stands beside the dotted line of a chart where a new series begins."""
    mark = f"[{MarkCode.SERIES_BREAK}]"
    return f"{mark} {short}" if short else f"{mark} {say('series break {year}', year=year)}"


def spell_label(years: Sequence[Period], short: str) -> str:
    """Return the same where years that stand apart begin: `[b] 2023 stands apart: another list of places`."""
    apart = say_count(len(years), "{years} stands apart", "{years} stand apart", years=wording.year_list(years))
    return f"[{MarkCode.SERIES_BREAK}] {apart}{f': {short}' if short else ''}"


def resumed_label(year: Period, before: Period) -> str:
    """Return the same where they end, and a series can be compared again with the years before them."""
    again = say("comparable again: from {year} on with the years before {before}", year=year, before=before)
    return f"[{MarkCode.SERIES_BREAK}] {again}"


def label_of_lines(label: str, names: Sequence[str]) -> str:
    """Return what stands beside a dotted line that other lines cross: `[b] another unit (Files)`."""
    return f"{label} ({wording.list_of(names)})"


def apart_line(years: Sequence[Period], *, of: str = "") -> str:
    """Return which years are left out because of a break: `Dale, 2023: not comparable with the years shown.`"""
    told = ", ".join(filter(None, (of, wording.year_list(years))))
    return say("{years}: not comparable with the years shown.", years=told)


TREND_SIGNS = {
    "gap": message("× no number"),
    "floor": message("∧ “more than”"),
    "ceiling": message("∨ “less than”"),
    "break": message("dotted line a series break"),
}
"""What the signs in the small charts of tiles mean."""


def short_meaning(code: MarkCode) -> str:
    """Return what a mark means, for a line that stands far from the note: `[d] derived here`."""
    return say(WITHOUT_NOTE[code])


def signs_line(signs: Sequence[str]) -> str:
    """Return what those signs mean that occur: `In the small charts: × no number, dotted line a series break.`"""
    return say("In the small charts: {signs}.", signs=", ".join(signs))


def locator_words(own: str, near: Sequence[str]) -> str:
    """Return what the small map beside a title shows."""
    if not near:
        return say("Map of all places with {place} marked", place=own)
    return say_count(
        len(near),
        "Map of all places with {place} marked, and lighter {near}, which borders on it",
        "Map of all places with {place} marked, and lighter {near}, which border on it",
        place=own,
        near=wording.list_of(near),
    )


def tied_line(left_out: Sequence[str], shown: Sequence[str]) -> str:
    """Return what is not shown, though its figure is that of something shown: `Not shown: Utah, tied with Idaho.`"""
    names = wording.list_of(left_out) if len(left_out) <= MOST_NAMED else _counted(left_out)
    tied = wording.list_of(shown)
    return say("Not shown: {names}, tied with {tied}.", names=names, tied=tied)


def others_line(names: Sequence[str]) -> str:
    """Return which members a chart has gathered: `Others: asian, multiracial and unknown.`"""
    if len(names) > MOST_NAMED:
        return say("Others: the {count} that are not named.", count=wording.number(len(names)))
    return say("Others: {names}.", names=wording.list_of(names))


def rest_line(columns: str) -> str:
    """Return the columns of which the parts are less than their total: they have an outlined rest."""
    return say("{columns}: the parts add to less than the total; the rest of the column is outlined.", columns=columns)


TOTAL_MARK_LINE = message("The line across a column marks its total.")


def excess_line(columns: str) -> str:
    """Return the columns of which the parts are more than their total."""
    return say("{columns}: the parts add to more than the total.", columns=columns)


def share_rest_line(names: Sequence[str]) -> str:
    """Return the bars that their shares do not fill."""
    listed = wording.list_of(names)
    return say("{names}: the parts add to less than the whole; the rest of the bar is outlined.", names=listed)


def parts_missing_line(names: Sequence[str], parts: Sequence[str], mark: MarkCode) -> str:
    """Return which bars lack a part: `Alpha and Beta: no figure given (resolved).`"""
    return f"{wording.list_of(names)}: {say(MISSING[mark])} ({', '.join(parts)})."


def without_shares_line(names: Sequence[str], why: str) -> str:
    """Return which bars a chart of shares does not have, and why: `Not shown: Gamma (no figures given).`"""
    return say("Not shown: {names} ({why}).", names=wording.list_of(names), why=why)
