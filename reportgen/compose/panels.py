"""Blocks that are neither chart nor table: key figures, main points, legend, notes, sources, contents."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING, TypeGuard

from reportgen import wording
from reportgen.compose import phrases
from reportgen.compose.options import check_options, directive_options, found
from reportgen.compose.shares import share_percent
from reportgen.compose.trends import trend
from reportgen.dataset import Observation
from reportgen.document import (
    BoxColumn,
    Callout,
    Compiled,
    CrossReference,
    Definition,
    Definitions,
    Figure,
    KeyFigures,
    LineBreak,
    Link,
    List,
    ListItem,
    MainPoint,
    MainPoints,
    Mark,
    NoteList,
    PageBreak,
    Pair,
    Paragraph,
    RuledBox,
    Strong,
    Table,
    TableOfContents,
    Text,
    Tile,
    plain_text,
)
from reportgen.document.walk import points_of, texts, walk
from reportgen.errors import TemplateError
from reportgen.language import say
from reportgen.links import LINK_HINT, leads_out
from reportgen.measure import MarkCode
from reportgen.quantity import Operation, concat, spans_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from reportgen.compose.options import Options
    from reportgen.compose.scope import Scope
    from reportgen.dataset.records import Contact
    from reportgen.document import Block, Inline, Inlines, Trend
    from reportgen.periods import Period
    from reportgen.quantity import Origin
    from reportgen.template import Directive

MOST_TILES = 4
LEAST_TILES = 3
MOST_POINTS = 7
SIGNS_ASKED: Inlines = (Text(""),)
"""Stands for the signs of the small charts until all of them are known."""
REST_ASKED: Inlines = (Text(""),)
"""Begins a legend that explains only what no exhibit explains below it."""
GAP = "\N{EM SPACE}"
"""Between two things that one line of small print explains."""
TILE_OPTIONS = ("figure", "share-of", "value", "label", "comparison", "comparisons", "trend", "years-label", "year",
                "spare", "in-words")  # fmt: skip


def key_figures(scope: Scope, directive: Directive) -> tuple[Block, ...]:
    """Return a row of three or four tiles: the first of the listed figures that are published in the last year.

    Fewer than three become one sentence, for a tile needs company, or the sentences that the items have for that;
    without those that are not to be said in words.
    """
    items = _items(directive, TILE_OPTIONS)
    shown = [(item, *found) for item in items if (found := _tile(scope, item)) is not None]
    left_out = [tile for item, tile, _ in shown[MOST_TILES:] if not item.flag("spare", default=False)]
    if left_out:
        scope.told.append(_left_out(directive, left_out))
    tiles = [(tile, period) for _, tile, period in shown[:MOST_TILES]]
    if len(tiles) >= LEAST_TILES:
        return (KeyFigures(tuple(_dated(scope, tile, period) for tile, period in tiles)),)
    own = [item.inlines("in-words") for item, *_ in shown if isinstance(item.values.get("in-words"), str)]
    if own:
        return (Paragraph(tuple(each for words in own for each in (Text(" "), *words))[1:]),)
    said = [(tile, period) for item, tile, period in shown if item.flag("in-words", default=True)]
    return (Paragraph(_in_words(said)),) if said else ()


def _in_words(tiles: Sequence[tuple[Tile, Period | None]]) -> Inlines:
    """Return key figures as sentences: those of one period side by side as one, which names it."""
    words: list[Inline] = []
    for period, run in groupby(tiles, key=lambda each: each[1]):
        parts: list[Inlines] = [(Text(_tile_words(tile)), *tile.label) for tile, _ in run]
        joined = parts[0] if len(parts) == 1 else (*parts[0], Text(say(" and ")), *parts[1])
        before = (Text(say("In {year}: ", year=period)),) if period else ()
        words += [*((Text(" "),) if words else ()), *before, *joined, Text(".")]
    return tuple(words)


def _dated(scope: Scope, tile: Tile, period: Period | None) -> Tile:
    """Return a tile whose figure is of another period than the last one, which its label then says."""
    if period is None or period == scope.range.last:
        return tile
    said = " ".join(plain_text(line) for line in (tile.label, *tile.comparisons))
    if any(words in said for words in (period.words, period.head)):
        return tile
    return replace(tile, label=(*tile.label, Text(f", {period.head}")))


def _left_out(directive: Directive, tiles: Sequence[Tile]) -> str:
    """Return what is told of key figures that find no room and were not meant to stand in for others."""
    named = ", ".join(f"`{plain_text(tile.label).strip()}`" for tile in tiles)
    are = "key figure has" if len(tiles) == 1 else "key figures have"
    told = f"{len(tiles)} {are} no room beside the first {MOST_TILES} and {'is' if len(tiles) == 1 else 'are'} left out"
    return f"{directive.where}: {told}: {named}; write `spare: true` at what only stands in for others"


def _tile(scope: Scope, item: Options) -> tuple[Tile, Period | None] | None:
    """Return the tile of a figure of the last year, or of a value that the template has worked out, and its period."""
    if "value" in item.values:
        return _computed_tile(item) if item.markdown("value", "").strip() else None
    key = scope.key(item.text("figure"))
    period = item.period("year", scope.range.last)
    figure = scope.figure(key, period)
    whole = item.text("share-of", "")
    percent = share_percent(scope, figure, whole) if whole and figure.published else None
    if not figure.published or (whole and percent is None):
        return None
    marks = tuple(inline for code in figure.mark_codes for inline in (Text(" "), Mark(code)))
    shown = trend(scope, key, share_dimension=whole) if item.flag("trend", default=True) else None
    tile = Tile(
        value=figure.number if percent is None else wording.percent_in_column(percent),
        unit=figure.unit if percent is None else "",
        label=(*item.inlines("label"), *marks),
        comparisons=_comparisons(item),
        trend=shown,
        years=_years(item, shown),
    )
    return tile, period


def _years(item: Options, shown: Trend | None) -> tuple[str, str]:
    """Return what stands below a trend: its first and last year, or words of the template instead."""
    words = item.text("years-label", "")
    if words or shown is None:
        return words, ""
    return shown.slots[0].year.head, shown.slots[-1].year.head


def _comparisons(item: Options) -> tuple[Inlines, ...]:
    """Return the lines below a tile; an empty one, which a year may leave, is left out."""
    if "comparisons" in item.values:
        return item.lines("comparisons")
    return item.lines("comparison")


def _computed_tile(item: Options) -> tuple[Tile, Period | None]:
    """Return the tile of a value, with the last period that its figures are of; None for what is of no figure."""
    value = plain_text(item.inlines("value"))
    tile = Tile(value=value, unit="", label=item.inlines("label"), comparisons=_comparisons(item))
    origins = [quantity.origin for *_, quantity in spans_of(value) if quantity.origin is not None]
    return tile, max((period for origin in origins for period in _periods_of(origin)), default=None)


def _periods_of(origin: Origin) -> Iterator[Period]:
    """Yield the periods of the figures that a number is made of; those that it was only chosen among do not count."""
    if isinstance(origin, Observation):
        yield origin.year
    elif isinstance(origin, Operation):
        for operand in origin.operands:
            yield from _periods_of(operand)


def _tile_words(tile: Tile) -> str:
    return concat((tile.value, tile.unit, "") if tile.unit else (tile.value, ""), " ")


def main_points(scope: Scope, directive: Directive) -> tuple[Block, ...]:
    """Return at most seven main points; one whose text is empty for this range is left out."""
    items = _items(directive, ("topic", "text", "exhibit"))
    points = [
        MainPoint(item.inlines("topic"), item.inlines("text"), _place_of(item.text("exhibit", "")))
        for item in items
        if item.markdown("text", "").strip()
    ]
    return (MainPoints(tuple(points[:MOST_POINTS])),) if points else ()


def _place_of(exhibit: str) -> Inlines:
    """Return the label of an exhibit over its page; nothing where a point names none."""
    if not exhibit:
        return ()
    return (CrossReference(exhibit), LineBreak(), CrossReference(exhibit, form="page", before=say("page ")))


def without_lost_references(block: Block, anchors: Collection[str], *, asked: Collection[str]) -> Block:
    """Return main points without references to exhibits that the range has no figures for.

    `anchors` are the exhibits there are, `asked` all that the template names: one that is in neither stays, and is an
    error of numbering.
    """
    if not isinstance(block, MainPoints):
        return block
    lost = set(asked) - set(anchors)
    points = (replace(point, reference=()) if lost & _targets(point) else point for point in block.points)
    return replace(block, points=tuple(points))


def _targets(point: MainPoint) -> set[str]:
    return {inline.target for inline in point.reference if isinstance(inline, CrossReference)}


def compiled(scope: Scope, directive: Directive) -> tuple[Block, ...]:
    """Return the line that says who compiled the document; `signs: false` leaves out those of the small charts."""
    options = directive_options(directive, ("text", "signs"))
    asked = options.flag("signs", default=True)
    return (Compiled(options.inlines("text"), signs=SIGNS_ASKED if asked else ()),)


def signs_of(blocks: Sequence[Block]) -> Inlines:
    """Return what the signs mean that occur in the trends of tiles; nothing where there are none."""
    trends = [tile.trend for block in blocks if isinstance(block, KeyFigures) for tile in block.tiles if tile.trend]
    seen = {slot.bound if slot.value is not None else "gap" for each in trends for slot in each.slots}
    seen |= {"break" for each in trends if each.breaks}
    signs = [say(sign) for name, sign in phrases.TREND_SIGNS.items() if name in seen]
    return (Text(phrases.signs_line(signs)),) if signs else ()


def marks_before(blocks: Sequence[Block]) -> Inlines:
    """Return what the marks mean that stand on the page of the line on the document, where no exhibit explains them."""
    page: list[Block] = []
    for block in blocks:
        if isinstance(block, Compiled):
            break
        page = [] if isinstance(block, PageBreak) else [*page, block]
    shown = [node.code for block in page if not isinstance(block, Figure | Table | Pair) for node in walk(block)
             if isinstance(node, Mark)]  # fmt: skip
    parts = [(Text(" "), Mark(code), Text(f" {phrases.short_meaning(code)}.")) for code in MarkCode if code in shown]
    return tuple(inline for part in parts for inline in part)


def with_signs(block: Block, signs: Inlines, marks: Inlines) -> Block:
    """Return a line on the document with what marks and the signs of its small charts mean, where it asks for that."""
    if not isinstance(block, Compiled) or block.signs != SIGNS_ASKED:
        return block
    return replace(block, signs=signs, marks=marks)


def with_used_marks(blocks: Sequence[Block]) -> list[Block]:
    """Return blocks with legends that explain the marks and signs that stand in the document, and no others.

    A legend with nothing to explain is none; one of the rest leaves out the marks that exhibits explain.
    """
    if not any(_is_legend(block) for block in blocks):
        return list(blocks)
    shown = _marks_in(block for block in blocks if not _is_legend(block))
    explained = _marks_in(block for block in blocks if isinstance(block, Figure | Table | Pair))
    points = wording.points_sign()
    sign = re.compile(rf"(?<![\w(]){re.escape(points)}(?!\w)")  # not as `(pp)`
    shown_blocks = [block for block in blocks if not _is_legend(block)]
    said = Counter(text for block in shown_blocks for text in texts(block) if points in text)  # which few texts have
    # how a point of a chart differs from the one before it is printed nowhere: only the pointer of a browser tells it
    said -= Counter(point.change for point in points_of(tuple(shown_blocks))) if said else Counter()
    has_points = any(sign.search(text) for text in said)
    kept: list[Block] = []
    for block in blocks:
        if not _is_legend(block):
            kept.append(block)
            continue
        asked = _of_rest(block, shown_blocks, explained) if _is_rest(block) else block
        legend = _with_items(asked, shown, has_points=has_points)
        if legend.items:
            kept.append(_in_small_print(legend) if _is_rest(block) else legend)
    return kept


def _is_legend(block: Block) -> TypeGuard[Callout]:
    return isinstance(block, Callout) and block.role == "legend"


def _marks_in(blocks: Iterable[Block]) -> set[MarkCode]:
    return {node.code for block in blocks for node in walk(block) if isinstance(node, Mark)}


def _is_rest(block: Block) -> TypeGuard[Callout]:
    return _is_legend(block) and block.items[:1] == (REST_ASKED,)


def _of_rest(legend: Callout, shown: Sequence[Block], explained: Collection[MarkCode]) -> Callout:
    """Return a legend of the rest without marks that exhibits explain, and with the signs that stand before figures."""
    items = [item for item in legend.items[1:] if not isinstance(item[0], Mark) or item[0].code not in explained]
    said = [text for block in shown for text in texts(block)]
    found = {each for each, sign in wording.SIGNS.items() if any(_is_before_figure(sign, text) for text in said)}
    return replace(legend, items=(*items, *([(Text(phrases.signs_before_figures(found)),)] if found else ())))


def _in_small_print(legend: Callout) -> Paragraph:
    """Return a legend of the rest as a line: a box of one thing or two would stand alone on its page."""
    gap = Text(GAP)
    return Paragraph(tuple(each for item in legend.items for each in (gap, *item))[1:], role="notes")


def _is_before_figure(sign: str, text: str) -> bool:
    return sign in text and re.search(rf"{re.escape(sign)}[\s$€£]*[0-9]", text) is not None


def _with_items(legend: Callout, shown: Collection[str], *, has_points: bool) -> Callout:
    points = (Text(say(phrases.POINTS_LEGEND)),)
    items = (item for item in legend.items if has_points or item != points)
    kept = (item for item in items if not isinstance(item[0], Mark) or item[0].code in shown)
    return replace(legend, items=tuple(kept))


def _items(directive: Directive, known: tuple[str, ...]) -> list[Options]:
    if not isinstance(directive.options, list):
        message = f"expected a list of items, each begun by `- `, found {found(directive.options)}"
        raise TemplateError(message, where=directive.where, hint=f"known: {', '.join(f'`{name}`' for name in known)}")
    return [check_options(item, known, where=directive.where) for item in directive.options]


def legend(scope: Scope, directive: Directive) -> tuple[Block, ...]:
    """Return the box that explains every mark; `with_used_marks` takes out what the document does not have.

    Signs before figures are explained where the data have any. With `rest` it explains what no exhibit does.
    """
    is_rest = directive_options(directive, ("rest",)).flag("rest")
    items: list[Inlines] = [
        (Mark(code), Text(f" {say(meaning)}"))
        for code, meaning in phrases.MARK_LEGEND.items()
        if code is not MarkCode.CONFIDENTIAL or scope.package.has_confidential
    ]
    if is_rest:
        items.insert(0, REST_ASKED)
    elif not scope.package.qualifiers.isdisjoint(phrases.BOUND_SIGNS):
        signs = phrases.signs_before_figures(phrases.USUAL_SIGNS | scope.package.qualifiers)
        items.append((Text(signs),))
    items.append((Text(say(phrases.POINTS_LEGEND)),))
    return (Callout(tuple(items), columns=3, role="legend"),)


def box(scope: Scope, directive: Directive) -> tuple[Block, ...]:
    """Return a tinted box of short items, or statements side by side between rules."""
    options = directive_options(directive, ("role", "items", "columns", "title"))
    if options.choice("role", ("tint", "rules"), "tint") == "rules":
        return _ruled_box(options)
    if isinstance(options.values.get("columns"), list):
        hint = "add `role: rules`, or make it `items` and a number of columns"
        raise TemplateError("option `columns`: expected a number, found a list", where=directive.where, hint=hint)
    return (Callout(options.lines("items"), columns=options.count("columns", 3), title=options.inlines("title", "")),)


def _ruled_box(options: Options) -> tuple[Block, ...]:
    """Return the columns that have something to say in this range; no box without any."""
    asked = options.mappings("columns", ("title", "text", "points", "bullets"))
    columns = tuple(
        BoxColumn(
            title=column.inlines("title"),
            text=column.inlines("text", ""),
            points=column.lines("points"),
            is_hollow=column.choice("bullets", ("filled", "hollow"), "filled") == "hollow",
        )
        for column in asked
        if column.markdown("title").strip()
    )
    if "items" in options.values:
        message = "option `items`: a box between rules has `columns`"
        raise TemplateError(message, where=options.where, hint="write `columns:` instead")
    return (RuledBox(columns, options.inlines("title", "")),) if columns else ()


def small_print(scope: Scope, directive: Directive) -> tuple[Block, ...]:
    """Return lines of small print that stand outside an exhibit, as one paragraph."""
    options = directive_options(directive, ("lines",))
    lines = options.lines("lines")
    joined = [inline for line in lines for inline in (LineBreak(), *line)]
    return (Paragraph(tuple(joined[1:]), role="notes"),) if lines else ()


def label(scope: Scope, directive: Directive) -> tuple[Block, ...]:
    """Return a small head over tiles or points."""
    return (Paragraph(directive_options(directive, ("text",)).inlines("text"), "label"),)


def topic(scope: Scope, directive: Directive) -> tuple[Block, ...]:
    """Return the finding in words below a heading; none where the range has none to tell."""
    words = directive_options(directive, ("text",)).inlines("text")
    return (Paragraph(words, "topic"),) if words else ()


def contents(scope: Scope, directive: Directive) -> tuple[Block, ...]:
    """Return the table of contents."""
    options = directive_options(directive, ("title", "depth"))
    return (TableOfContents(options.inlines("title"), depth=options.count("depth", 2)),)


def note_list(scope: Scope, directive: Directive) -> tuple[Block, ...]:
    """Return the place where all notes of the document are gathered; numbering fills it."""
    directive_options(directive, ())
    return (NoteList(),)


def contacts(scope: Scope, directive: Directive) -> tuple[Block, ...]:
    """Return the box of the organisation's contacts, all or the first ones, and of those that the template adds."""
    options = directive_options(directive, ("first", "items"))
    known = scope.package.organisation.contacts
    items: list[Inlines] = [
        (Strong((Text(contact.title),)), LineBreak(), *_linked(contact, where=directive.where))
        for contact in known[: options.count("first", max(len(known), 1))]
    ]
    for item in options.mappings("items", ("title", "text")) if "items" in options.values else ():
        items.append((Strong(item.inlines("title")), LineBreak(), *item.inlines("text")))
    return (Callout(tuple(items), columns=len(items)),) if items else ()


