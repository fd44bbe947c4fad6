"""The kinds of charts: a table of rooms, each with all that is known of one kind.

A room is a package of seven modules, each with a function of its name; a new kind is a room and an entry here.

| module | function | may know |
|---|---|---|
| `values` | the frozen values, a `Chart` that checks itself | the document |
| `ask` | `ask(scope, options)`: the values asked for; `OPTIONS`, their names | compose |
| `resolve` | `resolve(chart, theme, width)`: everything that is decided about a drawing | theme, charts |
| `draw` | `draw(resolved, theme)`: a `Recording`, for PDF, SVG and pictures | theme, charts |
| `word` | `word(resolved, theme)`: charts of Word; none where Word has no such | the Word builder |
| `tell` | `tell(chart)`: alternative text; `table(chart)`: the values as a table | wording |
| `spots` | `spots(resolved)`: where each value is, and what is said of it when somebody points at it | wording |

Modules are loaded when they are used, so that composing loads no builder, and a builder no composer.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from reportgen.charts.recording import Recording
    from reportgen.document.charts import Chart
    from reportgen.exhibits.own.functions import ChartFile
    from reportgen.exhibits.told import Spot, Telling, ValueTable
    from reportgen.theme import Theme


class Resolved(Protocol):
    """What every resolved chart has; all else is the room's own."""

    @property
    def chart(self) -> Chart:
        """The values."""

    @property
    def width(self) -> float:
        """Width in points."""

    @property
    def height(self) -> float:
        """Height in points."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of chart: its name in templates, and the package of its modules."""

    name: str
    room: str

    def _function(self, module: str, function: str) -> Any:
        return getattr(import_module(f"{self.room}.{module}"), function)

    @property
    def ask(self) -> Callable[..., Any]:
        """Return what turns a scope and options into a `Drawn`, or None where there is too little to draw."""
        found: Callable[..., Any] = self._function("ask", "ask")
        return found

    @property
    def options(self) -> tuple[str, ...]:
        """Return the names of the options that `ask` understands, beside those of every figure."""
        found: tuple[str, ...] = self._function("ask", "OPTIONS")
        return found

    def resolve(self, chart: Chart, theme: Theme, width: float) -> Resolved:
        """Return everything that is decided about the drawing of a chart, `width` points wide."""
        found: Resolved = self._function("resolve", "resolve")(chart, theme, width)
        return found

    def draw(self, resolved: Resolved, theme: Theme) -> Recording:
        """Return a resolved chart, drawn."""
        found: Recording = self._function("draw", "draw")(resolved, theme)
        return found

    def word(self, resolved: Resolved, theme: Theme) -> tuple[Any, ...]:
        """Return a resolved chart as charts of Word (`NativeChart`); none where Word has none of this kind."""
        found: tuple[Any, ...] = self._function("word", "word")(resolved, theme)
        return found

    def spots(self, resolved: Resolved) -> tuple[Spot, ...]:
        """Return where the values of a resolved chart are, and what is said of each."""
        found: tuple[Spot, ...] = self._function("spots", "spots")(resolved)
        return found

    def tell(self, chart: Chart) -> list[Telling]:
        """Return the chart in words, from the fullest telling to the shortest."""
        found: list[Telling] = self._function("tell", "tell")(chart)
        return found

    def table(self, chart: Chart) -> ValueTable:
        """Return the values of a chart as the rows of a table."""
        found: ValueTable = self._function("tell", "table")(chart)
        return found


def _kinds(*kinds: Kind) -> dict[str, Kind]:
    return {kind.name: kind for kind in kinds}


KINDS = _kinds(
    Kind("line", "reportgen.exhibits.line"),
    Kind("bars", "reportgen.exhibits.bars"),
    Kind("shares", "reportgen.exhibits.shares"),
    Kind("multiples", "reportgen.exhibits.multiples"),
    Kind("columns", "reportgen.exhibits.columns"),
    Kind("dots", "reportgen.exhibits.dots"),
    Kind("panels", "reportgen.exhibits.panels"),
    Kind("ranking", "reportgen.exhibits.ranking"),
    Kind("map", "reportgen.exhibits.tile_map"),
)
"""Every kind that comes along, by the name that templates give it and that its values carry."""


OWN = "reportgen.exhibits.own"
"""The room of charts that a user's own functions draw; their kinds are not in the table but come from outside."""


def kind_named(name: str, files: Sequence[ChartFile] = ()) -> Kind | None:
    """Return the kind that a template names: one that comes along, else a function of a user; None where there is none.

    Files and packages of users are only looked at for a name that is not in the table. Raises TemplateError or
    UsageError when the function is there, but cannot be loaded.
    """
    if name in KINDS:
        return KINDS[name]
    from reportgen.exhibits.own.functions import function_named  # asks for installed packages; only when needed

    return Kind(name, OWN) if function_named(name, files) else None


def kind_names(files: Sequence[ChartFile] = ()) -> tuple[str, ...]:
    """Return the names of all kinds that a template may name."""
    from reportgen.exhibits.own.functions import function_names  # as above

    return (*KINDS, *function_names(files))


def kind_of(chart: Chart) -> Kind:
    """Return the kind of a chart's values."""
    return KINDS.get(chart.kind) or Kind(chart.kind, OWN)
