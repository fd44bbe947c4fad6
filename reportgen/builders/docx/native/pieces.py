"""What charts are made of in Word: lines, fills, labels, axes."""

from __future__ import annotations

from colorsys import rgb_to_hls
from typing import TYPE_CHECKING, Literal

from reportgen.builders.docx.markup import element, emu, escaped, hex_colour
from reportgen.builders.docx.theme_part import scheme
from reportgen.frozen import frozen
from reportgen.language import spoken
from reportgen.lengths import settled
from reportgen.memory import remembered

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reportgen.language import Language
    from reportgen.theme import Colours, TextStyle, Theme

CATEGORY_AXIS, VALUE_AXIS = 1001, 1002
SLOTS = {"dk1": "tx1", "dk2": "tx2", "lt1": "bg1", "lt2": "bg2"}
"""What a chart calls the slots of a theme, where it is not the slot's own name."""
ONE_LINE = '<a:bodyPr wrap="none"/><a:lstStyle/>'
NO_LINE = "<a:ln><a:noFill/></a:ln>"
INVISIBLE = f"<c:spPr><a:noFill/>{NO_LINE}</c:spPr>"
HEAVY = ("sans_semibold", "sans_semibold_italic", "serif_semibold")

LEAST_MOVE = 0.005
NOT_MOVED = 0.0001
"""Parts of the chart's size: a move that is none, but that LibreOffice takes for one."""
CHART_2012 = "http://schemas.microsoft.com/office/drawing/2012/chart"
LABELS_2012 = "{CE6537A1-D6FC-4f65-9D91-7224C49458BB}"
"""What Office 2013 added to the labels of a series."""

Position = Literal["t", "b", "r", "l", "ctr", "inBase", "inEnd", "outEnd"]
"""Above, below, right, left, centre, inside at the base, inside the end, outside the end."""


@frozen
class Label:
    """The label of one point."""

    index: int
    position: Position
    text: str = ""
    """Its words, where they are not the value in the series' format; they do not follow when the data are edited."""
    has_name: bool = False
    """The name of the series stands before the value."""
    right: float = 0
    down: float = 0
    """How far the label moves from its place, in parts of the chart's width and height."""
    in_colour: str = ""
    """Its colour, where it is not that of the other labels of the series."""
    is_light: bool = False
    """In the lighter weight of names, beside others that matter more."""


def colour(value: str, theme: Theme) -> str:
    """Return a colour; one of the theme's follows when the document gets another theme.

    The darker colours of words that belong to a series follow as darker shades of that series' colour.
    """
    return _colour(value, theme.colours)


@remembered(256)  # each shape, line and label of a chart asks for one of a dozen
def _colour(value: str, colours: Colours) -> str:
    for slot, own, words in (
        ("accent2", colours.second, colours.second_text),
        ("accent3", colours.third, colours.third_text),
        ("accent5", colours.spare, colours.spare_text),
    ):
        if value.upper() == words.upper() != own.upper():
            return element("a:schemeClr", _shade(own, words), val=slot)
    for slot, slot_colour in scheme(colours).items():
        if slot_colour.upper() == value.upper():
            return element("a:schemeClr", val=SLOTS.get(slot, slot))
    return element("a:srgbClr", val=hex_colour(value))


def _shade(own: str, other: str) -> str:
    """Return how a colour becomes another one of its hue: by parts of its saturation and of its lightness."""
    (_, own_light, own_strength), (_, light, strength) = (rgb_to_hls(*_parts(each)) for each in (own, other))
    saturation = strength / own_strength if own_strength else 1.0
    lightness = light / own_light if own_light else 1.0
    return element("a:satMod", val=round(saturation * 100_000)) + element("a:lumMod", val=round(lightness * 100_000))


def _parts(value: str) -> tuple[float, float, float]:
    red, green, blue = (part / 255 for part in bytes.fromhex(value[1:]))
    return red, green, blue


def fill(value: str, theme: Theme) -> str:
    """Return a solid fill."""
    return solid(value, theme.colours)


@remembered(256)
def solid(value: str, colours: Colours) -> str:
    """Return a solid fill in one of these colours."""
    return element("a:solidFill", _colour(value, colours))


