"""What is not provably made here is never replaced without `--force`, and nothing is listed that is not there."""

import json
import os
import zipfile
from datetime import date

import pytest

from reportgen.batch import Request, finished_before, plan, run_plan
from reportgen.batch.store import JOURNAL, promise, sealed_line, store_at
from reportgen.cli import run
from reportgen.errors import BuildError
from tests.worlds import make_world

NAME = "sheet-AA-2020-2022.txt"
OTHER = "sheet-BB-2020-2022.txt"
ARCHIVE = "sheet-2020-2022.zip"


@pytest.fixture
def world(tmp_path):
    made = make_world(tmp_path / "world")
    body = "# Place\n\n{{ place.name }} had {{ figure('cases', 2022) }} cases, as of {{ date }}.\n"
    made.write_report("sheet", body, more="scope: place\n")
    return made


@pytest.fixture
def outside(tmp_path):
    """A folder of the user's that has nothing to do with reports."""
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "precious").write_bytes(b"precious")
    return tmp_path / "outside"


def request(world, **options):
    given = {"places": ("AA", "BB"), "formats": ("txt",), "out": world.out, "data": world.data}
    return Request(("sheet",), **{**given, "templates": world.templates, "date": date(2025, 6, 30), **options})


def build(world, **options):
    return list(run_plan(plan(request(world, **options))))


def states(outcomes):
    return {result.name: result.state for outcome in outcomes for result in outcome.results}


def exit_code(outcomes):
    return max(outcome.exit_code for outcome in outcomes)


def holds(folder):
    """What stands in a folder and below, by name: a link as where it leads to."""
    return {
        str(path.relative_to(folder)): path.readlink() if path.is_symlink() else path.is_file() and path.read_bytes()
        for path in folder.rglob("*")
    }


# -- what is somebody else's ----------------------------------------------------------------------------------------

OUTPUTS = (NAME, "index.html", "index.csv", ARCHIVE)


@pytest.mark.parametrize("name", OUTPUTS)
def test_a_file_of_somebody_else_is_only_replaced_by_force(world, name):
    world.out.mkdir()
    (world.out / name).write_bytes(b"precious")
    outcomes = build(world, index=True, archive=True)
    assert exit_code(outcomes) == 5
    assert "there is something under this name that was not made here" in str(
        next(error for outcome in outcomes for error in outcome.errors)
    )
    assert (world.out / name).read_bytes() == b"precious"
    assert exit_code(build(world, index=True, archive=True, force=True)) == 0
    assert (world.out / name).read_bytes() != b"precious"


@pytest.mark.parametrize("name", OUTPUTS)
def test_a_file_changed_by_hand_is_kept_though_the_manifest_is_gone(world, name):
    build(world, index=True, archive=True)
    (world.out / name).write_bytes(b"my own words")
    (world.out / "manifest.json").unlink()
    assert exit_code(build(world, index=True, archive=True)) == 5
    assert (world.out / name).read_bytes() == b"my own words"


def test_files_that_are_as_they_would_be_made_are_taken_up_again_without_a_manifest(world):
    build(world, index=True, archive=True)
    before = holds(world.out)
    (world.out / "manifest.json").unlink()
    assert set(states(build(world, index=True, archive=True)).values()) == {"unchanged"}
    assert holds(world.out) == before
    assert finished_before(request(world, index=True, archive=True)) is not None


@pytest.mark.parametrize("name", [*OUTPUTS, "manifest.json", JOURNAL])
@pytest.mark.parametrize("kind", ["link", "hanging link", "pipe", "folder"])
def test_what_is_no_file_is_neither_written_through_nor_replaced(world, outside, name, kind, capsys):
    world.out.mkdir()
    path = world.out / name
    match kind:
        case "link":
            path.symlink_to(outside / "precious")
        case "hanging link":
            path.symlink_to(outside / "nothing")
        case "pipe":
            os.mkfifo(path)
        case "folder":
            path.mkdir()
    before = path.lstat().st_ino
    options = ("--place", "AA", "--index", "--zip", "--format", "txt")
    assert world.build("sheet", *options) == 5
    assert capsys.readouterr().err.count("\nhint: ") >= 1
    assert path.lstat().st_ino == before
    assert holds(outside) == {"precious": b"precious"}


