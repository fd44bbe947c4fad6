"""A Data Package in memory, and the questions that can be asked of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, TypeVar, assert_never

from reportgen.breakdown import TOTAL, breakdown_members, breakdown_string
from reportgen.dataset.levels import PLACE
from reportgen.dataset.observations import ObservationRows, PreferredSeries, observation_at, observation_frame
from reportgen.dataset.translations import has_unnamed_whole, in_language
from reportgen.errors import DataError, did_you_mean
from reportgen.language import ENGLISH, is_same_language, say
from reportgen.measure import MISSING_MARKS, NoteYears, ObservationStatus, Qualifier
from reportgen.memory import remembered
from reportgen.periods import Kind, Period, as_period, is_within, main_sort
from reportgen.wording import capitalised

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    import pandas as pd

    from reportgen.dataset.levels import Levels
    from reportgen.dataset.records import (
        Code,
        Correction,
        ExceptionRecord,
        Identity,
        Indicator,
        NoteRecord,
        NotPublished,
        Observation,
        Organisation,
        Place,
        Rules,
        SeriesBreak,
        Source,
        Topic,
    )
    from reportgen.language import Language
    from reportgen.suppression import Hidden
    from reportgen.years import PeriodRange

    SeriesKey = tuple[str, str, str]
    """Indicator, place and breakdown."""
    FigureKey = tuple[str, Period, str, str]
    """Indicator, period, place and breakdown."""

    NotedFigures = tuple[str, Period | None, Period | None]
    """A place, none for all of them, and the first and the last period."""

Record = TypeVar("Record")
Made = TypeVar("Made")

WHEN = ("year", "source", "preferred")
"""Columns that say which reporting years there are."""

MOST_ANSWERS = 20_000
"""That are kept, where there may be as many as places."""
PLACE_DIMENSION = PLACE
"""The name under which notes and breaks speak of places."""


@dataclass(frozen=True, slots=True)
class Package:
    """Every figure with what it means. Records stand in their `order`."""

    name: str
    title: str
    version: str
    checksum: str
    """SHA-256 of the files, in the order of their names."""
    organisation: Organisation
    rules: Rules
    sources: Mapping[str, Source]
    indicators: Mapping[str, Indicator]
    topics: Mapping[str, Topic]
    places: Mapping[str, Place]
    levels: Levels
    dimensions: Mapping[str, str]
    """The title of each breakdown: `Case type` for `case_type`."""
    dimensions_in_sentence: Mapping[str, str]
    """The same within a sentence: `case type`."""
    codelists: Mapping[str, Mapping[str, Code]]
    """By dimension, then by code."""
    notes: Mapping[str, NoteRecord]
    breaks: tuple[SeriesBreak, ...]
    breaks_by_indicator: Mapping[str, tuple[SeriesBreak, ...]]
    """The same, for the question that is asked most: which breaks does this series have."""
    corrections: Mapping[str, Correction]
    not_published: tuple[NotPublished, ...]
    identities: Mapping[str, Identity]
    exceptions: tuple[ExceptionRecord, ...]
    tables: Mapping[str, str]
    """The titles of the files that hold observations."""
    are_sources_stated: bool
    """Whether the package itself says from which publications its figures are."""
    granted: tuple[str, ...]
    """What was taken for granted because the files say nothing of it, in sentences."""
    compiled_by: str
    """Who makes documents from these figures; empty when nobody is named."""
    rows: ObservationRows = field(repr=False, compare=False)
    """Every observation as read, also those that are not preferred; see `reportgen.dataset.observations`."""
    series: PreferredSeries = field(repr=False)
    """The preferred observations by series, then by year."""
    hidden: Mapping[FigureKey, Hidden] = field(default_factory=dict, repr=False, compare=False)
    """The figures that are not shown, and why: they have no value here, nor anywhere else."""
    language: str = ""
    """The language its words are in; empty where the package does not say."""
    paper: str = ""
    """The sheet of its reports, where they name none; empty for that of their theme."""
    translations: Mapping[str, bytes] = field(default_factory=dict, repr=False, compare=False)
    """The files with its words in other languages, by language, as they are."""
    untranslated: Mapping[str, str] = field(default_factory=dict, repr=False, compare=False)
    """Words that a package in another language still has in its own, with where they stand."""
    _tables: list[pd.DataFrame] = field(default_factory=list, init=False, repr=False, compare=False)
    _answers: dict[tuple[object, ...], tuple[Any, ...]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    """What was asked about all places. Every report on one of them asks the same, and there may be thousands."""
    kept: dict[tuple[PeriodRange, Language], Any] = field(default_factory=dict, init=False, repr=False, compare=False)
    """What reports on a range of years, in a language, keep for the next ones; it is forgotten with the figures."""

    @property
    def observations(self) -> pd.DataFrame:
        """The rows as a table of pandas, made when it is first asked for: building a report does without."""
        if not self._tables:
            self._tables.append(observation_frame(self.rows))
        return self._tables[0]

    @property
    def notes_on_derived(self) -> frozenset[str]:
        """The notes that say how a derived figure was made."""
        asked = ("notes_on_derived",)
        if asked not in self._answers:
            cells = self.rows.cells(("preferred", "derived_from", "note"))
            self._answers[asked] = tuple(sorted({note for own, derived, note in cells if own and derived and note}))
        return frozenset(self._answers[asked])

    @property
    def has_general_notes(self) -> bool:
        """Whether a note is on the whole package."""
        return self.known(("general notes",), lambda: any(not record.indicator for record in self.notes.values()))

    @property
    def noted_figures(self) -> Mapping[str, tuple[NotedFigures, ...]]:
        """Return whose figures each note is on that stands with single ones: places, and the first and last periods.

        A note of the same words on the same indicator is one of all of them. What all places share has no place; a
        note on a break of one place is of that place, from its period on.
        """
        return self.known(("noted figures",), self._noted_figures)

    def _noted_figures(self) -> dict[str, tuple[NotedFigures, ...]]:
        if not self.notes:
            return {}
        found = {note for own, note in self.rows.cells(("preferred", "note")) if own and note}
        found -= self.notes_on_derived | {one.note for one in self.breaks}
        about: dict[str, list[NotedFigures]] = {}
        for note in self.notes.values():
            place = note.member if note.dimension == PLACE_DIMENSION else ""
            if note.note in found and (place or note.from_year):
                about[note.note] = [(place, note.from_year, note.to_year)]
        breaks = [(one, one.dimension == PLACE_DIMENSION and bool(one.member)) for one in self.breaks if one.note]
        general = {one.note for one, is_of_place in breaks if not is_of_place}
        for one, _ in breaks:
            if one.note not in general:  # of several places it is the note of all of them
                about.setdefault(one.note, []).append((one.member, one.year, one.year))
        alike: dict[tuple[str, str], list[NotedFigures]] = {}
        for name, figures in about.items():
            alike.setdefault((self.notes[name].text, self.notes[name].indicator), []).extend(figures)
        return {name: tuple(alike[self.notes[name].text, self.notes[name].indicator]) for name in about}

    @property
    def qualifiers(self) -> frozenset[Qualifier]:
        """How the sources word their values, exact ones included."""
        asked = ("qualifiers",)
        if asked not in self._answers:
            found = {qualifier for own, qualifier in self.rows.cells(("preferred", "qualifier")) if own}
            self._answers[asked] = tuple(sorted(map(Qualifier, found)))
        return frozenset(self._answers[asked])

    @property
    def has_confidential(self) -> bool:
        """Whether any figure is there and not shown."""
        asked = ("confidential",)
        if asked not in self._answers:
            told = {one.obs_status for one in self.not_published}
            observed = {status for (status,) in self.rows.cells(("obs_status",))}
            self._answers[asked] = (ObservationStatus.SUPPRESSED in observed | told,)
        return bool(self._answers[asked][0])

    @property
    def own_language(self) -> str:
        """The language its words are known to be in; a package that is translated is English unless it says another."""
        return self.language or (ENGLISH if self.translations else "")

    def in_language(self, tag: str) -> Package:
        """Return the package with its words in a language, as far as its translations have them.

        Raises ReportErrors for translations of what it does not have.
        """
        is_own = is_same_language(tag, self.own_language or ENGLISH)
        is_named = not has_unnamed_whole(self) or is_same_language(tag, ENGLISH)
        if is_named and (is_own or not self.own_language):
            return self
        question = ("language", tag)
        if question not in self._answers:
            self._answers[question] = (in_language(self, tag),)
        translated: Package = self._answers[question][0]
        return translated

    @property
    def author(self) -> str:
        """Who made what is built from these figures. Their publisher is their source, and no author of it."""
        if self.compiled_by:
            return self.compiled_by
        if not self.organisation.name:
            return say("Compiled with reportgen from “{title}”", title=self.title)
        name, in_sentence = self.organisation.name, self.organisation.in_sentence
        if in_sentence:
            return say("Compiled with reportgen from figures published by {organisation}", organisation=in_sentence)
        return say("Compiled with reportgen; publisher of the figures: {organisation}", organisation=name)

    @property
    def disclaimer(self) -> str:
        """What every document says once of the publisher; empty when it compiles the document, or nobody knows it."""
        if not self.organisation.name or self.compiled_by in (self.organisation.name, self.organisation.short_name):
            return ""
        name, short, in_sentence = self.organisation.name, self.organisation.short_name, self.organisation.in_sentence
        also = f" ({short})" if short and short != name else ""
        if in_sentence:
            named = capitalised(in_sentence) + also
            return say("{organisation} did not write, check or endorse this document.", organisation=named)
        return say(
            "The publisher of the figures, {organisation}, did not write, check or endorse this document.",
            organisation=name + also,
        )

    @property
    def years(self) -> tuple[Period, ...]:
        """The reporting periods: those that a source is about; of a source of several, those it has figures of."""
        asked = ("years",)
        if asked not in self._answers:
            self._answers[asked] = tuple(sorted(self._reporting_years()))
        return self._answers[asked]

    def _reporting_years(self) -> set[Period]:
        found = {name: set[Period]() for name in self.sources}
        for year, source in {(year, source) for year, source, is_used in self.rows.cells(WHEN) if is_used}:
            if self.sources[source].is_about(year):
                found[source].add(year)
        return {year for name, years in found.items() for year in years or {self.sources[name].year}}

    def period(self, value: Period | int | str) -> Period:
        """Return a period as such, or the one of the figures that is written so.

        Raises DataError for a text that is no period.
        """
        if isinstance(value, str):
            asked = ("periods",)
            if asked not in self._answers:
                observed = {one for series in self.series.values() for one in series}
                self._answers[asked] = ({name: one for one in observed for name in (one.code, one.words)},)
            return self._answers[asked][0].get(value) or as_period(value)
        return as_period(value)

    def sort_of(self, series: SeriesKey) -> tuple[Kind, int] | None:
        """Return the sort of the periods that a series is of; None where it has none, or where all are of one sort."""
        return None if self.is_of_one_sort else main_sort(self.series.get(series, {}))

    @property
    def is_of_one_sort(self) -> bool:
        """Whether all periods are of one sort, such as years."""
        asked = ("sorts",)
        if asked not in self._answers:
            self._answers[asked] = tuple({year.sort for year in self.years})
        return len(self._answers[asked]) < 2

    @property
    def country(self) -> str:
        """The place that is the whole country; what a question is about when it names no place."""
        return self.organisation.country

    def observation(self, indicator: str, year: Period, place: str | None = None, **members: str) -> Observation | None:
        """Return the preferred observation, or None when there is none for that year.

        `members` are dimension=code; a dimension not named is at its total. The value of what is returned may still be
        None: a row that says the figure was not published. Raises DataError for an unknown indicator, place, dimension
        or code.
        """
        return self._series(indicator, place, members).get(year)

    def published_years(self, indicator: str, place: str | None = None, **members: str) -> tuple[Period, ...]:
        """Return the years with a value, in order; also years before the first report that a report restates."""
        series = self._series(indicator, place, members)
        return tuple(sorted(year for year, observation in series.items() if observation.value is not None))

    def members(
        self, indicator: str, dimension: str, *, year: Period | None = None, place: str | None = None, **others: str
    ) -> tuple[str, ...]:
        """Return the codes of a dimension that have a value, in that year or in any, in the order of the codelist.

        A value that is kept confidential counts, too. The total is left out; the other dimensions are at their totals
        or as `others` says.
        """
        codes = self.codelist(dimension)
        return tuple(
            code
            for code in codes
            if code != TOTAL and self._has_value(indicator, year, place, {**others, dimension: code})
        )

    def places_with(self, indicator: str, year: Period | None = None, **members: str) -> tuple[str, ...]:
        """Return the places other than the country that have a value, shown or not, in that year or in any."""
        self._series(indicator, None, members)  # raises DataError for a name that is not known
        breakdown, country = breakdown_string(members), self.country
        question = ("places", indicator, year, breakdown)
        if question not in self._answers:
            known = self._known_in(indicator, breakdown)
            years = known if year is None else (year,)
            found = set[str]().union(*(known.get(each, {}) for each in years))
            self._answers[question] = tuple(place for place in self.places if place in found and place != country)
        return self._answers[question]

    def years_of_places(self, indicator: str, breakdown: str, places: Collection[str]) -> frozenset[Period]:
        """Return the periods in which one of several places has a published value."""
        known = self._known_in(indicator, breakdown)
        return frozenset(
            year for year, values in known.items() if any(values.get(place) is not None for place in places)
        )

    def values_beside(self, indicator: str, year: Period, place: str, **members: str) -> tuple[float, ...]:
        """Return the published values of all places of a place's level in a year, its own included, smallest first."""
        level, breakdown = self.places[place].level, breakdown_string(members)
        question = ("values", indicator, year, level, breakdown)
        if question not in self._answers:
            known = self._known_in(indicator, breakdown).get(year, {})
            values = map(known.get, self.levels.beside(place))
            self._answers[question] = tuple(sorted(value for value in values if value is not None))
        return self._answers[question]

    def _known_in(self, indicator: str, breakdown: str) -> Mapping[Period, Mapping[str, float | None]]:
        """Return the values of all places by period and place, None for one that is kept confidential.

        They are taken from the columns: of thousands of places, an observation each would be made for nothing else.
        """
        question = ("known", indicator, breakdown)
        if question not in self._answers:
            found: dict[Period, dict[str, float | None]] = {}
            columns = ("preferred", "indicator", "breakdown", "year", "place", "value", "obs_status")
            for own, name, members, year, place, value, status in self.rows.cells(columns):
                is_asked = own and name == indicator and members == breakdown
                if is_asked and (value is not None or status == ObservationStatus.SUPPRESSED):
                    found.setdefault(year, {})[place] = value
            self._answers[question] = (found,)
        known: Mapping[Period, Mapping[str, float | None]] = self._answers[question][0]
        return known

    def cells_beside(self, indicator: str, year: Period, place: str, breakdown: str) -> tuple[Observation, ...]:
        """Return the published figures of all places of a place's level in a year, in the order of the places.

        They are found by the columns: by its series, a figure of each place would be made of every other year, too.
        """
        columns = ("preferred", "indicator", "breakdown", "value", "year", "place")
        numbers = {
            one: number
            for number, (own, name, members, value, when, one) in enumerate(self.rows.cells(columns))
            if own and name == indicator and members == breakdown and value is not None and when == year
        }
        return tuple(observation_at(self.rows, numbers[one]) for one in self.levels.beside(place) if one in numbers)

    def has_negative(self, indicator: str) -> bool:
        """Say whether any value of an indicator is below zero."""
        question = ("negative", indicator)
        if question not in self._answers:
            cells = self.rows.cells(("preferred", "indicator", "value"))
            values = (value for own, name, value in cells if own and name == indicator)
            self._answers[question] = (any(value is not None and value < 0 for value in values),)
        return bool(self._answers[question][0])

    def codelist(self, dimension: str) -> Mapping[str, Code]:
        """Return the codes of a dimension; raises DataError for an unknown one."""
        return _known(self.codelists, dimension, kind="dimension")

    def label(self, dimension: str, code: str) -> str:
        """Return a code's label; of a place, its name."""
        if dimension == PLACE_DIMENSION:
            return self.place(code).name
        return _known(self.codelist(dimension), code, kind=f"code of `{dimension}`").label

    def short_label(self, dimension: str, code: str) -> str:
        """Return a code's short label, or its label where it has none."""
        if dimension == PLACE_DIMENSION:
            return self.place(code).name
        record = _known(self.codelist(dimension), code, kind=f"code of `{dimension}`")
        return record.short_label or record.label

    def label_in_sentence(self, dimension: str, code: str) -> str:
        """Return a code's label as the data write it within a sentence; of a place, its name there."""
        if dimension == PLACE_DIMENSION:
            return self.place(code).in_sentence
        record = _known(self.codelist(dimension), code, kind=f"code of `{dimension}`")
        return record.in_sentence or record.label

    def indicator(self, indicator: str) -> Indicator:
        """Return an indicator; raises DataError for an unknown one."""
        return _known(self.indicators, indicator, kind="indicator")

    def place(self, place: str) -> Place:
        """Return a place; raises DataError for an unknown one."""
        if place not in self.places:
            raise DataError(f"unknown place `{place}`", hint=self._code_of(place))
        return self.places[place]

    def _code_of(self, name: str) -> str:
        """Return a hint that names the code of a place that was called by its name, or the places there are."""
        names = {place.name: code for code, place in self.places.items()}
        folded = {each.casefold(): each for each in names}
        near = folded.get(name.casefold()) or next(iter(get_close_matches(name, names, 1)), "")
        if near:
            return f"write the code of {near}: `{names[near]}`"
        listed = [f"`{code}` ({place.name})" for code, place in list(self.places.items())[:NAMED]]
        more = f" and {len(self.places) - NAMED:,} more" if len(self.places) > NAMED else ""
        return f"known: {', '.join(listed)}{more}"

    def notes_for(
        self,
        indicator: str,
        years: Sequence[Period],
        *,
        breakdown: str = "",
        kinds: Collection[str] | None = None,
    ) -> tuple[NoteRecord, ...]:
        """Return the notes on an indicator that apply in any of the years, in their order.

        An empty `indicator` gives the notes on the whole package, which are not repeated for each indicator.
        `breakdown` says what is shown: a breakdown string, in which a dimension without a code (`age_group`) stands for
        all its members; `place` may stand there like a dimension. A note on a dimension or a member applies only where
        that is shown.
        """
        question = ("notes", indicator)
        if question not in self._answers:
            own = (note for note in self.notes.values() if note.indicator == indicator)
            self._answers[question] = tuple(sorted(own, key=lambda note: note.order))
        notes = self._answers[question]
        shown = _shown(breakdown)
        # only what a note may be on makes a difference, so that all places without notes of their own are alike
        told = tuple((name, shown[name]) for name in sorted({note.dimension for note in notes} & shown.keys()))
        asked = ("notes that apply", indicator, tuple(years), told, None if kinds is None else tuple(kinds))
        if asked in self._answers:
            return self._answers[asked]
        found = tuple(
            note
            for note in notes
            if (kinds is None or note.kind in kinds)
            and _is_shown(note.dimension, note.member, shown)
            and _holds_for(note, years)
        )
        return self._answers.setdefault(asked, found) if len(self._answers) < MOST_ANSWERS else found

    def why_missing(
        self, observation: Observation | None, indicator: str, year: Period, *, place: str, dimensions: Sequence[str]
    ) -> ObservationStatus:
        """Return what is known of a figure without value: of itself, of a dimension it is broken down by, or of its
        indicator.
        """
        if observation is not None and observation.obs_status in MISSING_MARKS:
            return observation.obs_status
        known = self.known(("why missing",), self._not_published)
        shown = [*([PLACE_DIMENSION] if place != self.country else []), *dimensions, ""]
        found = (known.get((indicator, year, dimension)) for dimension in shown)
        return next((status for status in found if status is not None), ObservationStatus.MISSING)

    def _not_published(self) -> dict[tuple[str, Period, str], ObservationStatus]:
        return {(one.indicator, one.year, one.dimension): one.obs_status for one in self.not_published}

    def known(self, question: tuple[str, ...], find: Callable[[], Made]) -> Made:
        """Return the answer to a question about all figures, which many documents ask; it is found once."""
        if question not in self._answers:
            self._answers[question] = (find(),)
        found: Made = self._answers[question][0]
        return found

    def breakdowns(self, indicator: str, place: str) -> tuple[str, ...]:
        """Return by what the figures of an indicator for a place are broken down, in the order of the files."""
        return tuple(self.known(("breakdowns",), self._breakdowns).get((indicator, place), ()))

    def _breakdowns(self) -> dict[tuple[str, str], list[str]]:
        found: dict[tuple[str, str], list[str]] = {}
        for name, place, breakdown in self.series:
            found.setdefault((name, place), []).append(breakdown)
        return found

    def breaks_for(
        self,
        indicator: str,
        breakdown: str = "",
        years: Collection[Period] | None = None,
        *,
        place: str | None = None,
    ) -> tuple[SeriesBreak, ...]:
        """Return the breaks of a series in the order of their years; with `years`, those that part two of these."""
        breaks_of_indicator = self.breaks_by_indicator.get(indicator)
        if not breaks_of_indicator:
            return ()
        shown = _shown(breakdown)
        if place is not None and place != self.country:
            shown = {**shown, PLACE_DIMENSION: place}
        breaks = (
            series_break
            for series_break in breaks_of_indicator
            if _is_shown(series_break.dimension, series_break.member, shown)
            and (years is None or series_break.parts(years))
        )
        return tuple(sorted(breaks, key=lambda series_break: series_break.year))

    def _series(self, indicator: str, place: str | None, members: Mapping[str, str]) -> Mapping[Period, Observation]:
        place = self.country if place is None else place
        series: Mapping[Period, Observation] | None = self.series.get((indicator, place, breakdown_string(members)))
        if series is None:
            self.indicator(indicator)
            self.place(place)
            for dimension, code in members.items():
                self.label(dimension, code)
            return {}
        return series

    def _has_value(self, indicator: str, year: Period | None, place: str | None, members: Mapping[str, str]) -> bool:
        return _is_published(self._series(indicator, place, members), year)


