"""Run a template's Jinja2 in a sandbox, with the text of the data escaped for Markdown."""

from __future__ import annotations

import re
from contextlib import suppress
from functools import cache, lru_cache
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import TemplateError as JinjaError
from jinja2 import TemplateNotFound, TemplateSyntaxError, Undefined, UndefinedError
from markupsafe import Markup

from reportgen.bounded import place_of
from reportgen.errors import ReportError, TemplateError
from reportgen.limits import RAISE, limits
from reportgen.quantity import Counted
from reportgen.template.budget import BUDGET
from reportgen.template.compiled import kept_code
from reportgen.template.controls import check_controls
from reportgen.template.escaping import escape_markdown
from reportgen.template.jinja_words import in_our_words, opened_and_not_closed, slip_before
from reportgen.template.marks import marked, unmarked
from reportgen.template.parts import InParts, is_in_parts, parts_of
from reportgen.template.sandbox import SAFE_ENDING, Sandbox
from reportgen.template.things import not_printed
from reportgen.template.unknown import unknown_in_our_words

if TYPE_CHECKING:
    from collections.abc import Mapping
    from types import TracebackType

    from jinja2 import Template

    from reportgen.template.reports import Report

Markdown = Markup
"""Text that is Markdown already; what a template prints besides it is escaped."""

NEWLINE = re.compile(r"\r\n?")
MISTAKES = (
    TypeError, ValueError, ArithmeticError, LookupError, AttributeError, RecursionError, SyntaxError, MemoryError
)  # fmt: skip
"""What an expression may raise when it asks for something impossible, such as dividing by zero."""


def render(report: Report, text: str, variables: Mapping[str, Any], *, line: int = 1, goes_on: bool = False) -> str:
    """Return `text`, a part of the report that begins on `line` of its file, with its Jinja2 carried out.

    Texts from the data are escaped for Markdown; what a macro or a literal writes is Markdown already. Raises
    TemplateError with file and line for a syntax error, an undefined name, or a name that the data do not know. What
    `goes_on` after another text has only what that left of what a template may do.
    """
    if not goes_on:
        BUDGET.begin()
    try:
        # most settings of a report are plain text, in which there is nothing to carry out
        rendered = _compiled(report, text, line).render(variables) if "{" in text else NEWLINE.sub("\n", text)
        _check_size(report, rendered)
        check_controls(unmarked(rendered))
        return rendered
    except TemplateSyntaxError as error:
        raise _syntax_error(report, text, error, line=line) from error
    except UndefinedError as error:
        message, hint = unknown_in_our_words(str(error.message), variables)
        raise TemplateError(message, where=_traced(report, error.__traceback__, line), hint=hint) from error
    except TemplateNotFound as error:
        raise TemplateError(
            f"expected a file `{error.name}` in the template folder, found none",
            where=_traced(report, error.__traceback__, line),
            hint="name a file in the template folder, such as `macros/sentences.md`",
        ) from error
    except JinjaError as error:
        message, hint = in_our_words(str(error))
        raise TemplateError(message, where=_traced(report, error.__traceback__, line), hint=hint) from error
    except ReportError as error:
        if error.where:
            raise
        raise TemplateError(error.message, where=_traced(report, error.__traceback__, line), hint=error.hint) from error
    except RecursionError as error:
        raise TemplateError(
            "macros, files or brackets stand too deep in each other",
            where=_traced(report, error.__traceback__, line),
            hint="does a macro call itself, or a file include itself?",
        ) from error
    except MISTAKES as error:
        message, hint = in_our_words(error.msg if isinstance(error, SyntaxError) else str(error))
        raise TemplateError(message, where=_traced(report, error.__traceback__, line), hint=hint) from error


def _syntax_error(report: Report, text: str, error: TemplateSyntaxError, *, line: int) -> TemplateError:
    """Return what cannot be understood; where something is not closed, the place is where it was opened."""
    message, hint = in_our_words(str(error.message))
    lineno = error.lineno
    is_macros = bool(error.name and error.name.endswith(SAFE_ENDING))
    read = (error.source or "") if is_macros else text
    begun, slip, slip_hint = slip_before(read, lineno)
    if begun:
        lineno, message, hint = begun, slip, slip_hint
    elif "is not closed" in message:
        lineno = opened_and_not_closed(read) or lineno
    return TemplateError(message, where=_place(report, error.name, lineno, line=line), hint=hint)