@pytest.mark.parametrize("name", [*OUTPUTS, "manifest.json", JOURNAL])
def test_by_force_a_link_is_replaced_and_not_what_it_leads_to(world, outside, name):
    world.out.mkdir()
    (world.out / name).symlink_to(outside / "precious")
    assert exit_code(build(world, index=True, archive=True, force=True)) == 0
    assert not (world.out / name).is_symlink()
    assert holds(outside) == {"precious": b"precious"}


def test_nothing_is_written_into_a_folder_that_a_link_leads_to(world, outside):
    pytest.importorskip("pypdfium2")
    world.out.mkdir()
    (world.out / "thumbnails").symlink_to(outside)
    for force in (False, True):
        outcomes = build(world, formats=("pdf",), index=True, force=force)
        assert exit_code(outcomes) == 5
        assert "thumbnails: expected a folder, found a link" in str(outcomes[0].errors[0])
    assert holds(outside) == {"precious": b"precious"}


# -- the manifest ---------------------------------------------------------------------------------------------------

FORGED = {
    "a file elsewhere": {"name": "../victim"},
    "a full path": {"name": "/etc/passwd"},
    "an address": {"name": "https://example.org/x"},
    "no date": {"date": ""},
    "a date that is none": {"date": "yesterday"},
    "years that are none": {"years": "x-y"},
    "a place that is none": {"place": "ZZ"},
    "a kind that is none": {"kind": "exe"},
    "a report elsewhere": {"report": "../sheet"},
    "a size that is none": {"size": True},
    "a checksum that is none": {"sha256": "0"},
}


@pytest.mark.parametrize("values", FORGED.values(), ids=FORGED)
def test_a_forged_record_is_one_clear_error(world, values, capsys):
    build(world)
    path = world.out / "manifest.json"
    made = json.loads(path.read_text(encoding="utf-8"))
    record = made["files"].pop(NAME) | values
    made["files"][record["name"]] = record
    del made["sha256"]  # as an older version wrote it, without a checksum
    path.write_text(json.dumps({**made, "format": 2}), encoding="utf-8")
    before = holds(world.folder)
    folders = ("--data", str(world.data), "--templates", str(world.templates))
    assert run(["verify", str(world.out), "--rebuild", *folders]) in (2, 5)
    assert capsys.readouterr().err.count("error: ") == 1
    assert holds(world.folder) == before


# -- the journal ----------------------------------------------------------------------------------------------------

LINES = {
    "binary": b"\xf6\x00\x01",
    "of another program": b"2025-06-30 started\n",
    "nested": b"[" * 100_000,
    "a forged list": sealed_line([]).encode(),
    "forged and nested": f"{'[' * 100_000}\t".encode(),
    "a forged environment": sealed_line({"environment of": "q", "b": [1]}).encode(),
    "a forged record elsewhere": sealed_line({"name": "../victim", "sha256": "0" * 64, "size": 1}).encode(),
    "a forged promise elsewhere": sealed_line({"writing": "../victim", "sha256": "0" * 64}).encode(),
    "a changed line": sealed_line({"writing": NAME, "sha256": "0" * 64}).replace("sheet", "sheep").encode(),
}


@pytest.mark.parametrize("content", LINES.values(), ids=LINES)
def test_a_journal_that_is_none_is_an_error_and_nothing_is_overwritten(world, content, capsys):
    build(world)
    (world.out / JOURNAL).write_bytes(content)
    before = holds(world.out)
    with pytest.raises(BuildError, match=r"journal:\d+: expected the notes of a run that was killed.*\nhint: move"):
        build(world, date=date(2025, 7, 1))
    assert run(["verify", str(world.out)]) == 5
    assert "expected the notes" in capsys.readouterr().err
    assert holds(world.out) == before
    assert exit_code(build(world, date=date(2025, 7, 1), force=True)) == 0
    assert JOURNAL not in holds(world.out)


