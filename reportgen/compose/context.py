"""What a template may ask: figures, changes, members and words."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from reportgen import wording
from reportgen.breakdown import breakdown_string
from reportgen.compare import Rank, has_opposite_signs, jump, rank
from reportgen.compose import phrases
from reportgen.compose.clauses import around_figure
from reportgen.compose.figures import ChangeView, FigureView, SeriesKey, member_mapping, worded
from reportgen.compose.shares import (
    counted_of,
    figures_beside,
    figures_of,
    ranked,
    ranked_beside,
    share_operation,
    share_percent,
    share_total,
)
from reportgen.dataset.package import PLACE_DIMENSION as PLACE
from reportgen.errors import DataError, did_you_mean
from reportgen.language import say
from reportgen.measure import MarkCode, MeasureType
from reportgen.periods import EN_DASH, as_period
from reportgen.precision import exact_sum
from reportgen.quantity import Counted, Operation, concat, measured, with_origin

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from reportgen.compose.scope import Scope
    from reportgen.dataset import Indicator, NoteRecord, SeriesBreak, Topic
    from reportgen.periods import Period
    from reportgen.quantity import Operator

    Groups = Sequence[tuple[str, Sequence[tuple[str, str]]]]
    """Rows of a table of indicators: (title, ((reference, label), ...)) for each group."""


@dataclass(frozen=True, slots=True)
class MemberView:
    """One member of a breakdown, or one place, with its figure."""

    label: str
    figure: FigureView
    reference: str
    """How a template names the member's series."""
    in_sentence: str
    """The label as the data write it within a sentence."""
    work_out_percent: Callable[[], float | None] = field(repr=False, compare=False)
    """Of dozens of members a template asks one or two for their share."""

    @property
    def share(self) -> str:
        """Return the share of the whole in percent, `92.3%`; empty where no share may be given."""
        return _percent(self.percent)

    @property
    def percent(self) -> float | None:
        """Return the same as a number, unrounded; None where no share may be given."""
        return self.work_out_percent()


_BETWEEN_WORDS = re.compile(r"[_\s]+")
"""What an anchor has a hyphen for: a level of place may be called `local authority`."""


@dataclass(frozen=True, slots=True)
class BreakdownView:
    """One published breakdown of an indicator."""

    reference: str
    dimension: str
    title: str
    dimension_title: str
    dimension_in_sentence: str
    years: tuple[Period, ...]
    total: str
    """The words of its total: `All families housed`."""

    @property
    def anchor(self) -> str:
        """A name for its table."""
        return _BETWEEN_WORDS.sub("-", f"{self.reference}-by-{self.dimension}")


@dataclass(frozen=True, slots=True)
class Tally:
    """How many series rose, fell or stayed the same between two years."""

    rose: int
    fell: int
    same: int
    total: int
    """All series looked at, those without a comparison included."""


WHOLE = 100.0


