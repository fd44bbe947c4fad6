"""`reportgen trace`: from a number in a finished document back to the cells of the data, and from a cell to numbers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reportgen.cli.here import data_here, templates_here
from reportgen.cli.messages import print_lines
from reportgen.cli.options import Charts, Data, Templates
from reportgen.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from reportgen.batch import Reopened
    from reportgen.trace import Printed

MOST_PLACES = 12
"""Of a number that stands in many, that are written out."""


def trace(
    file: Annotated[
        str,
        typer.Argument(metavar="FILE", help="Finished document, workbook or `index.html`; with --cell, also a folder."),
    ],
    number: Annotated[str, typer.Argument(metavar="[NUMBER]", help="As printed: `2.4%`.", show_default=False)] = "",
    page: Annotated[int, typer.Option("--page", metavar="N", min=0, help="Only on this page.", show_default=False)] = 0,
    table: Annotated[str, typer.Option("--table", metavar="T3", help="Only in this table or figure.")] = "",
    row: Annotated[str, typer.Option("--row", metavar="TEXT", help="Only in rows with these words.")] = "",
    column: Annotated[str, typer.Option("--column", metavar="TEXT", help="Only in columns with these words.")] = "",
    figure: Annotated[
        str, typer.Option("--figure", metavar="NAME", help="What comes from a figure: `name@2024{place=TX}`.")
    ] = "",
    cell: Annotated[str, typer.Option("--cell", metavar="FILE:LINE", help="What comes from a line of the data.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="As JSON, described in docs/trace.md.")] = False,
    data: Data = None,
    templates: Templates = None,
    docx_template: Annotated[
        Path | None, typer.Option("--docx-template", metavar="FILE", help="Word file that was built with.")
    ] = None,
    charts: Charts = None,
) -> int:
    """Tell where a number of a finished document comes from, by the record of how it was made."""
    if not any((number, table, row, column, figure, cell, page)):
        raise UsageError("expected a number, found none", hint='`reportgen trace report.pdf "2.4%"`, or `--table T3`')
    from reportgen.batch import by_record, traced  # Jinja2 and all else that makes reports
    from reportgen.trace import Question

    question = Question(number, table, row, column, figure, cell)
    request = by_record(
        data_here(data), templates_here(templates, data), docx_template=docx_template, charts=charts or ()
    )
    found = traced(file, question, request, page=page)
    if as_json:
        print_lines(json.dumps([each.as_values(printed) for each, printed in found], ensure_ascii=False, indent=1))
    else:
        print_lines("\n".join(_reached(found, cell) if cell else _told(found)))
    return 0


def _told(found: Sequence[tuple[Reopened, Sequence[Printed]]]) -> Iterator[str]:
    """Yield the numbers that were found, and how many they are."""
    for made, printed in found:
        yield from _numbers(made, printed)
    yield _counted(sum(len(printed) for _, printed in found), found[0][0].name)


def _numbers(made: Reopened, found: Sequence[Printed]) -> Iterator[str]:
    """Yield each number that was found, with its places and its origin; equal ones once."""
    from reportgen.trace import Ledger, origin_lines, place_words

    ledger = Ledger(made.package)
    groups: dict[tuple[int, str], list[Printed]] = {}
    for each in found:
        groups.setdefault((ledger.place_of(each.quantity), each.text), []).append(each)
    values = ledger.as_values()
    for (place, text), printed in groups.items():
        yield text
        places = list(dict.fromkeys(map(place_words, printed)))
        yield from (f"   in {words}" for words in places[:MOST_PLACES])
        if len(places) > MOST_PLACES:
            yield f"   and in {len(places) - MOST_PLACES:,} more places"
        yield from (f"   {line}" for line in origin_lines(values, place))
        yield ""


def _counted(count: int, name: str) -> str:
    return f"{count:,} {'number' if count == 1 else 'numbers'} in {name}"


def _reached(found: Iterable[tuple[Reopened, Sequence[Printed]]], cell: str) -> Iterator[str]:
    """Yield each document with the numbers that come from a cell."""
    from reportgen.trace import place_words

    total = documents = 0
    for made, printed in found:
        if printed:
            yield made.name
            yield from (f"   {each.text}   {place_words(each)}" for each in printed)
            total, documents = total + len(printed), documents + 1
    if total:
        where = f"{documents:,} {'document' if documents == 1 else 'documents'}"
        yield f"{total:,} {'number comes' if total == 1 else 'numbers come'} from {cell}, in {where}"
    else:
        yield f"no number comes from {cell}"
