"""veraPDF, the reference validator of PDF/UA and PDF/A: found in a cache folder, or fetched there with Maven."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from tests.judges.fetched import NotInstalled, cache_folder, fetch

GROUP, ARTIFACT, VERSION = "org.verapdf.apps", "greenfield-apps", "1.28.2"
MAIN = "org.verapdf.apps.GreenfieldCliWrapper"
CHECK_SECONDS = 900
VERDICT = re.compile(r"^(PASS|FAIL|ERROR) (.+?) \S+$")


@cache
def jar() -> Path:
    """Return the file of veraPDF. Raises NotInstalled where it, Java or Maven is missing."""
    if not shutil.which("java"):
        raise NotInstalled("veraPDF needs Java")
    folder = cache_folder(f"{ARTIFACT}-{VERSION}")
    file = folder / f"{ARTIFACT}-{VERSION}.jar"
    options = (f"-Dartifact={GROUP}:{ARTIFACT}:{VERSION}", f"-DoutputDirectory={folder}", "-Dmdep.useBaseVersion=true")
    fetch("veraPDF", file, folder, "mvn", "-q", "-B", "dependency:copy", *options)
    return file


def verdicts(files: Sequence[Path], flavour: str) -> dict[str, str]:
    """Return, by the name of each file, `PASS` or what failed; `flavour` is `ua1` or `2a`."""
    command = ["java", "-cp", str(jar()), MAIN, "-f", flavour, "--format", "text", "-v", *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=CHECK_SECONDS, check=False)
    found: dict[str, str] = {}
    name = ""
    for line in done.stdout.splitlines():
        if matched := VERDICT.match(line):
            name = Path(matched[2]).name
            found[name] = matched[1]
        elif name and line.strip():
            found[name] += f"; {line.strip()}"
    assert len(found) == len(files), f"veraPDF said nothing of some files: {done.stderr[-2000:]}"
    return found
