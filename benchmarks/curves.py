"""How the cost of something grows with its size: as a row of a table, and as a curve."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from benchmarks.tables import markdown
from reportgen import exhibits
from reportgen.document import Point
from reportgen.exhibits.line.values import LINE_ROLES, Line, LineChart
from reportgen.resources import templates_folder
from reportgen.template import read_theme

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

HEAD = ("one more", "file", "sizes", "ms for each of them", "ms for one more", "last step to first")
LEVEL = 2.0
"""Times as much as at first, at eight times the size, below which a cost hardly grows: its steps are those of noise."""


@dataclass(frozen=True, slots=True)
class Growth:
    """Seconds by size, of one kind of growth."""

    unit: str
    name: str
    """Of the file with its curve."""
    kind: str
    sizes: tuple[int, ...]
    seconds: tuple[float, ...]

    @property
    def slope(self) -> float:
        """Seconds that one more costs, by least squares."""
        x, y = sum(self.sizes) / len(self.sizes), sum(self.seconds) / len(self.seconds)
        pairs = list(zip(self.sizes, self.seconds, strict=True))
        return sum((a - x) * (b - y) for a, b in pairs) / sum((a - x) ** 2 for a, _ in pairs)

    @property
    def bend(self) -> float:
        """How much more one more costs at the end than at the beginning; near 1 where the cost is linear."""
        (a, b, *_, y, z), (s, t, *_, v, w) = self.sizes, self.seconds
        return ((w - v) / (z - y)) / ((t - s) / (b - a))

    @property
    def is_level(self) -> bool:
        """Whether the largest hardly costs more than the smallest."""
        return max(self.seconds) < LEVEL * min(self.seconds)

    def row(self) -> tuple[str, ...]:
        """Return what `HEAD` says."""
        milliseconds = 1000 * self.slope
        return (
            self.unit,
            self.kind,
            ", ".join(f"{size:,}" if size >= 10_000 else str(size) for size in self.sizes),
            ", ".join(f"{1000 * seconds:.0f}" for seconds in self.seconds),
            f"{milliseconds:.{2 if milliseconds >= 0.1 else 3}f}",
            "level" if self.is_level else f"{self.bend:.1f}",
        )


def growths_table(found: Iterable[Growth]) -> str:
    """Return growths as a Markdown table."""
    return markdown(HEAD, [growth.row() for growth in found])


def drawn(found: Iterable[Growth], *, pictures: Path) -> list[str]:
    """Draw the growths of each name as curves in one picture; return the links to the pictures."""
    by_name: dict[str, list[Growth]] = {}
    for growth in found:
        by_name.setdefault(growth.name, []).append(growth)
    return [_drawn(name, growths, pictures) for name, growths in by_name.items()]


def _drawn(name: str, growths: Sequence[Growth], pictures: Path) -> str:
    is_long = max(seconds for growth in growths for seconds in growth.seconds) >= 1
    factor, unit = (1, "s") if is_long else (1000, "ms")
    curves = {growth.kind: [factor * seconds for seconds in growth.seconds] for growth in growths}
    return draw_curves(name, growths[0].sizes, curves, unit=unit, pictures=pictures)


def draw_curves(
    name: str, sizes: Sequence[int], curves: Mapping[str, Sequence[float]], *, unit: str, pictures: Path
) -> str:
    """Draw values over sizes, and return the link; a line chart takes any whole numbers for its years."""
    lines = [
        Line(title, _labelled_at_the_end(sizes, values, unit), role)
        for (title, values), role in zip(curves.items(), LINE_ROLES, strict=False)
    ]
    svg = exhibits.svg(LineChart(tuple(sizes), tuple(lines)), read_theme("default", templates_folder()))
    (pictures / f"growth-{name}.svg").write_text(svg, encoding="utf-8")
    ends = "; ".join(
        f"{title}: {_words(values[0], unit)} to {_words(values[-1], unit)}" for title, values in curves.items()
    )
    return f"![Time over {name}, {sizes[0]:,} to {sizes[-1]:,}. {ends}](images/growth-{name}.svg)"


def _labelled_at_the_end(sizes: Sequence[int], values: Sequence[float], unit: str) -> tuple[Point, ...]:
    *before, last = zip(sizes, values, strict=True)
    return (*(Point(size, value, "") for size, value in before), Point(*last, _words(last[1], unit)))


def _words(value: float, unit: str) -> str:
    return f"{value:.{1 if unit == 's' else 0}f} {unit}"
