"""Charts of the user's own: read their files, and tell what may come from installed packages."""

from __future__ import annotations

import re
from os.path import isfile, realpath
from typing import TYPE_CHECKING

from reportgen.batch.gather import for_each
from reportgen.bounded import read_file, text_of, unreadable
from reportgen.errors import UsageError
from reportgen.exhibits import KINDS
from reportgen.exhibits.own.functions import ChartFile, functions_of, installed_versions, refuse_names_twice
from reportgen.limits import limits

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

DIRECTIVE = re.compile(rb"^:::\{chart\}.*?^:::\s*$", re.MULTILINE | re.DOTALL)
KIND = re.compile(rb"""(?:^|[{,])[ \t]*["']?kind["']?[ \t]*:[ \t]*["']?([^\s"',}]+)""", re.MULTILINE)
"""The kind of a chart, on a line of its own or in braces."""


def read_charts(paths: Sequence[Path]) -> tuple[ChartFile, ...]:
    """Return the files with functions that draw charts. Raises UsageError, or several together as ReportErrors."""
    # `resolve` fails for a link that leads back to itself
    once = {realpath(path): path for path in reversed(paths)}
    files = for_each(reversed(once.values()), _read)
    for_each(files, functions_of)
    refuse_names_twice(files, KINDS)
    return files


def _read(path: Path) -> ChartFile:
    # the path is asked first: a folder, a device or a pipe is no file of Python
    if not isfile(path):  # noqa: PTH113 - a name that no disk takes is none
        raise UsageError("cannot read the charts: no such file", where=str(path), hint="`--charts FILE.py`")
    try:
        content = read_file(path, most=limits().text_bytes)
    except OSError as error:
        raise unreadable(error, UsageError, where=str(path)) from error
    text = text_of(content, UsageError, where=str(path))
    return ChartFile(str(path), text.replace("\r\n", "\n").replace("\r", "\n"))


def installed_charts(templates: Iterable[bytes]) -> tuple[str, ...]:
    """Return the versions of installed packages with charts, if a template may want one of them.

    Asking for all that is installed takes longer than to see that nothing has changed, so it is done only where a
    chart is of a kind that does not come along, or of one that only its template can tell.
    """
    charts = (chart for text in templates for chart in DIRECTIVE.findall(text))
    kinds = (KIND.search(chart) for chart in charts)
    return () if all(kind and kind[1].decode(errors="replace") in KINDS for kind in kinds) else installed_versions()
