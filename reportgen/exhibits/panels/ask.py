"""Ask for panels of columns, one series each, on separate scales."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.compose import phrases
from reportgen.compose.charts.drawn import Drawn, compared, gap_line, point
from reportgen.compose.exhibits import Shown, note_lines, note_references
from reportgen.compose.figures import alike, with_unit, years_by_mark
from reportgen.compose.scope import PLACES_NAMED
from reportgen.document import Note, NoteLine, Point, Text, plain_text
from reportgen.errors import TemplateError
from reportgen.exhibits.panels.values import MOST_PANELS, MOST_YEARS, ScaledPanel, ScaledPanels
from reportgen.language import message, say
from reportgen.wording import capitalised

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reportgen.compose.figures import FigureView, SeriesKey
    from reportgen.compose.options import Options
    from reportgen.compose.scope import Scope
    from reportgen.measure import MarkCode
    from reportgen.periods import Period

OPTIONS = ("panels", "noted")
"""Names of the options, beside those of every figure."""
LEAST = 2
"""Figures of a series that has a panel: one alone shows no course."""
SEPARATE = message("the panels have separate scales")


def ask(scope: Scope, options: Options) -> Drawn | None:
    """Return a panel for each series that has two figures in the range at least; nothing when none has.

    Raises TemplateError for more panels or years than can be drawn.
    """
    items = options.mappings("panels", ("figure", "title", "place"))
    if len(items) > MOST_PANELS:
        raise TemplateError(
            f"expected {MOST_PANELS} panels at most, found {len(items)}",
            where=options.where,
            hint="draw fewer panels, or several charts",
        )
    wanted = [(_key(scope, item), item) for item in items]
    found = [(key, item) for key, item in wanted if len(scope.published_years(key)) >= LEAST]
    if not found:
        return None
    scope = scope.of(*(key for key, _ in found))
    if len(scope.years) > MOST_YEARS:
        many = f"expected {MOST_YEARS} years at most, found {len(scope.years)}"
        hint = "choose a shorter range of years, or a chart of the kind `line`"
        raise TemplateError(many, where=options.where, hint=hint)
    is_noted = options.flag("noted", default=True)
    keys = [key for key, _ in found]
    chart = ScaledPanels(
        tuple(_panel(scope, key, item) for key, item in found),
        tuple(_notes(scope, key, item, is_noted=is_noted) for key, item in found),
    )
    shown = Shown(
        tuple(view for key in keys for view in scope.published(key)),
        breaks=any(panel.breaks for panel in chart.panels),
        resumes=any(scope.resumes(key, scope.years) for key in keys),
    )
    notes = note_lines(scope, (note for notes in chart.notes for note in notes))
    lines = (*notes, *_gap_lines(scope, found), *_bound_lines(view for key, _ in found for view in scope.figures(key)))
    return Drawn(chart, shown, lines, said=say(SEPARATE) if len(found) > 1 else "")


def _key(scope: Scope, item: Options) -> SeriesKey:
    """Return the series of a panel, of the report's own place, of the `parent` or of the `country`."""
    return scope.key(item.text("figure"), place=scope.place_named(item.choice("place", PLACES_NAMED, "own")))


def _panel(scope: Scope, key: SeriesKey, item: Options) -> ScaledPanel:
    views = alike(scope.figures(key))
    return ScaledPanel(
        _title(scope, key, item),
        compared(scope, key, map(_point, views)),
        frozenset(at for at, view in enumerate(views) if view.published and view.is_bound),
        frozenset(at for at, view in enumerate(views) if at and view.break_before),
    )


def _title(scope: Scope, key: SeriesKey, item: Options) -> str:
    indicator = scope.indicator(key)
    words = plain_text(tuple(each for each in item.inlines("title", "") if not isinstance(each, Note))).strip()
    title = words or with_unit(capitalised(indicator.short_title or indicator.title), indicator)
    return say("{title}, millions", title=title) if scope.in_millions(key) else title


def _point(view: FigureView) -> Point:
    drawn = point(view)
    return drawn if drawn.value is None else Point(view.year, drawn.value, view.short, drawn.marks)


def _notes(scope: Scope, key: SeriesKey, item: Options, *, is_noted: bool) -> tuple[Note, ...]:
    """Return the notes in the title as the template gives it, and those that apply to the series."""
    given = tuple(each for each in item.inlines("title", "") if isinstance(each, Note))
    by = "" if key.place == scope.place else f"place={key.place}"
    own = note_references(scope, key, years=scope.published_years(key), by=by) if is_noted else ()
    return tuple(dict.fromkeys((*given, *own)))


# -- small print ----------------------------------------------------------------------------------------------------


def _gap_lines(scope: Scope, found: Sequence[tuple[SeriesKey, Options]]) -> tuple[NoteLine, ...]:
    """Return which years are missing, and why: of all panels together, or of which."""
    missing: dict[tuple[MarkCode, tuple[Period, ...]], list[str]] = {}
    for key, item in found:
        for mark, years in years_by_mark(scope.figures(key)).items():
            missing.setdefault((mark, years), []).append(_title(scope, key, item))
    return tuple(
        gap_line(years, () if len(names) == len(found) else names, mark=mark)
        for (mark, years), names in missing.items()
    )


def _bound_lines(views: Iterable[FigureView]) -> tuple[NoteLine, ...]:
    bounds = {view.qualifier for view in views if view.published and view.is_bound}
    return (NoteLine(None, (Text(say(phrases.HATCHED[phrases.bounds_of(bounds)])),)),) if bounds else ()
