"""Lines over years, interrupted at gaps and at breaks."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reportgen.compose import phrases
from reportgen.compose.charts.drawn import Drawn, gap_line, point
from reportgen.compose.exhibits import Shown, note_lines, note_references
from reportgen.document import NoteLine, Point, Text
from reportgen.errors import TemplateError
from reportgen.exhibits.line.values import Break, Line, LineChart

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Literal

    from reportgen.compose.figures import FigureView, SeriesKey
    from reportgen.compose.options import Options
    from reportgen.compose.scope import Scope
    from reportgen.dataset import SeriesBreak

OPTIONS = ("lines",)
"""Names of the options, beside those of every figure."""
ROLES = ("first", "second", "third", "fourth", "total")


def ask(scope: Scope, options: Options) -> Drawn | None:
    """Return the lines that are published in the range; None with fewer than two years to draw."""
    lines, keys = [], []
    asked = options.mappings("lines", ("figure", "name", "role", "hollow"))
    if len(asked) > len(ROLES):
        raise TemplateError(f"`lines`: expected {len(ROLES)} at most, found {len(asked)}", where=options.where)
    for index, line in enumerate(asked):
        key = scope.key(line.text("figure"))
        if not scope.published(key):
            continue
        keys.append(key)
        role = line.choice("role", ROLES, ROLES[index])
        points = tuple(_point(view, single=len(scope.published(key)) == 1) for view in scope.figures(key))
        lines.append(Line(line.text("name"), points, role=_role(role), hollow=line.flag("hollow")))
    years = {view.year for key in keys for view in scope.published(key)}
    if len(years) < 2:
        return None
    chart = LineChart(scope.years, tuple(lines), breaks=_breaks(scope, keys), scale=_scale(scope, keys[0]))
    shown = Shown(
        tuple(view for key in keys for view in scope.published(key)),
        breaks=bool(chart.breaks),
        resumes=any(scope.resumes(key, scope.years) for key in keys),
    )
    notes = note_lines(scope, [note for key in keys for note in note_references(scope, key)])
    return Drawn(chart, shown, (*notes, *_gap_lines(scope, keys, [line.name for line in lines])))


def _point(view: FigureView, *, single: bool) -> Point:
    """Return a point; a line of a single one prints no mark for the years around it, the small print says it."""
    return replace(point(view), marks=()) if single and not view.published else point(view)


def _role(role: str) -> Literal["first", "second", "third", "fourth", "total"]:
    return next(known for known in ("first", "second", "third", "fourth", "total") if known == role)


def _scale(scope: Scope, key: SeriesKey) -> Literal["one", "million", "percent"]:
    indicator = scope.indicator(key)
    if indicator.unit == "percent":
        return "percent"
    return "million" if scope.in_millions(key) else "one"


def _breaks(scope: Scope, keys: Sequence[SeriesKey]) -> tuple[Break, ...]:
    """Return the breaks with figures on both sides; where a spell and a new series meet, the new series is told."""
    drawn = [
        each
        for key in keys
        for found in scope.breaks(key)
        if found.parts(scope.published_years(key))
        for each in (_new_series(found) if found.last_year is None else _spell(scope, key, found))
    ]
    by_year = {each.year: each for each in sorted(drawn, key=lambda each: not each.apart)}
    return tuple(by_year[year] for year in sorted(by_year))


def _new_series(found: SeriesBreak) -> tuple[Break, ...]:
    return (Break(found.year, phrases.break_label(found.year, found.short)),)


def _spell(scope: Scope, key: SeriesKey, found: SeriesBreak) -> tuple[Break, ...]:
    """Return the breaks before and after years that stand apart, each where there are figures beyond it."""
    assert found.last_year is not None, "only a spell has an end"
    apart, after = tuple(range(found.year, found.last_year + 1)), found.last_year + 1
    earlier = [year for year in scope.published_years(key) if year < found.year]
    later = [year for year in scope.published_years(key) if year >= after]
    label = phrases.spell_label(apart, found.short)
    is_again = bool(earlier and later) and scope.are_comparable(key, earlier[-1], later[0])
    end = phrases.resumed_label(after, found.year) if is_again else label
    return (*((Break(found.year, label, apart),) if earlier else ()), *((Break(after, end, apart),) if later else ()))


def _gap_lines(scope: Scope, keys: Sequence[SeriesKey], names: Sequence[str]) -> tuple[NoteLine, ...]:
    """Return which figures are missing: one line for each set of years, naming the lines they are missing from."""
    missing: dict[tuple[int, ...], list[str]] = {}
    single: list[NoteLine] = []
    for key, name in zip(keys, names, strict=True):
        published = scope.published_years(key)
        absent = tuple(year for year in scope.years if year not in published)
        if absent and len(published) == 1:
            single.append(NoteLine(None, (Text(phrases.only_published_line(name, published)),)))
        elif absent:
            missing.setdefault(absent, []).append(name)
    gaps = (gap_line(years, names if len(names) < len(keys) else ()) for years, names in missing.items())
    return (*(line for lines in gaps for line in lines), *single)
