"""Whatever a document is made from, a change of it is seen: however a link leads to it, and at any byte."""

import json
import shutil
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportgen.batch import Request, finished_before, plan, prepare, run_plan
from reportgen.batch.fresh import Standing
from tests.worlds import ROOT, make_world

INCLUDING = "# Place\n\n{% include 'parts/said.md' %}\n\n{{ place.name }}: {{ figure('cases', 2022) }}.\n"
CHART = "def draw(axes, values):\n    pass\n"


def full_world(folder):
    """Make a world whose documents are made from every kind of file there is."""
    world = make_world(folder)
    (world.templates / "parts").mkdir()
    (world.templates / "parts" / "said.md").write_text("Said.\n", encoding="utf-8")
    shutil.copytree(ROOT / "templates" / "profiles", world.templates / "profiles")
    world.write_report("sheet", INCLUDING, more="scope: place\n")
    (folder / "charts.py").write_text(CHART, encoding="utf-8")
    return world


@pytest.fixture
def world(tmp_path):
    return full_world(tmp_path)


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    world = full_world(tmp_path_factory.mktemp("built"))
    build(world)
    return world


def request(world, **options):
    folders = {"out": world.out, "data": world.data, "templates": world.templates}
    given = {"places": ("AA",), "formats": ("txt",), "date": date(2025, 6, 30), "charts": (world.folder / "charts.py",)}
    return Request(("sheet",), **{**folders, **given, **options})


def build(world, **options):
    prepared = prepare(request(world, **options))
    if isinstance(prepared, Standing):
        return "nothing to do"
    return {result.state for outcome in run_plan(prepared) for result in outcome.results}


def text(world):
    return (world.out / "sheet-AA-2020-2022.txt").read_text(encoding="utf-8")


def change(path, before, after):
    path.write_text(path.read_text(encoding="utf-8").replace(before, after), encoding="utf-8")


def link_to(path, target):
    """Move a file or folder elsewhere and leave a link to it."""
    path.rename(target)
    path.symlink_to(target, target_is_directory=target.is_dir())


def inputs_of(world):
    return sorted(path for path in (*world.data.rglob("*"), *world.templates.rglob("*")) if path.is_file())


@pytest.mark.conformance
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_byte_of_any_input_that_changes_is_seen(built, data):
    path = data.draw(st.sampled_from([*inputs_of(built), built.folder / "charts.py"]), label="file")
    whole = path.read_bytes()
    at = data.draw(st.integers(0, len(whole)), label="place")
    byte = data.draw(st.integers(0, 255).filter(lambda value: whole[at : at + 1] != bytes([value])), label="byte")
    assert finished_before(request(built)) is not None
    try:
        path.write_bytes(whole[:at] + bytes([byte]) + whole[at + 1 :])
        assert finished_before(request(built)) is None
    finally:
        path.write_bytes(whole)


@pytest.mark.parametrize("name", ["datapackage.json", "figures.csv", "codelists/extra.csv"])
def test_a_file_of_the_data_that_comes_or_goes_is_seen(world, name):
    build(world)
    path = world.data / name
    if path.exists():
        path.rename(world.data / f"{path.name}.old")
    else:
        path.write_text("new", encoding="utf-8")
    assert finished_before(request(world)) is None


INSIDE = {
    "a linked file": ("figures.csv", "kept.csv"),
    "a link to a hidden file": ("figures.csv", ".kept.csv"),
    "a link into a hidden folder": ("figures.csv", ".store/kept.csv"),
}


@pytest.mark.parametrize(("name", "target"), INSIDE.values(), ids=INSIDE)
def test_a_figure_behind_a_link_changes(world, name, target):
    (world.data / target).parent.mkdir(exist_ok=True)
    link_to(world.data / name, world.data / target)
    assert build(world) == {"made"}
    change(world.data / target, "2022,AA,110", "2022,AA,119")
    assert build(world) == {"made"}
    assert "119" in text(world)


def test_a_table_of_a_linked_folder_changes(world):
    (world.data / ".store").mkdir()
    (world.data / "tables").mkdir()
    (world.data / "figures.csv").rename(world.data / "tables" / "figures.csv")
    link_to(world.data / "tables", world.data / ".store" / "tables")
    change(world.data / "datapackage.json", '"figures.csv"', '"tables/figures.csv"')
    assert build(world) == {"made"}
    change(world.data / ".store" / "tables" / "figures.csv", "2022,AA,110", "2022,AA,119")
    assert build(world) == {"made"}
    assert "119" in text(world)


def test_a_link_that_leads_elsewhere_now_is_seen(world):
    for year in ("old", "new"):
        (world.templates / f".{year}").mkdir()
        (world.templates / f".{year}" / "said.md").write_text(f"Said of {year}.\n", encoding="utf-8")
    shutil.rmtree(world.templates / "parts")
    (world.templates / "parts").symlink_to(".old")
    assert build(world) == {"made"}
    (world.templates / "parts").unlink()
    (world.templates / "parts").symlink_to(".new")
    assert build(world) == {"made"}
    assert "Said of new." in text(world)


def test_a_hidden_part_of_a_template_changes(world):
    (world.templates / "parts").rename(world.templates / ".parts")
    change(world.templates / "sheet.md", "parts/", ".parts/")
    assert build(world) == {"made"}
    change(world.templates / ".parts" / "said.md", "Said", "Told")
    assert build(world) == {"made"}
    assert "Told." in text(world)


def test_what_is_read_from_outside_is_seen_or_refused(world, tmp_path):
    """Whether a link may lead out of a folder is for its reader to say; stale is what nothing may be."""
    for folder, name in ((world.templates / "parts", "said.md"), (world.templates / "themes", "default.toml")):
        link_to(folder, tmp_path / folder.name)
        states = [build(world, formats=("pdf",))]
        with (tmp_path / folder.name / name).open("a", encoding="utf-8") as file:
            file.write("\n")
        assert finished_before(request(world, formats=("pdf",))) is None, states


def test_links_that_lead_in_a_circle_end(world):
    (world.templates / "parts" / "up").symlink_to("..")
    (world.data / "again").symlink_to(".")
    assert build(world) == {"made"}
    assert build(world) == "nothing to do"


def test_what_version_control_keeps_is_no_input(world):
    build(world)
    (world.data / ".git").mkdir()
    (world.data / ".git" / "index").write_bytes(b"any")
    assert build(world) == "nothing to do"


def test_a_template_that_changes_while_building_is_no_finished_request(world):
    said = world.templates / "parts" / "said.md"
    whole = said.read_text(encoding="utf-8")
    prepared = plan(request(world))
    said.write_text("Other words.\n", encoding="utf-8")
    list(run_plan(prepared))
    assert "Other words." in text(world)
    said.write_text(whole, encoding="utf-8")
    assert build(world) == {"made"}
    assert "Said." in text(world)


def test_a_folder_without_a_package_is_not_read_through(world, tmp_path):
    (tmp_path / "empty").mkdir()
    keys = []
    for content in ("one", "two"):
        (tmp_path / "empty" / "file").write_text(content, encoding="utf-8")
        keys.append(finished_before(request(world, data=tmp_path / "empty", templates=tmp_path / "empty")))
    assert keys == [None, None]
    assert json.loads((world.data / "datapackage.json").read_text(encoding="utf-8"))["name"] == "tiny"
