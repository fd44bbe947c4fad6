"""What a template sees of the data: figures and changes that know their unit, their words and their marks."""

from __future__ import annotations

import re
from dataclasses import field, replace
from math import copysign
from typing import TYPE_CHECKING

from reportgen import wording
from reportgen.compare import certain_decimals, point_decimals
from reportgen.errors import DataError
from reportgen.frozen import frozen
from reportgen.language import say, say_count, say_of
from reportgen.measure import OPEN_QUALIFIERS, STATUS_MARKS, MarkCode, ObservationStatus, Qualifier, Reason
from reportgen.memory import remembered
from reportgen.precision import exact_difference, printed_decimals, printed_unit
from reportgen.quantity import Operation, Quantity, as_one, below_zero, concat, quantified, with_origin
from reportgen.template import Markdown
from reportgen.unit import SCALED, Compared, UnitKind
from reportgen.wording import Worded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from reportgen.compare import Change
    from reportgen.dataset import Indicator, Observation
    from reportgen.periods import Period
    from reportgen.quantity import Operator
    from reportgen.unit import Unit

REFERENCE = re.compile(r"^\s*(?P<indicator>\w+)\s*(?:\{(?P<members>[^{}]*)\})?\s*$")


@frozen
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
    return _parsed_reference(text, place)


@remembered(1024)  # a template names a few dozen, over and over
def _parsed_reference(text: str, place: str) -> SeriesKey:
    found = REFERENCE.match(text)
    if not found:
        raise DataError(
            f"expected an indicator such as `name` or `name{{dimension=code}}`, found `{text}`",
            hint="list the indicators with `reportgen list`",
        )
    pairs = [pair.partition("=") for pair in (found["members"] or "").split(";") if pair.strip()]
    members = tuple(sorted((name.strip(), code.strip()) for name, _, code in pairs))
    return SeriesKey(found["indicator"], place, members)


"""The scale that an indicator may be worded in."""


def worded(
    value: float, indicator: Indicator, *, printed: str = "", in_millions: bool = False, decimals: int = 0
) -> Worded:
    """Return a value with its unit, without a qualifier: `29,568`, `20.5 million`, `91%`, `1 in 6`.

    A value that the source rounded to millions is never given with more digits than were printed; one that millions
    would round to nothing is given in full. `decimals` are the least that a whole number or a fraction gets, unless the
    indicator says how many all of its figures have.
    """
    unit = indicator.measured_in
    if unit.kind is UnitKind.ONE_IN:
        stated = wording.decimals_of(value) if unit.decimals is None else unit.decimals
        number = wording.number(value, decimals=stated)
        return Worded(as_one(say("1 in {number}", number=number), number))
    if printed_in_millions(printed):
        return Worded(_printed_millions(value, printed), scale=_millions(value), currency=unit.symbol)
    if in_millions and value and not rounds_to_no_million(value):
        return Worded(wording.millions(value), scale=_millions(value), currency=unit.symbol)
    shown = max(decimals_of(value, printed, unit), decimals) if unit.decimals is None else unit.decimals
    return _with_signs(wording.number(value, decimals=shown), unit)


CENTS = 2
"""Decimals of an amount of money that is not whole."""


def decimals_of(value: float, printed: str, unit: Unit) -> int:
    """Return with how many decimals a figure is printed by itself: those stated, or those that it has."""
    if unit.decimals is not None:
        return unit.decimals
    own = max(wording.decimals_of(value), printed_decimals(value, printed))
    return max(own, CENTS) if own and unit.symbol else own


def unit_words(indicator: Indicator) -> str:
    """Return what the digits of a figure are of, where they do not say it: `€`, `m²`, `days`, `2015 = 100`."""
    unit = indicator.measured_in
    if unit.symbol:
        return unit.symbol
    if unit.kind is UnitKind.INDEX and unit.base:
        return say("{base} = 100", base=unit.base)
    return indicator.noun_plural if indicator.kind and unit.kind in (*NAMED, UnitKind.PERCENT) else ""


