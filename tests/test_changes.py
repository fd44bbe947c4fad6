"""What is written into a project is there whole or not at all, at whatever moment the process ends."""

import os

import pytest

from reportgen.batch.changes import change_files, checksum, finish_change
from reportgen.batch.files import is_part
from reportgen.cli import run
from reportgen.dataset import FolderFiles, read_package
from reportgen.errors import DataError, UsageError
from reportgen.project import PLAN
from reportgen.serve.tasks import Talk
from reportgen.serve.tasks.check import check
from reportgen.serve.tasks.correct import correct
from reportgen.serve.tasks.taken_back import changes_of, take_back
from tests.killed import NEVER, command, each_call, ended, files_of, laid
from tests.page.test_correct import laid_down
from tests.refusing import INT, KILL

COUNTS = "state,year,cases\nOhio,2021,5\nOhio,2022,6\nUtah,2021,7\nUtah,2022,9\n"
NEXT = "state,year,cases\nOhio,2022,66\nUtah,2022,9\nIowa,2022,4\nOhio,2023,8\nUtah,2023,4\nIowa,2023,1\n"
OLD = {"data/figures.csv": b"old figures", "data/gone.csv": b"goes", "intake.toml": b"old recipe"}
NEW = {"data/figures.csv": b"new figures", "intake.toml": b"new recipe", "sources/next.csv": b"new source"}
WANTED = {**NEW, "data/gone.csv": None}
WAS = {name: checksum(OLD.get(name)) for name in WANTED}
ERRORS = ("ENOSPC", INT, "EACCES", "EROFS")
"""What befalls calls in turn, besides a kill in the place of each."""
TALK = Talk(lambda _: None)


def change(folder):
    change_files(folder, WANTED, was=WAS)
    return 0


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "project"
    laid(OLD, made)
    return made


def test_all_files_are_written_and_nothing_is_left_beside_them(folder):
    change(folder)
    assert files_of(folder) == NEW


def test_a_file_that_was_changed_meanwhile_stays_and_so_do_all_others(folder):
    (folder / "intake.toml").write_bytes(b"edited")
    with pytest.raises(UsageError, match="changed meanwhile"):
        change(folder)
    assert files_of(folder) == {**OLD, "intake.toml": b"edited"}


def test_a_change_that_ends_anywhere_is_finished_or_undone_by_who_comes_next(folder):
    _, said, counts = ended(folder, NEVER, lambda: change(folder))
    assert (files_of(folder), said) == (NEW, "")
    assert counts["rename"] >= 4
    wrong = []
    for refused in each_call(counts, ERRORS):
        laid(OLD, folder)
        code, _, _ = ended(folder, refused, lambda: change(folder))
        told = []
        finish_change(folder, told.append)
        found = files_of(folder)
        seen = {name: content for name, content in found.items() if "/." not in f"/{name}"}
        # an error that is told has changed nothing
        if seen not in (OLD, NEW) or (code == 0 and seen != NEW) or (refused[2][0] == "E" and code and seen != OLD):
            wrong.append(f"{refused}: exit {code}, {told}, {sorted(found)}")
        if seen == OLD:
            change(folder)
            if files_of(folder) != NEW:
                wrong.append(f"{refused}: after another change {sorted(files_of(folder))}")
    assert not wrong, "\n".join(wrong)


def cut_off(folder, number):
    """Kill a change in the place of one of its renames."""
    assert ended(folder, ("rename", number, KILL), lambda: change(folder))[0] == -9
    assert (folder / PLAN).is_file()


def renames(folder):
    count = ended(folder, NEVER, lambda: change(folder))[2]["rename"]
    laid(OLD, folder)
    return count


def test_an_edit_after_a_cut_is_not_written_over(folder):
    cut_off(folder, renames(folder))
    (folder / "data/figures.csv").write_bytes(b"edited since")
    with pytest.raises(DataError, match=r"`data/figures\.csv` was changed since"):
        finish_change(folder)
    assert (folder / "data/figures.csv").read_bytes() == b"edited since"


