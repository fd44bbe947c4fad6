"""`reportgen verify`: are the files of a folder those that were made, and would they be made the same today."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reportgen.cli.columns import columns
from reportgen.cli.here import data_here, templates_here
from reportgen.cli.messages import print_lines, show_error
from reportgen.cli.options import Charts, Data, Templates
from reportgen.errors import BuildError, DataError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reportgen.batch import Finding


def verify(
    out: Annotated[str, typer.Argument(metavar="DIR", help="Folder that was built into, or its URL.")] = "build",
    is_rebuilt: Annotated[
        bool, typer.Option("--rebuild", help="Make each document again, elsewhere, and compare the bytes.")
    ] = False,
    with_numbers: Annotated[
        bool, typer.Option("--numbers", help="Read each document: does it say the numbers of its trace, and no others.")
    ] = False,
    data: Data = None,
    templates: Templates = None,
    docx_template: Annotated[
        Path | None, typer.Option("--docx-template", metavar="FILE", help="Word file that was built with.")
    ] = None,
    charts: Charts = None,
    jobs: Annotated[
        int, typer.Option("--jobs", metavar="N", min=0, help="Processes.", show_default="as many as help")
    ] = 0,
) -> int:
    """Compare the files of a folder with the record of how they were made."""
    from reportgen.batch import (
        Way,
        by_record,
        prove_numbers,
        read_record,
        rebuild,
        store_at,
        verify_files,
    )  # Jinja2 and all else that makes reports

    store = store_at(out)
    manifest = read_record(store)
    code = _say(verify_files(store, manifest), f"compared with the record of {out}")
    if not (is_rebuilt or with_numbers):
        return code
    request = by_record(
        data_here(data), templates_here(templates, data), docx_template=docx_template, charts=charts or ()
    )
    if with_numbers:
        code = max(code, _say(prove_numbers(store, manifest, request), "read, and compared with their traces"))
    if is_rebuilt:
        found = rebuild(manifest, request, Way(jobs=jobs, warn=show_error))
        code = max(code, _say(found, "made again from data and templates"))
    return code


def _coverage(digits: Counter[str]) -> str:
    """Return how many sequences of digits are known, and what they are."""
    total = sum(digits.values())
    known = total - digits[""]
    kinds = ", ".join(f"{kind} {count:,}" for kind, count in digits.most_common() if kind)
    share = int(1000 * known / total) / 10  # 100 only where it is all of them
    return f"{known:,} of {total:,} sequences of digits in them are known, {share:g}%: {kinds}"


def _say(findings: Iterable[Finding], how: str) -> int:
    """Print what is not as it should be, and the counts; return the exit code."""
    found = tuple(findings)
    wrong = [(each.name, each.state, each.reason) for each in sorted(found, key=str) if each.state != "whole"]
    if wrong:
        print_lines(columns(wrong))
    counts = Counter(each.state for each in found)
    words = ", ".join(f"{count:,} {state}" for state, count in sorted(counts.items()))
    print_lines(f"{len(found):,} {'file' if len(found) == 1 else 'files'} {how}: {words}")
    digits = sum((Counter(dict(each.digits)) for each in found), Counter[str]())
    if digits:
        print_lines(_coverage(digits))
    states = {each.state for each in found}
    if states == {"older"}:
        return DataError.exit_code  # nothing was judged
    return BuildError.exit_code if states - {"whole", "older"} else 0
