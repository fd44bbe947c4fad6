"""What `--from` may name beside one file: DuckDB, Parquet, a server, several files of one shape and folders of them."""

import os
import shutil
import subprocess
import tempfile
import tomllib
from pathlib import Path

import pytest

from reportgen.cli import run
from reportgen.errors import DataError, UsageError
from reportgen.intake import read_source, understand
from reportgen.intake.server import address_of, name_of

ROWS = [("Ohio", 2022, 5), ("Ohio", 2023, 6), ("Utah", 2022, 7), ("Utah", 2023, 9)]
COUNTS = "insert into counts values " + ", ".join(map(str, ROWS))


@pytest.fixture
def new(tmp_path, capsys, monkeypatch):
    """Make a project `out`; returns exit code, output and messages."""
    monkeypatch.chdir(tmp_path)

    def make(*options):
        code = run(["new", "out", "--title", "Counts", *options])
        said = capsys.readouterr()
        return code, said.out, said.err

    return make


@pytest.fixture
def refresh(tmp_path, capsys, monkeypatch):
    def read(*options):
        monkeypatch.chdir(tmp_path / "out")
        capsys.readouterr()
        code = run(["refresh", *options])
        said = capsys.readouterr()
        return code, said.out, said.err

    return read


def figures(folder):
    return [line.split(",")[:4] for line in (folder / "out/data/figures.csv").read_text().splitlines()[1:]]


@pytest.fixture
def duck(tmp_path):
    duckdb = pytest.importorskip("duckdb")
    with duckdb.connect(str(tmp_path / "counts.duckdb")) as connection:
        connection.execute("create table counts (state varchar, year integer, cases decimal(9, 1))")
        connection.execute(COUNTS)
        connection.execute("create table lookup (code varchar)")
        connection.execute(f"copy counts to '{tmp_path / 'counts.parquet'}' (format parquet)")
    return tmp_path


def test_a_database_of_duckdb_is_read_as_other_databases_are(duck, new, refresh):
    code, out, said = new("--from", "counts.duckdb", "--sql", "select * from counts where year < 2023 order by all")
    assert code == 0, said
    assert "rows read 3 = 2 with figures + 1 row of heads" in out
    assert figures(duck) == [["cases", "2022", "Ohio", "5"], ["cases", "2022", "Utah", "7"]]
    code, out, _ = refresh("--sql", "select * from counts order by all", "--yes")
    assert code == 0
    assert "new: 2 figures of 2023" in out
    assert "select * from counts order by all" in (duck / "out/intake.toml").read_text()
    assert refresh()[1].endswith("nothing new\n"), "what was asked is asked again"


def test_a_file_in_parquet_is_read_and_may_be_asked(duck, new):
    assert new("--from", "counts.parquet")[0] == 0
    assert len(figures(duck)) == 4
    sheet = read_source(
        ["counts.parquet"], query="select state, sum(cases) as n from parquet group by 1 order by 1"
    ).sheet
    assert sheet.rows[1:] == (("Ohio", 11), ("Utah", 16))


def test_a_query_reads_no_other_file(duck, monkeypatch):
    monkeypatch.chdir(duck)
    (duck / "secret.csv").write_text("a,b\n1,2\n")
    for name in ("counts.parquet", "counts.duckdb"):
        with pytest.raises(DataError, match="found: Permission Error"):
            read_source([name], query="select * from 'secret.csv'")


def test_a_wrong_query_is_one_clear_error(duck, new):
    code, _, said = new("--from", "counts.duckdb", "--sql", "select * from count")
    assert code == 3
    assert "Table with name count does not exist" in said
    assert "hint: check the query" in said


def test_a_query_to_a_text_file_is_refused(new, tmp_path):
    (tmp_path / "counts.csv").write_text("state,year,n\nOhio,2022,5\n")
    code, _, said = new("--from", "counts.csv", "--sql", "select 1")
    assert code == 2
    assert "expected a database to ask, found a file of another kind" in said


@pytest.mark.parametrize(("library", "source"), [("duckdb", "counts.parquet"), ("psycopg", "postgresql://host/name")])
def test_without_the_library_it_is_told_what_to_install(library, source, new, tmp_path, monkeypatch):
    (tmp_path / "counts.parquet").write_bytes(b"PAR1 and so on")
    monkeypatch.setitem(__import__("sys").modules, library, None)
    code, _, said = new("--from", source, "--sql", "select 1")
    assert code == 2
    assert "is not installed" in said
    assert "pip install" in said


# -- several files --------------------------------------------------------------------------------------------------


def write(folder, **files):
    """Write texts into files: `y2022__csv` is `2022.csv`."""
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / name.replace("__", ".").lstrip("y")).write_text(text, encoding="utf-8")


