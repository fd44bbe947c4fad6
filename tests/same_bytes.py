"""Build the same reports under every Python found here and compare the bytes: `python -m tests.same_bytes`.

Each Python but the running one gets an environment in `.venv-pythons` with the versions of constraints.txt; all have
another hash seed, time zone and SOURCE_DATE_EPOCH. `--get` tries to have missing Pythons installed by uv. Only the
record of a folder, manifest.json, may differ: it names the Python that made the files.
"""

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
ENVIRONMENTS = ROOT / ".venv-pythons"
VERSIONS = tuple(f"3.{minor}" for minor in range(11, 20))
WANTED = ("3.11", "3.12", "3.13", "3.14")
"""What `--get` asks for."""
FORMATS = (
    "--format",
    "pdf",
    "--format",
    "docx",
    "--format",
    "html",
    "--format",
    "txt",
    "--with-data",
    "--with-trace",
    "--index",
)
BUILDS = (
    ("briefing", "appendix", *FORMATS),
    ("factsheet", "--place", "TX", "--place", "CA", "--zip", "--docx-charts", "picture", *FORMATS),
)
MACHINES = (
    {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati", "LC_ALL": "C"},
    {"PYTHONHASHSEED": "2", "TZ": "America/Adak", "LC_ALL": "C.UTF-8", "SOURCE_DATE_EPOCH": "1"},
    {"PYTHONHASHSEED": "3", "TZ": "UTC", "SOURCE_DATE_EPOCH": "soon"},
)
"""What is not the same where another Python is at work, one after the other."""
RECORD = "manifest.json"


def main(arguments):
    """Return 0 where all Pythons gave the same bytes, or there is only one, and 1 where two of them differ."""
    parser = argparse.ArgumentParser(prog="python -m tests.same_bytes", description=__doc__.splitlines()[0])
    parser.add_argument("pythons", nargs="*", help="which Pythons; without any, all that are found")
    parser.add_argument("--get", action="store_true", help="try to have missing Pythons installed by uv")
    parser.add_argument("--as-is", action="store_true", help="use what the Pythons have installed")
    asked = parser.parse_args(arguments)
    begun = time.monotonic()
    verdict, status = _verdict(asked)
    print(f"{verdict} in {time.monotonic() - begun:.1f} s")
    return status


def _verdict(asked):
    found = {path: version_of(path) for path in asked.pythons} if asked.pythons else all_pythons()
    if asked.get:
        found |= installed_by_uv(found)
    left_out = []
    with tempfile.TemporaryDirectory() as folder:
        made = {}
        for index, (python, version) in enumerate(found.items()):
            used = python if asked.as_is or python == sys.executable else environment(python, version)
            if not used:
                left_out.append(version)
                continue
            out = Path(folder) / f"{index}"
            print(f"Python {version}: {python}", flush=True)
            build(used, out, MACHINES[index % len(MACHINES)])
            made[out] = version
        told = f"Python {', '.join(made.values())}" + (f"; not installable: {', '.join(left_out)}" if left_out else "")
        if len(made) < 2:
            return f"skipped: only one to build under, {told}", 0
        first, *others = made
        found = [f"{made[first]} and {made[other]}: {line}" for other in others for line in differences(first, other)]
        files = sum(path.is_file() for path in first.rglob("*"))
    print("\n".join(found[:40]))
    return (f"failed: {len(found)} differences, {told}", 1) if found else (f"passed: same {files} files, {told}", 0)


# -- Pythons --------------------------------------------------------------------------------------------------------


def all_pythons():
    """Return one Python of each version from 3.11 on, by its path: this one, those on PATH, those of pyenv."""
    pyenv = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv") / "versions"
    candidates = [sys.executable]
    for version in VERSIONS:
        candidates += [shutil.which(f"python{version}"), *sorted(map(str, pyenv.glob(f"{version}.*/bin/python3")))]
    return of_each_version(filter(None, candidates))


def of_each_version(candidates):
    """Return the first Python of each version, by path, the lowest version first."""
    known = {}
    for path in candidates:
        version = version_of(path)
        if version:
            known.setdefault(_minor(version), (path, version))
    return dict(known[minor] for minor in sorted(known))


def version_of(python):
    """Return the version; empty for what does not run, makes no environments or is too old."""
    told = (
        "import sys, venv, ensurepip, platform; print(platform.python_version() if sys.version_info >= (3, 11) else '')"
    )
    try:
        run = subprocess.run([python, "-c", told], capture_output=True, text=True, timeout=60, check=True)
    except (OSError, subprocess.SubprocessError):
        return ""
    return run.stdout.strip()


def installed_by_uv(found):
    """Return Pythons that were missing and that uv could install."""
    have = {".".join(version.split(".")[:2]) for version in found.values()}
    missing = [version for version in WANTED if version not in have]
    folder = ENVIRONMENTS / "uv"
    if missing and _uv():
        command = [_uv(), "python", "install", "--no-bin", "--install-dir", str(folder), *missing]
        try:
            subprocess.run(command, capture_output=True, timeout=120, env={**os.environ, "UV_HTTP_RETRIES": "0"})
        except subprocess.TimeoutExpired:
            print(f"uv did not install Python {', '.join(missing)} within two minutes")
    got = of_each_version(map(str, sorted(folder.glob("cpython-*/bin/python3"))))
    return {path: version for path, version in got.items() if _minor(version) not in map(_minor, found.values())}


def _minor(version):
    return tuple(map(int, version.split(".")[:2]))


def _uv():
    beside = Path(sys.executable).with_name("uv")
    return str(beside) if beside.exists() else shutil.which("uv")


# -- building -------------------------------------------------------------------------------------------------------


def environment(python, version):
    """Return a Python with everything that the program needs, in the exact versions; empty where it cannot be had."""
    folder = ENVIRONMENTS / version
    used, stamp = folder / "bin" / "python", folder / "installed"
    inputs = [(ROOT / name).read_bytes() for name in ("constraints.txt", "pyproject.toml")]
    wanted = hashlib.sha256(b"".join(inputs)).hexdigest()
    if used.exists() and stamp.exists() and stamp.read_text() == wanted:
        return str(used)
    print(f"installing for Python {version} ...", flush=True)
    if _uv():
        install = [_uv(), "pip", "install", "--quiet", "--python", str(used)]
    else:
        install = [str(used), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    try:
        subprocess.run([python, "-m", "venv", "--clear", str(folder)], check=True)
        subprocess.run(
            [*install, "--constraint", "constraints.txt", "--editable", ".[thumbnails]"], cwd=ROOT, check=True
        )
    except (OSError, subprocess.SubprocessError) as error:
        print(error)
        return ""
    stamp.write_text(wanted)
    return str(used)


def build(python, out, machine):
    """Make the reports in a folder. Raises SystemExit, which says why, when they cannot be made."""
    for arguments in BUILDS:
        command = [python, "-m", "reportgen", "build", *arguments, "--date", "2025-06-30", "--out", str(out)]
        run = subprocess.run(command, cwd=ROOT, env={**os.environ, **machine}, capture_output=True, text=True)
        if run.returncode:
            sys.exit(f"failed: {' '.join(command)}: exit code {run.returncode}\n{run.stderr[-2000:]}")


# -- comparing ------------------------------------------------------------------------------------------------------


def differences(one, other):
    """Return a line for each file that only one of two folders has, or of which they have other bytes."""
    names = [{str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()} for folder in (one, other)]
    lines = [f"{name}: made under one of them only" for name in sorted(names[0] ^ names[1])]
    for name in sorted((names[0] & names[1]) - {RECORD}):
        before, after = ((folder / name).read_bytes() for folder in (one, other))
        if before != after:
            pairs = enumerate(zip(before, after, strict=False))
            place = next((at for at, (a, b) in pairs if a != b), min(len(before), len(after)))
            lines.append(f"{name}: {len(before)} and {len(after)} bytes, which differ from byte {place} on")
    return lines


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
