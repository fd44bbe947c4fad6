"""Rows of words that are the very same in many files: the values of a ranking, on all fact sheets of a batch.

What is written of them, on the page and as elements, depends on a few numbers only: which content of the page is the
first, which object is. These are the same in most sheets, too, so that for a batch it is written and compressed once;
it was a fourteenth of the time of a sheet.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen.builders.pdf.lettering import is_plain, literal
from reportgen.builders.pdf.objects import SMALLEST, deflated, printed
from reportgen.builders.pdf.structure import Rows
from reportgen.memory import remembered

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.builders.pdf.canvas import Voice
    from reportgen.builders.pdf.objects import Deflated
    from reportgen.builders.pdf.structure import Node
    from reportgen.builders.pdf.text import Line

    Placed = Sequence[tuple[Node, Line, float]]
    """The cells of a row: of each what its element is, its line, and where that begins."""


def is_plain_line(line: Line, voice: Voice) -> bool:
    """Say whether a line is all of one voice, and every letter of it has its own code."""
    return len(line.pieces) == 1 and line.pieces[0].face is voice.face and is_plain(line.pieces[0].text)


def plain_rows(tag: str, rows: Sequence[tuple[float, Placed]]) -> Rows:
    """Return rows of plain lines, each with the height of its base line; their elements have this tag."""
    kinds: dict[tuple[object, ...], Node] = {}
    found: list[tuple[tuple[Node, str, str], ...]] = []
    for y, cells in rows:
        written = []
        for node, line, x in cells:
            kind = kinds.setdefault((node.tag, node.attributes, node.language), node)
            text = f"BT\n1 0 0 1 {printed(x)} {printed(y)} Tm\n{literal(line.pieces[0].text)} Tj\nET"
            written.append((kind, f"/{kind.tag} <</MCID ", f">> BDC\n{text}\nEMC"))
        found.append(tuple(written))
    letters = frozenset(letter for _, cells in rows for _, line, _ in cells for letter in line.pieces[0].text)
    return Rows(tag, tuple(found), tuple(kinds.values()), sum(map(len, found)), letters)


@remembered(256)
def page_code(rows: Rows, first: int) -> Deflated:
    """Return what is written on the page, and the same compressed; the contents are counted from `first`."""
    cells = (cell for row in rows.cells for cell in row)
    code = "\n".join(f"{before}{number}{after}" for number, (_, before, after) in enumerate(cells, first))
    return deflated(f"\n{code}\n".encode("ascii"), SMALLEST)


@dataclass(frozen=True, slots=True)
class Written:
    """Rows as objects of a file."""

    bodies: tuple[str, ...]
    """Each row, followed by its cells."""
    kids: str
    """The rows, as the element above names them."""
    owners: str
    """The elements of the contents, one after the other."""


@remembered(256)
def written(rows: Rows, start: int, parent: int, sheet: int, first: int, described: tuple[str, ...]) -> Written:
    """Return the objects from the number `start` on, below the element `parent`.

    `sheet` is the object of the page, `first` the number of the first content there, and `described` what each of the
    kinds of cells says of itself.
    """
    said = dict(zip(map(id, rows.kinds), described, strict=True))
    bodies: list[str] = []
    kids: list[str] = []
    owners: list[str] = []
    for cells in rows.cells:
        number = start + len(bodies)
        own = [f"{each} 0 R" for each in range(number + 1, number + 1 + len(cells))]
        kids.append(f"{number} 0 R")
        bodies.append(f"<</S/{rows.tag}/P {parent} 0 R/K[{' '.join(own)}]>>")
        bodies += (
            f"<</S/{node.tag}/P {number} 0 R{said[id(node)]}/Pg {sheet} 0 R/K {content}>>"
            for content, (node, _, _) in enumerate(cells, first + len(owners))
        )
        owners += own
    return Written(tuple(bodies), " ".join(kids), " ".join(owners))
