"""LibreOffice as a judge: whether it opens a Word file, what stands on its pages, and where its contents lead."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.judges.fetched import NotInstalled

CONVERT_SECONDS = 900
LIBRARY = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:{kind} PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "{kind}.dtd">
"""
SPACE = "http://openoffice.org/2000/library"
MACRO = """
Sub UpdateAll(folder As String)
    Dim hidden(0) As New com.sun.star.beans.PropertyValue
    Dim written(0) As New com.sun.star.beans.PropertyValue
    Dim document As Object
    hidden(0).Name = "Hidden"
    hidden(0).Value = True
    written(0).Name = "FilterName"
    written(0).Value = "writer_pdf_Export"
    names = ""
    found = Dir(folder + "/", 0)
    Do While found > ""
        If Right(found, 5) = ".docx" Then names = names + found + "|"
        found = Dir()
    Loop
    listed = Split(names, "|")
    For index = 0 To UBound(listed) - 1
        path = folder + "/" + listed(index)
        document = StarDesktop.loadComponentFromURL(ConvertToURL(path), "_blank", 0, hidden())
        file = FreeFile
        Open path + ".indexes" For Output As #file
        Tell(document, file, "before")
        For turn = 1 To 2
            document.getTextFields().refresh()
            For at = 0 To document.getDocumentIndexes().getCount() - 1
                document.getDocumentIndexes().getByIndex(at).update()
            Next at
        Next turn
        document.getTextFields().refresh()
        Tell(document, file, "after")
        Close #file
        document.storeToURL(ConvertToURL(path + ".pdf"), written())
        document.close(True)
    Next index
    StarDesktop.terminate()
End Sub

Sub Tell(document As Object, file As Integer, turn As String)
    For at = 0 To document.getDocumentIndexes().getCount() - 1
        Print #file, "== " + turn
        Print #file, document.getDocumentIndexes().getByIndex(at).getAnchor().getString()
    Next at
End Sub
"""


@dataclass(frozen=True, slots=True)
class Renewed:
    """A Word file in which LibreOffice has updated all indexes."""

    before: tuple[tuple[str, str], ...]
    """The lines of all contents and lists as they stand in the file: words and page."""
    after: tuple[tuple[str, str], ...]
    """The same lines when LibreOffice has written them anew."""
    pdf: Path

    @property
    def wrong(self) -> list[str]:
        """Each line whose page is not the one where LibreOffice finds what it names; a line without a page is none."""
        real = defaultdict(list)
        for words, page in self.after:
            real[words].append(page)
        found = [(words, page, real[words].pop(0) if real[words] else "missing") for words, page in self.before]
        return [f"{words}: page {page}, really {place}" for words, page, place in found if page not in ("", place)]


def convert(files: Sequence[Path], folder: Path) -> dict[str, Path]:
    """Return the PDF that LibreOffice makes of each Word file, by the file's name without its ending."""
    options = [*_started(folder), "--convert-to", "pdf", "--outdir", str(folder)]
    subprocess.run([*options, *map(str, files)], check=True, capture_output=True, timeout=CONVERT_SECONDS)
    return {file.stem: folder / f"{file.stem}.pdf" for file in files}


def renew(folder: Path) -> dict[str, Renewed]:
    """Return the Word files of a folder after "update all indexes", by their names without ending."""
    command = _started(folder)
    subprocess.run([*command, "--terminate_after_init"], check=True, capture_output=True, timeout=CONVERT_SECONDS)
    _write_macro(folder / "profile" / "user" / "basic")  # the first start makes a profile, and would write over it
    subprocess.run(
        [*command, f'macro:///Standard.Judge.UpdateAll("{folder}")'],
        check=True,
        capture_output=True,
        timeout=CONVERT_SECONDS,
    )
    return {file.stem: _renewed(file) for file in sorted(folder.glob("*.docx"))}


def _renewed(file: Path) -> Renewed:
    told: dict[str, list[tuple[str, str]]] = {"before": [], "after": []}
    when = "before"
    for line in Path(f"{file}.indexes").read_text().splitlines():
        if line.startswith("== "):
            when = line.removeprefix("== ")
        elif "\t" in line:
            *_, words, page = line.split("\t")  # without the number of a heading
            told[when].append((re.sub(r"\s+", " ", words).strip(), page.strip()))
    return Renewed(tuple(told["before"]), tuple(told["after"]), Path(f"{file}.pdf"))


def _started(folder: Path) -> list[str]:
    soffice = shutil.which("soffice")
    if not soffice:
        raise NotInstalled("LibreOffice is missing")
    return [soffice, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]


def _write_macro(basic: Path) -> None:
    """Put the macro among those of the user, where LibreOffice runs it without asking."""
    standard = basic / "Standard"
    standard.mkdir(parents=True, exist_ok=True)
    listed = (
        f'<library:libraries xmlns:library="{SPACE}" xmlns:xlink="http://www.w3.org/1999/xlink">'
        '<library:library library:name="Standard" xlink:href="$(USER)/basic/Standard/script.xlb/" '
        'xlink:type="simple" library:link="false"/></library:libraries>'
    )
    (basic / "script.xlc").write_text(LIBRARY.format(kind="libraries") + listed)
    module = '<library:element library:name="Judge"/>'
    library = f'<library:library xmlns:library="{SPACE}" library:name="Standard" library:readonly="false" '
    (standard / "script.xlb").write_text(
        f'{LIBRARY.format(kind="library")}{library}library:passwordprotected="false">{module}</library:library>'
    )
    words = MACRO.replace(">", "&gt;")
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<script:module xmlns:script="http://openoffice.org/2000/script" '
    named = 'script:name="Judge" script:language="StarBasic">'
    (standard / "Judge.xba").write_text(f"{head}{named}{words}</script:module>")


def pages(pdf: Path) -> list[str]:
    """Return the text of each page, with single spaces."""
    if not shutil.which("pdftotext"):
        raise NotInstalled("pdftotext is missing")
    done = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], check=True, capture_output=True, text=True)
    return [re.sub(r"\s+", " ", page) for page in done.stdout.split("\f")[:-1]]


def reach(pdf: Path, *, margin: float, page: int = 1) -> float:
    """Return how far down a page its lowest words reach, in parts of its height, without what is in the margin.

    `margin` is the height of the foot of the page, in points; pages are counted from 1.
    """
    command = ["pdftotext", "-bbox", "-f", str(page), "-l", str(page), str(pdf), "-"]
    shown = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    height = float(re.findall(r'<page width="[\d.]+" height="([\d.]+)"', shown)[0])
    ends = [float(end) for end in re.findall(r'<word [^>]*yMax="([\d.]+)"', shown)]
    return max(end for end in ends if end < height - margin) / height