def test_files_of_one_shape_are_put_together_and_their_names_give_the_periods(new, refresh, tmp_path):
    write(tmp_path, y2022__csv="county,cases\nAdams,5\nBrown,7\n", y2023__csv="county,cases\nAdams,6\nBrown,9\n")
    code, out, said = new("--from", "2022.csv", "--from", "2023.csv")
    assert code == 0, said
    assert "rows read 6 = 4 with figures + 1 row of heads + 1 row of heads of a further file" in out
    assert figures(tmp_path) == [
        ["cases", "2022", "Adams", "5"], ["cases", "2022", "Brown", "7"],
        ["cases", "2023", "Adams", "6"], ["cases", "2023", "Brown", "9"],
    ]  # fmt: skip
    assert '"2023.csv, line 3, column B"' in (tmp_path / "out/data/figures.csv").read_text()
    assert sorted(path.name for path in (tmp_path / "out/sources").iterdir()) == ["2022.csv", "2023.csv"]
    assert tomllib.loads((tmp_path / "out/intake.toml").read_text())["file"] == ["sources/2022.csv", "sources/2023.csv"]
    assert refresh()[1].endswith("nothing new\n")
    write(tmp_path, y2024__csv="county,cases\nAdams,8\nBrown,4\n")
    code, out, said = refresh("--from", "../2024.csv", "--yes")
    assert (code, "new: 2 figures of 2024" in out) == (0, True), out + said


def test_a_folder_is_read_whole_and_what_is_no_table_is_told(new, tmp_path):
    folder = tmp_path / "yearly"
    write(folder, y2022__csv="county,cases\nAdams,5\n", y2023__csv="cases,County\n6,Adams\n", readme__md="no table")
    code, _, said = new("--from", "yearly")
    assert code == 0
    assert "yearly: not read: `readme.md`" in said
    assert [row[3] for row in figures(tmp_path)] == ["5", "6"], "columns may stand in another order"


def test_titles_give_the_periods_where_all_differ_and_a_column_of_years_is_enough(tmp_path):
    write(tmp_path, a__csv="Cases in 2021,\ncounty,cases\nAdams,5\n", b__csv="Cases in 2022,\ncounty,cases\nAdams,6\n")
    found = understand(read_source([str(tmp_path / "a.csv"), str(tmp_path / "b.csv")]).sheet, file="cases")
    assert [(fact.period, fact.value) for fact in found.facts] == [("2021", 5), ("2022", 6)]
    write(tmp_path, c__csv="county,year,n\nAdams,2021,5\n", d__csv="county,year,n\nAdams,2022,6\n")
    found = understand(read_source([str(tmp_path / "c.csv"), str(tmp_path / "d.csv")]).sheet, file="cases")
    assert [fact.period for fact in found.facts] == ["2021", "2022"]


@pytest.mark.parametrize(
    ("second", "message"),
    [
        ("county,case\nAdams,5\n", "2023.csv: expected the columns of 2022.csv, found no `cases` and `case` more"),
        ("county,cases,note\nAdams,5,x\n", "found `note` more"),
    ],
)
def test_files_of_another_shape_are_told(new, tmp_path, second, message):
    write(tmp_path, y2022__csv="county,cases\nAdams,5\n", y2023__csv=second)
    code, _, said = new("--from", "2022.csv", "--from", "2023.csv")
    assert code == 3
    assert message in said


def test_files_that_nothing_tells_the_period_of_are_told(new, tmp_path):
    write(tmp_path, north__csv="county,cases\nAdams,5\n", y2023__csv="county,cases\nAdams,6\n")
    code, _, said = new("--from", "north.csv", "--from", "2023.csv")
    assert code == 3
    assert "north.csv: expected a period in its columns, titles or name, found none" in said


# -- a server -------------------------------------------------------------------------------------------------------


def test_of_an_address_nothing_is_kept_that_says_who_asks():
    assert address_of("postgresql://anna:secret@db.example:5433/houses?sslmode=require") == (
        "postgresql://db.example:5433/houses?sslmode=require"
    )
    assert [name_of(url) for url in ("postgresql://db/houses", "postgresql://?service=census", "postgresql://db")] == [
        "houses", "census", "db"
    ]  # fmt: skip


@pytest.mark.parametrize("url", ["postgresql://anna:secret@db/houses", "postgres://db/houses?password=secret"])
def test_a_password_in_an_address_is_refused_and_not_repeated(url):
    with pytest.raises(UsageError, match="expected an address without a password") as caught:
        read_source([url], query="select 1")
    assert "secret" not in str(caught.value)


