"""Typical mistakes on the way from a file to a report: the message says where, what was expected, and what to do."""

import zipfile

import pytest

from reportgen.cli import run

COUNTS = "state,year,cases\nOhio,2021,5\nOhio,2022,6\nUtah,2021,7\nUtah,2022,9\n"
MARKED = COUNTS + "Iowa,2021,*\nIowa,2022,4\n"
PEOPLE = "id,smokes,satisfied,health,trust\n" + "".join(
    f"{n},{n % 2},{n % 5 + 1},{n % 3 + 1},{n % 4 + 1}\n" for n in range(1, 60)
)
NEW = ("new", "out", "--from", "counts.csv")
ANSWERED = (*NEW, "--answers", "answers.toml")
INSIDE = ("build",)

MISTAKES = {
    # what happened: (files, words, exit code, what the message says in this order)
    "a name that is not there": (
        {}, ("new", "out", "--from", "cuonts.csv"), 3,
        ["cuonts.csv: cannot be read: no such file or directory", "hint: check the name"],
    ),
    "an empty file": (
        {"counts.csv": ""}, NEW, 3, ["counts.csv: expected a table, found an empty file", "hint: is this the right"]
    ),
    "a report in PDF": (
        {"counts.csv": "%PDF-1.7 and so on"}, NEW, 3,
        ["counts.csv: expected a table, found a file in PDF", "hint: save the table that it holds"],
    ),
    "a picture": (
        {"counts.csv": "\x89PNG\r\n\x1a\n\0\0\0"}, NEW, 3,
        ["counts.csv: expected a text file, CSV or a workbook, found a picture", "hint: save the"],
    ),
    "a list of people": (
        {"counts.csv": PEOPLE}, NEW, 3,
        ["counts.csv: expected figures, found 59 rows that each seem to be about one person", "hint: count first"],
    ),
    "a cell with a whole text in the column of places": (
        {"counts.csv": COUNTS.replace("Utah", "Utah " * 300)}, (*NEW, "--title", "Cases", "--yes"), 3,
        ["counts.csv, line 4, column A: expected the name of a place, of at most 1,000 characters, found 1,499",
         "hint: shorten it"],
    ),
    "words without figures": (
        {"counts.csv": "name,town\nAnna,Ulm\nBert,Bonn\n"}, NEW, 3,
        ["counts.csv: expected a table with figures, found none", "hint: name the sheet"],
    ),
    "no period anywhere": (
        {"counts.csv": "school,pupils\nNorth,5\nSouth,7\n"}, (*NEW, "--yes"), 2,
        ["counts.csv: which period are the figures of?", 'hint: write `period = "..."` into a file'],
    ),
    "days": (
        {"counts.csv": "day,calls\n2024-03-01,5\n2024-03-02,7\n2024-03-03,6\n"}, NEW, 3,
        ["counts.csv: expected months or longer periods in `day`, found days: 2024-03-01", "hint: add the figures"],
    ),
    "a quotation mark that is not closed": (
        {"counts.csv": 'state,year,cases\n"Ohio,2021,5\n' + "x" * 1_000_100}, NEW, 3,
        ["counts.csv: line 2: field larger than field limit", "hint: is a quotation mark missing"],
    ),
    "a sheet of another name": (
        {"counts.csv": COUNTS}, (*NEW, "--sheet", "count.csv"), 2,
        ["counts.csv: unknown sheet `count.csv`", "hint: did you mean `counts.csv`?"],
    ),
    "a folder that is taken": (
        {"counts.csv": COUNTS, "out/notes.txt": "mine"}, NEW, 2,
        ["out: expected a folder that is not there yet, found something of this name", "hint: choose another name"],
    ),
    "a question that nobody answered": (
        {"counts.csv": MARKED}, NEW, 2, ["counts.csv: ", "open", "hint: `--yes` takes the answers shown"]
    ),
    "an answer to another question": (
        {"counts.csv": MARKED, "answers.toml": '"mark.+" = "not available"\n'}, ANSWERED, 2,
        ["answer `mark.+`: nothing of that name was asked", "hint: did you mean `mark.*`?"],
    ),
    "an answer in other words": (
        {"counts.csv": MARKED, "answers.toml": '"mark.*" = "not avaliable"\n'}, ANSWERED, 2,
        ["answer `mark.*`: expected one of ", "found `not avaliable`", "hint: did you mean `not available`?"],
    ),
    "a period in other words": (
        {"counts.csv": "school,pupils\nNorth,5\nSouth,7\n", "answers.toml": 'period = "last year"\n'}, ANSWERED, 2,
        ["answer `period`: expected a period, found `last year`", "hint: write `2024`, `2023/24`"],
    ),
    "a unit in other words": (
        {"counts.csv": COUNTS, "answers.toml": '"unit.cases" = "furlongs"\n'}, ANSWERED, 2,
        ["unit `furlongs`: expected one of count, percent", "hint: write, say, `rate per 1,000` or `count`"],
    ),
    "answers that are no TOML": (
        {"counts.csv": COUNTS, "answers.toml": "period = 2023/24\n"}, ANSWERED, 2,
        ["answers.toml: expected newline or end of document", "at line 1", "hint: mend the TOML"],
    ),
    "a query to a text file": (
        {"counts.csv": COUNTS}, (*NEW, "--sql", "select 1"), 2,
        ["counts.csv: expected a database to ask, found a file of another kind", "hint: leave `--sql` out"],
    ),
    "a password in the address": (
        {}, ("new", "out", "--from", "postgresql://anna:secret@db/houses", "--sql", "select 1"), 2,
        ["postgresql://db/houses: expected an address without a password, found one", "hint: put it"],
    ),
    "files of another shape": (
        {"2021.csv": "county,cases\nAdams,5\n", "2022.csv": "county,case\nAdams,6\n"},
        ("new", "out", "--from", "2021.csv", "--from", "2022.csv"), 3,
        ["2022.csv: expected the columns of 2021.csv, found no `cases` and `case` more", "hint: did you mean `cases`?"],
    ),
    "nothing to refresh": (
        {}, ("refresh",), 2,
        ["expected a project with a file `intake.toml`, found none here", "hint: run it in the folder"],
    ),
    "a setting that there is not": (
        {"reportgen.toml": 'formatts = ["pdf"]\n'}, INSIDE, 2,
        ["reportgen.toml: unknown setting `formatts`", "hint: did you mean `formats`?"],
    ),
    "a setting of another kind": (
        {"reportgen.toml": 'reports = "briefing"\n'}, INSIDE, 2,
        ["reportgen.toml: setting `reports`: expected a list of names", 'hint: write `reports = ["a", "b"]`'],
    ),
}  # fmt: skip