@dataclass(frozen=True, slots=True)
class Questions:
    """The functions a template calls; each answers for the report's range and place."""

    scope: Scope

    def figure(self, reference: str, year: Period | None = None, place: str = "") -> FigureView:
        """Return the figure of a year, the last of the range unless named."""
        return self.scope.figure(self.scope.key(reference, place=place), year or self.scope.range.last)

    def latest(self, reference: str, place: str = "") -> FigureView:
        """Return the most recent published figure of the range, or the unpublished one of its last year."""
        key = self.scope.key(reference, place=place)
        published = self.scope.published(key)
        return published[-1] if published else self.scope.figure(key, self.scope.range.last)

    def earliest(self, reference: str, place: str = "") -> FigureView:
        """Return the first published figure of the range, or the unpublished one of its first year."""
        key = self.scope.key(reference, place=place)
        published = self.scope.published(key)
        return published[0] if published else self.scope.figure(key, self.scope.range.first)

    def published(self, reference: str, place: str = "") -> tuple[Period, ...]:
        """Return the years of the range with a published figure."""
        return self.scope.published_years(self.scope.key(reference, place=place))

    def series(self, reference: str, place: str = "") -> tuple[FigureView, ...]:
        """Return the published figures of the range, by year."""
        return self.scope.published(self.scope.key(reference, place=place))

    def since_break(self, reference: str, place: str = "") -> tuple[FigureView, ...]:
        """Return the published figures of the range that can be compared with the last one, by year, itself included.

        These are all from the last series break on, without years that stand apart; where the last one stands apart
        itself, only those that do so with it.
        """
        key = self.scope.key(reference, place=place)
        views = self.scope.published(key)
        return tuple(view for view in views if self.scope.are_comparable(key, view.year, views[-1].year))

    def in_new_series(self, reference: str, year: Period) -> bool:
        """Say whether a series was broken for good in a year or before it, be that within the range or not."""
        key = self.scope.key(reference)
        breaks = self.scope.package.breaks_by_indicator.get(key.indicator, ())
        return any(
            found.year.start <= as_period(year).start and found.last_year is None and not found.dimension
            for found in breaks
        )

    def lowest(self, reference: str, place: str = "") -> FigureView:
        """Return the smallest published figure of the range, the earliest of equal ones; DataError for none."""
        views = self._some(reference, place)
        return self._chosen("lowest", min(views, key=lambda view: view.value), views)

    def highest(self, reference: str, place: str = "") -> FigureView:
        """Return the largest published figure of the range, the earliest of equal ones; DataError for none."""
        views = self._some(reference, place)
        return self._chosen("highest", max(views, key=lambda view: view.value), views)

    def _chosen(self, how: Operator, view: FigureView, views: Sequence[FigureView]) -> FigureView:
        """Return one of several figures, which knows that it was found among them; of one alone there is no choice."""
        if len(views) == 1 or view.observation is None:
            return view
        return replace(view, chosen=Operation(how, (view.observation, figures_of(self.scope, views)), view.value))

    def _some(self, reference: str, place: str) -> tuple[FigureView, ...]:
        views = self.series(reference, place)
        if not views:
            raise DataError(f"`{reference}` has no published figure in the range", hint="ask `published` first")
        return views

    def change(self, reference: str, base_year: Period, year: Period, place: str = "") -> ChangeView:
        """Return the comparison of two years."""
        return self.scope.change(self.scope.key(reference, place=place), base_year, year)

    def latest_change(self, reference: str, year: Period | None = None, place: str = "") -> ChangeView:
        """Return the comparison of a year, the latest published unless named, with the one before it in the range."""
        key = self.scope.key(reference, place=place)
        return self.scope.latest_change(key, year or self.latest(reference, place).year)

    def members(
        self, reference: str, dimension: str, year: Period | None = None, place: str = ""
    ) -> tuple[MemberView, ...]:
        """Return the members of a breakdown in its latest published year, largest first."""
        key = self.scope.key(reference, place=place)
        years = self.breakdown_years(reference, dimension, place)
        if not years:
            return ()
        within = self.scope.package.levels.whole(key.place, dimension) if self.scope.is_level(dimension) else ""
        views = ranked(self.scope, key, year or years[-1], dimension)
        return tuple(self._member(view, dimension, within) for view in views)

    def breakdown_years(self, reference: str, dimension: str, place: str = "") -> tuple[Period, ...]:
        """Return the years of the range in which a breakdown is published."""
        key = self.scope.key(reference, place=place)
        members = self.scope.member_keys(key, dimension)
        return self.scope.years_of_any(members)

    def tally(
        self, reference: str, dimension: str, base_year: Period, year: Period, top: str | int | None = None
    ) -> Tally:
        """Return how many members rose, fell or stayed the same between two years; `top` looks at the largest only."""
        key = self.scope.key(reference)
        views = ranked(self.scope, key, year, dimension)
        # A template has the number in the form in which it prints it: `ten` as well as 10.
        limit = len(views) if top is None else wording.number_of_word(top)
        return self._tally(views[:limit], base_year, year)

    def neighbors(self, reference: str, year: Period | None = None) -> tuple[MemberView, ...]:
        """Return the places that border on the report's own, by name, with their figure of a year, published or not."""
        key = self.scope.key(reference)
        wanted = year or self.latest(reference).year
        near = sorted((wording.sort_name(self.scope.package.place(code).name), code) for code in self._bordering())
        return tuple(self._member(self.scope.figure(key.at(code), wanted), PLACE) for _, code in near)

    def neighbor_tally(self, reference: str, base_year: Period, year: Period) -> Tally:
        """Return how many of them rose, fell or stayed the same between two years; one without a figure is left out."""
        views = (member.figure for member in self.neighbors(reference, year))
        return self._tally([view for view in views if view.published], base_year, year)

    def _bordering(self) -> tuple[str, ...]:
        return self.scope.package.place(self.scope.place).neighbours

    def _tally(self, views: Sequence[FigureView], base_year: Period, year: Period) -> Tally:
        directions = [self.scope.change(view.key, base_year, year).direction for view in views if base_year < year]
        now = figures_of(self.scope, views)
        earlier = [self.scope.figure(view.key, base_year) for view in views if base_year < year]
        among = (figures_of(self.scope, earlier), now)
        return Tally(
            rose=counted_of(directions.count("rise"), *among),
            fell=counted_of(directions.count("fall"), *among),
            same=counted_of(directions.count("none"), *among),
            total=counted_of(len(views), now),
        )

    def change_between(self, reference: str, base_year: Period, year: Period) -> ChangeView | None:
        """Return the comparison of two years; None when they are the same."""
        return self.change(reference, base_year, year) if base_year < year else None

    def shares_over(self, reference: str, dimension: str) -> tuple[tuple[Period, str], ...]:
        """Return each published year with the figure's share of the total over a dimension: `(2024, 93.7%)`.

        These are put side by side, so a year is left out whose total is too small for a change of the share.
        """
        least = self.scope.package.rules.minimum_base
        found = (
            (view.year, self.share(reference, dimension, view.year))
            for view in self.series(reference)
            if abs(share_total(self.scope, view, dimension) or 0) >= least
        )
        return tuple((year, share) for year, share in found if share)

    def member_shares(self, reference: str, dimension: str, part_dimension: str, part: str) -> tuple[MemberView, ...]:
        """Return each member's share of one part, such as the resolved cases of each type, the largest share first."""
        years = self.breakdown_years(reference, dimension)
        found: list[tuple[float, MemberView]] = []
        for view in ranked(self.scope, self.scope.key(reference), years[-1], dimension) if years else ():
            piece = self.scope.figure(view.key.with_member(part_dimension, part), years[-1])
            percent = share_percent(self.scope, piece, part_dimension)
            if percent is not None:
                found.append((percent, self._view(view.key, dimension, piece, partial(_same, percent))))
        return tuple(view for _, view in sorted(found, key=lambda pair: -pair[0]))

    def rank_of(self, reference: str, year: Period | None = None) -> Rank | None:
        """Return where the report's place stands among the places of its level with a figure, the largest first."""
        key = self.scope.key(reference)
        wanted = year or self.latest(reference).year
        found = rank(self.scope.package, key.indicator, wanted, key.place, **member_mapping(key))
        own = self.scope.figure(key, wanted).observation
        if found is None or own is None:
            return found
        among = figures_beside(self.scope, key, as_period(wanted))
        place = Counted(found.rank, Operation("rank", (own, among), found.rank))
        return Rank(place, counted_of(found.of, among), found.tied)

    def ranked_near(self, reference: str, year: Period | None = None) -> tuple[MemberView, ...]:
        """Return the places just above and just below the report's own in the ranking, at most one of each."""
        figures = self._beside(reference, year or self.latest(reference).year)
        own = next((index for index, figure in enumerate(figures) if figure.key.place == self.scope.place), None)
        if own is None:
            return ()
        return self._as_places((*figures[max(0, own - 1) : own], *figures[own + 1 : own + 2]))

    def tied_with(self, reference: str, year: Period | None = None) -> tuple[MemberView, ...]:
        """Return the places of its level with the same figure as the report's own."""
        own = self.figure(reference, year or self.latest(reference).year)
        figures = self._beside(reference, own.year) if own.published else ()
        return self._as_places(
            [figure for figure in figures if figure.value == own.value and figure.key.place != self.scope.place]
        )

    def _beside(self, reference: str, year: Period) -> tuple[FigureView, ...]:
        """Return the figures of all places of the report's level, largest first."""
        return ranked_beside(self.scope, self.scope.key(reference), year)

    def _as_places(self, figures: Sequence[FigureView]) -> tuple[MemberView, ...]:
        return tuple(self._member(figure, PLACE, self.scope.package.country) for figure in figures)

    def table_years(self, reference: str) -> tuple[Period, ...]:
        """Return the years of the range in which any place of the report's level has a figure."""
        keys = self.scope.keys_beside(self.scope.key(reference))
        return tuple(sorted({year for key in keys for year in self.scope.published_years(key)}))

    def picture_years(self, reference: str) -> tuple[Period, ...]:
        """Return the years of the range in which a figure is shown only as a picture."""
        figures = self.scope.figures(self.scope.key(reference))
        return tuple(view.year for view in figures if not view.published and view.missing is MarkCode.PICTURE)

    def topics(self) -> tuple[Topic, ...]:
        """Return the topics of the report, in their order."""
        wanted = self.scope.topics
        return tuple(topic for topic in self.scope.package.topics.values() if not wanted or topic.topic in wanted)

    def indicators(self, topic: str) -> tuple[str, ...]:
        """Return the indicators of a topic that have a figure in the range, in their order.

        Changes that a source itself prints are left out: they are no series; and so are shares that are published only
        for the parts of a breakdown, whose total is always the whole.
        """
        return tuple(
            name
            for name, indicator in self.scope.package.indicators.items()
            if indicator.topic == topic and indicator.measure_type is not MeasureType.CHANGE
            if any(not (view.indicator.measured_in.is_share and view.value == WHOLE) for view in self.series(name))
        )

    def pairs(self, references: Sequence[str]) -> tuple[tuple[str, str], ...]:
        """Return references as rows of a table of indicators, each labelled by the data."""
        return tuple((reference, "") for reference in references)

    def breakdowns(self, topic: str) -> tuple[BreakdownView, ...]:
        """Return every breakdown of the topic's indicators that was published in the range."""
        package = self.scope.package
        dimensions = (*package.dimensions, *self._place_dimensions())
        named = [(name, dimension) for name in package.indicators for dimension in dimensions]
        return tuple(
            BreakdownView(
                name,
                dimension,
                package.indicators[name].title,
                *self.scope.dimension_titles(dimension),
                years,
                _total_of(package.indicators[name]),
            )
            for name, dimension in named
            if package.indicators[name].topic == topic
            if package.indicators[name].measure_type is not MeasureType.CHANGE
            if (years := self.breakdown_years(name, dimension))
        )

    def _place_dimensions(self) -> tuple[str, ...]:
        """Return the dimensions of places: `place`, and each further level below the report's place."""
        levels = self.scope.package.levels
        first = levels.level_listed(self.scope.place)
        further = (level for level in levels.below(self.scope.place) if level != first and levels.is_level(level))
        return (PLACE, *further)

    def break_notes(self, topic: str) -> tuple[str, ...]:
        """Return what breaks the topic's series within the range, in the order of years: `Series: the note`.

        Series of which the notes say the same share a line.
        """
        package = self.scope.package
        series: dict[str, list[str]] = {}
        for one in sorted(package.breaks, key=lambda one: one.year):
            indicator = package.indicators[one.indicator]
            if indicator.topic == topic and one.note and one.parts(self._years_of(one)):
                titles = series.setdefault(package.notes[one.note].text, [])
                titles.append(self._broken(indicator.title, one))
        return tuple(f"{'; '.join(dict.fromkeys(titles))}: {text}" for text, titles in series.items())

    def _years_of(self, one: SeriesBreak) -> set[Period]:
        """Return the years of the range with a figure of what breaks: without one on each side, nothing is broken."""
        part = f"{one.dimension}={one.member}" if one.dimension else ""
        found = self.scope.package.series.items()
        series = [each for (name, _, breakdown), each in found if name == one.indicator and part in breakdown]
        years = self.scope.years
        return {year for each in series for year in years if year in each and each[year].value is not None}

    def _broken(self, title: str, one: SeriesBreak) -> str:
        """Return what a break is of; the note on that of a single member names the member."""
        dimension = self.scope.dimension_titles(one.dimension)[1] if one.dimension else ""
        is_by = dimension and not one.member and dimension not in title
        return say("{title}, by {dimension}", title=title, dimension=dimension) if is_by else title

    def notes_on(self, reference: str, years: Sequence[Period]) -> tuple[str, ...]:
        """Return the notes on comparing a series that apply in the years, for a text that says them itself."""
        key = self.scope.key(reference)
        shown = breakdown_string(member_mapping(key))
        records = self.scope.package.notes_for(key.indicator, years, breakdown=shown, kinds=("comparability",))
        return tuple(record.text for record in records)

    def data_note(self, name: str) -> NoteRecord:
        """Return a note of the data by its name, for a text that says it itself; DataError for an unknown name."""
        notes = self.scope.package.notes
        if name not in notes:
            raise DataError(f"unknown note `{name}`", hint=did_you_mean(name, notes))
        return notes[name]

    def jump_note(
        self, reference: str, base_year: Period | None = None, year: Period | None = None, place: str = ""
    ) -> str:
        """Return what is to be said of a jump of a count; empty where there is none.

        Without years the last figure of the range is compared with the one before it, and then with the first one. What
        the sources say of jumps is the data's note `jump-INDICATOR`; where there is none, only the figures are told.
        Source: docs/methods.md, "Jumps".
        """
        key = self.scope.key(reference, place=place)
        last = self.figure(reference, year, place) if year else self.latest(reference, place)
        earlier = [view for view in self.scope.published(key) if last.year.is_same_of_year(view.year)]
        bases = [self.figure(reference, base_year, place)] if base_year else [*earlier[-1:], *earlier[:1]]
        base = next((base for base in bases if self._jumps(base, last)), None)
        if base is None:
            return ""
        now, before = (say("{figure} of {year}", figure=view.text, year=view.year) for view in (last, base))
        told = phrases.jump(now, before, times=_times(base, last), is_more=last.value > base.value)
        return concat((told, self._on_jumps(key)), " ").rstrip()

    def _jumps(self, base: FigureView, last: FigureView) -> bool:
        """Say whether two counts are comparable, no bounds, and so far apart that a reader asks for the reason."""
        if not (base.published and last.published) or base.is_bound or last.is_bound:
            return False
        unit = base.indicator.measured_in
        is_counted = unit.is_counted and not unit.reason
        is_same = last.year.is_same_of_year(base.year)
        are_comparable = is_same and self.scope.are_comparable(base.key, base.year, last.year)
        return is_counted and are_comparable and bool(jump(base.value, last.value))

    def _on_jumps(self, key: SeriesKey) -> str:
        note = self.scope.package.notes.get(f"jump-{key.indicator.replace('_', '-')}")
        return note.text if note else ""

    def count_published(self, groups: Groups) -> int:
        """Return how many rows of a table of indicators have a figure for the last year."""
        return sum(self.figure(reference).published for reference in self._shown(groups))

    def count_rows(self, groups: Groups) -> int:
        """Return how many rows a table of indicators has in this range."""
        return len(self._shown(groups))

    def count_listed(self, groups: Groups) -> int:
        """Return how many rows a table of indicators lists, published in this range or not."""
        return sum(len(lines) for _, lines in groups)

    def count_complete(self, groups: Groups) -> int:
        """Return how many rows have a figure for every year of the range, and no break in it."""
        keys = [self.scope.key(reference) for reference in self._shown(groups)]
        return sum(self.scope.published_years(key) == self.scope.years and not self.scope.breaks(key) for key in keys)

    def _shown(self, groups: Groups) -> list[str]:
        return [reference for _, lines in groups for reference, _ in lines if self.published(reference)]

    def share(
        self, reference: str, dimension: str, year: Period | None = None, decimals: int = 1, *, place: str = ""
    ) -> str:
        """Return a figure's share of the total over a dimension, `92.3%`; empty where no share may be given."""
        figure = self.figure(reference, year or self.latest(reference, place).year, place)
        return _percent(share_percent(self.scope, figure, dimension), decimals=decimals)

    def percent_share(
        self, reference: str, dimension: str, year: Period | None = None, *, place: str = ""
    ) -> float | None:
        """Return the same as a number, unrounded, to be compared with others; None where no share may be given."""
        figure = self.figure(reference, year or self.latest(reference, place).year, place)
        return share_percent(self.scope, figure, dimension)

    def share_of(self, views: tuple[MemberView, ...], whole: str, decimals: int = 1) -> str:
        """Return the share that several members have together; empty where no share may be given."""
        return _percent(self.percent_of(views, whole), decimals=decimals)

    def percent_of(self, views: tuple[MemberView, ...], whole: str) -> float | None:
        """Return the same as a number, unrounded; None where no share may be given."""
        total = self.figure(whole, views[0].figure.year) if views else self.figure(whole)
        is_counted = total.indicator.measured_in.is_counted
        smallest = max(self.scope.package.rules.minimum_count_for_shares, 1) if is_counted else 0
        if not total.published or total.is_bound or not total.value or abs(total.value) < smallest:
            return None
        if self._are_unlike(views, total):
            return None
        parts = exact_sum(view.figure.value for view in views)
        percent = 100.0 if parts == total.value else 100 * parts / total.value
        assert total.observation is not None, "a published total has an observation"
        return measured(percent, share_operation([view.figure for view in views], total.observation))

    def _are_unlike(self, views: tuple[MemberView, ...], total: FigureView) -> bool:
        """Say whether one of the members is a bound, or parts of their whole have opposite signs."""
        if any(view.figure.is_bound or view.figure.value * total.value < 0 for view in views):
            return True
        if not self.scope.package.has_negative(total.key.indicator):
            return False
        keys = [view.figure.key for view in views]
        dimensions = {name for key in keys for name, _ in set(key.members) - set(total.key.members)}
        dimensions |= {self.scope.package.place(key.place).level for key in keys if key.place != total.key.place}
        return any(
            has_opposite_signs(self.scope.package, total.key.indicator, total.year, dimension, place=total.key.place,
                               within=total.key.place, **member_mapping(total.key))
            for dimension in dimensions
        )  # fmt: skip

    def sum_of(self, views: tuple[MemberView, ...]) -> str:
        """Return what several members add up to; empty when one of them is only a bound such as `more than`."""
        if not views:
            return wording.exact_number(0)
        if any(view.figure.is_bound for view in views):
            return ""
        added = exact_sum(view.figure.value for view in views)
        operands = tuple(view.figure.observation for view in views if view.figure.observation)
        return with_origin(str(worded(added, views[0].figure.indicator)), Operation("sum", operands, added))

    def _member(self, view: FigureView, dimension: str, within: str = "") -> MemberView:
        work_out = partial(share_percent, self.scope, view, dimension, within=within)
        return self._view(view.key, dimension, view, work_out)

    def _view(
        self, key: SeriesKey, dimension: str, figure: FigureView, percent: Callable[[], float | None]
    ) -> MemberView:
        """Return the member that a series is of, with a figure of it and that figure's share."""
        return MemberView(
            label=self.scope.member_label(key, dimension),
            figure=figure,
            reference=_reference(figure.key),
            in_sentence=self.scope.member_in_sentence(key, dimension),
            work_out_percent=percent,
        )


