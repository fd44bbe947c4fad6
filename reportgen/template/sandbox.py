"""Jinja2's sandbox with a budget: what a template may do, and how much of it.

Whatever makes a text, list or number longer is counted before it is done, and so is every pass through a loop and every
call; a clock of the processor counts what is left. What is not the same twice, and what turns a whole object into text,
is not there at all.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import FileSystemLoader, Template, TemplateNotFound, nodes
from jinja2.compiler import CodeGenerator
from jinja2.sandbox import ImmutableSandboxedEnvironment

from reportgen.bounded import place_of
from reportgen.errors import TemplateError
from reportgen.resources import inherited
from reportgen.template.budget import BUDGET, held
from reportgen.template.compiled import compiled
from reportgen.template.escaping import escaped_signs
from reportgen.template.files import read_text
from reportgen.template.filters import OPERATORS, filters, joined, joined_by, spend_on_method
from reportgen.template.unknown import Unknown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from jinja2.compiler import Frame
    from jinja2.environment import Environment, TemplateModule
    from jinja2.runtime import Context

BUILT_IN = (str, bytes, int, float, list, tuple, dict)
METHODS = frozenset(
    {
        "as_integer_ratio", "bit_length", "capitalize", "casefold", "center", "copy", "count", "endswith", "find",
        "get", "imag", "index", "is_integer", "isalnum", "isalpha", "isascii", "isdecimal", "isdigit", "islower",
        "isnumeric",
        "isspace", "istitle", "isupper", "items", "join", "keys", "ljust", "lower", "lstrip", "partition", "real",
        "removeprefix", "removesuffix", "replace", "rfind", "rindex", "rjust", "rpartition", "rsplit", "rstrip",
        "split", "splitlines", "startswith", "strip", "swapcase", "title", "upper", "values", "zfill",
    }
)  # fmt: skip
"""What a template may do with texts, numbers and lists by their own methods; the filters can do the rest."""
NOT_GLOBAL = ("cycler", "joiner", "lipsum")
"""Functions of Jinja2 of which the same holds."""
SAFE_ENDING = ".md"
MOST_ATTRIBUTES = 4096
"""Of which it is remembered whether they are safe."""


class _Compiler(CodeGenerator):
    """Jinja2's compiler, which also writes down where something is to be counted."""

    def blockvisit(self, nodes_: Iterable[nodes.Node], frame: Frame) -> None:
        body = list(nodes_)
        outputs = [node for node in body if isinstance(node, nodes.Output)]
        size = sum(len(each.data) for node in outputs for each in node.nodes if isinstance(each, nodes.TemplateData))
        self.writeline(f"environment.step({size})")
        super().blockvisit(body, frame)

    def visit_Concat(self, node: nodes.Concat, frame: Frame) -> None:  # noqa: N802
        self.write("environment.joined((")
        for each in node.nodes:
            self.visit(each, frame)
            self.write(", ")
        self.write(f"), {tuple(isinstance(each, nodes.Const) for each in node.nodes)!r})")

    def visit_Output(self, node: nodes.Output, frame: Frame) -> None:  # noqa: N802
        super().visit_Output(nodes.Output([_with_literals(each) for each in node.nodes], lineno=node.lineno), frame)

    def visit_List(self, node: nodes.List, frame: Frame) -> None:  # noqa: N802
        self._held(super().visit_List, node, frame)

    def visit_Tuple(self, node: nodes.Tuple, frame: Frame) -> None:  # noqa: N802
        # the names of `for a, b in …` are a tuple, too
        if node.ctx == "load":
            self._held(super().visit_Tuple, node, frame)
        else:
            super().visit_Tuple(node, frame)

    def visit_Dict(self, node: nodes.Dict, frame: Frame) -> None:  # noqa: N802
        self._held(super().visit_Dict, node, frame)

    def visit_Getitem(self, node: nodes.Getitem, frame: Frame) -> None:  # noqa: N802
        if isinstance(node.arg, nodes.Slice):
            self._held(super().visit_Getitem, node, frame)
        else:
            super().visit_Getitem(node, frame)

    def _held(self, visit: Callable[[Any, Frame], None], node: nodes.Expr, frame: Frame) -> None:
        self.write("environment.held(")
        visit(node, frame)
        self.write(")")


def _with_literals(node: nodes.Expr) -> nodes.Expr:
    """Return what is printed with the texts between which a condition chooses as the template's own, not the data's."""
    if isinstance(node, nodes.CondExpr):
        branches = [each and (_literal(each) or _with_literals(each)) for each in (node.expr1, node.expr2)]
        return nodes.CondExpr(node.test, *branches, lineno=node.lineno, environment=node.environment)
    return node


def _literal(node: nodes.Expr) -> nodes.Expr | None:
    if isinstance(node, nodes.Const) and isinstance(node.value, str):
        escaped = nodes.Const(escaped_signs(node.value), lineno=node.lineno)
        return nodes.MarkSafe(escaped, lineno=node.lineno, environment=node.environment)
    return None