def _linked(contact: Contact, *, where: str) -> Inlines:
    words = (Text(contact.text),)
    if contact.url and not leads_out(contact.url):
        message = f"contact `{contact.title}`: a link may not lead to `{contact.url}`"
        raise TemplateError(message, where=where, hint=f"in `datapackage.json`, {LINK_HINT}")
    return (Link(contact.url, words),) if contact.url else words


def sources(scope: Scope, directive: Directive) -> tuple[Block, ...]:
    """Return the full references of the sources of the range, one to a line, and below them what is said of each."""
    with_notes = directive_options(directive, ("notes",)).flag("notes")
    items = []
    for source in scope.sources:
        texts = (source.reference, *((source.note,) if with_notes and source.note else ()))
        items.append(ListItem(tuple(Paragraph((Text(text),)) for text in texts)))
    return (List(tuple(items)),) if items else ()


def page_break(scope: Scope, directive: Directive) -> tuple[Block, ...]:
    """Return a page break."""
    directive_options(directive, ())
    return (PageBreak(),)


def definitions(scope: Scope, directive: Directive) -> tuple[Block, ...]:
    """Return what each of the named indicators means, by its title, and what each term of the template means."""
    options = directive_options(directive, ("figures", "items"))
    terms = []
    for reference in options.texts("figures"):
        key = scope.key(reference)
        if scope.published(key):
            indicator = scope.indicator(key)
            terms.append(Definition((Text(wording.capitalised(indicator.title)),), (Text(indicator.definition),)))
    if options.values.get("items"):
        items = options.mappings("items", ("term", "text"))
        terms += [Definition(item.inlines("term"), item.inlines("text")) for item in items]
    return (Definitions(tuple(terms)),) if terms else ()
