"""Fetch what a judge needs into a cache folder, once, also where several workers ask for it at the same moment."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
from pathlib import Path

FETCH_SECONDS = 300


class NotInstalled(Exception):
    """Why a judge cannot be asked."""


def cache_folder(name: str) -> Path:
    """Return the folder in which what is fetched for a judge stays from run to run."""
    cached = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return cached / "reportgen-judges" / name


def fetch(judge: str, file: Path, folder: Path, *command: str) -> None:
    """Run a command that brings `file` into `folder`, unless it is there. Raises NotInstalled where that fails."""
    if file.exists():
        return
    program = shutil.which(command[0])
    if not program:
        raise NotInstalled(f"{judge} is not there, and {command[0]} is missing to fetch it")
    folder.mkdir(parents=True, exist_ok=True)
    with (folder.parent / f"{folder.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if file.exists():  # another worker had it fetched in the meantime
            return
        try:
            subprocess.run([program, *command[1:]], check=True, capture_output=True, timeout=FETCH_SECONDS)
        except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
            raise NotInstalled(f"{judge} could not be fetched with {command[0]}") from error
    if not file.exists():
        raise NotInstalled(f"{judge} could not be fetched with {command[0]}")


def fetch_with_npm(judge: str, inside: str, *packages: str) -> Path:
    """Return the file `inside` node_modules of these packages (`name@version`). Raises NotInstalled."""
    folder = cache_folder("-".join(each.rpartition("/")[2].replace("@", "-") for each in packages))
    file = folder / "node_modules" / inside
    fetch(judge, file, folder, "npm", "install", "--prefix", str(folder), "--no-audit", "--no-fund", *packages)
    return file
