"""Call the function that draws a chart, and take over what it drew."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from reportgen.charts.figure import CannotBeHeld, record_figure
from reportgen.charts.house_style import POINTS_PER_INCH, Figure, house_style
from reportgen.charts.recording import scaled
from reportgen.errors import BuildError
from reportgen.exhibits.own.frame import value_frame
from reportgen.exhibits.own.functions import described, function_of, line_of
from reportgen.exhibits.own.look import look_of
from reportgen.lengths import fits_in

if TYPE_CHECKING:
    from reportgen.charts.recording import Recording
    from reportgen.exhibits.own.functions import OwnFunction
    from reportgen.exhibits.own.look import Look
    from reportgen.exhibits.own.values import OwnChart
    from reportgen.theme import Theme

TALLEST = 0.8
"""Of the page's content: a caption, notes and a source have to stand with a figure."""
ROUNDING = 0.1
"""Points by which a figure may be too wide: its size was given in inches."""


@dataclass(frozen=True, slots=True)
class ResolvedOwn:
    """A chart as its function drew it."""

    chart: OwnChart
    width: float
    recording: Recording

    @property
    def height(self) -> float:
        """That of what was drawn."""
        return self.recording.height


def resolve(chart: OwnChart, theme: Theme, width: float) -> ResolvedOwn:
    """Return what the function of a chart draws from its values.

    In a column of Word that is too narrow for it, it is drawn as on the page and made smaller. Raises BuildError when
    the function raises an error itself, returns no figure, or one that cannot be taken over.
    """
    page = theme.page.content_width
    try:
        return ResolvedOwn(chart, width, _recorded(chart, theme, width))
    except BuildError:
        if fits_in(page, width):
            raise
    return ResolvedOwn(chart, width, scaled(_recorded(chart, theme, page), width / page))


def _recorded(chart: OwnChart, theme: Theme, width: float) -> Recording:
    function = function_of(chart.function, chart.version)
    look = look_of(theme, width, theme.page.content_height * TALLEST)
    with house_style(theme):
        figure = _figure(function, chart, look)
        try:
            return record_figure(figure, theme.faces)
        except CannotBeHeld as refused:
            raise _error(function, chart, str(refused), hint=refused.hint) from refused
        except Exception as error:  # matplotlib draws late, and what it was given wrong comes out now
            raise _error(function, chart, f"the figure cannot be drawn: {described(error)}") from error


def _figure(function: OwnFunction, chart: OwnChart, look: Look) -> Figure:
    """Return the figure that a function makes. Raises BuildError for anything else."""
    try:
        made = function.call(value_frame(chart), look)
    except (Exception, SystemExit) as error:
        place = line_of(error, function.place.rpartition(":")[0])
        raise _error(function, chart, described(error), place=place) from error
    if not isinstance(made, Figure):
        raise _error(
            function,
            chart,
            f"expected a matplotlib `Figure`, found {_named(made)}",
            hint="end the function with `return figure`",
        )
    _check_size(made, function, chart, look)
    return made


def _named(made: Any) -> str:
    return "nothing" if made is None else f"`{type(made).__name__}`"


def _check_size(figure: Figure, function: OwnFunction, chart: OwnChart, look: Look) -> None:
    """Raise BuildError for a figure that does not fit the page."""
    sizes = zip(figure.get_size_inches(), (look.width, look.height), ("wide", "high"), strict=True)
    for inches, most, word in sizes:
        points = float(inches) * POINTS_PER_INCH
        if not 0 < points <= most + ROUNDING:
            raise _error(
                function,
                chart,
                f"the figure is {points:,.0f} points {word}; there is room for {most:,.0f}",
                hint="make it with `look.figure(height=…)`, which is as wide as the page",
            )


def _error(function: OwnFunction, chart: OwnChart, what: str, *, place: str = "", hint: str = "") -> BuildError:
    """Return an error with both places: the directive in the template, and the line of the function."""
    return BuildError(f"chart `{chart.function}` ({place or function.place}): {what}", where=chart.where, hint=hint)
