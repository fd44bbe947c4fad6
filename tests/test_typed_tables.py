"""Tables that are typed in a template, and directives that are not closed."""

import docx
import pypdfium2
import pytest

from reportgen.document import Strong, Table, Text, plain_text
from reportgen.errors import TemplateError
from reportgen.template import Directive, parse_markdown
from reportgen.template.markdown import typed_lines
from tests.worlds import make_world

TABLE = "| Word | Number |\n|---|---|\n| one **two** | 1,200 |\n| three | 7 |\n"


def table_of(text):
    (table,) = (element for element in parse_markdown(text, where="t.md") if isinstance(element, Table))
    return table


def words(row):
    return [plain_text(cell.children) for cell in row.cells]


def mistake_of(text, first=1):
    with pytest.raises(TemplateError, match=r".") as caught:
        parse_markdown(text, where="t.md", typed=typed_lines(text, first))
    return f"{caught.value.where}: {caught.value.message}"


def test_a_typed_table_has_heads_rows_and_inline_marks():
    table = table_of(TABLE)
    assert words(table.head[0]) == ["Word", "Number"]
    assert [words(row) for row in table.rows] == [["one two", "1,200"], ["three", "7"]]
    assert table.rows[0].cells[0].children == (Text("one "), Strong((Text("two"),)))


def test_a_column_of_numbers_stands_at_the_right_and_the_first_one_heads_its_rows():
    columns = table_of(TABLE).columns
    assert [(each.align, each.is_row_header) for each in columns] == [("left", True), ("right", False)]


def test_the_line_below_the_heads_says_where_a_column_stands():
    table = table_of("| a | b |\n|--:|:--|\n| x | 1 |\n")
    assert [each.align for each in table.columns] == ["right", "left"]


def test_a_bar_within_a_cell_is_one_of_its_characters():
    assert words(table_of("| a \\| b | c |\n|---|---|\n| d | e \\| f |\n").rows[0]) == ["d", "e | f"]


def test_a_line_above_a_typed_table_is_its_caption_and_names_it():
    table = table_of(f"Table: What is **meant**\n\n{TABLE}")
    assert (plain_text(table.caption.headline), table.anchor) == ("What is meant", "what-is-meant")


def test_a_typed_table_without_a_caption_has_a_name_of_its_own():
    elements = parse_markdown(f"{TABLE}\nText.\n\n{TABLE}", where="t.md")
    assert [each.anchor for each in elements if isinstance(each, Table)] == ["typed-table-1", "typed-table-2"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a\n\n| a | b |\n|---|---|\n| 1 |\n", "t.md:5: expected 2 cells in a row of a table, found 1"),
        ("| a | b |\n|---|---|\n| 1 | 2 | 3 |\n", "t.md:3: expected 2 cells in a row of a table, found 3"),
        ("x\n\n| a | b |\n| 1 | 2 |\n", "t.md:3: expected a line of hyphens below the head of a table, found none"),
        ("| a | b |\n|---|\n| 1 | 2 |\n", "t.md:2: expected 2 cells below the head of a table, found 1"),
        ("| a | b |\n|---|:-:|\n| 1 | 2 |\n", "t.md:2: expected a column at the left or at the right, found one in"),
        ("text\n\n> quoted\n", "t.md:3: expected a heading, a paragraph, a list, a table or a directive, found a quot"),
        ("- a\n  - b\n\n    | a |\n    |---|\n", "t.md:4: an item of a list holds text and lists, found a `table`"),
    ],
)
def test_a_malformed_table_is_a_mistake_at_its_line(text, message):
    assert mistake_of(text).startswith(message)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "# A\n\n:::{chart} x\nkind: line\n\n# B\n",
            "t.md:3: `:::{chart} x` is not closed: expected a line `:::`, found the",
        ),
        (
            ":::{chart} x\n\n:::{table} y\n:::\n",
            "t.md:1: `:::{chart} x` is not closed: expected a line `:::`, found `:::{ta",
        ),
        (
            "::::{pair}\n:::{chart} x\n::::\n",
            "t.md:2: `:::{chart} x` is not closed: expected a line `:::`, found `::::` of",
        ),
        (
            "::::{pair}\n:::{chart} x\n:::\n",
            "t.md:1: `::::{pair}` is not closed: expected a line `::::`, found the end",
        ),
        (":::{pair}\n:::{chart} x\n:::\n:::\n", "t.md:1: `:::{pair}` is not closed"),
    ],
)
def test_a_directive_that_is_not_closed_is_a_mistake_at_its_first_line(text, message):
    assert mistake_of(text).startswith(message)


def test_directives_that_hold_others_are_closed_by_as_many_colons():
    (pair,) = parse_markdown("::::{pair}\n:::{chart} x\n:::\n:::{chart} y\n:::\n::::\n", where="t.md")
    assert [child.name for child in pair.children if isinstance(child, Directive)] == ["x", "y"]


# -- on the page --------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    made = make_world(tmp_path_factory.mktemp("typed"))
    rows = "".join(f"| row {at} | {{{{ figure('cases', last) }}}} |\n" for at in range(90))
    body = f"# A\n\n{TABLE}\nSee {{ref:meant}}.\n\nTable: Meant\n\n{TABLE}\n# B\n\n| Row | Cases |\n|---|---|\n{rows}"
    made.write_report("note", body)
    assert made.build("note", "--format", "pdf", "--format", "docx", "--format", "txt") == 0
    return made


def test_a_typed_table_is_printed_as_text(world):
    text = (world.out / "note-2020-2022.txt").read_text(encoding="utf-8")
    assert "Word     Number\n" in text
    assert "See Table 1." in text
    assert text.count("Table 1. Meant") == 1


def test_a_typed_table_is_a_table_of_word_with_a_head_that_is_repeated(world):
    tables = docx.Document(world.out / "note-2020-2022.docx").tables
    assert [table.cell(0, 0).text for table in tables] == ["Word", "Word", "Row"]
    assert len(tables[2].rows) == 91
    assert "w:tblHeader" in tables[2].rows[0]._tr.xml


def test_a_typed_table_is_tagged_in_pdf_and_goes_on_on_the_next_page(world):
    from pikepdf import open as open_pdf

    path = world.out / "note-2020-2022.pdf"
    with open_pdf(path) as pdf:
        kinds = [str(each.S) for each in pdf.objects if getattr(each, "_type_name", "") and "/S" in dict_of(each)]
    assert kinds.count("/Table") == 3
    assert kinds.count("/Caption") == 1
    pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(path)]
    assert "Continued" in pages[1]
    assert "row 89" in "".join(pages)


def dict_of(each):
    return each if str(each._type_name) == "dictionary" else {}


def test_an_unknown_name_within_a_typed_table_is_a_mistake_at_its_line(world, capsys):
    world.write_report("wrong", "# A\n\n| a |\n|---|\n| {{ figur('cases') }} |\n")
    assert world.build("wrong") == TemplateError.exit_code
    assert "templates/wrong.md:10: unknown name `figur`" in capsys.readouterr().err
