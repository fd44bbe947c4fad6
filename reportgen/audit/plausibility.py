"""Find figures that no arithmetic proves wrong, but that cannot well be right: slips of a typist or a typesetter."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from itertools import pairwise
from math import log
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from reportgen.audit.check import PLAUSIBILITY, Check, Outcome, as_text
from reportgen.audit.figures import KEY, PLACE, Cell, Figures, with_member
from reportgen.breakdown import TOTAL, breakdown_members
from reportgen.language import message, say
from reportgen.measure import MeasureType, Qualifier
from reportgen.periods import MONTHS_OF_YEAR, Kind, Period, main_sort
from reportgen.precision import exact_difference, printed_interval

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from reportgen.audit.figures import FigureKey, Line
    from reportgen.dataset import Package

    Groups = list[tuple[Cell, Mapping[str, float]]]
    """Cells in which a dimension is at its total, each with the values of the dimension's members."""

LEVELS = (MeasureType.FLOW, MeasureType.STOCK)

SLIP = (8.0, 12.5)
"""A figure so many times its neighbours may have lost or won a digit: ten times, give or take a usual change."""

JUMP = 5.0
"""A figure at least so many times another, or so small a part, is looked at."""

UNLIKE = 2.5
"""A jump so many times as large as the series' next largest, on a logarithmic scale, is looked at too ..."""

MANY = 3
"""More repeats than these in one year make one finding: not a cell was copied, but a table."""

LONG_TABLE, OFTEN = 30, 0.1
"""Figures of a table in which, from that share of repeated ones on, equal neighbours are no sign of a copy."""

LEAST_JUMP = 3.0
"""... if the figure is at least so many times the other."""


def check_plausibility(package: Package, figures: Figures) -> Iterator[Check]:
    """Yield a warning, or an explained one where a note stands beside the figure, for each figure to look at again."""
    yield from _misprints(package, figures)
    yield from _contradictions(figures)
    repeats: dict[tuple[str, Period | None], list[Check]] = defaultdict(list)
    for indicator, place, breakdown in package.series:
        line = figures.by_series.get(indicator, {}).get((place, breakdown))
        if line is None:
            continue
        published = sorted(line.figures, key=_beginning)
        yield from _gaps(figures, line, published=published)
        if package.indicators[indicator].measure_type in LEVELS:
            steps = _steps(published)
            yield from _outliers(figures, line, steps)
            for repeat in _repeats(figures, line, steps):
                repeats[indicator, repeat.year].append(repeat)
    for found in repeats.values():
        yield from found if len(found) <= MANY else [_copied(package, found)]
    for indicator in package.indicators:
        yield from _periods(figures, indicator)
        yield from _check_tables(figures, indicator)


_beginning = attrgetter("start", "length")
"""The order of periods, taken from them without a comparison of two."""


def _check_tables(figures: Figures, indicator: str) -> Iterator[Check]:
    """Yield the findings within the tables of an indicator, each cell once."""
    dimensions = {name for line in figures.lines(indicator) for name in line.members}
    has_places = any(line.place != figures.package.country for line in figures.lines(indicator))
    seen: set[tuple[str, Period | None, str, str]] = set()
    for dimension in [*sorted(dimensions), *([PLACE] if has_places else [])]:
        groups = _groups(figures, indicator, dimension)
        findings = [*_equal_neighbours(figures, indicator, dimension, groups=groups)]
        if dimension != PLACE:
            findings += _counterparts(figures, indicator, dimension, groups=groups)
        for check in findings:
            key = (check.kind, check.year, check.place, check.breakdown)
            if key not in seen:
                seen.add(key)
                yield check


def _warning(kind: str, indicator: str, cell: Cell, *, message: str, where: str, **cells: Any) -> Check:
    values = {"left": None, "right": None, "difference": None, "tolerance": None, "explanation": "", **cells}
    return Check(
        identity=PLAUSIBILITY + kind,
        kind=kind,
        indicator=indicator,
        year=cell.year,
        place=cell.place,
        breakdown=cell.breakdown,
        message=message,
        where=where,
        outcome=Outcome.EXPLAINED if values["explanation"] else Outcome.WARNING,
        **values,
    )


