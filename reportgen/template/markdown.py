"""Turn Markdown with directives into blocks."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cache
from html import unescape
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from markdown_it import MarkdownIt
from mdit_py_plugins.colon_fence import colon_fence_plugin

from reportgen.document import (
    Block,
    CrossReference,
    Emphasis,
    Heading,
    Inline,
    Inlines,
    LineBreak,
    Link,
    List,
    ListItem,
    Mark,
    Note,
    Paragraph,
    Strong,
    Table,
    Text,
    plain_text,
)
from reportgen.document.walk import rebuild
from reportgen.errors import ReportErrors, TemplateError, did_you_mean, each_error, raise_gathered
from reportgen.language import say, spoken
from reportgen.limits import DEPTH, LIST_DEPTH
from reportgen.links import LINK_HINT, leads_out
from reportgen.measure import MarkCode
from reportgen.memory import remembered
from reportgen.template.escaping import GUARD, without_guards
from reportgen.template.fences import HOLDING, not_closed
from reportgen.template.loader import YamlMistake, read_yaml
from reportgen.template.marks import SIGNS, marking, numbered_alone, numbered_in, numbers_at, resolved, unmarked
from reportgen.template.typed_tables import caption_of, check_no_table, check_rows, check_sides, typed_table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token
    from markdown_it.tree import SyntaxTreeNode

    from reportgen.errors import ReportError
    from reportgen.language import Language
    from reportgen.quantity import Quantity

DIRECTIVE = re.compile(r"^\{(?P<kind>[a-z-]+)\}\s*(?P<name>[\w-]*)\s*$")
ROLE = re.compile(rf"\{{(?P<role>mark|note|ref|page):{GUARD}?(?P<name>[\w.-]+){GUARD}?\}}")
SIGNS_IN_URL = re.compile("|".join(map(quote, (GUARD, *SIGNS))))
SLUG = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Directive:
    """A fenced block that asks for something computed: `:::{chart} cases-by-type` with YAML options."""

    kind: str
    name: str
    options: Any
    """What the YAML says: a mapping, a list, or None when there is nothing."""
    where: str
    """File, and line where it is known."""
    children: tuple[Element, ...] = ()
    """What stands between its fences, of a directive that holds others; it has no options."""

    def nested(self) -> Iterator[Directive]:
        """Yield the directive, and those that it holds."""
        yield self
        for child in self.children:
            if isinstance(child, Directive):
                yield from child.nested()


Element = Block | Directive


@dataclass(frozen=True, slots=True)
class Origin:
    """Where rendered lines come from: the file, and the line of it, where it stands there as it was rendered."""

    where: str
    lines: tuple[str, ...]
    """As they were rendered."""
    typed: Mapping[str, tuple[int, ...]]
    """Lines of the file, without the spaces around them, by what stands there."""
    first: int = 0
    """The line at which counting begins: what a directive holds is read by itself."""

    def at(self, number: int) -> str:
        """Return the place of a rendered line, which are counted from 0."""
        number += self.first
        found = self._line(number) if number < len(self.lines) else None
        return f"{self.where}:{found}" if found else self.where

    def _line(self, number: int) -> int | None:
        """Return the line of the file; of several that say the same, that of the same turn, if all were rendered."""
        words = self.lines[number].strip()
        typed = self.typed.get(words, ())
        if len(typed) < 2:
            return typed[0] if typed else None
        same = [at for at, line in enumerate(self.lines) if line.strip() == words]
        return typed[same.index(number)] if len(same) == len(typed) else None


NOT_TYPED: Mapping[str, tuple[int, ...]] = {}
"""Of a text of which nobody knows the file."""


def typed_lines(text: str, first: int) -> dict[str, tuple[int, ...]]:
    """Return the numbers of each line of a text, by what stands there; the first line has the number `first`."""
    lines: dict[str, list[int]] = {}
    for number, line in enumerate(text.split("\n"), start=first):
        lines.setdefault(line.strip(), []).append(number)
    return {line: tuple(numbers) for line, numbers in lines.items()}


NO_BLOCKS = {
    "blockquote": ("a quotation: lines that begin with `>`", "write it as a paragraph, or in a box: `:::{box}`"),
    "code_block": ("a text that is indented by four spaces", "take the spaces at the beginning of the line away"),
    "fence": ("a text between lines of backticks or tildes", "write it as a paragraph"),
    "hr": ("a line that is drawn across the page", "take it out; `:::{page-break}` begins a page"),
    "html_block": ("a piece of HTML", "write it in Markdown"),
}
"""What Markdown has and a report has not: what is found there, and what to write instead."""
MOST_OPEN = 50
"""Directives that are not closed, beyond which no sense is made of the others."""
FLAT = "write it flat: nothing that is printed needs more"


@dataclass(frozen=True, slots=True)
class Read:
    """A rendered template as it was read."""

    elements: tuple[Element, ...]
    """Blocks and directives in order, without those that cannot be understood."""
    places: tuple[str, ...]
    """Where each begins."""
    errors: tuple[ReportError, ...] = ()


def parse_markdown(text: str, *, where: str, typed: Mapping[str, tuple[int, ...]] = NOT_TYPED) -> tuple[Element, ...]:
    """Return the blocks and directives of a rendered template, in order. Raises the errors of `read_markdown`."""
    read = read_markdown(text, where=where, typed=typed)
    raise_gathered(read.errors)
    return read.elements


def read_markdown(text: str, *, where: str, typed: Mapping[str, tuple[int, ...]] = NOT_TYPED) -> Read:
    """Return what a rendered template holds, in order, and what is wrong with it.

    An error names `where` and a line of `typed` when it can: for Markdown that a report has no block for, and for a
    directive that is not closed. A directive that is not closed is taken to end where the next one begins.
    """
    origin = Origin(where, tuple(text.split("\n")), typed)
    open_ones = not_closed(origin.lines, origin.at)
    if not open_ones:
        return _read(text, origin)
    if len(open_ones) > MOST_OPEN:
        return Read((), (), tuple(each.error for each in open_ones[:MOST_OPEN]))
    lines = list(origin.lines)
    for each in sorted(open_ones, key=lambda each: (-each.end, each.line)):
        lines.insert(each.end, each.colons)
    places = {origin.at(each.line) for each in open_ones}
    read = _read("\n".join(lines), replace(origin, lines=tuple(lines)))
    others = tuple(
        # the line that was to close a directive closes nothing now
        each
        for each in read.errors
        if _first_place(each.where) not in places and not each.message.endswith("found `:::`")
    )
    kept = [at for at, place in enumerate(read.places) if place not in places]
    return Read(
        tuple(read.elements[at] for at in kept),
        tuple(read.places[at] for at in kept),
        (*(each.error for each in open_ones), *others),
    )


def _first_place(where: str) -> str:
    """Return the file and the line of a place that says more: `t.md:3: chart `x``."""
    return where.split(": ")[0]


def _read(text: str, origin: Origin) -> Read:
    from markdown_it.tree import SyntaxTreeNode

    elements: list[Element] = []
    places: list[str] = []
    errors: list[ReportError] = []
    try:
        root = SyntaxTreeNode(_parser().parse(text))
        for node in root.children:
            try:
                if not _is_empty(node):
                    elements.append(_element(node, origin))
                    places.append(origin.at(node.map[0] if node.map else 0))
            except (TemplateError, ReportErrors) as error:
                errors += each_error(error)
    except RecursionError as error:
        message = "signs of Markdown stand too deep in each other"
        raise TemplateError(message, where=origin.where, hint=FLAT) from error
    return Read(*_with_captions(elements, places), tuple(errors))


def _with_captions(elements: Sequence[Element], places: Sequence[str]) -> tuple[tuple[Element, ...], tuple[str, ...]]:
    """Return elements in which a line `Table: …` is the caption of the typed table below it, and those are counted."""
    result: list[tuple[Element, str]] = []
    for element, place in zip(elements, places, strict=True):
        words = caption_of(result[-1][0]) if result else ()
        if isinstance(element, Table):
            number = sum(isinstance(each, Table) for each, _ in result) + 1
            element = replace(element, anchor=f"typed-table-{number}")
            if words:
                result.pop()
                caption = replace(element.caption, headline=words)
                element = replace(element, caption=caption, anchor=slug(plain_text(words)))
        result.append((element, place))
    return tuple(element for element, _ in result), tuple(place for _, place in result)


def parse_inlines(text: str, *, where: str) -> Inlines:
    """Return one line of Markdown as inlines."""
    alone, places = numbered_alone(text.strip())
    inlines: Inlines = _parsed_inlines(alone, where, spoken())
    return _with_numbers(inlines, numbers_at(places)) if places else inlines


@remembered(4096)  # labels, heads and notes are the same in all documents of a batch; to read one takes 200 µs
def _parsed_inlines(text: str, where: str, _language: Language) -> Inlines:
    from markdown_it.tree import SyntaxTreeNode

    root = SyntaxTreeNode(_parser().parseInline(text))
    with marking(None):  # each document has other numbers
        return _inlines(root.children[0].children, where) if root.children else ()


def _with_numbers(inlines: Inlines, numbers: Sequence[Quantity]) -> Inlines:
    """Return inlines whose marks stand for these numbers."""
    return tuple(
        Text(resolved(inline.text, numbers))
        if isinstance(inline, Text)
        else rebuild(inline, lambda children: _with_numbers(children, numbers))
        for inline in inlines
    )


@cache
def _parser() -> MarkdownIt:
    # beyond this depth it would leave out text without a word; lists are stopped before
    depth = {"maxNesting": 4 * DEPTH}
    parser = MarkdownIt("commonmark", {"typographer": True, "html": False, "linkify": False} | depth)
    parser.enable(["smartquotes", "table"])
    parser.use(colon_fence_plugin)
    parser.inline.ruler.before("link", "role", _role)
    return parser


def _role(state: StateInline, silent: bool) -> bool:
    """Read `{mark:x}`, `{note:id}`, `{ref:anchor}` and `{page:anchor}`."""
    found = ROLE.match(state.src, state.pos)
    if not found:
        return False
    if not silent:
        token = state.push("role", "", 0)
        token.meta = {"role": found["role"], "name": found["name"]}
    state.pos = found.end()
    return True


def _element(node: SyntaxTreeNode, origin: Origin) -> Element:
    where = origin.at(node.map[0] if node.map else 0)
    match node.type:
        case "heading":
            children = _inlines(node.children[0].children, where)
            return Heading(level=int(node.tag[1]), children=children, anchor=slug(plain_text(children)))
        case "paragraph":
            check_no_table(node.children[0].content, lambda line: origin.at((node.map or (0, 0))[0] + line))
            return Paragraph(_inlines(node.children[0].children, where))
        case "bullet_list" | "ordered_list":
            return _list(node, origin)
        case "table":
            return _table(node, origin)
        case "colon_fence":
            return _directive(node.token, origin)
        case _:
            found, hint = NO_BLOCKS.get(node.type, (f"a `{node.type}` of Markdown", "write it as a paragraph"))
            message = f"expected a heading, a paragraph, a list, a table or a directive, found {found}"
            raise TemplateError(message, where=where, hint=hint)


def _table(node: SyntaxTreeNode, origin: Origin) -> Table:
    first, last = node.map or (0, 0)
    lines = origin.lines[first:last]
    check_rows(lines, lambda line: origin.at(first + line))
    check_sides(lines[1], origin.at(first + 1))
    rows = [
        [_inlines(cell.children[0].children, origin.at(row.map[0] if row.map else first)) for cell in row.children]
        for part in node.children
        for row in part.children
    ]
    return typed_table(rows[0], rows[1:], lines[1])


def _is_empty(node: SyntaxTreeNode) -> bool:
    """Say whether nothing stands in a list, an item or a paragraph: a condition may have left it so."""
    if node.type == "inline":
        return not unescape(without_guards(node.content)).strip()
    nested = node.type in ("bullet_list", "ordered_list", "list_item", "paragraph", "heading")
    return nested and all(_is_empty(child) for child in node.children)


def _list(node: SyntaxTreeNode, origin: Origin) -> List:
    if node.level >= 2 * LIST_DEPTH:
        where = origin.at(node.map[0] if node.map else 0)
        raise TemplateError(f"expected lists at most {LIST_DEPTH} deep, found deeper ones", where=where, hint=FLAT)
    items = (
        ListItem(tuple(_in_item(child, origin) for child in item.children if not _is_empty(child)))
        for item in node.children
        if not _is_empty(item)
    )
    return List(tuple(items), ordered=node.type == "ordered_list")


def _in_item(node: SyntaxTreeNode, origin: Origin) -> Paragraph | List:
    element = _element(node, origin)
    if not isinstance(element, Paragraph | List):
        kind = f"directive `{element.kind}`" if isinstance(element, Directive) else f"`{node.type}`"
        raise TemplateError(
            f"an item of a list holds text and lists, found a {kind}",
            where=origin.at(node.map[0] if node.map else 0),
            hint="leave an empty line before it, and do not indent it",
        )
    return element


def _directive(token: Token | None, origin: Origin) -> Directive:
    assert token is not None, "a fence is made from one token"
    where = origin.at(token.map[0] if token.map else 0)
    info = unmarked(without_guards(token.info)).strip()
    found = DIRECTIVE.match(info)
    if not found:
        raise TemplateError(
            f"expected a directive such as `:::{{chart}} name`, found `:::{info}`",
            where=where,
            hint="write the kind of directive between braces",
        )
    place = f"{where}: {found['kind']}" + (f" `{found['name']}`" if found["name"] else "")
    if found["kind"] in HOLDING:
        held = _read(token.content, replace(origin, first=origin.first + (token.map[0] if token.map else 0) + 1))
        raise_gathered(held.errors)
        return Directive(found["kind"], found["name"], None, place, held.elements)
    try:
        alone, places = numbered_alone(token.content)
        options = numbered_in(_options(alone), places) if places else _options(alone)
    except YamlMistake as error:
        hint = error.hint or "write a text with a colon after `>-`, on a line of its own"
        if error.line:
            place = f"{origin.at((token.map[0] if token.map else 0) + error.line)}: {place.partition(': ')[2]}"
        raise TemplateError(f"options: {error.problem}", where=place, hint=hint) from error
    return Directive(kind=found["kind"], name=found["name"], options=options, where=place)


@remembered(1024)  # many directives say the same in all documents of a batch; nobody changes what is returned
def _options(text: str) -> Any:
    """Return what the options of a directive say: option by option, of which most are the same in all documents.

    Where that cannot be, all together: names for other values, mistakes, which have to be told with their lines.
    """
    parts = OPTION.split(text)
    if len(parts) > 1 and not parts[0] and "&" not in text and "*" not in text:
        with suppress(YamlMistake):
            options = [_option(part) for part in parts[1:]]
            if all(isinstance(each, dict) and len(each) == 1 for each in options):
                joined = {name: value for each in options for name, value in each.items()}
                if len(joined) == len(options):
                    return joined
    return read_yaml(text)


OPTION = re.compile(r"^(?=[A-Za-z][\w-]*:(?:\s|$))", re.MULTILINE)
"""Where an option begins: its name stands at the very left."""


@remembered(4096)
def _option(text: str) -> Any:
    return read_yaml(text)


def slug(text: str) -> str:
    """Return an anchor made from a heading: `States and territories` becomes `states-and-territories`."""
    return SLUG.sub("-", text.lower()).strip("-") or "section"


def _inlines(nodes: Sequence[SyntaxTreeNode], where: str) -> Inlines:
    joined = _joined([inline for node in nodes for inline in _inline(node, where)])
    return _with_pages([Text(resolved(inline.text)) if isinstance(inline, Text) else inline for inline in joined])


def _with_pages(inlines: Sequence[Inline]) -> Inlines:
    """Return inlines in which a reference to a page holds the words that stand before its number: `on page 3`.

    After a reference to the same place, they begin with what parts the two.
    """
    result: list[Inline] = []
    for inline in inlines:
        last = result[-1] if result else None
        if isinstance(inline, CrossReference) and inline.form == "page" and isinstance(last, Text):
            again = result[-2:-1] == [CrossReference(inline.target)]
            page, page_again = _before_pages(spoken())
            found = (again and page_again.search(last.text)) or page.search(last.text)
            before = found[0] if found else ""
            rest = last.text.removesuffix(before)
            result[-1:] = [Text(rest)] if rest else []
            result.append(replace(inline, before=before))
        else:
            result.append(inline)
    return tuple(result)


@cache
def _before_pages(_language: Language) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return what stands before the number of a page, `on page `, and that after the name of what is there."""
    words = "|".join(re.escape(each.rstrip()) for each in (say("on page "), say("page ")))
    flags = re.IGNORECASE
    return re.compile(rf"\b(?:{words})[ \u00a0]$", flags), re.compile(rf",? (?:{words})[ \u00a0]$", flags)


