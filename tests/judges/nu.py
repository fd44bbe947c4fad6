"""The Nu Html Checker as a judge of markup: found in a cache folder or fetched there with npm, run by Java."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Sequence
from functools import cache
from pathlib import Path

PACKAGE = "vnu-jar@26.9.27"
FETCH_SECONDS, CHECK_SECONDS = 300, 300


class NotInstalled(Exception):
    """Why the checker cannot be asked."""


@cache
def installed() -> tuple[str, Path]:
    """Return Java and the file of the checker. Raises NotInstalled when one of them lacks."""
    java, npm = shutil.which("java"), shutil.which("npm")
    if not java:
        raise NotInstalled("the Nu Html Checker needs Java")
    cached = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "reportgen-judges"
    folder = cached / PACKAGE.replace("@", "-")
    jar = folder / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
    if not jar.is_file():
        if not npm:
            raise NotInstalled("the Nu Html Checker is not there, and npm is missing to fetch it")
        folder.mkdir(parents=True, exist_ok=True)
        command = [npm, "install", "--prefix", str(folder), "--no-audit", "--no-fund", PACKAGE]
        try:
            subprocess.run(command, check=True, capture_output=True, timeout=FETCH_SECONDS)
        except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
            raise NotInstalled("the Nu Html Checker could not be fetched with npm") from error
    return java, jar


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
