"""The checker finds every fault that is planted in a file without any."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Dictionary, Name

from reportgen.builders.pdf import build_pdf
from reportgen.template.themes import read_theme
from tests.documents import nested_list, small_document, spanned_table
from tests.judges.pdf_checker import faults

THEME = read_theme("default", Path("templates"))


@pytest.fixture(scope="module")
def good() -> bytes:
    return build_pdf(small_document(nested_list(), spanned_table()), THEME)


def heads(pdf: pikepdf.Pdf) -> list[int]:
    """One number for each head of a table."""
    return list(range(sum(isinstance(each, Dictionary) and each.get("/S") == Name.TH for each in pdf.objects)))


def first(pdf: pikepdf.Pdf, kind: str, index: int = 0) -> Dictionary:
    found = [
        thing
        for thing in pdf.objects
        if isinstance(thing, Dictionary) and thing.get("/S") == Name(f"/{kind}") and "/P" in thing
    ]
    return found[index]


def font(pdf: pikepdf.Pdf) -> Dictionary:
    return next(thing for thing in pdf.objects if isinstance(thing, Dictionary) and "/ToUnicode" in thing)


def swap(pdf: pikepdf.Pdf, old: bytes, new: bytes) -> None:
    page = pdf.pages[0]
    stream = page.Contents.read_bytes()
    assert old in stream
    page.Contents = pdf.make_stream(stream.replace(old, new, 1))


def drop(thing: Dictionary, key: str) -> None:
    del thing[key]


def put(thing: Dictionary, key: str, value: object) -> None:
    thing[key] = value


Plant = Callable[[pikepdf.Pdf], object]
PLANTED: dict[str, tuple[str, Plant]] = {
    "not marked as tagged": ("6.2", lambda pdf: drop(pdf.Root, "/MarkInfo")),
    "suspects": ("01-007", lambda pdf: put(pdf.Root.MarkInfo, "/Suspects", True)),
    "no language": ("11-006", lambda pdf: drop(pdf.Root, "/Lang")),
    "title hidden": ("07-001", lambda pdf: drop(pdf.Root, "/ViewerPreferences")),
    "no metadata": ("06-001", lambda pdf: drop(pdf.Root, "/Metadata")),
    "no tree": ("01-006", lambda pdf: drop(pdf.Root, "/StructTreeRoot")),
    "no output intent": ("A 6.2.3", lambda pdf: drop(pdf.Root, "/OutputIntents")),
    "a form": ("20, 24, 25", lambda pdf: put(pdf.Root, "/AcroForm", Dictionary())),
    "a script": ("A 6.5.1", lambda pdf: put(pdf.Root, "/OpenAction", pdf.make_indirect(Dictionary(S=Name.JavaScript)))),
    "no words for a figure": ("13-004", lambda pdf: drop(first(pdf, "Figure"), "/Alt")),
    "no place of a figure": ("13-010", lambda pdf: drop(first(pdf, "Figure"), "/A")),
    "no scope": ("15-003", lambda pdf: drop(first(pdf, "TH"), "/A")),
    "no heads": ("15-003", lambda pdf: [put(first(pdf, "TH"), "/S", Name.TD) for _ in heads(pdf)]),
    "unknown type": ("02-001", lambda pdf: put(first(pdf, "P"), "/S", Name.Foo)),
    "standard type mapped": ("02-004", lambda pdf: put(pdf.Root.StructTreeRoot, "/RoleMap", Dictionary(P=Name.Div))),
    "heading level skipped": ("14-003", lambda pdf: put(first(pdf, "H2"), "/S", Name.H4)),
    "first heading of level 2": ("14-002", lambda pdf: put(first(pdf, "H1"), "/S", Name.H2)),
    "note without identifier": ("19-003", lambda pdf: drop(first(pdf, "Note"), "/ID")),
    "notes with one identifier": ("19-004", lambda pdf: put(first(pdf, "Note", 1), "/ID", first(pdf, "Note").ID)),
    "row outside a table": ("09-004", lambda pdf: put(first(pdf, "TBody"), "/S", Name.P)),
    "item outside a list": ("09-005", lambda pdf: put(first(pdf, "L"), "/S", Name.P)),
    "no numbering of a list": ("16-001", lambda pdf: drop(first(pdf, "L"), "/A")),
    "cell missing": ("09-004", lambda pdf: first(pdf, "TR", 2).K.__delitem__(1)),
    "no order of tabs": ("28-008", lambda pdf: drop(pdf.pages[0].obj, "/Tabs")),
    "link without words": ("28-012", lambda pdf: drop(pdf.pages[0].obj.Annots[0], "/Contents")),
    "link without flags": ("A 6.3.2", lambda pdf: drop(pdf.pages[0].obj.Annots[0], "/F")),
    "link without parent": ("28-010", lambda pdf: drop(pdf.pages[0].obj.Annots[0], "/StructParent")),
    "link in a span": ("28-011", lambda pdf: put(first(pdf, "Link"), "/S", Name.Span)),
    "unmarked": ("01-005", lambda pdf: swap(pdf, b"/Artifact <</Type/Layout>> BDC", b"/X BMC")),
    "not closed": ("nesting", lambda pdf: swap(pdf, b"EMC", b"")),
    "closed twice": ("nesting", lambda pdf: swap(pdf, b"EMC", b"EMC EMC")),
    "content lost": ("tree", lambda pdf: swap(pdf, b"/MCID 1>>", b"/MCID 99>>")),
    "content twice": ("tree", lambda pdf: swap(pdf, b"/MCID 1>>", b"/MCID 0>>")),
    "content of another type": ("tree", lambda pdf: swap(pdf, b"/P <</MCID 0>>", b"/H1 <</MCID 0>>")),
    "artifact in text": (
        "01-003",
        lambda pdf: swap(pdf, b"/P <</MCID 0>> BDC", b"/P <</MCID 0>> BDC /Artifact BMC EMC"),
    ),
    "text in artifact": (
        "01-004",
        lambda pdf: swap(pdf, b"/P <</MCID 0>> BDC", b"/Artifact BMC /P <</MCID 0>> BDC EMC"),
    ),
    "no characters": ("10-001", lambda pdf: drop(font(pdf), "/ToUnicode")),
    "characters of nothing": ("31-028", lambda pdf: put(font(pdf), "/ToUnicode", pdf.make_stream(b"<01> <0000>"))),
    "font not embedded": ("31-009", lambda pdf: drop(font(pdf).FontDescriptor, "/FontFile2")),
    "no parents of a page": ("tree", lambda pdf: drop(pdf.pages[0].obj, "/StructParents")),
}


def test_a_good_file_has_no_faults(good):
    assert faults(good) == ()


@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_fault_is_found(good, name):
    condition, plant = PLANTED[name]
    with pikepdf.open(BytesIO(good)) as pdf:
        plant(pdf)
        broken = BytesIO()
        pdf.save(broken)
    assert condition in {fault.condition for fault in faults(broken.getvalue())}