def _is_published(series: Mapping[Period, Observation], year: Period | None) -> bool:
    """Say whether a series has a value, be it shown or not, in that year or in any."""
    if year is None:
        return any(map(_is_known, series.values()))
    return year in series and _is_known(series[year])


def _is_known(observation: Observation) -> bool:
    return observation.value is not None or observation.obs_status == ObservationStatus.SUPPRESSED


NAMED = 12
"""Places that a hint lists at most."""


def _known(records: Mapping[str, Record], name: str, *, kind: str) -> Record:
    if name not in records:
        raise DataError(f"unknown {kind} `{name}`", hint=did_you_mean(name, records))
    return records[name]


@remembered(1024)  # asked for each figure of a table and each bar of a ranking, of which most show the same
def _shown(breakdown: str) -> Mapping[str, str]:
    """Return what a breakdown shows; a dimension without a code gives an empty one, which stands for every member."""
    parts = [part for part in breakdown.split(";") if part]
    whole = {part.removesuffix("="): "" for part in parts if part.endswith("=") or "=" not in part}
    named = ";".join(part for part in parts if part.removesuffix("=") not in whole)
    return {**whole, **breakdown_members(named)}


def _is_shown(dimension: str, member: str, shown: Mapping[str, str]) -> bool:
    if not dimension:
        return True
    return dimension in shown and (not member or shown[dimension] in ("", member))


def _holds_for(note: NoteRecord, years: Sequence[Period]) -> bool:
    """Say whether a note applies where these years are shown."""
    match note.applies:
        case NoteYears.ANY:
            return any(is_within(year, note.from_year, note.to_year) for year in years)
        case NoteYears.WITHIN:
            return bool(years) and all(is_within(year, note.from_year, note.to_year) for year in years)
        case NoteYears.ACROSS:
            return bool(years) and _reaches(list(map(as_period, years)), note.from_year, note.to_year)
        case _:
            assert_never(note.applies)


def _reaches(years: Sequence[Period], first: Period | None, last: Period | None) -> bool:
    """Say whether years begin with or before the first of a span, and end with or after its last."""
    begins, ends = min(year.start for year in years), max(year.end for year in years)
    return (first is None or begins <= first.start) and (last is None or last.end <= ends)
