"""A report that is composed again while it is written is the report that is composed anew."""

from contextlib import nullcontext
from dataclasses import replace
from datetime import date

import pytest

from reportgen.builders import lay_out
from reportgen.builders.pdf.before import FlowsBefore, blocks_set_before
from reportgen.builders.pdf.story import set_block
from reportgen.compare import compare
from reportgen.compose import compose
from reportgen.compose.before import Before
from reportgen.dataset import read_package
from reportgen.document import Strong, Text
from reportgen.document.alike import is_alike
from reportgen.document.walk import exhibits_of
from reportgen.exhibits.tables import SetBefore, resolve_table, resolve_tables, room_of, tables_set_before
from reportgen.quantity import Figures, Operation, Quantity, quantified
from reportgen.resources import data_folder, templates_folder
from reportgen.template import files_of_reports, read_report, read_theme
from reportgen.theme import on_paper
from reportgen.trace import numbers_of
from reportgen.years import parse_years


@pytest.fixture(scope="module")
def package():
    return read_package(data_folder())


def composed(package, folder, text, *, place=None, years="", before=None):
    (folder / "briefing.md").write_text(text, encoding="utf-8")
    report = read_report(files_of_reports(folder)["briefing"])
    span = parse_years(years, package.years)
    return compose(package, composed.comparison, report, years=span, made=date(2025, 7, 1), place=place, before=before)


def cells_of(origin):
    """An origin with the figures themselves where it has a set of them, which is only equal to itself."""
    match origin:
        case Figures():
            return origin.cells
        case Operation():
            return replace(origin, operands=tuple(cells_of(operand) for operand in origin.operands))
    return origin


def numbers(document):
    found = numbers_of(document)
    return [replace(each, quantity=each.quantity._replace(origin=cells_of(each.quantity.origin))) for each in found]


def same(one, other):
    return one == other and numbers(one) == numbers(other)


@pytest.mark.conformance
def test_after_any_edit_it_is_as_if_it_was_composed_for_the_first_time(package, tmp_path):
    composed.comparison = compare(package)
    text = (templates_folder() / "briefing.md").read_text(encoding="utf-8")
    lines = text.split("\n")
    first = next(at for at, line in enumerate(lines) if line.startswith(":::{table} all-places"))
    table = [":::{table} another", *lines[first + 1 : lines.index(":::", first) + 1], ""]
    begins = next(at for at, line in enumerate(lines) if line.startswith("# "))
    with_a_table_before = "\n".join([*lines[:begins], *table, *lines[begins:]])
    edits = (text, text.replace('subtitle: "', 'subtitle: "Now '), with_a_table_before, text)
    before = Before()
    for edited in edits:
        again = composed(package, tmp_path, edited, before=before)
        assert same(again, composed(package, tmp_path, edited))
    within = {"years": "2022:2024"}
    assert same(composed(package, tmp_path, text, before=before, **within), composed(package, tmp_path, text, **within))


def test_an_exhibit_is_not_made_twice_but_for_other_data(package, tmp_path, monkeypatch):
    made = []
    composed.comparison = compare(package)
    text = (
        "---\ntitle: T\nkicker: K\ndescription: D\n---\n\n"
        ":::{chart} x\nkind: line\nheadline: One\nsubtitle: Cases\n"
        "lines:\n  - figure: cases\n    name: All\n:::\n\nWords.\n"
    )
    from reportgen.compose import DIRECTIVES

    chart = DIRECTIVES["chart"]
    monkeypatch.setitem(DIRECTIVES, "chart", lambda scope, asked: made.append(asked) or chart(scope, asked))
    before = Before()
    first = composed(package, tmp_path, text, before=before)
    assert same(composed(package, tmp_path, text, before=before), first)
    assert len(made) == 1
    composed(package, tmp_path, text.replace("One", "Two"), before=before)
    composed(package, tmp_path, text, years="2021:2023", before=before)
    assert len(made) == 3
    other = read_package(data_folder())
    composed(other, tmp_path, text, before=before)
    assert len(made) == 4


