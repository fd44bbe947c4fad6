import json
from datetime import date

import pytest

import reportgen
from reportgen.cli import run
from reportgen.errors import ReportErrors, TemplateError, UsageError
from tests.test_cli_trace import NOTE
from tests.worlds import make_world


@pytest.fixture
def world(tmp_path):
    return make_world(tmp_path)


def build(world, *reports, **options):
    return reportgen.build(
        *reports,
        out=world.out,
        data=world.data,
        templates=str(world.templates),
        date=date(2025, 6, 30),
        **{"formats": ("txt",), **options},
    )


def test_build_returns_the_files_it_wrote(world):
    files = build(world, "note", "sheet", places=("AA", "BB"), years="2021-")
    assert [file.name for file in files] == ["note-2021-2022.txt", "sheet-AA-2021-2022.txt", "sheet-BB-2021-2022.txt"]
    assert all(file.is_file() for file in files)


def test_load_returns_the_package(world):
    assert reportgen.load(world.data).years == (2020, 2021, 2022)


def test_load_without_a_folder_returns_the_package_that_comes_along():
    assert len(reportgen.load().years) >= 5


def test_what_cannot_be_meant_is_raised_before_anything_is_written(world):
    with pytest.raises(ReportErrors, match=r"unknown format `pfd`(.|\n)*unknown report `nite`"):
        build(world, "nite", formats=("txt", "pfd"))
    assert world.files() == []


def test_one_error_is_raised_as_itself(world):
    with pytest.raises(UsageError, match="the data hold 2020 to 2022"):
        build(world, "note", years="2025")


def test_a_document_that_fails_is_raised_after_the_others_are_written(world):
    world.write_report("bad", "{{ unknown_name }}\n")
    with pytest.raises(TemplateError, match="unknown_name"):
        build(world, "bad", "note")
    assert world.files() == ["note-2020-2022.txt"]


def test_a_number_of_a_finished_file_has_its_origins_as_the_command_tells_them(world, capsys):
    world.write_report("traced", NOTE)
    (file,) = build(world, "traced")
    (found,) = reportgen.origins(file, "8.3%", data=world.data, templates=world.templates)
    assert {each["text"] for each in found["printed"]} == {"8.3%"}
    assert [(each["file"], each["line"]) for each in found["cells"]] == [
        ("data/figures.csv", 3),
        ("data/figures.csv", 4),
    ]
    folders = ("--data", str(world.data), "--templates", str(world.templates))
    assert run(["trace", str(file), "8.3%", "--json", *folders]) == 0
    assert json.loads(capsys.readouterr().out) == json.loads(json.dumps([found]))


def test_numbers_that_stand_nowhere_and_none_at_all_are_refused(world):
    (file,) = build(world, "note")
    where = {"data": world.data, "templates": world.templates}
    with pytest.raises(UsageError, match="987,654"):
        reportgen.origins(file, "987,654", **where)
    with pytest.raises(UsageError, match="expected a number, found none"):
        reportgen.origins(file, **where)


def test_the_date_stands_on_the_page(world):
    assert "June 30, 2025" in build(world, "note")[0].read_text(encoding="utf-8")


def test_an_unknown_name_of_the_module_is_an_attribute_error():
    with pytest.raises(AttributeError, match="has no attribute `bild`"):
        reportgen.bild  # noqa: B018
