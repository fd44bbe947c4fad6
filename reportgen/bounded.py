"""Read files, JSON, TOML and CSV that anybody may have written: one reader for each, and each knows its limits.

Every reader takes the kind of error that its caller raises, and the place to name in it.
"""

from __future__ import annotations

import csv
import errno
import json
import math
import os
import re
import stat
import tomllib
from io import StringIO
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, NoReturn
from unicodedata import category

from reportgen.errors import TemplateError, UsageError, did_you_mean
from reportgen.limits import DEPTH, DIGITS, FACTOR, RAISE, limits

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from reportgen.errors import ReportError

    Kind = type[ReportError]

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
"""Characters that no font has and no reader sees: what only machines send each other."""
NO_TEXT = re.compile(CONTROL.pattern[:-1] + r"\ufdd0-\ufdef]")
"""The same in a table: with these characters, which Unicode keeps from texts, templates mark what comes from one."""
UNSEEN = frozenset({"Zs", "Zl", "Zp", "Cc", "Cf", "Cs", "Mn", "Mc", "Me"})
"""Categories of Unicode of which a reader sees nothing, or nothing without a letter before it."""
FILLERS = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Letters and signs that are drawn as nothing."""
HINTS = {
    errno.ENOENT: "check the name, also for capital letters",
    errno.EACCES: "ask for the right to read it, or give a copy of it",
    errno.EPERM: "ask for the right to read it, or give a copy of it",
    errno.EISDIR: "name a file in the folder",
    errno.EXDEV: "put a copy of the file in place of the link",
    errno.ENOTDIR: "one of the folders in its path is a file",
    errno.EFBIG: RAISE,
    errno.ENAMETOOLONG: "give it a shorter name",
    errno.ELOOP: "a link leads back to itself: put the file itself there",
    errno.EMFILE: "let the system give more open files: `ulimit -n 1024`",
    errno.ENFILE: "close other programs",
}
"""What to do when the system refuses a file."""
OF_SYSTEM = (errno.EMFILE, errno.ENFILE, errno.ENAMETOOLONG, errno.ELOOP)
"""What is refused for the same reason whether a file is read or written."""


def read_file(path: Path, *, most: int = 0) -> bytes:
    """Return the bytes of a regular file. Raises OSError, also for a pipe, a device, and more than `most` bytes."""
    most = most or limits().file_bytes
    try:
        # a pipe without a writer would be waited for
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except ValueError:
        raise OSError(errno.EINVAL, "no file has such a name") from None
    with os.fdopen(descriptor, "rb") as file:
        mode = os.fstat(descriptor).st_mode
        if stat.S_ISDIR(mode):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        if not stat.S_ISREG(mode):
            raise OSError(errno.EINVAL, "is a device or a pipe, not a regular file")
        content = file.read(most + 1)
    if content is None:  # what the system writes may have nothing to say, and says so
        raise OSError(errno.EAGAIN, "holds nothing at this moment")
    if len(content) > most:
        raise OSError(errno.EFBIG, f"has more than {most:,} bytes")
    return content


def read_inside(path: Path, folder: Path, *, most: int = 0) -> bytes:
    """Return the bytes of a file of a folder. Raises OSError as `read_file` does, and where a link leads out of it."""
    check_inside(path, folder)
    return read_file(path, most=most)


def check_inside(path: Path, folder: Path) -> None:
    """Raise OSError when a link leads from a path in a folder to somewhere outside of it."""
    try:
        is_inside = path.resolve().is_relative_to(folder.resolve())
    except (ValueError, RuntimeError):  # a name no file can have; before Python 3.13, links in a circle
        raise OSError(errno.EINVAL, "no file has such a name") from None
    if not is_inside:
        raise OSError(errno.EXDEV, "a link leads out of the folder")


def named_file(name: str, folders: Sequence[Path], *, what: str) -> tuple[bytes, Path]:
    """Return the bytes of a TOML file that somebody calls by its name, without the ending, and its folder, the first.

    Raises UsageError for a name of which there is no file in any of the folders, TemplateError for one that cannot be
    read.
    """
    known = {file.stem: folder for folder in reversed(folders) for file in folder.glob("*.toml") if folder.is_dir()}
    if name not in known:
        for folder in folders:
            _check_readable(folder, name, what=what)
        hint = did_you_mean(name, known) if known else f"there is none in `{folders[0].as_posix()}`"
        raise UsageError(f"unknown {what} `{name[:80]}`", hint=hint)
    folder = known[name]
    try:
        return read_inside(folder / f"{name}.toml", folder, most=limits().text_bytes), folder
    except OSError as error:
        raise unreadable(error, TemplateError, where=named_place(name, folder)) from None


def _check_readable(folder: Path, name: str, *, what: str) -> None:
    """Raise TemplateError for a folder that is there, but may not be looked into: who knows what it has."""
    try:
        os.listdir(folder)  # noqa: PTH208 - a name of the system, and an error that tells why
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return
    except OSError as error:
        raise unreadable(error, TemplateError, where=f"{folder.name}, for {what} `{name[:80]}`") from None


def place_of(file: str, folder: Path) -> str:
    """Return how errors name a file in a folder: `templates/briefing.md`; by itself in the folder where one stands."""
    return f"{folder.name}/{file}" if folder.name else file


def named_place(name: str, folder: Path) -> str:
    """Return how errors name a file that is called by its name: `templates/themes/default.toml`."""
    return place_of(f"{folder.name}/{name}.toml", folder.parent)


def is_unseen(text: str) -> bool:
    """Say whether a reader sees nothing of a text, though it is not empty: spaces, controls, marks without a letter."""
    return bool(text) and all(sign in FILLERS or category(sign) in UNSEEN for sign in text)


def what_is_unseen(text: str) -> str:
    """Return in words what stands in a text of which a reader sees nothing."""
    if not text.strip(" "):
        return "only spaces"
    numbers = ", ".join(f"U+{ord(sign):04X}" for sign in dict.fromkeys(text[:4]))
    return f"only characters that nobody sees, {numbers}"


def system_hint(error: OSError, otherwise: str) -> str:
    """Return what to do about a refusal that has to do with the system or a name, not with what is read or written."""
    return HINTS[error.errno] if error.errno in OF_SYSTEM else otherwise


def reason(error: OSError) -> str:
    """Return in lower case why the system refuses a file."""
    return (error.strerror or str(error)).lower()


def unreadable(error: OSError, kind: Kind, *, where: str) -> ReportError:
    """Return what the system refused to read as an error with a hint."""
    hint = HINTS.get(error.errno or 0, "put a file there that can be copied and opened")
    return kind(f"cannot be read: {reason(error)}", where=where, hint=hint)


def text_of(content: bytes, kind: Kind, *, where: str, hint: str = "save the file as UTF-8") -> str:
    """Return UTF-8 as text, without the mark that some editors put in front of it."""
    for beginning, what in FOREIGN.items():
        if content.startswith(beginning):
            raise kind(f"expected UTF-8, found {what}", where=where, hint=hint)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        byte = content[error.start : error.start + 1]
        letter = byte.decode("windows-1252", "replace")
        guess = f", which is `{letter}` in Windows-1252" if letter.isalpha() else ""
        found = f"expected UTF-8, found the byte 0x{byte[0]:02X}{guess}"
        raise kind(found, where=f"{where}:{line}", hint=hint) from None


FOREIGN = {
    b"\xff\xfe": "UTF-16, which some programs call Unicode",
    b"\xfe\xff": "UTF-16, which some programs call Unicode",
    b"PK\x03\x04": "a ZIP file, as workbooks are: the sheet itself is needed",
    b"\xd0\xcf\x11\xe0": "an old workbook: the sheet itself is needed",
    b"%PDF": "a PDF",
}
"""What files begin with that are taken for text, and what they are."""


class _Fault(Exception):
    """Something that JSON allows and nobody means."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


