"""Profiles: how they are read, how they change a theme, and what they find in a finished file."""

import tomllib
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Dictionary, Name

from reportgen.builders.pdf import build_pdf
from reportgen.document import Heading, PageBreak, Paragraph, TableOfContents
from reportgen.errors import TemplateError
from reportgen.profile import Profile, apply_profile, check_profile, fit_document, parse_profile
from reportgen.template.themes import read_theme
from tests.documents import heading, metadata, small_document, wide_table, words
from tests.judges.pdf_checker import faults

TEMPLATES = Path("templates")
THEME = read_theme("default", TEMPLATES)


def profile(name: str) -> Profile:
    file = TEMPLATES / "profiles" / f"{name}.toml"
    return parse_profile(tomllib.loads(file.read_text(encoding="utf-8")), name=name, where=str(file))


def plain(name: str, *blocks: object, draft: str = "") -> tuple[bytes, Profile]:
    """A document without links, built for a profile."""
    asked = profile(name)
    whole = small_document(draft=draft)
    kept = tuple(block for block in whole.blocks if isinstance(block, Heading)) + blocks
    return build_pdf(replace(whole, blocks=kept), apply_profile(THEME, asked)), asked


def violated(pdf: bytes, asked: Profile, name: str = "short.pdf") -> list[str]:
    return [error.message.split("`")[3] for error in check_profile(pdf, asked, name=name)]


@pytest.mark.parametrize("name", ["board", "section-508"])
def test_a_report_follows_the_shipped_profiles(name):
    asked = profile(name)
    pdf = build_pdf(small_document(), apply_profile(THEME, asked))
    assert check_profile(pdf, asked, name="report.pdf") == ()


def test_an_attachment_follows_the_profile_of_its_readers():
    assert violated(*plain("nih-attachment", Paragraph(words("Text of some length. " * 200)))) == []


def test_a_whole_report_follows_the_profile_of_an_attachment():
    asked = profile("nih-attachment")
    contents = TableOfContents(words("Contents"))
    document = fit_document(small_document(contents, heading(2, "Below", "below")), asked)
    pdf = build_pdf(document, apply_profile(THEME, asked))
    assert violated(pdf, asked) == []
    assert faults(pdf) == ()


def test_contents_without_links_are_still_contents():
    flat = replace(THEME, page=replace(THEME.page, is_flat=True))
    assert faults(build_pdf(small_document(TableOfContents(words("Contents"))), flat)) == ()


def test_an_attachment_has_no_running_foot():
    pdf, _ = plain("nih-attachment")
    with pikepdf.open(BytesIO(pdf)) as opened:
        assert b"/Footer" not in opened.pages[0].Contents.read_bytes()


def test_type_is_raised_to_the_least_size_with_its_leading():
    styles = apply_profile(THEME, profile("nih-attachment")).styles
    assert (styles.notes.size, styles.notes.leading) == (11, 14.2)
    assert styles.title == THEME.styles.title


def test_small_type_is_found_with_its_pages():
    asked = profile("nih-attachment")
    errors = check_profile(build_pdf(small_document(PageBreak()), THEME), asked, name="report.pdf")
    small = next(error for error in errors if "least_text_size" in error.message)
    assert small.message == "profile `nih-attachment`, rule `least_text_size`: expected 11 points, found 8.5"
    assert small.where == "report.pdf, pages 1, 2"


def test_lettering_in_a_chart_may_be_smaller_than_text():
    asked = profile("nih-attachment")
    pdf = build_pdf(small_document(), apply_profile(THEME, asked))
    assert "least_chart_size" not in violated(pdf, asked)


def test_a_draft_is_no_attachment():
    assert violated(*plain("nih-attachment", draft="Draft: two sums fail.")) == ["least_margin", "running_foot"]


def test_contents_are_found():
    contents = (TableOfContents(words("Contents")), heading(1, "One", "one"))
    assert violated(*plain("nih-attachment", *contents)) == ["contents"]


def test_links_are_found():
    asked = profile("nih-attachment")
    linked = replace(apply_profile(THEME, asked), page=replace(apply_profile(THEME, asked).page, is_flat=False))
    errors = check_profile(build_pdf(small_document(), linked), asked, name="x.pdf")
    assert [(error.message, error.where) for error in errors] == [
        ("profile `nih-attachment`, rule `links`: found 2 links", "x.pdf, page 1")
    ]


def test_a_long_name_is_found():
    pdf, asked = plain("nih-attachment")
    assert violated(pdf, asked, name=f"{'a' * 47}.pdf") == ["longest_name"]
    assert violated(pdf, asked, name=f"{'a' * 46}.pdf") == []


def test_a_name_with_a_strange_character_is_found():
    pdf, asked = plain("nih-attachment")
    assert violated(pdf, asked, name="résumé.pdf") == ["name_characters"]


def test_too_many_pages_are_found():
    pdf, asked = plain("nih-attachment", *(Paragraph(words("Long text. " * 300)) for _ in range(9)))
    limited = replace(asked, page=replace(asked.page, most_pages=2))
    (error,) = check_profile(pdf, limited, name="x.pdf")
    assert (error.where, "expected at most 2 pages" in error.message) == ("x.pdf, page 3 and after", True)


def test_another_size_of_page_is_found():
    asked = profile("board")
    theme = replace(THEME, page=replace(THEME.page, width=595, height=842))
    assert violated(build_pdf(small_document(), theme), asked) == ["width", "height"]


def test_a_sheet_on_its_side_is_the_same_paper():
    pdf, asked = plain("board", wide_table())
    assert violated(pdf, asked) == []


def test_a_file_without_a_claim_is_found():
    asked = profile("board")
    nameless = replace(small_document(), metadata=replace(metadata("x"), title=""))
    assert violated(build_pdf(nameless, THEME), asked) == ["accessible", "archival"]


def test_attachments_and_comments_are_found():
    pdf, asked = plain("nih-attachment")
    with pikepdf.open(BytesIO(pdf)) as opened:
        opened.attachments["figures.csv"] = b"1,2"
        comment = Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=[100, 100, 120, 120])
        opened.pages[0].obj.Annots = pikepdf.Array([opened.make_indirect(comment)])
        changed = BytesIO()
        opened.save(changed)
    assert violated(changed.getvalue(), asked) == ["attachments", "forms"]


def test_an_unknown_key_names_the_near_one():
    with pytest.raises(TemplateError, match="did you mean `most_pages`"):
        parse_profile({"title": "T", "page": {"max_pages": 3}}, name="p", where="p.toml")


@pytest.mark.parametrize(("key", "value"), [("most_pages", "three"), ("running_foot", 1), ("width", True)])
def test_a_value_of_the_wrong_kind_is_named(key, value):
    with pytest.raises(TemplateError, match=f"key `page.{key}`: expected"):
        parse_profile({"title": "T", "page": {key: value}}, name="p", where="p.toml")
