"""Run a template's Jinja2 in a sandbox, with the text of the data escaped for Markdown."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import (
    FileSystemLoader,
    StrictUndefined,
    TemplateNotFound,
    TemplateSyntaxError,
    Undefined,
    UndefinedError,
)
from jinja2 import TemplateError as JinjaError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from reportgen.errors import ReportError, TemplateError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from types import TracebackType

    from jinja2 import Template

    from reportgen.template.reports import Report

Markdown = Markup
"""Text that is Markdown already; what a template prints besides it is escaped."""

MARKDOWN_CHARACTERS = re.compile(r"[\\`*_{}\[\]<>#|~&\"':]")
MISTAKES = (TypeError, ValueError, ArithmeticError, LookupError, RecursionError)
"""What an expression may raise when it asks for something impossible, such as dividing by zero."""


def escape_markdown(text: str) -> Markup:
    """Return text in which no character means anything to Markdown, nor to the YAML of a directive.

    Character references do both, where backslashes would end a quoted text of YAML.
    """
    return Markup(MARKDOWN_CHARACTERS.sub(lambda found: f"&#{ord(found[0])};", text))


def render(report: Report, text: str, variables: Mapping[str, Any], *, line: int = 1) -> str:
    """Return `text`, a part of the report that begins on `line` of its file, with its Jinja2 carried out.

    Texts from the data are escaped for Markdown; what a macro or a literal writes is Markdown already. Raises
    TemplateError with file and line for a syntax error, an undefined name, or a name that the data do not know.
    """
    try:
        return _compiled(report.folder, text).render(variables)
    except TemplateSyntaxError as error:
        raise TemplateError(
            str(error.message).lower(), where=_place(report, error.name, error.lineno, line=line)
        ) from error
    except UndefinedError as error:
        raise TemplateError(
            str(error.message),
            where=_traced(report, error.__traceback__, line),
            hint="see the names in docs/templates.md",
        ) from error
    except TemplateNotFound as error:
        raise TemplateError(
            f"expected a file `{error.name}` in the template folder, found none",
            where=_traced(report, error.__traceback__, line),
        ) from error
    except JinjaError as error:
        raise TemplateError(str(error), where=_traced(report, error.__traceback__, line)) from error
    except ReportError as error:
        if error.where:
            raise
        raise TemplateError(error.message, where=_traced(report, error.__traceback__, line), hint=error.hint) from error
    except MISTAKES as error:
        raise TemplateError(str(error).lower(), where=_traced(report, error.__traceback__, line)) from error


@cache
def _compiled(folder: Path, text: str) -> Template:
    """Compile a text once: the fact sheets of a batch share theirs, and compiling costs more than rendering."""
    return _environment(folder).from_string(text)


@cache
def _environment(folder: Path) -> ImmutableSandboxedEnvironment:
    return ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(folder),
        undefined=StrictUndefined,
        autoescape=True,
        finalize=_finalize,
        keep_trailing_newline=True,
    )


def _finalize(value: Any) -> Any:
    """Escape what comes from the data; a bare decimal number would be printed without its meaning."""
    if isinstance(value, Markup | Undefined):
        return value
    if hasattr(value, "__html__"):
        return Markup(value.__html__())
    if isinstance(value, float):
        raise TemplateError("a bare number cannot be printed", hint="print a figure or a change, which know their unit")
    if isinstance(value, str):
        return escape_markdown(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    raise TemplateError(
        f"a `{type(value).__name__}` cannot be printed", hint="print one of its parts, such as `.label` or `.percent`"
    )


def _place(report: Report, name: str | None, lineno: int, *, line: int) -> str:
    if name and name.endswith(".md"):
        return f"{report.folder.name}/{name}:{lineno}"
    return f"{report.where}:{lineno + line - 1}"


def _traced(report: Report, trace: TracebackType | None, line: int) -> str:
    """Return the innermost line of a template in the traceback, which Jinja2 has rewritten to template lines."""
    where = report.where
    while trace is not None:
        file = trace.tb_frame.f_code.co_filename
        if file == "<template>":
            where = f"{report.where}:{trace.tb_lineno + line - 1}"
        elif file.endswith(".md"):
            where = f"{report.folder.name}/{Path(file).relative_to(report.folder).as_posix()}:{trace.tb_lineno}"
        trace = trace.tb_next
    return where
