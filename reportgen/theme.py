"""How a report looks: page, type, colour. A theme is a TOML file; this module turns its contents into values."""

from __future__ import annotations

import re
from dataclasses import MISSING, dataclass, field, fields, is_dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any, TypeGuard, get_type_hints

from reportgen import tints
from reportgen.errors import TemplateError, did_you_mean
from reportgen.frozen import frozen
from reportgen.limits import LARGEST_LENGTH

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
FACE = re.compile(r"[\w][\w .,&'()+\[\]-]{0,79}")
"""What a font may be called: a name, and no path."""
LEAST_ROOM = 72.0
LEAST_SIZE, LARGEST_SIZE = 1.0, 400.0
LONGEST_SHOWN = 60
CLASSES = 5
"""Colours of the ramp, one for each class of a map or a heat table."""


@dataclass(frozen=True, slots=True)
class Page:
    """The sheet and its margins, in points."""

    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float
    text_width: float
    """Width of running text; exhibits take the whole content width."""
    running_foot: bool
    """Whether the short title and `Page x of y` stand at the foot of each page."""
    is_flat: bool = False
    """Whether a PDF goes without links: some readers of applications want none."""

    @property
    def content_width(self) -> float:
        """Width between the margins."""
        return self.width - self.left - self.right

    @property
    def content_height(self) -> float:
        """Height between the margins."""
        return self.height - self.top - self.bottom

    @property
    def turned(self) -> Page:
        """The sheet on its long side, its margins as wide on each side as before."""
        return replace(self, width=max(self.width, self.height), height=min(self.width, self.height))

    def narrowed(self, width: float) -> Page:
        """Return the sheet with so much width between its margins, that of a part of its contents."""
        return replace(self, right=self.width - self.left - width, text_width=min(self.text_width, width))


@dataclass(frozen=True, slots=True)
class Faces:
    """Names of font files without their ending, `SourceSansPro-Regular`, for each voice of the theme."""

    sans: str
    sans_semibold: str
    sans_italic: str
    sans_semibold_italic: str
    serif: str
    serif_semibold: str
    serif_italic: str
    word_sans: str
    """Family named in Word files: `Source Sans Pro`."""
    word_serif: str
    word_sans_fallback: str
    word_serif_fallback: str


STRONGER = {
    "sans": "sans_semibold",
    "sans_italic": "sans_semibold_italic",
    "serif": "serif_semibold",
    "serif_italic": "serif_semibold",
}
"""The heavier voice of each voice that has one."""
FACES = tuple(field.name for field in fields(Faces) if not field.name.startswith("word_"))
"""Voices that a style may name; the others are family names for Word."""


@frozen
class TextStyle:
    """One role of text. Lengths in points, colour as `#RRGGBB`; the file may name one of the theme's instead."""

    face: str
    """Name of a field of `Faces`: `sans`, `serif_semibold`."""
    size: float
    leading: float
    colour: str
    before: float = 0
    after: float = 0


@dataclass(frozen=True, slots=True)
class Styles:
    """Every role of text there is."""

    title: TextStyle
    lead: TextStyle
    topic: TextStyle
    kicker: TextStyle
    coverage: TextStyle
    heading_1: TextStyle
    heading_2: TextStyle
    heading_3: TextStyle
    label: TextStyle
    body: TextStyle
    exhibit_headline: TextStyle
    exhibit_subtitle: TextStyle
    table_text: TextStyle
    table_head: TextStyle
    table_dense: TextStyle
    notes: TextStyle
    compiled: TextStyle
    foot: TextStyle
    tile_figure: TextStyle
    tile_unit: TextStyle
    tile_label: TextStyle
    tile_years: TextStyle
    tile_comparison: TextStyle
    box_title: TextStyle
    box_text: TextStyle
    main_point_topic: TextStyle
    main_point_text: TextStyle
    main_point_reference: TextStyle
    chart_value: TextStyle
    chart_name: TextStyle
    chart_tick: TextStyle
    chart_year: TextStyle
    contents: TextStyle


@dataclass(frozen=True, slots=True)
class Colours:
    """The palette, each as `#RRGGBB`. A colour's `_text` is dark enough to be read on white.

    A file that does not state `tint`, `locator` or `ramp` has those that follow from `main`.
    """

    main: str
    second: str
    second_text: str
    third: str
    third_text: str
    fourth: str
    spare: str
    spare_text: str
    total: str
    ink: str
    muted: str
    axis: str
    hair: str
    tint: str
    locator: str
    ramp: tuple[str, ...]
    """Five classes of one hue, from light to dark; ink stands on the first three, white on the last two."""


