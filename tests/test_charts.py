"""Charts as recordings, pictures and SVG: what is printed, where it may reach, and that the bytes never differ."""

import hashlib
import math
import os
import pickle
import re
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
from PIL import Image

from reportgen import exhibits
from reportgen.charts import FillStroke, Recording, TextRun, draw_locator, paint_picture, write_svg
from reportgen.charts.outline import em_of, letters
from reportgen.charts.palette import numbered
from reportgen.charts.picture import colours_of, painted
from reportgen.document import LocatorTile
from reportgen.template import read_theme
from tests.documents import CHARTS

ROOT = Path(__file__).parent.parent
THEME = read_theme("default", ROOT / "templates")
kinds = pytest.mark.parametrize("kind", sorted(CHARTS))
DIGESTS = """
import hashlib
import math
from pathlib import Path
from reportgen import exhibits
from reportgen.template import read_theme
from tests.documents import CHARTS
theme = read_theme("default", Path("templates"))
for kind, chart in CHARTS.items():
    vectors = repr(exhibits.record(chart, theme)) + exhibits.svg(chart, theme)
    for drawn in (vectors.encode(), exhibits.picture(chart, theme, dpi=50)):
        print(kind, hashlib.sha256(drawn).hexdigest())
"""


def texts(chart):
    return exhibits.record(chart, THEME).texts


def points(operation):
    if isinstance(operation, TextRun):
        em = em_of(operation)
        return [start + point * em for start, letter in letters(operation) for _, at in letter.steps for point in at]
    return [complex(*pair) for _, *at in operation.path for pair in zip(at[::2], at[1::2], strict=True)]


def test_a_mark_is_set_light_and_muted():
    runs = [run for run in exhibits.record(CHARTS["broken-line"], THEME).operations if isinstance(run, TextRun)]
    (mark,) = [run for run in runs if run.text == "[r]"]
    assert (mark.face, mark.colour) == ("SourceSansPro-Regular", THEME.colours.muted)


@kinds
def test_nothing_reaches_over_the_edge(kind):
    recording = exhibits.record(CHARTS[kind], THEME, width=468)
    assert recording.width == 468
    reached = [point for operation in recording.operations for point in points(operation)]
    assert min(point.real for point in reached) >= -0.5
    assert max(point.real for point in reached) <= 468.5
    assert min(point.imag for point in reached) >= -0.5
    assert max(point.imag for point in reached) <= recording.height + 0.5


@kinds
def test_no_text_is_smaller_than_the_theme_s_smallest(kind):
    runs = [run for run in exhibits.record(CHARTS[kind], THEME).operations if isinstance(run, TextRun)]
    assert min(run.size for run in runs) >= THEME.styles.chart_tick.size


@kinds
def test_at_most_four_colours_besides_greys_and_the_ramp(kind):
    colours = THEME.colours
    hues = {colours.main, colours.second, colours.third, colours.fourth, colours.spare}
    used = {
        op.fill or op.stroke for op in exhibits.record(CHARTS[kind], THEME).operations if isinstance(op, FillStroke)
    }
    assert len(used & hues) <= 4


@kinds
def test_a_recording_survives_pickling(kind):
    recording = exhibits.record(CHARTS[kind], THEME)
    assert pickle.loads(pickle.dumps(recording)) == recording


@kinds
def test_size_is_that_of_the_recording(kind):
    recording = exhibits.record(CHARTS[kind], THEME)
    resolved = exhibits.resolve(CHARTS[kind], THEME)
    assert (resolved.width, resolved.height) == (THEME.page.content_width, pytest.approx(recording.height, abs=1e-3))


def test_a_picture_has_the_size_of_the_chart_and_says_its_resolution():
    picture = Image.open(BytesIO(exhibits.picture(CHARTS["line"], THEME, dpi=200)))
    assert (picture.mode, picture.size) == ("P", (1334, 450))
    assert round(picture.info["dpi"][0]) == 200
    assert set(picture.info) <= {"dpi"}


def test_a_picture_shows_what_the_recording_says():
    recording = Recording(
        72, 36, (FillStroke((("M", 0, 0), ("L", 36, 0), ("L", 36, 36), ("L", 0, 36), ("Z",)), "#12436D"),)
    )
    picture = Image.open(BytesIO(paint_picture(recording, dpi=72))).convert("RGB")
    assert picture.getpixel((10, 10)) == (0x12, 0x43, 0x6D)
    assert picture.getpixel((60, 10)) == (255, 255, 255)


@kinds
def test_svg_is_well_formed_and_needs_no_font(kind):
    root = ElementTree.fromstring(exhibits.svg(CHARTS[kind], THEME))
    assert root.get("viewBox").startswith("0 0 480 ")
    assert {element.tag.rpartition("}")[2] for element in root.iter()} == {"svg", "g", "path"}


def test_letters_become_outlines_where_the_text_stands():
    reached = points(TextRun(10, 5, "H", "SourceSansPro-Regular", 10, "#000000"))
    xs, ys = [point.real for point in reached], [point.imag for point in reached]
    assert (min(xs), max(xs)) == pytest.approx((10.9, 15.6), abs=0.1)
    assert (min(ys), max(ys)) == pytest.approx((5, 11.56), abs=0.01)


