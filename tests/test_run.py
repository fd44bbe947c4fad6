"""A batch makes what has to be made, and nothing else."""

import csv
import json
import random  # noqa: TID251 - with a seed, so the bits are the same each time
import zipfile
from datetime import date

import pytest

from reportgen.batch import Request, Way, finished_before, plan, run_plan
from reportgen.batch.manifest import read_manifest
from reportgen.batch.store import store_at
from reportgen.errors import BuildError
from tests.worlds import make_world

PLACES = ("AA", "BB")


@pytest.fixture
def world(tmp_path):
    made = make_world(tmp_path)
    sheet = "# Place\n\n{{ place.name }} had {{ figure('cases', 2022) }} cases.\n"
    made.write_report("sheet", sheet, more="scope: place\n")
    return made


def request(world, *reports, **options):
    return Request(
        **{
            "reports": reports or ("sheet",),
            "places": () if reports == ("note",) else PLACES,
            "formats": ("txt",),
            "out": world.out,
            "data": world.data,
            "templates": world.templates,
            "date": date(2025, 6, 30),
            **options,
        }
    )


def states(world, *reports, **options):
    """Carry out a request and return what became of each file, by name."""
    outcomes = run_plan(plan(request(world, *reports, **options)))
    return {result.name: result.state for outcome in outcomes for result in outcome.results}


def reasons(world, *reports, **options):
    outcomes = run_plan(plan(request(world, *reports, **options)))
    return [result.reason for outcome in outcomes for result in outcome.results]


def change(path, before, after):
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after), encoding="utf-8")


def manifest(world):
    return json.loads((world.out / "manifest.json").read_text(encoding="utf-8"))


def test_a_second_run_makes_nothing(world):
    assert set(states(world).values()) == {"made"}
    assert set(states(world).values()) == {"unchanged"}


def test_a_changed_cell_remakes_the_documents_that_show_it(world):
    states(world)
    change(world.data / "figures.csv", "2022,BB,220", "2022,BB,221")
    assert states(world) == {"sheet-AA-2020-2022.txt": "unchanged", "sheet-BB-2020-2022.txt": "made"}
    assert "221 cases" in (world.out / "sheet-BB-2020-2022.txt").read_text(encoding="utf-8")


def test_a_changed_template_remakes_its_documents_only(world):
    states(world, "note", "sheet")
    change(world.templates / "sheet.md", "# Place", "# The place")
    assert states(world, "note", "sheet") == {
        "note-2020-2022.txt": "unchanged",
        "sheet-AA-2020-2022.txt": "made",
        "sheet-BB-2020-2022.txt": "made",
    }


def test_a_changed_theme_remakes_what_has_a_look(world):
    states(world, "note", formats=("pdf", "txt"))
    change(world.templates / "themes" / "default.toml", "#12436D", "#12436E")
    assert states(world, "note", formats=("pdf", "txt")) == {
        "note-2020-2022.pdf": "made",
        "note-2020-2022.txt": "unchanged",
    }


def test_a_missing_file_is_made_again(world):
    states(world)
    (world.out / "sheet-AA-2020-2022.txt").unlink()
    assert states(world) == {"sheet-AA-2020-2022.txt": "made", "sheet-BB-2020-2022.txt": "unchanged"}


def test_a_file_changed_by_hand_is_left_alone_and_reported(world):
    states(world)
    path = world.out / "sheet-AA-2020-2022.txt"
    path.write_text("my own words", encoding="utf-8")
    outcomes = list(run_plan(plan(request(world))))
    assert [outcome.exit_code for outcome in outcomes] == [5, 0]
    assert "changed by hand" in str(outcomes[0].errors[0])
    assert path.read_text(encoding="utf-8") == "my own words"


def test_force_overwrites_a_file_changed_by_hand(world):
    states(world)
    (world.out / "sheet-AA-2020-2022.txt").write_text("my own words", encoding="utf-8")
    assert set(states(world, force=True).values()) == {"made"}
    assert set(states(world).values()) == {"unchanged"}


def test_a_dry_run_says_why_and_writes_nothing(world):
    assert reasons(world, dry_run=True) == ["it is new", "it is new"]
    assert not world.out.exists()
    states(world)
    change(world.data / "figures.csv", "2022,BB,220", "2022,BB,221")
    assert reasons(world, dry_run=True) == ["nothing changed", "its words or figures changed"]


def test_another_asked_for_date_remakes_what_shows_it(world):
    states(world, "note")
    assert set(states(world, "note", date=date(2025, 7, 1)).values()) == {"made"}


