"""What it costs that a build cannot be broken: the same commands with and without what guards them, in turns.

    python -m benchmarks.hardening [ROUNDS]

Without are: notes of each file before it gets its name and after, looks at what stands in its place, the disk that is
waited for, files that are read again or looked for when all is made, bounds of what is read, the shape of the
descriptor, and the counting of what a template does. What is the same with both is what was always there: the sandbox
itself, and that each finished file is read back by another library. The processor time of whole processes counts; the
time that is waited for the disk is that of the calls themselves.
"""

from __future__ import annotations

import csv
import importlib
import json
import os
import shutil
import sys
import tomllib
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TYPE_CHECKING, Any

from benchmarks.tables import markdown
from benchmarks.tools import ROOT, environment

if TYPE_CHECKING:
    from collections.abc import Callable

GUARDED, BARE = "guarded", "bare"
COMMANDS = {
    "one fact sheet, PDF": ("build", "factsheet", "--place", "TX", "--format", "pdf"),
    "every place, PDF and Word, one process": (
        "build", "factsheet", "--all-places", "--no-index", "--format", "pdf", "--format", "docx", "--jobs", "1",
    ),
    "the briefing, PDF and Word": ("build", "briefing"),
}  # fmt: skip
MUST = 1.05
"""Times the processor time without guards, that a command may take."""
ROUNDS = 5
MODULES = ("bounded", "batch.run", "batch.store", "batch.files", "dataset.shape", "dataset.read", "template.sandbox")


def measure_hardening(*, rounds: int = ROUNDS) -> str:
    """Return a table as Markdown: processor time with guards and without, and the time waited for the disk."""
    rows = []
    with TemporaryDirectory() as folder:
        for title, command in COMMANDS.items():
            found: dict[str, list[tuple[float, float]]] = {GUARDED: [], BARE: []}
            for number in range(rounds + 1):
                for kind in (GUARDED, BARE) if number % 2 else (BARE, GUARDED):
                    used = _measured(kind, command, folder)
                    if number:  # the first one compiles templates, and lays aside what is kept
                        found[kind].append(used)
            ratio = median(one / other for (one, _), (other, _) in zip(found[GUARDED], found[BARE], strict=True))
            seconds = [median(used for used, _ in found[kind]) for kind in (GUARDED, BARE)]
            waited = median(waited for _, waited in found[GUARDED])
            verdict = "yes" if round(ratio, 3) <= MUST else "**missed**"
            least = [min(used for used, _ in found[kind]) for kind in (GUARDED, BARE)]
            ratios = (f"{ratio:.3f}", f"{least[0] / least[1]:.3f}")
            figures = (f"{seconds[0]:.2f}", f"{seconds[1]:.2f}", *ratios, f"{MUST}", verdict, f"{waited:.2f}")
            rows.append((title, *figures))
    load = f"Processor time of whole processes, {rounds} rounds in turns, at a load of {os.getloadavg()[0]:.1f}."
    head = ("command", "s", "without guards, s", "times, median", "quickest", "must", "met", "waiting for the disk, s")
    return f"{markdown(head, rows)}\n\n{load}"


def _measured(kind: str, command: tuple[str, ...], folder: str) -> tuple[float, float]:
    """Return the processor time of a command, and how long it waited for the disk."""
    out, told = os.path.join(folder, "out"), os.path.join(folder, "told")  # noqa: PTH118
    shutil.rmtree(out, ignore_errors=True)
    around = {**environment(), "XDG_CACHE_HOME": f"{folder}/{kind}", "PYTHONPATH": str(ROOT)}
    words = [sys.executable, "-m", "benchmarks.hardening", kind, told, *command, "--out", out, "--date", "2025-06-01"]
    nothing = [
        (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0),
        (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0),
    ]
    child = os.posix_spawn(sys.executable, words, around, file_actions=nothing)
    _, status, usage = os.wait4(child, 0)
    assert os.waitstatus_to_exitcode(status) == 0, (kind, command)
    with open(told, encoding="ascii") as file:  # noqa: PTH123
        return usage.ru_utime + usage.ru_stime, json.load(file)


