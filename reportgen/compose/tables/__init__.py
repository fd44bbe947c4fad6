"""Turn a table directive into a Table: rows of members, of indicators, or two breakdowns crossed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.compose import phrases
from reportgen.compose.exhibits import (
    caption,
    correction_lines,
    free_lines,
    mark_lines,
    note_lines,
    package_notes,
    places_line,
    rounding_lines,
    source_line,
)
from reportgen.compose.notes import with_marks
from reportgen.compose.options import directive_options
from reportgen.compose.tables.cross import cross
from reportgen.compose.tables.indicators import OPTIONS as INDICATOR_OPTIONS
from reportgen.compose.tables.indicators import indicators
from reportgen.compose.tables.members import OPTIONS as MEMBER_OPTIONS
from reportgen.compose.tables.members import members
from reportgen.document import CrossReference, NoteLine, Table, Text
from reportgen.language import say

if TYPE_CHECKING:
    from collections.abc import Callable

    from reportgen.compose.options import Options
    from reportgen.compose.scope import Scope
    from reportgen.compose.tables.body import TableBody
    from reportgen.document import Inlines
    from reportgen.template import Directive

COMMON = ("kind", "headline", "subtitle", "notes", "notes-at", "dense", "source")
SOURCES = ("years", "places")
"""What the line of sources names: the reports by their years, or also the place in them."""


def table(scope: Scope, directive: Directive) -> tuple[Table, ...]:
    """Return the table that a directive asks for; none when nothing was published in the range.

    Raises TemplateError for an unknown kind or option.
    """
    kinds: dict[str, tuple[Callable[[Scope, Options], TableBody | None], tuple[str, ...]]] = {
        "members": (members, (*MEMBER_OPTIONS, "blocks")),
        "indicators": (indicators, INDICATOR_OPTIONS),
        "cross": (cross, ("figure", "rows", "columns", "head", "total")),
    }
    known = tuple(dict.fromkeys(name for _, names in kinds.values() for name in names))
    kind = directive_options(directive, (*COMMON, *known)).choice("kind", tuple(kinds))
    make, names = kinds[kind]
    options = directive_options(directive, (*COMMON, *names))
    body = make(scope, options)
    return () if body is None else (_table(scope, directive, options, body),)


def _table(scope: Scope, directive: Directive, options: Options, body: TableBody) -> Table:
    head = caption("Table", options)
    made = Table(
        anchor=directive.name,
        caption=head,
        columns=body.columns,
        head=body.head,
        rows=body.rows,
        notes=(
            *_small_print(scope, options, body),
            *rounding_lines(body.shown),
            *free_lines(options),
        ),
        source=_source(scope, options, body),
        dense=options.flag("dense"),
        blocks=options.count("blocks", 1),
        legend=body.legend,
    )
    return with_marks(scope, made)


def _source(scope: Scope, options: Options, body: TableBody) -> Inlines:
    line = source_line(scope, body.shown)
    if options.choice("source", SOURCES, "years") == "years":
        return line
    return (*line, Text(f" {places_line(scope, body.shown)}"))


def _small_print(scope: Scope, options: Options, body: TableBody) -> tuple[NoteLine, ...]:
    """Return the notes that a table refers to, and what its marks mean.

    `notes-at` names the heading under which the notes of a long table stand instead; the legend of all marks then
    follows the table, and only what it does not say is said here.
    """
    elsewhere = options.text("notes-at", "")
    if not elsewhere:
        notes = (*body.references, *package_notes(scope, body.shown))
        return (*note_lines(scope, notes), *mark_lines(scope, body.shown), *body.lines)
    pointer = (
        Text(say(phrases.NOTES_ELSEWHERE)),
        CrossReference(elsewhere, form="page", before=say("page ")),
        Text("."),
    )
    return (*((NoteLine(None, pointer),) if body.references else ()), *correction_lines(scope, body.shown))
