"""The world of `tests/worlds/units`: a figure of every unit, all of them invented, as a package and its templates."""

import csv
import shutil
from pathlib import Path

from tests.composing import PLACES
from tests.packages import make_package, observation
from tests.worlds import World

FOLDER = Path(__file__).parent / "worlds" / "units"
TEMPLATES = FOLDER.parent.parent.parent / "templates"


def rows_of(name):
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def figures():
    return [observation(row.pop("value"), **{**row, "year": int(row["year"])}) for row in rows_of("figures.csv")]


def make_unit_world(folder):
    """Make the package and the templates in a folder, as a user would have them."""
    world = World(folder)
    order = {row["indicator"]: number for number, row in enumerate(rows_of("indicators.csv"))}
    indicators = [{**row, "order": order[row["indicator"]]} for row in rows_of("indicators.csv")]
    places = [{**place, "tile_row": place.get("tile_row"), "neighbours": place.get("neighbours")} for place in PLACES]
    make_package(world.data, figures(), indicators=indicators, places=places)
    shutil.copytree(FOLDER / "templates", world.templates)
    for name in ("macros", "themes"):
        shutil.copytree(TEMPLATES / name, world.templates / name)
    return world
