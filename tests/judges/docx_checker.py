"""What Word's accessibility checker, and a careful Word user, look for in a file.

`faults(raw)` returns what is wrong with a file. It shares no code with the builder: it reads the finished XML.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
PR = "{http://schemas.openxmlformats.org/package/2006/relationships}"
DC = "{http://purl.org/dc/elements/1.1/}"
PARAGRAPH_EXCEPTIONS = {"pStyle", "keepNext", "keepLines", "pageBreakBefore", "spacing", "ind", "numPr", "sectPr"}
"""What a paragraph may say besides its style: where it stands on pages, and to which list it belongs."""
ONLY = {"spacing": {f"{W}before"}, "ind": {f"{W}right"}}
"""What it may say of its measures: the room above it at the head of a page, and where its lines end."""
RUN_EXCEPTIONS = {"rStyle", "b", "i", "shd"}
"""What text may say besides its style: bold and italic within another style, and the swatches of a legend."""
BOOKMARK = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,39}")
BODY_LEVEL = 10
LEAST_CONTRAST = 4.5
LEAST_SIZE = 17
"""Half points."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One rule that a file does not meet."""

    rule: str
    what: str

    def __str__(self) -> str:
        return f"{self.rule}: {self.what}"


class WordFile:
    """The parts of a Word file, parsed when they are asked for."""

    def __init__(self, raw: bytes) -> None:
        self.archive = zipfile.ZipFile(BytesIO(raw))
        self.names = set(self.archive.namelist())
        self.document = self.part("word/document.xml")
        self.styles = self.part("word/styles.xml")

    def part(self, name: str) -> etree._Element:
        return etree.fromstring(self.archive.read(name))

    def relations(self, part: str) -> dict[str, tuple[str, str]]:
        """Identifier: target (a part, or an address) and mode."""
        folder, name = posixpath.split(part)
        path = f"{folder}/_rels/{name}.rels"
        if path not in self.names:
            return {}
        found = {}
        for each in self.part(path).iter(f"{PR}Relationship"):
            external = each.get("TargetMode") == "External"
            target = each.get("Target")
            place = target if external else posixpath.normpath(posixpath.join("/" + folder, target)).lstrip("/")
            found[each.get("Id")] = (place, "External" if external else "")
        return found

    @cached_property
    def style_elements(self) -> dict[str, etree._Element]:
        return {each.get(f"{W}styleId"): each for each in self.styles.iter(f"{W}style")}

    def style_name(self, paragraph: etree._Element) -> str:
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        element = None if style is None else self.style_elements.get(style.get(f"{W}val"))
        return "" if element is None else element.find(f"{W}name").get(f"{W}val")

    def said(self, identifier: str, path: str) -> etree._Element | None:
        """What a style says, or the one it is based on."""
        while identifier:
            element = self.style_elements.get(identifier)
            if element is None:
                return None
            found = element.find(path)
            if found is not None:
                return found
            parent = element.find(f"{W}basedOn")
            identifier = "" if parent is None else parent.get(f"{W}val")
        return None


def text_of(element: etree._Element) -> str:
    return "".join(each.text or "" for each in element.iter(f"{W}t"))


def faults(raw: bytes) -> list[Fault]:
    """Return every rule that the file does not meet, in the order of the rules."""
    file = WordFile(raw)
    return [fault for rule in RULES for fault in rule(file)]


# -- the document as a whole ----------------------------------------------------------------------------------------


def properties(file: WordFile) -> Iterator[Fault]:
    core = file.part("docProps/core.xml")
    if not (core.findtext(f"{DC}title") or "").strip():
        yield Fault("title", "no title in the properties")
    if not core.findtext(f"{DC}language"):
        yield Fault("language", "no language in the properties")
    language = file.styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang")
    if language is None or not language.get(f"{W}val"):
        yield Fault("language", "no language of the text")


def nothing_left_over(file: WordFile) -> Iterator[Fault]:
    for tag in ("ins", "del", "commentReference", "moveFrom", "moveTo"):
        for _ in file.document.iter(f"{W}{tag}"):
            yield Fault("left-over", f"w:{tag}")
    if _asks_to_update(file) and not any(_waits(code, result) for code, result, _ in _fields(file)):
        yield Fault("left-over", "Word would ask whether to update fields, and all of them have their results")