def pattern(stripes: str, ground: str, theme: Theme) -> str:
    """Return a fill of stripes that rise to the right, of one colour over another."""
    colours = element("a:fgClr", colour(stripes, theme)), element("a:bgClr", colour(ground, theme))
    return element("a:pattFill", *colours, prst="wdUpDiag")


def line(value: str, theme: Theme, *, width: float, dash: str = "") -> str:
    """Return a line; width in points."""
    return _line(value, theme.colours, width, dash)


@remembered(256)
def _line(value: str, colours: Colours, width: float, dash: str) -> str:
    pattern = element("a:prstDash", val=dash) if dash else ""
    cap = "rnd" if not dash else "flat"
    return element("a:ln", solid(value, colours), pattern, "<a:round/>", w=emu(width), cap=cap)


def shape(*parts: str) -> str:
    """Return the look of a shape: its fill, then its line."""
    return element("c:spPr", *parts)


def text_look(style: TextStyle, theme: Theme, *, in_colour: str = "") -> str:
    """Return size, weight and colour of text."""
    return _text_look(style, theme.colours, in_colour, spoken())


@remembered(256)  # each label of a chart says it: a tenth of what its charts take a fact sheet
def _text_look(style: TextStyle, colours: Colours, in_colour: str, language: Language) -> str:
    return element("c:txPr", ONE_LINE, element("a:p", _paragraph_look(style, colours, in_colour, language)))


def rich_text(text: str, style: TextStyle, theme: Theme, *, in_colour: str = "") -> str:
    """Return words in a look, each line of them a paragraph."""
    look = _run_look("a:rPr", style, theme.colours, in_colour, lang=spoken().tag)
    properties = _paragraph_look(style, theme.colours, in_colour, None)
    paragraphs = (
        element("a:p", properties, element("a:r", look, f"<a:t>{escaped(line)}</a:t>")) for line in text.split("\n")
    )
    return element("c:tx", element("c:rich", ONE_LINE, *paragraphs))


def _paragraph_look(style: TextStyle, colours: Colours, in_colour: str, language: Language | None) -> str:
    """Return the look of a paragraph's words, and of its end where the language of that is said."""
    properties = element("a:pPr", _run_look("a:defRPr", style, colours, in_colour))
    return properties + (f'<a:endParaRPr lang="{language.tag}"/>' if language else "")


def _run_look(name: str, style: TextStyle, colours: Colours, in_colour: str, **language: str) -> str:
    attributes: dict[str, str | int] = {**language, "sz": round(style.size * 100), "b": int(style.face in HEAVY)}
    family = '<a:latin typeface="+mn-lt"/>'
    return element(name, solid(in_colour or style.colour, colours), family, **attributes)


# -- labels ---------------------------------------------------------------------------------------------------------


def labels(
    points: tuple[Label, ...],
    style: TextStyle,
    theme: Theme,
    *,
    number_format: str,
    in_colour: str = "",
    has_leaders: bool = True,
) -> str:
    """Return the labels of a series: those of the points given, and none at any other.

    A label that stands well above its point has a line that leads to it, unless the chart draws such lines itself.
    """
    moves = any(_is_moved(point) for point in points)
    single = (_label(point, style, theme, number_format, in_colour, moves=moves) for point in points)
    leads = int(has_leaders and any(point.down < -LEAST_MOVE for point in points))
    lines = f'<c15:showLeaderLines xmlns:c15="{CHART_2012}" val="{leads}"/>'
    extension = f'<c:extLst><c:ext uri="{LABELS_2012}">{lines}</c:ext></c:extLst>'
    return element("c:dLbls", *single, _shows(value=0), extension)


def _label(point: Label, style: TextStyle, theme: Theme, number_format: str, in_colour: str, *, moves: bool) -> str:
    look, own_colour = theme.styles.chart_name if point.is_light else style, point.in_colour or in_colour
    # LibreOffice prints the figure of another point where a label has both words and a number format
    words = rich_text(point.text, look, theme, in_colour=own_colour) if point.text else _format(number_format)
    return (
        f'<c:dLbl><c:idx val="{point.index}"/>{_place(point) if moves else ""}{words}{INVISIBLE}'
        f'{text_look(look, theme, in_colour=own_colour)}<c:dLblPos val="{point.position}"/>'
        f"{_shows(value=1, name=int(point.has_name))}"
        f"{'<c:separator>  </c:separator>' if point.has_name else ''}</c:dLbl>"
    )


