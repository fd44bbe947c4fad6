"""`reportgen new`: from a file as somebody keeps it to a project that builds."""

from __future__ import annotations

import json
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, Annotated

import typer

from reportgen.bounded import is_unseen, what_is_unseen
from reportgen.cli.asking import answers_to, may_ask, require_answers
from reportgen.cli.columns import columns
from reportgen.cli.messages import doubtful, print_lines, say, sum_in_words
from reportgen.errors import UsageError, did_you_mean
from reportgen.language import known_language

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reportgen.intake import Answers, Understanding
    from reportgen.intake.columns import Column
    from reportgen.intake.sources import Source

SHOWN = 40
"""Characters of a head or an example in the table of columns."""
MANY = 30
"""Columns of the same role in a row that are told as one line."""


def new(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="The project, a folder that is not there yet.")],
    given: Annotated[
        list[str],
        typer.Option("--from", metavar="FILE", help="Table, folder of them, database or its address. Repeatable."),
    ],
    sheet: Annotated[str, typer.Option("--sheet", metavar="NAME", help="Which sheet or table of the file.")] = "",
    query: Annotated[str, typer.Option("--sql", metavar="QUERY", help="What to ask a database.")] = "",
    answers: Annotated[
        Path | None, typer.Option("--answers", metavar="FILE", help="Answers to what is doubtful, as TOML.")
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Take the likeliest answers, and say so.")] = False,
    title: Annotated[str, typer.Option("--title", metavar="TEXT", help="What the figures are about.")] = "",
    organisation: Annotated[str, typer.Option("--organisation", metavar="NAME", help="Whose figures these are.")] = "",
    compiled_by: Annotated[str, typer.Option("--compiled-by", metavar="NAME", help="Who makes the documents.")] = "",
    language: Annotated[
        str, typer.Option("--language", metavar="TAG", help="Of the reports, as de or es-US.", show_default="en")
    ] = "",
    issues: Annotated[
        Path | None,
        typer.Option("--issues", metavar="FILE", help="Write the table back as .xlsx, with what is doubtful or wrong."),
    ] = None,
    log_json: Annotated[bool, typer.Option("--log-json", help="Say everything as JSON.")] = False,
) -> int:
    """Make a project from a file of figures."""
    from reportgen.batch import begin_project, check_free
    from reportgen.intake import Answers, read_answers, read_source

    check_free(folder)
    for option, text in (("--title", title), ("--organisation", organisation), ("--compiled-by", compiled_by)):
        if is_unseen(text):
            told = f"`{option}`: expected a text, found {what_is_unseen(text)}"
            raise UsageError(told, hint="write it between quotes, or leave the option out")
    if language:
        known_language(language)
    known = read_answers(answers) if answers else Answers()
    said = {"title": title, "publisher": organisation}
    known = Answers({**known.given, **{key: text for key, text in said.items() if text}})
    source = read_source(given, sheet=sheet or known.get("sheet"), query=query)
    for line in source.told:
        say(line)
    found, answered = _understood(source, known, is_asking=may_ask() and not yes, is_told=not log_json)
    if log_json:
        print_lines(json.dumps(as_json_of(found), indent=1, ensure_ascii=False))
    if issues:
        _give_back(issues, found, source)
    require_answers(found.all_questions, file=found.file, is_yes=yes)
    begin_project(
        folder,
        found,
        source,
        organisation=organisation,
        compiled_by=compiled_by,
        language=language,
        answers=answered.given,
        tell=say,
    )
    say(f"{folder} is made; next: cd {quote(str(folder))} && reportgen build")
    return 0


def _give_back(path: Path, found: Understanding, source: Source) -> None:
    """Write the workbook with its issues into a file of its own; never over one that is there."""
    from reportgen.batch import write_new
    from reportgen.intake.issues import issues_of, loses_parts, with_issues

    content = next(iter(source.files.values()))
    write_new(path, with_issues(found, content))
    count = len(issues_of(found))
    say(f"{path}: {count:,} {'issue' if count == 1 else 'issues'}, on the last sheet and coloured in the table")
    if loses_parts(content):
        say(f"{path}: charts, pictures and pivot tables of {source.name} are not in it")


def as_json_of(found: Understanding) -> dict[str, object]:
    """Return what was understood as values of JSON."""
    from reportgen.intake.written import as_json

    return as_json(found)


