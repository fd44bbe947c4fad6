"""Template + data + years + place → Document."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from reportgen.compose import panels, phrases
from reportgen.compose.charts import figure
from reportgen.compose.charts.drawn import places_on_map
from reportgen.compose.context import variables
from reportgen.compose.foreign import in_own_language
from reportgen.compose.headings import skipped_levels, with_unique_anchors
from reportgen.compose.mistakes import Mistakes
from reportgen.compose.notes import with_notes
from reportgen.compose.pairs import pair
from reportgen.compose.scope import Scope
from reportgen.compose.summary import index, summary_of
from reportgen.compose.tables import table
from reportgen.compose.typed_numbers import typed_numbers
from reportgen.document import (
    Block,
    Document,
    Figure,
    Heading,
    LocatorTile,
    Metadata,
    NoteDefinition,
    Text,
    TitleBlock,
    plain_text,
)
from reportgen.document.walk import exhibits_of
from reportgen.errors import DataError, ReportError, ReportErrors, TemplateError, UsageError, did_you_mean, each_error
from reportgen.exhibits import value_table
from reportgen.language import say, speaking
from reportgen.numbering import lost_references, number
from reportgen.template import (
    Directive,
    Read,
    marking,
    parse_inlines,
    read_markdown,
    render,
    render_mended,
    slips_in,
    slips_in_line,
    typed_lines,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date
    from typing import Any, Literal

    from reportgen.compare import Comparison
    from reportgen.compose.before import Before
    from reportgen.dataset import Package
    from reportgen.document import Inlines
    from reportgen.exhibits.own.functions import ChartFile
    from reportgen.template import Report, Slip
    from reportgen.years import PeriodRange

DIRECTIVES: Mapping[str, Callable[[Scope, Directive], tuple[Block, ...]]] = {
    "box": panels.box,
    "chart": figure,
    "compiled": panels.compiled,
    "contacts": panels.contacts,
    "contents": panels.contents,
    "definitions": panels.definitions,
    "index": index,
    "key-figures": panels.key_figures,
    "label": panels.label,
    "legend": panels.legend,
    "main-points": panels.main_points,
    "notes": panels.note_list,
    "page-break": panels.page_break,
    "pair": pair,
    "small-print": panels.small_print,
    "sources": panels.sources,
    "table": table,
    "topic": panels.topic,
}
"""What a template may ask for between `:::` fences, by name."""


def compose(
    package: Package,
    comparison: Comparison,
    report: Report,
    *,
    years: PeriodRange,
    made: date,
    place: str | None = None,
    draft: str = "",
    topics: Sequence[str] = (),
    chart_data: bool = False,
    charts: Sequence[ChartFile] = (),
    before: Before | None = None,
) -> Document:
    """Return the numbered Document of a report for a range of years and a place, the whole country unless named.

    `made` is the date on the page and in the metadata. `draft`, when not empty, is printed on every page. `topics`
    limits a template that goes through the topics to some of them. `chart_data` adds the values of every chart as
    tables at the end; `charts` are files with functions that draw charts of the user's own. `before`
    keeps the exhibits for the next time that much the same is composed. Raises UsageError for an
    unknown topic, TemplateError for a template that asks for what does not exist, with file and line. The program's own
    words are in the language of the report.
    """
    with speaking(report.language), marking([]):
        return _composed(
            package.in_language(report.language),
            comparison,
            report,
            years=years,
            made=made,
            place=place,
            draft=draft,
            topics=topics,
            chart_data=chart_data,
            charts=charts,
            before=before,
        )


def _composed(
    package: Package,
    comparison: Comparison,
    report: Report,
    *,
    years: PeriodRange,
    made: date,
    place: str | None,
    draft: str,
    topics: Sequence[str],
    chart_data: bool,
    charts: Sequence[ChartFile],
    before: Before | None,
) -> Document:
    for topic in topics:
        if topic not in package.topics:
            raise UsageError(f"unknown topic `{topic}`", hint=did_you_mean(topic, package.topics))
    scope = Scope(
        package,
        comparison,
        years,
        package.country if place is None else place,
        topics=tuple(topics),
        note_kinds=report.note_kinds,
        charts=tuple(charts),
    )
    names, mistakes = variables(scope, made=made), Mistakes(report)
    settings = _settings(report, names, mistakes)
    read = _read_body(scope, report, names, mistakes)
    blocks = panels.with_used_marks(_all_blocks(scope, read, before, mistakes))
    if mistakes.errors:
        _judge_whole(package, blocks, mistakes)
        mistakes.raise_all()
    elements, title = read.elements, _title_block(scope, report, settings)
    if chart_data:
        blocks += _chart_data(blocks)
    asked = [each.name for element in elements if isinstance(element, Directive) for each in element.nested()]
    anchors = {exhibit.anchor for exhibit in exhibits_of(blocks)}
    signs, marks = panels.signs_of(blocks), panels.marks_before(blocks)
    blocks = [panels.without_lost_references(block, anchors, asked=asked) for block in blocks]
    blocks = [panels.with_signs(block, signs, marks) for block in blocks]
    document = Document(
        metadata=_metadata(package, report, settings, title=title, made=made, draft=draft),
        blocks=(title, *_with_notes(with_unique_anchors(blocks), elements, report)),
        notes=_definitions(scope),
        exhibit_prefix=report.exhibit_prefix,
        summary=summary_of(scope, elements),
        told=tuple(dict.fromkeys(scope.told)),
    )
    finished = in_own_language(_numbered(document, asked=asked, mistakes=mistakes), package, report)
    return replace(finished, blocks=before.with_same(finished.blocks)) if before else finished


def _definitions(scope: Scope) -> tuple[NoteDefinition, ...]:
    """Return all notes of the package, of which a document prints few. They have no order yet."""
    known = scope.asked.definitions
    own = scope.package.noted_figures
    if not known:
        known.update((note, _definition(note, record.text)) for note, record in scope.package.notes.items())
    return tuple({**known, **{note: _definition(note, scope.note_text(note)) for note in own}}.values())


def _definition(note: str, text: str) -> NoteDefinition:
    return NoteDefinition(note, (Text(text),))


def _with_notes(blocks: Sequence[Block], elements: Sequence[Block | Directive], report: Report) -> tuple[Block, ...]:
    """Return the blocks with notes where the report's setting wants them."""
    has_legend = any(isinstance(element, Directive) and element.kind == "legend" for element in elements)
    try:
        return with_notes(blocks, report.notes, has_legend=has_legend)
    except TemplateError as error:
        line = report.setting_lines.get("notes", 1)
        raise TemplateError(error.message, where=f"{report.where}:{line}", hint=error.hint) from error


