"""The values of stacked columns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from reportgen.document.charts import Chart, Point


@dataclass(frozen=True, slots=True)
class Columns:
    """One part of a stacked column chart: its values over the years."""

    name: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class StackedColumns(Chart):
    """Columns over years, each stacked from its parts, with the total above; a missing year keeps its slot."""

    kind: ClassVar[str] = "columns"

    years: tuple[int, ...]
    parts: tuple[Columns, ...]
    """From the base line upwards."""
    totals: tuple[Point, ...]
