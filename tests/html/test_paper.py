"""A page in print: the sheet, the margins, the foot and the sizes of its theme."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from reportgen.builders.html.paper import paper_rules
from reportgen.template.themes import read_theme
from reportgen.theme import on_paper
from tests.documents import stress_document
from tests.html.reading import built, looks

THEME = read_theme("board", Path("templates"))


def test_the_sheet_is_that_of_the_theme():
    page = THEME.page
    assert f"@page{{size:612pt 792pt;margin:{page.top:g}pt {page.right:g}pt {page.bottom:g}pt" in paper_rules(THEME, "")
    assert "size:595.28pt 841.89pt" in paper_rules(on_paper(THEME, "a4", where="-"), "")


def test_the_foot_says_title_and_page_where_the_theme_has_one():
    assert 'content:"Page " counter(page) " of " counter(pages) ""' in paper_rules(THEME, "Figures")
    bare = replace(THEME, page=replace(THEME.page, running_foot=False))
    assert "counter" not in paper_rules(bare, "Figures")


@pytest.mark.parametrize("title", ['"};x{y:z}', "\\", "</style><script>", "a\nb", "*/", "it's 5 %"])
def test_no_title_ends_the_text_that_it_stands_in(title):
    rules = paper_rules(THEME, title)
    (written,) = re.findall(r'@bottom-left\{content:"((?:[^"\\<>\n]|\\[0-9a-f]+ )*)"', rules)
    assert re.sub(r"\\([0-9a-f]+) ", lambda found: chr(int(found[1], 16)), written) == title
    assert rules.count("{") - title.count("{") == rules.count("}") - title.count("}")


def test_text_has_the_sizes_of_its_style():
    body = THEME.styles.body
    assert f"main{{font-size:{body.size:g}pt;line-height:{body.leading:g}pt}}" in paper_rules(THEME, "")
    assert "table{font-size:9.5pt" in paper_rules(THEME, "")


def test_a_table_that_stands_in_blocks_on_paper_does_so_here():
    page = built(stress_document(rows=40), THEME)
    assert [each for each in page.iter("figure") if "in-blocks" in looks(each)]