PAPERS = {"letter": (612.0, 792.0), "legal": (612.0, 1008.0), "a4": (595.276, 841.89), "a5": (419.528, 595.276)}
"""Sheets by name, upright: width and height."""


def paper_size(paper: str, *, where: str) -> tuple[float, float]:
    """Return width and height of a sheet, upright. Raises TemplateError for one that nobody knows."""
    if paper.lower() not in PAPERS:
        raise TemplateError(f"unknown paper `{paper}`", where=where, hint=did_you_mean(paper, PAPERS))
    return PAPERS[paper.lower()]


def on_paper(theme: Theme, paper: str, *, where: str) -> Theme:
    """Return a theme with its pages on another sheet, margins as wide as before; as it is where none is named.

    Raises TemplateError for a sheet that nobody knows.
    """
    if not paper:
        return theme
    width, height = paper_size(paper, where=where)
    if theme.page.width > theme.page.height:
        width, height = height, width
    page = replace(theme.page, width=width, height=height)
    page = replace(page, text_width=min(page.text_width, page.content_width))
    check_sizes(page, theme.styles, where)
    return replace(theme, page=page)


RENAMED = {"standfirst": "lead", "standfirst_width": "lead_width"}
"""Keys of earlier versions, with what they are called now."""
NAMED = tuple(field.name for field in fields(Colours) if field.name != "ramp")
"""Colours that a style may name."""


@dataclass(frozen=True, slots=True)
class Exhibits:
    """How figures and tables are headed."""

    rule: bool
    """Whether a rule stands above each exhibit."""
    run_in: bool
    """Whether the caption is one run of text, `Table A1. What, where, when`, instead of a headline over a subtitle."""


@dataclass(frozen=True, slots=True)
class Measures:
    """Lengths that every builder keeps to, in points. None has any of its own for what is named here."""

    masthead_rule: float
    """Thickness of the rule above the title."""
    lead_width: float
    locator_gap: float
    draft_padding: float

    list_indent: float
    """Of each level of a list."""
    between_items: float
    """Around each item of a list."""
    note_lane: float
    """Of the numbers in the list of notes."""

    above_exhibit: float
    below_exhibit: float
    exhibit_rule: float
    """Thickness of the rule above an exhibit."""
    after_number: float
    """Between the number of an exhibit and its headline."""
    pair_gap: float
    """Between two exhibits side by side."""
    between_notes: float
    """Between two short notes that share a line."""
    above_legend: float
    swatch_width: float
    swatch_height: float
    swatch_gap: float
    """Between a shade of the legend and its words."""
    after_swatch: float

    cell_above: float
    """Above and below what stands in a cell."""
    cell_above_dense: float
    cell_above_tight: float
    cell_side: float
    """Left and right of what stands in a cell; there is none at the edges of a table."""
    cell_side_close: float
    cell_side_tight: float
    heat_above: float
    """Above and below the figures of a heat table."""
    heat_above_tight: float
    heat_side: float
    """Right of a shaded figure."""
    heat_gutter: float
    """White between shaded cells."""
    bar_width: float
    """Of the longest bar in a column of them."""
    bar_height: float
    block_gap: float
    """Between two blocks of a table that stand side by side."""
    spanner_inset: float
    """By how much the rule below a head over several columns begins to the right of them."""
    above_group: float
    """Above the title of a group of rows."""
    below_group: float
    above_group_dense: float
    below_group_dense: float
    above_continued: float
    """Below the words over a later part of a table."""
    edge_rule: float
    """Thickness of the rules below the head and at the end of a table."""
    row_rule: float
    """Thickness of all other rules."""
    break_rule: float
    """Thickness of the dotted line of a series break."""

    around_panels: float
    """Below tiles, main points, boxes and contents."""
    tile_gap: float
    tile_left: float
    tile_right: float
    above_trend: float
    """Between the label of a tile and its trend."""
    above_tile_rule: float
    """Between a tile's years and the rule above its comparisons."""
    topic_lane: float
    topic_gap: float
    """Between the lanes of main points."""
    reference_lane: float
    """At the right of main points, for the exhibits they refer to."""
    point_padding: float
    """Above and below a main point."""
    box_side: float
    box_above: float
    """Above the first line of a box and below its last."""
    box_line: float
    """Between the items of a box."""
    ruled_box_rule: float
    """Thickness of the rule above a box between rules; that below it is half as thick."""
    ruled_box_above: float
    ruled_box_below: float
    ruled_box_gap: float
    """Between the columns of a box between rules."""
    point_indent: float
    """From a bullet of a box to its text."""
    bullet: float
    """Side of such a bullet, which is square."""

    contents_indent: float
    """Of each level of the contents."""
    page_lane: float
    """At the right of the contents, for the pages."""
    above_entry: float
    below_entry: float
    foot_rule: float
    """Height of the rule above the foot, from the edge of the page."""
    foot_base: float
    draft_base: float


