"""What a batch says on the command line."""

import json

import pytest

from tests.worlds import make_world


@pytest.fixture
def world(tmp_path):
    return make_world(tmp_path)


def batch(world, *options):
    return world.build("sheet", "note", "--all-places", "--no-index", "--format", "txt", *options)


def test_many_files_are_summed_up(world, capsys):
    assert batch(world, "--format", "pdf") == 0
    assert "8 files: 8 made; " in capsys.readouterr().err


def test_nothing_to_do_is_said(world, capsys):
    batch(world)
    capsys.readouterr()
    assert batch(world) == 0
    said = capsys.readouterr()
    assert (said.out, said.err) == ("", "nothing to do: 4 files are up to date\n")


def test_a_dry_run_prints_files_with_reasons_and_makes_none(world, capsys):
    assert batch(world, "--dry-run") == 0
    assert capsys.readouterr().out.splitlines()[0] == f"{world.out / 'sheet-AA-2020-2022.txt'}: it is new"
    assert world.files() == []


def test_what_failed_stands_in_a_table_at_the_end(world, capsys):
    world.write_report("note", "{{ unknown_name }}\n")
    assert batch(world, "--format", "pdf") == 4
    table = capsys.readouterr().err.partition("\n\n")[2].splitlines()
    assert table[0].split() == ["file", "state", "reason"]
    assert [line.split()[:2] for line in table[1:3]] == [
        ["note-2020-2022.pdf", "failed"],
        ["note-2020-2022.txt", "failed"],
    ]
    assert table[-1].startswith("8 files: 6 made, 2 failed; ")


def test_a_file_changed_by_hand_is_named_with_what_to_do(world, capsys):
    batch(world)
    (world.out / "note-2020-2022.txt").write_text("mine", encoding="utf-8")
    capsys.readouterr()
    assert batch(world) == 5
    said = capsys.readouterr().err
    assert "note-2020-2022.txt: the file was changed by hand after it was made" in said
    assert "overwrite it with `--force`" in said
    assert batch(world, "--force") == 0


def test_every_event_is_a_line_of_json_on_request(world, capsys):
    world.write_report("note", "{{ unknown_name }}\n")
    assert batch(world, "--log-json") == 4
    said = capsys.readouterr()
    events = [json.loads(line) for line in said.err.splitlines()]
    assert [event["event"] for event in events] == ["file", "file", "file", "file", "error", "summary"]
    assert [event.get("state") for event in events[:4]] == ["made", "made", "made", "failed"]
    assert (events[-1]["made"], events[-1]["failed"], events[-1]["exit_code"]) == (3, 1, 4)
    assert said.out.count("\n") == 3