def test_the_next_day_alone_remakes_nothing(world):
    states(world, "note", date_is_today=True)
    assert set(states(world, "note", date=date(2025, 7, 1), date_is_today=True).values()) == {"unchanged"}
    assert "June 30, 2025" in (world.out / "note-2020-2022.txt").read_text(encoding="utf-8")


def test_a_change_on_the_next_day_brings_its_date(world):
    states(world, "note", date_is_today=True)
    change(world.templates / "note.md", "# Figures", "# The figures")
    assert set(states(world, "note", date=date(2025, 7, 1), date_is_today=True).values()) == {"made"}
    assert "July 1, 2025" in (world.out / "note-2020-2022.txt").read_text(encoding="utf-8")


def test_two_runs_keep_each_others_records(world):
    states(world, "note")
    states(world, "sheet")
    assert sorted(manifest(world)["files"]) == [
        "note-2020-2022.txt",
        "sheet-AA-2020-2022.txt",
        "sheet-BB-2020-2022.txt",
    ]


DAMAGED = {
    "cut": "{",
    "a list": "[]",
    "of a newer version": '{"format": 99}',
    "without a checksum": '{"format": 1, "environments": {}, "files": {"a": {"sha256": 1}}, "requests": {}}',
    "no text": "\xff",
    "nested": "[" * 100_000,
    "of another program": '{"name": "App", "icons": []}',
    "yes and no": '{"format": true, "environments": {}, "files": {}, "requests": {}}',
}


@pytest.mark.parametrize("content", DAMAGED.values(), ids=DAMAGED)
def test_a_manifest_that_cannot_be_read_is_an_error_and_nothing_is_overwritten(world, content):
    states(world, "note")
    (world.out / "manifest.json").write_bytes(content.encode("latin-1"))
    (world.out / "note-2020-2022.txt").write_text("mine", encoding="utf-8")
    before = {path.name: path.read_bytes() for path in world.out.iterdir()}
    with pytest.raises(BuildError, match=r"manifest\.json: expected a manifest of format 3: .*\nhint: move it away"):
        list(run_plan(plan(request(world, "note"))))
    assert {path.name: path.read_bytes() for path in world.out.iterdir()} == before
    warnings = []
    outcomes = list(run_plan(plan(request(world, "note", force=True)), Way(jobs=1, warn=warnings.append)))
    assert ([outcome.results[0].state for outcome in outcomes], len(warnings)) == (["made"], 1)
    assert set(states(world, "note").values()) == {"unchanged"}


def test_any_bit_of_the_manifest_that_flips_is_noticed(world):
    states(world, "note", "sheet", index=True)
    path, store = world.out / "manifest.json", store_at(world.out)
    whole = path.read_bytes()
    bits = random.Random(13)
    for at in range(0, len(whole), 7):
        flipped = bytes([whole[at] ^ 1 << bits.randrange(8)])
        path.write_bytes(whole[:at] + flipped + whole[at + 1 :])
        with pytest.raises(BuildError, match="expected a manifest"):
            read_manifest(store)


def test_the_manifest_has_no_path_of_the_machine(world):
    states(world, "note", "sheet")
    assert str(world.folder) not in (world.out / "manifest.json").read_text(encoding="utf-8")


def test_the_same_run_elsewhere_gives_the_same_manifest(world, tmp_path):
    states(world)
    states(world, out=tmp_path / "other")
    assert (tmp_path / "other" / "manifest.json").read_bytes() == (world.out / "manifest.json").read_bytes()


def test_one_place_with_broken_words_stops_no_other(world):
    change(world.templates / "sheet.md", "# Place", "# Place\n\n{% if place.name == 'Alpha' %}{{ unknown }}{% endif %}")
    outcomes = list(run_plan(plan(request(world))))
    assert [[result.state for result in outcome.results] for outcome in outcomes] == [["failed"], ["made"]]
    assert outcomes[0].exit_code == 4
    assert world.files() == ["sheet-BB-2020-2022.txt"]


def test_what_failed_is_tried_again_by_the_next_run(world):
    broken = world.templates / "sheet.md"
    whole = broken.read_text(encoding="utf-8")
    change(broken, "# Place", "# Place\n\n{% if place.name == 'Alpha' %}{{ unknown }}{% endif %}")
    states(world)
    assert finished_before(request(world)) is None
    broken.write_text(whole, encoding="utf-8")
    assert states(world)["sheet-AA-2020-2022.txt"] == "made"


def test_a_request_that_was_carried_out_is_known_at_a_glance(world):
    assert finished_before(request(world)) is None
    states(world)
    assert finished_before(request(world)).names == ("sheet-AA-2020-2022.txt", "sheet-BB-2020-2022.txt")