def page_numbers(file: WordFile) -> Iterator[Fault]:
    feet = [name for name in file.names if re.fullmatch(r"word/footer\d*\.xml", name)]
    codes = "".join(each.text or "" for name in feet for each in file.part(name).iter(f"{W}instrText"))
    if feet and ("PAGE" not in codes or "NUMPAGES" not in codes):
        yield Fault("foot", "no page number")


# -- text -----------------------------------------------------------------------------------------------------------


def headings(file: WordFile) -> Iterator[Fault]:
    level = 0
    for paragraph in file.document.iter(f"{W}p"):
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        outline = None if style is None else file.said(style.get(f"{W}val"), f"{W}pPr/{W}outlineLvl")
        if outline is None:
            continue
        new = int(outline.get(f"{W}val")) + 1
        if new == BODY_LEVEL:
            continue
        if new > level + 1:
            yield Fault("heading-order", f"level {new} after {level}: `{text_of(paragraph)}`")
        if not text_of(paragraph).strip():
            yield Fault("heading-empty", f"level {new}")
        level = new


def named_styles_only(file: WordFile) -> Iterator[Fault]:
    for paragraph in file.document.iter(f"{W}p"):
        if not file.style_name(paragraph):
            yield Fault("style", f"no style: `{text_of(paragraph)}`")
        for each in paragraph.iterfind(f"{W}pPr/*"):
            name = etree.QName(each).localname
            if name not in PARAGRAPH_EXCEPTIONS or (name in ONLY and set(each.attrib) != ONLY[name]):
                yield Fault("direct-formatting", f"w:{name} in `{text_of(paragraph)}`")
    for run in file.document.iter(f"{W}r"):
        for each in run.iterfind(f"{W}rPr/*"):
            if etree.QName(each).localname not in RUN_EXCEPTIONS:
                yield Fault("direct-formatting", f"{each.tag} on `{text_of(run)}`")


def known_styles(file: WordFile) -> Iterator[Fault]:
    parts = [file.document] + [file.part(name) for name in file.names if re.match(r"word/(header|footer)\d", name)]
    for part in parts:
        for tag in ("pStyle", "rStyle", "tblStyle"):
            for each in part.iter(f"{W}{tag}"):
                if each.get(f"{W}val") not in file.style_elements:
                    yield Fault("style", f"unknown style `{each.get(f'{W}val')}`")


def no_blank_paragraphs(file: WordFile) -> Iterator[Fault]:
    body = file.document.find(f"{W}body")
    for paragraph in body.iterfind(f"{W}p"):
        if text_of(paragraph).strip() or paragraph.find(f".//{W}drawing") is not None:
            continue
        before, after = paragraph.getprevious(), paragraph.getnext()
        beside_table = before is not None and before.tag == f"{W}tbl"
        ends_section = paragraph.find(f"{W}pPr/{W}sectPr") is not None
        if not beside_table or (after is not None and after.tag == f"{W}p" and not ends_section):
            yield Fault("blank-paragraph", "a paragraph without words")
    for each in file.document.iter(f"{W}t"):
        if re.search(r" {3,}", each.text or ""):
            yield Fault("repeated-blanks", f"`{each.text}`")


# -- pictures and tables --------------------------------------------------------------------------------------------


def drawings(file: WordFile) -> Iterator[Fault]:
    for tag in (f"{WP}anchor", f"{W}pict", f"{W}object"):
        for _ in file.document.iter(tag):
            yield Fault("floating", tag)
    for inline in file.document.iter(f"{WP}inline"):
        words = inline.find(f"{WP}docPr")
        if not (words.get("descr") or "").strip():
            yield Fault("alt-text", words.get("name") or "a picture")
        for chart in inline.iter(f"{C}chart"):
            yield from _chart(file, chart.get(f"{R}id"))
    numbers = Counter(each.get("id") for each in file.document.iter(f"{WP}docPr"))
    for number, count in numbers.items():
        if count > 1:
            yield Fault("drawing-id", f"{number} is used {count} times")


