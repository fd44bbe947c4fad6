"""Which columns say of how many people percentages are: `n`, `Base`, `Respondents` beside `%`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from reportgen.intake.numerals import CellKind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reportgen.intake.profiles import Profile

_BARE = re.compile(r"(?i)\(?n\)?")
"""A head that may be the size of a sample as well as the number that a percentage is."""
_SIZE = re.compile(
    r"(?i)(?:(?:un)?weighted[ _-]?)?(?:(?:total |valid )?n|base(?:[ _-]?size)?|sample(?:[ _-]?size)?|"
    r"(?:(?:number|no\.?) of )?respondents|stichprobe|befragte|basis|encuestad[oa]s)"
    r"(?:[ _-]?\(?(?:un)?weighted\)?)?(?: ?\(n\))?"
)
_SAID = re.compile(r"(?i)(?<![^\W_])\(?n\)?\s*(?:=|:|is|–|-)\s*(?P<what>[^.;]{3,80})")
"""A note that says what `n` is."""
_OF_SAMPLE = re.compile(r"(?i)respond|sample|base|weighted|interview|survey|stichprobe|befragt|encuest|muestra")
_PERCENT = re.compile(r"(?i)%|percent|(?<![a-z])pct(?![a-z])|prozent|porcentaje")
FEWEST = 3
"""Rows by which it is seen that percentages are those of the numbers beside them."""
NARROW = Decimal("0.5")
"""How many whole numbers there is room for in what a percentage and its number are of, where to hold says something."""


@dataclass(frozen=True, slots=True)
class Size:
    """A column with the sizes of samples, and whether somebody should be asked."""

    index: int
    is_doubtful: bool


def sample_sizes(profiles: Sequence[Profile], own: Mapping[int, str], words: Sequence[str]) -> list[Size]:
    """Return the columns with the sizes of the samples that percentages beside them are from.

    `own` are the lowest heads of the columns, `words` what stands above and below the table. A bare `n` may be the
    number whose share a percentage is: where the two give whole numbers of which they are in each row, it is that.
    """
    shares = [profile for profile in profiles if _is_share(profile, own[profile.index])]
    if not shares:
        return []
    said = next((note["what"] for line in words if (note := _SAID.search(line))), "")
    found = [
        one for one in profiles if one not in shares and _SIZE.fullmatch(own[one.index].strip()) and _is_whole(one)
    ]
    bare = [profile for profile in found if _BARE.fullmatch(own[profile.index].strip())]
    certain = [Size(profile.index, is_doubtful=False) for profile in found if profile not in bare]
    if not bare or _OF_SAMPLE.search(said):
        return [*certain, *(Size(profile.index, is_doubtful=False) for profile in bare)]
    if said or _are_numerators([(profile, _beside(profile, shares)) for profile in bare]):
        return certain
    return [*certain, *(Size(profile.index, is_doubtful=True) for profile in bare)]


def _is_share(profile: Profile, head: str) -> bool:
    signs = [reading.sign for reading in profile.readings if reading.kind == CellKind.FIGURE]
    return bool(_PERCENT.search(head) and signs) or (bool(signs) and signs.count("%") * 2 > len(signs))


def _is_whole(profile: Profile) -> bool:
    values = [reading.value for reading in profile.readings if reading.value is not None]
    return bool(values) and all(value == value.to_integral_value() and value >= 0 for value in values)


def _beside(profile: Profile, shares: Sequence[Profile]) -> Profile:
    """Return the percentages nearest to a column, those on its right first."""
    return min(shares, key=lambda one: (abs(one.index - profile.index), one.index < profile.index))


def _are_numerators(columns: Sequence[tuple[Profile, Profile]]) -> bool:
    """Say whether numbers and their percentages are of whole numbers in every row, and narrowly so."""
    pairs = [
        (number.value, share.value)
        for numbers, shares in columns
        for number, share in zip(numbers.readings, shares.readings, strict=True)
        if number.value and share.value is not None
    ]
    half = _half_of_last_digit([share for _, share in pairs])
    rooms = [(100 * number / (share + half), 100 * number / (share - half)) for number, share in pairs if share > half]
    if len(rooms) < FEWEST or sum(most - least for least, most in rooms) > NARROW * len(rooms):
        return False
    return all(most.to_integral_value(rounding="ROUND_FLOOR") >= least for least, most in rooms)


def _half_of_last_digit(values: Sequence[Decimal]) -> Decimal:
    exponents = [value.normalize().as_tuple().exponent for value in values]
    last = min((exponent for exponent in exponents if isinstance(exponent, int)), default=0)
    return Decimal(5).scaleb(min(last, 0) - 1)
