"""The pages of a report while somebody writes at it, or what is wrong with its text.

What is shown carries the digest of what it was made from: templates, macros, themes, data and choices. A page is only
ever given out for that digest.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections import OrderedDict
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any

from reportgen.errors import ReportError, ReportErrors, UsageError, did_you_mean
from reportgen.language import speaking
from reportgen.serve.tasks.frames import frames, part_at
from reportgen.serve.tasks.kept import package_at, stamp_of, templates_mark
from reportgen.serve.tasks.places import printed_at
from reportgen.serve.tasks.png import png

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportgen.builders import Pages
    from reportgen.builders.pdf.before import FlowsBefore
    from reportgen.compare import Comparison
    from reportgen.compose.before import Before
    from reportgen.dataset import Package
    from reportgen.document import Document
    from reportgen.exhibits.tables import SetBefore
    from reportgen.serve.tasks import Talk, Values
    from reportgen.template import Report
    from reportgen.theme import Theme

KEPT = 4
"""Layouts that are kept, so that pages of the one before can still be asked for."""
WIDTH = 880
"""Pixels of a page: twice what most screens show."""
WIDEST = 2_000
LINE = re.compile(r"(?P<file>.+?):(?P<line>[0-9]+)(?::.*)?", re.DOTALL)
MEANT = re.compile(r"did you mean `(?P<word>[^`]+)`\?")
NAMED = re.compile(r"`(?P<word>[^`\n]+)`")


@dataclass
class Shown:
    """A report that was laid out. Its pages are drawn when somebody looks at them."""

    laid_out: Pages
    document: Document
    package: Package
    theme: Theme

    @property
    def pages(self) -> int:
        """How many there are."""
        return self.laid_out.total

    @cached_property
    def pdf(self) -> bytes:
        """The whole file."""
        with speaking(self.document.metadata.language):
            return self.laid_out.bytes

    def built(self, kind: str) -> bytes:
        """Return the whole as another kind of file, with the page numbers of these pages."""
        from reportgen.builders import Surroundings, builder
        from reportgen.trace import Ledger

        if kind == "pdf":
            return self.pdf
        around = Surroundings(pages=lambda: self.laid_out, numbers=lambda: Ledger(self.package))
        return builder(kind).build(self.document, self.theme, around)

    def page(self, number: int) -> bytes:
        """Return a file in which this page is drawn."""
        if "pdf" in vars(self):
            return self.pdf
        with speaking(self.document.metadata.language):
            return self.laid_out.page(number)


_shown: OrderedDict[str, Shown] = OrderedDict()
_named: dict[tuple[str, str, str], Package] = {}
"""The last package with whom its project names."""
_compared: dict[str, Comparison] = {}
"""The comparison of the last package, by its checksum."""


def preview(values: Values, talk: Talk) -> Values:
    """Return digest, number of pages and one page of a report as a PNG; or the errors, each with its line.

    `asked` of the result is the digest of the text that was read.
    """
    del talk
    from reportgen.memory import seldom_collected
    from reportgen.template import files_of_reports
    from reportgen.template.parts import compiled_in_parts

    started = perf_counter()
    templates = Path(values["templates"])
    files = files_of_reports(templates)
    name = str(values["report"])
    if name not in files:
        raise UsageError(f"unknown report `{name}`", hint=did_you_mean(name, files))
    of, text = made_of(values), text_at(files[name])
    told: Values = {"of": of, "text": hashlib.sha256(text.encode()).hexdigest(), "errors": []}
    if of not in _shown:
        try:
            with seldom_collected(), compiled_in_parts(), _as_set_before():
                _keep(of, _laid_out(values, files[name]))
        except ReportError as error:
            return {**told, "errors": _errors(error, files[name]), "seconds": perf_counter() - started}
    _shown.move_to_end(of)
    number = min(max(1, int(values.get("page", 1))), _shown[of].pages)
    picture = _picture(_shown[of], number, int(values.get("width", WIDTH)))
    told |= {"pages": _shown[of].pages, "page": number, "png": base64.b64encode(picture).decode()}
    shown = _shown[of]
    told |= {"places": printed_at(text, shown.laid_out.pages), "frames": frames(shown.document, shown.laid_out, text)}
    return {**told, "seconds": perf_counter() - started}


def picture(values: Values, talk: Talk) -> Values:
    """Return a page of what has this digest, or the whole as the kind of file that `whole` names.

    Raises UsageError when it is not kept any more.
    """
    del talk
    found = kept(str(values["of"]))
    if values.get("whole"):
        return {"file": base64.b64encode(found.built(str(values["whole"]))).decode()}
    number = min(max(1, int(values.get("page", 1))), found.pages)
    return {"png": base64.b64encode(_picture(found, number, int(values.get("width", WIDTH)))).decode()}


def kept(of: str) -> Shown:
    """Return what has this digest. Raises UsageError when it is not kept any more."""
    if of not in _shown:
        raise UsageError("these pages are older than what is kept", hint="ask for the preview anew")
    return _shown[of]


def made_of(values: Values) -> str:
    """Return the digest of all that a preview is made from: files of templates and data, and choices."""
    chosen = {
        name: values.get(name) for name in ("report", "place", "years", "theme", "paper", "organisation", "compiled_by")
    }
    data = stamp_of(Path(values["data"]))
    said = json.dumps([chosen, data, templates_mark(Path(values["templates"]))])
    return hashlib.sha256(said.encode()).hexdigest()


def text_at(path: Path) -> str:
    """Return a text as an editor in a browser has it: with one kind of line end."""
    return path.read_bytes().decode("utf-8-sig", "replace").replace("\r\n", "\n")


def _package(values: Values) -> Package:
    """Return the data, with whom the project names; the same as long as nothing has changed."""
    from reportgen.batch.plan import as_named
    from reportgen.serve.tasks.asked import request_of

    package = package_at(Path(values["data"]))
    key = (package.checksum, str(values.get("organisation")), str(values.get("compiled_by")))
    if key not in _named:
        _named.clear()
        _named[key] = as_named(package, request_of({**values, "reports": ["-"]}))
    return _named[key]


def _keep(of: str, shown: Shown) -> None:
    _shown[of] = shown
    while len(_shown) > KEPT:
        _shown.popitem(last=False)


def _laid_out(values: Values, file: Path) -> Shown:
    """Compose the report and lay it out. Raises ReportError."""
    from reportgen.batch import report_date
    from reportgen.builders import lay_out
    from reportgen.compose import compose
    from reportgen.template import read_report, read_theme
    from reportgen.theme import on_paper
    from reportgen.years import parse_years

    templates = Path(values["templates"])
    package, report = _package(values), read_report(file)
    theme = on_paper(
        read_theme(values.get("theme") or report.theme, templates), values.get("paper") or "", where="paper"
    )
    document = compose(
        package, _comparison(package), report, years=parse_years(values.get("years") or "", package.years),
        place=_place(values, report, package), made=report_date(), before=_before(),
    )  # fmt: skip
    return Shown(lay_out(document, theme), document, package, theme)


def _comparison(package: Package) -> Comparison:
    from reportgen.compare import compare

    if package.checksum not in _compared:
        _compared.clear()
        _compared[package.checksum] = compare(package)
    return _compared[package.checksum]


@cache
def _before() -> Before:
    """Return what keeps the exhibits from one text to the next."""
    from reportgen.compose.before import Before

    return Before()


@contextmanager
def _as_set_before() -> Iterator[None]:
    """Keep tables and blocks from one layout to the next."""
    from reportgen.builders.pdf.before import blocks_set_before
    from reportgen.exhibits.tables import tables_set_before

    tables, blocks = _set_before()
    with tables_set_before(tables), blocks_set_before(blocks):
        yield


@cache
def _set_before() -> tuple[SetBefore, FlowsBefore]:
    from reportgen.builders.pdf.before import FlowsBefore
    from reportgen.exhibits.tables import SetBefore

    return SetBefore(), FlowsBefore()


def _place(values: Values, report: Report, package: Package) -> str:
    """Return the place that is shown: as asked for, or the first where a report is about one."""
    from reportgen.batch import all_places

    asked = str(values.get("place") or "")
    if asked in package.places and report.scope != "country":
        return asked
    if report.scope != "place":
        return package.country
    places = all_places(package, "")
    if not places:
        raise UsageError("there is no place to show", hint="add one to `places.csv`")
    return places[0]


def _picture(shown: Shown, number: int, width: int) -> bytes:
    import pypdfium2

    with pypdfium2.PdfDocument(shown.page(number)) as pdf:
        page = pdf[number - 1]
        # white in place of what is seen through, so that a pixel is three bytes
        drawn = page.render(scale=min(width, WIDEST) / page.get_width(), rev_byteorder=True, maybe_alpha=False)
        line = 3 * drawn.width
        held = bytes(drawn.buffer)  # its lines may be longer than what stands in them
        at = range(0, drawn.stride * drawn.height, drawn.stride)
        pixels = held if drawn.stride == line else b"".join(held[each : each + line] for each in at)
        return png(pixels, width=drawn.width, height=drawn.height)


def _errors(error: ReportError, file: Path) -> list[Values]:
    errors: Sequence[ReportError] = error.errors if isinstance(error, ReportErrors) else (error,)
    return [_error(each, file) for each in errors]


def _error(error: ReportError, file: Path) -> Values:
    """Return an error with its line in the text, and what could stand there instead where that is known."""
    place = LINE.fullmatch(error.where)
    is_here = place is not None and Path(place["file"]).name == file.name
    told: dict[str, Any] = {"message": error.message, "where": error.where, "hint": error.hint}
    meant, named = MEANT.search(error.hint), list(NAMED.finditer(error.message))
    if meant and named:
        told |= {"word": named[-1]["word"], "meant": meant["word"]}
    told["line"] = int(place["line"]) if place and is_here else 0
    told["part"] = part_at(text_at(file), told["line"]) if told["line"] else ""
    return told
