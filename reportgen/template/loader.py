"""The YAML of templates: plain values only, bounded, read by the C library where there is one."""

from __future__ import annotations

import math
import re
from typing import Any

import yaml

from reportgen.bounded import CONTROL
from reportgen.limits import DEPTH, DIGITS, limits
from reportgen.template.indents import uneven_line

C_LOADER = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader
"""Ten times as fast in C; the options of a fact sheet are half of the time that reading its Markdown takes."""
NESTED = re.compile(r"[\[{]|[-?:][ \t]+(?=[-?][ \t])")
"""What may begin a list or mapping within a line."""
INDENT = re.compile(r"^ *", re.MULTILINE)
MERGE = "tag:yaml.org,2002:merge"


IN_OUR_WORDS = (
    ("did not find expected <document start>", "expected all names at the start of their lines, found an indented one",
     "take the spaces away before the name of a setting"),
    ("did not find expected key", "expected a line `name: value`, found something else",
     "close the quotation mark of the line before; within double quotes write single ones, or the other way round"),
    ("found unexpected end of stream", "a quotation mark is opened here and not closed", "close it on the same line"),
    ("mapping values are not allowed", "a colon within a text that is not quoted", ""),
    ("could not find expected ':'", "expected `name: value`, found no colon", "put a colon and a space after the name"),
    ("did not find expected '-' indicator", "expected an item that begins with `- `, found something else",
     "begin each item of a list with `- `, all in the same column"),
    ("did not find expected ',' or ']'", "expected a comma or `]`, found something else",
     "part what stands between brackets by commas, and close them; quote a text that holds one"),
    ("did not find expected ',' or '}'", "expected a comma or `}`, found something else",
     "part what stands between braces by commas, and close them; quote a text that holds one"),
    ("found undefined alias", "expected a text, found a `*` before a word", "put the text between quotes"),
    ("found character that cannot start any token", "found a tab or a sign that begins no text",
     "use spaces, and quote texts that begin with a sign"),
)  # fmt: skip
"""What the parser says, in part, what that is to a writer, and what to do."""


class YamlMistake(Exception):
    """What is wrong with a piece of YAML, and what to do about it."""

    def __init__(self, problem: str, hint: str = "", *, line: int | None = None) -> None:
        super().__init__(problem)
        self.problem = problem
        self.hint = hint
        self.line = line
        """The line of the text, counted from 1, where that is known."""


class _Loader(C_LOADER):  # type: ignore[valid-type, misc]
    """Reads each name of a mapping once, and only numbers of this world."""

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:
        if any(key.tag == MERGE for key, _ in getattr(node, "value", ()) if isinstance(key, yaml.ScalarNode)):
            raise YamlMistake("`<<` is not taken", "write the lines themselves")
        found: dict[Any, Any] = super().construct_mapping(node, deep=deep)
        if len(found) < len(node.value):
            raise YamlMistake(f"`{_twice(node)}` stands there twice", "keep one of the two")
        return found


def _twice(node: Any) -> str:
    names = [str(key.value) for key, _ in node.value]
    return next((name for name in names if names.count(name) > 1), names[0])


def _whole(loader: Any, node: Any) -> Any:
    if len(node.value) > DIGITS:
        raise YamlMistake(f"expected a number of at most {DIGITS} digits, found {len(node.value)}", "quote a text")
    return C_LOADER.construct_yaml_int(loader, node)


def _decimal(loader: Any, node: Any) -> float:
    number = C_LOADER.construct_yaml_float(loader, node)
    if not math.isfinite(number):
        raise YamlMistake(f"expected a number, found `{node.value[:40]}`", "quote it if it is a text")
    return number


BOOLEAN = "tag:yaml.org,2002:bool"
_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in known if tag != BOOLEAN]
    for first, known in C_LOADER.yaml_implicit_resolvers.items()
}
# `no` may be a word, and the code of a country
_Loader.add_implicit_resolver(BOOLEAN, re.compile(r"(?:true|True|TRUE|false|False|FALSE)$"), list("tTfF"))
_Loader.add_constructor("tag:yaml.org,2002:int", _whole)
_Loader.add_constructor("tag:yaml.org,2002:float", _decimal)


def read_yaml(text: str) -> Any:
    """Return what YAML says: mappings, lists, texts, numbers, yes and no, dates.

    Raises YamlMistake, also for what is too deep, too much or stands there twice.
    """
    control = CONTROL.search(text)
    if control:
        raise YamlMistake(f"found the control character U+{ord(control[0]):04X}", "take it out")
    if len(NESTED.findall(text)) > DEPTH or len(max(INDENT.findall(text))) > DEPTH:
        _check_depth(text)
    try:
        value = yaml.load(text, Loader=_Loader)
    except yaml.YAMLError as error:
        raise _mistake(error, text) from error
    except (ValueError, TypeError, ArithmeticError, LookupError, AttributeError, RecursionError) as error:
        raise YamlMistake(str(error).lower(), "quote texts that look like a number or a date") from error
    if "*" in text and "&" in text:
        _check_size(value)
    return value


def _check_depth(text: str) -> None:
    """Raise YamlMistake for brackets so deep in each other that the C library would run out of its stack."""
    depth = 0
    try:
        for event in yaml.parse(text, Loader=C_LOADER):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > DEPTH:
                raise YamlMistake(f"expected lists and names at most {DEPTH} deep, found deeper ones", "write it flat")
    except yaml.YAMLError as error:
        raise _mistake(error, text) from error


def _mistake(error: yaml.YAMLError, text: str) -> YamlMistake:
    """Return what the parser says in words for a writer, with the line: of a quoted text the one where it begins."""
    said = str(getattr(error, "problem", None) or error).lower()
    mark = getattr(error, "context_mark", None) if "stream" in said else None
    uneven = uneven_line(text) if "did not find" in said or "mapping values" in said else None
    mark = mark or getattr(error, "problem_mark", None)
    if uneven and mark and uneven.line <= mark.line + 1:
        return YamlMistake(uneven.problem, uneven.hint, line=uneven.line)
    message, hint = next((ours for theirs, *ours in IN_OUR_WORDS if theirs in said), (said, ""))
    return YamlMistake(message, hint, line=mark.line + 1 if mark else None)


def _check_size(value: Any) -> None:
    """Raise YamlMistake when aliases stand for more than a template may hold."""
    most, level = limits().yaml_nodes, [value]
    for _ in range(DEPTH):
        level = [
            item
            for each in level
            for item in ((*each, *each.values()) if isinstance(each, dict) else each)
            if isinstance(item, dict | list)
        ] if all(isinstance(each, dict | list) for each in level) else []  # fmt: skip
        most -= sum(map(len, level)) + len(level)
        if most < 0:
            break
        if not level:
            return
    raise YamlMistake("aliases stand for too much, or for themselves", "write the values themselves")
