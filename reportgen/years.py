"""Which years a report covers, and how a user writes them: `2020-2024`, `2024`, `2022-`, `-2022`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen.errors import UsageError
from reportgen.wording import year_list, year_span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_RANGE = re.compile(r"(?P<first>[0-9]{4})?\s*(?P<dash>[-–])?\s*(?P<last>[0-9]{4})?")


@dataclass(frozen=True, slots=True, order=True)
class YearRange:
    """The years from `first` to `last`, both included; one year is its own first and last."""

    first: int
    last: int

    def __post_init__(self) -> None:
        assert self.first <= self.last, f"{self.first} to {self.last} is reversed"

    def __contains__(self, year: object) -> bool:
        return isinstance(year, int) and self.first <= year <= self.last

    def __iter__(self) -> Iterator[int]:
        return iter(range(self.first, self.last + 1))

    def __len__(self) -> int:
        return self.last - self.first + 1

    def __str__(self) -> str:
        return f"{self.first}" if self.is_one_year else f"{self.first}-{self.last}"

    @property
    def is_one_year(self) -> bool:
        """Whether there is only one year, and so nothing within the range to compare it with."""
        return self.first == self.last


def parse_years(text: str, available: Sequence[int]) -> YearRange:
    """Return the range that the text asks for: `A-B`, `A`, `A-` to the last year, `-B` from the first; all for ``.

    `available` are the years that the data hold. Raises UsageError when the text is unreadable, reversed, or reaches
    outside them.
    """
    assert available, "there are no years to choose from"
    first, last = _ends(text, available)
    if first > last:
        raise UsageError(
            f"years `{text}`: the range is reversed: {first} comes after {last}", hint=f"write `{last}-{first}`"
        )
    if first not in available or last not in available:
        raise UsageError(
            f"years {year_span(first, last)}: the data hold {year_list(available)}",
            hint=_nearest_range(first, last, available),
        )
    return YearRange(first, last)


def _ends(text: str, available: Sequence[int]) -> tuple[int, int]:
    if not text.strip():
        return min(available), max(available)
    found = _RANGE.fullmatch(text.strip())
    if found is None or not (found["first"] or found["last"]):
        raise UsageError(
            f"years `{text}`: expected a year or a range of years",
            hint="write `2024`, `2020-2024`, `2022-` or `-2022`",
        )
    first, last = found["first"], found["last"]
    if not found["dash"]:
        if first and last:
            raise UsageError(f"years `{text}`: expected a dash between the years", hint=f"write `{first}-{last}`")
        first = last = first or last
    # An open end reaches at least to the end that is given, so that `2026-` is outside the data and not reversed.
    start = int(first) if first else min(*available, int(last))
    return start, int(last) if last else max(*available, start)


def _nearest_range(first: int, last: int, available: Sequence[int]) -> str:
    inside = [year for year in available if first <= year <= last]
    if not inside:
        return f"write `{YearRange(min(available), max(available))}`, or leave `--years` out for all of them"
    return f"write `{YearRange(min(inside), max(inside))}`"
