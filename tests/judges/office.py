"""LibreOffice as a judge: whether it opens a Word file, and what stands on the pages it makes of it."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

CONVERT_SECONDS = 300


class NotInstalled(Exception):
    """Why LibreOffice cannot be asked."""


def convert(files: Sequence[Path], folder: Path) -> dict[str, Path]:
    """Return the PDF that LibreOffice makes of each Word file, by the file's name without its ending."""
    soffice = shutil.which("soffice")
    if not soffice:
        raise NotInstalled("LibreOffice is missing")
    profile = (folder / "profile").as_uri()
    options = [f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    subprocess.run([soffice, *options, *map(str, files)], check=True, capture_output=True, timeout=CONVERT_SECONDS)
    return {file.stem: folder / f"{file.stem}.pdf" for file in files}


def pages(pdf: Path) -> list[str]:
    """Return the text of each page, with single spaces."""
    if not shutil.which("pdftotext"):
        raise NotInstalled("pdftotext is missing")
    done = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], check=True, capture_output=True, text=True)
    return [re.sub(r"\s+", " ", page) for page in done.stdout.split("\f")[:-1]]
