"""Slips of the pen in a template: what was meant for Jinja2 or Markdown, and would be printed as it stands.

`{ figure('cases') }}` and `#Heading` are text to both languages, so neither refuses them. They are looked for in the
text as it was typed. What stands between backticks is meant as it is, and nothing there is a slip.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING

from reportgen.template.fences import FENCE, HOLDING, KIND

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

ROLES = ("mark", "note", "ref", "page")
"""What may be asked for between single braces: `{ref:name}`."""
QUOTED = r"""(?:"[^"\n]*"|'[^'\n]*'|(?!\{[{%]|\n\n)[^"'])*?"""
TAG = re.compile(
    # what is not closed goes on to the end, so that nothing is looked through twice
    r"\{#(?:.*?#\}|.*)|\{%[-+]?\s*raw\b(?:.*?\bendraw\s*[-+]?%\}|.*)"
    rf"|(?P<printed>\{{\{{{QUOTED}\}}\}})|\{{%(?P<statement>{QUOTED})%\}}"
    r"|(?P<code>(?<![`\\])(?P<ticks>`+)(?!`)[^\n]{1,200}?(?<!`)(?P=ticks)(?!`))",
    re.DOTALL,
)
"""What is no text: comments, what Jinja2 carries out, and what stands between backticks."""
PRINTED, HIDDEN, CODE = "\ue000", "\ue001", "\ue002"
"""What stands for each character of what is printed, of what is carried out, and of what is meant as it is."""
GIVEN = re.compile(r"\b(?:set|for|macro|import|from)\b(?P<names>[^=]*?)(?:\bin\b|=|$)|\bas\s+(?P<alias>\w+)", re.DOTALL)
WORD = re.compile(r"[A-Za-z_]\w*")
NAME = r"(?P<name>[A-Za-z_]\w*)"
STATEMENT = r"(?:if|elif|else|endif|for|endfor|set|endset|macro|endmacro|import|from|include)"
SLIPS = re.compile(
    rf"(?P<statement>\{{\s{{0,3}}%?\s{{0,3}}(?P<word>{STATEMENT})\b[^{{}}\n]*%\}}|\{{\s{{1,3}}%\s{{0,3}}{STATEMENT}\b|\{{(?:endif|endfor|else)\}})"
    r"|(?P<bare>(?<![\\{$\"'\w])\{(?P<word_alone>[A-Za-z_]\w*)\}(?!\}))"
    rf"|(?P<braces>(?<![\\{{$])\{{\s*{NAME}(?:\.\w+)*"
    r"(?:(?:\(|\s*\(\s*[\"']|\s*\|\s*\w+\s*[|(}])(?<!\})[^{}\n]*\}{1,2}|\s*\|\s*\w+\s*\}{1,2}|\s*\}\}))"
    r"|(?P<call>(?<![\w.\\{])(?P<called>[A-Za-z_]\w*)\(\s*(?P<quote>[\"'])[^\"'\n]*(?P=quote)[^(){}\n]*\)(?:\s*\}\}?)?)"
)
CALL_OF_TEXT = re.compile(r"\w\(\s*[\"']")
"""What nobody writes who does not ask for something, be its name spelt well or not."""
ROLE = re.compile(r"(?<!\\)\{(?P<role>[A-Za-z]+)(?P<sign>\s*[:=]\s*)(?P<name>[\w.-]+)\s*\}")
NOT_ROLES = {"figure": "ref", "table": "ref", "chart": "ref", "reference": "ref", "see": "ref", "footnote": "note"}
"""What is written in place of a role, and the one that is meant."""
HEADING = re.compile(r" {0,3}(?P<signs>#{1,6})(?P<words>[^\W\d_][^#\n]*)")
DIRECTIVE = re.compile(r" {0,3}(?P<colons>:{0,2})[ \t]*(?::+[ \t]*)?(?P<info>\{?(?P<kind>[a-z-]+)\}?)(?:[ \t]+[\w-]+)?")


def _runs_of(sign: str) -> re.Pattern[str]:
    """Return what finds a sign of emphasis; three signs are one of each length."""
    one = re.escape(sign[0])
    return re.compile(rf"(?<![\\{one}])(?:{re.escape(sign)}|{one}{{3}})(?!{one})")