def test_a_server_that_is_not_there_is_one_clear_error(new, monkeypatch):
    pytest.importorskip("psycopg")
    monkeypatch.setenv("PGPASSWORD", "secret")
    code, _, said = new("--from", "postgresql://anna@127.0.0.1:1/houses", "--sql", "select 1")
    assert code == 3
    assert "error: postgresql://127.0.0.1:1/houses: the server does not answer" in said
    assert "anna" not in said
    assert "secret" not in said


def _server():
    """Return the folder of PostgreSQL's programs; the newest."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return found[-1].parent if found else None


@pytest.fixture(scope="module")
def server():
    """Run a server on a socket of its own; returns its address, with a table in it."""
    psycopg = pytest.importorskip("psycopg")
    programs = _server()
    if programs is None or shutil.which("setpriv") is None:
        pytest.skip("PostgreSQL is not installed")
    folder = Path(tempfile.mkdtemp(prefix="server"))  # the path of a socket has to be short
    folder.chmod(0o777)
    user = ["setpriv", "--reuid=postgres", "--clear-groups"] if os.getuid() == 0 else []
    words = ["initdb", "-D", "db", "-U", "anna", "-A", "trust", "-N"]
    subprocess.run([*user, programs / words[0], *words[1:]], cwd=folder, check=True, capture_output=True)
    options = f"-c listen_addresses= -c unix_socket_directories={folder} -c fsync=off"
    control = [*user, programs / "pg_ctl", "-D", "db", "-w", "-l", "log"]
    subprocess.run([*control, "-o", options, "start"], cwd=folder, check=True, capture_output=True)
    url = f"postgresql:///postgres?host={folder}"
    with psycopg.connect(url, user="anna") as connection:
        connection.execute("create table counts (state text, year integer, cases numeric(9, 1))")
        connection.execute(COUNTS)
    yield url
    subprocess.run([*control, "-m", "immediate", "stop"], cwd=folder, check=True, capture_output=True)
    shutil.rmtree(folder)


@pytest.mark.conformance
def test_a_server_is_asked_and_its_answer_is_kept(server, new, refresh, tmp_path, monkeypatch):
    import psycopg

    monkeypatch.setenv("PGUSER", "anna")
    code, _, said = new("--from", server)
    assert code == 2
    assert 'expected a query for the server, found none\nhint: `--sql "select * from counts"`' in said
    code, _, said = new("--from", server, "--sql", "drop table counts")
    assert "cannot execute DROP TABLE in a read-only transaction" in said
    code, out, said = new("--from", server, "--sql", "select state, year, cases from counts order by 1, 2")
    assert code == 0, said
    assert len(figures(tmp_path)) == 4
    assert (tmp_path / "out/sources/postgres.csv").read_text().splitlines()[:2] == ["state,year,cases", "Ohio,2022,5"]
    assert "anna" not in "".join(path.read_text() for path in (tmp_path / "out").rglob("*") if path.is_file())
    with psycopg.connect(server) as connection:
        connection.execute("insert into counts values ('Ohio', 2024, 8)")
    code, out, said = refresh("--yes")
    assert (code, "new: 1 figure of 2024" in out) == (0, True), out + said


LOOKUPS = {"Places.csv": "code,name\nOH,Ohio\nUT,Utah\n", "Sizes.csv": "code,people\nOH,5100\nUT,6200\n"}


@pytest.mark.parametrize(
    ("lookup", "why"), [("Places.csv", "no figures"), ("Sizes.csv", "no `state`, `year`, `cases`")]
)
def test_a_table_of_another_kind_in_a_folder_is_left_out_and_named(tmp_path, new, lookup, why):
    folder = tmp_path / "yearly"
    folder.mkdir()
    for year in (2022, 2023):
        (folder / f"{year}.csv").write_text(f"state,year,cases\nOhio,{year},5\nUtah,{year},7\n")
    (folder / lookup).write_text(LOOKUPS[lookup])
    code, _, said = new("--from", "yearly")
    assert code == 0
    assert f"{lookup}: not read with the others: {why}" in said
    assert sorted(each.name for each in (tmp_path / "out/sources").iterdir()) == ["2022.csv", "2023.csv"]


def test_a_file_that_is_named_is_not_left_out(tmp_path, new):
    (tmp_path / "2022.csv").write_text("state,year,cases\nOhio,2022,5\nUtah,2022,7\n")
    (tmp_path / "Places.csv").write_text(LOOKUPS["Places.csv"])
    code, _, said = new("--from", "2022.csv", "--from", "Places.csv")
    assert code == 3
    assert said.startswith("error: Places.csv: expected a table with figures, found none")
