"""Make the pictures of docs/html.md anew, of the site that the data and templates of this repository give.

    make pictures          # or: python docs/html_pictures.py

It needs Node.js and Chromium, as the judges of pages do. Each picture has few colours and is under 80 kB.
"""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from reportgen.batch import Request, plan, run_plan  # noqa: E402 - found beside this folder
from tests.judges.axe import installed  # noqa: E402

IMAGES = ROOT / "docs" / "images"
SCRIPT = Path(__file__).with_suffix(".mjs")
DAY = date(2025, 6, 30)
BRIEFING, FRONT = "briefing-2020-2024.html", "index.html"
WIDE, TALL, PHONE = 1280, 980, 390
COLOURS = 64
WIDEST = 900
"""Pixels of a picture as it is kept."""
MOST_BYTES = 80_000
TO_SECTION = "document.querySelector('section p .q').closest('section').scrollIntoView()"
ASK = "[...document.querySelectorAll('section p .q')].find((each) => each.textContent === '91.4%').click()"
SHOTS = {
    "html-page": [{"page": BRIEFING}],
    "html-dark": [
        {"page": BRIEFING, "scheme": "dark", "steps": [TO_SECTION, "document.querySelector('.toggle').click()"]}
    ],
    "html-origin": [{"page": BRIEFING, "height": 860, "steps": [ASK, TO_SECTION]}],
    "html-phone": [
        {"page": BRIEFING, "width": PHONE, "height": 760},
        {
            "page": BRIEFING,
            "width": PHONE,
            "height": 760,
            "steps": [
                "document.querySelector('.exhibit').scrollIntoView()",
                "document.querySelector('.toggle').click()",
            ],
        },
        {"page": BRIEFING, "width": PHONE, "height": 760, "scheme": "dark", "steps": [ASK]},
    ],
    "html-site": [
        {"page": FRONT, "height": 1100, "steps": ["document.querySelector('.map [data-card=of-MO]').focus()"]},
    ],
}
"""By picture: what stands side by side in it."""


def main() -> None:
    """Build the site, take the pictures, and put them into docs/images."""
    with TemporaryDirectory() as folder:
        build(Path(folder))
        for name, shots in SHOTS.items():
            taken = [Image.open(BytesIO(each)) for each in take(Path(folder), shots)]
            content = reduced(side_by_side(taken))
            assert len(content) <= MOST_BYTES, (name, len(content))
            (IMAGES / f"{name}.png").write_bytes(content)
            print(f"{name}.png: {len(content):,} bytes")


def build(folder: Path) -> None:
    """Build the fact sheets and the briefing as a site."""
    request = Request(
        ("briefing", "factsheet"),
        all_places=True,
        out=folder,
        data=ROOT / "data",
        templates=ROOT / "templates",
        date=DAY,
        formats=("html", "pdf", "docx"),
        site=True,
        with_data=True,
    )
    assert not [error for outcome in run_plan(plan(request)) for error in outcome.errors]


def take(folder: Path, shots: list[dict[str, object]]) -> list[bytes]:
    """Return what the browser shows of some pages, as PNG."""
    node, browser, packages = installed()
    asked = [
        {
            "width": WIDE,
            "height": TALL,
            "scheme": "light",
            "steps": [],
            **shot,
            "address": (folder / str(shot["page"])).as_uri(),
        }
        for shot in shots
    ]
    command = [node, str(SCRIPT), str(packages), browser]
    done = subprocess.run(command, input=json.dumps(asked), capture_output=True, text=True, check=True)
    return [bytes.fromhex(each) for each in json.loads(done.stdout)]


def side_by_side(taken: list[Image.Image], *, gap: int = 24, ground: str = "#C9D0D7") -> Image.Image:
    """Return pictures beside each other; one alone as it is."""
    if len(taken) == 1:
        return taken[0].convert("RGB")
    width = sum(each.width for each in taken) + gap * (len(taken) + 1)
    whole = Image.new("RGB", (width, max(each.height for each in taken) + 2 * gap), ground)
    left = gap
    for each in taken:
        whole.paste(each, (left, gap))
        left += each.width + gap
    return whole


def reduced(picture: Image.Image) -> bytes:
    """Return a picture with few colours, no wider than it is shown."""
    if picture.width > WIDEST:
        picture = picture.resize((WIDEST, round(picture.height * WIDEST / picture.width)), Image.Resampling.LANCZOS)
    content = BytesIO()
    # the other methods give few pixels, such as a ring of focus, the color of their neighbors
    few = picture.quantize(COLOURS, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    few.save(content, "PNG", optimize=True)
    return content.getvalue()


if __name__ == "__main__":
    main()
