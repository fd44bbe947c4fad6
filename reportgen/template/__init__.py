"""Templates: Markdown with Jinja2 and directives, and the themes beside them; no other module knows these libraries."""

from reportgen.template.markdown import Directive, Element, parse_inlines, parse_markdown
from reportgen.template.render import Markdown, escape_markdown, render
from reportgen.template.reports import Report, read_reports
from reportgen.template.themes import read_theme

__all__ = [
    "Directive",
    "Element",
    "Markdown",
    "Report",
    "escape_markdown",
    "parse_inlines",
    "parse_markdown",
    "read_reports",
    "read_theme",
    "render",
]
