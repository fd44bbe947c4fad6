"""What figures and tables have in common: captions, numbered notes, explained marks, the line of sources."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen import wording
from reportgen.breakdown import breakdown_string
from reportgen.compose import phrases
from reportgen.compose.asked import MOST_RANKINGS, Noted, keep
from reportgen.compose.figures import REFERENCE, member_mapping, parse_reference
from reportgen.dataset.levels import PLACE
from reportgen.document import Caption, Inlines, Mark, Note, NoteLine, Text, plain_text
from reportgen.errors import TemplateError
from reportgen.language import say
from reportgen.measure import MarkCode, NoShare, NoteKind, ObservationStatus, Reason
from reportgen.memory import Same

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from typing import Literal

    from reportgen.compose.figures import ChangeView, FigureView, SeriesKey
    from reportgen.compose.options import Options
    from reportgen.compose.scope import Scope
    from reportgen.dataset import NoteRecord, Observation, SeriesBreak
    from reportgen.periods import Period

FEW = 8
"""Series that are looked at anew for each exhibit."""


@dataclass(frozen=True, slots=True)
class Shown:
    """Everything an exhibit prints, from which its small print follows."""

    figures: tuple[FigureView, ...] = ()
    changes: tuple[ChangeView, ...] = ()
    unmarked: frozenset[Reason] = frozenset()
    """Reasons for which no percentage is given, but no mark either: the difference stands in its place."""
    shares: bool = False
    """Whether shares were calculated."""
    withheld_shares: frozenset[NoShare] = frozenset()
    """Why shares are left out."""
    low_points: bool = False
    """Whether two shares differ by less than is printed."""
    withheld_points: frozenset[Reason] = frozenset()
    """Why changes of calculated shares are left out."""
    points_seem_off: bool = False
    """Whether a change of calculated shares is not the difference of the two as printed."""
    breaks: bool = False
    """Whether a series break is drawn or marked."""
    resumes: bool = False
    """Whether years before a break can be compared with years after another one, as around a spell."""


def caption(label: Literal["Figure", "Table"], options: Options) -> Caption:
    """Return the caption that a directive's `headline` and `subtitle` ask for, not yet numbered.

    A subtitle that says what the headline says is none.
    """
    headline = options.inlines("headline")
    if not headline or plain_text(headline).endswith("."):
        raise TemplateError(
            "expected a headline without a full stop", where=options.where, hint="take the full stop out"
        )
    subtitle = options.inlines("subtitle", "")
    is_said = plain_text(subtitle) == plain_text(headline)
    return Caption(label=label, headline=headline, subtitle=() if is_said else subtitle)


def note_references(
    scope: Scope, key: SeriesKey, *, years: Sequence[Period] | None = None, whole: bool = False, by: str = ""
) -> tuple[Note, ...]:
    """Return references to the notes that apply to a series in the years shown, its breaks included.

    The note on a break applies where it parts two of the years shown that have a figure. What an indicator means is
    said once, in the tables that list indicators: they ask for the `whole` of the notes. `by` names dimensions of which
    all members are shown, or the place of a row as `place=TX`. Source: docs/data.md, "Notes".
    """
    wanted = tuple(scope.years_of(key) if years is None else years)
    return _references(scope, _notes_of(scope, key, wanted, whole=whole, by=by))


def _references(scope: Scope, notes: Iterable[str]) -> tuple[Note, ...]:
    """Return references to notes, those that say the same as one."""
    return tuple(Note(note) for note in dict.fromkeys(map(scope.one_note, dict.fromkeys(notes))))


def _notes_of(
    scope: Scope, key: SeriesKey, years: tuple[Period, ...], *, whole: bool = False, by: str = ""
) -> tuple[str, ...]:
    """Return the notes that apply to a series, asked for once: a ranking needs those of each of its places."""
    question = (key, years, whole, by, scope.note_kinds)
    notes = scope.asked.notes.get(question)
    if notes is None:
        notes = keep(scope.asked.notes, question, _notes_on_series(scope, key, years, whole=whole, by=by))
    return notes


def _notes_on_series(
    scope: Scope, key: SeriesKey, years: tuple[Period, ...], *, whole: bool, by: str
) -> tuple[str, ...]:
    """Return the notes that apply to a series, whether or not another one says the same."""
    shown = ";".join(filter(None, (breakdown_string(member_mapping(key)), by)))
    notes: list[str] = []
    # a report may want none
    if scope.note_kinds:
        records = scope.package.notes_for(key.indicator, years, breakdown=shown, kinds=scope.note_kinds)
        found = [record.note for record in records if _is_wanted(record, whole=whole, years=years)]
        found += [*_notes_on_printed_changes(scope, key, years), *_notes_on_figures(scope, key, years)]
        notes = [note for note in found if not scope.is_told_apart(note)]
    compared = [year for year in scope.published_years(key) if year in years] or years
    breaks = scope.package.breaks_for(key.indicator, shown, compared, place=key.place)
    breaks += _breaks_within(scope, key, compared)
    return tuple(dict.fromkeys([*notes, *(each.note for each in breaks if each.note)]))


def _breaks_within(scope: Scope, key: SeriesKey, years: Collection[Period]) -> tuple[SeriesBreak, ...]:
    """Return the breaks of single places whose figures are in those of a whole, between two of the years shown.

    The whole is compared across them, as its own series has none: its readers are told.
    """
    package = scope.package
    found = package.breaks_by_indicator.get(key.indicator, ())
    return tuple(
        each
        for each in found
        if each.dimension == PLACE and each.member not in ("", key.place)
        if package.levels.is_within(each.member, key.place)
        if each.parts(years)
    )


def _notes_on_printed_changes(scope: Scope, key: SeriesKey, years: Sequence[Period]) -> list[str]:
    """Return the notes on changes of a series that a source prints, where both years are shown."""
    package = scope.package
    printed = (
        (observation, year - (package.codelist(identity.dimension)[code].years_back or 0))
        for identity in package.identities.values()
        if identity.kind == "change" and identity.dimension in package.codelists
        if REFERENCE.match(identity.operands) and parse_reference(identity.operands, place=key.place) == key
        for code in package.members(identity.indicator, identity.dimension, place=key.place)
        for year in years
        if (observation := package.observation(identity.indicator, year, key.place, **{identity.dimension: code}))
    )
    notes = [observation.note for observation, base in printed if observation.note and base in years]
    return [note for note in notes if package.notes[note].kind in scope.note_kinds]


def _notes_on_figures(scope: Scope, key: SeriesKey, years: Sequence[Period]) -> list[str]:
    """Return the notes that stand with single figures of a series."""
    found = (scope.figure(key, year).observation for year in years)
    notes = [observation.note for observation in found if observation is not None and observation.note]
    return [note for note in notes if scope.package.notes[note].kind in scope.note_kinds]


def figure_notes(scope: Scope, shown: Shown) -> tuple[Note, ...]:
    """Return references to the notes that apply to the figures shown."""
    notes: dict[str, None] = {}
    for key, years, beside in _noted(scope, shown.figures):
        notes |= dict.fromkeys(_notes_of(scope, key, years) if key.place == scope.place else beside)
    return _references(scope, notes)


def _noted(scope: Scope, figures: tuple[FigureView, ...]) -> tuple[Noted, ...]:
    """Return the series of figures with the notes that those of other places have.

    The figures of a ranking are the very same on all fact sheets of a batch; their series are not looked at again.
    """
    question = (Same(figures), scope.note_kinds)
    found = scope.asked.noted.get(question)
    if found is None:
        periods: dict[SeriesKey, list[Period]] = {}
        for figure in figures:
            periods.setdefault(figure.key, []).append(figure.year)
        is_kept = len(periods) > FEW
        found = tuple(
            Noted(key, (years := tuple(own)), _notes_of(scope, key, years, by=f"place={key.place}"))
            if is_kept or key.place != scope.place
            else Noted(key, tuple(own), ())
            for key, own in periods.items()
        )
        if is_kept:
            keep(scope.asked.noted, question, found, most=MOST_RANKINGS)
    return found


def package_notes(scope: Scope, shown: Shown) -> tuple[Note, ...]:
    """Return references to the notes on the whole package that apply to an exhibit: to its years and breakdowns."""
    if not scope.package.has_general_notes:
        return ()
    years = sorted({figure.year for figure in shown.figures})
    breakdowns = dict.fromkeys(breakdown_string(member_mapping(figure.key)) for figure in shown.figures)
    records = {
        record.note: record
        for members in breakdowns
        for record in scope.package.notes_for("", years, breakdown=members, kinds=scope.note_kinds)
        if _is_wanted(record, whole=True, years=years)
    }
    notes = [record.note for record in sorted(records.values(), key=lambda record: record.order)]
    return tuple(Note(note) for note in dict.fromkeys(map(scope.one_note, notes)) if not scope.is_told_apart(note))


def _is_wanted(record: NoteRecord, *, whole: bool, years: Sequence[Period]) -> bool:
    """A note stands wherever it applies; the definition of an indicator only with the whole of its notes.

    One on comparing all years has nothing to say where only one is shown.
    """
    is_on_all_years = record.from_year is None and record.to_year is None
    if record.kind is NoteKind.COMPARABILITY and is_on_all_years and len(years) < 2:
        return False
    return whole or bool(record.dimension) or record.kind is not NoteKind.DEFINITION


def note_lines(scope: Scope, notes: Iterable[Note]) -> tuple[NoteLine, ...]:
    """Return one line of small print for each note, once."""
    return tuple(
        NoteLine(Note(note), (Text(scope.note_text(note)),))
        for note in dict.fromkeys(reference.note for reference in notes)
    )


def mark_lines(scope: Scope, shown: Shown) -> tuple[NoteLine, ...]:
    """Return one line for each mark that an exhibit prints and that no other line explains."""
    lines = []
    reasons = {change.change.reason for change in shown.changes} | shown.withheld_points
    reasons -= shown.unmarked
    no_change = bool(reasons & {Reason.SERIES_BREAK, Reason.DEFINITION_DIFFERS})
    if shown.breaks or no_change:
        text = phrases.break_line(resumes=shown.resumes, marked=shown.breaks, no_change=no_change)
        lines.append(_general_line(MarkCode.SERIES_BREAK, text))
    lines += [*correction_lines(scope, shown), *derived_lines(scope, shown)]
    rules = scope.package.rules
    told = [
        phrases.no_share_line(reason, least=rules.minimum_count_for_shares) for reason in sorted(shown.withheld_shares)
    ]
    # nothing is less than every base that is too small
    unsaid = {Reason.ZERO_BASE} if Reason.SMALL_BASE in reasons else set()
    if told and told[-1] and Reason.SMALL_BASE in reasons:
        # the mark stands for both here, and an exhibit before may have said the one of them already
        told[-1] = phrases.nor_change_line(told[-1], minimum_base=rules.minimum_base)
        unsaid.add(Reason.SMALL_BASE)
    told += [phrases.no_change_line(each, minimum_base=rules.minimum_base) for each in sorted(reasons - unsaid)]
    return (*lines, *(_general_line(MarkCode.NOT_APPLICABLE, text) for text in told if text))


def rounding_lines(shown: Shown) -> tuple[NoteLine, ...]:
    """Return what a table says about changes that rounding leaves uncertain or takes away, and about those of money."""
    low = f"{wording.capitalised(say(phrases.MARK_LEGEND[MarkCode.LOW]))}."
    return (
        *((_general_line(MarkCode.LOW, low),) if shown.low_points or any(c.is_low for c in shown.changes) else ()),
        *((_general_line(None, _rounded_line(shown)),) if any(c.is_rough for c in shown.changes) else ()),
        *(
            (_general_line(None, say(phrases.PRINTED_SHARES_LINE)),)
            if any(c.is_of_printed for c in shown.changes)
            else ()
        ),
        *((_general_line(None, say(phrases.UNROUNDED_SHARES_LINE)),) if _seem_off(shown) else ()),
        *((_general_line(None, say(phrases.NOMINAL_LINE)),) if any(c.nature for c in shown.changes) else ()),
    )


def _rounded_line(shown: Shown) -> str:
    return say(phrases.NEAR_LINE) if any(change.is_near for change in shown.changes) else say(phrases.ROUNDED_BASE_LINE)


def _seem_off(shown: Shown) -> bool:
    return shown.points_seem_off or any(change.seems_off for change in shown.changes)


def correction_lines(scope: Scope, shown: Shown) -> tuple[NoteLine, ...]:
    """Return what each corrected misprint that an exhibit shows was, and why it was changed."""
    texts = []
    for figure in shown.figures:
        observation = figure.observation
        if observation is None or observation.obs_status is not ObservationStatus.IMPUTED:
            continue
        correction = scope.package.corrections.get(observation.correction or "")
        note = scope.package.notes.get(correction.note) if correction else None
        texts.append(note.text if note else say(phrases.CORRECTED_LINE))
    return tuple(_mark_line(MarkCode.CORRECTED, text) for text in dict.fromkeys(texts))


def derived_lines(scope: Scope, shown: Shown) -> tuple[NoteLine, ...]:
    """Return how each derived figure that an exhibit shows was made: the data's note, or else its parts."""
    several = len({figure.key.indicator for figure in shown.figures}) > 1
    texts: list[Inlines] = []
    for figure in shown.figures:
        observation = figure.observation
        if observation is None or observation.obs_status is not ObservationStatus.ESTIMATED:
            continue
        note = scope.package.notes.get(observation.note)
        text = note.text if note else phrases.derived_line(observation.derived_from)
        name = figure.indicator.short_title or figure.indicator.title
        texts.append((Text(f"{name}: "), Text(text)) if several else (Text(text),))
    return tuple(NoteLine(Mark(MarkCode.DERIVED), text) for text in dict.fromkeys(texts))