def test_a_line_that_was_cut_off_is_passed_over(world):
    build(world)
    line = promise(NAME, "0" * 64)
    for end in range(2, len(line)):
        (world.out / JOURNAL).write_text(f"\n{line[:end]}\n{line}", encoding="utf-8")
        assert finished_before(request(world)) is None
    assert set(states(build(world)).values()) == {"unchanged"}


def killed_after_rename(world):
    """Leave what a rebuild does that is killed when the files have their names and nobody has noted them yet."""
    build(world)
    record = (world.out / "manifest.json").read_bytes()
    build(world, date=date(2025, 7, 1))
    (world.out / "manifest.json").write_bytes(record)
    store = store_at(world.out)
    for name in (NAME, OTHER):
        store.note(promise(name, store.checksum(name)))


@pytest.mark.parametrize("day", [1, 2])
def test_a_rebuild_that_was_killed_is_no_edit_of_the_users(world, day):
    killed_after_rename(world)
    assert states(build(world, date=date(2025, 7, day))) == {NAME: "made", OTHER: "made"}
    assert f"July {day}, 2025" in (world.out / NAME).read_text(encoding="utf-8")
    assert JOURNAL not in holds(world.out)


def test_an_edit_after_a_kill_is_the_users(world):
    killed_after_rename(world)
    (world.out / NAME).write_bytes(b"my own words")
    assert states(build(world, date=date(2025, 7, 2))) == {NAME: "edited", OTHER: "made"}
    assert (world.out / NAME).read_bytes() == b"my own words"


def test_the_checksum_is_noted_before_a_file_gets_its_name(world):
    store = store_at(world.out)
    store.write("a.txt", b"first")
    (world.out / "b.txt").mkdir()  # a file cannot get its name
    with pytest.raises(BuildError, match="cannot write"):
        store.write("b.txt", b"second")
    noted = [json.loads(line.partition("\t")[0])["writing"] for line in store.notes().decode().split("\n")[1:]]
    assert noted == ["a.txt", "b.txt"]


@pytest.mark.parametrize("kind", ["a file", "a link to nowhere", "a pipe"])
def test_what_stands_in_the_place_of_the_folder_is_left_alone(world, kind):
    match kind:
        case "a file":
            world.out.write_bytes(b"mine")
        case "a pipe":
            os.mkfifo(world.out)
        case _:
            world.out.symlink_to("nowhere")
    with pytest.raises(BuildError, match=f"expected a folder, found {kind}\nhint: choose another"):
        build(world)
    assert not world.out.is_dir()


# -- what vanishes --------------------------------------------------------------------------------------------------


def test_a_file_that_vanishes_while_building_is_an_error_and_in_no_list(world):
    outcomes = []
    for outcome in run_plan(plan(request(world, index=True, archive=True))):
        outcomes.append(outcome)
        if outcome.job and outcome.job.place == "BB":
            (world.out / NAME).unlink()
    assert exit_code(outcomes) == 5
    assert f"{NAME}: the file was there and is not any more" in str(outcomes[2].errors[0])
    assert zipfile.ZipFile(world.out / ARCHIVE).namelist() == [OTHER]
    for index in ("index.csv", "index.html"):
        assert NAME not in (world.out / index).read_text(encoding="utf-8")
    assert exit_code(build(world, index=True, archive=True)) == 0
    assert zipfile.ZipFile(world.out / ARCHIVE).namelist() == [NAME, OTHER]


def test_a_file_that_is_changed_while_building_is_not_packed(world):
    outcomes = []
    for outcome in run_plan(plan(request(world, archive=True))):
        outcomes.append(outcome)
        (world.out / NAME).write_bytes(b"mine")
    assert exit_code(outcomes) == 5
    assert not (world.out / ARCHIVE).exists()
    assert (world.out / NAME).read_bytes() == b"mine"


