"""A report that is composed again while it is written is the report that is composed anew."""

from dataclasses import replace
from datetime import date

import pytest

from reportgen.compare import compare
from reportgen.compose import compose
from reportgen.compose.before import Before
from reportgen.dataset import read_package
from reportgen.quantity import Figures, Operation
from reportgen.resources import data_folder, templates_folder
from reportgen.template import files_of_reports, read_report
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
