"""Say in words what a chart shows, for readers who cannot see it: what it is, its values, its gaps and breaks.

The words come from the chart's own texts, so that they hold the same digits as the page. Nothing is said about causes,
and nothing is called good or bad.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from reportgen.charts.scale import with_unit
from reportgen.exhibits.kinds import kind_of
from reportgen.exhibits.told import Incomparable
from reportgen.language import message, say
from reportgen.measure import MarkCode
from reportgen.quantity import Counted, Figures, Operation, concat, spans_of
from reportgen.wording import capitalised, list_of, year_list

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from reportgen.charts.scale import Unit
    from reportgen.document.charts import Chart, Point, Value
    from reportgen.exhibits.told import Telling
    from reportgen.periods import Period
    from reportgen.quantity import Cell

LONGEST = 900
"""Characters of a telling with values."""
LONGEST_ALT = 250
"""Characters of an alternative text, which a screen reader reads in one go, without a way back."""
GAP_WORDS = {
    MarkCode.NOT_PUBLISHED: message("no figure is given for {what}"),
    MarkCode.PICTURE: message("the figures are shown only as a picture for {what}"),
    MarkCode.NOT_APPLICABLE: message("a figure is not applicable for {what}"),
    MarkCode.CONFIDENTIAL: message("the figure is kept confidential for {what}"),
}
"""Why something has no figure, by the mark in its place."""


MARK_WORDS = {
    MarkCode.CORRECTED: message("corrected"),
    MarkCode.DERIVED: message("derived"),
    MarkCode.NOT_PUBLISHED: message("some of it not given"),
    MarkCode.PICTURE: message("some of it shown only as a picture"),
    MarkCode.CONFIDENTIAL: message("some of it confidential"),
}
"""What the marks beside a value say."""


def in_words(chart: Chart, *, span: str, headline: str, subtitle: str) -> tuple[str, str]:
    """Return the alternative text of a chart and its telling, which are made from the same sentences."""
    tellings = kind_of(chart).tell(chart)
    return _alt(tellings, span), _told(tellings, subtitle or headline)


def count_of(values: Iterable[Value], count: int | None = None) -> Counted:
    """Return how many of some values there are, all unless said; it knows their cells.

    Where some that are counted have no figure, it is no count of figures.
    """
    shown = tuple(values)
    found = len(shown) if count is None else count
    are_figures = found <= sum(bool(spans_of(value.text)) for value in shown)
    return Counted(found, Operation("count", (figures_in(shown),) if are_figures else (), found))


def figures_in(values: Iterable[Value]) -> Figures:
    """Return the cells of values that are looked at together."""
    shown = tuple(values)
    return Figures(partial(_cells_of, shown))


def _cells_of(values: Iterable[Value]) -> Iterator[Cell]:
    origins = (quantity.origin for value in values for *_, quantity in spans_of(value.text)[:1])
    return (origin for origin in origins if origin is not None and not isinstance(origin, Operation | Figures))


def alt_text(chart: Chart, *, span: str) -> str:
    """Return what the chart is and what it says, in two or three sentences; `span` says of which years.

    The caption, which a reader has just heard, is not said again, and the values follow as a table: where there are
    few, they are told, else the first and the last of each series, or the largest and the smallest.
    """
    return _alt(kind_of(chart).tell(chart), span)


def _alt(tellings: Sequence[Telling], span: str) -> str:
    for kind, sentences in tellings:
        whole = [concat((kind, span), ", ") if span else kind, *sentences]
        if _length(whole) <= LONGEST_ALT:
            return _text(whole)
    kind, sentences = tellings[-1]
    # what must not be compared comes before the values of further series
    kept = [concat((kind, span), ", ") if span else kind, *sorted(sentences[1:], key=_is_no_break)]
    kept[1:1] = sentences[:1]
    while len(kept) > 1 and _length(kept) > LONGEST_ALT:
        kept.pop()
    return _text(kept)


def _is_no_break(sentence: str) -> bool:
    return not isinstance(sentence, Incomparable)


def telling(chart: Chart, *, headline: str, subtitle: str) -> str:
    """Return what the chart shows with its values, at most about 900 characters; the subtitle says of what.

    It stands where no table can follow. Small charts are told value by value, larger ones by their first, last, highest
    and lowest values. The headline, which a reader has just heard as the caption, is told only where there is no
    subtitle.
    """
    return _told(kind_of(chart).tell(chart), subtitle or headline)


def _told(tellings: Sequence[Telling], about: str) -> str:
    what = about.rstrip(". ")
    return _shortened([[concat((kind, what), ": "), *sentences] for kind, sentences in tellings])


def _shortened(tellings: list[list[str]]) -> str:
    """Return the first telling that is short enough; else as many sentences of the last one as are."""
    for sentences in tellings:
        if _length(sentences) <= LONGEST:
            return _text(sentences)
    kept = tellings[-1]
    while len(kept) > 1 and _length(kept) > LONGEST:
        kept = kept[:-1]
    return _text(kept)


def _text(sentences: Iterable[str]) -> str:
    said = concat([capitalised(sentence) for sentence in sentences if sentence], ". ")
    return concat((said, ".")) if said else ""


def _length(sentences: Iterable[str]) -> int:
    """Return how many characters the same have, without making a text of them."""
    return sum(len(sentence) + 2 for sentence in sentences if sentence) - 1


def named(name: str, words: str) -> str:
    """Return words after a name and a colon; only the words where there is no name."""
    return concat((name, words), ": ") if name and words else words


def published(points: Sequence[Point]) -> list[Point]:
    """Return the points that have a value."""
    return [point for point in points if point.value is not None]


def in_year(point: Point, unit: Unit = "one") -> str:
    """Return a value as a sentence would: `29.4 million in 2021 (corrected)`."""
    value = with_unit(point.text, point.value, unit)
    return say("{value} in {year}", value=value, year=point.year) + aside(point.marks)


def aside(marks: Sequence[MarkCode]) -> str:
    """Return what the marks beside a value say, in brackets: ` (corrected)`; nothing where they say nothing."""
    words = [say(MARK_WORDS[mark]) for mark in marks if mark in MARK_WORDS]
    return f" ({list_of(words)})" if words else ""


def told(value: Value | Point) -> str:
    """Return a value as a sentence would: `29.4 (corrected)`."""
    words = aside(value.marks)
    return concat((value.text, words)) if words else value.text


def every_value(points: Sequence[Point], unit: Unit = "one") -> str:
    """Return all values with their years."""
    return list_of([in_year(point, unit) for point in published(points)])


def first_extreme_last(points: Sequence[Point], unit: Unit = "one") -> str:
    """Return the first, highest, lowest and last values with their years."""
    found = published(points)
    if len(found) < 3:
        return every_value(points, unit)
    first, last = found[0], found[-1]
    highest = max(found, key=lambda point: point.value or 0)
    lowest = min(found, key=lambda point: point.value or 0)
    words = [in_year(first, unit)]
    if highest not in (first, last):
        words.append(say("highest {value}", value=in_year(highest, unit)))
    if lowest not in (first, last):
        words.append(say("lowest {value}", value=in_year(lowest, unit)))
    return say("{values}, and {last}", values=concat(words, ", "), last=in_year(last, unit))


def first_last(points: Sequence[Point], unit: Unit = "one") -> str:
    """Return the first and the last value with their years."""
    found = published(points)
    return list_of([in_year(point, unit) for point in (found[:1] + found[1:][-1:])])


def missing(series: Sequence[tuple[str, Sequence[Point]]]) -> list[str]:
    """Return what is missing, series with the same gaps together."""
    names: dict[tuple[MarkCode, tuple[Period, ...]], list[str]] = {}
    for name, points in series:
        for mark in GAP_WORDS:
            years = tuple(point.year for point in points if point.value is None and mark in point.marks)
            if years:
                names.setdefault((mark, years), []).append(name)
    return [
        say(GAP_WORDS[mark], what=year_list(years) if len(group) == len(series) else whose(group, years))
        for (mark, years), group in names.items()
    ]


def whose(names: Sequence[str], years: Sequence[Period]) -> str:
    """Return the names and the years in which something is missing from them."""
    return say("{names} in {years}", names=list_of(names), years=year_list(years))


def break_between(before: Period, after: Period) -> Incomparable:
    """Return that a new series begins between two years."""
    return Incomparable(
        say(
            "there is a series break between {before} and {after}: figures on its two sides cannot be compared",
            before=before,
            after=after,
        )
    )


def years_apart(years: Sequence[Period], names: Sequence[str] = ()) -> Incomparable:
    """Return that years stand apart from the others, of all or of some series."""
    return Incomparable(
        say(
            "figures for {years} cannot be compared with those of other years{of}",
            years=year_list(years),
            of=in_brackets(names),
        )
    )


def in_brackets(names: Sequence[str]) -> str:
    """Return which of several series something is said of: ` (runaways and others)`; nothing of all of them."""
    return f" ({list_of(names)})" if names else ""


def largest_and_smallest(largest: tuple[str, str], smallest: tuple[str, str]) -> str:
    """Return which of several things is the largest and which the smallest, each with its value."""
    return say(
        "the largest is {largest} with {most}, the smallest {smallest} with {least}",
        largest=largest[0],
        most=largest[1],
        smallest=smallest[0],
        least=smallest[1],
    )


def no_figure_for(values: Iterable[tuple[str, Value | Point]]) -> str:
    """Return which of several things have no figure, those kept confidential apart; nothing where all have one."""
    names: dict[bool, list[str]] = {}
    for name, value in values:
        if value.value is None:
            names.setdefault(MarkCode.CONFIDENTIAL in value.marks, []).append(name)
    marks = {False: MarkCode.NOT_PUBLISHED, True: MarkCode.CONFIDENTIAL}
    return "; ".join(say(GAP_WORDS[mark], what=list_of(names[at])) for at, mark in marks.items() if at in names)
