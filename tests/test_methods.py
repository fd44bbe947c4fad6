"""Methods of dataclasses are compiled once for all starts, and are the same as without."""

import dataclasses
import marshal
import subprocess
import sys
from dataclasses import FrozenInstanceError, dataclass
from pathlib import Path

import pytest

from reportgen.methods import LENGTH, MOST, Methods, kept_methods

ROOT = Path(__file__).parent.parent


@pytest.fixture
def kept(tmp_path, monkeypatch):
    """The folder in which methods are kept."""
    monkeypatch.setenv("REPORTGEN_CACHE", str(tmp_path))
    return tmp_path / "methods"


def made():
    """A frozen dataclass, made anew."""

    @dataclass(frozen=True, slots=True, order=True)
    class Place:
        name: str
        cases: int = 0

    return Place


def compiled(monkeypatch):
    """The texts that are compiled from now on."""
    found = []
    monkeypatch.setattr("reportgen.methods.compile", lambda text, *how, **more: found.append(text) or compile(
        text, *how, **more), raising=False)  # fmt: skip
    return found


def test_the_second_start_compiles_nothing(kept, monkeypatch):
    texts = compiled(monkeypatch)
    with kept_methods():
        made()
    assert texts
    texts.clear()
    with kept_methods():
        made()
    assert not texts


def test_a_dataclass_of_kept_methods_is_as_any_other(kept):
    with kept_methods():
        made()
    with kept_methods():
        place = made()
    assert repr(place("Ohio", 3)).endswith("Place(name='Ohio', cases=3)")
    assert place("Ohio") < place("Texas")
    assert {place("Ohio"): 1}[place("Ohio", 0)] == 1
    with pytest.raises(FrozenInstanceError, match="cannot assign to field 'name'"):
        place("Ohio").name = "Texas"


def test_after_the_block_dataclasses_are_as_they_were(kept):
    with kept_methods():
        assert "exec" in vars(dataclasses)
    assert "exec" not in vars(dataclasses)


def test_where_nothing_is_kept_dataclasses_are_left_alone(monkeypatch):
    monkeypatch.setenv("REPORTGEN_CACHE", "")
    with kept_methods():
        assert "exec" not in vars(dataclasses)


@pytest.mark.parametrize("content", [b"", b"no code", marshal.dumps([1, 2]), marshal.dumps({"a": b"b"})[:-1]])
def test_a_file_that_is_damaged_is_written_anew(kept, content):
    with kept_methods():
        made()
    (file,) = kept.iterdir()
    file.write_bytes(content)
    with kept_methods():
        assert made()("Ohio").name == "Ohio"
    assert marshal.loads(file.read_bytes()[LENGTH:])


def test_a_byte_that_is_another_one_is_never_run(kept):
    with kept_methods():
        made()
    (file,) = kept.iterdir()
    content = bytearray(file.read_bytes())
    for at in range(0, len(content), 97):
        changed = bytes(content[:at]) + bytes([content[at] ^ 1]) + bytes(content[at + 1 :])
        file.write_bytes(changed)
        with kept_methods():
            assert made()("Ohio").name == "Ohio"


@pytest.mark.parametrize("content", [b"", b"no code", marshal.dumps("no code")])
def test_a_code_that_is_damaged_is_compiled_again(content):
    methods, names = Methods({"a = 1": content}), {}
    methods.run("a = 1", {}, names)
    assert names == {"a": 1}
    assert methods.to_keep["a = 1"] != content


def test_of_too_many_texts_only_those_are_kept_that_were_asked_for():
    methods = Methods({f"a = {number}": b"" for number in range(MOST)})
    methods.run("b = 1", {}, {})
    assert methods.to_keep.keys() == {"b = 1"}


def test_two_starts_of_the_program_say_the_same(kept):
    command = [sys.executable, "-m", "reportgen", "list"]
    first, second = (subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout for _ in range(2))
    assert first == second
    assert len(list(kept.iterdir())) == 1
