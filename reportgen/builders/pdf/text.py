"""Break runs of text into lines: where a line may end, how wide it is, what stands on it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import fsum
from typing import TYPE_CHECKING
from unicodedata import east_asian_width, normalize

from reportgen.builders.pdf.faces import Face, pieces
from reportgen.lengths import fits_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

SOFT_HYPHEN = "\u00ad"
SPACES = re.compile(r"([ \t\r\n\u2002\u2003]+)")
BREAKABLE = re.compile(r"(?<=\w[-\u2010])(?=[^\W\d])|(?<=\u2014)(?=.)|(?<=[\u200b\u00ad])(?=.)|(?<=\w/)(?=\w{3})")
"""Between two characters where a line may end without a space: after a hyphen in a word, a dash, a slash."""
RUNT = 0.13
"""A last line shorter than this part of the width is avoided, if that takes no further line."""
NARROWER = (0.97, 0.94, 0.91, 0.88)


@dataclass(frozen=True, slots=True, eq=False)
class Target:
    """Where a link leads. Compared by identity: the words of one link are one link, also over lines and pages."""

    url: str = ""
    anchor: str = ""
    text: str = ""
    """What the link says, for a reader who hears it without its surroundings."""
    is_note: bool = False
    """Whether it leads to a note."""


@dataclass(frozen=True, slots=True)
class Run:
    """Text in one face, size and colour; a newline in it ends a line."""

    text: str
    face: Face
    size: float
    colour: str
    target: Target | None = None
    said: str = ""
    """What is heard of an abbreviation: `not published` for `[x]`."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters at their place on a line, in a face that has them all."""

    x: float
    """From the left end of the line."""
    width: float
    text: str
    face: Face
    run: Run


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text."""

    pieces: tuple[Piece, ...]
    width: float
    """Without the space at its end."""


@dataclass(frozen=True, slots=True)
class _Chunk:
    """What stays together on a line: a word, or the part of one up to a possible break, with the space behind it."""

    parts: tuple[tuple[Face, str, Run, float], ...]
    width: float
    """Without a soft hyphen at its end."""
    space: tuple[Face, str, Run, float] | None
    ends_line: bool = False
    hyphen: float = 0
    """Width of the soft hyphen at its end, which is printed only where a line ends."""


@dataclass(frozen=True, slots=True)
class Measured:
    """Runs of text, measured once, to be broken at any width."""

    chunks: tuple[_Chunk, ...]

    def lines(self, width: float) -> tuple[Line, ...]:
        """Return the lines, none wider than `width`."""
        return _broken(self.chunks, width)

    def even_lines(self, width: float) -> tuple[Line, ...]:
        """Return the lines, broken a little earlier where a short word would stand alone on the last one."""
        lines = self.lines(width)
        if len(lines) < 2 or lines[-1].width > RUNT * width:
            return lines
        for narrower in NARROWER:
            tried = _broken(self.chunks, width * narrower)
            if len(tried) == len(lines) and tried[-1].width > RUNT * width:
                return tried
        return lines


def measure(runs: Iterable[Run]) -> Measured:
    """Return runs with their widths."""
    return Measured(tuple(_chunks(runs)))


def break_lines(runs: Iterable[Run], width: float) -> tuple[Line, ...]:
    """Return the lines of the runs, none wider than `width`; a word that is wider is broken where it has to be."""
    return _broken(_chunks(runs), width)


def _broken(chunks: Iterable[_Chunk], width: float) -> tuple[Line, ...]:
    lines: list[Line] = []
    waiting: list[_Chunk] = []
    reach = 0.0
    for chunk in _fitted(chunks, width):
        if waiting and not fits_in(reach + chunk.width + chunk.hyphen, width):
            lines.append(_line(waiting))
            waiting, reach = [], 0.0
        waiting.append(chunk)
        reach += chunk.width + (chunk.space[3] if chunk.space else 0)
        if chunk.ends_line:
            lines.append(_line(waiting))
            waiting, reach = [], 0.0
    if waiting:
        lines.append(_line(waiting))
    return tuple(lines)


def _chunks(runs: Iterable[Run]) -> Iterator[_Chunk]:
    """Yield the chunks of the runs; a word may be made of several runs."""
    parts: list[tuple[Face, str, Run, float]] = []
    for run in runs:
        for text, is_space in _tokens(run.text):
            if is_space:
                yield _chunk(parts, _space(run, text), ends_line="\n" in text)
                parts = []
                continue
            for index, part in enumerate(BREAKABLE.split(text)):
                if index:
                    yield _chunk(parts, None)
                    parts = []
                parts += _parts(part, run)
    if parts:
        yield _chunk(parts, None)


def _tokens(text: str) -> Iterator[tuple[str, bool]]:
    """Yield words and spaces; characters of East Asian scripts are words of their own."""
    for index, token in enumerate(SPACES.split(normalize("NFC", text))):
        if not token:
            continue
        if index % 2 or token.isascii():
            yield token, bool(index % 2)
        else:
            yield _with_breaks(token), False


def _with_breaks(token: str) -> str:
    """Return the word with a zero-width space between wide characters, where a line may end."""
    if not any(east_asian_width(char) in "WF" for char in token):
        return token
    return "".join(f"\u200b{char}" if index and _is_wide(char) else char for index, char in enumerate(token))


def _is_wide(char: str) -> bool:
    return east_asian_width(char) in "WF" and char not in "、。，．！？：；）」』】》"


def _parts(text: str, run: Run) -> list[tuple[Face, str, Run, float]]:
    if text.isascii() and text.isprintable():
        # every face has these: nearly all words
        return [(run.face, text, run, run.face.width(text, run.size))] if text else []
    shown = text[:-1].replace(SOFT_HYPHEN, "") + text[-1:].replace("\u200b", "")
    return [(face, piece, run, face.width(piece, run.size)) for face, piece in pieces(shown, run.face)]


def _space(run: Run, text: str) -> tuple[Face, str, Run, float]:
    """Return the space between two words; however long in the source, it is one."""
    return (run.face, " ", run, 0.0 if "\n" in text else run.face.width(" ", run.size))


def _chunk(
    parts: Sequence[tuple[Face, str, Run, float]],
    space: tuple[Face, str, Run, float] | None,
    *,
    ends_line: bool = False,
) -> _Chunk:
    width = fsum(part[3] for part in parts)
    if not (parts and parts[-1][1].endswith(SOFT_HYPHEN)):
        return _Chunk(tuple(parts), width, space, ends_line)
    face, _, run, _ = parts[-1]
    hyphen = face.width(SOFT_HYPHEN, run.size)
    return _Chunk(tuple(parts), width - hyphen, space, ends_line, hyphen)


def _fitted(chunks: Iterable[_Chunk], width: float) -> Iterator[_Chunk]:
    """Yield the chunks, those that are wider than a line cut into pieces that are not."""
    for chunk in chunks:
        if fits_in(chunk.width, width):
            yield chunk
        else:
            yield from _cut(chunk, width)


def _cut(chunk: _Chunk, width: float) -> Iterator[_Chunk]:
    parts: list[tuple[Face, str, Run, float]] = []
    reach = 0.0
    for face, text, run, _ in chunk.parts:
        for char in text:
            advance = face.width(char, run.size)
            if parts and not fits_in(reach + advance, width):
                yield _chunk(parts, None)
                parts, reach = [], 0.0
            parts.append((face, char, run, advance))
            reach += advance
    yield _chunk(parts, chunk.space, ends_line=chunk.ends_line)


def _line(chunks: Sequence[_Chunk]) -> Line:
    """Return the chunks as a line, neighbours of one run and face joined.

    The space at the end is kept, so that the words do not run together for a reader who copies or hears them; a soft
    hyphen is printed only at the end.
    """
    placed: list[tuple[float, float, str, Face, Run]] = []
    reach = width = 0.0
    for index, chunk in enumerate(chunks):
        is_last = index == len(chunks) - 1
        for part in (*chunk.parts, *((chunk.space,) if chunk.space else ())):
            face, text, run, advance = part
            if text.endswith(SOFT_HYPHEN) and not is_last:
                text, advance = text[:-1], face.width(text[:-1], run.size)
            if part is not chunk.space:
                width = reach + advance
            if placed and placed[-1][3] is face and placed[-1][4] is run:
                x, before, words, *_ = placed[-1]
                placed[-1] = (x, before + advance, words + text, face, run)
            else:
                placed.append((reach, advance, text, face, run))
            reach += advance
    return Line(tuple(Piece(x, wide, words, face, run) for x, wide, words, face, run in placed), width)