@pytest.mark.parametrize("changed", ["data", "template", "file", "order"])
def test_a_request_is_not_known_when_anything_changed(world, changed):
    states(world)
    match changed:
        case "data":
            change(world.data / "notes.csv", "A note", "Another note")
        case "template":
            change(world.templates / "note.md", "# Figures", "# Numbers")
        case "file":
            (world.out / "sheet-AA-2020-2022.txt").write_text("my own words", encoding="utf-8")
        case "order":
            assert finished_before(request(world, places=("BB", "AA"))) is None
            return
    assert finished_before(request(world)) is None


def test_a_request_is_not_known_when_another_run_made_its_files_anew(world):
    figures = world.data / "figures.csv"
    states(world)
    change(figures, "2022,BB,220", "2022,BB,221")
    states(world, places=("BB",))
    change(figures, "2022,BB,221", "2022,BB,220")
    assert finished_before(request(world)) is None
    assert states(world)["sheet-BB-2020-2022.txt"] == "made"


def test_a_stopped_run_keeps_what_is_finished(world):
    finished = []
    way = Way(jobs=1, is_stopped=lambda: bool(finished))
    for outcome in run_plan(plan(request(world)), way):
        finished += outcome.files
    assert world.files() == ["sheet-AA-2020-2022.txt"]
    assert states(world) == {"sheet-AA-2020-2022.txt": "unchanged", "sheet-BB-2020-2022.txt": "made"}


def test_a_run_that_its_caller_gives_up_keeps_what_is_finished(world):
    outcomes = run_plan(plan(request(world)))
    next(outcomes)
    outcomes.close()
    assert list(manifest(world)["files"]) == ["sheet-AA-2020-2022.txt"]


def test_two_runs_cannot_write_to_one_folder(world):
    outcomes = run_plan(plan(request(world)))
    next(outcomes)
    with pytest.raises(BuildError, match="another run is writing to this folder"):
        list(run_plan(plan(request(world, "note"))))
    outcomes.close()
    assert set(states(world, "note").values()) == {"made"}


def test_the_index_lists_every_document_with_its_files(world):
    states(world, "note", "sheet", index=True)
    rows = list(csv.DictReader((world.out / "index.csv").read_text(encoding="utf-8").splitlines()))
    assert [(row["file"], row["place_name"], row["kind"]) for row in rows] == [
        ("note-2020-2022.txt", "", "txt"),
        ("sheet-AA-2020-2022.txt", "Alpha", "txt"),
        ("sheet-BB-2020-2022.txt", "Beta", "txt"),
    ]
    page = (world.out / "index.html").read_text(encoding="utf-8")
    assert '<html lang="en-US">' in page
    assert page.count("<h3>") == 3
    assert 'href="sheet-AA-2020-2022.txt"' in page


def test_an_index_changes_only_with_the_files(world):
    states(world, index=True)
    assert set(states(world, index=True).values()) == {"unchanged"}


def test_the_index_shows_first_pages(world):
    pytest.importorskip("pypdfium2")
    made = states(world, formats=("pdf",), index=True)
    assert made["thumbnails/sheet-AA-2020-2022.png"] == "made"
    assert '<img src="thumbnails/sheet-AA-2020-2022.png"' in (world.out / "index.html").read_text(encoding="utf-8")


def test_the_archive_is_the_same_bytes_each_time(world):
    states(world, archive=True)
    first = (world.out / "sheet-2020-2022.zip").read_bytes()
    with zipfile.ZipFile(world.out / "sheet-2020-2022.zip") as archive:
        assert archive.namelist() == ["sheet-AA-2020-2022.txt", "sheet-BB-2020-2022.txt"]
    (world.out / "sheet-2020-2022.zip").unlink()
    states(world, archive=True)
    assert (world.out / "sheet-2020-2022.zip").read_bytes() == first


def test_files_can_go_to_an_object_store(world):
    fsspec = pytest.importorskip("fsspec")
    files = fsspec.filesystem("memory")
    out = "memory://reports/2025"
    made = states(world, out=out, index=True, archive=True)
    assert set(made.values()) == {"made"}
    assert set(states(world, out=out, index=True, archive=True).values()) == {"unchanged"}
    assert len(finished_before(request(world, out=out, index=True, archive=True)).names) == 5
    states(world)
    name = "sheet-AA-2020-2022.txt"
    assert files.cat_file(f"/reports/2025/{name}") == (world.out / name).read_bytes()
    files.rm("/reports", recursive=True)