def with_unit(title: str, indicator: Indicator) -> str:
    """Return a title with the unit of its figures, unless it says that already: `Floor space, m²`."""
    unit = unit_words(indicator)
    is_said = not unit or unit.lower() in title.lower() or "%" in title
    return title if is_said else say("{title}, {unit}", title=title, unit=unit)


NAMED = frozenset({UnitKind.MEAN, UnitKind.INDEX, UnitKind.DURATION, UnitKind.QUANTITY})
"""Kinds whose differences name their unit: 0.4 m², 1.2 points."""


def _next_to_nothing(value: float, decimals: int, indicator: Indicator) -> tuple[Worded, Qualifier]:
    """Return the least that is printed with so many decimals, and that a figure is less, or below zero more."""
    unit = indicator.measured_in
    step = wording.number(copysign(10.0**-decimals, value), decimals=decimals)
    limit = quantified(f"{step}", Quantity(value, decimals, bound=">" if value < 0 else "<"))
    return _with_signs(limit, unit), Qualifier.MORE_THAN if value < 0 else Qualifier.LESS_THAN


def _with_signs(digits: str, unit: Unit) -> Worded:
    return Worded(digits, sign=wording.percent_sign() if unit.sign else "", currency=unit.symbol)


def _millions(value: float) -> str:
    return wording.scale_word(value / wording.MILLION, "million")


def rounds_to_no_million(value: float) -> bool:
    """Say whether a value is not zero, but is nothing in millions with one decimal."""
    return value != 0 and wording.rounded(value / wording.MILLION, 1) == 0


def printed_in_millions(printed: str) -> bool:
    """Say whether the source words a value in millions, so that the further digits are not known."""
    return bool(re.search(r"\b[Mm]illion|\dM\b|\dM\+", printed)) and not re.search(r"\d,\d{3},\d{3}", printed)


def _printed_millions(value: float, printed: str) -> str:
    decimals = re.search(r"\d\.(\d+)", printed)
    return wording.millions(value, decimals=len(decimals[1]) if decimals else 0)


def _in_points(points: float) -> str:
    """Return percentage points in words: `1 percentage point`, `2.7 percentage points`."""
    number = wording.exact_number(float(points))
    return say_count(points, "{number} percentage point", "{number} percentage points", number=number)