@dataclass(frozen=True, slots=True)
class Theme:
    """One frozen value that says how everything looks."""

    name: str
    page: Page
    faces: Faces
    exhibits: Exhibits
    colours: Colours
    styles: Styles = field(hash=False)  # the rest of a theme is different enough to be found by
    measures: Measures
    word_footnotes: bool = False
    """Whether Word files have their notes as footnotes, instead of below exhibits and in the list of notes."""
    system_fonts: bool = False
    """Whether pages for the web are shown in fonts of the reader's system, instead of bringing those of the theme."""


def parse_theme(values: Mapping[str, Any], *, name: str, where: str) -> Theme:
    """Return the theme that the contents of a TOML file describe.

    Raises TemplateError, which names `where`, when a key is missing, unknown or of the wrong type, when a style
    names a face that is none, when a colour is neither `#RRGGBB` nor, in a style, the name of one of the theme's, or
    when text in a named colour could not be read.
    """
    stated = {**values, "name": name}
    if isinstance(values.get("colours"), dict):
        stated["colours"] = _with_tints(values["colours"], where)
        if isinstance(values.get("styles"), dict):
            stated["styles"] = _in_colours(values["styles"], stated["colours"], where)
    theme: Theme = _parse(Theme, stated, path="", where=where)
    check_sizes(theme.page, theme.styles, where)
    return theme


def _with_tints(colours: Mapping[str, Any], where: str) -> Mapping[str, Any]:
    """Return the colours with those that follow from the main colour, where they are not stated."""
    main, ink = colours.get("main"), colours.get("ink")
    if not _is_colour(main) or not _is_colour(ink):
        return colours
    classes = tints.ramp(main, ink=ink)
    if "ramp" not in colours and tints.contrast(ink, classes[2]) < tints.READABLE:
        hint = "choose a darker `ink`, or state a `ramp`"
        raise TemplateError(f"key `colours.ink`: `{ink}` could not be read on a map", where=where, hint=hint)
    tint, locator = tints.tint(main, tints.TINT), tints.tint(main, tints.LOCATOR)
    return {"tint": tint, "locator": locator, "ramp": list(classes), **colours}


def _in_colours(styles: Mapping[str, Any], colours: Mapping[str, Any], where: str) -> Mapping[str, Any]:
    """Return the styles with the colours that they name."""
    return {
        key: {**style, "colour": _named_colour(style["colour"], colours, path=f"styles.{key}.colour", where=where)}
        if isinstance(style, dict) and style.get("colour") in NAMED
        else style
        for key, style in styles.items()
    }


def _named_colour(name: str, colours: Mapping[str, Any], *, path: str, where: str) -> str:
    """Return a colour of the theme by its name, refused where it is too light for text; a missing one is said later."""
    colour = colours.get(name)
    if not _is_colour(colour):
        return name
    found = tints.contrast(colour, "#FFFFFF")
    if found < tints.READABLE:
        raise TemplateError(
            f"key `{path}`: text in `{name}`, `{colour}`, cannot be read on white: its contrast is {found:.1f}",
            where=where,
            hint=f"choose a darker `{name}`, of {tints.READABLE} or more, or another colour for the text",
        )
    return colour


def _is_colour(value: object) -> TypeGuard[str]:
    return isinstance(value, str) and COLOUR.fullmatch(value) is not None


@cache  # of the same few kinds for every theme, and the themes that it extends
def _hints(kind: type) -> Mapping[str, Any]:
    return get_type_hints(kind)


def _parse(kind: type, values: Mapping[str, Any], *, path: str, where: str) -> Any:
    hints = _hints(kind)
    known = [field.name for field in fields(kind)]
    for key in values:
        if key not in known:
            hint = f"write `{path}{RENAMED[key]}`" if key in RENAMED else did_you_mean(key, known)
            raise TemplateError(f"unknown key `{path}{key}`", where=where, hint=hint)
    return kind(**_values(kind, hints, values, path=path, where=where))