def test_a_folder_that_is_removed_while_building_is_made_whole_by_the_next_run(world):
    outcomes = []
    for outcome in run_plan(plan(request(world, index=True, archive=True))):
        outcomes.append(outcome)
        if len(outcomes) == 1:
            world.out.rename(world.folder / "moved")
    assert exit_code(outcomes) == 5
    assert exit_code(build(world, index=True, archive=True)) == 0
    assert zipfile.ZipFile(world.out / ARCHIVE).namelist() == [NAME, OTHER]


# -- what the index tells -------------------------------------------------------------------------------------------


def page(world):
    return (world.out / "index.html").read_text(encoding="utf-8")


def test_a_file_that_was_removed_is_told_and_not_linked(world):
    build(world, index=True)
    (world.out / NAME).unlink()
    build(world, places=("BB",), index=True)
    assert "<li>Alpha (Text): it was removed</li>" in page(world)
    assert NAME not in page(world) + (world.out / "index.csv").read_text(encoding="utf-8")


def test_a_place_taken_out_of_the_data_is_told(world):
    build(world, index=True)
    for table in ("figures.csv", "places.csv"):
        path = world.data / table
        lines = path.read_text(encoding="utf-8").splitlines()
        kept = [line for line in lines if not line.startswith("AA,") and ",AA," not in line]
        path.write_text("\n".join(kept) + "\n", encoding="utf-8")
    outcomes = build(world, places=("BB",), index=True)
    assert outcomes[-1].notes == (f"{world.out / NAME}: its place `AA` is not in the data any more",)
    assert "Alpha (Text)</a>: its place `AA` is not in the data any more" in page(world)
    assert (world.out / NAME).exists()


def test_a_document_without_its_template_is_told(world):
    build(world, index=True)
    (world.templates / "sheet.md").rename(world.templates / "page.md")
    outcomes = list(run_plan(plan(Request(("page",), **{**vars_of(request(world, index=True))}))))
    assert len(outcomes[-1].notes) == 2
    assert "its template `sheet` is not there any more" in page(world)


def vars_of(asked):
    names = ("places", "formats", "out", "data", "templates", "date", "index")
    return {name: getattr(asked, name) for name in names}


# -- observations ---------------------------------------------------------------------------------------------------


def observations(world, out):
    return run(["observations", "--data", str(world.data), "--out", str(out)])


def test_observations_are_written_to_a_new_name_and_over_earlier_ones(world, tmp_path):
    assert observations(world, tmp_path / "new" / "figures.csv") == 0
    head = (tmp_path / "new" / "figures.csv").read_bytes().partition(b"\n")[0]
    (tmp_path / "old.csv").write_bytes(head + b"\nold\n")
    assert observations(world, tmp_path / "old.csv") == 0
    assert (tmp_path / "old.csv").read_bytes() == (tmp_path / "new" / "figures.csv").read_bytes()


def test_observations_are_not_written_over_their_own_input(world, tmp_path, capsys):
    before = holds(world.data)
    (tmp_path / "hard").hardlink_to(world.data / "places.csv")
    (tmp_path / "linked").symlink_to(world.data)
    for name in ("figures.csv", "datapackage.json", "../data/./notes.csv", tmp_path / "hard"):
        assert observations(world, world.data / name) == 2
    assert observations(world, tmp_path / "linked" / "figures.csv") == 2
    assert capsys.readouterr().err.count("this is a file of the data that are read\nhint: ") == 5
    assert holds(world.data) == before


@pytest.mark.parametrize("kind", ["here", "nothing", "folder", "link", "pipe", "long"])
def test_observations_are_only_written_to_files(world, outside, kind, monkeypatch, capsys):
    monkeypatch.chdir(outside)
    (outside / "folder").mkdir()
    (outside / "link").symlink_to("precious")
    os.mkfifo(outside / "pipe")
    before = holds(outside)
    names = {"here": ".", "nothing": "", "long": "x" * 300}
    assert observations(world, names.get(kind, kind)) in (2, 5)
    assert "hint: " in capsys.readouterr().err
    assert holds(outside) == before
