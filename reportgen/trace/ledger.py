"""All numbers of a document with their origins, each cell and each operation once, as JSON has them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple
from weakref import WeakKeyDictionary

from reportgen.breakdown import breakdown_members
from reportgen.dataset import Observation
from reportgen.language import say, say_count
from reportgen.measure import STATUS_MARKS
from reportgen.quantity import Figures, Operation, Quantity
from reportgen.trace.around import checks_of_place, series_around, sum_in_words
from reportgen.trace.derived import parts_of, with_counts
from reportgen.trace.files import names_of_files
from reportgen.trace.formulas import formula_words, rounding_words, symbols, unrounded, why_comparable
from reportgen.trace.sets import FEW, lines_of
from reportgen.wording import exact_number

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reportgen.dataset import Package
    from reportgen.periods import Period
    from reportgen.quantity import Origin
    from reportgen.trace.around import Checks
    from reportgen.trace.numbers import Printed

Values = dict[str, Any]
Place = tuple[str, int]
"""`cell` or `operation`, and the place in the list of these."""


class Ledger:
    """The numbers that were asked for, with every cell and operation that they lead back to."""

    def __init__(self, package: Package, periods: Sequence[Period] = ()) -> None:
        """Begin with nothing; `package` says what the codes of the data mean.

        With the `periods` of a document the values tell of each number how it was rounded, and of each cell its series
        in these periods and a check that it is part of.
        """
        self._package = package
        self._periods = tuple(periods)
        self._checks: dict[tuple[str, str], Checks] = {}
        self._sums: dict[int, str] = {}
        self._series: dict[tuple[object, ...], Values] = {}
        self._numbers: dict[Quantity, int] = {}
        self._places: dict[Any, Place] = {}
        self._cells: list[Values] = []
        self._operations: list[Values] = []
        self._files = names_of_files(package)
        self._sources: dict[str, int] = {}

    def place_of(self, quantity: Quantity) -> int:
        """Return the place of a number in the list, the same for equal ones; one that is new comes last."""
        return self._numbers.setdefault(quantity, len(self._numbers))

    def as_values(self) -> Values:
        """Return what was asked for as JSON has it."""
        numbers = [self._number(quantity) for quantity in self._numbers]
        if self._periods:
            numbers = [_filled(**each, rounding=self._rounding(each)) for each in numbers]
        sources = [self._source(name) for name in self._sources]
        return {"numbers": numbers, "operations": self._operations, "cells": self._cells, "sources": sources}

    def _number(self, quantity: Quantity) -> Values:
        return _filled(
            value=_plain(quantity.value),
            unrounded=str(unrounded(quantity.value)),
            decimals=quantity.decimals,
            divisor=None if quantity.divisor == 1 else quantity.divisor,
            bound=quantity.bound,
            origin=None if quantity.origin is None else self.origin_of(quantity.origin),
        )

    def _rounding(self, number: Values) -> str:
        if "value" not in number:
            return ""
        kind, place = number.get("origin", ("", 0))
        if kind == "cell" and "made_of" in self._cells[place]:
            # what was rounded is the result of the formula
            kind, place = self._cells[place]["made_of"]
            number = {**number, "value": self._operations[place].get("value", number["value"])}
        return " ".join(rounding_words(number, is_told=kind == "operation"))

    def origin_of(self, origin: Origin) -> Place:
        """Return where a cell or an operation stands in the lists; what it is made of stands there, too."""
        if origin not in self._places:
            self._places[origin] = self._new(origin)
        return self._places[origin]

    def _new(self, origin: Origin) -> Place:
        match origin:
            case Operation():
                return self._operation(origin)
            case Figures():
                return self._figures(origin)
            case _:
                return self._cell(origin)

    def _operation(self, operation: Operation) -> Place:
        operation = with_counts(operation, self._package)
        operands = [self.origin_of(each) for each in operation.operands]
        self._operations.append(
            _filled(
                operator=operation.operator,
                words=formula_words(operation),
                symbols=symbols(operation),
                value=_plain(operation.value),
                comparable=list(why_comparable(operation, self._package)),
            )
            | {"operands": operands}  # none of a count, too
            | _filled(agrees_with=[self.origin_of(each) for each in operation.agrees_with])
        )
        return "operation", len(self._operations) - 1

    def _figures(self, figures: Figures) -> Place:
        """Return the place of figures that are looked at together; the same ones stand there once."""
        found = _together(figures, self._package, self._files)
        if found.key not in self._places:
            few = [self.origin_of(cell) for cell in found.few]
            count = str(exact_number(found.number))
            self._operations.append(
                _filled(
                    operator="figures",
                    words=say("figures that are looked at together"),
                    symbols=str(say_count(found.number, "{count} figure", "{count} figures", count=count)),
                    value=found.number,
                    figure=found.name,
                    lines=list(found.lines),
                )
                | {"operands": few}
            )
            self._places[found.key] = "operation", len(self._operations) - 1
        return self._places[found.key]

    def _cell(self, cell: Any) -> Place:
        assert isinstance(cell, Observation), "the figures of a report are observations"
        values = self._cell_values(cell)
        self._cells.append(values)
        self._places[cell] = place = "cell", len(self._cells) - 1  # before its parts, which may lead back to it
        parts = parts_of(cell, self._package)
        if parts:
            values["made_of"] = self.origin_of(parts)
        if self._periods:
            around = {
                "series": series_around(cell, self._periods, self._package, self._series),
                "check": self._check(cell),
            }
            values.update(_filled(**around))
        return place

    def _check(self, cell: Observation) -> str:
        asked = cell.indicator, cell.place
        if asked not in self._checks:
            self._checks[asked] = checks_of_place(*asked, self._package)
        found = self._checks[asked].get((cell.year, cell.breakdown))
        if found is None:
            return ""
        # a whole and all its parts have one sum
        if id(found) not in self._sums:
            self._sums[id(found)] = sum_in_words(*found, self._package)
        return self._sums[id(found)]

    def _cell_values(self, cell: Observation) -> Values:
        package = self._package
        indicator = package.indicator(cell.indicator)
        mark = STATUS_MARKS.get(cell.obs_status)
        return _filled(
            file=self._files.get(cell.resource, cell.resource),
            line=cell.line,
            column="value",
            value=_plain(cell.value),
            figure=figure_name(cell, package),
            indicator=indicator.title,
            unit=indicator.unit,
            period=str(cell.year),
            place=package.place(cell.place).name,
            members={
                package.dimensions[name]: package.label(name, code)
                for name, code in breakdown_members(cell.breakdown).items()
            },
            printed=cell.printed,
            qualifier=str(cell.qualifier),
            status=str(cell.obs_status),
            mark="" if mark is None else str(mark),
            location=cell.location,
            source=self._place_of_source(cell.source),
            correction=self._correction(cell),
            derived_from=cell.derived_from,
            note=package.notes[cell.note].text if cell.note in package.notes else "",
        )

    def _place_of_source(self, name: str) -> int | None:
        """Return the place of a publication in the list; None where the data name none."""
        if name not in self._package.sources or not self._package.are_sources_stated:
            return None
        return self._sources.setdefault(name, len(self._sources))

    def _source(self, name: str) -> Values:
        source = self._package.sources[name]
        return _filled(
            title=source.title, publisher=source.publisher, published=source.published, url=source.url,
            reference=source.reference,
        )  # fmt: skip

    def _correction(self, cell: Observation) -> Values:
        found = self._package.corrections.get(cell.correction)
        return _filled(printed=found.printed, corrected=found.corrected, proof=found.proof) if found else {}


def printed_values(printed: Printed, ledger: Ledger) -> Values:
    """Return a number where it stands, as JSON has it; `number` is its place in the ledger."""
    where = printed.where
    return _filled(
        text=printed.text,
        number=ledger.place_of(printed.quantity),
        part=where.part,
        section=where.section,
        exhibit=where.exhibit,
        anchor=where.anchor,
        row=where.row,
        column=where.column,
        before=printed.before,
        after=printed.after,
    )


def figure_name(cell: Observation, package: Package) -> str:
    """Return how a figure is named on the command line: `cases@2024{status=resolved;place=TX}`."""
    members = [part for part in cell.breakdown.split(";") if part]
    members += [f"place={cell.place}"] if cell.place != package.country else []
    return f"{cell.indicator}@{cell.year.code}" + (f"{{{';'.join(members)}}}" if members else "")


def common_name(cells: Sequence[Observation], package: Package) -> str:
    """Return what the names of figures have in common, `cases@2024{status=resolved}`; nothing of two measures."""
    names = [figure_name(cell, package).rstrip("}").partition("{") for cell in cells]
    if len({first for first, *_ in names}) != 1:
        return ""
    members = [set(within.split(";")) for *_, within in names]
    common = ";".join(member for member in names[0][2].split(";") if member in set.intersection(*members))
    return names[0][0] + (f"{{{common}}}" if common else "")


class _Together(NamedTuple):
    """Figures that are looked at together, as each document tells them."""

    key: frozenset[tuple[str, int]]
    """Their files and lines; the same for figures that are found by another question."""
    number: int
    name: str
    """What their names have in common."""
    few: tuple[Observation, ...]
    """Themselves, where they are few."""
    lines: tuple[str, ...]
    """Where they stand, where they are many."""


_TOGETHER: WeakKeyDictionary[Figures, _Together] = WeakKeyDictionary()
"""What was told of figures: those of all places are one object for all documents of a batch, and told once for it."""


def _together(figures: Figures, package: Package, files: Mapping[str, str]) -> _Together:
    found = _TOGETHER.get(figures)
    if found is None:
        cells = tuple(cell for cell in figures.cells if isinstance(cell, Observation))
        key = frozenset((cell.resource, cell.line) for cell in cells)
        few = cells if len(cells) <= FEW else ()
        lines = () if few else tuple(lines_of(cells, files))
        found = _TOGETHER[figures] = _Together(key, len(cells), common_name(cells, package), few, lines)
    return found


def _plain(value: float | None) -> float | int | None:
    """Return a number as JSON has it shortest: 29568, and not 29568.0."""
    return int(value) if value is not None and float(value).is_integer() else value


def _filled(**values: Any) -> Values:
    """Return the values that say something."""
    return {name: value for name, value in values.items() if value not in (None, "", [], {})}