@frozen
class FigureView:
    """One figure as a template prints it; one that was not published says so in `published`."""

    key: SeriesKey
    year: Period
    indicator: Indicator
    observation: Observation | None
    in_millions: bool = False
    """The series is worded in millions: its indicator is, and it reaches a million."""
    break_before: bool = False
    """A series break makes this figure and the published one before it, within the range, incomparable."""
    missing: MarkCode = MarkCode.NOT_PUBLISHED
    """What stands in its place where it has no value."""
    least_decimals: int = 0
    """With how many decimals it is printed at least, beside others that have so many."""
    chosen: Operation | None = field(default=None, repr=False, compare=False)
    """How it was found among others, as the highest of several; None for one that was asked for."""
    why_none: Callable[[SeriesKey, Period], DataError] | None = field(default=None, repr=False, compare=False)
    """Says what there is instead, where it was not published."""

    @property
    def clause(self) -> str:
        """Words for a sentence, with `{}` where the figure goes: the indicator's own, or else its title."""
        return self.indicator.clause or f"{self.indicator.short_title}: {{}}"

    @property
    def published(self) -> bool:
        """Whether there is a value."""
        return self.observation is not None and self.observation.value is not None

    @property
    def value(self) -> float:
        """The value, unrounded. Raises DataError when nothing was published."""
        if self.observation is None or self.observation.value is None:
            assert self.why_none is not None, "whoever asks for a figure can be told why there is none"
            raise self.why_none(self.key, self.year)
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
        shown, qualifier = self._shown()
        return self._traced(wording.qualified(str(shown), qualifier))

    @property
    def exact(self) -> str:
        """The figure for a sentence, with every digit that is known."""
        shown, qualifier = self._shown(exact=True)
        return self._traced(wording.qualified(str(shown), qualifier))

    @property
    def plotted(self) -> str:
        """The figure for a chart, which leaves `million` to its axis: `36.2`, `more than 21.7`."""
        shown, qualifier = self._on_scale()
        return self._traced(wording.qualified(str(shown), qualifier))

    @property
    def at_bar(self) -> str:
        """The figure beside a bar: as in a sentence, but for money that is said in words."""
        shown, qualifier = self._shown()
        return self._traced(wording.qualified(str(self._with_sign(shown)), qualifier))

    @property
    def short(self) -> str:
        """The same as for a chart with a sign for a bound: `36.2`, `>27,800`, `91%`."""
        shown, qualifier = self._on_scale()
        return self._traced(wording.qualified_short(str(shown), qualifier))

    @property
    def cell(self) -> str:
        """The figure for a table whose row heads say `millions` or `percent`: `36.2`, `>21.7`, `91`."""
        return self.in_column(0)

    @property
    def digits(self) -> str:
        """The figure for a table that gives every known digit: `19,854,300`, `>21,700,000`."""
        return self.in_column(0, exact=True)

    def in_column(self, decimals: int, *, exact: bool = False) -> str:
        """Return the figure for a table's column, in which all figures of its kind have so many decimals.

        With `exact` it has every known digit and its unit; otherwise the row's head says `millions` or `percent`.
        A bound such as `>500` stays as it was published.
        """
        decimals = 0 if self.is_bound else decimals
        shown, qualifier = self._shown(exact=True, decimals=decimals) if exact else self._on_scale(decimals)
        return self._traced(wording.qualified_short(str(shown if exact else shown.bare), qualifier))

    @property
    def decimals(self) -> int:
        """How many decimals the figure itself has; none of a bound, and where it is in millions or as `1 in 6`."""
        unit = self.indicator.measured_in
        if not self.published or self.is_bound or unit.kind is UnitKind.ONE_IN or printed_in_millions(self.printed):
            return 0
        return decimals_of(self.value, self.printed, unit)

    def _with_sign(self, shown: Worded) -> Worded:
        """Return a figure of a chart without a currency that is said in words: they stand in the subtitle, once."""
        return replace(shown, currency=self.indicator.measured_in.axis_symbol) if shown.currency else shown

    def _on_scale(self, decimals: int = 0) -> tuple[Worded, Qualifier]:
        """Return the figure without `million` where the whole series is in millions, and so its axis or row head.

        One that is nothing in millions, but not zero, is a bound: less than 0.1.
        """
        if self.in_millions and rounds_to_no_million(self.value):
            return _next_to_nothing(self.value, 1, self.indicator)
        shown, qualifier = self._shown(decimals=decimals)
        shown = self._with_sign(shown)
        return (replace(shown, scale="") if self.in_millions else shown), qualifier

    def _shown(self, *, exact: bool = False, decimals: int = 0) -> tuple[Worded, Qualifier]:
        """Return the figure and how it is worded; one that is not zero, but rounds to it, is less than the last digit.

        Only the decimals that an indicator states may hide so much.
        """
        stated = self.indicator.measured_in.decimals
        if stated is not None and self.value and not self.is_bound and not wording.rounded(self.value, stated):
            return _next_to_nothing(self.value, stated, self.indicator)
        return self._worded(exact=exact, decimals=max(decimals, self.least_decimals)), self.qualifier

    @property
    def number(self) -> str:
        """The figure for a tile, with its sign for a floor and without `million` or the like: `20.5`, `>27,800`."""
        shown, qualifier = self._shown()
        return self._traced(wording.qualified_short(str(replace(shown, scale="")), qualifier))

    @property
    def unit(self) -> str:
        """`million` when the figure is worded in millions."""
        return self._worded().scale

    @property
    def is_counted(self) -> bool:
        """Whether it is so many of something, not a percentage, an amount or the like."""
        return self.indicator.measured_in.is_counted

    @property
    def names_unit(self) -> bool:
        """Whether its text says what it is of: `91%`, `€20.00`."""
        unit = self.indicator.measured_in
        return bool(unit.sign or unit.symbol)

    @property
    def noun(self) -> str:
        """What is counted, in the number that goes with the figure: `families housed`."""
        return wording.plural(self.value, self.indicator.noun_singular, self.indicator.noun_plural)

    @property
    def mark_codes(self) -> tuple[MarkCode, ...]:
        """Marks that belong to the figure."""
        if not self.published:
            return (self.missing,)
        status = self.observation.obs_status if self.observation else ObservationStatus.NORMAL
        own = STATUS_MARKS.get(status)
        return (*((MarkCode.SERIES_BREAK,) if self.break_before else ()), *((own,) if own else ()))

    @property
    def marks(self) -> str:
        """The marks as Markdown, each after a space, to stand after the figure."""
        return "".join(f" {{mark:{code}}}" for code in self.mark_codes)

    def __str__(self) -> str:
        """Return what a template prints, its marks included, also where it is joined to other text.

        Of a figure that is kept confidential it is the mark in its place.
        """
        return Markdown(self.__html__())

    def __html__(self) -> str:
        """Return the same as a plain text; Jinja2 looks for it under this name."""
        if not self.published and self.missing is MarkCode.CONFIDENTIAL:
            return f"{{mark:{self.missing}}}"
        return self.text + "".join(f" {{mark:{code}}}" for code in self.mark_codes if code is not MarkCode.SERIES_BREAK)

    def _traced(self, text: str) -> str:
        """Return a text in which the figure is printed, that knows from which cell it is."""
        return with_origin(text, self.chosen or self.observation)

    def _worded(self, *, exact: bool = False, decimals: int = 0) -> Worded:
        in_millions = self.in_millions and not exact
        return worded(self.value, self.indicator, printed=self.printed, in_millions=in_millions, decimals=decimals)


