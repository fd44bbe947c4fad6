"""Turn a chart directive into a Figure: values, words and small print."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reportgen.compose.exhibits import (
    caption,
    figure_notes,
    free_lines,
    mark_lines,
    note_lines,
    package_notes,
    source_line,
)
from reportgen.compose.notes import with_marks
from reportgen.compose.options import check_options, directive_options
from reportgen.document import Figure, Text, plain_text
from reportgen.errors import TemplateError, did_you_mean
from reportgen.exhibits import in_words, kind_named, kind_names
from reportgen.language import say
from reportgen.wording import capitalised, list_of, year_span

if TYPE_CHECKING:
    from reportgen.compose.charts.drawn import Drawn
    from reportgen.compose.options import Options
    from reportgen.compose.scope import Scope
    from reportgen.document import Caption, NoteLine
    from reportgen.exhibits import Kind
    from reportgen.template import Directive

COMMON = ("kind", "headline", "subtitle", "notes")


def figure(scope: Scope, directive: Directive) -> tuple[Figure, ...]:
    """Return the figure that a directive asks for; none when the range has too few values to draw.

    Raises TemplateError for an unknown kind or option.
    """
    # the kind first: it says which other options there are
    named = check_options(directive.options, tuple(directive.options or ()), where=directive.where)
    kind = _kind(scope, named)
    options = directive_options(directive, (*COMMON, *kind.options))
    drawn = kind.ask(scope, options)
    return () if drawn is None else (_figure(scope, directive, options, drawn),)


def _kind(scope: Scope, named: Options) -> Kind:
    """Return the kind that a directive names. Raises TemplateError when there is none, or it cannot be loaded."""
    name = named.text("kind")
    try:
        kind = kind_named(name, scope.charts)
        names = () if kind else kind_names(scope.charts)
    except TemplateError as error:
        raise TemplateError(error.message, where=named.where, hint=error.hint) from error
    if kind is None:
        hint = did_you_mean(name, names)
        more = "" if hint.startswith("did") else "; the file of a chart of your own is named with `--charts`"
        raise TemplateError(f"option `kind`: unknown `{name}`", where=named.where, hint=hint + more)
    return kind


def _figure(scope: Scope, directive: Directive, options: Options, drawn: Drawn) -> Figure:
    head = _saying(_with_money(caption("Figure", options), drawn), drawn.said)
    headline, subtitle = plain_text(head.headline), plain_text(head.subtitle)
    alt, told = in_words(drawn.chart, span=_span(drawn), headline=headline, subtitle=subtitle)
    made = Figure(
        anchor=directive.name,
        caption=head,
        chart=drawn.chart,
        alt=alt,
        notes=(
            *drawn.lines,
            *_further_notes(scope, drawn, noted=options.flag("noted", default=True)),
            *mark_lines(scope, drawn.shown),
            *free_lines(options),
        ),
        source=source_line(scope, drawn.shown),
        telling=told,
    )
    return with_marks(scope, made)


def _span(drawn: Drawn) -> str:
    """Return the years of what is drawn; nothing where it has none."""
    years = [figure.year for figure in drawn.shown.figures]
    return year_span(min(years), max(years)) if years else ""


def _with_money(head: Caption, drawn: Drawn) -> Caption:
    """Return a caption that says in which money amounts are, where it is said in words and so not at each value."""
    units = {figure.indicator.measured_in for figure in drawn.shown.figures}
    words = {unit.symbol for unit in units if unit.symbol != unit.axis_symbol}
    unsaid = sorted(each for each in words if each not in f"{plain_text(head.headline)} {plain_text(head.subtitle)}")
    return _saying(head, say("in {unit}", unit=list_of(unsaid))) if unsaid else head


def _saying(head: Caption, said: str) -> Caption:
    """Return a caption whose subtitle ends with what has to be said of the drawing."""
    if not said:
        return head
    return replace(head, subtitle=(*head.subtitle, Text(f"; {said}" if head.subtitle else capitalised(said))))


def _further_notes(scope: Scope, drawn: Drawn, *, noted: bool) -> tuple[NoteLine, ...]:
    """Return the notes that apply to what is drawn, and that the kind of chart has not given itself.

    A chart that is not `noted` has only those on the whole package; its text says the others.
    """
    given = {line.lead for line in drawn.lines}
    notes = (*(figure_notes(scope, drawn.shown) if noted else ()), *package_notes(scope, drawn.shown))
    return note_lines(scope, [note for note in dict.fromkeys(notes) if note not in given])
