"""What stands in each column of a table: counted once, and asked about from many sides."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from reportgen.intake.extent import LONG, RowKind, column_heads
from reportgen.intake.heads import DATED, MISSING, PERIOD, apart
from reportgen.intake.magnitudes import has_letters, without_magnitude
from reportgen.intake.moments import MONTHS_OF_YEAR, moment, moment_under, split_years
from reportgen.intake.numerals import CellKind, Convention, are_grouped, convention_of, read_cell
from reportgen.intake.sheet import Sheet, as_text

if TYPE_CHECKING:
    from reportgen.intake.extent import Extent
    from reportgen.intake.numerals import Reading
    from reportgen.intake.sheet import Value


@dataclass(frozen=True)
class Profile:
    """One column of the body of a table."""

    index: int
    heads: tuple[str, ...]
    cells: tuple[Value, ...]
    """Of the rows with figures, from the top down."""
    convention: Convention

    @property
    def head(self) -> str:
        """The heads in one line."""
        return " ".join(self.heads)

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """The cells as text."""
        return tuple(as_text(cell) for cell in self.cells)

    @cached_property
    def filled(self) -> tuple[str, ...]:
        """The texts of the cells that hold anything."""
        return tuple(text for text in self.texts if text)

    @cached_property
    def distinct(self) -> tuple[str, ...]:
        """Every text once, in the order of the rows."""
        return tuple(dict.fromkeys(self.filled))

    @cached_property
    def readings(self) -> tuple[Reading, ...]:
        """The cells, read as figures."""
        known = {cell: read_cell(cell, self.convention) for cell in dict.fromkeys(self.cells)}
        return tuple(known[cell] for cell in self.cells)

    @cached_property
    def share_of_figures(self) -> float:
        """How many of the cells that hold anything are figures or marks in place of them; 0 without a figure."""
        kinds = [reading.kind for reading in self.readings]
        figures = kinds.count(CellKind.FIGURE)
        return (figures + kinds.count(CellKind.MARK)) / max(1, len(self.filled)) if figures else 0.0

    @cached_property
    def moments(self) -> tuple[str, ...]:
        """The periods that the cells name; empty for a cell that names none."""
        cells = dict.fromkeys(self.cells)
        head = apart(self.head)
        if PERIOD.search(head):
            years = split_years(self.filled)
            known = (
                {cell: years.get(as_text(cell), "") for cell in cells}
                if years
                else {cell: moment_under(cell, is_date=bool(DATED.search(head))) for cell in cells}
            )
        else:
            known = {cell: moment(cell) for cell in cells}
        return tuple(known[cell] for cell in self.cells)

    @cached_property
    def share_of_moments(self) -> float:
        """How many of the cells that hold anything name a period."""
        given = sum(text.casefold() not in MISSING for text in self.filled)
        return sum(map(bool, self.moments)) / max(1, given)

    @property
    def is_constant(self) -> bool:
        """Whether all that is filled is the same."""
        return len(self.distinct) == 1

    @property
    def is_numbering(self) -> bool:
        """Whether the rows are merely numbered from 0 or 1 on."""
        first = self.texts[0] if self.texts else ""
        if first not in ("0", "1") or len(self.texts) < 3:
            return False
        return all(text == str(int(first) + place) for place, text in enumerate(self.texts))

    @property
    def is_prose(self) -> bool:
        """Whether its cells are sentences."""
        return bool(self.filled) and sum(len(text) > LONG for text in self.filled) * 2 > len(self.filled)

    @property
    def example(self) -> str:
        """One cell that shows what stands in it."""
        return next((text for text in self.filled if text), "")

    def follows(self, other: Profile) -> bool:
        """Say whether each thing in another column has one thing in this one: a code its name, a place its region."""
        known: dict[str, str] = {}
        return all(known.setdefault(key, text) == text for key, text in zip(other.texts, self.texts, strict=True))


def profiles_of(
    sheet: Sheet, extent: Extent, *, decimal: str = "", signs: frozenset[str] = frozenset()
) -> list[Profile]:
    """Return the profiles of all columns of a table; the decimal sign is found where it is not given.

    `signs` are those of notes that could be read as figures: `(2)`.
    """
    heads = column_heads(sheet, extent) if extent.heads else ((),) * sheet.width
    body = extent.of(RowKind.FIGURES)
    columns = _with_days_first([tuple(sheet.rows[row][column] for row in body) for column in range(sheet.width)])
    words = [cell for cells in columns for cell in dict.fromkeys(cells) if isinstance(cell, str)]
    plain = Convention(has_letters=has_letters(words), signs=signs)
    if decimal:
        found = Convention(decimal, "," if decimal == "." else ".")
    else:
        numbers = [_numbers(cells) for cells in columns]
        texts = [text for each in numbers for text in each]
        found = convention_of(
            texts, delimiter=sheet.how.get("delimiter", ""), has_groups=any(map(are_grouped, numbers))
        )
    convention = replace(found, has_letters=plain.has_letters, signs=signs)
    profiles = [Profile(column, heads[column], cells, convention) for column, cells in enumerate(columns)]
    # a column of a workbook that is text where others are numbers may have been typed in another convention
    return [
        replace(profile, convention=plain) if convention != plain and not profile.share_of_figures else profile
        for profile in profiles
    ]


def _with_days_first(columns: list[tuple[Value, ...]]) -> list[tuple[Value, ...]]:
    """Return columns in which `05/01/2024` stands as `05.01.2024` where other dates of the table begin with days.

    `31/01/2024` proves it for all of them, be it in another column, as the end of a period beside its start.
    """
    dates = {
        cell: (int(found["first"]), int(found["second"]))
        for cells in columns
        for cell in dict.fromkeys(cells)
        if isinstance(cell, str) and (found := _SLASHED.fullmatch(cell.strip()))
    }
    is_first = any(first > MONTHS_OF_YEAR for first, _ in dates.values())
    if not is_first or any(second > MONTHS_OF_YEAR for _, second in dates.values()):
        return columns
    written = {cell: _SLASHED.sub(r"\g<first>.\g<second>.\g<year>", cell.strip()) for cell in dates}
    return [tuple(written.get(cell, cell) if isinstance(cell, str) else cell for cell in cells) for cells in columns]


_SLASHED = re.compile(r"(?P<first>[0-9]{1,2})/(?P<second>[0-9]{1,2})/(?P<year>[0-9]{4})(?: [0-9:]+)?")


def _numbers(cells: tuple[Value, ...]) -> list[str]:
    """Return the texts that may be numbers: short, with a digit, and no periods or codes with letters in them."""
    texts = (cell for cell in dict.fromkeys(cells) if isinstance(cell, str))
    found = []
    for text in texts:
        core = without_magnitude(text).strip(" *%$€£()<>~≈†‡bcdefprsuz:")
        if core and len(core) < LONG and core[-1].isdigit() and not any(character.isalpha() for character in core):
            found.append(core)
    return found


def unpacked(sheet: Sheet, extent: Extent) -> Sheet:
    r"""Return a sheet whose first column is taken apart where it packs several, as in `unit,geo\time`."""
    if not extent.heads:
        return sheet
    head = as_text(sheet.rows[extent.heads[-1]][0])
    names = head.split("\\")[0].split(",")
    body = [as_text(sheet.rows[row][0]) for row in extent.of(RowKind.FIGURES)]
    if "\\" not in head or len(names) < 2 or any(text.count(",") != len(names) - 1 for text in body):
        return sheet
    rows = []
    for number, row in enumerate(sheet.rows):
        text = head.split("\\")[0] if number == extent.heads[-1] else as_text(row[0])
        parts: list[Value] = [*text.split(",")] if text.count(",") == len(names) - 1 else [text or None]
        rows.append((*parts, *[None] * (len(names) - len(parts)), *row[1:]))
    origins = (*[0] * len(names), *range(1, sheet.width))
    return replace(sheet, rows=tuple(rows), origins=origins, spans=())