WHY_NONE: Mapping[Reason, str] = {
    Reason.NOT_COMPARED: "its figures are not compared from year to year",
    Reason.CUMULATIVE: "its figures are counted from a beginning that they share",
    Reason.RATIO: "ratios are not compared",
    Reason.PRINTED_CHANGE: "it is a change itself",
    Reason.OTHER_PERIOD: "the two are not the same period of two years",
    Reason.NOT_PUBLISHED: "there is no figure for the later one",
    Reason.BASE_NOT_PUBLISHED: "there is no figure for the earlier one",
    Reason.SERIES_BREAK: "a series break lies between them",
    Reason.DEFINITION_DIFFERS: "the two are not defined alike",
    Reason.FLOOR: "one of the two is given as “more than”",
    Reason.CEILING: "one of the two is given as “less than”",
    Reason.ZERO_BASE: "the earlier one is zero",
    Reason.BELOW_ZERO: "it has values below zero, of which there is no percentage",
    Reason.SMALL_BASE: "the earlier one is under the least base of a percentage",
    Reason.SMALL_TOTAL: "one of the two is a share of a total under the least base",
    Reason.UNCERTAIN: "the figures are rounded, and leave it uncertain",
}
"""What stands in the way of a change, for whoever writes a template."""


@frozen
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
        """Whether there is an earlier figure to compare with at all, in the range of the report."""
        is_missing = self.change.reason in (Reason.NOT_PUBLISHED, Reason.BASE_NOT_PUBLISHED)
        return self.base.published and self.figure.published and not is_missing

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
    def nature(self) -> str:
        """`nominal` for a change in percent of money at the prices of its time; empty for others."""
        return say("nominal") if self.has_percent and self.indicator.measured_in.is_nominal else ""

    @property
    def percent(self) -> str:
        """The size of the change, without its sign: `2.4%`; `about 50%` when rounded figures leave it uncertain.

        Only a fall to nothing is one of `100.0%`; one to almost nothing is one of `more than 99.9%`.
        """
        return with_origin(self._percent_in_words(), self._worked_out("change", self.change.percent))

    def _percent_in_words(self) -> str:
        amount, decimals = self._given(self.change.percent), self._decimals()
        if self._is_nearly_whole_fall():
            text = wording.with_percent(self._nearly_whole(amount))
            if self._is_surely_nearly_whole():
                return say_of("a percentage", "more than {figure}", figure=text)
            return say_of("a percentage", "about {figure}", figure=text)
        text = wording.with_percent(wording.number(abs(amount), decimals=decimals))
        if amount < 0 or self.is_low:
            text = wording.percent(abs(amount), decimals=decimals)
        return say_of("a percentage", "about {figure}", figure=text) if self.is_near else text

    def _nearly_whole(self, amount: float, sign: str = "") -> str:
        """Return the digits of a fall that is not one to nothing, but rounds to it."""
        decimals = self._decimals()
        return quantified(f"{sign}{wording.nearly_whole(decimals)}", Quantity(abs(amount), decimals, bound=">"))

    def _worked_out(self, operator: Operator, amount: float | None) -> Operation | None:
        """Return what was done with the two figures to get the amount."""
        base, now = self.base.observation, self.figure.observation
        return None if base is None or now is None or amount is None else Operation(operator, (base, now), amount)

    @property
    def signed_percent(self) -> str:
        """The change for a table cell: `+2.4%`, `−11.6%`; `below −99.9%` for a fall to almost nothing."""
        amount, decimals = self._given(self.change.percent), self._decimals()
        if self._is_nearly_whole_fall():
            text = wording.with_percent(self._nearly_whole(amount, wording.MINUS))
            said = say("below {figure}", figure=text) if self._is_surely_nearly_whole() else text
        else:
            said = wording.with_percent(wording.signed(amount, decimals=decimals))
        return with_origin(said, self._worked_out("change", amount))

    def _is_nearly_whole_fall(self) -> bool:
        """Say whether it is not a fall to nothing, but rounds to one."""
        amount = self._given(self.change.percent)
        return amount > -wording.WHOLE >= wording.rounded(amount, self._decimals())

    def _is_surely_nearly_whole(self) -> bool:
        """Say whether also the least fall that rounded figures allow is more than is printed of it."""
        high = self.change.percent_high
        return high is None or high <= -float(wording.last_before_whole(self._decimals()))

    @property
    def points(self) -> str:
        """The size of the change in percentage points: `3 percentage points`."""
        return with_origin(self._points_in_words(), self._worked_out("points", self.change.points))

    def _points_in_words(self) -> str:
        decimals, size = self._points_decimals(), abs(self._given(self.change.points))
        if self.is_low:
            step = 10.0**-decimals
            digits = quantified(f"{wording.number(step, decimals=decimals)}", Quantity(size, decimals, bound="<"))
            less = wording.qualified(digits, Qualifier.LESS_THAN)
            return say_count(step, "{points} percentage point", "{points} percentage points", points=less)
        shown = float(wording.rounded(size, decimals))
        number = wording.number(size, decimals=wording.decimals_of(shown) if self._stated is None else decimals)
        return say_count(shown, "{points} percentage point", "{points} percentage points", points=number)

    @property
    def signed_points(self) -> str:
        """The change in percentage points for a table cell: `+3 pp`, `+2.7 pp`."""
        return self.points_in_column(0)

    def points_in_column(self, decimals: int) -> str:
        """Return the same for a table's column; what is known in whole points only stays without decimals."""
        certain = self._points_decimals()
        own = certain if self._stated is not None or not certain else max(decimals, self.decimals)
        text = concat((wording.signed(self._given(self.change.points), decimals=own), f" {wording.points_sign()}"))
        return with_origin(text, self._worked_out("points", self.change.points))

    @property
    def difference(self) -> str:
        """The size of the difference: `682`, in millions where the figures are, `less than 0.1` for almost nothing."""
        return with_origin(self._difference_in_words(), self._worked_out("difference", self.change.difference))

    def _difference_in_words(self) -> str:
        amount = abs(self._given(self.change.difference))
        if self._rounds_to_nothing:
            shown, qualifier = _next_to_nothing(amount, self._stated or 0, self.indicator)
            return wording.qualified(str(shown), qualifier)
        printed = self._coarser_print()
        return str(worded(amount, self.indicator, printed=printed, in_millions=self.figure.in_millions))

    @property
    def in_unit(self) -> str:
        """The size of the difference with its unit, where that is not clear without: `0.4 m²`, `12 days`, `682`."""
        noun = self._noun()
        return concat((self.difference, wording.NBSP, noun)) if noun else self.difference

    @property
    def apart(self) -> str:
        """How far the two are apart: `682 fewer`, `0.4 m² less`, `1.2 points higher`, `3 percentage points more`."""
        size, unit = self.points if self.in_points else self.in_unit, self.indicator.measured_in
        if self.direction == "rise":
            return say("{amount} higher", amount=size) if unit.kind in SCALED else say("{amount} more", amount=size)
        if unit.kind in SCALED:
            return say("{amount} lower", amount=size)
        return say("{amount} fewer", amount=size) if unit.is_counted else say("{amount} less", amount=size)

    @property
    def more(self) -> str:
        """What the larger of the two is: `more`; `higher` of an index, a rate and the like."""
        return say("higher") if self.indicator.measured_in.kind in SCALED else say("more")

    @property
    def less(self) -> str:
        """What the smaller of the two is: `fewer` of what is counted, `less` of what is measured, `lower`."""
        unit = self.indicator.measured_in
        return say("lower") if unit.kind in SCALED else say("fewer") if unit.is_counted else say("less")

    @property
    def is_difference(self) -> bool:
        """Whether the figures are compared by their difference, and never in percent or points."""
        return self.indicator.measured_in.compared is Compared.DIFFERENCE

    @property
    def is_below_zero(self) -> bool:
        """Whether there is no percentage because of figures below zero, but a difference that names its unit."""
        unit = self.indicator.measured_in
        return self.change.reason is Reason.BELOW_ZERO and bool(unit.symbol or unit.kind in NAMED)

    def _noun(self) -> str:
        if self.indicator.measured_in.kind not in NAMED:
            return ""
        if not self.indicator.unit and self.indicator.noun_singular == self.indicator.title:
            return ""  # nobody has said of what: the title of the row is no unit
        amount = abs(self._given(self.change.difference))
        return wording.plural(amount, self.indicator.noun_singular, self.indicator.noun_plural)

    @property
    def _stated(self) -> int | None:
        """How many decimals the indicator says that its figures have."""
        return self.indicator.measured_in.decimals

    @property
    def _rounds_to_nothing(self) -> bool:
        """Whether there is a difference, but none that is seen with the decimals of the figures."""
        amount = self.change.difference
        return bool(amount) and self._stated is not None and not wording.rounded(amount or 0, self._stated)

    @property
    def signed_difference(self) -> str:
        """The difference for a table cell: `+1,947`."""
        return self.difference_in_column(0)

    def difference_in_column(self, decimals: int, *, with_unit: bool = False) -> str:
        """Return the difference for a table's column, in which all differences have so many decimals.

        `with_unit` names the unit, where rows of other units stand above and below.
        """
        amount = self._given(self.change.difference)
        text = str(worded(abs(amount), self.indicator, printed=self._coarser_print(), decimals=decimals))
        noun = self._noun() if with_unit else ""
        sized = below_zero(text) if amount < 0 else text
        signed = as_one(f"{'+' if amount > 0 else wording.MINUS if amount < 0 else ''}{text}", sized)
        traced = with_origin(signed, self._worked_out("difference", amount))
        return concat((traced, wording.NBSP, noun)) if noun else traced

    @property
    def decimals(self) -> int:
        """How many decimals the difference has, as many as the finer of the two figures; or the percentage points."""
        if self.in_points:
            return wording.decimals_of(self._points())
        if self.change.difference is None or self._coarser_print():
            return 0
        if self._stated is not None:
            return self._stated
        return max(wording.decimals_of(self.change.difference), self.figure.decimals, self.base.decimals)

    @property
    def gap(self) -> int:
        """Years between the two figures."""
        return self.change.gap

    @property
    def over(self) -> str:
        """`over two years` for a gap, empty for one year."""
        return say("over {count} years", count=wording.number_word(self.gap)) if self.gap > 1 else ""

    def _coarser_print(self) -> str:
        """Return how the coarser of the two figures is printed, where one is rounded to millions; empty otherwise."""
        prints = [figure.printed for figure in (self.base, self.figure) if printed_in_millions(figure.printed)]
        return max(prints, key=lambda printed: printed_unit(0, printed), default="")

    @property
    def is_low(self) -> bool:
        """Whether there is a change, but one that rounds to nothing."""
        if self.in_points:
            return self.change.points != 0 and self._points() == 0
        if not self.has_percent:
            return self._rounds_to_nothing
        return bool(self.change.percent) and wording.rounded(self.change.percent or 0, self._decimals()) == 0

    @property
    def is_rough(self) -> bool:
        """Whether a change is given without decimals, because the figures were published rounded."""
        return (self.has_percent and self._decimals() == 0) or self._is_in_whole_points()

    @property
    def is_near(self) -> bool:
        """Whether rounded figures leave the digits of a percentage uncertain, so that a sentence words it `about`."""
        return self.has_percent and self._certain_decimals() is None

    @property
    def seems_off(self) -> bool:
        """Whether a change of shares is not the difference of the two as printed, since it is taken before rounding."""
        if not self.in_points:
            return False
        shown = exact_difference(self.figure.value, self.base.value)
        decimals = self._points_decimals()
        return wording.rounded(shown, decimals) != wording.rounded(self._points(), decimals)

    def _points(self) -> float:
        """Return the percentage points with one decimal, or none where whole percents were published."""
        return float(wording.rounded(self._given(self.change.points), self._points_decimals()))

    def _points_decimals(self) -> int:
        """Return how many decimals the percentage points have, no more than the indicator states, or one."""
        low, high = self.change.points_low, self.change.points_high
        most = 1 if self._stated is None else self._stated
        return most if low is None or high is None else point_decimals(low, high, most=most) or 0

    def _is_in_whole_points(self) -> bool:
        """Say whether no decimals are given because the figures were published rounded."""
        return self.in_points and self._points_decimals() == 0 and self._stated != 0

    @property
    def is_of_printed(self) -> bool:
        """Whether a change in points is that of percentages as they are printed, and may be off in its decimal."""
        low, high = self.change.points_low, self.change.points_high
        if not self.in_points or low is None or high is None or low == high:
            return False
        decimals = self._points_decimals()
        return decimals > 0 and certain_decimals(low, high, most=decimals) != decimals

    def _given(self, amount: float | None) -> float:
        """Return an amount of change. Raises DataError when none is given between the two years."""
        if amount is None:
            years = f"from {self.change.base_year} to {self.change.year}"
            raise DataError(
                f"`{self.indicator.indicator}` has no such change {years}"
                + (f": {WHY_NONE[self.change.reason]}" if self.reason else ""),
                hint="ask `.has_percent`, `.in_points` or `.comparable` first",
            )
        return amount

    def _decimals(self) -> int:
        return self._certain_decimals() or 0

    def _certain_decimals(self) -> int | None:
        """Return with how many decimals a percentage is certain; None where not even whole percents are."""
        low, high = self.change.percent_low, self.change.percent_high
        return 1 if low is None or high is None else certain_decimals(low, high)


