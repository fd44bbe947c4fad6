"""What the program keeps for its next start: compiled templates, and what it found out about data."""

import stat
import sys

import pytest

from reportgen import dataset
from reportgen.batch import audited
from reportgen.batch.audited import errors_of, failed_checks
from reportgen.dataset import read_package
from reportgen.errors import DataError
from reportgen.kept import kept_folder
from reportgen.template import compiled as compiled_module
from reportgen.template.sandbox import Sandbox
from tests.packages import make_package, observation
from tests.worlds import make_world

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="about owners and modes of files")


@pytest.fixture
def kept(tmp_path, monkeypatch):
    """The folder in which things are kept."""
    monkeypatch.setenv("REPORTGEN_CACHE", str(tmp_path / "kept"))
    monkeypatch.setattr(audited, "_failed", {})
    return tmp_path / "kept"


def test_what_is_kept_is_of_this_user_alone(kept):
    folder = kept_folder("things")
    assert folder == kept / "things"
    assert stat.S_IMODE(folder.stat().st_mode) & 0o077 == 0


def test_nothing_is_kept_where_that_is_not_wanted(monkeypatch):
    monkeypatch.setenv("REPORTGEN_CACHE", "")
    assert kept_folder("things") is None


def test_nothing_is_kept_where_no_folder_can_be_made(kept):
    kept.write_text("a file")
    assert kept_folder("things") is None


@POSIX
def test_nothing_is_read_from_a_folder_that_others_can_write(kept):
    folder = kept_folder("things")
    folder.chmod(0o777)
    assert kept_folder("things") is None


@POSIX
def test_nothing_is_read_from_behind_a_link(kept, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    kept.mkdir(mode=0o700)
    (kept / "things").symlink_to(tmp_path / "elsewhere")
    assert kept_folder("things") is None


def rendered(folder, text):
    """A file of macros in an environment of its own, as in another process."""
    (folder / "macros").mkdir(parents=True, exist_ok=True)
    (folder / "macros" / "a.md").write_text(text, encoding="utf-8")
    compiled_module.compiled.cache_clear()
    try:
        return Sandbox(folder, lambda value: value, "en").get_template("macros/a.md").render()
    finally:
        compiled_module.compiled.cache_clear()


def test_a_template_is_compiled_once_and_anew_when_it_changes(kept, tmp_path, monkeypatch):
    compiled = []
    real = Sandbox._compile
    monkeypatch.setattr(Sandbox, "_compile", lambda *arguments: compiled.append(1) or real(*arguments))
    texts = ["{{ 1 + 1 }}", "{{ 1 + 1 }}", "{{ 1 + 2 }}"]
    assert [rendered(tmp_path, text) for text in texts] == ["2", "2", "3"]
    assert len(compiled) == 2


@pytest.mark.parametrize("damage", [b"", b"nonsense", None])
def test_a_damaged_file_is_compiled_anew(kept, tmp_path, damage):
    assert rendered(tmp_path, "{{ 1 + 1 }}") == "2"
    (path,) = kept.rglob("*.jinja")
    path.write_bytes(path.read_bytes()[:-9] if damage is None else damage)
    assert rendered(tmp_path, "{{ 1 + 1 }}") == "2"


def test_a_template_is_rendered_where_nothing_can_be_written(kept, tmp_path, monkeypatch):
    def full(*_args, **_options):
        raise OSError("no space left")

    monkeypatch.setattr("tempfile.NamedTemporaryFile", full)
    assert rendered(tmp_path, "{{ 1 + 1 }}") == "2"


def test_data_are_audited_once_whoever_asks(kept, tmp_path, monkeypatch):
    package = read_package(make_package(tmp_path / "data", [observation(100)]))
    asked = []
    real = audited._audited
    monkeypatch.setattr(audited, "_audited", lambda package: asked.append(1) or real(package))
    first = failed_checks(package)
    audited._failed.clear()  # another process
    assert failed_checks(package) == first
    assert len(asked) == 1
    (path,) = (kept / "checks").iterdir()
    path.write_text("[true, 0]")
    audited._failed.clear()
    assert failed_checks(package) == first
    assert len(asked) == 2


def test_changed_data_are_audited_again(kept, tmp_path):
    for value in (100, 101):
        failed_checks(read_package(make_package(tmp_path / "data", [observation(value)])))
    assert len(list((kept / "checks").iterdir())) == 2


def test_of_many_packages_the_latest_are_kept(kept, tmp_path, monkeypatch):
    monkeypatch.setattr(audited, "MOST", 2)
    for value in (100, 101, 102):
        failed_checks(read_package(make_package(tmp_path / "data", [observation(value)])))
    assert len(list((kept / "checks").iterdir())) == 2


def test_a_build_keeps_nothing_beside_the_users_own_files(kept, tmp_path):
    world = make_world(tmp_path / "world")
    before = {path for path in world.folder.rglob("*") if world.out not in path.parents}
    assert world.build("note", "--format", "txt", "--no-index") == 0
    after = {path for path in world.folder.rglob("*") if world.out not in path.parents}
    assert after - before == {world.out}
    assert sorted(path.name for path in world.out.iterdir()) == ["manifest.json", "note-2020-2022.txt"]
    assert (kept / "checks").is_dir()


def test_data_that_were_found_valid_are_validated_anew_only_when_they_change(kept, tmp_path, monkeypatch):
    folder = make_package(tmp_path / "data", [observation(100)])
    assert errors_of(folder) == ()
    asked = []
    monkeypatch.setattr(dataset, "validate_package", lambda folder, **_: asked.append(folder) or ())
    assert errors_of(folder) == ()
    assert asked == []
    make_package(folder, [observation(7)])
    assert errors_of(folder) == ()
    assert asked == [folder]


def test_what_is_wrong_with_data_is_told_each_time(kept, tmp_path, monkeypatch):
    folder = make_package(tmp_path / "data", [observation(100)])
    monkeypatch.setattr(dataset, "validate_package", lambda folder, **_: (DataError("wrong"),))
    assert [len(errors_of(folder)) for _ in range(2)] == [1, 1]