TABLE = (
    ":::{{table}} {0}\nkind: members\nfigure: cases\nby: {1}\n"
    "head: {2}\ntotal: All\nheadline: {2}\nsubtitle: Cases\n:::\n"
)
TWO = (
    "---\ntitle: T\nkicker: K\ndescription: D\n---\n\n::::{pair}\n"
    + TABLE.format("x", "case_type", "Types")
    + TABLE.format("y", "age_group", "Others")
    + "::::\n\nWords.\n"
)


def test_exhibits_that_are_as_they_were_are_the_same_objects(package, tmp_path):
    composed.comparison = compare(package)
    before = Before()
    first = composed(package, tmp_path, TWO, before=before)
    edited = TWO.replace("Words", "Other words").replace("Others", "And others")
    again = composed(package, tmp_path, edited, before=before)
    (x, y), (same_x, other_y) = list(exhibits_of(first.blocks)), list(exhibits_of(again.blocks))
    assert same_x is x
    assert other_y != y


def test_a_table_is_set_once_as_long_as_it_is_the_same(package, tmp_path, monkeypatch):
    from reportgen.exhibits.tables import before as set_before

    done = []
    monkeypatch.setattr(set_before, "resolve_table", lambda *asked: done.append(asked) or resolve_table(*asked))
    composed.comparison = compare(package)
    before, kept = Before(), SetBefore()
    theme = read_theme("default", templates_folder())
    for text, sets in ((TWO, 4), (TWO + "\nMore.\n", 4), (TWO.replace("Others", "And others"), 6)):
        document = composed(package, tmp_path, text, before=before)
        with tables_set_before(kept):
            assert resolve_tables(document.blocks, theme, room_of(theme.page)).resolved
        assert len(done) == sets
    with tables_set_before(kept):
        resolve_tables(document.blocks, on_paper(theme, "a4", where=""), room_of(theme.page))
    assert len(done) == 10  # each beside the other and alone


def test_texts_that_print_the_same_are_not_alike_when_their_numbers_come_from_elsewhere():
    one, other = (Text(quantified("7", Quantity(7, origin=Operation("sum", (), value)))) for value in (7, 8))
    assert one == other
    assert is_alike((one, one), (one, one))
    assert not is_alike((one, one), (one, other))
    assert not is_alike((one,), (one, one))
    assert not is_alike(one, Strong((one,)))


def laid_out(document, theme, kept=None):
    with nullcontext() if kept is None else blocks_set_before(kept):
        return lay_out(document, theme).bytes


def test_what_is_set_again_is_to_the_byte_what_is_set_anew(package, tmp_path):
    composed.comparison = compare(package)
    theme, before, kept = read_theme("default", templates_folder()), Before(), FlowsBefore()
    twice = f"{TWO}\nThe same.\n\nThe same.\n\nSee page {{page:x}}.\n"
    edits = (TWO, twice, twice.replace("\nThe same.\n", "\nThe same.\n\nThe same.\n", 1), f"{TWO}\n日本\n", TWO)
    for edited in edits:
        again = laid_out(composed(package, tmp_path, edited, before=before), theme, kept)
        assert again == laid_out(composed(package, tmp_path, edited), theme)
    a4 = on_paper(theme, "a4", where="")
    assert laid_out(composed(package, tmp_path, TWO, before=before), a4, kept) == laid_out(
        composed(package, tmp_path, TWO), a4
    )


def test_only_what_was_changed_is_set_anew(package, tmp_path, monkeypatch):
    from reportgen.builders.pdf import layout

    done = []
    monkeypatch.setattr(layout, "set_block", lambda block, *around: done.append(block) or set_block(block, *around))
    composed.comparison = compare(package)
    theme, before, kept = read_theme("default", templates_folder()), Before(), FlowsBefore()
    other = TWO.replace("Words", "Other words")
    for text, kinds in (
        (TWO, ["TitleBlock", "Pair", "Paragraph"]),
        (other, ["Paragraph"]),
        (other.replace("Others", "All"), ["Pair"]),
        (other.replace("Others", "All"), []),
    ):
        done.clear()
        laid_out(composed(package, tmp_path, text, before=before), theme, kept)
        assert [type(block).__name__ for block in done] == kinds
