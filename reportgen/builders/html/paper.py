"""A page on paper: sheet, margins and foot of the theme, and its sizes, so that print has the pages of the PDF."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reportgen.charts.svg import number
from reportgen.exhibits.tables import tight_style
from reportgen.language import say
from reportgen.memory import remembered

if TYPE_CHECKING:
    from reportgen.theme import Measures, Page, TextStyle, Theme

SIZES = {
    "main": "body",
    ".kicker": "kicker",
    "main .byline": "coverage",
    "h1": "title",
    ".lead": "lead",
    "main .topic": "topic",
    "h2": "heading_1",
    "h3": "heading_2",
    "h4,h5,h6": "heading_3",
    "dl": "body",
    "main .label": "label",
    ".headline": "exhibit_headline",
    ".subtitle": "exhibit_subtitle",
    "main .notes,.legend": "notes",
    "main .compiled": "compiled",
    ".tiles .figure": "tile_figure",
    ".tiles .figure small": "tile_unit",
    ".tiles .label": "tile_label",
    ".tiles .years": "tile_years",
    ".tiles .comparisons": "tile_comparison",
    ".box-title": "box_title",
    ".ruled p,.ruled li,.box": "box_text",
    ".box.small": "notes",
    ".points b": "main_point_topic",
    ".points li": "main_point_text",
    ".points .more": "main_point_reference",
    "table": "table_text",
    ".dense": "table_dense",
}
"""What is set in the size of which style of the theme."""
SPACED = ("h1", "h2", "h3", "h4,h5,h6", "main .label", "main .topic", ".lead")
"""What has the space above and below that its style has."""
UNQUOTED = re.compile(r'[\\"<>\x00-\x1f\x7f]')
"""What ends a text of a style sheet, or begins something in it."""


def paper_rules(theme: Theme, title: str) -> str:
    """Return the rules of a page in print; `title` stands at its foot, where the theme has one."""
    return f"@page{{{_sheet(theme.page)}{_foot(theme, title)}}}\n@media print{{{_sizes(theme)}}}\n"


def _sheet(page: Page) -> str:
    margins = " ".join(f"{number(each)}pt" for each in (page.top, page.right, page.bottom, page.left))
    return f"size:{number(page.width)}pt {number(page.height)}pt;margin:{margins}"


def _foot(theme: Theme, title: str) -> str:
    """Return the boxes of the foot, which the browsers that have none leave out."""
    if not theme.page.running_foot:
        return ""
    before, between, after = say("Page {number} of {count}", number="\0", count="\0").split("\0")
    counted = f"{_quoted(before)} counter(page) {_quoted(between)} counter(pages) {_quoted(after)}"
    look = f"{_size(theme.styles.foot)};font-family:var(--sans);color:{theme.styles.foot.colour}"
    # the rule of the foot is as far from the edge as the theme says, and so is its text below it
    rule, base = theme.measures.foot_rule, theme.measures.foot_base
    above = theme.page.bottom - rule
    set_as = f"{look};vertical-align:top;padding-top:{number(rule - base - theme.styles.foot.size)}pt"
    place = f"margin-top:{number(above)}pt;border-top:{number(theme.measures.row_rule)}pt solid {theme.colours.axis}"
    return (
        f";@bottom-left{{content:{_quoted(title)};{set_as};{place};width:75%}}"
        f"@bottom-right{{content:{counted};{set_as};{place};width:25%;text-align:right}}"
    )


def _quoted(text: str) -> str:
    """Return a text as a style sheet has it: whatever could end it, or the element around, by its number."""
    return '"' + UNQUOTED.sub(lambda found: f"\\{ord(found[0]):x} ", text) + '"'


@remembered(32)
def _sizes(theme: Theme) -> str:
    styles, measures = theme.styles, theme.measures
    sized = "".join(f"{selector}{{{_size(getattr(styles, role))}}}" for selector, role in SIZES.items())
    spaced = "".join(f"{selector}{{{_space(getattr(styles, SIZES[selector]))}}}" for selector in SPACED)
    body = f"main>p,section>p{{max-width:{number(theme.page.text_width)}pt;margin:0 0 {number(styles.body.after)}pt}}"
    tight = f".pair table,.in-blocks table{{{_size(tight_style(styles.table_dense, theme))}}}"
    return f"{sized}{tight}{body}{spaced}{_masthead(theme)}{_lengths(measures)}"


def _masthead(theme: Theme) -> str:
    """Return the heavy rule above a document, and below it its kind at the left and what it covers at the right."""
    kicker, coverage = theme.styles.kicker, theme.styles.coverage
    weight = 600 if "semibold" in kicker.face else 400
    return (
        f".kicker{{display:flex;justify-content:space-between;gap:12pt;border-top:"
        f"{number(theme.measures.masthead_rule)}pt solid var(--main);padding-top:{number(kicker.before)}pt}}"
        f".kicker span{{font-weight:{weight}}}.kicker span+span{{{_size(coverage)};font-weight:400}}"
        ".kicker span+span::before{content:none}"
    )


def _size(style: TextStyle) -> str:
    return f"font-size:{number(style.size)}pt;line-height:{number(style.leading)}pt"


def _space(style: TextStyle) -> str:
    return f"margin-top:{number(style.before)}pt;margin-bottom:{number(style.after)}pt"


def _lengths(measures: Measures) -> str:
    around, above = number(measures.around_panels), number(measures.above_exhibit)
    return (
        f".exhibit{{margin:{above}pt 0 {number(measures.below_exhibit)}pt}}"
        f".tiles,.points,.box,.ruled,main .compiled{{margin:{around}pt 0 0}}"
        f".tiles{{gap:{number(measures.tile_gap)}pt}}"
        f".points li{{padding:{number(measures.point_padding)}pt 0;gap:{number(measures.topic_gap)}pt;"
        f"grid-template-columns:{number(measures.topic_lane)}pt minmax(0,1fr) {number(measures.reference_lane)}pt}}"
        f".pair{{gap:0 {number(measures.pair_gap)}pt}}"
        f"{_sides('table', measures.cell_side)}{_sides('.close', measures.cell_side_close)}"
        f"{_sides('.pair table,.in-blocks table', measures.cell_side_tight)}"
        f"{_cells('', measures.cell_above, measures)}{_cells('.dense ', measures.cell_above_dense, measures)}"
        f"{_cells('.pair ', measures.cell_above_dense, measures)}"
        "td.drawn,.dense td.drawn{padding-top:0;padding-bottom:0}"
    )


def _sides(selector: str, width: float) -> str:
    """Return the room beside what stands in a cell; at the edge of a table there is none."""
    return f"{selector}{{--side:{number(width)}pt;--gap:{number(width)}pt}}"


def _cells(within: str, above: float, measures: Measures) -> str:
    """Return the room in cells; the rule below a row is part of it, as in the PDF."""
    below = number(above - measures.row_rule)
    return f"{within}th,{within}td{{padding-top:{number(above)}pt;padding-bottom:{below}pt}}"