def _check_size(report: Report, rendered: str) -> None:
    lines, characters = rendered.count("\n"), len(rendered)
    most = limits()
    if characters > most.rendered_characters or lines > most.rendered_lines:
        message = (
            f"the template becomes {characters:,} characters on {lines:,} lines, "
            f"expected at most {most.rendered_characters:,} on {most.rendered_lines:,}"
        )
        raise TemplateError(message, where=report.where, hint=RAISE)


def _compiled(report: Report, text: str, line: int) -> Template | InParts:
    language = report.language.partition("-")[0].lower()
    parts = parts_of(text) if is_in_parts() else ()
    if len(parts) > 1:
        with suppress(TemplateSyntaxError):  # the whole knows the line
            lines = accumulate((part.count("\n") for part in parts[:-1]), initial=0)
            return InParts(tuple(_part(report.folder, part, language) for part in parts), tuple(lines))
    if is_in_parts():
        return _part(report.folder, text, language)
    return _compiled_once(report.folder, f"{report.where}:{line}", text, language)


@lru_cache(maxsize=256)  # a report that is being written has another part with every key
def _part(folder: Path, text: str, language: str) -> Template:
    """Compile a part of a text, which is not kept for the next start."""
    return _environment(folder, language).from_string(text)


@lru_cache(maxsize=128)
def _compiled_once(folder: Path, where: str, text: str, language: str) -> Template:
    """Compile a text once: the fact sheets of a batch share theirs, and compiling costs more than rendering."""
    environment = _environment(folder, language)
    code = kept_code(environment, f"{folder}/{where}", text)
    # Jinja2 would give names that look through two mappings, one by one, whenever the text is carried out
    return environment.template_class.from_code(environment, code, dict(environment.globals))


@cache
def _environment(folder: Path, language: str) -> Sandbox:
    """Return the environment of a folder, with `sentences.de.md` and the like in place of `sentences.md` in German."""
    return Sandbox(folder, _finalize, language)


def _finalize(value: Any) -> Any:
    """Escape what comes from the data; a bare decimal number would be printed without its meaning."""
    if isinstance(value, Markup):
        BUDGET.spend(len(value))
        return value
    if isinstance(value, Undefined):
        return value
    if hasattr(value, "__html__"):
        return Markup(marked(value.__html__()))
    if isinstance(value, float):
        raise TemplateError("a bare number cannot be printed", hint="print a figure or a change, which know their unit")
    if isinstance(value, str):
        BUDGET.spend(len(value))
        return escape_markdown(value)
    if type(value) is Counted:
        return escape_markdown(str(value))
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    raise not_printed(value)


def _place(report: Report, name: str | None, lineno: int, *, line: int) -> str:
    if name and name.endswith(".md"):
        return f"{place_of(name, report.folder)}:{lineno}"
    return f"{report.where}:{lineno + line - 1}"


def line_of(error: ReportError, report: Report, line: int) -> int:
    """Return the line of the text, counted from 1, that an error of `render` comes from; 0 where that is not known.

    The error itself may name a file of macros: what asked them is on this line.
    """
    found = 0
    cause: BaseException | None = error
    while cause is not None:
        trace = cause.__traceback__
        while trace is not None:
            if trace.tb_frame.f_code.co_filename == "<template>":
                found = trace.tb_lineno
            trace = trace.tb_next
        cause = None if found else cause.__cause__
    if found:
        return found
    file, _, said = error.where.rpartition(":")
    return int(said) - line + 1 if file == report.where and said.isdecimal() else 0


def _traced(report: Report, trace: TracebackType | None, line: int) -> str:
    """Return the innermost line of a template in the traceback, which Jinja2 has rewritten to template lines.

    A line of the program's own macros is nobody's mistake: the line that asked them is.
    """
    where = report.where
    while trace is not None:
        file = trace.tb_frame.f_code.co_filename
        if file == "<template>":
            where = f"{report.where}:{trace.tb_lineno + line - 1}"
        elif file.endswith(SAFE_ENDING) and Path(file).is_relative_to(report.folder):
            name = Path(file).relative_to(report.folder).as_posix()
            where = f"{place_of(name, report.folder)}:{trace.tb_lineno}"
        trace = trace.tb_next
    return where
