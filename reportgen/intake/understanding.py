"""Understand a foreign table: its columns, places, measures and figures, its account and what is left to ask.

Nothing is lost in silence: each row and each cell of the columns of figures is counted where it went.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from reportgen.breakdown import TOTAL
from reportgen.errors import DataError
from reportgen.intake.abreast import with_places
from reportgen.intake.answers import Answers
from reportgen.intake.asking import about_publisher, about_title, questions_about
from reportgen.intake.bounds import with_limits_apart
from reportgen.intake.brackets import UNSAID, with_brackets_apart
from reportgen.intake.coded import with_labels
from reportgen.intake.columns import Column, Role
from reportgen.intake.continued import continued
from reportgen.intake.extent import RowKind, find_extent
from reportgen.intake.found import Account, Cell, Fact, Understanding
from reportgen.intake.gazetteers import totals_of
from reportgen.intake.groups import with_measures
from reportgen.intake.heads import ACTUAL, LIMIT_MEMBER, MISSING, SCALE, SCENARIOS, apart
from reportgen.intake.joined import BY_TITLES, LEFT_HEADS, LEFT_TITLES
from reportgen.intake.labels import ITEM, carried, without_leaders
from reportgen.intake.legend import NOTHING, ROUNDS_TO_ZERO, explained, legend_of, letters_of, meanings_of
from reportgen.intake.looks import FEW
from reportgen.intake.members import with_members
from reportgen.intake.nested import with_parts
from reportgen.intake.numerals import CONFIDENTIAL, EARLIER, FLAGS, HIDDEN, MEANINGS, CellKind, is_mark_text
from reportgen.intake.pivots import unpivoted
from reportgen.intake.profiles import profiles_of, unpacked
from reportgen.intake.proofs import proofs
from reportgen.intake.renamed import with_old_heads
from reportgen.intake.roles import MANY_ROWS, roles_of
from reportgen.intake.sheet import as_text
from reportgen.intake.signs import bracketed, without_signs
from reportgen.intake.small import suppression_asked
from reportgen.intake.spans import spans_apart
from reportgen.intake.stacked import unstacked
from reportgen.intake.sums import with_sums
from reportgen.intake.table import Table, notes_of
from reportgen.intake.told import told_by_notes
from reportgen.intake.totals import whole_members, whole_place
from reportgen.intake.unnamed import with_unnamed
from reportgen.intake.what import dimensions_of, what
from reportgen.intake.when import across, when
from reportgen.intake.where import where
from reportgen.language import message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.intake.extent import Extent
    from reportgen.intake.measures import UnitGuess
    from reportgen.intake.numerals import Reading
    from reportgen.intake.profiles import Profile
    from reportgen.intake.sheet import Sheet
    from reportgen.intake.unnamed import Unnamed
    from reportgen.intake.what import What
    from reportgen.intake.when import When

OTHER_ROWS = {
    RowKind.TITLE: "titles",
    RowKind.HEAD: "rows of heads",
    RowKind.BLANK: "blank",
    RowKind.GROUP: "labels of groups",
    RowKind.NOTE: "notes",
    RowKind.REPEATED_HEAD: "repeated heads",
    RowKind.AVERAGE: "averages",
}
"""What the account calls rows without figures."""
NEVER_BELOW_ZERO = ("count", "percent", "rate", "duration")
"""Kinds of units that no figure below zero has."""
GRADES = {"e": "U", "f": "U"}
"""Grades of quality beside figures, as Statistics Canada has them beside a column of scales: use with caution."""
SEVERAL = 3
"""Cells in which the same text is a sign for something, and no slip."""
WITHOUT_LABEL = "without a label"
"""What the account calls rows that are left out because nothing says what they are of."""
NAMED = 5
"""Columns that an error names."""
_PROVISIONAL = re.compile(r"(?i)provisional|prelim|vorläufig|^p$")
_ESTIMATED = re.compile(r"(?i)estimate|(?<![a-z])est(?![a-z])|geschätzt|^e$")


def understand(sheet: Sheet, *, file: str, answers: Answers | None = None) -> Understanding:
    """Return what a sheet says; answers to the questions that an earlier reading asked stand above what is guessed.

    Raises DataError, with a hint, for a sheet without figures, and for one with a row for each person.
    """
    given = answers or Answers()
    sheet = with_brackets_apart(with_limits_apart(without_leaders(unstacked(with_labels(unpivoted(sheet))))))
    extent = find_extent(sheet, file=file)
    sheet = carried(without_signs(unpacked(sheet, extent), extent), extent)
    in_brackets = bracketed(sheet, extent, given)
    signs = in_brackets.signs | letters_of(notes_of(sheet, extent))
    decimal = given.one_of("decimal", (".", ","))
    profiles = with_old_heads(profiles_of(sheet, extent, decimal=decimal, signs=signs), given)
    roles = with_measures(roles_of(profiles, _titles(sheet, extent), notes_of(sheet, extent)), profiles)
    columns = [_as_answered(_unsaid(_by_titles(column, sheet)), given) for column in roles]
    columns, asked = continued(columns, given)
    _refuse_people(profiles, columns, file)
    table = with_members(with_places(across(Table(file, sheet, extent, profiles, columns, given))))
    if not table.of(Role.VALUE):
        heads = ", ".join(f"`{column.head}` ({column.role.value})" for column in columns[:NAMED])
        is_list = len(table.body) >= MANY_ROWS
        raise DataError(
            f"expected a column of figures, found none among {heads}", where=file,
            hint="a row for each case? Count them first, by period and place, as a pivot table does, and read that"
            if is_list
            else 'if one is: write `"column.3" = "figures"` into a file, say, and add `--answers FILE`',
        )  # fmt: skip
    periods = when(table)
    found = _Reader(table, periods, with_unnamed(table, periods, where(table)), what(table)).understanding()
    found = replace(found, questions=(*asked, *in_brackets.questions, *found.questions))
    if not any(fact.value is not None for fact in found.facts):
        raise DataError(
            f"expected figures, found none that a row says something with: {found.account.lines()[0]}", where=file,
            hint="is a column of periods or places taken for something else? `--answers FILE` says what it is",
        )  # fmt: skip
    return found


def _titles(sheet: Sheet, extent: Extent) -> list[str]:
    return [text for row in extent.of(RowKind.TITLE) for cell in sheet.rows[row] if (text := as_text(cell))]


def _by_titles(column: Column, sheet: Sheet) -> Column:
    """Return a column, doubtful where it says what several sheets measure, by their titles."""
    is_told = column.head == sheet.how.get(BY_TITLES) and column.role != Role.IGNORED
    return replace(column, why=message("the titles above the sheets differ"), is_doubtful=True) if is_told else column


def _unsaid(column: Column) -> Column:
    """Return a column, left out where nothing says what its figures are, which stood in brackets behind others."""
    is_unsaid = column.role == Role.VALUE and column.head.endswith(UNSAID)
    why = message("the file does not say what stands in brackets")
    return replace(column, role=Role.IGNORED, why=why, is_doubtful=True) if is_unsaid else column


def _as_answered(column: Column, answers: Answers) -> Column:
    role = answers.one_of(f"column.{column.index + 1}", tuple(Role)) or answers.one_of(
        f"head.{column.head}", tuple(Role)
    )
    if not role:
        return column
    measure, period = (column.measure, column.period) if column.role == Role.VALUE else (column.head, "")
    return replace(column, role=Role(role), why="as answered", is_doubtful=False, measure=measure, period=period)


def _refuse_people(profiles: Sequence[Profile], columns: Sequence[Column], file: str) -> None:
    """Refuse a table of answers: many rows, neither place nor period, and columns with few different values."""
    roles = {column.role for column in columns}
    values = [profiles[column.index] for column in columns if column.role == Role.VALUE]
    rows = len(profiles[0].texts) if profiles else 0
    answers = [profile for profile in values if len(profile.distinct) <= FEW]
    has_period = Role.PERIOD in roles or any(column.period for column in columns)
    # what only numbers the rows names no places, whatever it is taken for
    has_place = any(column.role == Role.PLACE and not profiles[column.index].is_numbering for column in columns)
    if rows < MANY_ROWS or has_period or has_place or len(answers) * 2 < len(values) or len(values) < 3:
        return
    raise DataError(
        f"expected figures, found {rows:,} rows that each seem to be about one person: no place, no period, and answers"
        f" such as {', '.join(values[0].distinct[:3])}",
        where=file,
        hint="count first: how many people gave each answer, by period or place; then read the table of counts",
    )


@dataclass
class _Reader:
    """Goes through the rows once; what it counts on the way becomes the account."""

    table: Table
    when: When
    unnamed: Unnamed
    what: What
    rows: Counter[str] = field(default_factory=Counter)
    cells: Counter[str] = field(default_factory=Counter)
    facts: dict[tuple[object, ...], Fact] = field(default_factory=dict)
    repeated: list[int] = field(default_factory=list)
    """Rows that say to the digit what one before says."""
    clashes: list[Fact] = field(default_factory=list)
    """Figures that say otherwise than one before."""
    bounded: dict[tuple[object, ...], Fact] = field(default_factory=dict)
    """The first cell of each pair of limits that stand in rows of their own."""
    limits: dict[tuple[object, ...], dict[str, tuple[Decimal, Cell]]] = field(default_factory=lambda: defaultdict(dict))

    def __post_init__(self) -> None:
        table, self.where = self.table, self.unnamed.where
        self.values = (*table.of(Role.VALUE), *table.of(Role.SAMPLE))
        self.names, self.units = table.keys(Role.MEASURE), table.keys(Role.UNIT)
        words = (*table.notes, *table.titles)
        self.legend, self.explained = legend_of(words), explained(table.notes)
        self.meanings = meanings_of(words)
        self.flags = table.of(Role.FLAG)
        self.has_grades = any(SCALE.fullmatch(column.head) for column in table.of(Role.UNIT))
        self.signs = self._signs() | (table.convention.signs - set(self.legend))
        self.adds = table.answers.one_of("repeated", ("once", "added")) == "added"
        self.total_across = totals_of(one.member for one in self.values if one.member)
        self.totals = {
            column.index: totals_of(table.profiles[column.index].distinct) for column in table.of(Role.BREAKDOWN)
        }
        columns = table.of(Role.BREAKDOWN)
        across = list(dict.fromkeys(one.breakdown for one in self.values if one.breakdown))
        names = dimensions_of([*(column.head for column in columns), *across])
        self.dimensions = dict(zip((column.index for column in columns), names, strict=False))
        self.across = dict(zip(across, names[len(columns) :], strict=True))
        beside = (Role.LOWER, Role.UPPER, Role.MARGIN)
        self.beside = {
            value.index: [one for one in table.columns if one.of == value.index and one.role in beside]
            for value in self.values
        }

    def understanding(self) -> Understanding:
        table = self.table
        for position, row in enumerate(table.body):
            self._take(position, row)
        for kind, name in OTHER_ROWS.items():
            if table.extent.of(kind):
                self.rows[name] += len(table.extent.of(kind))
        for name in (LEFT_HEADS, LEFT_TITLES):
            if int(table.sheet.how.get(name, "0")):
                self.rows[name] = int(table.sheet.how[name])
        read = (*(self._with_limits(fact) for fact in self.facts.values()), *self._limits_alone())
        across: dict[str, dict[str, None]] = defaultdict(dict)
        for one in self.values:
            if one.breakdown:
                across[one.breakdown] |= {one.member: None} if one.member else {}
        breakdowns = [
            *((self.dimensions[one.index], one.head, self._members(one))
              for one in table.of(Role.BREAKDOWN)),
            *((self.across[name], name, tuple(members)) for name, members in across.items()),
        ]  # fmt: skip
        used = {pair for fact in read for pair in fact.breakdown}
        dimensions = {
            dimension: tuple(
                member
                for member in members
                if member not in totals_of(members)
                and (member.casefold() not in MISSING or (dimension, member) in used)
            )
            for dimension, _, members in breakdowns
        }
        read, dimensions, asked_of_totals = whole_members(read, dimensions, self.what.measures, table.answers)
        facts, asked_of_sums = with_sums(read, dimensions, self.what.measures, table.answers)
        named = {fact.place for fact in facts}
        # a place above others of which there is no figure is none of the project's, and so nobody's parent
        named_places = [
            replace(place, parent=place.parent if place.parent in named else "")
            for place in self.where.places.values()
            if place.code in named
        ]
        nested, asked_of_parts = with_parts(named_places, facts, self.what.measures, table.answers)
        places, asked_of_places = whole_place(nested, facts, self.what.measures, table.answers)
        suppress, asked_of_people = suppression_asked(
            tuple(self.what.measures.values()), facts, title=table.title, answers=table.answers
        )
        told = told_by_notes(table, facts)
        facts, measures, summed = spans_apart(told.facts, self.what.measures)
        asked = (
            *self.when.questions, *self.where.questions, *self.unnamed.questions, *self.what.questions,
            *asked_of_totals, *asked_of_parts, *asked_of_places, *asked_of_sums, *asked_of_people, *told.questions,
        )  # fmt: skip
        return Understanding(
            file=table.file,
            sheet=table.sheet,
            extent=table.extent,
            columns=tuple(table.columns),
            convention=table.convention,
            title=table.title,
            notes=table.notes,
            measures=measures,
            places=places,
            dimensions=dimensions,
            dimension_titles={
                dimension: " ".join(apart(head).split()).capitalize() or ITEM for dimension, head, _ in breakdowns
            },
            periods=tuple(sorted({fact.period for fact in facts})),
            signs=self.signs,
            suppress=suppress,
            period_by=self.when.by,
            facts=facts,
            anew=told.anew,
            said=told.said,
            clashes=self._clashes(facts),
            proofs=tuple(proofs(facts, dimensions, {one.identifier: one for one in measures}, summed=summed)),
            account=Account(dict(self.rows), dict(self.cells)),
            publisher=table.publisher,
            publisher_asked=tuple(about_publisher(table)),
            title_asked=tuple(about_title(table)),
            questions=(
                *asked,
                *questions_about(table, self.what.measures.values(), read, legend=self.legend, signs=self.signs,
                                 repeated=self.repeated, clashes=self._clashes(read)),
            ),
        )  # fmt: skip

    def _members(self, column: Column) -> tuple[str, ...]:
        """Return the members of a breakdown, the one that was not stated last."""
        added = {text: None for (_, index), text in self.unnamed.members.items() if index == column.index}
        return tuple(dict.fromkeys((*self.table.profiles[column.index].distinct, *added)))

    def _clashes(self, facts: Sequence[Fact]) -> tuple[Fact, ...]:
        """Return the other values of figures, of what the first is of now that totals have been found."""
        cells = {(fact.row, fact.column): fact for fact in facts}
        firsts = (self.facts[fact.key] for fact in self.clashes)
        found = [(fact, cells.get((first.row, first.column))) for fact, first in zip(self.clashes, firsts, strict=True)]
        return tuple(replace(fact, place=now.place, breakdown=now.breakdown) for fact, now in found if now is not None)

    def _take(self, position: int, row: int) -> None:
        """Read a row, and count where it and its cells went."""
        place = self.where.rows[position]
        if position in self.unnamed.left_out:
            return self._set_aside(WITHOUT_LABEL)
        if self.where.has_column and not place:
            return self._set_aside("totals")
        if self.when.is_total(position):
            return self._set_aside("totals over all periods")
        facts = [self._fact(position, row, column, place) for column in self.values]
        limit = LIMIT_MEMBER.search(self.units[position])
        if limit is not None:
            return self._take_limits(facts, "low" if limit["end"].upper().startswith("L") else "high")
        before = [self.facts.get(fact.key) for fact in facts]
        is_same = all(one is not None and one.value == fact.value for one, fact in zip(before, facts, strict=True))
        if is_same and not self.adds:
            self.repeated.append(row)
            self.rows["repeated to the digit"] += 1
            self.cells["repeated to the digit"] += len(facts)
            return None
        self.rows["with figures"] += 1
        for fact in facts:
            self._keep(fact)
        return None

    def _set_aside(self, why: str) -> None:
        self.rows[why] += 1
        self.cells[f"of {why}"] += len(self.values)

    def _take_limits(self, facts: Sequence[Fact], side: str) -> None:
        self.rows["with limits of figures"] += 1
        for fact in facts:
            if fact.value is None:
                self._count(fact)
            else:
                self.limits[fact.period, fact.place, fact.breakdown][side] = (fact.value, (fact.row, fact.column))
                self.bounded.setdefault((fact.period, fact.place, fact.breakdown), fact)
                self.cells["limits"] += 1

    def _keep(self, fact: Fact) -> None:
        before = self.facts.get(fact.key)
        if before is None:
            self.facts[fact.key] = fact
        elif self.adds and before.value is not None and fact.value is not None:
            self.facts[fact.key] = replace(before, value=before.value + fact.value)
        elif before.value == fact.value and before.printed == fact.printed:
            self.cells["repeated to the digit"] += 1
            return
        else:
            self.clashes.append(fact)
            self.cells["that say otherwise than one before"] += 1
            return
        self._count(fact)

    def _count(self, fact: Fact) -> None:
        if fact.value is not None:
            self.cells["figures"] += 1
        elif not fact.printed:
            self.cells["empty"] += 1
        elif is_mark_text(fact.printed) or fact.printed in self.legend or fact.printed in self.signs:
            self.cells[f"`{fact.printed}`"] += 1
        else:
            self.cells["not understood"] += 1

    def _fact(self, position: int, row: int, column: Column, place: str) -> Fact:
        reading = self.table.readings(column)[position]
        printed = as_text(self.table.sheet.rows[row][column.index])
        measure = self.what.by_words.get((column.measure, self.names[position], self.units[position]), "")
        unit = self.what.measures[measure].unit if measure else None
        value, status, mark = self._said(reading, printed, unit, column.scenario)
        if status == "A":
            status = next((found for one in self.flags if (found := self._flagged(one, position))), status)
        low, high = self._limits_beside(column, position, value)
        low_at, high_at = self._cells_of_limits(column, row)
        if status == HIDDEN and value is not None:  # what is marked as confidential goes no further than its file
            value = low = high = None
            printed = mark = mark or CONFIDENTIAL
        if unit is not None and unit.factor != 1:
            value, low, high = (None if one is None else one * unit.factor for one in (value, low, high))
        if value is not None and low is not None and value >= 0 > low and unit and unit.kind in NEVER_BELOW_ZERO:
            low = Decimal(0)  # a margin of error wider than the figure itself
        notes = [self.table.texts(one)[position] for one in self.table.of(Role.NOTE) if one.of in (-1, column.index)]
        if value is not None and mark in self.explained:
            notes.append(self.explained[mark])
        period, place = self.when.of(position, column.period), column.place or place
        return Fact(
            measure, period, place, self._breakdown(position, column), value,
            reading.qualifier, status, printed, mark, row, column.index, low, high, " ".join(filter(None, notes)),
            self.meanings.get(printed, ""), reading.rounded if value is not None else "",
            low_at, high_at,
        )  # fmt: skip

    def _flagged(self, column: Column, position: int) -> str:
        """Return the status that a letter beside a figure gives; grades of quality, from A to F, give but two."""
        flag = self.table.texts(column)[position].lower()
        if self.has_grades:
            return GRADES.get(flag, "")
        return FLAGS.get(flag, "")

    def _signs(self) -> frozenset[str]:
        """Return what stands in place of figures in several cells and is no mark that is known."""
        unread = (
            text
            for column in self.values
            for reading, text in zip(self.table.readings(column), self.table.texts(column), strict=True)
            if reading.kind == CellKind.TEXT
        )
        return frozenset(
            text for text, count in Counter(unread).items() if count >= SEVERAL and text not in self.legend
        )

    def _said(
        self, reading: Reading, printed: str, unit: UnitGuess | None, scenario: str
    ) -> tuple[Decimal | None, str, str]:
        """Return the value of a cell, its status and its mark; what is no figure as the others has none."""
        is_percent = unit is not None and unit.kind == "count" and reading.sign == "%"
        if reading.kind == CellKind.FIGURE and not is_percent:
            return reading.value, reading.status or _status_of(scenario), reading.mark
        if self.legend.get(printed) == NOTHING and reading.kind != CellKind.FIGURE:
            return Decimal(0), "A", ""
        if reading.kind == CellKind.TEXT and printed in self.legend:
            return None, self.legend[printed], printed
        answered = self.table.answers.one_of(f"mark.{printed}", (*MEANINGS.values(), *EARLIER)) if printed else ""
        if answered:
            known = {**EARLIER, **{meaning: code for code, meaning in MEANINGS.items()}}
            return None, known[answered], printed
        if reading.kind == CellKind.TEXT or is_percent:
            return None, "O", printed
        status = self.legend.get(printed, reading.status or "O")
        return (Decimal(0) if status == ROUNDS_TO_ZERO else None), status, reading.mark

    def _cells_of_limits(self, column: Column, row: int) -> tuple[Cell | None, Cell | None]:
        """Return the cells of the limits beside a figure; a margin of error is one for both."""
        at: dict[Role, Cell] = {one.role: (row, one.index) for one in self.beside[column.index]}
        margin = at.get(Role.MARGIN)
        return at.get(Role.LOWER, margin), at.get(Role.UPPER, margin)

    def _limits_beside(
        self, column: Column, position: int, value: Decimal | None
    ) -> tuple[Decimal | None, Decimal | None]:
        """Return the limits that stand beside a figure, as such or as its margin of error."""
        low = high = None
        for one in self.beside[column.index]:
            limit = self.table.readings(one)[position].value
            if limit is None:
                continue
            if one.role == Role.MARGIN and value is not None:
                low, high = value - limit, value + limit
            elif one.role == Role.LOWER:
                low = limit
            elif one.role == Role.UPPER:
                high = limit
        return low, high

    def _breakdown(self, position: int, column: Column) -> tuple[tuple[str, str], ...]:
        """Return the members that a figure is of: by its row, and by its head."""
        columns = self.table.of(Role.BREAKDOWN)
        named = [
            (
                self.dimensions[one.index],
                self.unnamed.members.get((position, one.index), self.table.texts(one)[position]),
            )
            for one in columns
        ]
        named = [
            (name, "" if text in self.totals[one.index] else text)
            for one, (name, text) in zip(columns, named, strict=True)
        ]
        if any(text.casefold() not in MISSING for _, text in named):  # a row of one breakdown is about all of another
            named = [(name, "" if text.casefold() in MISSING and len(named) > 1 else text) for name, text in named]
        if column.breakdown:
            is_total = column.member in self.total_across
            named.append((self.across[column.breakdown], "" if is_total else column.member))
        return tuple((name, text or TOTAL) for name, text in named)

    def _limits_alone(self) -> list[Fact]:
        """Return limits of which there is no figure: as figures that are missing, with their limits."""
        known = {(fact.period, fact.place, fact.breakdown) for fact in self.facts.values()}
        measure = next(iter(self.what.measures), "")
        return [
            self._with_limits(replace(fact, measure=measure, value=None, status="O", printed="", mark=""))
            for key, fact in self.bounded.items()
            if key not in known
        ]

    def _with_limits(self, fact: Fact) -> Fact:
        found = self.limits.get((fact.period, fact.place, fact.breakdown))
        if not found:
            return fact
        (low, low_at), (high, high_at) = (found.get(side, (None, None)) for side in ("low", "high"))
        return replace(fact, low=low, high=high, low_at=low_at, high_at=high_at)


def _status_of(scenario: str) -> str:
    """Return the status of figures whose head says more than a period: `Plan`, `provisional`, `e`."""
    if not scenario or ACTUAL.search(scenario):
        return "A"
    if _PROVISIONAL.search(scenario):
        return "P"
    if _ESTIMATED.search(scenario):
        return "E"
    return "F" if SCENARIOS.search(scenario) or scenario == "f" else "A"