def test_no_data_are_read_beside_a_change_that_is_not_finished(folder):
    cut_off(folder, renames(folder))
    with pytest.raises(DataError, match="a change that is not finished"):
        read_package(folder / "data")


def test_files_of_two_moments_are_no_data(tmp_path):
    data = tmp_path / "data"
    laid(
        {"figures.csv": b"indicator,year,value\ncases,2022,5\n", "indicators.csv": b"indicator,unit\ncases,cases\n"},
        data,
    )
    files = FolderFiles(data)
    files.content("figures.csv")
    assert files.are_of_one_moment()
    (tmp_path / "next").write_bytes(b"indicator,unit\ncases,days\n")
    (tmp_path / "next").replace(data / "indicators.csv")
    with pytest.raises(DataError, match="nobody changes while they are read"):
        read_package(data, files)
    assert read_package(data).indicators["cases"].unit == "days"


def test_a_file_of_another_user_is_kept_as_a_copy(folder, monkeypatch):
    monkeypatch.setattr("os.geteuid", lambda: -1)
    monkeypatch.setattr("os.link", lambda *_: pytest.fail("nobody may remove such a name again"))
    change(folder)
    assert files_of(folder) == NEW


@pytest.mark.parametrize("plan", [b"", b"{}", b"\xff\xfe", b"[" * 100_000, b'{"change": [{"name": "../x"}]}\t0'])
def test_what_is_no_plan_is_told(folder, plan):
    (folder / PLAN).write_bytes(plan)
    with pytest.raises(DataError, match="expected the plan of a change"):
        finish_change(folder)
    assert files_of(folder) == {**OLD, PLAN: plan}


def test_a_plan_that_is_a_pipe_is_told(folder):
    os.mkfifo(folder / PLAN)
    with pytest.raises(DataError, match="expected the plan of a change"):
        finish_change(folder)


