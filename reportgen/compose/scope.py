"""What one report is about, and the questions that templates and exhibits ask of the data within it."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from reportgen.breakdown import TOTAL, breakdown_string
from reportgen.compare import blocking_break
from reportgen.compose import phrases
from reportgen.compose.asked import Asked, asked_before, keep
from reportgen.compose.figures import ChangeView, FigureView, SeriesKey, member_mapping, parse_reference
from reportgen.compose.untold import no_figure
from reportgen.dataset.package import PLACE_DIMENSION
from reportgen.dataset.records import Level
from reportgen.errors import DataError, did_you_mean
from reportgen.language import say
from reportgen.measure import MISSING_MARKS, MarkCode, NoteKind, Reason
from reportgen.periods import is_within
from reportgen.wording import MILLION, list_of, year_span
from reportgen.years import PeriodRange, periods_within, without_holes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.compare import Change, Comparison
    from reportgen.dataset import Indicator, Package, SeriesBreak, Source
    from reportgen.dataset.package import NotedFigures
    from reportgen.exhibits.own.functions import ChartFile
    from reportgen.periods import Kind, Period

MANY = 100
"""Series of which it is asked together which years they have, and not one by one."""


MOST_NAMED = 4
"""Places that a note on single figures names; of more, each has the mark of the note where it stands."""
PLACES_NAMED = ("own", "parent", "country")
"""What an option `place` may be: the report's own, the one that it is a part of, or the whole."""


