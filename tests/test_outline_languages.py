"""Outlines in other languages: every word that is not of the data comes from the catalogue."""

import pytest

from reportgen.cli import run
from reportgen.dataset import read_package
from reportgen.language import speaking
from reportgen.outline import outlines
from reportgen.outline.sentences import as_noun, lowered
from reportgen.wording import sort_name
from tests.test_small_packages import package

SPANISH = "Municipio;Año;Viviendas\n" + "".join(
    f"{name};{year};{120 + 40 * n + year % 7}\n"
    for year in (2019, 2020, 2021, 2022)
    for n, name in enumerate(("Ávila", "Zamora", "Burgos", "Ñuño", "Nules"))
)
GERMAN = "Kanton;Jahr;Wohnungen\n" + "".join(
    f"{name};{year};{120 + 40 * n + year % 7}\n"
    for year in (2019, 2020, 2021, 2022)
    for n, name in enumerate(("Bern", "Genf", "Zug"))
)
ENGLISH = (" the ", " by ", "figures", "change", "Notes", "Sources", "stood", "highest", "File ", "[low]")
FIGURES = "year,place,value\n2019,ALL,120\n2020,ALL,130\n2021,ALL,150\n2021,N,70\n2021,S,80\n2020,N,60\n2020,S,70\n"


@pytest.fixture
def project(tmp_path, monkeypatch, capsys):
    """Make a project of a file in a language and build its reports; returns what they say, by their names."""
    monkeypatch.chdir(tmp_path)

    def make(text, language, title, *names):
        (tmp_path / "t.csv").write_text(text, encoding="utf-8")
        made = ["new", "out", "--from", "t.csv", "--yes", "--language", language, "--title", title]
        assert run(made) == 0, capsys.readouterr().err
        monkeypatch.chdir(tmp_path / "out")
        assert run(["build", *names, "--format", "txt"]) == 0, capsys.readouterr().err
        return {path.stem: path.read_text(encoding="utf-8") for path in (tmp_path / "out/build").glob("*.txt")}

    return make


def test_a_project_in_spanish_says_nothing_in_english(project):
    texts = project(SPANISH, "es", "Viviendas nuevas", "briefing")
    (text,) = texts.values()
    assert [word for word in ENGLISH if word in text] == []
    assert "Viviendas por municipio" in text
    assert "Archivo t.csv" in text


def test_a_project_in_german_names_levels_with_a_capital(project):
    (text,) = project(GERMAN, "de", "Neue Wohnungen", "briefing").values()
    assert [word for word in ENGLISH if word in text] == []
    assert "Wohnungen nach Kanton" in text


def test_a_fact_sheet_in_german_has_a_sentence_that_is_right_for_any_word(project):
    texts = project(GERMAN, "de", "Neue Wohnungen", "factsheet", "--place", "Zug")
    (text,) = texts.values()
    assert "Im Jahr 2022 betrug der Wert für „Wohnungen“ 206" in " ".join(text.split())


def test_a_package_in_german_has_outlines_in_german(tmp_path):
    texts = outlines(read_package(package(tmp_path, {"reportgen": {"language": "de"}}, fälle=FIGURES)))
    assert "# Auf einen Blick" in texts["briefing"]
    assert 'language: "de"' in texts["briefing"]
    assert "# Anmerkungen und Quellen" in texts["appendix"]


def test_a_package_in_english_has_outlines_in_any_language_with_its_translations(tmp_path):
    translated = "file,key,column,text\nindicators.csv,cases,title,Fälle\nindicators.csv,cases,short_title,Fälle\n"
    folder = package(tmp_path, cases=FIGURES)
    (folder / "translations-de.csv").write_text(translated, encoding="utf-8")
    read = read_package(folder)
    assert "# Fälle" in outlines(read, "de")["briefing"]
    assert "# Cases" in outlines(read)["briefing"]