def test_nothing_is_written_through_a_link_that_leads_out_of_the_project(folder, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (folder / "sources").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(UsageError, match="a link leads out of the project"):
        change(folder)
    assert not list((tmp_path / "elsewhere").iterdir())
    assert files_of(folder) == OLD


def test_a_hard_link_to_a_file_elsewhere_is_parted_from_it(folder, tmp_path):
    (tmp_path / "mine.csv").hardlink_to(folder / "data/figures.csv")
    change(folder)
    assert (tmp_path / "mine.csv").read_bytes() == b"old figures"


@pytest.fixture
def project(tmp_path, monkeypatch, capsys):
    """A project, and beside it the file of the next year."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "counts.csv").write_text(COUNTS)
    assert run(["new", "out", "--from", "counts.csv", "--yes"]) == 0
    (tmp_path / "next.csv").write_text(NEXT)
    capsys.readouterr()
    return tmp_path / "out"


REFRESH = command("refresh", "--from", "../next.csv", "--yes")


def test_a_command_says_that_it_has_finished_what_was_cut_off(project, capsys, monkeypatch):
    before = files_of(project)
    count = ended(project, NEVER, REFRESH)[2]["rename"]
    laid(before, project)
    assert ended(project, ("rename", count, KILL), REFRESH)[0] == -9
    monkeypatch.chdir(project)
    assert run(["list", "places"]) == 0
    said = capsys.readouterr()
    assert "a change that was cut off is finished: " in said.err
    assert "Iowa" in said.out


@pytest.mark.conformance
def test_a_refresh_that_ends_anywhere_leaves_the_old_or_the_new_project(project):
    old = files_of(project)
    _, _, counts = ended(project, NEVER, REFRESH)
    new = files_of(project)
    assert new.keys() - old.keys() == {"data/notes.csv", "revisions.csv", "sources/next.csv"}
    wrong = []
    for refused in each_call(counts, ERRORS):
        laid(old, project)
        code, said, _ = ended(project, refused, REFRESH)
        if "Traceback" in said or "fault of the program" in said:
            wrong.append(f"{refused}: {said}")
        if refused[2][0] == "E" and code and "hint: " not in said:
            wrong.append(f"{refused}: no hint: {said}")
        # what its own sources say is what it has, by the recipe that it has
        code, said, _ = ended(project, NEVER, command("refresh"))
        found = {name: content for name, content in files_of(project).items() if "/." not in f"/{name}"}
        if code or "new: " in said or "revised: " in said or found not in (old, new):
            wrong.append(f"{refused}: then exit {code}, {said}")
        code, said, _ = ended(project, NEVER, REFRESH)
        found = files_of(project)
        if refused[0] == "unlink":  # what cannot be removed once is removed by the next change
            found = {name: content for name, content in found.items() if not is_part(project / name)}
        if code or found != new:
            wrong.append(f"{refused}: again exit {code}, {said}, {sorted(found)}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.conformance
def test_a_build_after_a_killed_refresh_is_of_the_old_or_of_the_new_figures(project):
    build = command("build", "briefing", "--format", "txt", "--date", "2025-06-30", "--jobs", "1")
    old, made = files_of(project), []
    for act in (lambda: 0, REFRESH):
        assert ended(project, NEVER, act)[0] == 0
        assert ended(project, NEVER, build)[0] == 0
        made.append(texts(project))
        laid(
            {**old, **{name: each for name, each in files_of(project).items() if not name.startswith("build")}}, project
        )
    laid(old, project)
    counts = ended(project, NEVER, REFRESH)[2]
    for number in range(1, counts["rename"] + 1):
        laid(old, project)
        ended(project, ("rename", number, KILL), REFRESH)
        code, said, _ = ended(project, NEVER, build)
        assert (code, texts(project) in made) == (0, True), said


def texts(project):
    return {path.name: path.read_bytes() for path in (project / "build").glob("*.txt")}


@pytest.mark.conformance
@pytest.mark.parametrize("is_taken_back", [False, True], ids=["correct", "take back"])
def test_a_correction_that_ends_anywhere_is_made_or_not(tmp_path, is_taken_back):
    project = tmp_path / "project"
    asked = laid_down(project)
    where = next(each["suspect"] for each in check(asked, TALK)["findings"]["shown"] if each["suspect"])["where"]

    def made():
        correct({**asked, "where": where}, TALK)
        return 0

    def taken():
        take_back({**asked, "correction": changes_of(*kept)[0]["correction"]}, TALK)
        return 0

    kept = (project / "kept", project / "data")
    old = files_of(project)
    made()
    begun = files_of(project) if is_taken_back else old
    act = taken if is_taken_back else made
    laid(begun, project)
    counts = ended(project, NEVER, act)[2]
    for refused in each_call(counts, ERRORS):
        laid(begun, project)
        ended(project, refused, act)
        finish_change(project)
        package = read_package(project / "data")
        found = files_of(project)
        corrected = [row for row in package.rows if row.get("correction")]
        assert (len(corrected), len(changes_of(*kept))) in ((0, 0), (1, 1)), refused
        assert corrected or found["data/figures.csv"] == old["data/figures.csv"], refused
        if not corrected:
            made()
        taken()
        assert changes_of(*kept) == []
        assert (project / "data/figures.csv").read_bytes() == old["data/figures.csv"], refused


@pytest.mark.conformance
def test_a_new_that_ends_anywhere_leaves_a_project_or_nothing_and_the_next_one_clears_up(project):
    here = project.parent
    outside = {name: content for name, content in files_of(here).items() if not name.startswith("out")}
    act = command("new", "made", "--from", "counts.csv", "--yes")
    laid(outside, here / "in")
    counts = ended(here / "in", NEVER, act)[2]
    whole = {name for name in files_of(here / "in") if name.startswith("made/")}
    for refused in each_call(counts, ERRORS):
        laid(outside, here / "in")
        code, said, _ = ended(here / "in", refused, act)
        assert "Traceback" not in said, refused
        found = {name for name in files_of(here / "in") if name.startswith("made/")}
        assert found in (set(), whole), refused
        assert code != 0 or found == whole, refused
        code, said, _ = ended(here / "in", NEVER, command("new", "other", "--from", "counts.csv", "--yes"))
        assert code == 0, said
        assert not [path for path in (here / "in").iterdir() if path.name.startswith(".")], refused
