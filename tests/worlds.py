"""A small world for tests of the whole way: data, templates and an output folder, as a user would have them."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from reportgen.cli import run
from tests.packages import make_package, observation

ROOT = Path(__file__).parent.parent
THEMES = ROOT / "templates" / "themes"
FRONT = "---\ntitle: {title}\nkicker: Test\ndescription: {title} for tests\n{more}---\n"
NOTE = "# Figures\n\nThe figures of {{ span }}, as of {{ date }}.\n"


@dataclass(frozen=True)
class World:
    """Folders of a user who typed `reportgen` in the folder above them."""

    folder: Path

    @property
    def data(self):
        return self.folder / "data"

    @property
    def templates(self):
        return self.folder / "templates"

    @property
    def out(self):
        return self.folder / "build"

    def files(self):
        """Names of what was written, hidden files included and the manifest left out."""
        names = {path.name for path in self.out.iterdir()} if self.out.is_dir() else set()
        return sorted(names - {"manifest.json"})

    def build(self, *arguments, date="2025-06-30"):
        """Run `reportgen build` here and return its exit code."""
        folders = ("--data", str(self.data), "--templates", str(self.templates), "--out", str(self.out))
        return run(["build", *arguments, *folders, "--date", date])

    def write_report(self, name, body=NOTE, more=""):
        path = self.templates / f"{name}.md"
        path.write_text(FRONT.format(title=name.capitalize(), more=more) + body, encoding="utf-8")
        return path


def make_world(folder):
    """Make a world with three years of figures, a report on the country and one on a place."""
    world = World(folder)
    rows = [observation(value, year=year, place=place) for year, place, value in FIGURES]
    make_package(world.data, rows)
    world.templates.mkdir()
    shutil.copytree(THEMES, world.templates / "themes")
    world.write_report("note")
    world.write_report("sheet", "# Place\n\nThis is {{ place.name }}.\n", more="scope: place\n")
    return world


FIGURES = (
    (2020, "US", 300),
    (2021, "US", 360),
    (2022, "US", 330),
    (2020, "AA", 100),
    (2021, "AA", 120),
    (2022, "AA", 110),
    (2022, "BB", 220),
)
