"""A name of which a reader sees nothing is a mistake, wherever it stands."""

import pytest

from reportgen.bounded import is_unseen
from reportgen.cli import run
from reportgen.errors import TemplateError
from reportgen.profile.model import parse_profile
from tests.worlds import make_world

UNSEEN = ("   ", "\u00a0\u2003", "\u200b", "\u2060\ufeff", "\u0301", "\u3164", "\u2800", "\u00ad")
FIGURES = "place,year,cases\n{name},2021,500\n{name},2022,600\nUtah,2021,700\nUtah,2022,900\n"


@pytest.mark.parametrize("text", UNSEEN)
def test_what_nobody_sees_is_none(text):
    assert is_unseen(text)


@pytest.mark.parametrize("text", ["", "a", "e\u0301", " a ", "-", "…", "日", "שלום", "\u200fa"])
def test_what_somebody_sees_or_is_empty_is_no_such_text(text):
    assert not is_unseen(text)


TABLES = {
    "figures.csv": "indicator,year,place,value\ncases,2022,{name},5\ncases,2022,Utah,6\n",
    "places.csv": "place,name\nOhio,{name}\nUtah,Utah\n",
    "indicators.csv": "indicator,title,unit\ncases,{name},cases\n",
    "indicators.csv ": "indicator,title,unit\ncases,Cases,{name}\n",
    "sources.csv": "source,year,title,publisher\ns,2022,Counts,{name}\n",
    "topics.csv": "topic,title\nall,{name}\n",
    "notes.csv": "note,text\nn,{name}\n",
}


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("name", ["  ", "\u200b"])
def test_in_a_table_it_is_told_with_its_line(tmp_path, capsys, table, name):
    data = tmp_path / "data"
    data.mkdir()
    place = "Ohio" if table != "figures.csv" else "{name}"
    (data / "figures.csv").write_text(TABLES["figures.csv"].replace("{name}", place).replace("{name}", name))
    (data / table.strip()).write_text(TABLES[table].replace("{name}", name))
    assert run(["check", "--data", str(data)]) == 3
    said = capsys.readouterr().err
    assert f"{table.strip()}:2: field " in said
    assert "expected a name, found only " in said
    assert "hint: write what is to be read there" in said


@pytest.mark.parametrize(
    "setting",
    ['"title": "  "', '"reportgen": {"organisation": {"name": "\\u200b"}}', '"reportgen": {"compiled_by": " "}'],
)
def test_in_the_descriptor_it_is_told(tmp_path, capsys, setting):
    data = tmp_path / "data"
    data.mkdir()
    (data / "figures.csv").write_text(TABLES["figures.csv"].replace("{name}", "Ohio"))
    (data / "datapackage.json").write_text("{" + setting + "}")
    assert run(["check", "--data", str(data)]) == 3
    said = capsys.readouterr().err
    assert "datapackage.json: " in said
    assert "hint: " in said


@pytest.mark.parametrize("option", ["--title", "--organisation", "--compiled-by"])
def test_as_an_option_it_is_told(tmp_path, capsys, option):
    (tmp_path / "counts.csv").write_text(FIGURES.format(name="Ohio"))
    asked = ["new", str(tmp_path / "out"), "--from", str(tmp_path / "counts.csv"), "--yes", option, " \u200b"]
    assert run(asked) == 2
    assert f"`{option}`: expected a text, found only" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_as_a_setting_of_a_project_it_is_told(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "reportgen.toml").write_text('organisation = "  "\n')
    assert run(["list", "places"]) == 2
    assert "reportgen.toml: setting `organisation`: expected a text" in capsys.readouterr().err


def test_as_the_title_of_a_template_it_is_told(tmp_path, capsys):
    world = make_world(tmp_path)
    world.write_report("note", "# Note\n\nA text.\n")
    path = world.templates / "note.md"
    lines = ['title: "\\u200b"' if line.startswith("title:") else line for line in path.read_text().split("\n")]
    path.write_text("\n".join(lines))
    folders = ["--data", str(world.data), "--templates", str(world.templates), "--out", str(world.out)]
    assert run(["build", "note", *folders]) == 4
    assert "front matter: `title` is empty" in capsys.readouterr().err


def test_as_the_title_of_a_profile_it_is_told():
    with pytest.raises(TemplateError, match="key `title`: expected text, found only spaces"):
        parse_profile({"title": "  "}, name="board", where="board.toml")


@pytest.mark.parametrize("name", UNSEEN)
def test_in_a_foreign_file_it_is_no_place(tmp_path, capsys, name):
    (tmp_path / "counts.csv").write_text(FIGURES.format(name=name), encoding="utf-8")
    code = run(["new", str(tmp_path / "out"), "--from", str(tmp_path / "counts.csv"), "--yes"])
    assert code == 0 or "hint: " in capsys.readouterr().err
    texts = (path.read_text(encoding="utf-8") for path in tmp_path.glob("out/data/*.csv"))
    assert not [text for text in texts if f",{name}," in text or f"\n{name}," in text]


def test_what_turns_the_direction_of_a_text_is_left_out_of_a_foreign_file(tmp_path, capsys, monkeypatch):
    (tmp_path / "counts.csv").write_text(FIGURES.format(name="\u202aOhio\u202c"), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert run(["new", "out", "--from", "counts.csv", "--yes"]) == 0
    assert "\nOhio," in (tmp_path / "out/data/places.csv").read_text(encoding="utf-8")
    monkeypatch.chdir(tmp_path / "out")
    assert run(["build", "--format", "txt", "--jobs", "1"]) == 0, capsys.readouterr().err
