"""Mutated tables are read without a fault, and another reader finds no row of which the account does not tell."""

import json
from dataclasses import asdict
from pathlib import Path

import pytest

from tests.fuzz.judge import Court
from tests.fuzz.many import ALL, NONE, SOME, Result, Told, compared, is_fault, logged, rows_told, table, tried
from tests.fuzz.mutated import KINDS, Mutated, first_of_each_kind, mutated, own_bases
from tests.fuzz.next_year import GOOD, Year, wrong
from tests.fuzz.otherwise import NotRead, filled, read_otherwise

ACCOUNT = "rows read 9 = 4 with figures + 1 total over all periods + 2 blank + 1 row of heads + 1 title\n"


def test_an_account_tells_of_its_rows_without_the_blank_ones():
    assert rows_told(f"Counts\n\n{ACCOUNT}cells read 4 = 4 figures\n") == 7


def test_an_account_that_does_not_add_up_is_no_account():
    with pytest.raises(ValueError, match="does not add up"):
        rows_told(ACCOUNT.replace("rows read 9", "rows read 8"))


@pytest.mark.parametrize(
    ("told", "counted", "expected"),
    [
        (Told({("a",): 5}), {"a": 6}, (ALL, 5, 6)),
        (Told({("a", "b"): 5, ("c",): 2}), {"a": 3, "b": 2, "c": 2}, (ALL, 7, 7)),
        (Told({("a",): 5}, refused=["b"]), {"a": 5, "b": 9}, (SOME, 5, 5)),
        (Told({("a",): 5}, refused=["a, table 2"]), {"a": 9}, (NONE, 0, 0)),
        (Told({("a",): 5}, unnamed=2), {"a": 5}, (NONE, 0, 0)),
    ],
)
def test_what_is_named_and_refused_is_not_counted(told, counted, expected):
    assert compared(told, counted) == expected


def test_a_run_goes_on_from_its_log(tmp_path):
    result = Result(3, "a.csv", "text", "rows", "accepted", 0, 0.1, 9, counted=ALL, rows_told=4, rows_counted=5)
    log = tmp_path / "many.jsonl"
    log.write_text(json.dumps({**asdict(result), "lost": result.lost, "more": result.more}) + "\n")
    assert (logged(log), logged(tmp_path / "none"), result.lost) == ([result], [], True)


def test_the_same_seed_gives_the_same_files():
    first, second = ([mutated(own_bases(), seed="a", number=number) for number in range(20)] for _ in range(2))
    assert [file.content for file in first if file.kind == "text"] == [
        file.content for file in second if file.kind == "text"
    ]


def test_a_file_of_each_kind_has_the_rows_of_its_base():
    for file in first_of_each_kind(own_bases()):
        try:
            rows = next(iter(read_otherwise(file).values()))
        except NotRead:
            assert file.kind in ("ods", "xls", "parquet")  # whose reader is not installed
        else:
            assert filled(rows) == 5


def test_a_page_with_other_tags_is_not_counted():
    with pytest.raises(NotRead, match="every reader says for itself"):
        read_otherwise(Mutated("f.xls", "page", b"<table><tr><td>1", "a", how="markup"))


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="looks at its children in /proc")
def test_of_sixty_mutated_tables_no_row_is_lost():
    results = tried(own_bases(), range(60), seed="test")
    assert [result for result in results if is_fault(result)] == [], table(results)
    assert sum(result.counted == ALL for result in results) > 10
    assert {result.kind for result in results} >= set(KINDS) - {"xls"}


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="looks at its children in /proc")
def test_a_mutated_table_of_the_next_year_writes_over_nothing():
    base = own_bases()[5]
    with Court() as court:
        year = Year(court)
        found = [year.read(base, mutated([base], seed="test", number=number)) for number in range(12)]
    assert set(found) <= set(GOOD)
    assert "taken" in found


FIGURES = b"indicator,period,value\nn,2020,5\nn,2021,6\n"


@pytest.mark.parametrize(
    ("after", "told"),
    [
        ({"data/figures.csv": FIGURES.replace(b"n,2021,6", b"n,2022,6")}, "figures gone"),
        ({"data/figures.csv": FIGURES.replace(b"6", b"7")}, "figures changed that are in no list"),
        ({"data/figures.csv": FIGURES, "templates/brief.md": b"other"}, "written over: templates/brief.md"),
        ({"data/figures.csv": FIGURES, "sources/counts.csv": b"other"}, "written over: sources/counts.csv"),
    ],
)
def test_what_a_refresh_may_not_do_is_found(after, told):
    before = {"data/figures.csv": FIGURES, "templates/brief.md": b"a", "sources/counts.csv": b"b"}
    assert list(wrong(before, {**before, **after})) == [told]
    assert list(wrong(before, before)) == []
