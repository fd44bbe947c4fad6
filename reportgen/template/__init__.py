"""Templates: Markdown with Jinja2 and directives, and the themes beside them; no other module knows these libraries."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from reportgen.template.reports import (
    Report,
    files_of_reports,
    read_report,
    read_reports,
    report_in,
    report_name,
    reports_in,
)
from reportgen.template.themes import read_theme

if TYPE_CHECKING:
    from reportgen.template.escaping import escape_markdown, without_guards
    from reportgen.template.markdown import (
        Directive,
        Element,
        Read,
        parse_inlines,
        parse_markdown,
        read_markdown,
        typed_lines,
    )
    from reportgen.template.marks import marking, resolved
    from reportgen.template.mended import Mended, render_mended
    from reportgen.template.rendering import Markdown, render
    from reportgen.template.slips import Slip, slips_in, slips_in_line

__all__ = [
    "Directive",
    "Element",
    "Markdown",
    "Mended",
    "Read",
    "Report",
    "Slip",
    "escape_markdown",
    "files_of_reports",
    "marking",
    "parse_inlines",
    "parse_markdown",
    "read_markdown",
    "read_report",
    "read_reports",
    "read_theme",
    "render",
    "render_mended",
    "report_in",
    "report_name",
    "reports_in",
    "resolved",
    "slips_in",
    "slips_in_line",
    "typed_lines",
    "without_guards",
]

WHEN_USED = {
    **dict.fromkeys(
        ("Directive", "Element", "Read", "parse_inlines", "parse_markdown", "read_markdown", "typed_lines"), "markdown"
    ),
    **dict.fromkeys(("Mended", "render_mended"), "mended"),
    **dict.fromkeys(("Slip", "slips_in", "slips_in_line"), "slips"),
    **dict.fromkeys(("Markdown", "render"), "rendering"),
    **dict.fromkeys(("marking", "resolved"), "marks"),
    **dict.fromkeys(("escape_markdown", "without_guards"), "escaping"),
}
"""What needs Jinja2 or the parser of Markdown, and where it is: only who composes a document waits for these."""


def __getattr__(name: str) -> Any:
    """Import what a document is composed with when it is first used and not before."""
    if name in WHEN_USED:
        return getattr(import_module(f"{__name__}.{WHEN_USED[name]}"), name)
    raise AttributeError(f"module `{__name__}` has no attribute `{name}`")