def _percent(percent: float | None, *, decimals: int = 1) -> str:
    return "" if percent is None else wording.percent(percent, decimals=decimals)


def _same(percent: float) -> float | None:
    return percent


def _times(base: FigureView, last: FigureView) -> str:
    """Return how many times the one figure is the other: `11.3`."""
    times = last.value / base.value
    operands = tuple(view.observation for view in (last, base) if view.observation)
    return with_origin(wording.number(times, decimals=1), Operation("ratio", operands, times))


def _total_of(indicator: Indicator) -> str:
    return say("All {nouns}", nouns=indicator.noun_plural) if indicator.measured_in.is_counted else say("All")


def _reference(key: SeriesKey) -> str:
    members = ";".join(f"{name}={code}" for name, code in key.members)
    return f"{key.indicator}{{{members}}}" if members else key.indicator


ASKED = (
    "figure",
    "latest",
    "earliest",
    "published",
    "series",
    "since_break",
    "in_new_series",
    "lowest",
    "highest",
    "change",
    "latest_change",
    "members",
    "breakdown_years",
    "tally",
    "neighbors",
    "neighbor_tally",
    "change_between",
    "shares_over",
    "member_shares",
    "rank_of",
    "ranked_near",
    "tied_with",
    "table_years",
    "picture_years",
    "topics",
    "indicators",
    "pairs",
    "breakdowns",
    "break_notes",
    "notes_on",
    "data_note",
    "jump_note",
    "count_published",
    "count_rows",
    "count_listed",
    "count_complete",
    "share",
    "percent_share",
    "share_of",
    "percent_of",
    "sum_of",
)
"""Methods of Questions that templates may call by the same name; docs/templates.md tells of each."""