@dataclass(frozen=True, slots=True)
class Scope:
    """The data, and the years and the place that a report is made for."""

    package: Package
    comparison: Comparison
    range: PeriodRange
    place: str
    """The place that figures are about unless a template names another."""
    topics: tuple[str, ...] = ()
    """The topics a report is limited to; empty for all of them."""
    note_kinds: tuple[NoteKind, ...] = tuple(NoteKind)
    """The kinds of notes that stand under exhibits."""
    charts: tuple[ChartFile, ...] = ()
    """Files with functions that draw charts of the user's own."""
    years: tuple[Period, ...] = field(init=False)
    """Reporting years within the range, of the sort that the range is written in."""
    asked: Asked = field(init=False, repr=False, compare=False)
    """What was asked about the range before, by this report or another one."""
    said: dict[str, str] = field(default_factory=dict, init=False, repr=False, compare=False)
    """The note that was asked for first, by its words."""
    told: list[str] = field(default_factory=list, init=False, repr=False, compare=False)
    """What is to be told to whoever has the report made, of what it leaves out."""
    _apart: frozenset[str] = field(default=frozenset(), init=False, repr=False, compare=False)
    """Notes that stand with the mark of a break, of a correction or of a derived figure."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "years", self._years_of_sort(self.range.first.sort))
        object.__setattr__(self, "asked", asked_before(self.package, self.range))
        breaks = frozenset(found.note for found in self.package.breaks)
        corrections = frozenset(correction.note for correction in self.package.corrections.values())
        object.__setattr__(self, "_apart", breaks | corrections | self.package.notes_on_derived)

    def key(self, reference: str, *, place: str = "") -> SeriesKey:
        """Return the series a template names."""
        return parse_reference(reference, place=place or self.place)

    def place_named(self, named: str) -> str:
        """Return the place that a template names by what it is to the report's own: one of PLACES_NAMED."""
        match named:
            case "country":
                return self.package.country
            case "parent":
                return self.package.levels.parent(self.place) or self.package.country
            case _:
                return self.place

    def indicator(self, key: SeriesKey) -> Indicator:
        """Return the indicator of a series. Raises DataError when there is none of that name."""
        return self.package.indicator(key.indicator)

    def one_note(self, note: str) -> str:
        """Return the note that stands for all that say the same, so that a reader is told it under one number."""
        return self.said.setdefault(self.note_text(note), note)

    def note_text(self, note: str) -> str:
        """Return what a note says; one on single figures says whose they are: `Cedar, 2022: Fewer than 10 families.`

        Whose they are is left out where the report is about nothing else, and where the note says it itself.
        """
        text = self.package.notes[note].text
        own = self.package.noted_figures.get(note)
        whose = self._whose(own, text) if own else ""
        return f"{whose}: {text}" if whose else text

    def _whose(self, own: Sequence[NotedFigures], text: str) -> str:
        """Return the places and periods of noted figures: `Cedar and Dale, 2022; Elm, 2023`."""
        is_alone = {place for place, _, _ in own} <= {self.place, ""}
        names: dict[tuple[Period | None, Period | None], list[str]] = {}
        for place, first, last in dict.fromkeys(own):
            name = "" if is_alone or not place else self.package.place(place).name
            names.setdefault((first, last), []).extend([name] if name and name not in text else [])
        are_many = sum(map(len, names.values())) > MOST_NAMED
        if are_many and len(names) > 1:
            return ""
        told = (
            ", ".join(filter(None, (list_of(found) if found and not are_many else "", self._told(*span, text))))
            for span, found in names.items()
        )
        return "; ".join(filter(None, told))

    def _told(self, first: Period | None, last: Period | None, text: str) -> str:
        """Return the periods of noted figures, where the report is about others, too."""
        if first is None or last is None or all(is_within(year, first, last) for year in self.years):
            return ""
        words = year_span(first, last) if first != last else str(first)
        return "" if words in text else words

    def is_told_apart(self, note: str) -> bool:
        """Say whether a note stands with the mark of a break or of a correction, and not with the others."""
        return note in self._apart

    def figure(self, key: SeriesKey, year: Period) -> FigureView:
        """Return the figure of a series for a year, published or not."""
        found = self.asked.figures.get((key, year))
        return found or keep(self.asked.figures, (key, year), self._figure(key, year))

    def _figure(self, key: SeriesKey, year: Period) -> FigureView:
        year = self.package.period(year)  # a template may write it as a number or in letters
        observation = self.package.observation(key.indicator, year, key.place, **member_mapping(key))
        dimensions = [dimension for dimension, code in key.members if code != TOTAL]
        missing = self.package.why_missing(observation, key.indicator, year, place=key.place, dimensions=dimensions)
        return FigureView(
            key=key,
            year=year,
            indicator=self.indicator(key),
            observation=observation,
            in_millions=self.in_millions(key),
            break_before=year in self.break_years(key, self.years_of(key)),
            missing=MISSING_MARKS[missing],
            why_none=self._no_figure,
        )

    def _no_figure(self, key: SeriesKey, year: Period) -> DataError:
        return no_figure(self.package, key, year)

    def in_millions(self, key: SeriesKey) -> bool:
        """Say whether a series is worded in millions: its indicator is, and one of its values reaches a million."""
        if self.indicator(key).scale != "million":
            return False
        observations = self.package.series.get((key.indicator, key.place, breakdown_string(member_mapping(key))), {})
        return any(abs(observation.value or 0) >= MILLION for observation in observations.values())

    def _years_of_sort(self, sort: tuple[Kind, int]) -> tuple[Period, ...]:
        """Return the reporting years of one sort within the range; a range of all years is one of all months, too."""
        return tuple(year for year in self.all_years() if year.sort == sort)

    def all_years(self) -> tuple[Period, ...]:
        """Return the reporting years of any sort within the range."""
        return periods_within(self.range, self.package.years)

    def years_of(self, key: SeriesKey) -> tuple[Period, ...]:
        """Return the years of the range for a series: its months in a range of years, where it is one of months."""
        sort = self.package.sort_of((key.indicator, key.place, breakdown_string(member_mapping(key))))
        return self.years if sort in (None, self.range.first.sort) else self._years_of_sort(sort)

    def of(self, *keys: SeriesKey) -> Scope:
        """Return the scope with the years of these series, which are of one sort, in place of its own.

        Raises DataError for series of several.
        """
        years = {self.years_of(key) for key in keys if self.years_of(key)}
        if len({found[0].sort for found in years}) > 1:
            kinds = " and ".join(sorted({f"`{key.indicator}` of {self.years_of(key)[0]}" for key in keys}))
            hint = "show figures of years, and of months or quarters, apart from each other"
            raise DataError(f"expected series of periods of one kind, found {kinds}", hint=hint)
        found = next(iter(years), self.years)
        return self if found == self.years else replace(self, range=PeriodRange(found[0], found[-1]))

    def on_axis(self) -> Scope:
        """Return the scope with the years that are missing between its own, so that no line is drawn over them."""
        years = without_holes(self.years)
        if years == self.years:
            return self
        drawn = copy(self)
        object.__setattr__(drawn, "years", years)
        object.__setattr__(drawn, "asked", Asked())  # what was answered before is about fewer years
        return drawn

    def figures(self, key: SeriesKey) -> tuple[FigureView, ...]:
        """Return the figures of a series for every year of the range, published or not."""
        return tuple(self.figure(key, year) for year in self.years_of(key))

    def published(self, key: SeriesKey) -> tuple[FigureView, ...]:
        """Return the published figures of a series in the range, by year."""
        return tuple(self.figure(key, year) for year in self.published_years(key))

    def published_years(self, key: SeriesKey) -> tuple[Period, ...]:
        """Return the years of the range for which a series has a figure."""
        found = self.asked.published.get(key)
        if found is None:
            published = self.package.published_years(key.indicator, key.place, **member_mapping(key))
            found = keep(self.asked.published, key, tuple(year for year in self.years_of(key) if year in published))
        return found

    def years_of_any(self, keys: tuple[SeriesKey, ...]) -> tuple[Period, ...]:
        """Return the years of the range for which one of several series has a figure."""
        found = self.asked.years.get(keys)
        if found is None:
            found = keep(self.asked.years, keys, tuple(sorted(self._years_of_any(keys))))
        return found

    def _years_of_any(self, keys: tuple[SeriesKey, ...]) -> set[Period]:
        if len(keys) < MANY or not self.package.is_of_one_sort:
            return {year for key in keys for year in self.published_years(key)}
        places: dict[tuple[str, tuple[tuple[str, str], ...]], list[str]] = {}
        for key in keys:
            places.setdefault((key.indicator, key.members), []).append(key.place)
        ask = self.package.years_of_places
        found = (ask(name, breakdown_string(dict(members)), each) for (name, members), each in places.items())
        return {year for years in found for year in years}.intersection(self.years)

    def breaks(self, key: SeriesKey) -> tuple[SeriesBreak, ...]:
        """Return the breaks of a series between two years of the range."""
        found = self.asked.breaks.get(key)
        if found is None:
            breakdown = breakdown_string(member_mapping(key))
            breaks = self.package.breaks_for(key.indicator, breakdown, self.years_of(key), place=key.place)
            found = keep(self.asked.breaks, key, breaks)
        return found

    def are_comparable(self, key: SeriesKey, *years: Period) -> bool:
        """Say whether no break parts any two of these years of the range."""
        return not any(found.parts(years) for found in self.breaks(key))

    def break_years(self, key: SeriesKey, years: Sequence[Period]) -> tuple[Period, ...]:
        """Return those of the years shown with a figure that is not comparable with the figure before it."""
        if not self.breaks(key):
            return ()
        shown = [year for year in self.published_years(key) if year in years]
        return tuple(year for before, year in pairwise(shown) if not self.are_comparable(key, before, year))

    def resumes(self, key: SeriesKey, years: Sequence[Period]) -> bool:
        """Say whether a figure after a break can be compared with one before it, in the years shown: after a spell."""
        published = self.published_years(key)
        return any(
            self.are_comparable(key, before, year)
            for year in self.break_years(key, years)
            for before in years
            if before < year and before in published
        )

    def change(self, key: SeriesKey, base_year: Period, year: Period) -> ChangeView:
        """Return the comparison of two years of a series."""
        base_year, year = self.package.period(base_year), self.package.period(year)
        change = self.comparison.change(key.indicator, base_year, year, key.place, **member_mapping(key))
        return self._view(key, change)

    @property
    def sources(self) -> tuple[Source, ...]:
        """The sources about the years of the range, the earliest first."""
        sources = self.package.sources.values()
        cited = (one for one in sources if one.year in self.range or any(map(one.is_about, self.years)))
        return tuple(sorted(cited, key=lambda source: source.year))

    def latest_change(self, key: SeriesKey, year: Period) -> ChangeView:
        """Return the comparison with the most recent earlier year of the range that has a figure."""
        change = self.comparison.latest_change(
            key.indicator,
            year,
            within=(self.range.first, self.range.last),
            place=key.place,
            **member_mapping(key),
        )
        return self._view(key, change)

    def _view(self, key: SeriesKey, change: Change) -> ChangeView:
        is_blocked = change.reason in (Reason.SERIES_BREAK, Reason.DEFINITION_DIFFERS)
        blocking = blocking_break(self.breaks(key), change.base_year, change.year) if is_blocked else None
        return ChangeView(
            change=change,
            indicator=self.indicator(key),
            figure=self.figure(key, change.year),
            base=self.figure(key, change.base_year),
            why=blocking.short if blocking else "",
            note=change.break_note,
            starts_series=blocking is not None and blocking.last_year is None,
        )

    def member_keys(self, key: SeriesKey, dimension: str) -> tuple[SeriesKey, ...]:
        """Return the series of each member of a breakdown that has a figure in the range, in the order of the list.

        A member that is part of another one shown is left out, so that the members add to the total. The dimension
        `place` gives the places within that of the series, at the first level below, or those beside it where there are
        none; the name of a level gives those of that level.
        """
        found = self.asked.members.get((key, dimension))
        if found is None:
            found = keep(self.asked.members, (key, dimension), self._member_keys(key, dimension))
        return found

    def _member_keys(self, key: SeriesKey, dimension: str) -> tuple[SeriesKey, ...]:
        if self.is_level(dimension):
            return self._with_figures(key, self.package.levels.listed(key.place, dimension))
        self._check_dimension(dimension)
        codes = {
            code
            for year in self.all_years()
            for code in self.package.members(key.indicator, dimension, year=year, place=key.place)
        }
        whole = [code for code, record in self.package.codelist(dimension).items() if record.parent not in codes]
        members = [key.with_member(dimension, code) for code in whole if code in codes]
        return tuple(member for member in members if self.is_known(member))

    def is_known(self, key: SeriesKey) -> bool:
        """Say whether a series has a figure in the range, be it shown or kept confidential."""
        views = self.figures(key)
        return any(view.published or view.missing is MarkCode.CONFIDENTIAL for view in views)

    def _with_figures(self, key: SeriesKey, places: Sequence[str]) -> tuple[SeriesKey, ...]:
        """Return the series of those places that have a figure of the indicator in the range, whatever its members.

        Of an indicator of which only members have figures, those that have a figure of these.
        """
        question = (key.at(""), tuple(places))
        found = self.asked.members.get(question)
        if found is None:
            known = self._places_with(key.indicator) or self._places_with(key.indicator, **dict(key.members))
            keys = tuple(key.at(place) for place in places if place in known)
            found = keep(self.asked.members, question, keys)
        return found

    def _places_with(self, indicator: str, **members: str) -> set[str]:
        return {place for year in self.all_years() for place in self.package.places_with(indicator, year, **members)}

    def _check_dimension(self, dimension: str) -> None:
        """Raise DataError for a dimension that the data do not have; places are parted by their levels."""
        codelists, levels = self.package.codelists, self.package.levels.names
        if dimension not in codelists:
            raise DataError(f"unknown dimension `{dimension}`", hint=did_you_mean(dimension, (*codelists, *levels)))

    def is_level(self, dimension: str) -> bool:
        """Say whether a dimension is one of places: `place`, or the name of a level."""
        return self.package.levels.is_level(dimension)

    def is_member(self, member: SeriesKey, dimension: str) -> bool:
        """Say whether a member is one like the others of its list: no row such as `Unknown` among places."""
        return not self.is_level(dimension) or self.package.levels.is_ranked(member.place)

    def whole_of(self, place: str, dimension: str = PLACE_DIMENSION) -> str:
        """Return what a place is given a share of: the report's place, if it lies within it, or else the whole.

        A level above its own stands for the place of that level: `share-of: region` for the region it is a part of.
        Raises DataError where it is a part of none.
        """
        levels = self.package.levels
        is_above = self.is_level(dimension) and dimension not in (PLACE_DIMENSION, self.package.place(place).level)
        if is_above and levels.is_ranked(place):
            return self._part_of(place, dimension)
        return self.place if self.package.levels.is_within(place, self.place) else self.package.country

    def _part_of(self, place: str, level: str) -> str:
        found = self.package.levels.above(place, level)
        if not found:
            message = f"a share of its `{level}`: {self.package.place(place).name} is a part of none"
            raise DataError(message, hint="name a level above its own, or `place` for the share of the whole")
        return found

    def keys_beside(self, key: SeriesKey) -> tuple[SeriesKey, ...]:
        """Return the series of all places of the level of a place, itself included; of the whole, those listed."""
        return self._with_figures(key, self.package.levels.listed(key.place, self.level_beside(key.place)))

    def level_beside(self, place: str) -> str:
        """Return the level of a place; of the whole, and of a row that is no place, that of the places listed."""
        levels = self.package.levels
        return self.package.place(place).level if levels.is_ranked(place) else levels.level_listed(place)

    def noted(self, dimension: str) -> str:
        """Return a dimension as notes and gaps name it: those of places, of whatever level, are one."""
        return PLACE_DIMENSION if self.is_level(dimension) else dimension

    def dimension_titles(self, dimension: str) -> tuple[str, str]:
        """Return what a dimension is called, as a title and within a sentence; of places, what is said of their level.

        Raises DataError for an unknown one.
        """
        if not self.is_level(dimension):
            self._check_dimension(dimension)
            return self.package.dimensions[dimension], self.package.dimensions_in_sentence[dimension]
        levels = self.package.levels
        level = self.level_named(levels.level_listed(self.place, dimension))
        return level.title, level.in_sentence

    def level_named(self, name: str) -> Level:
        """Return what places of a level are called; in the program's words where the data have none."""
        level = self.package.levels.names.get(name, Level(name))
        title, word = phrases.PLACE_TITLES
        if not level.in_sentence or name == PLACE_DIMENSION:
            level = replace(level, title=say(title), in_sentence=say(word))
        return level if level.plural else replace(level, plural=say("places"))

    def member_label(self, key: SeriesKey, dimension: str, *, short: bool = False) -> str:
        """Return the words for the member that a series stands for."""
        if self.is_level(dimension):
            return self.package.levels.told_apart(key.place, self.package.place(key.place).name, within=self.place)
        code = member_mapping(key)[dimension]
        return self.package.short_label(dimension, code) if short else self.package.label(dimension, code)

    def member_in_sentence(self, key: SeriesKey, dimension: str) -> str:
        """Return the same words as the data write them within a sentence or a legend."""
        if self.is_level(dimension):
            return self.package.levels.told_apart(
                key.place, self.package.place(key.place).in_sentence, within=self.place
            )
        code = member_mapping(key)[dimension]
        return self.package.label_in_sentence(dimension, code)
