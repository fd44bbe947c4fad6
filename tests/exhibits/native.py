"""What a native chart of Word shows: its words, its labels, where its plot lies."""

from collections import Counter

from lxml import etree

from reportgen import exhibits
from reportgen.builders.docx.native.formats import label_text
from reportgen.builders.docx.native.overlays import OverlayText
from tests.exhibits.recorded import THEME, WIDTH, drawn

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
SPACES = f'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" xmlns:a="{A[1:-1]}"'


def native(chart, width=WIDTH):
    """A chart as charts of Word."""
    kind = exhibits.kind_of(chart)
    return kind.word(kind.resolve(chart, THEME, width), THEME)


def tree(each):
    """The markup of a native chart."""
    return etree.fromstring(f"<c:chart {SPACES}>{each.chart}</c:chart>")


def attribute(each, *path):
    """The value of the element that a path of names leads to."""
    found = tree(each).find(".//" + "/".join(f"{C}{name}" for name in path))
    return None if found is None else found.get("val")


def label_words(each):
    """The words of each label by its series and point: its own, or what its number format prints."""
    found = {}
    for at, series in enumerate(tree(each).iter(f"{C}ser")):
        for label in series.iter(f"{C}dLbl"):
            index = int(label.find(f"{C}idx").get("val"))
            own = "".join(run.text for run in label.iter(f"{A}t"))
            assert bool(own) != (label.find(f"{C}numFmt") is not None)
            found[at, index] = own or label_text(each.sheet.columns[at].values[index])
    return found


def axis_words(each):
    """The categories that the axis prints."""
    return list(each.sheet.categories) if attribute(each, "catAx", "tickLblPos") == "low" else []


def overlay_words(each):
    return [shape.text for shape in each.overlays if isinstance(shape, OverlayText)]


def word_texts(made):
    """Every word that native charts print, however it comes about, and how often."""
    texts = [text for each in made for text in (*label_words(each).values(), *axis_words(each), *overlay_words(each))]
    return Counter(token for text in texts for token in text.split())


def drawn_texts(chart, width=WIDTH):
    """Every word that the drawing prints, and how often."""
    return Counter(token for text in drawn(chart, width).texts for token in text.split())


def plot_box(each):
    """Left, top, right and bottom of the plot in points from the upper left corner."""
    found = tree(each).find(f".//{C}plotArea/{C}layout/{C}manualLayout")
    x, y, w, h = (float(found.find(f"{C}{name}").get("val")) for name in "xywh")
    return (x * each.width, y * each.height, (x + w) * each.width, (y + h) * each.height)