WORDS: Mapping[str, Callable[..., object]] = {
    "around_figure": around_figure,
    "list_of": wording.list_of,
    "year_list": wording.year_list,
    "number_word": wording.number_word,
    "all_of": wording.all_of,
    "none_of": wording.none_of,
    "ordinal": wording.ordinal,
    "plural": wording.plural,
    "capitalised": wording.capitalised,
    "percent": wording.percent,
    "leap": jump,
}
"""Functions of `wording`, and the rule of what is a jump, that templates may call."""


def variables(scope: Scope, *, made: date) -> dict[str, Any]:
    """Return every name that a template knows."""
    questions = Questions(scope)
    asked = {name: getattr(questions, name) for name in ASKED}
    place = scope.package.place(scope.place)
    return {
        **asked,
        **WORDS,
        "years": scope.years,
        "first": scope.range.first,
        "last": scope.range.last,
        "single": scope.range.first == scope.range.last,
        "span": wording.year_span(scope.range.first, scope.range.last),
        "dashed_span": f"{scope.range.first}{EN_DASH}{scope.range.last}"
        if scope.range.first != scope.range.last
        else f"{scope.range.last}",
        "place": place,
        "country": scope.package.place(scope.package.country),
        "level": scope.level_named(scope.package.levels.level_listed(scope.place)),
        "levels": {name: scope.level_named(name) for name in scope.package.levels.names},
        "organisation": scope.package.organisation,
        "sources": scope.sources,
        "rules": scope.package.rules,
        "compiled_by": scope.package.author,
        "disclaimer": scope.package.disclaimer,
        "date": wording.long_date(made),
    }