def _chart_data(blocks: Sequence[Block]) -> list[Block]:
    """Return a section with the values of every chart, for a reader who cannot see it or wants to copy them."""
    tables = [value_table(exhibit) for exhibit in exhibits_of(blocks) if isinstance(exhibit, Figure)]
    return [Heading(1, (Text(say(phrases.CHART_DATA)),), "chart-data"), *tables] if tables else []


def _numbered(document: Document, *, asked: Sequence[str], mistakes: Mistakes) -> Document:
    """Return the document numbered; `asked` names all its exhibits, those included that the range leaves out."""
    try:
        return number(document)
    except ReportError as error:
        for each in each_error(error):
            left_out = next((name for name in asked if each.message == f"unknown cross-reference `{name}`"), "")
            mistakes.of_whole(_refers_to_nothing(left_out) if left_out else each)
        mistakes.raise_all()
        raise


def _refers_to_nothing(left_out: str) -> TemplateError:
    return TemplateError(
        f"cross-reference `{left_out}`: that exhibit has no figures in the range and is left out",
        hint="refer to it only where its figures are published, between `{% if … %}` and `{% endif %}`",
    )


def _judge_whole(package: Package, blocks: Sequence[Block], mistakes: Mistakes) -> None:
    """Add what is wrong with the anchors, notes and references of a document of which something else is wrong."""
    notes = tuple(_definition(note.note, note.text) for note in package.notes.values())
    for error in lost_references(with_unique_anchors(blocks), notes, known=mistakes.names):
        mistakes.of_whole(error)


def _read_body(scope: Scope, report: Report, names: Mapping[str, Any], mistakes: Mistakes) -> Read:
    """Return the blocks and directives of the body, without those that cannot be understood."""
    mended = render_mended(report, report.body, names, line=report.body_line)
    mistakes.mended(mended, report.body_line)
    slips = slips_in(report.body, frozenset(names), tuple(DIRECTIVES))
    mistakes.slipped((slip for slip in slips if slip.is_certain), report.body_line)
    scope.told.extend(_told(slip, report) for slip in slips if not slip.is_certain)
    scope.told.extend(typed_numbers(report.body, report.body_line, scope.package))
    if mended.text is None:
        return Read((), ())
    read = read_markdown(mended.text, where=report.where, typed=typed_lines(report.body, report.body_line))
    for error in read.errors:
        if not mistakes.is_unclear(error.where):
            mistakes.add(error)
    for error in skipped_levels(read.elements, read.places):
        mistakes.add(error)
    return read


def _told(slip: Slip, report: Report) -> str:
    return f"line {slip.line + report.body_line - 1} is printed as it stands: {slip.message}; {slip.hint}"