ITEM = re.compile(r"\s*(?:[-+*]|\d{1,9}[.)])\s|\s*[\w-]+:(?:\s|$)")
EMPHASIS = {sign: _runs_of(sign) for sign in ("**", "*", "__", "_")}
SHOWN = 60
AS_TEXT = "put it between backticks where it is meant as text"


@dataclass(frozen=True, slots=True)
class Slip:
    """Something that was meant otherwise."""

    line: int
    """Of the text, counted from 1."""
    message: str
    hint: str
    is_certain: bool = True
    """Whether it cannot be meant as text."""


@lru_cache(maxsize=64)  # the documents of a batch share their template
def slips_in(text: str, names: frozenset[str], directives: tuple[str, ...]) -> tuple[Slip, ...]:
    """Return the slips of a text, by line; `names` are those that a template may ask for."""
    shown = TAG.sub(_blank, text)
    known = names | _given_in(text)
    lines = shown.split("\n")
    starts = tuple(accumulate((len(line) + 1 for line in lines), initial=0))
    in_options = _lines_of_options(lines)
    found = [
        *_expressions(shown, known, starts, in_options),
        *_roles(shown, starts, in_options),
        *_lines(lines, in_options, directives),
        *_emphasis(lines, in_options),
    ]
    return tuple(sorted(found, key=lambda slip: slip.line))


@lru_cache(maxsize=64)
def slips_in_line(text: str, names: frozenset[str]) -> tuple[Slip, ...]:
    """Return the slips of a setting, of which only what is asked of the data is looked for: it holds no blocks."""
    lines = text.split("\n")
    starts = tuple(accumulate((len(line) + 1 for line in lines), initial=0))
    return tuple(_expressions(TAG.sub(_blank, text), names, starts, [False] * len(lines)))


def _blank(found: re.Match[str]) -> str:
    """Return as many characters, on as many lines."""
    sign = PRINTED if found["printed"] else CODE if found["code"] else HIDDEN
    return "\n".join(sign * len(line) for line in found[0].split("\n"))


def _given_in(text: str) -> frozenset[str]:
    """Return the names that a text itself gives: of its macros, values, loops and imports."""
    return frozenset(name for found in TAG.finditer(text) if found["statement"] for name in names_given(found[0]))


def names_given(tag: str) -> frozenset[str]:
    """Return the names that a statement gives, which stands between `{%` and `%}`."""
    given = GIVEN.finditer(tag[2:-2]) if tag.startswith("{%") else ()
    return frozenset(word for each in given for word in WORD.findall(each["alias"] or each["names"] or ""))


def _line_of(position: int, starts: Sequence[int]) -> int:
    return bisect_right(starts, position)


# -- what is asked of the data ----------------------------------------------------------------------------


def _expressions(
    shown: str, known: frozenset[str], starts: Sequence[int], in_options: Sequence[bool]
) -> Iterator[Slip]:
    for found in SLIPS.finditer(shown):
        line, written = _line_of(found.start(), starts), found[0].strip()[:SHOWN]
        if found["statement"]:
            message = f"expected a statement between `{{%` and `%}}`, found `{written}`"
            yield Slip(line, message, f"write `{{% {_bare(written)} %}}`")
        elif found["call"]:
            if found["called"] in known:
                yield Slip(line, _asked(written), _two_braces(written))
        elif found["bare"]:
            if found["word_alone"] in known and not in_options[line - 1]:
                yield Slip(line, _asked(written), _two_braces(written), is_certain=False)
        elif found["name"] in known or CALL_OF_TEXT.search(found[0]):
            yield Slip(line, _asked(written), _two_braces(written))


def _asked(written: str) -> str:
    return f"expected what is asked of the data between `{{{{` and `}}}}`, found `{written}`"


def _two_braces(written: str) -> str:
    return f"write `{{{{ {_bare(written)} }}}}`; {AS_TEXT}"


def _bare(written: str) -> str:
    return written.strip("{}% ")


def _roles(shown: str, starts: Sequence[int], in_options: Sequence[bool]) -> Iterator[Slip]:
    """Yield references and notes that are not written as such; options may hold a mapping between braces."""
    for found in ROLE.finditer(shown):
        line = _line_of(found.start(), starts)
        role = found["role"].lower()
        near = get_close_matches(role, ROLES, n=1, cutoff=0.7)
        meant = NOT_ROLES.get(role) or (near[0] if near else "")
        if (
            not meant
            or in_options[line - 1]
            or (found["role"] in ROLES and found["sign"] == ":" and " " not in found[0])
        ):
            continue
        yield Slip(line, f"expected `{{{meant}:name}}`, found `{found[0]}`", f"write `{{{meant}:{found['name']}}}`")