@pytest.mark.parametrize("angle", [0, 30])
def test_letters_end_in_an_svg_where_they_end_in_the_font(angle):
    run = TextRun(10, 5, "R&8g", "SourceSansPro-Regular", 9.7, "#000000", angle=angle)
    (path,) = re.findall(r'd="(.*)"', write_svg(Recording(100, 20, (run,))))
    steps = re.findall(r"([MlcZz])([^MlcZz]*)", path)
    here, drawn = 0j, []
    for command, numbers in steps:
        pairs = [complex(float(x), float(y)) for x, y in re.findall(r"(\S+) (\S+)", numbers)]
        drawn += pairs if command == "M" else [here + pair for pair in pairs]
        here = drawn[-1]
    assert drawn == pytest.approx(points(run), abs=0.02)


@pytest.mark.conformance
def test_bytes_do_not_depend_on_the_process():
    done = [
        subprocess.run(
            [sys.executable, "-c", DIGESTS],
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": "C", "PYTHONPATH": str(ROOT)},
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed, zone in (("1", "UTC"), ("2", "Pacific/Auckland"))
    ]
    assert done[0] == done[1]
    assert done[0].count("\n") == 2 * len(CHARTS)


def test_a_user_s_settings_of_matplotlib_change_nothing(tmp_path):
    (tmp_path / "matplotlibrc").write_text(
        "path.snap: False\npatch.linewidth: 7\nlines.antialiased: False\npath.sketch: 3, 10, 2\n"
    )
    script = (
        "import hashlib; from pathlib import Path; from reportgen import exhibits; from tests.documents import CHARTS; "
        "from reportgen.template import read_theme; theme = read_theme('default', Path('templates')); "
        "print(hashlib.sha256(exhibits.picture(CHARTS['line'], theme, dpi=50)).hexdigest())"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        env={**os.environ, "MATPLOTLIBRC": str(tmp_path), "PYTHONPATH": str(ROOT)},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == hashlib.sha256(exhibits.picture(CHARTS["line"], THEME, dpi=50)).hexdigest()


def test_vectors_are_drawn_without_matplotlib():
    script = (
        "import sys; from pathlib import Path; from reportgen import exhibits; from tests.documents import CHARTS; "
        "from reportgen.template import read_theme; theme = read_theme('default', Path('templates')); "
        "[exhibits.svg(chart, theme) for chart in CHARTS.values()]; print('matplotlib' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "False"


def test_boxes_alone_are_painted_as_matplotlib_paints_them():
    roles = {(1, 2): "own", (1, 3): "near"}
    tiles = [LocatorTile(row, column, roles.get((row, column), "other")) for row in range(3) for column in range(4)]
    boxes = draw_locator(tiles, THEME)
    speck = FillStroke((("M", 0, 0), ("L", 0, 0), ("Z",)), fill="#FFFFFF")
    more = Recording(boxes.width, boxes.height, (*boxes.operations, speck))
    assert paint_picture(boxes, dpi=200) == paint_picture(more, dpi=200)


def test_bordering_places_are_lighter_than_the_place_itself_and_darker_than_others():
    tiles = [LocatorTile(0, 0, "own"), LocatorTile(7, 10, "near"), LocatorTile(0, 10)]
    recording = draw_locator(tiles, THEME)
    assert [each.fill for each in recording.operations] == [
        THEME.colours.locator,
        THEME.colours.ramp[2],
        THEME.colours.main,
    ]
    assert (recording.width, recording.height) == (92.4, 66.9)


@kinds
def test_the_colours_of_a_chart_stay_and_its_edges_hardly_change(kind):
    recording = exhibits.record(CHARTS[kind], THEME)
    own, pixels = colours_of(recording), painted(recording, 1334, math.ceil(recording.height * 200 / 72), dpi=200)
    numbers, palette = numbered(pixels, own)
    colours = np.array(palette).reshape(-1, 3)
    assert len(colours) <= 256
    assert ["#{:02X}{:02X}{:02X}".format(*colour) for colour in colours[: len(own)]] == own
    change = np.abs(colours[numbers] - pixels.reshape(-1, 4)[:, :3].astype(int))
    assert change.max() <= 6


def test_a_picture_of_more_colours_than_a_palette_has_room_for_has_fewer_blends():
    ramp = np.arange(256, dtype=np.uint8)
    pixels = np.stack([*np.meshgrid(ramp, ramp), np.full((256, 256), 7), np.full((256, 256), 255)], axis=-1)
    numbers, palette = numbered(np.ascontiguousarray(pixels.astype(np.uint8)), ["#FFFFFF", "#101007"])
    colours = np.array(palette).reshape(-1, 3)
    assert len(colours) == 2 + 64
    assert colours[numbers[16 * 256 + 16]].tolist() == [0x10, 0x10, 7]
    assert np.abs(colours[numbers] - pixels.reshape(-1, 4)[:, :3]).max() <= 16