@pytest.fixture
def command(tmp_path, monkeypatch, capsys):
    """Run a command among files; returns exit code and messages."""
    monkeypatch.chdir(tmp_path)

    def go(files, words):
        for name, text in files.items():
            (tmp_path / name).parent.mkdir(exist_ok=True)
            (tmp_path / name).write_bytes(text.encode("latin-1"))
        code = run(list(words))
        return code, capsys.readouterr().err

    return go


@pytest.mark.parametrize("mistake", MISTAKES)
def test_the_message_alone_leads_to_the_remedy(command, tmp_path, mistake):
    files, words, expected, told = MISTAKES[mistake]
    code, said = command(files, words)
    assert code == expected, said
    assert said.count("error: ") == said.count("\nhint: ") == 1, said
    at = 0
    for piece in told:
        at = said.find(piece, at)
        assert at >= 0, f"expected `{piece}` in:\n{said}"
    assert "secret" not in said
    assert not (tmp_path / "out/reportgen.toml").exists(), "nothing is written"


def test_a_document_of_word_is_no_workbook(command, tmp_path):
    with zipfile.ZipFile(tmp_path / "counts.xlsx", "w") as archive:
        archive.writestr("word/document.xml", "<w:document/>")
    code, said = command({}, ("new", "out", "--from", "counts.xlsx"))
    assert code == 3
    assert "counts.xlsx: expected a workbook, found a file that cannot be read as one" in said
    assert "hint: open it in Excel or LibreOffice and save it as .xlsx" in said


def test_a_role_in_other_words_is_told_with_the_nearest_one(command, tmp_path, monkeypatch, capsys):
    assert command({"counts.csv": COUNTS}, (*NEW, "--yes"))[0] == 0
    path = tmp_path / "out/intake.toml"
    path.write_text(path.read_text().replace('role = "figures"', 'role = "figure"'))
    monkeypatch.chdir(tmp_path / "out")
    assert run(["refresh"]) == 2
    said = capsys.readouterr().err
    assert "answer `head.cases`: expected one of" in said
    assert "found `figure`" in said
    assert "hint: did you mean `figures`?" in said
