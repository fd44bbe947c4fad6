import pytest

from reportgen.batch.files import write_whole
from reportgen.errors import BuildError


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
