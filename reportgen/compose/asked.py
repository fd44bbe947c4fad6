"""What was asked before about the figures of a range of years, kept for the next question and the next report."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from reportgen.language import spoken

if TYPE_CHECKING:
    from reportgen.compose.figures import FigureView, SeriesKey
    from reportgen.dataset import Package, SeriesBreak
    from reportgen.document import NoteDefinition, NoteLine, Value
    from reportgen.exhibits.bars.values import BarRow
    from reportgen.periods import Period
    from reportgen.quantity import Figures
    from reportgen.years import PeriodRange

Question = TypeVar("Question")
Answer = TypeVar("Answer")
MOST_RANGES = 8
"""Of years, of which the answers are kept."""
MOST_ANSWERS = 20_000
"""Of each kind that are kept; a batch of many places would otherwise keep those about all of them."""

MOST_RANKINGS = 64
"""Rankings of which the notes are kept; each is large, and few are the very same for several reports."""


class Noted(NamedTuple):
    """The notes on a series whose figures stand beside those of other places."""

    key: SeriesKey
    years: tuple[Period, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """Answers by their questions. None depends on the place that a report is about.

    A ranking and the sentences about it ask for the same figures of every place, and so does the next fact sheet.
    """

    figures: dict[tuple[SeriesKey, Period], FigureView] = field(default_factory=dict)
    members: dict[tuple[SeriesKey, object], tuple[SeriesKey, ...]] = field(default_factory=dict)
    published: dict[SeriesKey, tuple[Period, ...]] = field(default_factory=dict)
    years: dict[tuple[SeriesKey, ...], tuple[Period, ...]] = field(default_factory=dict)
    breaks: dict[SeriesKey, tuple[SeriesBreak, ...]] = field(default_factory=dict)
    notes: dict[tuple[object, ...], tuple[str, ...]] = field(default_factory=dict)
    """Notes on a series, before those that say the same are given one number."""
    sizes: dict[tuple[tuple[SeriesKey, ...], Period], tuple[FigureView, ...]] = field(default_factory=dict)
    """Figures of several series in a year, largest first."""
    sets: dict[tuple[object, ...], Figures] = field(default_factory=dict)
    """The cells of such figures, of which a rank or a count is."""
    drawn: dict[tuple[tuple[SeriesKey, ...], Period], tuple[Value, ...]] = field(default_factory=dict)
    """The same figures as a chart draws them beside each other."""
    ranked: dict[tuple[tuple[SeriesKey, ...], Period], tuple[BarRow, ...]] = field(default_factory=dict)
    """The same with the names of their places, where these do not depend on the place that a report is about."""
    definitions: dict[str, NoteDefinition] = field(default_factory=dict)
    """The notes that say the same in all documents: all but those on single figures."""
    noted: dict[tuple[object, ...], tuple[Noted, ...]] = field(default_factory=dict)
    """The notes on the very figures of a ranking, series by series."""
    unlisted: dict[tuple[object, ...], tuple[NoteLine, ...]] = field(default_factory=dict)
    """What is said of places without a figure, and of those that a chart does not show."""


def keep(answers: dict[Question, Answer], question: Question, answer: Answer, *, most: int | None = None) -> Answer:
    """Keep an answer and return it; `most` are kept, MOST_ANSWERS unless another number is named."""
    if len(answers) >= (MOST_ANSWERS if most is None else most):
        answers.clear()
    answers[question] = answer
    return answer


def asked_before(package: Package, years: PeriodRange) -> Asked:
    """Return what was asked about these years of the same package, in the language that is spoken."""
    question = (years, spoken())
    found: Asked | None = package.kept.get(question)
    if found is None:
        if len(package.kept) >= MOST_RANGES:
            package.kept.clear()
        found = package.kept[question] = Asked()
    return found
