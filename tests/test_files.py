import os

import pytest

from reportgen.batch.files import write_whole
from reportgen.batch.scaffold import write_project
from reportgen.bounded import named_file
from reportgen.errors import BuildError, TemplateError


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_a_file_is_written_with_its_folders(tmp_path):
    path = write_whole(tmp_path / "a" / "b" / "report.txt", b"words")
    assert (path.read_bytes(), names(path.parent)) == (b"words", ["report.txt"])


def test_an_existing_file_is_replaced(tmp_path):
    (tmp_path / "report.txt").write_bytes(b"old and longer")
    write_whole(tmp_path / "report.txt", b"new")
    assert (tmp_path / "report.txt").read_bytes() == b"new"


def test_a_folder_that_is_a_file_is_an_error_with_its_name(tmp_path):
    (tmp_path / "build").write_bytes(b"")
    with pytest.raises(BuildError, match=r"build.report\.pdf: cannot write: .*\nhint: choose another folder"):
        write_whole(tmp_path / "build" / "report.pdf", b"words")


def test_a_refused_rename_leaves_nothing_behind(tmp_path):
    (tmp_path / "report.pdf").mkdir()
    with pytest.raises(BuildError, match="cannot write"):
        write_whole(tmp_path / "report.pdf", b"words")
    assert names(tmp_path) == ["report.pdf"]


def test_a_write_that_fails_half_way_leaves_the_old_file(tmp_path):
    (tmp_path / "report.pdf").write_bytes(b"old")
    with pytest.raises(TypeError, match="bytes-like"):
        write_whole(tmp_path / "report.pdf", "not bytes")
    assert (names(tmp_path), (tmp_path / "report.pdf").read_bytes()) == (["report.pdf"], b"old")


@pytest.mark.skipif(os.name != "posix", reason="rights as POSIX has them")
@pytest.mark.parametrize("mask", [0o022, 0o077])
def test_a_new_project_has_the_rights_that_its_owner_gives(tmp_path, mask):
    before = os.umask(mask)
    try:
        write_project(tmp_path / "new", {"data/a.csv": b"a"})
    finally:
        os.umask(before)
    modes = [path.stat().st_mode & 0o777 for path in (tmp_path / "new", tmp_path / "new" / "data" / "a.csv")]
    assert modes == [0o777 & ~mask, 0o666 & ~mask]
    assert names(tmp_path) == ["new"]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="whoever may read everything")
def test_a_folder_of_themes_that_nobody_may_look_into_is_told_as_such(tmp_path):
    (tmp_path / "themes").mkdir(mode=0o000)
    with pytest.raises(TemplateError, match="themes, for theme `own`: cannot be read: permission denied"):
        named_file("own", [tmp_path / "themes"], what="theme")
