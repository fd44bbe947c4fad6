"""What indicators say of their unit: is it one, do their figures agree with it, and what is no count after all."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from reportgen.dataset.observations import is_observation_table
from reportgen.errors import DataError, did_you_mean
from reportgen.measure import MeasureType, Qualifier
from reportgen.suppression import NOT_SUPPRESSED, RULE_HINT, small_numbers
from reportgen.unit import ALLOWED, FREE, MOST_DECIMALS, NEVER_NEGATIVE, Compared, UnitKind, kind_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from reportgen.dataset.observations import ObservationRows
    from reportgen.dataset.records import Indicator
    from reportgen.dataset.tables import Row, Table

KINDS_OF_SHARES = (UnitKind.PERCENT, UnitKind.PROPORTION, UnitKind.RATE)
"""Kinds that have a numerator and a denominator."""
CALLED = {
    UnitKind.COUNT: "count",
    UnitKind.PROPORTION: "proportion",
    UnitKind.RATE: "rate",
    UnitKind.RATIO: "ratio",
    UnitKind.ONE_IN: "ratio of one in so many",
    UnitKind.DURATION: "duration",
}
LIMITED = ("indicator", "value", "qualifier")
"""Columns that say whether a figure may be one of its kind."""
TEXTS = ("kind", "compared_in", "numerator", "denominator")


def check_units(tables: Mapping[str, Table]) -> Iterator[DataError]:
    """Yield an error for each unit that is none, and for each figure that cannot be one of its declared kind."""
    table = tables["indicators"]
    names = {row.cells["indicator"] for row in table.sound_rows()}
    wrong = [error for row in table.sound_rows() for error in _of_columns(row, table.place(row), names)]
    yield from wrong or _of_figures(tables)


def _of_columns(row: Row, where: str, names: Iterable[str]) -> Iterator[DataError]:
    cells = {name: row.cells.get(name) for name in (*TEXTS, "decimals")}
    for name, known in (("kind", UnitKind), ("compared_in", Compared)):
        if cells[name] and cells[name] not in set(known):
            words = [str(member) for member in known]
            message = f"field `{name}`: expected one of {', '.join(f'`{one}`' for one in words)}, found `{cells[name]}`"
            yield DataError(message, where=where, hint=did_you_mean(str(cells[name]), words))
            return
    kind = UnitKind(cells["kind"]) if cells["kind"] else kind_of(row.cells["unit"] or "", _measure_type(row))
    yield from _of_comparing(kind, cells["compared_in"], where)
    decimals = cells["decimals"]
    if decimals is not None and not 0 <= decimals <= MOST_DECIMALS:
        message = f"field `decimals`: expected a whole number from 0 to {MOST_DECIMALS}, found `{decimals}`"
        yield DataError(message, where=where, hint="leave it empty to print each figure with the decimals it has")
    if (per := row.cells.get("per")) is not None and not (kind is UnitKind.RATE and per > 0):
        message = f"field `per`: expected a number above zero of a `rate`, found `{per:g}` of a `{kind}`"
        yield DataError(
            message, where=where, hint="say for how many a rate is, such as 1000; leave it out of other kinds"
        )
    yield from _of_parts(kind, cells, names, where)
    yield from _of_rule(row.cells.get("suppress"), where)


def _measure_type(row: Row) -> MeasureType:
    found = row.cells.get("measure_type")
    # a word that is none is an error of its own
    return MeasureType(found) if found in set(MeasureType) else MeasureType.FLOW


def _of_comparing(kind: UnitKind, compared: str | None, where: str) -> Iterator[DataError]:
    allowed = ALLOWED.get(kind, FREE)
    if compared and Compared(compared) not in allowed:
        words = " or ".join(f"`{one}`" for one in allowed)
        message = f"field `compared_in`: expected {words} for a `{kind}`, found `{compared}`"
        yield DataError(message, where=where, hint="leave it empty for what is usual for the kind")


def _of_parts(kind: UnitKind, cells: Mapping[str, Any], names: Iterable[str], where: str) -> Iterator[DataError]:
    for name in ("numerator", "denominator"):
        if cells[name] and cells[name] not in names:
            message = f"field `{name}`: expected an indicator, found `{cells[name]}`"
            yield DataError(message, where=where, hint=did_you_mean(str(cells[name]), map(str, names)))
        elif cells[name] and kind not in KINDS_OF_SHARES:
            message = f"field `{name}`: expected nothing for a `{kind}`, found `{cells[name]}`"
            yield DataError(message, where=where, hint="a `kind` of `percent` or `rate` has it; else leave it out")


def _of_rule(cell: str | None, where: str) -> Iterator[DataError]:
    try:
        small_numbers(cell or NOT_SUPPRESSED)
    except ValueError as error:
        yield DataError(f"field `suppress`: {error}", where=where, hint=RULE_HINT)


@dataclass(frozen=True, slots=True)
class _Limit:
    """What the figures of an indicator have to be."""

    kind: UnitKind
    allows_negative: bool

    def expected(self, value: float, *, is_exact: bool) -> str:
        """Return what was expected where a value cannot be; empty where it can."""
        if value < 0 and not self.allows_negative:
            return "no number below zero"
        if self.kind is UnitKind.COUNT and is_exact and not float(value).is_integer():
            return "a whole number"
        return "a number from 0 to 1" if self.kind is UnitKind.PROPORTION and value > 1 else ""

    @property
    def hint(self) -> str:
        """How the data may be mended."""
        if self.kind is UnitKind.PROPORTION:
            return "correct the figure; parts of a hundred are of the kind `percent`"
        return "correct the figure, or write `true` in the column `negative`, or another `kind`, in the indicators"


def _of_figures(tables: Mapping[str, Table]) -> Iterator[DataError]:
    limits = dict(filter(None, map(_limit, tables["indicators"].sound_rows())))
    if not limits:
        return
    for table in filter(is_observation_table, tables.values()):
        sound = table.sound()
        for line, (indicator, value, qualifier) in zip(sound.lines, sound.cells(LIMITED), strict=True):
            limit = limits.get(indicator)
            if limit is None or value is None:
                continue
            if expected := limit.expected(value, is_exact=qualifier == Qualifier.EXACT):
                named = f"`{indicator}` is a {CALLED.get(limit.kind, limit.kind)}"
                message = f"field `value`: {named}: expected {expected}, found `{value:g}`"
                yield DataError(message, where=table.place_of(line), hint=limit.hint)


def _limit(row: Row) -> tuple[str, _Limit] | None:
    """Return what the figures of an indicator have to be that declares its kind, or that none is below zero."""
    kind, negative = row.cells.get("kind"), row.cells.get("negative")
    if not kind and negative is not False:
        return None
    found = UnitKind(kind) if kind else kind_of(row.cells["unit"] or "", _measure_type(row))
    allows = found not in NEVER_NEGATIVE if negative is None else negative
    return row.cells["indicator"], _Limit(found, allows)


def settled_kinds(indicators: Mapping[str, Indicator], rows: ObservationRows) -> dict[str, Indicator]:
    """Return the indicators; one that seems to count, but of which half of the figures have a fraction, is a quantity.

    The words of a unit are not known in every language: `Fr.`, `Verhältnis`.
    """
    doubtful = {name for name, one in indicators.items() if not one.kind and one.measured_in.is_counted}
    values = ("indicator", "value")
    parts = Counter(name for name, value in rows.cells(values) if value is not None and value % 1)
    all_of = Counter(name for name, value in rows.cells(values) if value is not None and name in parts)
    measured = {name for name in doubtful if parts[name] and 2 * parts[name] >= all_of[name]}
    return {name: replace(one, kind=UnitKind.QUANTITY) if name in measured else one for name, one in indicators.items()}
