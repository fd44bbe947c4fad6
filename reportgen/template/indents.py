"""Lines of YAML that are indented otherwise than what they belong to, of which YAML only says what it expected."""

from __future__ import annotations

import re
from dataclasses import dataclass

KEY = re.compile(r"(?P<spaces> *)(?P<dashes>(?:- +)*)(?:(?P<name>[^\s:#\"'{\[-][^:#]*):(?: +(?P<value>.*))?|-?\s*\S.*)")
FOLDED = re.compile(r"[|>][-+0-9]*\s*(?:#.*)?")
HINT = "begin the names of one block in the same column, and those within another two spaces further in"


@dataclass(frozen=True, slots=True)
class Uneven:
    """A line that is indented otherwise."""

    line: int
    """Counted from 1."""
    problem: str
    hint: str = HINT


@dataclass(frozen=True, slots=True)
class _Level:
    column: int
    name: str
    """What stood there last, and its line."""
    line: int
    is_item: bool
    """Whether a list has its items there, and not a mapping its names."""


def uneven_line(text: str) -> Uneven | None:
    """Return the first line that stands in no column in which one may stand; None when all do."""
    levels: list[_Level] = []
    may_open, folded = True, -1
    lines = text.split("\n")
    at = 0
    while at < len(lines):
        line, number = lines[at], at + 1
        at += 1
        column = len(line) - len(line.lstrip(" "))
        if not line.strip() or line.lstrip().startswith("#") or (folded >= 0 and column > folded):
            continue
        folded = -1
        found = KEY.fullmatch(line.rstrip())
        if not found or (not found["name"] and not found["dashes"] and not line.lstrip().startswith("-")):
            continue  # a text goes on, or it is nothing that this can judge
        inner = column + len(found["dashes"])
        uneven = _judged(levels, column, number, found, may_open=may_open)
        if uneven:
            return uneven
        while levels and levels[-1].column > column:
            levels.pop()
        for each in sorted({column, inner}):
            if levels and levels[-1].column == each:
                levels.pop()
            levels.append(_Level(each, (found["name"] or line).strip(), number, is_item=each < inner))
        value = (found["value"] or "").strip()
        may_open = (bool(found["name"]) and (not value or value.startswith("#"))) or line.strip() == "-"
        folded = inner if FOLDED.fullmatch(value) else -1
        at = _after(value, lines, at)
    return None


def _judged(levels: list[_Level], column: int, number: int, found: re.Match[str], *, may_open: bool) -> Uneven | None:
    columns = [level.column for level in levels]
    if not levels or column in columns or (may_open and column > columns[-1]):
        return None
    name = (found["name"] or found[0]).strip()[:40]
    alike = [level for level in reversed(levels) if level.is_item == bool(found["dashes"])] or levels[::-1]
    like = min(alike, key=lambda level: abs(level.column - column))
    expected, before = _spaces(like.column), f"`{like.name[:40]}` on the line above"
    if like.line != number - 1:
        before = f"`{like.name[:40]}`"
    return Uneven(number, f"expected {expected} before `{name}`, as before {before}, found {_spaces(column)}")


def _spaces(count: int) -> str:
    return "no space" if not count else "1 space" if count == 1 else f"{count} spaces"


def _after(value: str, lines: list[str], at: int) -> int:
    """Return the line on which a text between quotes, or a list between brackets, has ended."""
    quote = value[:1]
    if quote in ("'", '"') and (len(value) == 1 or not value.rstrip(",").endswith(quote)):
        end = next((each for each in range(at, min(at + 20, len(lines))) if lines[each].rstrip().endswith(quote)), None)
        return at if end is None else end + 1
    opened = value.count("[") + value.count("{") - value.count("]") - value.count("}")
    while quote in ("[", "{") and opened > 0 and at < len(lines):
        opened += sum(map(lines[at].count, "[{")) - sum(map(lines[at].count, "]}"))
        at += 1
    return at