def _chart(file: WordFile, identifier: str) -> Iterator[Fault]:
    target = file.relations("word/document.xml").get(identifier, ("", ""))[0]
    if target not in file.names:
        yield Fault("chart", f"no part `{target}`")
        return
    source = file.part(target).find(f"{C}externalData")
    book = "" if source is None else file.relations(target).get(source.get(f"{R}id"), ("", ""))[0]
    if book not in file.names:
        yield Fault("chart", f"no figures behind `{target}`")


UNREPEATED = ("ReportPoints",)
"""Rows of a layout that may run over pages, where the first one must not be read again; Word asks for no more than
that a row is said to be the head."""


def tables(file: WordFile) -> Iterator[Fault]:
    for table in file.document.iter(f"{W}tbl"):
        caption = table.find(f"{W}tblPr/{W}tblCaption")
        name = "" if caption is None else caption.get(f"{W}val")
        if not name:
            yield Fault("table-title", f"`{text_of(table)[:40]}`")
        rows = table.findall(f"{W}tr")
        heads = [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows]
        look = table.find(f"{W}tblPr/{W}tblLook")
        says_head = look is not None and look.get(f"{W}firstRow") == "1"
        if not says_head:
            yield Fault("table-head", f"`{name}`: no row is said to be the head")
        elif not heads[0] and table.find(f"{W}tblPr/{W}tblStyle").get(f"{W}val") not in UNREPEATED:
            yield Fault("table-head", f"`{name}`: the first row is not marked")
        if heads != sorted(heads, reverse=True):
            yield Fault("table-head", f"`{name}`: marked rows that are no head")
        if table.find(f"{W}tblPr/{W}tblDescription") is None:
            yield Fault("table-title", f"`{name}`: no description")
        yield from _rows(table, rows, name)


def _rows(table: etree._Element, rows: list[etree._Element], name: str) -> Iterator[Fault]:
    count = len(table.findall(f"{W}tblGrid/{W}gridCol"))
    for row in rows:
        if row.find(f"{W}trPr/{W}cantSplit") is None:
            yield Fault("row-splits", f"`{name}`: `{text_of(row)[:40]}`")
        cells = row.findall(f"{W}tc")
        spans = [each.find(f"{W}tcPr/{W}gridSpan") for each in cells]
        if sum(1 if span is None else int(span.get(f"{W}val")) for span in spans) != count:
            yield Fault("table-grid", f"`{name}`: a row does not fill the grid")
        if not text_of(row).strip() and row.find(f".//{W}drawing") is None:
            yield Fault("blank-row", f"`{name}`")
        for each in cells:
            if each.find(f"{W}tcPr/{W}vMerge") is not None:
                yield Fault("merged-rows", f"`{name}`")
            if each.find(f"{W}tcPr/{W}tcW") is None:
                yield Fault("cell-width", f"`{name}`: `{text_of(each)}`")


# -- colours --------------------------------------------------------------------------------------------------------


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def legible(file: WordFile) -> Iterator[Fault]:
    seen = set()
    for run in file.document.iter(f"{W}r"):
        if not text_of(run).strip(" \u00a0"):
            continue
        colour, ground, size = _colour(file, run), _ground(file, run), _size(file, run)
        key = (colour, ground, size)
        if key in seen:
            continue
        seen.add(key)
        if contrast(colour, ground) < LEAST_CONTRAST:
            yield Fault("contrast", f"{colour} on {ground}: `{text_of(run)}`")
        if size < LEAST_SIZE:
            yield Fault("size", f"{size / 2} points: `{text_of(run)}`")


def _style_ids(run: etree._Element) -> Iterator[str]:
    own = run.find(f"{W}rPr/{W}rStyle")
    if own is not None:
        yield own.get(f"{W}val")
    paragraph = next(run.iterancestors(f"{W}p")).find(f"{W}pPr/{W}pStyle")
    if paragraph is not None:
        yield paragraph.get(f"{W}val")


def _colour(file: WordFile, run: etree._Element) -> str:
    for identifier in _style_ids(run):
        found = file.said(identifier, f"{W}rPr/{W}color")
        if found is not None:
            return found.get(f"{W}val")
    return "000000"


def _size(file: WordFile, run: etree._Element) -> int:
    for identifier in _style_ids(run):
        found = file.said(identifier, f"{W}rPr/{W}sz")
        if found is not None:
            return int(found.get(f"{W}val"))
    return 20


