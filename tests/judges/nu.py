"""The Nu Html Checker as a judge of markup: found in a cache folder or fetched there with npm, run by Java."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from tests.judges.fetched import NotInstalled, fetch_with_npm

PACKAGE = "vnu-jar@26.9.27"
CHECK_SECONDS = 900


@cache
def installed() -> tuple[str, Path]:
    """Return Java and the file of the checker. Raises NotInstalled when one of them lacks."""
    java = shutil.which("java")
    if not java:
        raise NotInstalled("the Nu Html Checker needs Java")
    return java, fetch_with_npm("the Nu Html Checker", "vnu-jar/build/dist/vnu.jar", PACKAGE)


def complaints(pages: Sequence[Path]) -> list[str]:
    """Return every error of the markup and of the style of pages, with where it is."""
    java, jar = installed()
    command = [java, "-Xss8m", "-jar", str(jar), "--format", "json", "--exit-zero-always", *map(str, pages)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=CHECK_SECONDS, check=False)
    found = json.loads(done.stderr)["messages"]
    return [
        f"{Path(each['url']).name}:{each.get('lastLine', '')}: {each['message']}"
        for each in found
        if each["type"] == "error"
    ]
