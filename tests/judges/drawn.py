"""What is drawn in a finished file: the shapes and words of a PDF page, the series and labels of Word's charts.

Both readers know the file formats only, nothing of how the program writes them, so that the two can be compared.
"""

import re
from collections import Counter
from dataclasses import dataclass, field
from io import BytesIO
from itertools import pairwise
from zipfile import ZipFile

import pikepdf
import pypdfium2
from lxml import etree

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
THEME_SLOTS = {"tx1": "dk1", "tx2": "dk2", "bg1": "lt1", "bg2": "lt2"}
NEAR = 0.02


@dataclass(frozen=True)
class Shape:
    """One painted path: its colours, line width, dash, and its subpaths as lists of points in points."""

    fill: str | None
    stroke: str | None
    width: float
    dash: tuple[float, ...]
    subpaths: tuple[tuple[tuple[float, float], ...], ...]
    has_curves: bool

    @property
    def boxes(self):
        """Left, bottom, width and height of each subpath."""
        for points in self.subpaths:
            xs, ys = [x for x, _ in points], [y for _, y in points]
            yield min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys)


@dataclass
class _State:
    fill: str = "#000000"
    stroke: str = "#000000"
    width: float = 1.0
    dash: tuple[float, ...] = ()
    matrix: tuple[float, ...] = (1, 0, 0, 1, 0, 0)


def pdf_shapes(raw, page=0):
    """Every path that a page of a PDF paints, in the order of painting."""
    with pikepdf.open(BytesIO(raw)) as pdf:
        return tuple(_shapes(pikepdf.parse_content_stream(pdf.pages[page])))


def _shapes(instructions):
    state, stack, path = _State(), [], _Path()
    for operands, operator in instructions:
        name = str(operator)
        numbers = [float(each) for each in operands if not isinstance(each, pikepdf.Object | list)]
        if name == "q":
            stack.append(_State(**vars(state)))
        elif name == "Q":
            state = stack.pop()
        elif name in PAINTING:
            if name != "n":
                yield path.painted(name, state)
            path = _Path()
        elif name in BUILDING:
            path.step(name, numbers, state)
        else:
            _set(state, name, numbers, operands)


PAINTING = {"f", "f*", "S", "s", "B", "B*", "b", "n"}
BUILDING = {"m", "l", "c", "re"}


def _set(state, name, numbers, operands):
    match name:
        case "cm":
            state.matrix = _times(numbers, state.matrix)
        case "rg":
            state.fill = _hex(numbers)
        case "RG":
            state.stroke = _hex(numbers)
        case "w":
            state.width = numbers[0]
        case "d":
            state.dash = tuple(float(each) for each in operands[0])


class _Path:
    """A path that is being built."""

    def __init__(self):
        self.subpaths, self.has_curves = [], False

    def step(self, name, numbers, state):
        match name:
            case "m":
                self.subpaths.append([_moved(numbers, state)])
            case "l":
                self.subpaths[-1].append(_moved(numbers, state))
            case "c":
                self.has_curves = True
                self.subpaths[-1].append(_moved(numbers[4:], state))
            case "re":
                x, y, width, height = numbers
                corners = [(x, y), (x + width, y), (x + width, y + height), (x, y + height)]
                self.subpaths.append([_moved(corner, state) for corner in corners])

    def painted(self, name, state):
        return Shape(
            state.fill if name[0] in "fBb" else None,
            state.stroke if name[0] in "SsBb" else None,
            state.width,
            state.dash,
            tuple(tuple(points) for points in self.subpaths),
            self.has_curves,
        )


def _times(one, other):
    a, b, c, d, e, f = one
    g, h, i, j, k, l = other  # noqa: E741
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + l)


def _moved(point, state):
    x, y = point[0], point[1]
    a, b, c, d, e, f = state.matrix
    return (a * x + c * y + e, b * x + d * y + f)


def _hex(parts):
    return "#" + "".join(f"{round(part * 255):02X}" for part in parts)


def figure_box(raw, page=0):
    """Left, bottom, right and top of the first Figure on a page, from its attributes."""
    with pikepdf.open(BytesIO(raw)) as pdf:
        return next(_figure_boxes(pdf.Root.StructTreeRoot.K))


