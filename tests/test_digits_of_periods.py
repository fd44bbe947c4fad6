"""Digits of school years, of months on axes and of exhibits in parts are those of periods and labels in every file."""

import csv

import pytest

from reportgen.cli import run

FORMATS = ("--format", "pdf", "--format", "docx", "--format", "html", "--format", "txt")
SCHOOL_YEARS = ("2021/22", "2022/23", "2023/24", "2024/25")
MONTHS = tuple(f"{year}-{month:02d}" for year in (2023, 2024) for month in range(1, 13))


@pytest.mark.parametrize("periods", [SCHOOL_YEARS, MONTHS])
def test_no_digits_of_a_document_as_it_was_made_are_of_unknown_origin(periods, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    rows = [("district", "period", "pupils"), *(
        (place, period, 1000 * number + 37 * at)
        for number, place in enumerate(("Ash", "Birch", "Cedar", "Dale"), 1) for at, period in enumerate(periods)
    )]  # fmt: skip
    with (tmp_path / "pupils.csv").open("w", newline="") as file:
        csv.writer(file).writerows(rows)
    assert run(["new", "out", "--from", "pupils.csv", "--title", "Pupils", "--yes"]) == 0
    monkeypatch.chdir("out")
    assert run(["build", *FORMATS]) == 0
    capsys.readouterr()
    assert run(["verify", "build", "--numbers"]) == 0, capsys.readouterr().out