def _is_moved(point: Label) -> bool:
    return max(abs(point.right), abs(point.down)) >= LEAST_MOVE


def _place(point: Label) -> str:
    """Return how far a label is moved. LibreOffice moves labels that do not say so as far as others of their series."""
    right, down = (point.right, point.down) if _is_moved(point) else (NOT_MOVED, NOT_MOVED)
    place = f'<c:x val="{settled(right):.4f}"/><c:y val="{settled(down):.4f}"/>'
    return f"<c:layout><c:manualLayout>{place}</c:manualLayout></c:layout>"


def _format(number_format: str) -> str:
    return element("c:numFmt", formatCode=number_format, sourceLinked=0)


@remembered(4)
def _shows(*, value: int, name: int = 0) -> str:
    shown: Mapping[str, int] = {
        "c:showLegendKey": 0,
        "c:showVal": value,
        "c:showCatName": 0,
        "c:showSerName": name,
        "c:showPercent": 0,
        "c:showBubbleSize": 0,
    }
    return "".join(element(kind, val=is_on) for kind, is_on in shown.items())


# -- axes -----------------------------------------------------------------------------------------------------------


def category_axis(
    theme: Theme,
    style: TextStyle,
    *,
    side: Literal["b", "l"],
    is_reversed: bool = False,
    has_labels: bool = True,
    has_line: bool = True,
) -> str:
    """Return the axis of years or names: a thin base line and words, no ticks."""
    return element(
        "c:catAx",
        element("c:axId", val=CATEGORY_AXIS),
        element("c:scaling", element("c:orientation", val="maxMin" if is_reversed else "minMax")),
        element("c:delete", val=0),
        element("c:axPos", val=side),
        '<c:numFmt formatCode="General" sourceLinked="0"/>',
        '<c:majorTickMark val="none"/><c:minorTickMark val="none"/>',
        element("c:tickLblPos", val="low" if has_labels else "none"),
        shape(line(theme.colours.axis, theme, width=0.75) if has_line else NO_LINE),
        text_look(style, theme),
        element("c:crossAx", val=VALUE_AXIS),
        '<c:crosses val="autoZero"/><c:auto val="0"/><c:lblAlgn val="ctr"/><c:lblOffset val="60"/>',
        '<c:tickLblSkip val="1"/>' if has_labels else "",
        '<c:noMultiLvlLbl val="1"/>',
    )


def value_axis(
    theme: Theme,
    *,
    side: Literal["b", "l"],
    number_format: str,
    maximum: float,
    minimum: float = 0,
    step: float,
    is_shown: bool = True,
) -> str:
    """Return the axis of values: hair lines across the chart and muted figures, or nothing at all.

    Word counts the ticks from `minimum`, which therefore is zero or a whole number of steps below it.
    """
    ends = element("c:max", val=_end(maximum)) + element("c:min", val=_end(minimum))
    grid = element("c:majorGridlines", shape(line(theme.colours.hair, theme, width=0.5))) if is_shown else ""
    return element(
        "c:valAx",
        element("c:axId", val=VALUE_AXIS),
        element("c:scaling", '<c:orientation val="minMax"/>', ends),
        element("c:delete", val=int(not is_shown)),
        element("c:axPos", val=side),
        grid,
        _format(number_format),
        '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>',
        shape(NO_LINE),
        text_look(theme.styles.chart_tick, theme),
        element("c:crossAx", val=CATEGORY_AXIS),
        '<c:crosses val="autoZero"/><c:crossBetween val="between"/>',
        element("c:majorUnit", val=f"{step:.12g}") if step else "",
    )


def _end(value: float) -> str:
    # twelve digits, where six would cut a scale of millions short of its largest value
    return f"{value:.12g}"


def plot_room(*, left: float, top: float, width: float, height: float) -> str:
    """Return where the plot lies in the chart, in parts of its size, without axis labels."""
    place = {"x": left, "y": top, "w": width, "h": height}
    values = (element(f"c:{name}", val=f"{settled(value):.4f}") for name, value in place.items())
    modes = '<c:layoutTarget val="inner"/><c:xMode val="edge"/><c:yMode val="edge"/>'
    return element("c:layout", element("c:manualLayout", modes, *values))
