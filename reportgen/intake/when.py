"""Which period the figures of each row are of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen.errors import DataError, UsageError
from reportgen.intake.found import Question
from reportgen.intake.moments import divided, moment, moment_in, part_of_year, shape_of
from reportgen.intake.roles import Role
from reportgen.language import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.intake.roles import Column
    from reportgen.intake.table import Table

DIVIDED = ("year", "split year")
"""Shapes of periods that months divide."""
_YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{1,2}[/.][0-9]{1,2}[/.][0-9]{2,4}")
_SPLIT = re.compile(r"[0-9]{4}-[0-9]{2}")


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

    def of(self, row: int, head: str) -> str:
        """Return the period of a figure by its row and the period that its head names."""
        period = self.rows[row] or head or self.whole
        return divided(period, self.parts[row], first=self.parts[0]) if self.parts else period

    def is_total(self, row: int) -> bool:
        """Say whether a row is about all periods together."""
        if self.parts:
            return not part_of_year(self.parts[row]) and not self.parts[row].isdecimal()
        return self.has_column and not self.rows[row]


def when(table: Table) -> When:
    """Return the periods of a table: by a column, by the heads of figures, by titles, or as answered."""
    whole, is_stated = _whole(table)
    columns = table.of(Role.PERIOD)
    if columns:
        _refuse_days(table, columns[0])
        rows = _split_years(list(table.profiles[columns[0].index].moments), table.texts(columns[0]))
        for part in table.of(Role.PERIOD_PART):
            texts = table.texts(part)
            rows = [divided(period, text, first=texts[0]) for period, text in zip(rows, texts, strict=True)]
        return When(tuple(rows), True, whole)
    none = ("",) * len(table.body)
    has_heads = any(column.period for column in table.of(Role.VALUE))
    parts = next((table.texts(part) for part in table.of(Role.PERIOD_PART)), ())
    if has_heads or (is_stated and (not parts or divided(whole, parts[0], first=parts[0]))):
        return When(none, False, whole, parts)
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


def _whole(table: Table) -> tuple[str, bool]:
    """Return the period of all figures, and whether the table itself or an answer states it."""
    answered = table.answers.get("period")
    if answered:
        return period_answered(answered), True
    for words, is_stated in [
        *((title, True) for title in table.titles),
        (table.sheet.name, False),
        (table.file, False),
    ]:
        years = [int(year) for year in _YEAR.findall(words)]
        if len(years) > 2 and years == list(range(years[0], years[-1] + 1)):
            return f"{years[0]}-{years[-1]}", is_stated
        found, _ = moment_in(words.replace("_", " "))
        if found:
            return found, is_stated
    return "", False


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
    """Take `2010-11` for a year that begins in 2010 where no cell of the column can be anything else."""
    doubtful = [bool(_SPLIT.fullmatch(text)) for text in texts]
    found = [text for text, is_doubtful in zip(texts, doubtful, strict=True) if is_doubtful]
    if not found or not all((int(text[:4]) + 1) % 100 == int(text[5:]) for text in found):
        return moments
    return [
        f"{text[:4]}/{text[5:]}" if is_doubtful else period
        for text, period, is_doubtful in zip(texts, moments, doubtful, strict=True)
    ]
