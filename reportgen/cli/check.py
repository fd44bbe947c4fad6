"""`reportgen check`: is the data valid, and do its sums hold."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Annotated

import typer

from reportgen import wording
from reportgen.breakdown import breakdown_members
from reportgen.cli.columns import columns
from reportgen.cli.here import data_here
from reportgen.cli.messages import print_lines
from reportgen.cli.options import Data
from reportgen.cli.usage import one_of
from reportgen.errors import DataError, ReportErrors

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from reportgen.audit import Check
    from reportgen.dataset import NoteRecord, Package

FORMS = ("table", "json", "csv")

HEADS = {
    "passed": "hold",
    "explained": "explained",
    "failed": "failed",
    "warning": "warnings",
    "skipped": "not counted",
}
"""The outcomes as the table of counts has them, and how it heads them."""

SECTIONS = {
    "failed": "Failed",
    "warning": "Not plausible",
    "explained": "Not by the printed digits, and why",
}
"""The outcomes that are told one by one, and how they are headed."""

FIRST = 20
"""Findings of one kind that are told one by one; of a mistake in all rows of a table, the first and how many more."""

SUMS_FOUND = "children"
"""The kind of check of a sum over places that no identity declares."""
ALSO_HIDE = "`reportgen suppress` proposes what else to hide, for a reader of your report can work it out, too"
CLOSER = "none has one value; whoever needs wider ranges names a figure of the same sum in `suppressed.csv`"
NOTED = ("comparability", "caveat", "source")
"""Kinds of notes that say what is at odds in the sources, or may mislead."""


def check(
    form: Annotated[str, typer.Option("--format", metavar="FORMAT", help="table, json or csv.")] = "table",
    data: Data = None,
) -> int:
    """Check the form and the sums of the data."""
    from reportgen.batch import answer_before, keep_answer

    one_of(form, FORMS, what="format")
    folder = data_here(data)
    known = answer_before(folder, form)
    text, code = known or _answer(folder, form)
    if not known:
        keep_answer(folder, form, text, code)
    print_lines(text)
    return code


def _answer(folder: Path, form: str) -> tuple[str, int]:
    """Return what is found, and the exit code. Raises what reading raises, and what frictionless finds wrong."""
    from reportgen.audit import audit, unexplained
    from reportgen.audit.telling import as_csv, as_records, missing_as_checks
    from reportgen.batch import errors_of
    from reportgen.dataset import read_package

    package = read_package(folder)
    errors = errors_of(folder)
    if errors:
        raise ReportErrors(errors)
    checks = audit(package)
    match form:
        case "json":
            records = as_records([*checks, *_remarks(package), *missing_as_checks(package)])
            text = json.dumps(records, indent=1, ensure_ascii=False)
        case "csv":
            text = as_csv([*checks, *_remarks(package), *missing_as_checks(package)])
        case _:
            text = f"{_headed(package)}\n{_as_table(checks, package)}"
    return text, DataError.exit_code if unexplained(checks) else 0


def _headed(package: Package) -> str:
    """Return what was read, and what was taken for granted of it."""
    version = f", version {package.version}" if package.version else ""
    count = len(package.rows)
    head = f"{package.title}{version}: {count:,} {wording.plural(count, 'figure', 'figures')}"
    granted = [f"  {each}" for each in package.granted]
    return "\n".join([head, *(["", "Taken for granted", *granted] if granted else ())])


def _as_table(checks: Sequence[Check], package: Package) -> str:
    """Return what was checked, with counts, then everything that does not hold by the printed digits, and the sum."""
    listed = [_listed(checks, outcome, package) for outcome in SECTIONS]
    listed += [_given_away(package), _narrowed(package), _noted(checks, package), _untested(checks), _missing(package)]
    end = [_looked_at(checks, package), _summary(checks), _verdict(checks)]
    return "\n".join(["", _counts(checks), *(text for text in listed if text), "", *end])


def _looked_at(checks: Sequence[Check], package: Package) -> str:
    """Return in a sentence what there was to check."""
    identities, figures = len(package.identities), len(package.rows)
    sums = sum(each.kind == SUMS_FOUND and each.outcome != "skipped" for each in checks)
    declared = f"{identities or 'no'} {wording.plural(identities, 'identity', 'identities')} declared"
    found = f"{sums or 'no'} {wording.plural(sums, 'sum', 'sums')} over places found besides"
    looked = f"{figures:,} {wording.plural(figures, 'figure', 'figures')} looked at for slips"
    return f"{declared}, {found}, {looked}"


def _remarks(package: Package) -> tuple[Check, ...]:
    from reportgen.audit import narrowed_checks, source_disclosures

    return (*source_disclosures(package), *narrowed_checks(package))


def _given_away(package: Package) -> str:
    """Return which figures the source hides and gives away, where the package hides none itself."""
    from reportgen.audit import source_disclosures

    return _remarked("Hidden by the source, and given away by it", source_disclosures(package), package, ALSO_HIDE)


def _narrowed(package: Package) -> str:
    """Return which hidden figures are known more closely than their rule says."""
    from reportgen.audit import narrowed_checks

    return _remarked("Hidden by a rule, and known more closely than it", narrowed_checks(package), package, CLOSER)


def _remarked(head: str, found: Sequence[Check], package: Package, hint: str) -> str:
    lines = [_described(each, package) for each in found[:FIRST]]
    more = len(found) - FIRST
    lines += [f"    and {more:,} more; `--format csv` lists them all"] if more > 0 else []
    return "\n".join([f"\n{head}", *lines, f"    {hint}"]) if found else ""


def _missing(package: Package) -> str:
    """Return which rows some place lacks that most of the others have."""
    from reportgen.audit import missing_rows

    found = missing_rows(package)
    lines = [f"  {each}" for each in found[:FIRST]]
    more = len(found) - FIRST
    lines += [f"  and the same of {more:,} more"] if more > 0 else []
    return "\n".join(["\nRows that most places have and others lack", *lines]) if found else ""


def _summary(checks: Sequence[Check]) -> str:
    """Return in a sentence how many checks could fail, and what they came to."""
    counts = Counter(str(each.outcome) for each in checks)
    can_fail, skipped = len(checks) - counts["skipped"], counts["skipped"]
    said = [
        f"{counts['passed']:,} {wording.plural(counts['passed'], 'holds', 'hold')} by the printed digits",
        *([f"{counts['explained']:,} do not and are explained"] if counts["explained"] else []),
    ]
    checked = f"{can_fail:,} {wording.plural(can_fail, 'check', 'checks')} can fail: {', '.join(said)}"
    return f"{checked}; {skipped:,} cannot fail and are not counted" if skipped else checked


def _verdict(checks: Sequence[Check]) -> str:
    from reportgen.audit import unexplained

    open_checks = len(unexplained(checks))
    if open_checks:
        hint = "correct what is wrong, or say in `exceptions.csv` why it is so"
        return f"{open_checks:,} {wording.plural(open_checks, 'is', 'are')} not explained: {hint}"
    if all(each.outcome == "skipped" for each in checks):
        return "no arithmetic was checked: there is no identity and no sum that could fail"
    return "everything holds or is explained"


def _counts(checks: Sequence[Check]) -> str:
    from reportgen.audit.telling import named

    counts = Counter((each.identity, str(each.outcome)) for each in checks)
    totals = Counter(str(each.outcome) for each in checks)
    identities = dict.fromkeys(each.identity for each in checks)
    rows = [
        ("check", *HEADS.values()),
        *((named(identity), *(f"{counts[identity, outcome]:,}" for outcome in HEADS)) for identity in identities),
        ("all", *(f"{totals[outcome]:,}" for outcome in HEADS)),
    ]
    return columns(rows, right=range(1, len(HEADS) + 1))


def _listed(checks: Sequence[Check], outcome: str, package: Package) -> str:
    """Return a section: under each identity, in words, what was found."""
    from reportgen.audit.telling import in_words

    found = [each for each in checks if each.outcome == outcome]
    lines = [f"\n{SECTIONS[outcome]}"] if found else []
    for identity in dict.fromkeys(each.identity for each in found):
        own = [each for each in found if each.identity == identity]
        # what is explained was looked at one by one, and is read so
        most = len(own) if outcome == "explained" else FIRST
        lines += [f"\n  {in_words(own[0], package)}", *(_described(each, package) for each in own[:most])]
        if len(own) > most:
            lines.append(f"    and {len(own) - most:,} more; `--format csv` lists them all")
    return "\n".join(lines)


def _described(each: Check, package: Package) -> str:
    place = "" if each.place in ("", package.country) else each.place
    cell = ", ".join(filter(None, (str(each.year or ""), place, each.breakdown)))
    explanation = f"\n      {each.explanation}" if each.explanation else ""
    return f"    {each.where}: {each.identity}: {f'{cell}: ' if cell else ''}{each.message}{explanation}"


def _noted(checks: Sequence[Check], package: Package) -> str:
    """Return what notes say of the sources that no check above has shown."""
    shown = [each for each in checks if each.outcome == "explained"]
    notes = [note for note in package.notes.values() if note.kind in NOTED and not _is_shown(note, shown)]
    return (
        "\n".join(["\nTold by notes, and tested by nothing", *(_note_line(note, package) for note in notes)])
        if notes
        else ""
    )


def _is_shown(note: NoteRecord, checks: Sequence[Check]) -> bool:
    """Return whether a check has the note as its reason, or is about a figure that the note is about."""
    return any(
        note.text == each.explanation
        or (
            note.indicator == each.indicator
            and (note.from_year or note.to_year) is not None
            and (note.from_year or 0) <= (each.year or 0) <= (note.to_year or each.year or 0)
            and note.dimension in ("", *breakdown_members(each.breakdown))
        )
        for each in checks
    )


def _note_line(note: NoteRecord, package: Package) -> str:
    """Return a note with what it is about, in the words of the data."""
    years = wording.year_span(note.from_year, note.to_year) if note.from_year and note.to_year else ""
    title = package.indicators[note.indicator].title if note.indicator in package.indicators else note.indicator
    member = package.label(note.dimension, note.member) if note.dimension and note.member else ""
    about = ", ".join(filter(None, (title, member, years)))
    return f"  {about}: {note.text}" if about else f"  {note.text}"


def _untested(checks: Sequence[Check]) -> str:
    """Return which identities have cells that cannot fail, and why."""
    from reportgen.audit.telling import named

    found = Counter((each.identity, each.message) for each in checks if each.outcome == "skipped")
    rows = [(f"  {named(identity)}", f"{count:,}", message) for (identity, message), count in found.items()]
    return "\n".join(["\nNot counted", columns(rows, right=(1,))]) if rows else ""