def _mark_line(code: MarkCode, text: str) -> NoteLine:
    return NoteLine(Mark(code), (Text(text),))


def _general_line(code: MarkCode | None, text: str) -> NoteLine:
    return NoteLine(Mark(code) if code else None, (Text(text),), is_general=True)


def free_lines(options: Options) -> tuple[NoteLine, ...]:
    """Return the lines of small print that the template itself gives."""
    return tuple(NoteLine(None, line) for line in options.lines("notes"))


def source_line(scope: Scope, shown: Shown) -> Inlines:
    """Return the line that names the reports an exhibit's figures stand in, those its changes begin with included."""
    bases = [change.base for change in shown.changes if change.change.difference is not None or change.in_points]
    figures = (figure for figure in (*shown.figures, *bases) if figure.published)
    used = {(figure.observation.source, figure.year) for figure in figures if figure.observation}
    years = sorted({scope.package.sources[source].cited_for(year) for source, year in used})
    count = len({source for source, _ in used})
    calculated = [say("shares")] if shown.shares else []
    if any(change.change.difference is not None or change.in_points for change in shown.changes):
        calculated.append(say("changes"))
    organisation = scope.package.organisation.short_name
    if not organisation or not scope.package.are_sources_stated:
        return (Text(phrases.own_source_line(organisation or scope.package.title, years, calculated=calculated)),)
    return (Text(phrases.source_line(organisation, years, count=count, calculated=calculated)),)


