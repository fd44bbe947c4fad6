"""The checker finds every fault that is planted in a Word file without any."""

import io
import zipfile
from pathlib import Path

import pytest

from reportgen.builders.docx import build_docx
from reportgen.builders.pdf import lay_out
from reportgen.template.themes import read_theme
from tests.documents import heading, nested_list, paragraph, small_document, spanned_table
from tests.judges.docx_checker import faults

THEME = read_theme("default", Path("templates"))
DOCUMENT, STYLES = "word/document.xml", "word/styles.xml"


@pytest.fixture(scope="module")
def good() -> bytes:
    sub = heading(2, "A part", "part")
    document = small_document(
        nested_list(), spanned_table(), sub, paragraph("Some words."), paragraph("More of them. " * 30)
    )
    return build_docx(document, THEME, page_numbers=lay_out(document, THEME).pages)


def planted(raw: bytes, part: str, old: str, new: str) -> bytes:
    """Return the file with `old` in a part replaced; in the text only where it stands first."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            content = source.read(name).decode() if name == part else source.read(name)
            if isinstance(content, str):
                assert old in content, f"nothing to plant in {part}: {old}"
                content = content.replace(old, new, 1 if name == DOCUMENT else -1)
            target.writestr(name, content)
    return out.getvalue()


BLANK = '<w:p><w:pPr><w:pStyle w:val="BodyText"/></w:pPr></w:p>'
SIZED = '<w:r><w:rPr><w:sz w:val="9"/></w:rPr></w:r>'
CELL = '<w:tc><w:tcPr><w:tcW w:w="1"/></w:tcPr></w:tc>'
FIRST_BODY = '<w:p><w:pPr><w:pStyle w:val="BodyText"/><w:keepNext/></w:pPr>'
PLANTED = {
    "no title": ("title", "docProps/core.xml", "<dc:title>A small report</dc:title>", ""),
    "no language": ("language", "docProps/core.xml", "<dc:language>en-US</dc:language>", ""),
    "no language of text": ("language", STYLES, '<w:lang w:val="en-US"', '<w:lang w:val=""'),
    "update question": ("left-over", "word/settings.xml", "<w:zoom", "<w:updateFields/><w:zoom"),
    "tracked change": ("left-over", DOCUMENT, FIRST_BODY, FIRST_BODY + '<w:ins w:id="9" w:author="x"/>'),
    "no page number": ("foot", "word/footer1.xml", " NUMPAGES ", " TITLE "),
    "skipped level": ("heading-order", DOCUMENT, 'w:val="Heading2"', 'w:val="Heading3"'),
    "heading without words": ("heading-empty", DOCUMENT, ">A part<", "> <"),
    "unknown style": ("style", DOCUMENT, '<w:pStyle w:val="BodyText"/>', '<w:pStyle w:val="BodyTxt"/>'),
    "no style": ("style", DOCUMENT, '<w:pPr><w:pStyle w:val="BodyText"/><w:keepNext/></w:pPr>', ""),
    "bold by hand": ("direct-formatting", DOCUMENT, FIRST_BODY, FIRST_BODY + SIZED),
    "indented by hand": ("direct-formatting", DOCUMENT, '"BodyText"/>', '"BodyText"/><w:ind w:left="90"/>'),
    "blank paragraph": ("blank-paragraph", DOCUMENT, FIRST_BODY, BLANK + FIRST_BODY),
    "blanks for space": ("repeated-blanks", DOCUMENT, ">Some words.<", ">Some     words.<"),
    "no alternative text": ("alt-text", DOCUMENT, ' descr="A chart', ' title="A chart'),
    "floating picture": ("floating", DOCUMENT, FIRST_BODY, FIRST_BODY + "<w:r><w:pict/></w:r>"),
    "figures lost": ("chart", "word/charts/chart1.xml", "externalData", "otherData"),
    "table without title": ("table-title", DOCUMENT, "<w:tblCaption", "<w:tblCaptio"),
    "table without description": ("table-title", DOCUMENT, "<w:tblDescription", "<w:tblDesc"),
    "head not marked": ("table-head", DOCUMENT, "<w:tblHeader/>", ""),
    "head not said": ("table-head", DOCUMENT, 'w:firstRow="1"', 'w:firstRow="0"'),
    "row splits": ("row-splits", DOCUMENT, "<w:cantSplit/>", ""),
    "cell too many": ("table-grid", DOCUMENT, "</w:tc></w:tr>", f"</w:tc>{CELL}</w:tr>"),
    "merged rows": ("merged-rows", DOCUMENT, "<w:tcPr>", "<w:tcPr><w:vMerge/>"),
    "no cell width": ("cell-width", DOCUMENT, "<w:tcW ", "<w:tcW2 "),
    "pale text": ("contrast", STYLES, 'w:val="262626"', 'w:val="B0B0B0"'),
    "small text": ("size", STYLES, '<w:sz w:val="17"/>', '<w:sz w:val="15"/>'),
    "bookmark twice": ("bookmark", DOCUMENT, 'w:name="_Ref00000001"', 'w:name="_Toc00000001"'),
    "bookmark open": ("bookmark", DOCUMENT, "<w:bookmarkEnd", "<w:bookmarkStop"),
    "link without target": ("link-target", DOCUMENT, 'w:anchor="_Note', 'w:anchor="_None'),
    "field without bookmark": ("field", DOCUMENT, " REF _Ref", " REF _Rex"),
    "field without result": ("field", DOCUMENT, ">Figure\u00a01<", "><"),
    "field without end": ("field", DOCUMENT, 'w:fldCharType="end"', 'w:fldCharType="separate"'),
}  # fmt: skip


def test_a_good_file_has_no_fault(good):
    assert faults(good) == []


@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_fault_is_found(good, name):
    rule, part, old, new = PLANTED[name]
    assert rule in {fault.rule for fault in faults(planted(good, part, old, new))}
