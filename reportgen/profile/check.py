"""Say what a finished PDF violates of a profile: the rule, what was found, and where."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from typing import TYPE_CHECKING

import pikepdf
from pikepdf import Dictionary, Name

from reportgen.errors import BuildError
from reportgen.profile.printed import prints

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from reportgen.errors import ReportError
    from reportgen.profile.model import Profile
    from reportgen.profile.printed import Print

MEGABYTE = 1_000_000
TOLERANCE = 0.5
"""In points: boxes of letters are estimates."""
MOST_PLACES = 5
"""Pages that a message names."""
RUNNING = ("Header", "Footer")
OTHERWISE = "change the report or its theme; a rule that your reader does not have may be left out of the profile"


@dataclass(frozen=True)
class _File:
    """A finished file, with what its checks share."""

    raw: bytes
    name: str
    pdf: pikepdf.Pdf
    profile: Profile

    @cached_property
    def prints(self) -> tuple[Print, ...]:
        return tuple(prints(self.pdf))

    @cached_property
    def metadata(self) -> str:
        stream = self.pdf.Root.get("/Metadata")
        return stream.read_bytes().decode("utf-8", "replace") if isinstance(stream, pikepdf.Stream) else ""


def check_profile(pdf: bytes, profile: Profile, *, name: str) -> tuple[ReportError, ...]:
    """Return an error for each rule of the profile that the file violates; `name` is the name of the file."""
    with pikepdf.open(BytesIO(pdf)) as opened:
        file = _File(pdf, name, opened, profile)
        return tuple(error for check in CHECKS for error in check(file))


def _error(file: _File, rule: str, found: str, *, hint: str, where: str = "") -> BuildError:
    place = f"{file.name}, {where}" if where else file.name
    return BuildError(f"profile `{file.profile.name}`, rule `{rule}`: {found}", where=place, hint=hint or OTHERWISE)


# -- the file -------------------------------------------------------------------------------------------------------


def _name(file: _File) -> Iterator[BuildError]:
    rules = file.profile.file
    if rules.longest_name is not None and len(file.name) > rules.longest_name:
        found = f"expected at most {rules.longest_name} characters, found {len(file.name)}"
        yield _error(file, "longest_name", found, hint="give the report, or the file, a shorter name")
    if rules.name_characters is not None:
        strange = re.sub(f"[{rules.name_characters}]", "", file.name)
        if strange:
            found = f"found `{strange[0]}` in the file name"
            yield _error(file, "name_characters", found, hint="give the report a name of other letters")


def _size(file: _File) -> Iterator[BuildError]:
    most = file.profile.file.most_megabytes
    if most is not None and len(file.raw) > most * MEGABYTE:
        found = f"expected at most {most:g} megabytes, found {len(file.raw) / MEGABYTE:.1f}"
        yield _error(file, "most_megabytes", found, hint="leave sections out, or build it in two parts")


def _standards(file: _File) -> Iterator[BuildError]:
    rules = file.profile.file
    if rules.accessible and "<pdfuaid:part>1<" not in file.metadata:
        yield _error(file, "accessible", "the file does not claim PDF/UA-1", hint=MISSING_CLAIM)
    if rules.archival and "<pdfaid:part>" not in file.metadata:
        yield _error(file, "archival", "the file does not claim PDF/A", hint=MISSING_CLAIM)


DRAFTS = "a draft says at the foot of each page that it is one"
STRANGE = "the program puts none in: take them out of the pictures and files that the report holds"
PAPER = "set `width` and `height` in the `[page]` of the profile, or choose another `paper`"
MARGINS = "widen `left`, `right`, `top` or `bottom` in the `[page]` of the profile, or narrow what is beside the text"
TYPE = "enlarge the type in the theme, or take the small print out of the template"
MISSING_CLAIM = "give it a title and a language, figures their alternative texts, and skip no level of heading"


def _holdings(file: _File) -> Iterator[BuildError]:
    rules, root = file.profile.file, file.pdf.Root
    if not rules.attachments and ("/EmbeddedFiles" in root.get("/Names", Dictionary()) or "/AF" in root):
        yield _error(file, "attachments", "the file has files embedded in it", hint=STRANGE)
    if not rules.forms:
        for key, what in (("/AcroForm", "a form"), ("/OCProperties", "layers")):
            if key in root:
                yield _error(file, "forms", f"the file has {what}", hint=STRANGE)
    if not rules.contents and _has_contents(file.pdf):
        yield _error(file, "contents", "the file has a table of contents", hint="take it out of the template")
    yield from _annotations(file)


def _has_contents(pdf: pikepdf.Pdf) -> bool:
    return any(isinstance(thing, Dictionary) and thing.get("/S") == Name.TOC and "/P" in thing for thing in pdf.objects)


def _annotations(file: _File) -> Iterator[BuildError]:
    links: list[int] = []
    others: list[int] = []
    for number, page in enumerate(file.pdf.pages, start=1):
        for annotation in page.obj.get("/Annots", []):
            (links if annotation.Subtype == Name.Link else others).append(number)
    if links and not file.profile.file.links:
        yield _error(file, "links", f"found {len(links)} links", where=_pages(links), hint="write addresses as text")
    if others and not file.profile.file.forms:
        found = f"found {len(others)} comments or fields"
        yield _error(file, "forms", found, where=_pages(others), hint=STRANGE)


# -- the pages ------------------------------------------------------------------------------------------------------


def _page_count(file: _File) -> Iterator[BuildError]:
    most = file.profile.page.most_pages
    if most is not None and len(file.pdf.pages) > most:
        found = f"expected at most {most} pages, found {len(file.pdf.pages)}"
        yield _error(file, "most_pages", found, where=f"page {most + 1} and after", hint="leave sections out")


def _page_size(file: _File) -> Iterator[BuildError]:
    """Yield the first page of another width, and of another height; a sheet on its side is the same paper."""
    asked = file.profile.page
    sizes = [_sheet(page) for page in file.pdf.pages]
    for index, (rule, wanted) in enumerate((("width", asked.width), ("height", asked.height))):
        for number, size in enumerate(sizes, start=1):
            is_turned = _is_alike(size, (asked.height, asked.width))
            if wanted is not None and abs(size[index] - wanted) > TOLERANCE and not is_turned:
                found = f"expected {wanted:g} points, found {size[index]:g}"
                yield _error(file, rule, found, where=f"page {number}", hint=PAPER)
                break


def _sheet(page: pikepdf.Page) -> tuple[float, float]:
    left, bottom, right, top = map(float, page.mediabox)
    return right - left, top - bottom


def _is_alike(size: tuple[float, float], wanted: tuple[float | None, float | None]) -> bool:
    return all(each is not None and abs(found - each) <= TOLERANCE for found, each in zip(size, wanted, strict=True))


def _margins(file: _File) -> Iterator[BuildError]:
    least = file.profile.page.least_margin
    if least is None:
        return
    sizes = [tuple(map(float, page.mediabox)) for page in file.pdf.pages]
    nearest: dict[int, float] = {}
    for each in file.prints:
        left, bottom, right, top = sizes[each.page - 1]
        room = min(each.box[0] - left, each.box[1] - bottom, right - each.box[2], top - each.box[3])
        if room < least - TOLERANCE:
            nearest[each.page] = min(room, nearest.get(each.page, room))
    if nearest:
        found = f"expected {least:g} points, found {min(nearest.values()):.1f}"
        yield _error(file, "least_margin", found, where=_pages(list(nearest)), hint=MARGINS)


def _running(file: _File) -> Iterator[BuildError]:
    if file.profile.page.running_foot is not False:
        return
    pages = [each.page for each in file.prints if each.artifact in RUNNING]
    if pages:
        yield _error(file, "running_foot", "found a running head or foot", where=_pages(pages), hint=DRAFTS)


def _type_sizes(file: _File) -> Iterator[BuildError]:
    rules = file.profile.type
    for rule, least, in_figure in (
        ("least_text_size", rules.least_text_size, False),
        ("least_chart_size", rules.least_chart_size, True),
    ):
        if least is None:
            continue
        small = [each for each in file.prints if 0 < each.size < least - 0.01 and each.in_figure is in_figure]
        if small:
            found = f"expected {least:g} points, found {min(each.size for each in small):g}"
            yield _error(file, rule, found, where=_pages([each.page for each in small]), hint=TYPE)


def _pages(numbers: list[int]) -> str:
    """Return the pages in words: `page 3`, `pages 2, 3, 4 and 7 more`."""
    unique = sorted(set(numbers))
    shown = ", ".join(map(str, unique[:MOST_PLACES]))
    more = f" and {len(unique) - MOST_PLACES} more" if len(unique) > MOST_PLACES else ""
    return f"page{'s' if len(unique) > 1 else ''} {shown}{more}"


CHECKS: tuple[Callable[[_File], Iterator[BuildError]], ...] = (
    _name,
    _size,
    _standards,
    _holdings,
    _page_count,
    _page_size,
    _margins,
    _running,
    _type_sizes,
)
"""Every rule, in the order in which violations are told."""