def _figure_boxes(element):
    if isinstance(element, pikepdf.Array):
        for each in element:
            yield from _figure_boxes(each)
    elif isinstance(element, pikepdf.Dictionary) and "/S" in element:
        if pikepdf.Name.Figure == element.S:
            attributes = element.A
            layout = attributes if isinstance(attributes, pikepdf.Dictionary) else attributes[0]
            yield tuple(float(each) for each in layout.BBox)
        yield from _figure_boxes(element.get("/K", []))


def pdf_words(raw, box, page=0):
    """The words that stand within a box of a page, each run of text a string."""
    document = pypdfium2.PdfDocument(raw)
    left, bottom, right, top = box
    text = document[page].get_textpage().get_text_bounded(left - 1, bottom - 1, right + 1, top + 1)
    document.close()
    return squeezed(text)


def squeezed(text):
    """Text with single spaces, its no-break spaces plain."""
    return re.sub(r"\s+", " ", text.replace("\u00a0", " ").replace("\ufffe", "")).strip()


@dataclass(frozen=True)
class Series:
    """One series of a Word chart: its plot (`lineChart`, `barChart`), name, colour, values and labels by category."""

    plot: str
    name: str
    colour: str | None
    values: dict[int, float]
    labels: dict[int, str]
    marked: dict[int, str] = field(default_factory=dict)
    """Colours of single points that are not those of the series."""
    cut: frozenset[int] = frozenset()
    """Points to which no line leads from the one before."""
    is_hollow: bool = False
    hatched: frozenset[int] = frozenset()
    """Bars with stripes."""

    @property
    def pieces(self):
        """How many points each uninterrupted piece of a line has."""
        runs = []
        for index in sorted(self.values):
            if runs and runs[-1][-1] == index - 1 and index not in self.cut:
                runs[-1].append(index)
            else:
                runs.append([index])
        return [len(run) for run in runs]


@dataclass(frozen=True)
class WordChart:
    """A chart of a Word file: categories, series, ticks of the value axis, and the words and lines over it."""

    categories: tuple[str, ...]
    series: tuple[Series, ...]
    words: tuple[str, ...]
    lines: int
    rings: dict[str, int]
    """Hollow circles over the chart by the colour of their line."""
    axis: tuple[float, float, float | None] | None
    """Least and largest value and the step of the value axis."""

    @property
    def said(self):
        """Everything that is printed in the chart, apart from ticks."""
        labels = [text for each in self.series for text in each.labels.values()]
        return (*self.categories, *labels, *self.words)


def word_charts(raw):
    """The native charts of a Word file, in the order of their parts."""
    with ZipFile(BytesIO(raw)) as archive:
        names = sorted(
            (name for name in archive.namelist() if re.fullmatch(r"word/charts/chart\d+\.xml", name)),
            key=lambda name: int(re.search(r"\d+", name)[0]),
        )
        slots = _slots(etree.fromstring(archive.read("word/theme/theme1.xml")))
        return tuple(_chart(archive, name, slots) for name in names)


def _slots(theme):
    scheme = theme.find(f".//{A}clrScheme")
    return {
        etree.QName(slot).localname: "#" + (slot[0].get("val") or slot[0].get("lastClr")).upper() for slot in scheme
    }


def _chart(archive, name, slots):
    root = etree.fromstring(archive.read(name))
    over = _overlays(archive, name, slots)
    series = tuple(_series(each, slots) for each in root.iter(f"{C}ser"))
    first = root.find(f".//{C}cat")
    categories = tuple(first.xpath(".//*[local-name()='v']/text()")) if first is not None else ()
    return WordChart(categories, series, *over, _axis(root))