def _all_blocks(scope: Scope, read: Read, before: Before | None, mistakes: Mistakes) -> list[Block]:
    """Return what becomes of the elements of a template; what is wrong with directives is added to the mistakes."""
    blocks: list[Block] = []
    for element in read.elements:
        if not isinstance(element, Directive):
            blocks.append(element)
        elif mistakes.errors and mistakes.is_unclear(element.where):
            mistakes.failed(element)
        else:
            try:
                blocks += _blocks(scope, element, before)
            except (TemplateError, ReportErrors) as error:
                mistakes.of_directive(element, partial(_blocks, scope, before=None), error)
    return blocks


def _blocks(scope: Scope, element: Directive, before: Before | None) -> tuple[Block, ...]:
    if element.kind not in DIRECTIVES:
        raise TemplateError(
            f"unknown directive `{element.kind}`", where=element.where, hint=did_you_mean(element.kind, DIRECTIVES)
        )
    if element.kind in ("chart", "table") and not element.name:
        raise TemplateError("expected a name after the directive", where=element.where, hint="`:::{chart} my-chart`")
    try:
        make = DIRECTIVES[element.kind]
        return before.blocks(scope, element, make) if before else make(scope, element)
    except DataError as error:
        raise TemplateError(error.message, where=element.where, hint=error.hint) from error


def _title_block(scope: Scope, report: Report, settings: Mapping[str, Inlines]) -> TitleBlock:
    title = plain_text(settings["title"])
    if not title.strip():
        line = report.setting_lines.get("title", 1)
        hint = "what it is made of says nothing here: add words of your own"
        raise TemplateError("the title is empty", where=f"{report.where}:{line}", hint=hint)
    about_place = report.scope != "country" and scope.package.place(scope.place).tile_row is not None
    locator = _locator(scope) if about_place else ()
    return TitleBlock(
        title=title,
        kicker=plain_text(settings["kicker"]),
        coverage=plain_text(settings["coverage"]),
        lead=settings["lead"],
        byline=plain_text(settings["byline"]),
        locator=locator,
        locator_alt=_locator_words(scope) if locator else "",
    )


def _locator(scope: Scope) -> tuple[LocatorTile, ...]:
    """Return all places that have a tile, the report's own and those that border on it marked."""
    own = scope.package.place(scope.place)
    places = places_on_map(scope, scope.place, own.level)
    roles: dict[str, Literal["own", "near"]] = {**dict.fromkeys(own.neighbours, "near"), own.place: "own"}
    return tuple(
        LocatorTile(place.tile_row or 0, place.tile_column or 0, roles.get(place.place, "other")) for place in places
    )


def _locator_words(scope: Scope) -> str:
    own = scope.package.place(scope.place)
    places = places_on_map(scope, scope.place, own.level)
    near = [place.in_sentence for place in places if place.place in own.neighbours]
    return phrases.locator_words(own.in_sentence, near)


def _settings(report: Report, names: Mapping[str, Any], mistakes: Mistakes) -> dict[str, Inlines]:
    """Return the texts of the front matter with their Jinja2 carried out."""
    texts = {
        "title": report.title,
        "kicker": report.kicker,
        "coverage": report.coverage,
        "lead": report.lead,
        "byline": report.byline,
    }
    found = {name: _setting(report, name, text, names=names, mistakes=mistakes) for name, text in texts.items()}
    short = ("short_title", report.short_title) if report.short_title else ("title", report.title)
    return {**found, "short_title": _setting(report, *short, names=names, mistakes=mistakes)}


def _setting(report: Report, name: str, text: str, *, names: Mapping[str, Any], mistakes: Mistakes) -> Inlines:
    """Return a text of the front matter with its Jinja2 carried out; nothing where it cannot be."""
    line = report.setting_lines.get(name, 1)
    try:
        inlines = parse_inlines(render(report, text, names, line=line), where=f"{report.where}:{line}")
    except ReportError as error:
        mistakes.add(error)
        return ()
    if "(" in text:
        mistakes.slipped((slip for slip in slips_in_line(text, frozenset(names)) if slip.is_certain), line)
    return inlines


def _metadata(
    package: Package,
    report: Report,
    settings: Mapping[str, Inlines],
    *,
    title: TitleBlock,
    made: date,
    draft: str,
) -> Metadata:
    return Metadata(
        title=title.title,
        short_title=plain_text(settings["short_title"]),
        author=package.author,
        subject=plain_text(title.lead),
        keywords=report.keywords,
        language=report.language,
        date=made,
        data_version=package.version,
        data_checksum=package.checksum,
        draft=draft,
    )