def _values(
    kind: type, hints: Mapping[str, Any], values: Mapping[str, Any], *, path: str, where: str
) -> dict[str, Any]:
    optional = {field.name for field in fields(kind) if field.default is not MISSING}
    result = {}
    for key, hint in hints.items():
        if key in values:
            result[key] = _value(hint, values[key], path=f"{path}{key}", where=where)
        elif key not in optional:
            raise TemplateError(f"missing key `{path}{key}`", where=where, hint="extend another theme with `extends`")
    return result


def _value(hint: Any, value: Any, *, path: str, where: str) -> Any:
    if is_dataclass(hint):
        if not isinstance(value, dict):
            hint = f"write a head `[{path}]`, and its keys below"
            raise TemplateError(f"key `{path}`: expected a table, found `{_shown(value)}`", where=where, hint=hint)
        return _parse(hint, value, path=f"{path}.", where=where)  # type: ignore[arg-type]
    if hint is float and isinstance(value, int | float) and not isinstance(value, bool):
        return length(value, path=path, where=where)
    if hint == tuple[str, ...] and isinstance(value, list) and all(isinstance(item, str) for item in value):
        _check_ramp(value, path=path, where=where)
        return tuple(value)
    if hint in (str, bool) and isinstance(value, hint):
        _check_text(str(value), path=path, where=where)
        return value
    wanted = {float: "a number", str: "text", bool: "`true` or `false`"}.get(hint, "a list of texts")
    message = f"key `{path}`: expected {wanted}, found `{_shown(value)}`"
    raise TemplateError(message, where=where, hint="see the same key in `themes/default.toml`")


def _shown(value: Any) -> str:
    text = str(value)
    return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…"


def length(value: float, *, path: str, where: str) -> float:
    """Return a number of a theme or a profile; raise TemplateError for one that no page and no type can have."""
    if not 0 <= value <= LARGEST_LENGTH:  # nothing is less or more than `nan`, either
        message = f"key `{path}`: expected a number from 0 to {LARGEST_LENGTH:,.0f}, found `{_shown(value)}`"
        raise TemplateError(message, where=where, hint="give a length in points: 72 are an inch")
    return float(value)


def check_sizes(page: Page, styles: Styles, where: str) -> None:
    """Refuse a page without room for a word, and type that nobody can read or no page can hold."""
    if page.content_width < LEAST_ROOM or page.content_height < LEAST_ROOM or page.text_width < LEAST_ROOM:
        found = f"{page.content_width:g} by {page.content_height:g} points, and {page.text_width:g} for text"
        message = f"key `page`: expected room of {LEAST_ROOM:g} points or more between the margins, found {found}"
        raise TemplateError(message, where=where, hint="make the margins smaller, or the page larger")
    for each in fields(styles):
        style = getattr(styles, each.name)
        for name, value in (("size", style.size), ("leading", style.leading)):
            if not LEAST_SIZE <= value <= LARGEST_SIZE:
                message = (
                    f"key `styles.{each.name}.{name}`: expected {LEAST_SIZE:g} to {LARGEST_SIZE:g}, found `{value:g}`"
                )
                raise TemplateError(message, where=where, hint="give a size of type in points, such as 10")


def _check_ramp(colours: Sequence[str], *, path: str, where: str) -> None:
    if len(colours) != CLASSES:
        message = f"key `{path}`: expected {CLASSES} colours, found {len(colours)}"
        raise TemplateError(message, where=where, hint="give one for each class, from light to dark")
    for colour in colours:
        _check_text(colour, path=path, where=where)


def _check_text(text: str, *, path: str, where: str) -> None:
    """Refuse a colour that is none, and a face that the theme does not have."""
    is_of_style = path.endswith(".colour")
    if (path.startswith("colours.") or is_of_style) and not COLOUR.fullmatch(text):
        wanted = "a colour such as `#12436D`" + (" or the name of one of the theme's" if is_of_style else "")
        hint = did_you_mean(text, NAMED) if is_of_style else "write `#` and six digits or letters from A to F"
        raise TemplateError(f"key `{path}`: expected {wanted}, found `{_shown(text)}`", where=where, hint=hint)
    if path.startswith("faces.") and not FACE.fullmatch(text):
        hint = "write the name of a font file without its ending or of a family, not where it is"
        raise TemplateError(
            f"key `{path}`: expected the name of a font, found `{_shown(text)}`", where=where, hint=hint
        )
    if path.endswith(".face") and text not in FACES:
        raise TemplateError(f"key `{path}`: unknown face `{text}`", where=where, hint=did_you_mean(text, FACES))
