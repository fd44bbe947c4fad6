"""How long it takes from a saved change of a report to the picture of its page.

    python -m benchmarks.preview FOLDER [SECTIONS]     # of the briefing, or of a report of so many sections

A process of its own does what the child process of the page does when a text is saved; the first picture, for which the
data are read and all is set, is left out. Prints JSON.
"""

from __future__ import annotations

import json
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

from benchmarks.tools import run_command
from reportgen.resources import data_folder, templates_folder

SAVED = 9
"""Times that a change is saved."""
HEAD = "---\ntitle: Growth\nkicker: Growth\ndescription: A report of many sections\n---\n"
SECTION = """
# Section {at}

What stands here is said of section {at}.{edit} Counts are taken from the yearly reports as they were published.

:::{{chart}} chart-{at}
kind: columns
figure: cases
parts: status
first: resolved
headline: "Active and resolved cases, {at}"
subtitle: "Cases of missing children, number"
:::
"""


@dataclass(frozen=True, slots=True)
class Saving:
    """The median seconds from a saved change to a picture."""

    wall: float
    processor: float
    pages: int


def measure_saving(folder: Path, *, sections: int = 0) -> Saving:
    """Return what a process of its own says, of a report of so many sections; of the briefing when there are none."""
    command = run_command([sys.executable, "-m", "benchmarks.preview", str(folder), str(sections)])
    return Saving(**json.loads(command.printed))


def run(folder: Path, *, sections: int) -> Saving:
    """Save a change of a report several times, and return the medians."""
    from reportgen.serve.tasks.preview import preview

    shutil.copytree(data_folder(), folder / "data")
    shutil.copytree(templates_folder(), folder / "templates")
    report = "growth" if sections else "briefing"
    file = folder / "templates" / f"{report}.md"
    shipped = "" if sections else file.read_text(encoding="utf-8")
    asked = {name: str(folder / name) for name in ("data", "templates", "out")} | {"report": report}
    wall, processor, page = [], [], 1
    for number in range(SAVED + 1):
        edit = f"Edit {number} is saved."
        file.write_text(_of_sections(sections, edit) if sections else _edited(shipped, edit), encoding="utf-8")
        started, used = perf_counter(), process_time()
        told = preview({**asked, "page": page}, None)  # type: ignore[arg-type]
        wall.append(perf_counter() - started)
        processor.append(process_time() - used)
        assert not told["errors"], told["errors"]
        page = told["pages"] // 2 + 1
    return Saving(median(wall[1:]), median(processor[1:]), told["pages"])


def _of_sections(count: int, edit: str) -> str:
    said = {count // 2: f" {edit}"}
    return HEAD + "".join(SECTION.format(at=at, edit=said.get(at, "")) for at in range(count))


def _edited(text: str, edit: str) -> str:
    """Return the text with one more paragraph before its third section, in the middle of its pages."""
    *before, after = text.split("\n# ", 3)
    return "\n# ".join([*before[:-1], f"{before[-1]}\n{edit}\n", after])


def main() -> None:
    folder, sections = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 0
    found = run(Path(folder), sections=sections)
    print(json.dumps({"wall": found.wall, "processor": found.processor, "pages": found.pages}))


if __name__ == "__main__":
    main()