def _overlays(archive, name, slots):
    relations = name.replace("charts/", "charts/_rels/") + ".rels"
    root = etree.fromstring(archive.read(relations))
    targets = [each.get("Target") for each in root if each.get("Type").endswith("/chartUserShapes")]
    if not targets:
        return (), 0, {}
    part = targets[0].split("/")[-1]
    shapes = etree.fromstring(archive.read(f"word/drawings/{part}"))
    words = tuple("".join(paragraph.itertext()).strip() for paragraph in shapes.iter(f"{A}p"))
    rings = Counter(
        _colour(shape.getparent().find(f"{A}ln"), slots)
        for shape in shapes.iter(f"{A}prstGeom")
        if shape.get("prst") == "ellipse"
    )
    return tuple(each for each in words if each), len(shapes.xpath(".//*[local-name()='cxnSp']")), dict(rings)


def _axis(root):
    axis = root.find(f".//{C}valAx")
    if axis is None:
        return None
    ends = [float(axis.find(f"{C}scaling/{C}{end}").get("val")) for end in ("min", "max")]
    step = axis.find(f"{C}majorUnit")
    return (*ends, None if step is None else float(step.get("val")))


def _series(each, slots):
    values = each.find(f"{C}val")
    points = {int(point.get("idx")): float(point.findtext(f"{C}v")) for point in values.iter(f"{C}pt")}
    name = each.findtext(f"{C}tx//{C}v") or ""
    plot = etree.QName(each.getparent()).localname
    shapes = each.find(f"{C}spPr")
    line = shapes.find(f"{A}ln") if shapes is not None else None
    looks = line if plot == "lineChart" else shapes
    cut, hatched = set(), set()
    marked = {}
    for point in each.findall(f"{C}dPt"):
        index = int(point.find(f"{C}idx").get("val"))
        own = point.find(f"{C}spPr")
        if plot == "lineChart" and own is not None and own.find(f"{A}ln/{A}noFill") is not None:
            cut.add(index)
        elif own is not None and own.find(f"{A}pattFill") is not None:
            hatched.add(index)
        elif own is not None:
            marked[index] = _colour(own, slots)
    marker = each.find(f"{C}marker/{C}spPr")
    is_hollow = marker is not None and _colour(marker, slots) == "#FFFFFF"
    return Series(
        plot,
        name,
        _colour(looks, slots),
        points,
        _labels(each, points, name),
        marked,
        frozenset(cut),
        is_hollow,
        frozenset(hatched),
    )


def _colour(shapes, slots):
    if shapes is None:
        return None
    fill = shapes.find(f"{A}solidFill")
    if fill is None:
        return None
    colour = fill[0].get("val")
    if fill[0].tag == f"{A}schemeClr":
        return slots[THEME_SLOTS.get(colour, colour)]
    return f"#{colour.upper()}"


def _labels(each, points, name):
    """The labels as a reader sees them: words where there are words, else the value in its number format."""
    found = {}
    for label in each.iter(f"{C}dLbl"):
        index = int(label.find(f"{C}idx").get("val"))
        if label.find(f"{C}delete") is not None:
            continue
        words = label.find(f"{C}tx")
        if words is not None:
            found[index] = squeezed(" ".join("".join(each.itertext()) for each in words.iter(f"{A}p")))
        elif index in points:
            shown = formatted(points[index], label.find(f"{C}numFmt").get("formatCode"))
            has_name = label.find(f"{C}showSerName").get("val") == "1"
            found[index] = squeezed(f"{name} {shown}" if has_name else shown)
    return found


def formatted(value, code):
    """A number in one of the number formats that spreadsheets have: digits, decimals, thousands, a word behind."""
    sections = code.split(";")
    section = sections[1] if value < 0 and len(sections) > 1 else sections[0]
    if value == 0 and len(sections) > 2:
        section = sections[2]
    pieces = re.fullmatch(r'([^#0"]*)(#,##)?0?(?:\.(0+))?(,*)(?:"([^"]*)")?', section)
    if pieces is None or not re.search("[#0]", section):
        return section.replace('"', "")
    sign, _, decimals, commas, word = pieces.groups()
    shown = f"{abs(value) / 1000 ** len(commas or ''):,.{len(decimals or '')}f}"
    return squeezed(f"{sign}{shown}{word or ''}")


def distances(values):
    """The differences between neighbours, for lengths and pitches."""
    return [after - before for before, after in pairwise(values)]