def _ground(file: WordFile, run: etree._Element) -> str:
    cell = next(run.iterancestors(f"{W}tc"), None)
    shade = None if cell is None else cell.find(f"{W}tcPr/{W}shd")
    if shade is None and cell is not None:
        style = next(cell.iterancestors(f"{W}tbl")).find(f"{W}tblPr/{W}tblStyle")
        shade = None if style is None else file.said(style.get(f"{W}val"), f"{W}tcPr/{W}shd")
    if shade is None:
        shade = next((file.said(each, f"{W}pPr/{W}shd") for each in _style_ids(run)), None)
    return "FFFFFF" if shade is None else shade.get(f"{W}fill")


# -- links and fields -----------------------------------------------------------------------------------------------


def bookmarks(file: WordFile) -> Iterator[Fault]:
    starts = [(each.get(f"{W}id"), each.get(f"{W}name")) for each in file.document.iter(f"{W}bookmarkStart")]
    ends = Counter(each.get(f"{W}id") for each in file.document.iter(f"{W}bookmarkEnd"))
    for identifier, count in Counter(identifier for identifier, _ in starts).items():
        if count > 1 or ends[identifier] != 1:
            yield Fault("bookmark", f"number {identifier} begins {count} times and ends {ends[identifier]} times")
    for name, count in Counter(name for _, name in starts).items():
        if count > 1 or not BOOKMARK.fullmatch(name):
            yield Fault("bookmark", f"`{name}`")


def links(file: WordFile) -> Iterator[Fault]:
    relations = file.relations("word/document.xml")
    names = {each.get(f"{W}name") for each in file.document.iter(f"{W}bookmarkStart")}
    for link in file.document.iter(f"{W}hyperlink"):
        anchor, identifier = link.get(f"{W}anchor"), link.get(f"{R}id")
        if not text_of(link).strip():
            yield Fault("link-text", anchor or identifier or "a link")
        if anchor is not None and anchor not in names:
            yield Fault("link-target", f"no bookmark `{anchor}`")
        if identifier is not None and relations.get(identifier, ("", ""))[1] != "External":
            yield Fault("link-target", f"no address for `{text_of(link)}`")
        if anchor is None and identifier is None:
            yield Fault("link-target", f"`{text_of(link)}` leads nowhere")


def fields(file: WordFile) -> Iterator[Fault]:
    names = {each.get(f"{W}name") for each in file.document.iter(f"{W}bookmarkStart")}
    will_update = _asks_to_update(file)
    for code, result, problem in _fields(file):
        if problem:
            yield Fault("field", problem)
            continue
        if not result.strip() and not (will_update and _waits(code, result)):
            yield Fault("field", f"`{code}` shows nothing")
        words = code.split()
        if words[0] in ("REF", "PAGEREF", "NOTEREF") and words[1] not in names:
            yield Fault("field", f"`{code}` has no bookmark")


def _fields(file: WordFile) -> Iterator[tuple[str, str, str]]:
    """Yield the code of each field, its result, and what is wrong with how it is written."""
    unfinished: list[list[str]] = []
    for each in file.document.iter(f"{W}fldChar", f"{W}instrText", f"{W}t"):
        kind = each.get(f"{W}fldCharType") or etree.QName(each).localname
        if kind == "begin":
            unfinished.append(["", ""])
        elif kind == "end" and not unfinished:
            yield "", "", "an end without a beginning"
        elif kind == "end":
            code, result = unfinished.pop()
            yield code.strip(), result, ""
        elif kind == "instrText":
            unfinished[-1][0] += each.text or ""
        elif kind == "t":
            for entry in unfinished:
                entry[1] += each.text or ""
    for code, _ in unfinished:
        yield code.strip(), "", f"`{code}` does not end"


def _waits(code: str, result: str) -> bool:
    """Say whether a field is a page number that only Word can know."""
    return code.startswith("PAGEREF") and not result.strip()


def _asks_to_update(file: WordFile) -> bool:
    return file.part("word/settings.xml").find(f"{W}updateFields") is not None


RULES = (
    properties,
    nothing_left_over,
    page_numbers,
    headings,
    named_styles_only,
    known_styles,
    no_blank_paragraphs,
    drawings,
    tables,
    legible,
    bookmarks,
    links,
    fields,
)
