from contextlib import suppress
from hashlib import sha256

import pytest

from reportgen.batch.files import opened_whole
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
    store.forget()


def test_the_checksum_of_what_is_written_is_noted_until_it_is_forgotten(store):
    store.write("a.txt", b"words")
    with store.writing("b.zip") as file:
        file.write(b"more words")
    for content in (b"words", b"more words"):
        assert sha256(content).hexdigest() in store.notes().decode()
    store.forget()
    assert (store.notes(), store.names()) == (None, ("a.txt", "b.zip"))


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


def left_by_a_kill(folder):
    """Begin a file in a folder and leave it half written, as a process does that is killed."""
    with suppress(ZeroDivisionError), opened_whole(folder / "a.pdf"):
        (part,) = folder.glob(".*.part")
        name = part.name
        raise ZeroDivisionError
    (folder / name).write_bytes(b"half")


def test_what_a_killed_run_left_is_swept(tmp_path):
    (tmp_path / "thumbnails").mkdir()
    left_by_a_kill(tmp_path)
    left_by_a_kill(tmp_path / "thumbnails")
    store_at(tmp_path).sweep()
    assert list(tmp_path.rglob("*.part")) == []


def test_what_somebody_else_left_half_written_stays(tmp_path):
    (tmp_path / "out" / "sub").mkdir(parents=True)
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "out" / "linked").symlink_to(tmp_path / "elsewhere")
    left_by_a_kill(tmp_path / "elsewhere")
    names = (".thesis.part", f".a.{'0123456789abcdef' * 2}.part", f".a.{'0123456789abcdef' * 3}.part", "sub/.x.part")
    for name in names:
        (tmp_path / "out" / name).write_bytes(b"precious")
    store_at(tmp_path / "out").sweep()
    assert len(list((tmp_path / "elsewhere").iterdir())) == 1
    assert {str(path.relative_to(tmp_path / "out")) for path in (tmp_path / "out").rglob("*.part")} == set(names)


def test_a_folder_is_locked_for_one_run(tmp_path):
    first, second = store_at(tmp_path), store_at(tmp_path)
    with first.exclusive(), pytest.raises(BuildError, match="another run"), second.exclusive():
        pass
    with store_at(tmp_path).exclusive():
        pass


def test_a_folder_that_cannot_be_made_is_an_error(tmp_path):
    (tmp_path / "build").write_bytes(b"")
    with (
        pytest.raises(BuildError, match="build: expected a folder, found a file"),
        store_at(tmp_path / "build").exclusive(),
    ):
        pass


def test_an_unknown_kind_of_url_is_a_usage_error():
    pytest.importorskip("fsspec")
    with pytest.raises(UsageError, match="cannot write to `nowhere://reports`"):
        store_at("nowhere://reports")