def _understood(source: Source, given: Answers, *, is_asking: bool, is_told: bool) -> tuple[Understanding, Answers]:
    """Return what was understood of a source, with what was answered; what an answer changes is told anew."""
    from reportgen.intake import Answers, understand

    found = understand(source.sheet, file=source.name, answers=given)
    told: list[str] = []
    before: list[Answers] = []
    while is_asking and (questions := (*found.all_questions, *found.publisher_asked)):
        _tell(found, told)
        answers = answers_to(questions, may_go_back=bool(before))
        if answers is None:
            given = before.pop()
        else:
            before.append(given)
            given = Answers({**given.given, **answers})
        found = understand(source.sheet, file=source.name, answers=given)
    if is_told:
        _tell(found, told)
    unused = [key for key in given.unused() if key != "sheet"]
    if unused:
        known = [question.key for question in found.all_questions]
        raise UsageError(f"answer `{unused[0]}`: nothing of that name was asked", hint=did_you_mean(unused[0], known))
    return found, given


def _tell(found: Understanding, told: list[str]) -> None:
    """Tell what was understood, without what was told before; what was told is added to that."""
    parts = [part for part in _parts(found) if part not in told]
    if parts:
        print_lines(("\n" if told else "") + "\n\n".join(parts))
    told += parts


def _parts(found: Understanding) -> list[str]:
    """Return what was understood: title, account, columns with an example each, measures, and what is doubtful."""
    account = [*found.account.lines(), *_about_period(found)]
    title = f"{found.title}\npublished by: {found.publisher}" if found.publisher else found.title
    parts = [title, "\n".join(account), columns(_rows(found)), columns(_measures(found))]
    if found.proofs:
        parts.append("Sums\n" + "\n".join(f"  {sum_in_words(found, proof)}" for proof in found.proofs))
    if found.notes:
        parts.append(_about_notes(found))
    if found.all_questions:
        parts.append(doubtful(found.all_questions))
    return parts


def _about_period(found: Understanding) -> list[str]:
    """Return of which period all figures are where no column and no head says it, and what does."""
    from reportgen.periods import parse_period

    if not found.period_by or len(found.periods) != 1:
        return []
    return [f"all figures are of {parse_period(found.periods[0])}, {found.period_by}"]


def _about_notes(found: Understanding) -> str:
    """Return where the notes below the table are: those with a sign of figures, and those that part a series."""
    from reportgen.intake.legend import explained

    given = {fact.mark for fact in found.facts}
    tied = {remark.text for remark in found.sheet.remarks} | {
        text for mark, text in explained(found.notes).items() if mark in given
    }
    parting = {one.text for one in found.anew}
    parted = [note for note in found.notes if _has_any(note, parting)]
    carried = [note for note in found.notes if note not in parted and _has_any(note, tied)]
    rest = len(found.notes) - len(parted) - len(carried)
    lines = ["Notes below the table"]
    if parted:
        lines.append(
            f"  {len(parted):,} of a series that begins anew: nothing is compared across it, and they are printed there"
        )
    if carried:
        lines.append(
            f"  {len(carried):,} of signs beside figures: printed below the tables and charts with such figures"
        )
    if rest:
        lines.append(f"  {rest:,} of anything else: kept in sources/, and in no report until data/notes.csv has them")
    return "\n".join(lines)


def _has_any(note: str, texts: Iterable[str]) -> bool:
    """Say whether a note holds one of some texts, which may begin with a capital letter where it does not."""
    return any(text.casefold() in note.casefold() for text in texts)


def _rows(found: Understanding) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = [("column", "head", "taken for", "example", "why")]
    for run in _runs(found.columns):
        first, last = run[0], run[-1]
        letters = _letters(first.index) if first is last else f"{_letters(first.index)}-{_letters(last.index)}"
        head = first.head or "(none)"
        if first is not last:
            head = f"{first.measure or 'one measure'}: {first.period} to {last.period}"
        shown = f"{head[: SHOWN - 1]}…" if len(head) > SHOWN else head
        rows.append((letters, shown, first.role.value, first.example[:SHOWN], first.why))
    if len(rows) > MANY:
        half = MANY // 2
        rows[half:-half] = [("…", f"{len(rows) - 2 * half} more columns", "", "", "`--log-json` lists all")]
    return rows


def _runs(columns: Sequence[Column]) -> list[list[Column]]:
    """Return columns, those side by side as one that have the periods of one measure in their heads."""
    runs: list[list[Column]] = []
    for column in columns:
        before = runs[-1][-1] if runs else None
        if (
            before
            and before.period
            and column.period
            and (before.role, before.measure, before.member) == (column.role, column.measure, column.member)
        ):
            runs[-1].append(column)
        else:
            runs.append([column])
    return runs


def _letters(index: int) -> str:
    from reportgen.intake.sheet import column_letters

    return column_letters(index)


def _measures(found: Understanding) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = [
        ("measure", "unit", "why"),
        *((m.title, str(m.unit), m.unit.why) for m in found.measures[:MANY]),
    ]
    if len(found.measures) > MANY:
        rows.append((f"{len(found.measures) - MANY} more", "", ""))
    return rows
