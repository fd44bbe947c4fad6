"""List the messages of the program: what a catalogue has to have.

python -m reportgen.language.messages es     what the Spanish catalogue lacks, as entries to fill in
"""

from __future__ import annotations

import ast
import re
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from reportgen.language.catalogue import read_catalogue

if TYPE_CHECKING:
    from collections.abc import Iterator

PROGRAM = Path(__file__).parent.parent
IN_SCREENS = re.compile(
    r"""\b(?:say|say_count)\((?P<before>(?:[^"'()]|\((?:[^()]|\([^()]*\))*\))*?)(?P<sign>["'])(?P<text>(?:(?!(?P=sign)).)*)(?P=sign)"""
    r"""(?:\s*,\s*(?P<second>["'])(?P<many>(?:(?!(?P=second)).)*)(?P=second))?"""
)
"""What a template of the page in the browser says: Jinja2, with the same two functions."""


class Message(NamedTuple):
    """One message, as it is written in the code."""

    text: str
    """In the form for one, when it counts."""
    many: str = ""
    context: str = ""


@cache
def messages() -> dict[Message, str]:
    """Return every message of the program, with the first module that says it, in the order of the modules."""
    found: dict[Message, str] = {}
    for path in sorted((*PROGRAM.rglob("*.py"), *PROGRAM.glob("*/screens/*.html"))):
        for message in _said_in(path) if path.suffix == ".py" else _said_on(path):
            found.setdefault(message, path.relative_to(PROGRAM.parent).as_posix())
    return found


def lacking(language: str) -> dict[Message, str]:
    """Return the messages that a catalogue lacks, with the module of each."""
    known = read_catalogue(language).messages
    return {message: where for message, where in messages().items() if (message.context, message.text) not in known}


def _said_in(path: Path) -> Iterator[Message]:
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    imported = {
        alias.name
        for node in nodes
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("reportgen.language")
        for alias in node.names
    }
    for node in nodes:
        if isinstance(node, ast.Call) and (name := getattr(node.func, "id", "")) in imported:
            texts = [each.value for each in node.args if isinstance(each, ast.Constant) and isinstance(each.value, str)]
            match name, texts:
                case (("say" | "message"), [text, *_]):
                    yield Message(text)
                case "say_of", [context, text]:
                    yield Message(text, context=context)
                case (("say_count" | "counted"), [one, many]):
                    yield Message(one, many)


def _said_on(path: Path) -> Iterator[Message]:
    for said in IN_SCREENS.finditer(path.read_text(encoding="utf-8")):
        yield Message(said["text"], said["many"] or "")


def _entry(message: Message, where: str) -> str:
    """Return a message as an empty entry of a catalogue."""
    lines = [f"#: {where}"]
    if message.context:
        lines.append(f"msgctxt {_quoted(message.context)}")
    lines.append(f"msgid {_quoted(message.text)}")
    if message.many:
        return "\n".join([*lines, f"msgid_plural {_quoted(message.many)}", 'msgstr[0] ""', 'msgstr[1] ""'])
    return "\n".join([*lines, 'msgstr ""'])


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


if __name__ == "__main__":
    print("\n\n".join(_entry(message, where) for message, where in lacking(sys.argv[1]).items()))
