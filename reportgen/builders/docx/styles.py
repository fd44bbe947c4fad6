"""The named styles of a Word file, made from the theme: every look on the pages has a name that a user can change."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, assert_never

from reportgen.builders.docx.flow import TABLE_GAP
from reportgen.builders.docx.formatting import (
    border,
    cell_margins,
    indent,
    run_markup,
    shading,
    spacing,
    tab_stops,
    text_colour,
)
from reportgen.builders.docx.markup import twips, w
from reportgen.builders.docx.panel_styles import panel_styles, panel_table_styles
from reportgen.builders.docx.word_style import WordStyle, character_style, paragraph_style
from reportgen.exhibits.tables import BAR_SHADE, table_fits, tight_style
from reportgen.theme import STRONGER

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from reportgen.exhibits.tables import Fit
    from reportgen.theme import TextStyle, Theme

LIST_LEVELS = 5
HEADING_LEVELS = 6
BUILT_IN = frozenset(
    {
        "Normal", "Title", "Body Text", "caption", "TOC Heading", "table of figures", "header", "footer",
        "footnote text", "footnote reference",
        "Default Paragraph Font", "Hyperlink", "Strong", "Emphasis", "Intense Emphasis", "Normal Table", "No List",
        *(f"heading {level}" for level in range(1, 10)),
        *(f"toc {level}" for level in range(1, 10)),
        *(f"{name} {level}".removesuffix(" 1") for name in ("List Bullet", "List Number", "List Continue")
          for level in range(1, LIST_LEVELS + 1)),
    }
)  # fmt: skip
"""Names that Word knows; it translates them in its menus and gives them their part in contents and navigation."""


def style_id(name: str) -> str:
    """Return the identifier that Word itself would give a style of this name: `Heading1`, `BodyText`, `TOC2`."""
    if name.startswith("toc "):
        return name.upper().replace(" ", "")
    return "".join(word[:1].upper() + word[1:] for word in name.replace("Normal Table", "Table Normal").split())


DENSE = " Dense"
"""Added to the names of the styles of small type in tables."""


@lru_cache(maxsize=16)  # every document asks for all of them
def word_styles(theme: Theme) -> tuple[WordStyle, ...]:
    """Return every style of a theme, in the order in which they are written."""
    return (
        *_foundations(theme),
        *_title_styles(theme),
        *_heading_styles(theme),
        *_text_styles(theme),
        *_list_styles(theme),
        *_exhibit_styles(theme),
        *_cell_styles(theme),
        _trend_style(),
        *panel_styles(theme),
        *_contents_styles(theme),
        *_margin_styles(theme),
        *_character_styles(theme),
        *_table_styles(theme),
    )


def _foundations(theme: Theme) -> Iterator[WordStyle]:
    body = theme.styles.body
    plain = spacing(before=0, after=0, leading=body.leading)
    yield WordStyle("Normal", "paragraph", w("widowControl") + plain, run_markup(body, theme), priority=0)
    yield WordStyle("Default Paragraph Font", "character", priority=1, is_shown=False)
    margins = cell_margins(top=0, left=5.4, bottom=0, right=5.4)
    table = w("tblPr", w("tblInd", w=0, type="dxa"), margins)
    yield WordStyle("Normal Table", "table", table=table, priority=99, is_shown=False)
    yield WordStyle("No List", "numbering", priority=99, is_shown=False)


def _title_styles(theme: Theme) -> Iterator[WordStyle]:
    styles, page = theme.styles, theme.page
    rule = border("top", theme.measures.masthead_rule, theme.colours.main, theme, space=round(styles.kicker.before))
    right = tab_stops((page.content_width, "right"))
    yield paragraph_style("Kicker", styles.coverage, theme, before=0, borders=rule, tabs=right, following="Title")
    yield paragraph_style("Title", styles.title, theme, keeps_next=True, following="Lead", priority=10)
    narrow = indent(right=max(0.0, page.content_width - theme.measures.lead_width))
    yield paragraph_style("Lead", styles.lead, theme, indents=narrow, following="Byline", priority=11)
    yield paragraph_style("Byline", styles.notes, theme, before=0, after=styles.lead.after, following="Body Text")
    locator = spacing(before=10, after=0, leading=0, rule="auto") + w("jc", val="right")
    yield WordStyle("Locator", "paragraph", locator, based_on="Normal", is_core=False)


def _heading_styles(theme: Theme) -> Iterator[WordStyle]:
    styles = theme.styles
    looks = (styles.heading_1, styles.heading_2, *(styles.heading_3,) * (HEADING_LEVELS - 2))
    for level, look in enumerate(looks, start=1):
        yield paragraph_style(f"heading {level}", look, theme, keeps_next=True, outline=level - 1,
                               following="Body Text", priority=9)  # fmt: skip
    for level in range(1, HEADING_LEVELS + 1):
        # in the navigation like the others, but the contents collect only the built-in styles
        yield WordStyle(f"Unlisted Heading {level}", "paragraph", based_on=f"heading {level}",
                        following="Body Text", is_core=False)  # fmt: skip


def _text_styles(theme: Theme) -> Iterator[WordStyle]:
    styles, page = theme.styles, theme.page
    narrow = indent(right=max(0.0, page.content_width - page.text_width))
    yield paragraph_style("Body Text", styles.body, theme, indents=narrow, priority=1)
    finding = indent(right=max(0.0, page.content_width - theme.measures.lead_width))
    yield paragraph_style("Topic", styles.topic, theme, keeps_next=True, indents=finding, following="Body Text",
                           priority=9)  # fmt: skip
    after_table = spacing(before=theme.measures.around_panels, after=styles.body.after, leading=styles.body.leading)
    yield WordStyle("Body Text After Table", "paragraph", after_table, "", "", "Body Text", "Body Text", priority=2)
    yield paragraph_style("Small Label", styles.label, theme, keeps_next=True, following="Body Text")
    lane = tab_stops((theme.measures.note_lane, "left"))
    hanging = indent(left=theme.measures.note_lane, hanging=theme.measures.note_lane)
    yield paragraph_style("Note List", styles.table_text, theme, before=0, after=4, tabs=lane, indents=hanging)
    below = styles.body.after
    yield replace(paragraph_style("Compiled", styles.compiled, theme, after=below), is_core=False)
    foot = paragraph_style("footnote text", styles.notes, theme, before=0, after=2, priority=99)
    yield replace(foot, is_core=False)
    gap = spacing(before=0, after=0, leading=TABLE_GAP)
    yield WordStyle("Table Gap", "paragraph", gap, w("sz", val=2), based_on="Normal", is_core=False)


def _list_styles(theme: Theme) -> Iterator[WordStyle]:
    body, page = theme.styles.body, theme.page
    step, between = theme.measures.list_indent, theme.measures.between_items
    right = max(0.0, page.content_width - page.text_width)
    for level in range(1, LIST_LEVELS + 1):
        suffix = f" {level}" if level > 1 else ""
        hanging = indent(left=step * level, right=right, hanging=step)
        bullet = paragraph_style(f"List Bullet{suffix}", body, theme, after=between, indents=hanging)
        yield replace(bullet, list_kind="bullet", is_core=level <= 3)
        number = paragraph_style(f"List Number{suffix}", body, theme, after=between, indents=hanging)
        yield replace(number, list_kind="number", is_core=level <= 3)
        flush = indent(left=step * level, right=right)
        more = paragraph_style(f"List Continue{suffix}", body, theme, after=between, indents=flush)
        yield replace(more, is_core=level <= 3)
    yield from _definition_styles(theme)


def _definition_styles(theme: Theme) -> Iterator[WordStyle]:
    body, page = theme.styles.body, theme.page
    right = max(0.0, page.content_width - page.text_width)
    strong = replace(body, face=STRONGER.get(body.face, body.face))
    narrow, inset = indent(right=right), indent(left=theme.measures.list_indent, right=right)
    term = paragraph_style("Definition Term", strong, theme, after=0, keeps_next=True, indents=narrow,
                            following="Definition")  # fmt: skip
    yield replace(term, is_core=False)
    between = theme.measures.between_items
    meaning = paragraph_style("Definition", body, theme, before=0, after=between, indents=inset)
    yield replace(meaning, is_core=False)


def _exhibit_styles(theme: Theme) -> Iterator[WordStyle]:
    styles, colours, measures = theme.styles, theme.colours, theme.measures
    headline, subtitle = styles.exhibit_headline, styles.exhibit_subtitle
    rule = border("top", measures.exhibit_rule, colours.main, theme, space=round(headline.before))
    # one run of text is headline and subtitle
    after = subtitle.after if theme.exhibits.run_in else headline.after
    yield paragraph_style("caption", headline, theme, before=measures.above_exhibit, after=after, keeps_next=True,
                           borders=rule if theme.exhibits.rule else "", following="Exhibit Subtitle",
                           priority=35)  # fmt: skip
    yield paragraph_style("Exhibit Subtitle", subtitle, theme, keeps_next=True)
    yield WordStyle("Exhibit Pages", "paragraph", based_on="Exhibit Subtitle", is_core=False)
    # the line of a picture is as tall as the picture and the descenders of its text, here of the smallest
    least = w("sz", val=2) + w("szCs", val=2)
    picture = w("keepNext") + spacing(before=0, after=0, leading=0, rule="auto")
    yield WordStyle("Figure", "paragraph", picture, least, based_on="Normal", following="Notes")
    alone = spacing(before=0, after=measures.below_exhibit, leading=0, rule="auto")
    yield WordStyle("Figure Alone", "paragraph", alone, least, based_on="Normal", following="Body Text", is_core=False)
    notes = styles.notes
    first = w("keepNext") + spacing(before=notes.before, after=0, leading=notes.leading)
    yield WordStyle("Legend", "paragraph", first, run_markup(notes, theme), based_on="Normal", following="Notes")
    # the first of several lines has more room above, which only its place can say
    last = spacing(before=notes.after, after=measures.below_exhibit, leading=notes.leading)
    yield WordStyle("Notes", "paragraph", last, run_markup(notes, theme), "", "Normal")
    for name, after, following in (("Notes Open", 0.0, "Notes"), ("Notes Close", styles.body.after, "Body Text")):
        room = w("spacing", after=twips(after))
        yield WordStyle(name, "paragraph", room, based_on="Notes", following=following)


def _cell_styles(theme: Theme) -> Iterator[WordStyle]:
    styles, measures = theme.styles, theme.measures
    yield from _cell_family(theme, "", styles.table_text, above=measures.cell_above)
    tight = tight_style(styles.table_text, theme)
    for name, style, above in (
        (DENSE, styles.table_dense, measures.cell_above_dense),
        (" Tight", tight, measures.cell_above_tight),
    ):
        for each in _cell_family(theme, name, style, above=above):
            yield replace(each, is_core=False)


def _cell_family(theme: Theme, suffix: str, style: TextStyle, *, above: float) -> Iterator[WordStyle]:
    """Yield the styles of cells in one size: text and figures, in the head, in rows, in totals, and groups.

    `above` is the room that the cells have themselves.
    """
    text = replace(theme.styles.table_text, size=style.size, leading=style.leading)
    head = replace(theme.styles.table_head, size=style.size, leading=style.leading)
    measures = theme.measures
    room = measures.above_group_dense if suffix == DENSE else measures.above_group
    group = replace(head, colour=theme.colours.main, before=max(0.0, room - above))
    spanner = border("bottom", 0.5, theme.colours.axis, theme)
    for name, style in (("Table Text", text), ("Table Head", head), ("Table Total", head)):
        yield paragraph_style(f"{name}{suffix}", style, theme)
        figure = name.replace("Text", "Figure") if name == "Table Text" else f"{name} Figure"
        yield paragraph_style(f"{figure}{suffix}", style, theme, align="right")
    own = replace(head, colour=theme.colours.main)
    yield replace(paragraph_style(f"Table Own{suffix}", own, theme), is_core=False)
    yield replace(paragraph_style(f"Table Own Figure{suffix}", own, theme, align="right"), is_core=False)
    bar = replace(text, leading=theme.measures.bar_height, before=(text.leading - theme.measures.bar_height) / 2)
    shade = shading(theme.colours.ramp[BAR_SHADE], theme)
    yield replace(paragraph_style(f"Table Bar{suffix}", bar, theme, shade=shade), is_core=False)
    yield paragraph_style(f"Table Group{suffix}", group, theme, keeps_next=True)
    inset = indent(left=theme.measures.spanner_inset)
    yield paragraph_style(f"Table Spanner{suffix}", head, theme, borders=spanner, indents=inset, align="right")


def _trend_style() -> WordStyle:
    """Return the style of a trend in a cell: its line is as tall as the picture."""
    picture = spacing(before=0, after=0, leading=0, rule="auto")
    small = w("sz", val=2) + w("szCs", val=2)
    return WordStyle("Table Trend", "paragraph", picture, small, based_on="Normal", is_core=False)


def _contents_styles(theme: Theme) -> Iterator[WordStyle]:
    styles, colours, width = theme.styles, theme.colours, theme.page.content_width
    yield paragraph_style("TOC Heading", styles.heading_2, theme, after=8, keeps_next=True, priority=39)
    right = tab_stops((width, "right"))
    hair = "".join(border(side, 0.5, colours.hair, theme, space=4) for side in ("top", "between"))
    strong = replace(styles.contents, face="sans_semibold")
    yield paragraph_style("toc 1", strong, theme, before=4, after=4, borders=hair, tabs=right, priority=39)
    for level in range(2, HEADING_LEVELS + 1):
        left = indent(left=theme.measures.contents_indent * (level - 1), right=0)
        entry = paragraph_style(f"toc {level}", styles.contents, theme, tabs=right, indents=left, priority=39)
        yield replace(entry, is_core=level <= 3)
    figures = paragraph_style("table of figures", styles.contents, theme, after=4, tabs=right, priority=40)
    yield figures


def _margin_styles(theme: Theme) -> Iterator[WordStyle]:
    styles, colours, page = theme.styles, theme.colours, theme.page
    right = tab_stops((page.content_width, "right"))
    yield paragraph_style("header", styles.foot, theme, tabs=right, priority=99)
    rule = border("top", 0.5, colours.hair, theme, space=5)
    yield paragraph_style("footer", styles.foot, theme, borders=rule, tabs=right, priority=99)
    draft = paragraph_style("Draft Notice", styles.label, theme, before=0, after=12,
                             shade=shading(colours.tint, theme))  # fmt: skip
    yield replace(draft, is_core=False)


def _character_styles(theme: Theme) -> Iterator[WordStyle]:
    styles, colours = theme.styles, theme.colours
    muted = text_colour(colours.muted, theme)
    small = w("sz", val=round(styles.notes.size * 2)) + w("szCs", val=round(styles.notes.size * 2))
    bold, italic = w("b") + w("bCs"), w("i") + w("iCs")
    yield character_style("Strong", bold, priority=22)
    yield character_style("Emphasis", italic, priority=20)
    yield character_style("Intense Emphasis", bold + italic, priority=21)
    yield character_style("Hyperlink", text_colour(colours.main, theme) + w("u", val="single"), priority=99)
    yield character_style("Mark", muted)
    yield character_style("Note Reference", muted + small)
    yield replace(character_style("footnote reference", w("vertAlign", val="superscript"), priority=99), is_core=False)
    yield character_style("Caption Number", bold if theme.exhibits.run_in else text_colour(colours.main, theme))
    yield character_style("Exhibit Reference", bold + text_colour(colours.main, theme))
    yield replace(character_style("On Dark Shade", w("color", val="FFFFFF", themeColor="background1")), is_core=False)


def _table_styles(theme: Theme) -> Iterator[WordStyle]:
    for is_heat, is_dense in ((False, False), (False, True), (True, False)):
        for fit in table_fits(theme, is_dense=is_dense, is_heat=is_heat):
            if is_dense and fit.tightness == "tight":
                continue  # as tight as the others
            is_core = fit.tightness == "wide" and not is_heat
            look = _ruled(theme, fit)
            name = table_style(fit, is_dense=is_dense)
            yield WordStyle(name, "table", table=look, based_on="Normal Table", is_core=is_core)
    bare = w("tblPr", cell_margins(top=0, left=0, bottom=0, right=0))
    yield WordStyle("Report Title", "table", table=bare, based_on="Normal Table", is_core=False)
    yield WordStyle("Report Pair", "table", table=bare, based_on="Normal Table", is_core=False)
    yield from panel_table_styles(theme)


def table_style(fit: Fit, *, is_dense: bool) -> str:
    """Return the name of the style of a table that is set so tightly."""
    heat = " Heat" if fit.is_heat else ""
    match fit.tightness:
        case "wide":
            return f"Report{heat} Table{' Dense' if is_dense and not fit.is_heat else ''}"
        case "close":
            return f"Report Close{heat} Table{' Dense' if is_dense else ''}"
        case "snug":
            return f"Report Snug Table{' Dense' if is_dense else ''}"
        case "tight":
            return f"Report Tight{heat} Table"
        case _:
            assert_never(fit.tightness)


def cell_style(name: str, fit: Fit, *, is_dense: bool) -> str:
    """Return the name of the style of what stands in the cells of such a table: `Table Figure Dense`."""
    return name + (" Tight" if fit.tightness == "tight" else " Dense" if is_dense else "")


def _ruled(theme: Theme, fit: Fit) -> str:
    """Return a table with rules below the head, between rows and at the end, and none that stand upright."""
    colours, measures = theme.colours, theme.measures
    rules = border("bottom", measures.edge_rule, colours.ink, theme)
    if not fit.is_heat:
        rules += border("insideH", measures.row_rule, colours.hair, theme)
    # the rule below a row is a part of its height
    bottom = fit.above - (0 if fit.is_heat else measures.row_rule)
    margins = cell_margins(top=fit.above, left=fit.side, bottom=bottom, right=fit.right)
    head_rule = w("tcBorders", border("bottom", measures.edge_rule, colours.ink, theme))
    head = w("tblStylePr", w("tcPr", head_rule, w("vAlign", val="bottom")), type="firstRow")
    return w("tblPr", w("tblBorders", rules), margins) + head


def styles_part(theme: Theme, *, language: str, numbers: Mapping[str, int], styles: tuple[WordStyle, ...]) -> str:
    """Return the styles part of a template: defaults and the given styles."""
    body = theme.styles.body
    run = w("rPr", run_markup(body, theme), w("lang", val=language, eastAsia=language, bidi="ar-SA"))
    paragraph = w("pPr", spacing(before=0, after=0, leading=body.leading))
    defaults = w("docDefaults", w("rPrDefault", run), w("pPrDefault", paragraph))
    written = (style_markup(style, numbers=numbers) for style in styles)
    return w("styles", defaults, *written)


def style_markup(style: WordStyle, *, numbers: Mapping[str, int]) -> str:
    """Return a style as Word stores it; `numbers` has the list that bullets and that numbers belong to."""
    is_default = style.name in ("Normal", "Default Paragraph Font", "Normal Table", "No List")
    kind: dict[str, str | int] = {"type": style.kind, "styleId": style_id(style.name)}
    kind |= {"default": 1} if is_default else {}
    kind |= {} if style.name in BUILT_IN else {"customStyle": 1}
    paragraph = _with_numbering(style, numbers)
    return w(
        "style",
        w("name", val=style.name),
        w("basedOn", val=style_id(style.based_on)) if style.based_on else "",
        w("next", val=style_id(style.following)) if style.following else "",
        w("uiPriority", val=style.priority),
        "" if style.is_shown else w("semiHidden") + w("unhideWhenUsed"),
        w("qFormat") if style.is_shown and style.kind != "table" else "",
        w("pPr", paragraph) if paragraph else "",
        w("rPr", style.run) if style.run else "",
        style.table,
        **kind,
    )


def _with_numbering(style: WordStyle, numbers: Mapping[str, int]) -> str:
    if not style.list_kind:
        return style.paragraph
    level = w("ilvl", val=style.level - 1) if style.level > 1 else ""
    return w("numPr", level, w("numId", val=numbers[style.list_kind])) + style.paragraph
