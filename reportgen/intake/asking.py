"""What a file does not tell, as questions in plain words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.intake.columns import Role
from reportgen.intake.found import Question
from reportgen.intake.gazetteers import totals_of
from reportgen.intake.joined import left_out
from reportgen.intake.measures import KINDS
from reportgen.intake.moments import is_subtotal, part_of_year
from reportgen.intake.numerals import DOUBTFUL, IN_PLACE, MARKS, MEANINGS, is_mark_text
from reportgen.intake.table import NOT_NAMED
from reportgen.language import message, say, say_count
from reportgen.wording import number

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from reportgen.intake.found import Fact, Measure
    from reportgen.intake.table import Table

LEFT_OUT, ONCE, ADDED = message("left out"), message("once"), message("added")
FIRST_COUNTS = message("the first counts")
NOT_AVAILABLE = "O"
"""The status of what stands in place of figures, of which nothing else is known."""
CELLS = 20
"""Cells that are asked about one by one."""


def questions_about(
    table: Table,
    measures: Iterable[Measure],
    facts: Sequence[Fact],
    *,
    legend: Mapping[str, str],
    signs: frozenset[str],
    repeated: Sequence[int],
    clashes: Sequence[Fact],
) -> list[Question]:
    """Return the questions that columns, units, marks and rows leave open; answered ones are not asked again."""
    questions = [
        *_about_sheets(table),
        *_about_numbers(table),
        *_about_columns(table),
        *_about_units(measures),
        *_about_marks(table, facts, legend, signs),
        *_about_cells(table, [fact for fact in facts if fact.printed not in legend and fact.printed not in signs]),
        *_about_rows(table, facts, repeated, clashes),
    ]
    return [question for question in questions if not table.answers.get(question.key)]


def about_title(table: Table) -> list[Question]:
    """Return the question what the figures are about, where only the name of the file says it."""
    if table.stated_title:
        return []
    more = say("It is the title of each report, and stands among its sources.")
    return [
        Question("title", say("What are the figures about? Only the name of the file says it."), table.title, more=more)
    ]


def about_publisher(table: Table) -> list[Question]:
    """Return the question whose figures these are, which is asked of whoever sits at a terminal."""
    if table.answers.get("publisher"):
        return []
    more = say("Each report names the publisher as the source of its figures; nobody is named where it is not known.")
    text = say("Whose figures are these? Each report names their publisher as its source.")
    return [Question("publisher", text, table.publisher or NOT_NAMED, more=more)]


def _about_sheets(table: Table) -> list[Question]:
    """Return a question for each sheet that nearly has the columns of those that are read together."""
    return [
        Question(f"sheet.{one.name}", say(SHEETS[bool(one.lacks), bool(one.more)], name=one.name, lacks=one.lacks,
                 more=one.more), LEFT_OUT, (LEFT_OUT,), where=one.name)
        for one in left_out(table.sheet)
    ]  # fmt: skip


SHEETS = {
    (True, True): message(
        "Sheet `{name}` has {more} and no {lacks}, and is not read with the others. Is it to be left out? If not, give "
        "it their heads."
    ),
    (True, False): message(
        "Sheet `{name}` has no {lacks}, and is not read with the others. Is it to be left out? If not, give it their "
        "heads."
    ),
    (False, True): message(
        "Sheet `{name}` has {more} besides, and is not read with the others. Is it to be left out? If not, give it "
        "their heads."
    ),
}
"""What is asked of a sheet that lacks columns of the others, and has further ones."""


def _about_numbers(table: Table) -> list[Question]:
    if table.convention.is_certain:
        return []
    text = say("Is `{sign}` the decimal sign? No number of the file proves it.", sign=table.convention.decimal)
    return [Question("decimal", text, table.convention.decimal, (".", ","))]


def _about_columns(table: Table) -> list[Question]:
    return [
        Question(
            f"column.{column.index + 1}",
            say(
                _ASKED.get(column.role, "Is `{head}` ({example}) the {role}? {why}."),
                head=column.head or column.index + 1,
                example=column.example,
                role=say(column.role.value),
                why=say(column.why).capitalize(),
            ),
            column.role.value,
            tuple(role.value for role in Role),
        )
        for column in table.columns
        if column.is_doubtful
    ]


_ASKED = {
    Role.IGNORED: message("Is `{head}` ({example}) left out? {why}."),
    Role.NOTE: message("Is `{head}` ({example}) a note beside the figures? {why}."),
    Role.LEVEL: message("Does `{head}` ({example}) say what kind of place each is? {why}."),
    Role.BREAKDOWN: message("Is `{head}` ({example}) a breakdown of the figures? {why}."),
    Role.VALUE: message("Does `{head}` ({example}) hold figures? {why}."),
}
"""How it is asked of columns whose role does not stand behind `the`."""


def _about_units(measures: Iterable[Measure]) -> list[Question]:
    return [
        Question(
            f"unit.{measure.identifier}",
            say("What is the unit of `{title}`? {why}.", title=measure.title, why=say(measure.unit.why).capitalize()),
            str(measure.unit),
            more=say("Known are {kinds}, and words for what is counted: `people`.", kinds=", ".join(KINDS)),
        )
        for measure in measures
        if not measure.unit.is_certain
    ]


def _about_marks(
    table: Table, facts: Sequence[Fact], legend: Mapping[str, str], signs: frozenset[str]
) -> list[Question]:
    marks: dict[str, list[str]] = {}
    for fact in facts:
        is_sign = fact.printed.lower() in DOUBTFUL or fact.printed in signs
        if fact.value is None and is_sign and fact.printed not in legend:
            marks.setdefault(fact.printed, []).append(table.sheet.address(fact.row, fact.column))
    return [_about_mark(mark, cells) for mark, cells in marks.items()]


def _about_mark(mark: str, cells: Sequence[str]) -> Question:
    text = say_count(
        len(cells),
        "What does `{mark}` mean, which stands in {count} cell?",
        "What does `{mark}` mean, which stands in {count} cells?",
        mark=mark,
        count=number(len(cells)),
    )
    taken = MARKS.get(mark.lower(), NOT_AVAILABLE)
    likeliest = tuple(dict.fromkeys((taken, *IN_PLACE)))
    named = ", ".join(cells[:LISTED]) + (" …" if len(cells) > LISTED else "")
    more = say("It stands in {cells}. No figure is printed there; the answer is the reason that is given.", cells=named)
    return Question(f"mark.{mark}", text, MEANINGS[taken], tuple(MEANINGS[code] for code in likeliest), more=more)


def _about_cells(table: Table, facts: Sequence[Fact]) -> list[Question]:
    unread = [fact for fact in facts if fact.value is None and fact.printed and not is_mark_text(fact.printed)]
    questions = []
    for fact in unread[:CELLS]:
        address = table.sheet.address(fact.row, fact.column)
        text = say(
            "What is `{cell}`? It is no figure as the others in its column are, and is left out.", cell=fact.printed
        )
        questions.append(Question(f"cell.{address}", text, LEFT_OUT, where=address))
    if len(unread) > CELLS:
        left = number(len(unread) - CELLS)
        text = say("{count} more cells are no figures as the others are, and are left out.", count=left)
        questions.append(Question("cells", text, LEFT_OUT))
    return questions


def _about_rows(
    table: Table, facts: Sequence[Fact], repeated: Sequence[int], clashes: Sequence[Fact]
) -> list[Question]:
    questions = []
    if repeated:
        count = number(len(repeated))
        text = say("{count} rows say to the digit what a row before says. Do they count once?", count=count)
        first = table.sheet.address(repeated[0], 0)
        questions.append(Question("repeated", text, ONCE, (ONCE, ADDED), where=first))
    if clashes:
        questions.append(_about_clashes(table, facts, clashes))
    return questions


def _about_clashes(table: Table, facts: Sequence[Fact], clashes: Sequence[Fact]) -> Question:
    """Return the question what parts rows that say different figures of the same.

    Where they are a tenth of all figures or more, no answer is the likeliest: what is left out would be missed.
    """
    first = {fact.key: fact for fact in facts}
    cells = [table.sheet.address(fact.row, fact.column) for fact in clashes]
    beside = [table.sheet.address(first[fact.key].row, first[fact.key].column) for fact in clashes[:LISTED]]
    pairs = (
        say("{printed} in {cell}, and {first} in {other}", printed=fact.printed or "–", cell=cell,
            first=first[fact.key].printed or "–", other=other)
        for fact, cell, other in zip(clashes, cells, beside, strict=False)
    )  # fmt: skip
    more = say("Stand there twice: {pairs}.", pairs="; ".join(pairs) + (" …" if len(clashes) > LISTED else ""))
    told = {"count": number(len(clashes)), "cells": ", ".join(cells[:NAMED])}
    if len(clashes) * MANY < len(facts) + len(clashes):
        text = say(
            "{count} figures stand there twice with different values, the first at {cells}. "
            "Does something part these rows that was not seen?",
            **told,
        )
        return Question("clash", text, FIRST_COUNTS, where=told["cells"], more=more)
    text = say(
        "{count} figures of {all} stand there twice with different values, the first at {cells}. Where the first "
        "counts, no report has the others, and a whole may be too small. What parts these rows?",
        all=number(len(facts) + len(clashes)),
        **told,
    )
    parting = _parting(table, [(first[fact.key], fact) for fact in clashes])
    hint = (
        say("An answer such as {answer} says which column does.", answer=f"`{parting[0]}`")
        if parting
        else say("No column has a text of its own in each of them.")
    )
    return Question("clash", f"{text} {hint}", "", (*parting, FIRST_COUNTS), where=told["cells"], more=more)


def _parting(table: Table, pairs: Sequence[tuple[Fact, Fact]]) -> list[str]:
    """Return answers that say which column parts rows of the same, so that none stands there twice.

    A column of months with the sums of some is no breakdown: its members would be added up with their own sums.
    """
    rows = {row: position for position, row in enumerate(table.body)}
    answers = []
    for column in table.columns:
        texts = table.texts(column) if column.role in UNUSED else ()
        if texts and all(texts[rows[one.row]] != texts[rows[other.row]] for one, other in pairs):
            role = _role_parting(table.profiles[column.index].distinct)
            answers += [f'"column.{column.index + 1}" = "{role}"'] if role else []
    return answers


def _role_parting(texts: Sequence[str]) -> str:
    """Return the role of a column that parts rows; empty where some texts are sums that nothing tells from others."""
    if sum(map(bool, map(part_of_year, texts))) >= SEVERAL:
        return Role.PERIOD_PART.value
    totals = totals_of(texts)
    return "" if any(is_subtotal(text) and text not in totals for text in texts) else Role.BREAKDOWN.value


UNUSED = (Role.NOTE, Role.IGNORED, Role.LEVEL, Role.FLAG)
"""Roles of columns by which no two rows are told apart."""
SEVERAL = 3
"""Names of months that are none by chance."""


MANY = 10
"""Of so many figures one that stands there twice, with another value, is one too many."""
LISTED = 40
"""Figures that are listed with their cells."""
NAMED = 3
"""Cells that a question names."""