def run(kind: str, told: str, arguments: list[str]) -> int:
    """Run a command with or without its guards, and write down how long it waited for the disk."""
    from reportgen.cli import run as run_reportgen

    for name in MODULES:
        importlib.import_module(f"reportgen.{name}")
    waited = [0.0]
    if kind == BARE:
        _take_guards_away()
    else:
        _watch_the_disk(waited)
    code = run_reportgen(arguments)
    with open(told, "w", encoding="ascii") as file:  # noqa: PTH123
        json.dump(waited[0], file)
    return code


def _watch_the_disk(waited: list[float]) -> None:
    real = os.fsync

    def watched(number: int) -> None:
        started = perf_counter()
        real(number)
        waited[0] += perf_counter() - started

    os.fsync = watched  # type: ignore[assignment]


def _take_guards_away() -> None:
    from reportgen import bounded
    from reportgen.batch import files, run, store
    from reportgen.dataset import shape
    from reportgen.template import budget, sandbox

    nothing: Callable[..., Any] = lambda *_, **__: None  # noqa: E731
    os.fsync = nothing
    for name in ("_promise", "note", "sweep", "_settle"):
        setattr(store.Folder, name, nothing)
    store.Folder._inside = lambda self, name: self.root / name  # type: ignore[method-assign]
    _instead(store.seal, lambda _: "0" * 16)
    _instead(files.irregular, lambda _: "")
    _instead(files.is_part, lambda _: False)
    _instead(run.vanished, lambda *_: {})
    run._keep = _kept  # type: ignore[assignment]
    _instead(bounded.check_inside, nothing)
    _instead(bounded.read_file, lambda path, **_: path.read_bytes())
    _instead(bounded.read_inside, lambda path, _, **__: path.read_bytes())
    _instead(bounded.text_of, lambda content, *_, **__: content.decode("utf-8-sig"))
    _instead(bounded.json_value, lambda content, *_, **__: json.loads(content))
    _instead(bounded.toml_values, lambda content, *_, **__: tomllib.loads(content.decode()))
    _instead(
        bounded.csv_rows, lambda text, *_, signs=(",", '"'), **__: csv.reader(text.splitlines(), delimiter=signs[0])
    )
    _instead(bounded.is_shallow, lambda _: True)
    _instead(shape.check_shape, lambda *_, **__: [])
    for name in ("blockvisit", "visit_Concat", "visit_List", "visit_Tuple", "visit_Dict", "visit_Getitem"):
        delattr(sandbox._Compiler, name)
    for name in ("step", "spend"):
        setattr(budget.Budget, name, nothing)
    _instead(budget.held, lambda value: value)
    _instead(budget.check_number, nothing)
    del sandbox.Sandbox.call
    sandbox.Sandbox.intercepted_binops = frozenset()


def _kept(planned: Any, manifest: Any, finished: Any) -> None:
    """Write the manifest as `run._keep` does, without reading once more what the request was made from."""
    from reportgen.batch.manifest import write_manifest
    from reportgen.batch.run import _wanted, with_results

    after = with_results(manifest, finished).with_request(planned.key, _wanted(planned))
    write_manifest(planned.context.store, after)
    planned.context.store.forget()


def _instead(guard: Any, other: Any) -> None:
    """Put another function in the place of one, in every module that has it."""
    for name, module in list(sys.modules.items()):
        if name.startswith("reportgen"):
            for key, value in list(vars(module).items()):
                if value is guard:
                    setattr(module, key, other)


if __name__ == "__main__":
    match sys.argv[1:]:
        case [(("guarded" | "bare") as kind), told, *arguments]:
            sys.exit(run(kind, told, arguments))
        case [rounds]:
            print(measure_hardening(rounds=int(rounds)))
        case _:
            print(measure_hardening())
