"""What a template sees of the data: figures and changes that know their unit, their words and their marks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from reportgen import wording
from reportgen.errors import DataError
from reportgen.measure import OPEN_QUALIFIERS, MarkCode, MeasureType, ObservationStatus, Qualifier, Reason
from reportgen.precision import printed_unit
from reportgen.template import Markdown

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reportgen.compare import Change
    from reportgen.dataset import Indicator, Observation

REFERENCE = re.compile(r"^\s*(?P<indicator>\w+)\s*(?:\{(?P<members>[^{}]*)\})?\s*$")
WHOLE_POINTS = 0.5
"""A difference of shares whose rounding leaves it uncertain by half a point or more is given without decimals."""
ABOUT_WIDTH = 1.0
"""A percentage whose rounding leaves it uncertain by more than this many points is worded `about`."""


@dataclass(frozen=True, slots=True)
class SeriesKey:
    """One series: an indicator, a place and a member of each breakdown."""

    indicator: str
    place: str
    members: tuple[tuple[str, str], ...] = ()

    def with_member(self, dimension: str, code: str) -> SeriesKey:
        """Return the same series for one member of a dimension."""
        members = {**dict(self.members), dimension: code}
        return SeriesKey(self.indicator, self.place, tuple(sorted(members.items())))

    def at(self, place: str) -> SeriesKey:
        """Return the same series for another place."""
        return SeriesKey(self.indicator, place, self.members)


def parse_reference(text: str, *, place: str) -> SeriesKey:
    """Return the series that a template names: `cases` or `cases{status=resolved;case_type=family_abduction}`."""
    found = REFERENCE.match(text)
    if not found:
        raise DataError(
            f"expected an indicator such as `cases` or `cases{{status=resolved}}`, found `{text}`",
            hint="list the indicators with `reportgen list`",
        )
    pairs = [pair.partition("=") for pair in (found["members"] or "").split(";") if pair.strip()]
    members = tuple(sorted((name.strip(), code.strip()) for name, _, code in pairs))
    return SeriesKey(found["indicator"], place, members)


Style = Literal["text", "cell"]


def value_text(value: float, indicator: Indicator, *, printed: str = "", in_millions: bool = False) -> str:
    """Return a value with its unit, without a qualifier: `29,568`, `20.5 million`, `91%`, `1 in 6`.

    A value that the source rounded to millions is never given with more digits than were printed.
    """
    if indicator.unit == "percent":
        return f"{wording.exact_number(value)}%"
    if indicator.measure_type is MeasureType.RATIO:
        return f"1 in {wording.exact_number(value)}"
    if printed_in_millions(printed):
        return f"{_printed_millions(value, printed)} million"
    if in_millions and value:
        return f"{wording.millions(value)} million"
    return wording.exact_number(value)


def printed_in_millions(printed: str) -> bool:
    """Say whether the source words a value in millions, so that the further digits are not known."""
    return bool(re.search(r"\bmillion|\dM\b|\dM\+", printed)) and not re.search(r"\d,\d{3},\d{3}", printed)


def _printed_millions(value: float, printed: str) -> str:
    decimals = re.search(r"\d\.(\d+)", printed)
    return wording.millions(value, decimals=len(decimals[1]) if decimals else 0)


@dataclass(frozen=True, slots=True)
class FigureView:
    """One figure as a template prints it; one that was not published says so in `published`."""

    key: SeriesKey
    year: int
    indicator: Indicator
    observation: Observation | None
    in_millions: bool = False
    """The series is worded in millions: its indicator is, and it reaches a million."""
    break_before: bool = False
    """A series break makes this figure and the published one before it, within the range, incomparable."""

    @property
    def published(self) -> bool:
        """Whether there is a value."""
        return self.observation is not None and self.observation.value is not None

    @property
    def value(self) -> float:
        """The value, unrounded. Raises DataError when nothing was published."""
        if self.observation is None or self.observation.value is None:
            raise DataError(
                f"`{self.key.indicator}` has no published figure for {self.year}",
                hint="ask `.published` first",
            )
        return self.observation.value

    @property
    def qualifier(self) -> Qualifier:
        """How the source words the value."""
        return self.observation.qualifier if self.observation else Qualifier.EXACT

    @property
    def printed(self) -> str:
        """The figure as the source prints it, where it is not simply the value; empty for a corrected misprint."""
        return self.observation.printed if self.observation and not self.observation.correction else ""

    @property
    def is_bound(self) -> bool:
        """Whether the source gives only a bound, such as `more than`."""
        return self.qualifier in OPEN_QUALIFIERS

    @property
    def text(self) -> str:
        """The figure for a sentence: `29,568`, `more than 21.7 million`, `91%`."""
        return wording.qualified(self._bare(), self.qualifier)

    @property
    def exact(self) -> str:
        """The figure for a sentence, with every digit that is known."""
        return wording.qualified(self._bare(exact=True), self.qualifier)

    @property
    def plotted(self) -> str:
        """The figure for a chart, which leaves `million` to its axis: `36.2`, `more than 21.7`."""
        return wording.qualified(self._without_scale(), self.qualifier)

    @property
    def cell(self) -> str:
        """The figure for a table whose row heads say `millions` or `percent`: `36.2`, `>21.7`, `91`."""
        return wording.qualified_short(self._without_scale().removesuffix("%"), self.qualifier)

    def _without_scale(self) -> str:
        """Return the figure without `million` where the whole series is in millions, and so its axis or row head."""
        return self._bare().removesuffix(" million") if self.in_millions else self._bare()

    @property
    def number(self) -> str:
        """The figure for a tile, with its sign for a floor and without `million` or the like: `20.5`, `>27,800`."""
        return wording.qualified_short(self._bare().removesuffix(" million"), self.qualifier)

    @property
    def digits(self) -> str:
        """The figure for a table that gives every known digit: `19,854,300`, `>21,700,000`."""
        return wording.qualified_short(self._bare(exact=True), self.qualifier)

    @property
    def unit(self) -> str:
        """`million` when the figure is worded in millions."""
        return "million" if self._bare().endswith(" million") else ""

    @property
    def noun(self) -> str:
        """What is counted, in the number that goes with the figure: `cases of missing children`."""
        return wording.plural(self.value, self.indicator.noun_singular, self.indicator.noun_plural)

    @property
    def mark_codes(self) -> tuple[MarkCode, ...]:
        """Marks that belong to the figure."""
        if not self.published:
            return (MarkCode.NOT_PUBLISHED,)
        corrected = self.observation is not None and self.observation.obs_status is ObservationStatus.IMPUTED
        codes = [MarkCode.SERIES_BREAK] if self.break_before else []
        return (*codes, *([MarkCode.CORRECTED] if corrected else []))

    @property
    def marks(self) -> str:
        """The marks as Markdown, each after a space, to stand after the figure."""
        return "".join(f" {{mark:{code}}}" for code in self.mark_codes)

    def __str__(self) -> str:
        """Return what a template prints, its marks included, also where it is joined to other text."""
        return Markdown(self.__html__())

    def __html__(self) -> str:
        """Return the same as a plain text; Jinja2 looks for it under this name."""
        return self.text + "".join(f" {{mark:{code}}}" for code in self.mark_codes if code is not MarkCode.SERIES_BREAK)

    def _bare(self, *, exact: bool = False) -> str:
        in_millions = self.in_millions and not exact
        return value_text(self.value, self.indicator, printed=self.printed, in_millions=in_millions)


@dataclass(frozen=True, slots=True)
class ChangeView:
    """One comparison as a template prints it."""

    change: Change
    indicator: Indicator
    figure: FigureView
    base: FigureView
    why: str = ""
    """What breaks the series, in a few words of the data: `another counting unit`; empty when nothing does."""
    note: str = ""
    """The data's note on the break."""
    starts_series: bool = False
    """Whether the break is there for good; a spell of years, which only stand apart, starts no series."""

    @property
    def exists(self) -> bool:
        """Whether there is an earlier figure to compare with at all."""
        return self.base.published and self.figure.published

    @property
    def comparable(self) -> bool:
        """Whether a difference may be given."""
        return self.change.is_comparable

    @property
    def direction(self) -> str:
        """`rise`, `fall`, `none`, or empty when nothing is given."""
        return self.change.direction

    @property
    def reason(self) -> str:
        """Why nothing is given: `series_break`, `floor`, `zero_base` ...; empty when there is a change."""
        return self.change.reason.value

    @property
    def has_percent(self) -> bool:
        """Whether a percentage may be given."""
        return self.change.percent is not None

    @property
    def in_points(self) -> bool:
        """Whether the change is one in percentage points."""
        return self.change.points is not None

    @property
    def percent(self) -> str:
        """The size of the change, without its sign: `2.4%`; `about 50%` when rounded figures leave it uncertain."""
        text = wording.percent(abs(self._given(self.change.percent)), decimals=self._decimals())
        return f"about {text}" if self._width() > ABOUT_WIDTH else text

    @property
    def signed_percent(self) -> str:
        """The change for a table cell: `+2.4%`, `−11.6%`."""
        return f"{wording.signed(self._given(self.change.percent), decimals=self._decimals())}%"

    @property
    def points(self) -> str:
        """The size of the change in percentage points: `3 percentage points`."""
        number = wording.exact_number(float(abs(self._points())))
        return f"{number} {wording.plural(abs(self._points()), 'percentage point', 'percentage points')}"

    @property
    def signed_points(self) -> str:
        """The change in percentage points for a table cell: `+3 pp`."""
        points = self._points()
        digits = wording.exact_number(float(abs(points)))
        return f"{'+' if points > 0 else wording.MINUS if points < 0 else ''}{digits} pp"

    @property
    def difference(self) -> str:
        """The size of the difference: `682`, in millions where the figures are."""
        return value_text(
            abs(self._given(self.change.difference)),
            self.indicator,
            printed=self._coarser_print(),
            in_millions=self.figure.in_millions,
        )

    @property
    def signed_difference(self) -> str:
        """The difference for a table cell: `+1,947`."""
        amount = self._given(self.change.difference)
        text = value_text(abs(amount), self.indicator, printed=self._coarser_print())
        return f"{'+' if amount > 0 else wording.MINUS if amount < 0 else ''}{text}"

    @property
    def gap(self) -> int:
        """Years between the two figures."""
        return self.change.gap

    @property
    def over(self) -> str:
        """`over two years` for a gap, empty for one year."""
        return f"over {wording.number_word(self.gap)} years" if self.gap > 1 else ""

    def _coarser_print(self) -> str:
        """Return how the coarser of the two figures is printed, where one is rounded to millions; empty otherwise."""
        prints = [figure.printed for figure in (self.base, self.figure) if printed_in_millions(figure.printed)]
        return max(prints, key=lambda printed: printed_unit(0, printed), default="")

    @property
    def is_low(self) -> bool:
        """Whether there is a change, but one that rounds to nothing."""
        if self.in_points:
            return self.change.points != 0 and self._points() == 0
        return bool(self.change.percent) and wording.rounded(self.change.percent or 0, self._decimals()) == 0

    @property
    def is_rough(self) -> bool:
        """Whether a percentage is given without decimals, because the figures were published rounded."""
        return self.has_percent and self._decimals() == 0

    def _points(self) -> float:
        """Return the percentage points with one decimal, or none where whole percents were published."""
        low, high = self.change.points_low, self.change.points_high
        is_whole = low is not None and high is not None and high - low >= WHOLE_POINTS
        return float(wording.rounded(self._given(self.change.points), 0 if is_whole else 1))

    def _given(self, amount: float | None) -> float:
        """Return an amount of change. Raises DataError when none is given between the two years."""
        if amount is None:
            years = f"from {self.change.base_year} to {self.change.year}"
            raise DataError(
                f"`{self.indicator.indicator}` has no such change {years}"
                + (f": {self.reason}" if self.reason else ""),
                hint="ask `.has_percent`, `.in_points` or `.comparable` first",
            )
        return amount

    def _width(self) -> float:
        low, high = self.change.percent_low, self.change.percent_high
        return 0.0 if low is None or high is None else high - low

    def _decimals(self) -> int:
        return 1 if self._width() <= 0.1 else 0


def change_mark(change: Change) -> MarkCode:
    """Return the mark that stands in a table cell in place of a change."""
    match change.reason:
        case Reason.SERIES_BREAK | Reason.DEFINITION_DIFFERS:
            return MarkCode.SERIES_BREAK
        case Reason.NOT_PUBLISHED | Reason.BASE_NOT_PUBLISHED:
            return MarkCode.NOT_PUBLISHED
        case _:
            return MarkCode.NOT_APPLICABLE


def member_mapping(key: SeriesKey) -> Mapping[str, str]:
    """Return the members of a series as the data layer asks for them."""
    return dict(key.members)