PRINTED = ("indicator", "year", "place", "breakdown", "source", "value", "location")
"""Columns that say what a source prints, and last where."""
MOST_PLACES = 6
"""Places in the reports that a line of sources names one by one; of more, only the sections."""


def places_line(scope: Scope, shown: Shown) -> str:
    """Return where in the reports an exhibit's figures stand: section and table, or paragraph, with their years.

    A figure that the same report prints in several places is looked for where most of the others stand. A table of many
    indicators names the sections only.
    """
    found = [figure.observation for figure in shown.figures if figure.published and figure.observation]
    kept = _gathered(_locations(scope, found))
    sources = scope.package.sources
    located = [(place, sources[each.source].cited_for(each.year)) for place, each in zip(kept, found, strict=True)]
    places = _years_by_place(located, parts=2)
    is_single = len({each.source for each in found}) == 1
    if len(places) > MOST_PLACES and len({each.indicator for each in found}) > 1:
        return phrases.sections_line(list(_years_by_place(located, parts=1).items()), is_single=is_single)
    return phrases.places_line(list(places.items()), is_single=is_single)


def _locations(scope: Scope, found: Sequence[Observation]) -> list[tuple[tuple[str, str], ...]]:
    """Return for each figure where its source prints it, each place with the source; first that it was taken from."""
    printed: dict[tuple[object, ...], list[str]] = {}
    for *known, location in scope.package.rows.cells(PRINTED):
        printed.setdefault(tuple(known), []).append(str(location))
    places = []
    for one in found:
        others = printed.get((one.indicator, one.year, one.place, one.breakdown, one.source, one.value), [])
        places.append(tuple((one.source, each) for each in dict.fromkeys((one.location, *others))))
    return places


def _gathered(found: Sequence[Sequence[tuple[str, str]]]) -> list[str]:
    """Return one place for each figure: of those it stands in, the one in which most figures of its source stand."""
    counts = Counter((source, _place(each, parts=2)) for places in found for source, each in places)
    return [max(places, key=lambda each: counts[each[0], _place(each[1], parts=2)])[1] for places in found]


def _place(location: str, *, parts: int) -> tuple[str, ...]:
    """Return so many parts of the name of a place: section, and what in it."""
    section, *inside = location.split(", ")
    return (section, *(part for part in inside[: parts - 1] if not part.startswith(("row ", "column ", "no row"))))


def _years_by_place(found: Sequence[tuple[str, Period]], *, parts: int) -> dict[tuple[str, ...], list[Period]]:
    """Return the years of each place, in their order."""
    years: dict[tuple[str, ...], set[Period]] = {}
    for location, year in sorted(found, key=lambda each: each[1]):
        years.setdefault(_place(location, parts=parts), set()).add(year)
    return {place: sorted(given) for place, given in years.items()}