def json_value(content: bytes, kind: Kind, *, where: str) -> Any:
    """Return what JSON says; every name of an object once, numbers of this world, brackets not too deep."""
    text = text_of(content, kind, where=where)
    try:
        value = json.loads(
            text,
            object_pairs_hook=_once,
            parse_int=_whole,
            parse_float=_decimal,
            parse_constant=_no_number,
        )
    except json.JSONDecodeError as error:
        hint = "mend the JSON: a comma, bracket or quote too many or too few"
        message = f"expected JSON, found an error in column {error.colno}: {error.msg.lower()}"
        raise kind(message, where=f"{where}:{error.lineno}", hint=hint) from None
    except _Fault as fault:
        raise kind(str(fault), where=where, hint=fault.hint) from None
    except RecursionError:
        _too_deep(kind, where)
    if not is_shallow(value):
        _too_deep(kind, where)
    return value


def toml_values(content: bytes, kind: Kind, *, where: str) -> dict[str, Any]:
    """Return what TOML says."""
    text = text_of(content, kind, where=where)
    try:
        values = tomllib.loads(text, parse_float=float)
    except tomllib.TOMLDecodeError as error:
        hint = "mend the TOML: a quote, bracket or sign of equality is missing, or a name stands there twice"
        raise kind(str(error).lower(), where=where, hint=hint) from None
    except RecursionError:
        _too_deep(kind, where)
    except ValueError:
        hint = "write a number that has a meaning"
        raise kind(
            f"expected a number of at most {DIGITS} digits, found a longer one", where=where, hint=hint
        ) from None
    if not is_shallow(values):
        _too_deep(kind, where)
    return values