# -- lines ------------------------------------------------------------------------------------------------


def _lines_of_options(lines: Sequence[str]) -> list[bool]:
    """Say of each line whether it stands in a directive that holds options, its fences included."""
    result: list[bool] = []
    is_open = False
    for line in lines:
        fence = FENCE.fullmatch(line)
        info = fence["info"].strip() if fence else ""
        kind = KIND.match(info)
        is_holding = bool(kind) and kind["kind"] in HOLDING  # type: ignore[index]
        result.append(is_open or bool(fence))
        if fence:
            is_open = bool(info) and not is_holding
    return result


def _lines(lines: Sequence[str], in_options: Sequence[bool], directives: Iterable[str]) -> Iterator[Slip]:
    """Yield headings without a space, and directives without their colons."""
    for at, line in enumerate(lines):
        if in_options[at]:
            continue
        heading = HEADING.match(line)
        if heading and (len(heading["signs"]) > 1 or _stands_alone(lines, at)):
            signs, words = heading["signs"], heading["words"].strip()[:SHOWN]
            message = f"expected a space after the `{signs}` of a heading, found `{signs}{words}`"
            yield Slip(at + 1, message, f"write `{signs} {words}`, or `\\{signs}{words}` for text")
        directive = DIRECTIVE.fullmatch(line.rstrip())
        if directive and directive["kind"] in directives and ("{" in directive["info"] or directive["colons"]):
            written = line.strip()
            message = f"expected three colons before a directive, found `{written[:SHOWN]}`"
            rest = written[written.index(directive["info"]) + len(directive["info"]) :]
            yield Slip(at + 1, message, f"write `:::{{{directive['kind']}}}{rest}`")


def _stands_alone(lines: Sequence[str], at: int) -> bool:
    """Say whether a line is a paragraph of its own: `#` within one may begin a word, as in a message that is quoted."""
    beside = (*lines[max(at - 1, 0) : at], *lines[at + 1 : at + 2])
    return not any(line.strip(f" \r{HIDDEN}") for line in beside)


def _emphasis(lines: Sequence[str], in_options: Sequence[bool]) -> Iterator[Slip]:
    """Yield what is opened as emphasis, or closed, and not both, within a paragraph, an item, a cell or an option."""
    for first, piece in _pieces(lines, in_options):
        for sign, pattern in EMPHASIS.items() if "*" in piece or "_" in piece else ():
            at = [each.start() for each in pattern.finditer(piece) if not _means_nothing(piece, each)]
            beside = "".join(piece[max(each - 1, 0) : each + len(sign) + 1] for each in at)
            is_text = HIDDEN in beside or (sign != "**" and PRINTED not in beside) or beside.replace(sign, "").isalnum()
            if len(at) % 2 and not is_text:
                message = f"expected `{sign}` at both ends of what is emphasised, found it at one"
                hint = f"write `{sign}` where it begins and where it ends, `\\{sign[0]}` for text"
                yield Slip(first + piece.count("\n", 0, at[-1]), message, hint)


def _means_nothing(piece: str, found: re.Match[str]) -> bool:
    """Say whether a sign stands between spaces or digits, or within a word that holds it, as in `a_b`."""
    before, after = piece[: found.start()][-1:], piece[found.end() : found.end() + 1]
    is_apart = not before.strip() and not after.strip()
    return is_apart or (before + after).isdigit() or (found[0][0] == "_" and before.isalnum() and after.isalnum())


def _pieces(lines: Sequence[str], in_options: Sequence[bool]) -> Iterator[tuple[int, str]]:
    """Yield the first line, and the text, of all that emphasis cannot reach beyond."""
    first, piece = 1, list[str]()
    for number, line in enumerate(lines, start=1):
        begins = not line.strip() or line.lstrip().startswith(("|", "#")) or FENCE.fullmatch(line) or ITEM.match(line)
        if begins or (number > 1 and in_options[number - 1] != in_options[number - 2]):
            if piece:
                yield first, "\n".join(piece)
            first, piece = number, []
        piece.append(line)
    if piece:
        yield first, "\n".join(piece)