def _joined(inlines: Sequence[Inline]) -> Inlines:
    """Join neighbouring texts, which Markdown splits at every escape."""
    joined: list[Inline] = []
    for inline in inlines:
        previous = joined[-1] if joined else None
        if isinstance(inline, Text) and isinstance(previous, Text):
            joined[-1] = Text(previous.text + inline.text)
        else:
            joined.append(inline)
    return tuple(joined)


def _inline(node: SyntaxTreeNode, where: str) -> tuple[Inline, ...]:
    match node.type:
        case "text" | "text_special" | "code_inline":
            text = without_guards(node.content)
            return (Text(text),) if text else ()
        case "softbreak":
            return (Text(" "),)
        case "hardbreak":
            return (LineBreak(),)
        case "strong":
            return (Strong(_inlines(node.children, where)),)
        case "em":
            return (Emphasis(_inlines(node.children, where)),)
        case "link":
            return (_link(node, where),)
        case "role":
            return (_role_inline(node.meta, where),)
        case _:
            found, hint = f"a `{node.type}` of Markdown", "write it in words"
            if node.type == "image":
                found, hint = "a picture: `![…](…)`", "a chart is made from the data: `:::{chart} name`"
            message = f"expected text, emphasis, links, marks, notes and references in a line, found {found}"
            raise TemplateError(message, where=where, hint=hint)


def _link(node: SyntaxTreeNode, where: str) -> Link:
    url = SIGNS_IN_URL.sub("", str(node.attrs["href"]))
    if not leads_out(url):
        raise TemplateError(f"a link may not lead to `{url}`", where=where, hint=LINK_HINT)
    return Link(url, _inlines(node.children, where))


def _role_inline(meta: Mapping[str, str], where: str) -> Inline:
    name = meta["name"]
    if meta["role"] == "mark":
        known = [code.value for code in MarkCode]
        if name not in known:
            raise TemplateError(f"unknown mark `{name}`", where=where, hint=did_you_mean(name, known))
        return Mark(MarkCode(name))
    if meta["role"] == "note":
        return Note(name)
    return CrossReference(name, form="page" if meta["role"] == "page" else "label")
