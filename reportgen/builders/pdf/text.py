"""Break runs of text into lines: where a line may end, how wide it is, what stands on it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import fsum
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import east_asian_width, normalize

from reportgen.builders.pdf.faces import Face, pieces
from reportgen.frozen import frozen
from reportgen.lengths import fits_in
from reportgen.memory import remembered

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

SOFT_HYPHEN = "\u00ad"
SPACES = re.compile(r"([ \t\r\n\u2002\u2003]+)")
BREAKABLE = re.compile(r"(?<=\w[-\u2010])(?=[^\W\d])|(?<=\u2014)(?=.)|(?<=[\u200b\u00ad])(?=.)|(?<=\w/)(?=\w{3})")
"""Between two characters where a line may end without a space: after a hyphen in a word, a dash, a slash."""
PLAIN = frozenset(map(chr, (*range(0x20, 0x7F), *range(0xA0, 0xAD), *range(0xAE, 0x180)))) | set("–—‘’“”…−")
"""Characters of which no line is made otherwise than it is written."""
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
    stands: str = ""
    """The name of the place where the link itself stands, where another one leads to it."""


@frozen
class Run:
    """Text in one face, size and colour; a newline in it ends a line."""

    text: str
    face: Face
    size: float
    colour: str
    target: Target | None = None
    said: str = ""
    """What is heard of an abbreviation: `not published` for `[x]`."""
    language: str = ""
    """In which it is said; empty for that of the document."""


@frozen
class Piece:
    """Characters at their place on a line, in a face that has them all."""

    x: float
    """From the left end of the line."""
    width: float
    text: str
    face: Face
    run: Run


@frozen
class Line:
    """One line of text."""

    pieces: tuple[Piece, ...]
    width: float
    """Without the space at its end."""


_Part = tuple[Face, str, Run, float]
"""Characters in a face that has them all, the run they are of, and their width."""


class _Chunk(NamedTuple):
    """What stays together on a line: a word, or the part of one up to a possible break, with the space behind it."""

    parts: tuple[_Part, ...]
    width: float
    """Without a soft hyphen at its end."""
    space: _Part | None
    ends_line: bool = False
    hyphen: float = 0
    """Width of the soft hyphen at its end, which is printed only where a line ends."""


@frozen
class Measured:
    """Runs of text, to be broken at any width."""

    runs: tuple[Run, ...]

    def lines(self, width: float) -> tuple[Line, ...]:
        """Return the lines, none wider than `width`."""
        return _single(self.runs, width) or _known(self.runs)(self.runs, width)

    def even_lines(self, width: float) -> tuple[Line, ...]:
        """Return the lines, broken a little earlier where a short word would stand alone on the last one."""
        lines = self.lines(width)
        if len(lines) < 2 or lines[-1].width > RUNT * width:
            return lines
        for narrower in NARROWER:
            tried = self.lines(width * narrower)
            if len(tried) == len(lines) and tried[-1].width > RUNT * width:
                return tried
        return lines


def measure(runs: Iterable[Run]) -> Measured:
    """Return runs, to be broken at any width."""
    return Measured(tuple(runs))


def break_lines(runs: Iterable[Run], width: float) -> tuple[Line, ...]:
    """Return the lines of the runs, none wider than `width`; a word that is wider is broken where it has to be."""
    return measure(runs).lines(width)


def _single(runs: tuple[Run, ...], width: float) -> tuple[Line, ...]:
    """Return the line of a single run that fits on it; none when that cannot be told at a glance.

    So most cells, heads, labels and notes are set: not a word of theirs has to be looked at.
    """
    if len(runs) != 1:
        return ()
    (run,) = runs
    text, face = run.text, run.face
    words = text[:-1] if text[-1:] == " " else text
    if not words or words[0] == " " or "  " in text:
        return ()
    is_ascii = text.isascii() and text.isprintable()
    if not is_ascii and not (PLAIN.issuperset(text) and face.glyphs.issuperset(text)):
        return ()
    reach = face.width(words, run.size)
    if not fits_in(reach, width):
        return ()
    whole = reach if words is text else reach + face.width(" ", run.size)
    return (Line((Piece(0.0, whole, text, face, run),), reach),)


def _known(runs: tuple[Run, ...]) -> Callable[[tuple[Run, ...], float], tuple[Line, ...]]:
    """Return how to break runs: those with links belong to their document alone, and are not remembered."""
    return _broken if any(run.target for run in runs) else _remembered


def _broken(runs: tuple[Run, ...], width: float) -> tuple[Line, ...]:
    lines: list[Line] = []
    waiting: list[_Chunk] = []
    reach = 0.0
    for chunk in _fitted(_chunks(runs), width):
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


_remembered = remembered(2048)(_broken)
"""Notes, sources and definitions are the same in all documents of a batch."""


def _chunks(runs: Iterable[Run]) -> Iterator[_Chunk]:
    """Yield the chunks of the runs; a word may be made of several runs."""
    parts: list[_Part] = []
    for run in runs:
        for text, ending in _words(run.text):
            if text:
                parts += _parts(text, run)
            if ending:
                yield _chunk(parts, None if ending == BREAK else _space(run, ending), ends_line=ending == LINE)
                parts = []
    if parts:
        yield _chunk(parts, None)


SPACE, LINE, BREAK = " ", "\n", "-"
"""What may end a word: a space, an intended end of the line, a place where a line may end without a space."""


@remembered(4096)  # words of a text are asked for at every width that is tried, and again in the next document
def _words(text: str) -> tuple[tuple[str, str], ...]:
    """Return the words of a text, each with what ends it; nothing ends the last one, which may go on."""
    words: list[tuple[str, str]] = []
    pieces = SPACES.split(normalize("NFC", text))
    for token, space in zip(pieces[::2], [*pieces[1::2], ""], strict=True):
        whole = token if token.isascii() else _with_breaks(token)
        *parts, last = BREAKABLE.split(whole)
        words += ((part, BREAK) for part in parts)
        words.append((last, LINE if "\n" in space else SPACE if space else ""))
    return tuple(words)


def _with_breaks(token: str) -> str:
    """Return the word with a zero-width space between wide characters, where a line may end."""
    if not any(east_asian_width(char) in "WF" for char in token):
        return token
    return "".join(f"\u200b{char}" if index and _is_wide(char) else char for index, char in enumerate(token))


def _is_wide(char: str) -> bool:
    return east_asian_width(char) in "WF" and char not in "、。，．！？：；）」』】》"


def _parts(text: str, run: Run) -> list[_Part]:
    if text.isascii() and text.isprintable():
        # every face has these: nearly all words
        return [(run.face, text, run, run.face.width(text, run.size))]
    shown = text[:-1].replace(SOFT_HYPHEN, "") + text[-1:].replace("\u200b", "")
    return [(face, piece, run, face.width(piece, run.size)) for face, piece in pieces(shown, run.face)]


def _space(run: Run, ending: str) -> _Part:
    """Return the space between two words; however long in the source, it is one."""
    return (run.face, " ", run, 0.0 if ending == LINE else run.face.width(" ", run.size))


def _chunk(parts: Sequence[_Part], space: _Part | None, *, ends_line: bool = False) -> _Chunk:
    width = parts[0][3] if len(parts) == 1 else fsum(part[3] for part in parts)
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
    parts: list[_Part] = []
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
    placed: list[tuple[float, list[str], Face, Run]] = []
    widths: list[float] = []
    reach = width = 0.0
    for index, chunk in enumerate(chunks):
        is_last = index == len(chunks) - 1
        for face, text, run, advance in (*chunk.parts, *((chunk.space,) if chunk.space else ())):
            if text.endswith(SOFT_HYPHEN) and not is_last:
                text, advance = text[:-1], face.width(text[:-1], run.size)
            if placed and placed[-1][2] is face and placed[-1][3] is run:
                placed[-1][1].append(text)
                widths[-1] += advance
            else:
                placed.append((reach, [text], face, run))
                widths.append(advance)
            reach += advance
        if chunk.parts:
            width = reach - (chunk.space[3] if chunk.space else 0.0)
    pieces = zip(placed, widths, strict=True)
    return Line(tuple(Piece(x, wide, "".join(words), face, run) for (x, words, face, run), wide in pieces), width)