BLOCK = 1024
"""Rows that are counted together: of each by itself, counting takes as long as reading."""


def csv_rows(text: str, kind: Kind, *, where: str, signs: tuple[str, str] = (",", '"')) -> Iterator[list[str]]:
    """Return the rows of a table, the head first; the signs are what parts cells, and what stands around a text."""
    return chain.from_iterable(_blocks_of_rows(text, kind, where, signs))


def _blocks_of_rows(text: str, kind: Kind, where: str, signs: tuple[str, str]) -> Iterator[list[list[str]]]:
    taken, most = 0, limits()
    control = NO_TEXT.search(text)
    if control is not None:
        line = text.count("\n", 0, control.start()) + 1
        found = f"expected text, found the control character U+{ord(control[0]):04X}"
        raise kind(found, where=f"{where}:{line}", hint="take it out; an editor may show it as a box, or not at all")
    csv.field_size_limit(most.cell_characters)
    lines = csv.reader(_lines(text), delimiter=signs[0], quotechar=signs[1])
    try:
        while block := list(islice(lines, BLOCK)):
            taken += sum(map(len, block))
            if taken > most.cells:
                raise kind(f"expected at most {most.cells:,} cells, found more", where=where, hint=RAISE)
            yield block
    except csv.Error:
        found = f"expected at most {most.cell_characters:,} characters in a cell, found more"
        hint = f"is a closing quote missing? if not, `{FACTOR}=10` in the environment takes ten times as much"
        raise kind(found, where=f"{where}:{lines.line_num}", hint=hint) from None


def csv_records(content: bytes, kind: Kind, *, where: str) -> list[dict[str, str]]:
    """Return the rows of a table by the names in its head; none where there is nothing. What is short is filled up."""
    head, *rows = list(csv_rows(text_of(content, kind, where=where), kind, where=where)) or [[]]
    for number, row in enumerate(rows, start=2):
        if len(row) > len(head):
            found = f"expected {len(head)} cells as in the head, found {len(row)}"
            raise kind(found, where=f"{where}:{number}", hint="put text with a comma between quotes")
    return [dict(zip(head, [*row, *[""] * len(head)], strict=False)) for row in rows if row]


PIECE = 1 << 18
"""Characters of a text that are made a stream at a time: of all of it, it would hold four bytes a letter."""


def _lines(text: str) -> Iterator[str]:
    """Return the lines of a text with their ends."""
    return chain.from_iterable(_pieces(text))


def _pieces(text: str) -> Iterator[StringIO]:
    at = 0
    while at < len(text):
        end = text.find("\n", at + PIECE) + 1 or len(text)
        yield StringIO(text[at:end], newline="\n")
        at = end


def is_shallow(value: Any) -> bool:
    """Return whether lists and objects are nested no deeper than DEPTH."""
    level = [value]
    for _ in range(DEPTH):
        level = [item for each in level if isinstance(each, dict | list) for item in _items(each)]
        if not level:
            return True
    return False


def _items(value: dict[str, Any] | list[Any]) -> list[Any]:
    return list(value.values()) if isinstance(value, dict) else value


def _too_deep(kind: Kind, where: str) -> NoReturn:
    hint = "write it flat: nothing that is read here needs more"
    raise kind(f"expected brackets at most {DEPTH} deep, found deeper ones", where=where, hint=hint) from None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise _Fault(f"expected each name once, found `{name[:80]}` twice in one object", "keep one of the two")
        found[name] = value
    return found


def _whole(text: str) -> int:
    if len(text) > DIGITS:
        raise _Fault(f"expected a number of at most {DIGITS} digits, found {len(text)}", "quote it if it is a name")
    return int(text)


def _decimal(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise _Fault(f"expected a number, found `{text[:40]}`, which is too large for one", "write a smaller one")
    return number


def _no_number(text: str) -> NoReturn:
    raise _Fault(f"expected a number, found `{text}`", "JSON has no such number; leave the property out")
