from contextlib import suppress
from hashlib import sha256

import pytest

from reportgen.batch.store import store_at
from reportgen.errors import BuildError, UsageError


@pytest.fixture(params=["folder", "memory"])
def store(request, tmp_path):
    if request.param == "folder":
        yield store_at(tmp_path / "build")
        return
    fsspec = pytest.importorskip("fsspec")
    yield store_at(f"memory://{tmp_path.name}")
    files = fsspec.filesystem("memory")
    if files.exists(f"/{tmp_path.name}"):
        files.rm(f"/{tmp_path.name}", recursive=True)


def test_what_was_written_is_read(store):
    store.write("a.txt", b"words")
    assert (store.read("a.txt"), store.names()) == (b"words", ("a.txt",))
    assert store.checksum("a.txt") == sha256(b"words").hexdigest()


def test_what_is_not_there_is_none(store):
    assert (store.read("a.txt"), store.checksum("a.txt"), store.names()) == (None, "", ())
    store.remove("a.txt")


def test_a_file_may_stand_in_a_folder_within(store):
    store.write("thumbnails/a.png", b"pixels")
    assert store.names("thumbnails") == ("thumbnails/a.png",)
    assert store.read("thumbnails/a.png") == b"pixels"


def test_a_stream_is_written_whole_or_not_at_all(store):
    with store.writing("a.zip") as file:
        file.write(b"first")
    with suppress(ZeroDivisionError), store.writing("a.zip") as file:
        file.write(b"second and longer")
        file.write(bytes(1 // 0))
    assert (store.read("a.zip"), store.names()) == (b"first", ("a.zip",))


def test_hidden_files_are_not_listed(store):
    store.write(".hidden", b"")
    assert store.names() == ()


def test_what_a_killed_run_left_is_swept(tmp_path):
    (tmp_path / "thumbnails").mkdir()
    for name in (".a.123.part", "thumbnails/.b.123.part", "kept.part"):
        (tmp_path / name).write_bytes(b"half")
    store_at(tmp_path).sweep()
    assert sorted(path.name for path in tmp_path.rglob("*.part")) == ["kept.part"]


def test_a_folder_is_locked_for_one_run(tmp_path):
    first, second = store_at(tmp_path), store_at(tmp_path)
    with first.exclusive(), pytest.raises(BuildError, match="another run"), second.exclusive():
        pass
    with store_at(tmp_path).exclusive():
        pass


def test_a_folder_that_cannot_be_made_is_an_error(tmp_path):
    (tmp_path / "build").write_bytes(b"")
    with pytest.raises(BuildError, match="build: cannot write"), store_at(tmp_path / "build").exclusive():
        pass


def test_an_unknown_kind_of_url_is_a_usage_error():
    pytest.importorskip("fsspec")
    with pytest.raises(UsageError, match="cannot write to `nowhere://reports`"):
        store_at("nowhere://reports")