def _misprints(package: Package, figures: Figures) -> Iterator[Check]:
    """Yield each corrected misprint, explained by its proof."""
    columns = package.rows.cells(("indicator", "place", "breakdown", "correction", "preferred"))
    corrected = {tuple(series) for *series, correction, is_preferred in columns if correction and is_preferred}
    for series in package.series if corrected else ():
        if series not in corrected:
            continue
        indicator, place, breakdown = series
        for year, observation in package.series[series].items():
            correction = package.corrections.get(observation.correction)
            if correction is not None:
                cell = Cell(year, place, breakdown_members(breakdown))
                yield _warning(
                    "misprint",
                    indicator,
                    cell,
                    message=say(
                        "{printed} is printed, {used} is used",
                        printed=correction.printed,
                        used=as_text(observation.value or 0),
                    ),
                    where=figures.where(indicator, cell),
                    right=observation.value,
                    explanation=f"{correction.proof[:1].upper()}{correction.proof[1:]}.",
                )


def _contradictions(figures: Figures) -> Iterator[Check]:
    """Yield a finding for each figure that is also published otherwise, beyond what rounding can explain."""
    groups: dict[FigureKey, list[Mapping[str, Any]]] = defaultdict(list)
    for key, row in _printed_again(figures):
        if row["value"] is not None:
            groups[key].append(row)
    for records in groups.values():
        used = next((record for record in records if record["preferred"]), None)
        for record in records:
            if used and not record["preferred"] and not _overlap(_bounds(used), _bounds(record)):
                yield _contradiction(figures.package, used, record)


def _printed_again(figures: Figures) -> Iterator[tuple[FigureKey, Mapping[str, Any]]]:
    """Yield every row of the figures that stand in more than one."""
    rows = figures.package.rows
    if figures.restated:
        for row in rows.selected(key in figures.restated for key in rows.cells(KEY)):
            yield (row["indicator"], row["year"], row["place"], row["breakdown"]), row


def _contradiction(package: Package, used: Mapping[Any, Any], other: Mapping[Any, Any]) -> Check:
    note = package.notes.get(other["note"] or used["note"])
    cell = Cell(used["year"], used["place"], breakdown_members(used["breakdown"]))
    return _warning(
        "contradiction",
        used["indicator"],
        cell,
        message=f"{as_text(used['value'])} is used, {as_text(other['value'])} is published too",
        where=f"{other['resource']}:{other['line']}",
        left=other["value"],
        right=used["value"],
        difference=exact_difference(other["value"], used["value"]),
        explanation=note.text if note else "",
    )


def _bounds(row: Mapping[Any, Any]) -> tuple[float, float]:
    is_share = row["measure_type"] in (MeasureType.SHARE, MeasureType.CHANGE)
    return printed_interval(row["value"], Qualifier(row["qualifier"]), row["printed"], is_share=is_share)