def alike(views: Iterable[FigureView]) -> tuple[FigureView, ...]:
    """Return figures that stand beside each other in a chart, all with the decimals of the one that has most of them.

    A bound such as `>500` stays as it was published.
    """
    figures = tuple(views)
    most = max((view.decimals for view in figures), default=0)
    return tuple(replace(view, least_decimals=most) if most and not view.is_bound else view for view in figures)


def change_mark(view: ChangeView) -> MarkCode:
    """Return the mark that stands in a table cell in place of a change; that of the missing figure, where one is."""
    match view.change.reason:
        case Reason.SERIES_BREAK | Reason.DEFINITION_DIFFERS:
            return MarkCode.SERIES_BREAK
        case Reason.NOT_PUBLISHED:
            return view.figure.missing
        case Reason.BASE_NOT_PUBLISHED:
            return view.base.missing
        case _:
            return MarkCode.NOT_APPLICABLE


def years_by_mark(views: Iterable[FigureView]) -> dict[MarkCode, tuple[Period, ...]]:
    """Return the years of the figures that have no value, by the mark that stands in their place."""
    found: dict[MarkCode, tuple[Period, ...]] = {}
    for view in views:
        if not view.published:
            found[view.missing] = (*found.get(view.missing, ()), view.year)
    return found


def member_mapping(key: SeriesKey) -> Mapping[str, str]:
    """Return the members of a series as the data layer asks for them."""
    return dict(key.members)
