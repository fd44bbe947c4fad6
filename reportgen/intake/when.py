"""Which period the figures of each row are of."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reportgen.errors import DataError, UsageError
from reportgen.intake.columns import Role
from reportgen.intake.found import Question
from reportgen.intake.gazetteers import TOTALS
from reportgen.intake.heads import QUARTER, SCENARIOS, TO_DATE, apart
from reportgen.intake.moments import (
    MONTHS,
    divided,
    moment,
    moment_in,
    numbered_quarters,
    part_of_year,
    quarter_of,
    shape_of,
    subtotal,
)
from reportgen.intake.roles import WITHOUT_PERIOD
from reportgen.intake.together import without_totals
from reportgen.language import message, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.intake.columns import Column
    from reportgen.intake.table import Table

DIVIDED = ("year", "split year")
"""Shapes of periods that months divide."""
SEVERAL = 3
"""Heads that are names of months by no chance."""
YEAR_BEGINS, BEGINS = "year_begins", "April"
"""The question when split years begin, and the likeliest answer: financial years with quarters are those of the UK."""
BEGINS_FISCAL = "July"
"""That of years called `FY2024`: those of most states and charities of the United States."""
BEGINNINGS = (1, 4, 7, 10)
_YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{1,2}[/.][0-9]{1,2}[/.][0-9]{2,4}")
_SPLIT = re.compile(r"[0-9]{4}[-/–][0-9]{2}")


@dataclass(frozen=True, slots=True)
class When:
    """The period of each row, and that of the whole table."""

    rows: tuple[str, ...]
    """Empty for a row that names none: where the heads do, and for totals over all periods."""
    has_column: bool
    whole: str
    """What titles or the name of the file say, or what was answered; empty where nothing does."""
    parts: tuple[str, ...] = ()
    """Months or quarters of the rows, whose year stands in the heads of figures, or is that of the whole table."""
    questions: tuple[Question, ...] = ()
    first: str = ""
    """The first of the months that stand in heads beside a column of years."""
    by: str = ""
    """What says the period of the whole table, where neither a column nor the heads do: `by the title`."""
    year_begins: int = 4
    """The month in which years such as 2022/23 begin, of which there are quarters."""

    def of(self, row: int, head: str) -> str:
        """Return the period of a figure by its row and the period that its head names."""
        if self.rows[row] and part_of_year(head):  # a column for each month beside a column of years
            return divided(self.rows[row], head, first=self.first or head)
        period = self.rows[row] or head or self.whole
        found = divided(period, self.parts[row], first=self.parts[0]) if self.parts else period
        return quarter_of(found, year_begins=self.year_begins)

    def is_total(self, row: int) -> bool:
        """Say whether a row is about all periods together."""
        if self.parts:
            return not part_of_year(self.parts[row]) and not self.parts[row].isdecimal()
        return self.has_column and not self.rows[row]


def when(table: Table) -> When:
    """Return the periods of a table: by a column, by the heads of figures, by titles, or as answered."""
    found = _when(table)
    heads = [column.period for column in table.of(Role.VALUE)]
    parts = [divided(found.whole, part, first=part) for part in found.parts[:1]]
    quarters = [period for period in (*found.rows, *heads, found.whole, *parts) if shape_of(period) == "split quarter"]
    if not quarters:
        return found
    answered = table.answers.get(YEAR_BEGINS)
    text = say(
        "In which month do years begin whose quarters stand there, such as {quarter}?", quarter=_said(quarters[0])
    )
    likeliest = _likeliest_beginning(table)
    asked = () if answered else (Question(YEAR_BEGINS, text, likeliest),)
    return replace(found, questions=(*found.questions, *asked), year_begins=_month_answered(answered or likeliest))


def _likeliest_beginning(table: Table) -> str:
    """Return the month in which years begin: after the one in which a line says that they end, or the usual one."""
    for line in (*table.titles, *table.notes):
        ended = _ENDED.search(line)
        month = part_of_year(ended["month"]) if ended else ""
        if month and int(month) % 12 + 1 in BEGINNINGS:
            return MONTHS[int(month) % 12][0].capitalize()
    texts = (text for column in table.of(Role.PERIOD) for text in table.profiles[column.index].distinct)
    return BEGINS_FISCAL if any(map(_FISCAL.fullmatch, texts)) else BEGINS


_ENDED = re.compile(r"(?i)years?\s+(?:ended|ending|ends?)\s+(?:in |on )?(?:[0-9]{1,2}\s+)?(?P<month>[a-z]{3,9})")
_FISCAL = re.compile(r"(?i)FY\s?(?:20)?[0-9]{2}")


def _said(quarter: str) -> str:
    year, _, part = quarter.rpartition("-")
    return f"{part} {year}"


def _month_answered(answer: str) -> int:
    """Return the number of a month with which a quarter begins. Raises UsageError for another answer."""
    part = part_of_year(answer)
    number = int(part) if part.isdecimal() else int(answer) if answer.isdecimal() else 0
    if number not in BEGINNINGS:
        names = ", ".join(f"`{MONTHS[month - 1][0].capitalize()}`" for month in BEGINNINGS)
        raise UsageError(
            f"answer `{YEAR_BEGINS}`: expected one of {names}, found `{answer}`",
            hint="name the month with which the first quarter of a year begins",
        )
    return number


def across(table: Table) -> Table:
    """Return a table in which heads such as `Jan`, `Feb` and `Mar` name months of the year that its title names."""
    values = [column for column in table.of(Role.VALUE) if not column.period]
    named = [column for column in values if part_of_year(column.head)]
    whole, _ = _whole(table)
    if len(named) >= SEVERAL and _are_years(table):
        return _beside_years(table, named)
    is_given = table.of(Role.PERIOD) or table.of(Role.PERIOD_PART)
    if len(named) < SEVERAL or is_given or shape_of(whole) not in DIVIDED or not whole:
        return table
    periods = {column.index: divided(whole, column.head, first=named[0].head) for column in named}
    if not all(periods.values()):
        return table
    columns = [
        replace(column, period=periods[column.index], measure="") if column.index in periods else column
        for column in table.columns
    ]
    return replace(table, columns=without_totals(columns))


def _are_years(table: Table) -> bool:
    """Say whether the only column of periods is one of years."""
    columns = table.of(Role.PERIOD)
    if len(columns) != 1 or table.of(Role.PERIOD_PART):
        return False
    return all(shape_of(period) in DIVIDED for period in table.profiles[columns[0].index].moments if period)


def _beside_years(table: Table, named: Sequence[Column]) -> Table:
    """Take heads such as `Jan` for months of the year of each row; what else is counted follows from them."""
    months = {column.index for column in named}
    columns = [
        replace(column, period=column.head, measure="")
        if column.index in months
        else replace(column, role=Role.IGNORED, why=WITHOUT_PERIOD, is_doubtful=not TOTALS.fullmatch(column.head))
        if column.role in (Role.VALUE, Role.SAMPLE)
        else column
        for column in table.columns
    ]
    return replace(table, columns=columns)


def _when(table: Table) -> When:
    whole, by = _whole(table)
    is_stated = by in STATED
    columns = table.of(Role.PERIOD)
    if columns:
        _refuse_days(table, columns[0])
        rows = _split_years(list(table.profiles[columns[0].index].moments), table.texts(columns[0]))
        for part in table.of(Role.PERIOD_PART):
            texts = _parts_of(table, part)
            rows = [subtotal(period, text) or divided(period, text, first=texts[0])
                    for period, text in zip(rows, texts, strict=True)]  # fmt: skip
        first = next((column.period for column in table.of(Role.VALUE) if part_of_year(column.period)), "")
        return When(tuple(rows), True, whole, questions=_about_more(table, columns[0]), first=first)
    none = ("",) * len(table.body)
    heads = [column.period for column in table.of(Role.VALUE)]
    has_heads = any(heads) and (all(heads) or bool(whole))
    parts = next((_parts_of(table, part) for part in table.of(Role.PERIOD_PART)), ())
    if has_heads or (is_stated and (not parts or divided(whole, parts[0], first=parts[0]))):
        return When(none, False, whole, parts, by="" if has_heads else by)
    if parts:
        text = say(
            "Of which year are the {count} rows from `{first}` on? The table does not say.",
            count=len(set(parts)),
            first=parts[0],
        )
        whole = whole if shape_of(whole) in DIVIDED else ""
    else:
        text = say("Which period are the figures of? The table does not say.")
    return When(none, False, whole, parts, (Question("period", text, whole, where=table.file),))


def _about_more(table: Table, column: Column) -> tuple[Question, ...]:
    """Return a question for each cell that names a period and says more of it, `2025 YTD`: its rows are left out."""
    profile = table.profiles[column.index]
    odd = dict.fromkeys(text for text, period in zip(profile.texts, profile.moments, strict=True) if not period)
    return tuple(
        Question(
            f"period.{text}",
            say(
                "`{text}` names a period and says more of it. Are its rows left out? If not, write the period alone.",
                text=text,
            ),
            LEFT_OUT,
            (LEFT_OUT,),
        )
        for text in odd
        if _says_more(text) and not table.answers.get(f"period.{text}")
    )


def _says_more(text: str) -> bool:
    period, rest = moment_in(text)
    return bool(period) and bool(SCENARIOS.search(rest) or TO_DATE.search(rest))


LEFT_OUT = message("left out")


def _parts_of(table: Table, part: Column) -> tuple[str, ...]:
    """Return the months or quarters of the rows as a column has them, quarters as `Q1` where it numbers them."""
    texts = table.texts(part)
    return numbered_quarters(texts) if QUARTER.search(apart(part.head)) else tuple(texts)


def _refuse_days(table: Table, column: Column) -> None:
    """Raise DataError for a column of days: the shortest period is a month."""
    days = [text for text in table.profiles[column.index].distinct if _DAY.search(text)]
    months = {moment(text) for text in days}
    if len(days) > len(months):
        raise DataError(
            f"expected months or longer periods in `{column.head}`, found days: {', '.join(days[:3])}",
            where=table.file,
            hint="add the figures up by month, or keep one day of each, and read that",
        )  # fmt: skip


STATED = ("as answered", "by the title", "by a note")
"""By what the period of a table is certain; the names of a sheet and of a file are a guess."""


def _whole(table: Table) -> tuple[str, str]:
    """Return the period of all figures, and what says it: an answer, a title, the name of the sheet or of the file."""
    answered = table.answers.get("period")
    if answered:
        return period_answered(answered), STATED[0]
    for words, by in [
        *((title, STATED[1]) for title in table.titles),
        *((said, STATED[2]) for said in _said_below(table.notes)),
        (table.sheet.name, "by the name of the sheet"),
        (table.file, "by the name of the file"),
    ]:
        years = [int(year) for year in _YEAR.findall(words)]
        if len(years) > 2 and years == list(range(years[0], years[-1] + 1)):
            return f"{years[0]}-{years[-1]}", by
        found, _ = moment_in(words.replace("_", " "))
        if found:
            return found, by
    return "", ""


def _said_below(notes: Sequence[str]) -> list[str]:
    """Return what the notes say of the period of all figures, where they name one alone: `Calendar year 2024.`"""
    said = [match["said"] for note in notes for match in _OF_ALL.finditer(note)]
    named = [(moment_in(words), words) for words in said]
    found = [words for (period, rest), words in named if period and (not rest or _KIND_OF_YEAR.fullmatch(rest))]
    return found if len({moment_in(words)[0] for words in found}) == 1 else []


_OF_ALL = re.compile(
    r"(?i)(?:^|[.;:]\s+)(?:(?:all )?(?:figures|data|numbers|counts|angaben|daten|datos|cifras)\s+(?:are\s+)?"
    r"(?:for|of|from|für|aus|de)\s+(?:the\s+)?|(?:reporting |reference )?period\s*:?\s+|zeitraum:?\s+|período:?\s+)?"
    r"(?P<said>[^.;:]{4,40}?)(?=[.;]|$)"
)
"""How a note begins that says of which period a table is: `Calendar year 2024.`, `Data for 2023/24.`"""
_KIND_OF_YEAR = re.compile(
    r"(?i)(?:(?:calendar|fiscal|school|financial|reporting|academic)\s+year|kalenderjahr|schuljahr|haushaltsjahr|"
    r"berichtsjahr|año(?: escolar| fiscal)?)"
)


def period_answered(answer: str) -> str:
    """Return the period that somebody states. Raises UsageError where it is none."""
    found = moment(answer)
    if not found:
        raise UsageError(
            f"answer `period`: expected a period, found `{answer}`",
            hint="write `2024`, `2023/24`, `2024-Q3` or `2024-03`",
        )
    return found


def _split_years(moments: list[str], texts: Sequence[str]) -> list[str]:
    """Take `2010-11` or `2010/11` for a year that begins in 2010 where no cell of the column can be anything else."""
    doubtful = [bool(_SPLIT.fullmatch(text)) for text in texts]
    found = [text for text, is_doubtful in zip(texts, doubtful, strict=True) if is_doubtful]
    if not found or not all((int(text[:4]) + 1) % 100 == int(text[5:]) for text in found):
        return moments
    return [
        f"{text[:4]}/{text[5:]}" if is_doubtful else period
        for text, period, is_doubtful in zip(texts, moments, doubtful, strict=True)
    ]