class _Template(Template):
    """A template whose macros are made anew for each text that imports them, so that nothing is kept from another."""

    lines_before = 0
    """Lines of the text that stand before it, where it is a part of one."""

    def get_corresponding_lineno(self, lineno: int) -> int:
        """Return the line of the text for one of what it was compiled to."""
        return super().get_corresponding_lineno(lineno) + self.lines_before

    def _get_default_module(self, ctx: Context | None = None) -> TemplateModule:
        keys = ctx.globals_keys - self.globals.keys() if ctx is not None else ()
        return self.make_module({key: ctx.parent[key] for key in keys} if ctx is not None else None)


class _Loader(FileSystemLoader):
    """Reads templates of one folder, and of no other that a link in it leads to; macros in a language, if any."""

    def __init__(self, folder: Path, language: str) -> None:
        super().__init__(folder)
        self._language = language

    def get_source(  # Jinja2 gives the environment by its place
        self,
        environment: Environment,  # noqa: ARG002
        template: str,
    ) -> tuple[str, str, Callable[[], bool]]:
        """Return the text of a file, its path, and what says whether it is still the same."""
        parts = template.split("/")
        if any(part in ("", ".", "..") or "\\" in part or "\0" in part for part in parts):
            raise TemplateNotFound(template)
        own = Path(self.searchpath[0])
        path = self._found(own, parts)
        folder = path.parents[len(parts) - 1]
        if not path.is_file():
            raise TemplateNotFound(template)
        if not path.resolve().is_relative_to(folder.resolve()) and (path.is_symlink() or not _is_macros(path)):
            raise TemplateError(
                f"`{template}` is a link that leads out of the template folder", hint="put the file itself there"
            )
        text = read_text(path, place_of(path.relative_to(folder).as_posix(), folder))
        changed = path.stat().st_mtime_ns
        return text, str(path), lambda: self._found(own, parts) == path and _mtime(path) == changed

    def _found(self, folder: Path, parts: Sequence[str]) -> Path:
        """Return the file that is meant: macros that a folder has not are those of the program."""
        if parts[0] != MACROS:
            return folder.joinpath(*parts)
        names = (f"{parts[-1].removesuffix(SAFE_ENDING)}.{self._language}{SAFE_ENDING}", parts[-1])
        wanted = (each.joinpath(*parts[:-1], name) for each in inherited(folder) for name in names)
        return next((path for path in wanted if path.is_file()), folder.joinpath(*parts))


def _mtime(path: Path) -> int:
    return path.stat().st_mtime_ns if path.is_file() else -1


MACROS = "macros"
"""The folder of what is imported into reports."""


def _is_macros(path: Path) -> bool:
    return path.resolve().suffix == SAFE_ENDING


class Sandbox(ImmutableSandboxedEnvironment):
    """The environment of the templates of one folder."""

    intercepted_binops = frozenset(OPERATORS)
    code_generator_class = _Compiler
    template_class = _Template
    step = staticmethod(BUDGET.step)
    held = staticmethod(held)
    joined = staticmethod(joined)

    def __init__(self, folder: Path, finalize: Callable[[Any], Any], language: str) -> None:
        super().__init__(
            loader=_Loader(folder, language),
            undefined=Unknown,
            autoescape=True,
            finalize=finalize,
            keep_trailing_newline=True,
            bytecode_cache=compiled(),
        )
        self.filters = filters()
        self._safe: dict[tuple[type, str], bool] = {}
        self.binop_table |= OPERATORS
        for name in NOT_GLOBAL:
            del self.globals[name]

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Say whether a template may use an attribute: of texts, numbers and lists only what can be counted.

        That depends on nothing but the type and the name, and is asked five hundred times for a document: each answer
        is kept, up to a number that no template needs.
        """
        asked = (type(obj), attr)
        is_safe = self._safe.get(asked)
        if is_safe is None:
            is_safe = super().is_safe_attribute(obj, attr, value) and (not isinstance(obj, BUILT_IN) or attr in METHODS)
            if len(self._safe) < MOST_ATTRIBUTES:
                self._safe[asked] = is_safe
        return is_safe

    def wrap_str_format(self, value: Any) -> None:
        """Return nothing: there is no `format` of texts, which reaches into objects; the filter is there."""

    def call(__self, __context: Context, __obj: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: N805
        """Call what a template calls, counted with what it is given."""
        BUDGET.step()
        for value in (*args, *kwargs.values()):
            if isinstance(value, list | tuple | dict):
                held(value)
        owner = getattr(__obj, "__self__", None)
        if isinstance(owner, str):
            name = __obj.__name__
            if name == "join":
                return joined_by(owner, *args)
            spend_on_method(owner, name, args)
        return super().call(__context, __obj, *args, **kwargs)
