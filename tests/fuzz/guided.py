"""Let coverage choose the input of the readers: `python -m tests.fuzz.guided READER`, with atheris installed.

Options of libFuzzer follow, such as `-max_total_time=60 -rss_limit_mb=1024 -timeout=20`. What a reader may raise is a
ReportError; anything else ends the search, and libFuzzer writes the input that did it.
"""

from __future__ import annotations

import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.worlds import World

FILES = {
    "descriptor": "data/datapackage.json",
    "figures": "data/figures.csv",
    "manifest": "build/manifest.json",
    "journal": "build/.manifest.journal",
    "profile": "templates/profiles/board.toml",
    "report": "templates/note.md",
    "theme": "templates/themes/own.toml",
}
"""Which file each reader reads."""


def reader(name: str, world: World) -> Callable[[], object]:
    """Return a function that reads the file of a world."""
    from reportgen.batch import read_record, store_at
    from reportgen.batch.journal import with_journal
    from reportgen.batch.manifest import EMPTY
    from reportgen.batch.profiles import read_profile
    from reportgen.dataset import read_package
    from reportgen.template import read_reports
    from reportgen.template.themes import read_theme

    store = store_at(world.out)
    return {
        "descriptor": lambda: read_package(world.data),
        "figures": lambda: read_package(world.data),
        "manifest": lambda: read_record(store),
        "journal": lambda: with_journal(EMPTY, store),
        "profile": lambda: read_profile("board", world.templates),
        "report": lambda: read_reports(world.templates),
        "theme": lambda: read_theme("own", world.templates),
    }[name]


def attempt(name: str, world: World) -> Callable[[bytes], None]:
    """Return a function that gives a content to a reader, which may refuse it with a ReportError only."""
    from reportgen.errors import ReportError

    read = reader(name, world)
    path = world.folder / FILES[name]
    path.parent.mkdir(exist_ok=True)

    def one(content: bytes) -> None:
        path.write_bytes(content)
        with suppress(ReportError):
            read()

    return one


def main(arguments: list[str]) -> None:
    """Search until libFuzzer's options, or a fault, say to stop."""
    import atheris  # optional; there is none for every system

    name, *options = arguments
    with tempfile.TemporaryDirectory() as folder:
        with atheris.instrument_imports(include=["reportgen"]):  # nothing of it may have been imported before
            from tests.fuzz.world import make_fuzz_world

            world = make_fuzz_world(Path(folder))
            one = attempt(name, world)
        seeds = Path(folder) / "seeds"
        seeds.mkdir()
        if (world.folder / FILES[name]).exists():
            (seeds / name).write_bytes((world.folder / FILES[name]).read_bytes())
        atheris.Setup([sys.argv[0], *options, str(seeds)], one)
        atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv[1:])
