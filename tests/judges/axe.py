"""axe-core as a judge of pages: found in a cache folder or fetched there with npm, run in the Chromium there is."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from tests.judges.fetched import NotInstalled, fetch_with_npm

PACKAGES = ("axe-core@4.14.1", "puppeteer-core@24.31.0")
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
CHECK_SECONDS = 900
SCRIPT = Path(__file__).with_name("axe.mjs")


@cache
def installed() -> tuple[str, str, Path]:
    """Return the programs Node.js and Chromium, and the folder of the packages. Raises NotInstalled when one lacks."""
    node, browser = shutil.which("node"), next(filter(None, map(shutil.which, BROWSERS)), "")
    if not node or not browser:
        raise NotInstalled(f"axe needs {'Chromium' if node else 'Node.js'}")
    return node, browser, fetch_with_npm("axe-core", "puppeteer-core", *PACKAGES).parents[1]


def looked_at(page: Path, steps: Sequence[object] = ()) -> dict[str, object]:
    """Return what a browser makes of a page: `violations` by scheme and width, `requests`, and `errors` of its script.

    `steps` are expressions that are evaluated in the page one after the other; `answers` has what they give.
    """
    return all_looked_at([(page, steps)])[0]


def all_looked_at(pages: Sequence[tuple[Path, Sequence[object]]]) -> list[dict[str, object]]:
    """Return what one browser makes of several pages, each with its steps."""
    node, browser, folder = installed()
    asked = json.dumps([{"address": page.as_uri(), "steps": list(steps)} for page, steps in pages])
    command = [node, str(SCRIPT), str(folder), browser]
    seconds = CHECK_SECONDS * max(1, len(pages))
    done = subprocess.run(command, input=asked, capture_output=True, text=True, timeout=seconds, check=False)
    assert done.returncode == 0, done.stderr
    found: list[dict[str, object]] = json.loads(done.stdout)
    return found