def test_a_package_without_templates_is_built_in_a_language_that_is_asked_for(tmp_path, monkeypatch, capsys):
    package(tmp_path / "data", cases=FIGURES)
    monkeypatch.chdir(tmp_path)
    assert run(["build", "briefing", "--data", "data", "--language", "es", "--format", "txt"]) == 0
    made = (tmp_path / "build/briefing-es-2019-2021.txt").read_text(encoding="utf-8")
    assert "De un vistazo".upper() in made.upper()
    capsys.readouterr()
    assert run(["verify", "build", "--data", "data"]) == 0, capsys.readouterr()


def test_a_language_without_a_catalogue_is_refused_before_anything_is_written(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "t.csv").write_text(GERMAN, encoding="utf-8")
    assert run(["new", "out", "--from", "t.csv", "--yes", "--language", "xx"]) == 2
    assert "no words in the language `xx`" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_german_nouns_keep_their_capital_within_a_sentence():
    assert (lowered("Age group"), as_noun("county")) == ("age group", "county")
    with speaking("de"):
        assert (lowered("Altersgruppe"), as_noun("kanton")) == ("Altersgruppe", "Kanton")


def test_names_are_sorted_as_a_reader_looks_for_them():
    names = ["Zamora", "Ñuñoa", "Ávila", "Nules", "Nz", "Œuvre", "Österreich", "Ohio"]
    assert sorted(names, key=sort_name) == ["Ávila", "Nules", "Nz", "Ñuñoa", "Ohio", "Österreich", "Zamora", "Œuvre"]


def test_levels_and_the_whole_are_named_in_the_language_of_the_reports(project, tmp_path):
    texts = project(GERMAN, "de", "Stellen", "briefing")
    data = tmp_path / "out/data"
    assert "anton,Kanton,Kanton" in (data / "levels.csv").read_text(encoding="utf-8")
    assert "total,Alle Orte,total" in (data / "places.csv").read_text(encoding="utf-8")
    assert "nach Kanton" in next(iter(texts.values()))


def test_a_whole_that_nobody_has_named_is_in_no_sentence(tmp_path):
    figures = FIGURES.replace("ALL", "total")
    assert " in All places " not in outlines(read_package(package(tmp_path, cases=figures)))["briefing"]
    named = "place,name,level\nALL,Freedonia,country\nN,North,region\nS,South,region\n"
    assert (
        " in Freedonia was" in outlines(read_package(package(tmp_path / "2", cases=FIGURES, places=named)))["briefing"]
    )


def test_a_key_figure_of_percentages_changes_in_points(tmp_path):
    indicators = "indicator,title,kind,decimals\ncases,Share,percent,1\n"
    text = outlines(read_package(package(tmp_path, cases=FIGURES, indicators=indicators)))["briefing"]
    assert "change_between('cases', first, last).signed_points" in text


def test_a_project_in_german_is_refreshed_in_german(project, tmp_path, monkeypatch, capsys):
    project(GERMAN, "de", "Neue Wohnungen", "briefing")
    capsys.readouterr()
    assert run(["refresh", "--yes"]) == 0
    assert "figures of" not in capsys.readouterr().out
    (tmp_path / "n.csv").write_text(GERMAN + "Bern;2023;150\nUri;2023;20\n", encoding="utf-8")
    assert run(["refresh", "--from", "../n.csv", "--yes"]) == 0, capsys.readouterr().err
    places = (tmp_path / "out/data/places.csv").read_text(encoding="utf-8")
    assert "Alle Orte" in places
    assert "All places" not in places
    assert "Datei n.csv" in (tmp_path / "out/data/sources.csv").read_text(encoding="utf-8")


def test_a_second_sentence_in_german_begins_with_what_it_is_about(project):
    text = "Jahr;Wohnungen;Häuser\n2021;500;300\n2022;520;310\n"
    (said,) = project(text, "de", "Neubau", "briefing").values()
    said = " ".join(said.split())
    assert "Der Wert für „Häuser“ betrug 310" in said
    assert "Zugleich" not in said