def _overlap(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def _gaps(figures: Figures, line: Line, *, published: list[Period]) -> Iterator[Check]:
    """Yield a finding for each reporting year within a series that has neither a row nor a word on why not."""
    package = figures.package
    first, last = _beginning(published[0]), _beginning(published[-1])
    lacking = [year for year in package.years if year not in line.figures and first < _beginning(year) < last]
    if not lacking:
        return
    known = package.series[line.indicator, line.place, line.breakdown]
    sorts = {year.sort for year in published}
    for year in lacking:
        gap = line.cell(year)
        if year.sort in sorts and year not in known and not _is_told(package, line.indicator, year, gap):
            message = say(
                "there are figures for {first} and {last}, but neither a row nor a reason here",
                first=published[0], last=published[-1],
            )  # fmt: skip
            where = figures.where(line.indicator, line.cell(published[-1]))
            yield _warning("gap", line.indicator, gap, message=message, where=where)


def _periods(figures: Figures, indicator: str) -> Iterator[Check]:
    """Yield the first figure of an indicator whose period is not as the others of its series, and one for all months
    that may be school years.
    """
    for line in figures.lines(indicator):
        if _are_of_one_sort(line.figures):
            continue
        usual = main_sort(line.figures)
        other = next((line.cell(year) for year in line.figures if year.sort != usual), None)
        if other is not None:
            kind = next(year.kind for year in line.figures if year.sort == usual)
            message = f"{other.year} stands in a series of the kind {kind}: give it an indicator of its own"
            yield _warning("period", indicator, other, message=message, where=figures.where(indicator, other))
            return
    years = {year for line in figures.lines(indicator) for year in line.figures}
    if len(years) > 1 and all(map(_may_be_school_year, years)):
        first = next(iter(figures.cells(indicator)))
        message = f"all are read as months, such as {first.year}: write school years as `{_as_school_year(first)}`"
        yield _warning("period", indicator, first, message=message, where=figures.where(indicator, first))


def _are_of_one_sort(years: Collection[Period]) -> bool:
    first = next(iter(years))
    return all(year.length == first.length and year.kind is first.kind for year in years)


def _may_be_school_year(year: Period) -> bool:
    """Say whether a month is written as two years that follow on each other: `2009-10`."""
    return year.kind is Kind.MONTH and year.start % MONTHS_OF_YEAR + 1 == (year.named + 1) % 100


def _as_school_year(cell: Cell) -> str:
    return f"{cell.year.named}/{(cell.year.named + 1) % 100:02d}"


def _is_told(package: Package, indicator: str, year: Period, cell: Cell) -> bool:
    """Return whether it is recorded why a figure is missing: of a total, why anything is."""
    dimensions = {"", *cell.members, *([PLACE] if cell.place != package.country else [])}
    return any(
        (record.indicator, record.year) == (indicator, year) and (dimensions == {""} or record.dimension in dimensions)
        for record in package.not_published
    )


def _steps(years: list[Period]) -> list[tuple[Period, Period]]:
    """Return which figures of a series are put side by side: each with the one before it.

    A month is put beside that month a year before, of the same season, unless the series is shorter than that.
    """
    known = {year: year for year in years if year.length < MONTHS_OF_YEAR}
    seasons = [(known[year.before()], year) for year in known if year.before() in known]
    return seasons or list(pairwise(years))


def _outliers(figures: Figures, line: Line, years: list[tuple[Period, Period]]) -> Iterator[Check]:
    """Yield a finding for each step of a series that looks like a slip, or like nothing the series did else."""
    values = [(before, after, line.figures[before].value, line.figures[after].value) for before, after in years]
    # a step from or to zero, or across it, is no multiple
    steps = [
        (before, after, one, other, abs(log(abs(other) / abs(one))))
        for before, after, one, other in values
        if one and other and (one < 0) == (other < 0)
    ]
    if all(size < log(LEAST_JUMP) for *_, size in steps):
        return
    told_by_break = [_told_by_break(figures.package, line, before, after) for before, after, *_ in steps]
    for index, (before, after, one, other, size) in enumerate(steps):
        others = [step[-1] for at, step in enumerate(steps) if at != index and not told_by_break[at]]
        least, most = sorted((abs(one), abs(other)))
        if _is_outlying(size, others, least=least, most=most, base=figures.package.rules.minimum_base):
            cell = line.cell(after)
            told = (
                message("{figure} is {times} times the {before} of {year}")
                if abs(other) == most
                else message("{figure} is 1/{times} of the {before} of {year}")
            )
            parts = {"figure": as_text(other), "times": as_text(most / least), "before": as_text(one)}
            yield _warning(
                "outlier",
                line.indicator,
                cell,
                message=say(told, **parts, year=before),
                where=figures.where(line.indicator, cell),
                left=other,
                right=one,
                difference=exact_difference(other, one),
                explanation=told_by_break[index],
            )


def _is_outlying(size: float, others: list[float], *, least: float, most: float, base: float) -> bool:
    if most < base or size < log(LEAST_JUMP):
        return False
    if log(SLIP[0]) <= size <= log(SLIP[1]):
        return True
    # Small counts jump without a meaning; a lost digit shows in the larger of the two.
    if least < base and most < 10 * base:
        return False
    is_unlike = bool(others) and size >= log(LEAST_JUMP) and size >= UNLIKE * max(others)
    return size >= log(JUMP) or (is_unlike and len(others) > 1)


def _told_by_break(package: Package, line: Line, before: Period, after: Period) -> str:
    """Return what the break between two years says; empty where there is none."""
    breaks = package.breaks_for(line.indicator, line.breakdown, (before, after), place=line.place)
    return next((package.notes[one.note].text if one.note else one.short for one in breaks), "")


def _repeats(figures: Figures, line: Line, steps: list[tuple[Period, Period]]) -> Iterator[Check]:
    """Yield a finding for each flow that is to the digit that of the year before, as if copied."""
    package = figures.package
    if package.indicators[line.indicator].measure_type != MeasureType.FLOW:
        return
    is_total = line.place == package.country and not line.breakdown
    for before, after in steps:
        value = line.figures[after].value
        if value != line.figures[before].value or before != after.before():
            continue
        series = package.series[line.indicator, line.place, line.breakdown]
        is_exact = series[before].qualifier == series[after].qualifier == Qualifier.EXACT
        if is_exact and (is_total or value >= package.rules.minimum_base):
            cell = line.cell(after)
            yield _warning(
                "repeat",
                line.indicator,
                cell,
                message=say("{figure} is exactly the figure of the year before", figure=as_text(value)),
                where=figures.where(line.indicator, cell),
                left=value,
                right=line.figures[before].value,
                difference=0.0,
            )


def _copied(package: Package, repeats: list[Check]) -> Check:
    """Return one finding for many repeats of an indicator in one year: the whole table looks copied."""
    first = repeats[0]
    message = say(
        "{count} figures are exactly those of the year before, among them {figure}",
        count=len(repeats), figure=as_text(first.left or 0),
    )  # fmt: skip
    return replace(first, place=package.country, breakdown="", message=message)


def _groups(figures: Figures, indicator: str, dimension: str) -> Groups:
    """Return the values of the members of a dimension, for each cell in which that dimension is at its total.

    Cells that stand alone, with no member in any year, are left out.
    """
    groups: dict[tuple[Period, str, str], tuple[Cell, dict[str, float]]] = {}
    for line, code, rest in figures.parted(indicator, dimension):
        for year, figure in line.figures.items():
            key = (year, rest.place, rest.breakdown)
            if key not in groups:
                groups[key] = (Cell(year, rest.place, rest.members), {})
            groups[key][1][code] = figure.value
    return list(groups.values())


def _equal_neighbours(figures: Figures, indicator: str, dimension: str, *, groups: Groups) -> Iterator[Check]:
    """Yield a finding for each figure that is to the digit that of its neighbour in the table, as if copied."""
    package = figures.package
    codes = list(package.places) if dimension == PLACE else list(package.codelist(dimension))
    codes = [code for code in codes if code not in (TOTAL, package.country)]
    for rest, values in groups:
        is_told = len(values) > 1 and not _are_often_equal(values)
        present = [code for code in codes if code in values] if is_told else ()
        for one, other in pairwise(present):
            is_beside = dimension != PLACE or package.places[one].level == package.places[other].level
            if is_beside and values[one] == values[other] >= package.rules.minimum_base:
                cell = with_member(rest, dimension, other)
                beside = say(
                    "{figure} is exactly the figure beside it, of {name}",
                    figure=as_text(values[other]), name=package.label(dimension, one),
                )  # fmt: skip
                where = figures.where(indicator, cell)
                yield _warning("neighbour", indicator, cell, message=beside, where=where, left=values[other])


def _are_often_equal(values: Mapping[str, float]) -> bool:
    """Say whether figures of a long table are often equal anyway, as small whole numbers are."""
    repeated = len(values) - len(set(values.values()))
    return len(values) >= LONG_TABLE and repeated > len(values) * OFTEN


def _counterparts(figures: Figures, indicator: str, dimension: str, *, groups: Groups) -> Iterator[Check]:
    """Yield a finding for each member that most rows of a table have, and one has not."""
    tables: dict[tuple[Period, bool, tuple[str, ...]], list[tuple[Cell, Mapping[str, float]]]] = defaultdict(list)
    for rest, values in groups:
        if len(values) > 1 or TOTAL not in values:
            key = (rest.year, rest.place == figures.package.country, tuple(sorted(rest.members)))
            tables[key].append((rest, values))
    for rows in tables.values():
        usual = [code for code, count in _counts(rows).items() if len(rows) > 2 * (len(rows) - count)]
        for rest, values in rows:
            for code in usual:
                cell = with_member(rest, dimension, code)
                is_hidden = (indicator, cell.year, cell.place, cell.breakdown) in figures.package.hidden
                if code not in values and not is_hidden:
                    message = say(
                        "there is no figure for {name}, as beside it", name=figures.package.label(dimension, code)
                    )
                    where = figures.where(indicator, with_member(rest, dimension, next(iter(values))))
                    yield _warning("counterpart", indicator, cell, message=message, where=where)


def _counts(rows: list[tuple[Cell, Mapping[str, float]]]) -> Mapping[str, int]:
    return Counter(code for _, values in rows for code in values)
