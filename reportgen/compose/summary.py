"""What a list of documents says of one: `:::{index}` prints nothing in the document itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen import wording
from reportgen.compose import phrases
from reportgen.compose.figures import change_mark
from reportgen.compose.options import directive_options
from reportgen.compose.trends import trend
from reportgen.document import Listing, Summary, plain_text
from reportgen.document.inlines import mark_sign
from reportgen.errors import TemplateError
from reportgen.language import message, say
from reportgen.measure import MarkCode
from reportgen.quantity import concat
from reportgen.template import Directive

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reportgen.compose.figures import ChangeView, FigureView, SeriesKey
    from reportgen.compose.options import Options
    from reportgen.compose.scope import Scope
    from reportgen.document import Block
    from reportgen.periods import Period

OPTIONS = ("title", "documents", "text", "figure", "label", "nouns", "box-title", "box", "notes")
DIRECTIONS = {
    "rise": message("{figure}, up {amount} since {base}"),
    "fall": message("{figure}, down {amount} since {base}"),
    "none": message("{figure}, the same as in {base}"),
}
"""How a figure compares with that of an earlier year, for who hears it."""


def index(scope: Scope, directive: Directive) -> tuple[Block, ...]:
    """Return no block: what the directive says stands in the list of the documents."""
    summary_of(scope, (directive,))
    return ()


def summary_of(scope: Scope, elements: Sequence[Block | Directive]) -> Summary | None:
    """Return what a list says of the document, if its template has an `index`; of two, the last one counts."""
    asked = [each for each in elements if isinstance(each, Directive) and each.kind == "index"]
    return _summary(scope, directive_options(asked[-1], OPTIONS)) if asked else None


def _summary(scope: Scope, options: Options) -> Summary:
    key = scope.key(options.text("figure")) if "figure" in options.values else None
    years = _years(scope, key) if key else ()
    if key is None or not years:
        return Summary(_listing(scope, options, (), None), tile=_tile(scope), level=_level(scope))
    figure, listing = scope.figure(key, years[-1]), _listing(scope, options, years, key)
    base = next((year for year in years if years[-1].is_same_of_year(year)), None)
    change = scope.change(key, base, years[-1]) if base else None
    amount = _amount(change) if change else ""
    percent = _percent(change) if change else ""
    return Summary(
        listing,
        figure=_figure(figure),
        value=figure.value if figure.published else None,
        change=amount,
        percent=percent,
        direction=change.change.direction if change else "",
        spoken=_spoken(figure, change, _nouns(figure, options)),
        trend=trend(scope, key),
        tile=_tile(scope),
        level=_level(scope),
        marks=_marks(scope, (figure.mark_codes if figure.published else (figure.missing,)), change),
    )


def _years(scope: Scope, key: SeriesKey) -> tuple[Period, ...]:
    """Return the years in which any document of the list has a figure: all are of one year and compared with one."""
    if key.place == scope.package.country:
        return scope.published_years(key)
    return scope.years_of_any(scope.keys_beside(key))


def _listing(scope: Scope, options: Options, years: Sequence[Period], key: SeriesKey | None) -> Listing:
    label = plain_text(options.inlines("label", scope.indicator(key).noun_plural)) if key and years else ""
    return Listing(
        title=plain_text(options.inlines("title")),
        documents=plain_text(options.inlines("documents", "")),
        text=plain_text(options.inlines("text", "")),
        label=say("{figure} in {year}", figure=label, year=years[-1]) if label else "",
        year=years[-1] if years else None,
        base_year=next((year for year in years if years[-1].is_same_of_year(year)), None) if years else None,
        are_counts=key is not None and scope.indicator(key).measured_in.is_counted,
        box_title=plain_text(options.inlines("box-title", "")),
        box=plain_text(options.inlines("box", "")),
        notes=tuple(map(plain_text, options.lines("notes"))),
    )


def _level(scope: Scope) -> str:
    return scope.package.place(scope.place).level


def _tile(scope: Scope) -> tuple[int, int] | None:
    place = scope.package.place(scope.place)
    if place.tile_row is None or place.tile_column is None:
        return None
    return place.tile_row, place.tile_column


def _nouns(figure: FigureView, options: Options) -> str:
    """Return what is counted, in the number that goes with the figure."""
    nouns = options.texts("nouns")
    if not nouns:
        return figure.noun if figure.published else figure.indicator.noun_plural
    if len(nouns) != 2:
        raise TemplateError(
            f"option `nouns`: expected two words, found {len(nouns)}",
            where=options.where,
            hint="`nouns: [ship, ships]`",
        )
    return wording.plural(figure.value, nouns[0], nouns[1]) if figure.published else nouns[1]


def _figure(view: FigureView) -> str:
    marks = " ".join(mark_sign(code) for code in view.mark_codes if code is not MarkCode.SERIES_BREAK)
    return concat((view.text, marks), " ").rstrip() if view.published else marks


def _amount(change: ChangeView) -> str:
    if not change.comparable:
        return mark_sign(change_mark(change))
    return change.signed_points if change.in_points else change.signed_difference


def _percent(change: ChangeView) -> str:
    """Return the change in percent, beside its amount; nothing for a change that has no other amount."""
    if change.has_percent:
        return change.signed_percent
    if not change.comparable or change.in_points or change.is_difference or change.direction == "none":
        return ""
    return f"[{MarkCode.NOT_APPLICABLE}]"


def _spoken(figure: FigureView, change: ChangeView | None, nouns: str) -> str:
    if not figure.published:
        return say("no figure for {year}", year=figure.year)
    counted = figure.text if figure.names_unit else concat((figure.text, nouns), " ")
    said = say("{figure} in {year}", figure=counted, year=figure.year)
    if change is None:
        return said
    base = change.base.year
    if not change.base.published:
        return say("{figure}, no figure for {base}", figure=said, base=base)
    if not change.comparable or not change.direction:
        return say("{figure}, not compared with {base}", figure=said, base=base)
    amount = change.points if change.in_points else change.in_unit
    return say(DIRECTIONS[change.direction], figure=said, amount=amount, base=base)


def _marks(scope: Scope, codes: Iterable[MarkCode], change: ChangeView | None) -> tuple[tuple[str, str], ...]:
    """Return what each mark in the list means, without the numbers of notes, which a list does not have."""
    found: list[tuple[MarkCode, str]] = [
        (code, _meaning(scope, code)) for code in codes if code is not MarkCode.SERIES_BREAK
    ]
    if change is not None and not change.comparable:
        mark = change_mark(change)
        found.append((mark, _why_no_change(scope, change) or _meaning(scope, mark)))
    elif change is not None and _percent(change).startswith("["):
        found.append((MarkCode.NOT_APPLICABLE, _why_no_change(scope, change)))
    return tuple((str(code), text) for code, text in dict.fromkeys(found) if text)


def _meaning(scope: Scope, code: MarkCode) -> str:
    if code is MarkCode.NOT_PUBLISHED and scope.place != scope.package.country:
        return say(phrases.NO_ROW_LINE)
    if code in phrases.MISSING:
        return f"{wording.capitalised(say(phrases.MISSING[code]))}."
    return phrases.mark_meaning(code)


def _why_no_change(scope: Scope, change: ChangeView) -> str:
    if change_mark(change) is MarkCode.SERIES_BREAK:
        return phrases.break_line(resumes=False, marked=False, no_change=True)
    return phrases.no_change_line(change.change.reason, minimum_base=scope.package.rules.minimum_base)
