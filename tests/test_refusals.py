"""What the system refuses once is an error, never a loss: each write, rename, fsync and removal fails in turn.

So does a process that is killed in the place of each of them, within what it writes. First a build into an empty
folder, then one over the files of an earlier day. Whatever fails, final names hold whole files, old or new; the same
command again ends well and leaves what a run without faults leaves.
"""

import io
import os
import shutil
import zipfile
from pathlib import Path

import pytest

from tests.fuzz.judge import JOBS, Court
from tests.refusing import COUNTS, KILL
from tests.test_faults import FAULTS

NEVER = ("open", "0", "EIO")
ERRORS = ("ENOSPC", "EIO", "EACCES", "ESTALE", "EDQUOT", "EROFS") if FAULTS > 100 else ("ENOSPC", "ESTALE")
WAYS = (
    "--place",
    "AA",
    "--format",
    "txt",
    "--zip",
    "--index",
    *(("--place", "BB", "--with-data") if FAULTS > 100 else ()),
)
FOLDERS = ("--data", "data", "--templates", "templates", "--out", "o")
pytestmark = [
    pytest.mark.conformance,
    pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="looks at its children in /proc"),
]


class Bench(Court):
    """A world in which one build after the other is tried."""

    def build(self, *refused, date):
        """Build and return the exit code and what was said."""
        for name in ("stdout", "stderr"):
            (self.here / name).unlink(missing_ok=True)
        ended = self.ask((*refused, "build", "sheet", *WAYS, *FOLDERS, "--date", date, *JOBS), self.here)
        assert not ended["why"]
        return ended["code"], (self.here / "stderr").read_text()

    @property
    def here(self):
        return self.folder / "here"

    def begin(self, before):
        """Make the world anew, with these files in it."""
        shutil.rmtree(self.here, ignore_errors=True)
        shutil.copytree(self.base, self.here / "world")
        for name, content in before.items():
            path = self.here / "world" / "o" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)

    def files(self):
        out = self.here / "world" / "o"
        return {str(path.relative_to(out)): path.read_bytes() for path in out.rglob("*") if path.is_file()}

    def counts(self):
        pairs = (pair.split("=") for pair in (self.here / COUNTS).read_text().split())
        return {name: int(count) for name, count in pairs}


@pytest.fixture(scope="module")
def bench():
    with Bench("tests.refusing:run") as bench:
        bench.rehearse([(*NEVER, "build", "sheet", *WAYS, *FOLDERS, "--date", "2025-06-29", *JOBS)])
        yield bench


def is_final(name):
    return not os.path.basename(name).startswith(".") and name != "manifest.json"  # noqa: PTH119 - a name in a folder


@pytest.mark.parametrize("is_rebuilt", [False, True], ids=["first build", "rebuild"])
def test_each_refusal_is_told_and_mended_by_the_next_run(bench, is_rebuilt):
    try_each(bench, ERRORS, is_rebuilt=is_rebuilt)


@pytest.mark.parametrize("is_rebuilt", [False, True], ids=["first build", "rebuild"])
def test_a_kill_at_each_call_of_the_system_is_mended_by_the_next_run(bench, is_rebuilt):
    try_each(bench, (KILL,), is_rebuilt=is_rebuilt)


def try_each(bench, errors, *, is_rebuilt):
    """Build as often as a build calls the system, of which one call is refused each time."""
    before = {}
    if is_rebuilt:
        bench.begin({})
        assert bench.build(*NEVER, date="2025-06-29")[0] == 0
        before = bench.files()
    bench.begin(before)
    assert bench.build(*NEVER, date="2025-06-30")[0] == 0
    expected, counts = bench.files(), bench.counts()
    assert counts["rename"] >= 3
    wrong = []
    for call, count in counts.items():
        for number in range(1, count + 1):
            error = errors[number % len(errors)]
            wrong += [f"{call} {number} {error}: {one}" for one in _tried(bench, before, expected, call, number, error)]
    assert not wrong, "\n".join(wrong)


def _tried(bench, before, expected, call, number, error):
    """Refuse one call; return what is not as it should be then, and after the same command again."""
    bench.begin(before)
    code, said = bench.build(call, str(number), error, date="2025-06-30")
    if "Traceback" in said or "fault of the program" in said or code not in (0, -9 if error == KILL else 5):
        yield f"exit {code}: {said}"
    whole = {*before.items(), *expected.items()}
    yield from (f"{name} is half" for name in _half(bench.files(), whole))
    if code == 0 and _final(bench.files()) != _final(expected):
        yield "exit 0, though not all was made"
    code, said = bench.build(*NEVER, date="2025-06-30")
    if code:
        yield f"the next run: exit {code}: {said}"
    elif bench.files() != expected:
        names = {name for name, _ in set(bench.files().items()) ^ set(expected.items())}
        yield f"after the next run other files: {sorted(names)}"


def _final(files):
    return {name: content for name, content in files.items() if is_final(name)}


def _half(files, whole):
    """Yield names of documents that are neither old nor new, in archives, too; these may lack what failed."""
    for name, content in files.items():
        if name.endswith(".zip"):
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                yield from (
                    one
                    for one in archive.namelist()
                    if (one, archive.read(one)) not in whole and not one.startswith("index.")
                )
        elif is_final(name) and not name.startswith("index.") and (name, content) not in whole:
            yield name
