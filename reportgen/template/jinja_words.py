"""What Jinja2 and Python say of a template, in the words of this program, with what to do about it.

Whoever writes a template knows neither: no token, no `NoneType`, no traceback. Each sentence they have is one rule
here; a test reads them from the source of Jinja2.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jinja2.filters import FILTERS
from jinja2.tests import TESTS

from reportgen.errors import did_you_mean
from reportgen.template.filters import NOT_HERE
from reportgen.template.things import thing

if TYPE_CHECKING:
    from collections.abc import Callable

DOCS = "see docs/templates.md for what a template may ask"
TAGS = (
    "block", "break", "call", "continue", "do", "elif", "else", "endblock", "endcall", "endfilter", "endfor", "endif",
    "endmacro", "endset", "endwith", "extends", "filter", "for", "from", "if", "import", "include", "macro", "raw",
    "set", "with",
)  # fmt: skip
TOKENS = {
    "end of print statement": "`}}`",
    "end of statement block": "`%}`",
    "begin of print statement": "`{{`",
    "begin of statement block": "`{%`",
    "begin of comment": "`{#`",
    "end of comment": "`#}`",
    "comment": "a comment",
    "end of template": "the end of the template",
    "template data / text": "text",
    "string": "a text between quotes",
    "integer": "a number",
    "float": "a number",
    "name": "a name",
}
"""How Jinja2 calls what it reads, and what that is; all else is a sign, or a word as it stands there."""
LOOK = "look for a quote, a bracket, a comma or an operator too many or too few before it"
SIGNS = {
    "'": "a quote is opened here and not closed",
    '"': "a quote is opened here and not closed",
    "“": 'put texts between straight quotes: `"`',
    "”": 'put texts between straight quotes: `"`',
    "„": 'put texts between straight quotes: `"`',
    "‘": "put texts between straight quotes: `'`",
    "’": "put texts between straight quotes: `'`",
    "&": "write `and`",
    "!": "write `not`, or `!=` for what differs",
    "?": "write `a if condition else b`",
    "\\": "write no backslash outside of a text",
}
"""Signs that mean nothing to Jinja2, and what to write instead."""


def _token(said: str) -> str:
    return TOKENS.get(said, f"`{said}`")


def _expected(found: re.Match[str]) -> tuple[str, str]:
    hint = LOOK
    if found["found"] == "=" and found["expected"] in ("end of statement block", "end of print statement"):
        hint = "write `==` to compare"
    return f"expected {_token(found['expected'])}, found {_token(found['found'])}", hint


def _unclosed(found: re.Match[str]) -> tuple[str, str]:
    tag = found["tag"]
    return f"`{{% {tag} %}}` is not closed", f"write `{{% end{tag} %}}` where it ends"


def _closing_another(found: re.Match[str]) -> tuple[str, str]:
    wanted = _closings(found["wanted"])
    return f"`{{% {found['name']} %}}` stands where {wanted} is expected", "close first what was opened last"


def _unknown_tag(found: re.Match[str]) -> tuple[str, str]:
    name, wanted = found["name"], found["wanted"]
    if name.startswith("end") or name in ("else", "elif"):
        opened = {"else": "if", "elif": "if"}.get(name, name.removeprefix("end"))
        hint = f"close first what was opened last: {_closings(wanted)}" if wanted else "take it out, or open it before"
        return f"`{{% {name} %}}` belongs to no `{{% {opened} %}}`", hint
    return f"unknown statement `{name}`", did_you_mean(name, TAGS)


def _closings(said: str) -> str:
    names = re.findall(r"'(\w+)'", said)
    return f"`{{% {names[-1]} %}}`" if names else "its end"


def _sign(found: re.Match[str]) -> tuple[str, str]:
    sign = found["sign"].replace("\\\\", "\\")
    return f"the sign `{sign}` means nothing here", SIGNS.get(sign, "take it out, or put it between quotes")


def _missing_name(found: re.Match[str]) -> tuple[str, str]:
    kind, name = found["kind"], found["name"]
    known = TESTS if kind == "test" else [each for each in FILTERS if each not in NOT_HERE]
    hint = "write its name between quotes" if "forget to quote" in found.string else did_you_mean(name, known)
    return f"unknown {kind} `{name}`", hint


def _operands(found: re.Match[str]) -> tuple[str, str]:
    sign, one, other = found["sign"], thing(found["one"]), thing(found["other"])
    hint = "join texts with `~`" if sign == "+" and "a text" in (one, other) else "use numbers on both sides"
    return f"`{sign}` cannot be used between {one} and {other}", hint


def _compared(found: re.Match[str]) -> tuple[str, str]:
    one, other = thing(found["one"]), thing(found["other"])
    return (
        f"{one} and {other} cannot be compared by `{found['sign']}`",
        "compare numbers with numbers, texts with texts",
    )


def _taken(found: re.Match[str]) -> tuple[str, str]:
    return f"`{found['name']}` takes fewer values than it was given", f"take some out; {DOCS}"


Rule = tuple[str, "str | Callable[[re.Match[str]], tuple[str, str]]", str]

RULES: tuple[Rule, ...] = (
    # -- statements
    (r"unexpected end of template, expected '(?P<expected>.*)'\.", lambda found: (
        f"expected {_token(found['expected'])}, found the end of the template", LOOK), ""),
    (r"expected token '(?P<expected>.*)', got '(?P<found>.*)'", _expected, ""),
    (r"Unexpected end of template\..* closed is '(?P<tag>\w+)'\.", _unclosed, ""),
    (r"Unexpected end of template\..*", "the template ends within a statement", "close what was opened last"),
    (r"Encountered unknown tag '(?P<name>\w+)'\. You probably .* looking for (?P<wanted>.*?)\..*",
     _closing_another, ""),
    (r"Encountered unknown tag '(?P<name>\w+)'\.(?: Jinja was looking for the following tags: (?P<wanted>.*?)\.)?.*",
     _unknown_tag, ""),
    (r"tag name expected", "expected a word after `{{%`, found none", "write what to do, such as `{% if … %}`"),
    (r"unexpected char (?P<q>['\"])(?P<sign>.*)(?P=q) at \d+", _sign, ""),
    (r"unexpected '(?P<found>.*)', expected '(?P<expected>.*)'", "expected `{expected}`, found `{found}`",
     "close brackets in the order in which they were opened"),
    (r"unexpected '(?P<found>[)\]}]+)'", "`{found}` closes nothing", "take it out, or open the bracket before it"),
    (r"unexpected '(?P<found>.*)'", lambda found: (
        f"{_token(found['found'])} stands where a value is expected", LOOK), ""),
    (r"Expected an expression, got '(?P<found>.*)'", lambda found: (
        f"expected a value, found {_token(found['found'])}", "write a name, a number or a text between quotes"), ""),
    (r"Missing end of comment tag", "a comment `{{#` is not closed", "write `#}` where it ends"),
    (r"Missing end of raw directive", "`{{% raw %}}` is not closed", "write `{% endraw %}` where it ends"),
    (r"Invalid character in identifier", "expected a name of letters, digits and `_`, found another character",
     "put texts between quotes"),
    (r"expected name or number", "expected a name after the point, found something else", "write `figure.year`"),
    (r"expected subscript expression", "expected a name or a number between the brackets, found none",
     "write `list[0]`"),
    (r"invalid syntax for function call expression", "the values between the round brackets cannot be understood",
     "part them by commas, those with a name last"),
    (r"non-default argument follows default argument", "in a macro, a value without a default follows one with it",
     "put those with a default last"),
    (r"expected call", "expected a macro and round brackets after `call`, found something else",
     "write `{% call macro() %}`"),
    (r"can't assign to '(?P<name>\w+)'", "a value can be given only to a name, found a `{name}`",
     "write `{% set name = … %}`"),
    (r"can't assign to special loop variable.*", "`loop` is a name of Jinja2's own within a loop",
     "take another name"),
    (r"You cannot chain multiple tests with is", "expected one question after `is`, found two",
     "join two questions by `and`"),
    (r"names starting with an underline can not be imported", "a macro whose name begins with `_` cannot be imported",
     "give it a name without it"),
    (r"Block names in Jinja.*", "the name of a block has letters, digits and `_` only", "write `_` for a hyphen"),
    (r"Required blocks can only.*", "a block that is required holds nothing", "leave it empty"),
    (r"block '(?P<name>.*)' defined twice", "the block `{name}` stands there twice", "give one another name"),
    (r"cannot use extend from a non top-level scope", "`extends` stands within another statement",
     "put it at the top of the template"),
    (r"extended multiple times", "a template extends two others", "take one `extends` out"),
    (r"When defining macros or call blocks.*", "`caller` needs a default in a macro", "leave it out"),
    (r"chunk after expression", "something stands after the end of an expression", LOOK),
    (r"No (?P<kind>filter|test) named '(?P<name>.*?)'.*", _missing_name, ""),
    (r"Attempted to invoke.*", "a filter cannot be used there", DOCS),
    (r".*codec can't decode.*|truncated .* escape|malformed .* escape|unknown Unicode character name"
     r"|illegal Unicode character|\\ at end of string", "a text holds a backslash that cannot be understood",
     "write `\\\\` for a backslash"),
    # -- values
    (r"there is no (?P<which>previous|next) item", "a loop has no {which} item there",
     "ask `loop.first` or `loop.last`"),
    (r"no items for cycling given", "`loop.cycle` was given nothing", "give it the values to choose from"),
    (r"The loop must have the 'recursive' marker.*", "a loop that calls itself is not declared so",
     "write `{% for … recursive %}`"),
    (r"No caller defined", "the macro is used without `{{% call %}}`", "write `{% call macro() %}`"),
    (r"macro '(?P<name>.*)' takes no keyword argument '(?P<value>.*)'", "macro `{name}` takes no value named `{value}`",
     "see where it is written which values it takes"),
    (r"macro '(?P<name>.*)' takes not more than (?P<most>.+) argument\(s\)",
     "macro `{name}` takes {most} values at most", "see where it is written which values it takes"),
    (r"macro '(?P<name>.*)' was invoked with two values.*", "macro `{name}` is given `caller` twice", "leave it out"),
    (r"there is no parent block called '(?P<name>.*)'\.", "there is no block `{name}` above", "leave `super()` out"),
    (r"value was undefined because a callable raised.*", "a question has no answer", DOCS),
    (r"No (?:first|last|aggregated|random) item, sequence was empty\.",
     "the list is empty: there is nothing to take of it", "ask `{% if list %}` before"),
    (r"access to attribute '(?P<name>.*)' of '(?P<kind>.*)' object is unsafe\.", lambda found: (
        f"a template may not ask {thing(found['kind'])} for `{found['name']}`", DOCS), ""),
    (r".* is not safely callable", "this cannot be called from a template", DOCS),
    (r"the template '(?P<file>.*)' \(imported on .*\) does not export the requested name '(?P<name>.*)'",
     "the file `{file}` has no macro `{name}`", "see the macros at the top of the file"),
    (r"Can only get item pairs from a mapping\.", "`items` needs names with values", DOCS),
    (r"Invalid character in attribute name.*", "the name of an attribute holds a sign that it cannot hold", DOCS),
    (r"You can only sort by either.*", "a list is sorted by `key` or by `value`", "write one of the two"),
    (r"'(?P<name>.*)' is not a valid URI scheme prefix\.", "`{name}` is no beginning of a link", "write `https://`"),
    (r"can't handle positional and keyword arguments.*", "`format` takes values with names, or without, not both",
     "write all of one kind"),
    (r"method must be common, ceil or floor", "expected `common`, `ceil` or `floor` as a way to round, found another",
     "leave it out for the usual one"),
    (r"argument must be iterable", "expected a list, found something else", DOCS),
    (r"Unexpected keyword argument '(?P<name>.*)'", "the filter takes no value named `{name}`", DOCS),
    (r"map requires a filter argument", "`map` needs the name of a filter", "write `map('upper')`"),
    (r"Missing parameter for attribute name", "expected the name of an attribute, found none",
     "write `selectattr('name')`"),
    (r"Range too big\..*", "`range` counts too far", "count no further than 100,000"),
    (r"Tried to call with (?P<name>.*)", "`{name}` cannot be called so", DOCS),
    (r"Can't filter by.*|The sandbox.*", "a template may not do this", DOCS),
    # -- Python
    (r"division by zero|(?:integer )?(?:modulo|division or modulo) by zero|float (?:floor )?division by zero"
     r"|float modulo.*", "division by zero", "ask `{% if … %}` whether there is something to divide by"),
    (r"unsupported operand type\(s\) for (?P<sign>\S+)(?: or pow\(\))?: '(?P<one>.*)' and '(?P<other>.*)'",
     _operands, ""),
    (r"can only concatenate (?P<one>\w+) \(not \"(?P<other>.*)\"\) to \w+", lambda found: (
        f"`+` cannot be used between {thing(found['one'])} and {thing(found['other'])}", "join texts with `~`"), ""),
    (r"'(?P<sign>[<>]=?)' not supported between instances of '(?P<one>.*)' and '(?P<other>.*)'", _compared, ""),
    (r"bad operand type for unary (?P<sign>.): '(?P<one>.*)'", lambda found: (
        f"`{found['sign']}` cannot stand before {thing(found['one'])}", "use a number"), ""),
    (r"'(?P<one>.*)' object is not callable", lambda found: (
        f"{thing(found['one'])} cannot be asked with round brackets", "leave the brackets out"), ""),
    (r"'(?P<one>.*)' object is not (?:an iterator|iterable)", lambda found: (
        f"expected a list, found {thing(found['one'])}", "name a list, such as `years`"), ""),
    (r"argument of type '(?P<one>.*)' is not (?:iterable|a container or iterable)", lambda found: (
        f"`in` cannot be used with {thing(found['one'])}", "name a list or a text after `in`"), ""),
    (r"'(?P<one>.*)' object is not subscriptable", lambda found: (
        f"{thing(found['one'])} has no parts to be asked for with square brackets", "leave the brackets out"), ""),
    (r"object of type '(?P<one>.*)' has no len\(\)", lambda found: (
        f"{thing(found['one'])} has no length", "ask a list or a text for it"), ""),
    (r"(?:[\w.<>]+\.)?(?P<name>[\w<>]+)\(\) takes (?:from )?(?P<most>\d+)(?: to \d+)? positional arguments? but "
     r"(?P<given>\d+) (?:was|were) given.*", _taken, ""),
    (r"(?:[\w.<>]+\.)?(?P<name>[\w<>]+)\(\) got an unexpected keyword argument '(?P<value>\w+)'.*",
     "`{name}` takes no value named `{value}`", DOCS),
    (r"(?:[\w.<>]+\.)?(?P<name>[\w<>]+)\(\) missing \d+ required (?:positional|keyword-only) arguments?: (?P<value>.*)",
     lambda found: (f"`{found['name']}` needs {found['value'].replace(chr(39), '`')}", DOCS), ""),
    (r"(?:[\w.<>]+\.)?(?P<name>[\w<>]+)\(\) got multiple values for argument '(?P<value>\w+)'",
     "`{name}` is given `{value}` twice", "give it once"),
    (r"not enough values to unpack \(expected (?P<most>(?:at least )?\d+), got (?P<given>\d+)\)",
     "expected {most} values for as many names, found {given}", "name as many as there are"),
    (r"too many values to unpack \(expected (?P<most>\d+).*\)", "expected {most} values for as many names, found more",
     "name as many as there are"),
    (r"cannot unpack non-iterable (?P<one>\S+) object", lambda found: (
        f"{thing(found['one'])} is not made of several values", "name one"), ""),
    (r"not all arguments converted.*|not enough arguments for format string|%. format: .*"
     r"|unsupported format character.*|incomplete format|format requires a mapping",
     "the `%` signs of a text and the values for them do not agree", "write `%s` once for each value"),
    (r"(?:list|tuple|string) index out of range|pop from an empty.*", "the list has no item of that number",
     "the first has the number 0"),
    (r"(?:list|tuple|string) indices must be.*",
     "expected the number of an item between square brackets, found another value", "write `list[0]`"),
    (r"invalid literal for int\(\).*|could not convert string to float.*", "expected a number, found another text",
     DOCS),
    (r"maximum recursion depth exceeded.*", "macros, files or brackets stand too deep in each other",
     "does a macro call itself, or a file include itself?"),
)  # fmt: skip
"""A sentence of Jinja2 or Python, what it is in our words, and what to do."""
FLAGS = re.DOTALL | re.IGNORECASE


def in_our_words(said: str) -> tuple[str, str]:
    """Return what is wrong, and a hint; a sentence that is not known as it is."""
    for pattern, words, hint in RULES:  # compiled only when something is wrong: there are eighty
        found = re.fullmatch(pattern, said.strip(), FLAGS)
        if found:
            return (words.format(**found.groupdict()), hint) if isinstance(words, str) else words(found)
    return said.strip() or "the template asks for too much memory", DOCS


# -- where a statement begins -----------------------------------------------------------------------------

STATEMENT = re.compile(
    r"\{#.*?#\}|\{%[-+]?\s*raw\b.*?endraw\s*[-+]?%\}|\{%[-+]?\s*(?P<word>\w+)(?P<rest>.*?)%\}", re.DOTALL
)
OPENING = ("block", "call", "filter", "for", "if", "macro", "set", "with")


TAG = re.compile(r"\{#.*?#\}|(?P<opened>\{\{|\{%)[-+]?", re.DOTALL)
WITHIN = re.compile(
    r"""(?P<text>"[^"\n]*"|'[^'\n]*')|(?P<quote>["'])|(?P<closed>[-+]?(?:\}\}|%\}))|(?P<opened>\{\{|\{%)"""
)
"""What matters within a statement: whole texts, a quote that its line does not close, its end, another beginning."""
CLOSINGS = {"{{": "}}", "{%": "%}"}


def slip_before(text: str, line: int) -> tuple[int, str, str]:
    """Return where a statement or a quote is opened, and not closed, that begins at most on a line; 0 for none.

    Jinja2 names the line on which it stumbles: of what is not closed that is often one below, where nothing is wrong.
    Returns the line, what is wrong, and a hint.
    """
    position = 0
    while (found := TAG.search(text, position)) is not None:
        position, begins = found.end(), text.count("\n", 0, found.start()) + 1
        if begins > line:
            break
        opened = found["opened"]
        if not opened:
            continue
        for part in WITHIN.finditer(text, position):
            at = text.count("\n", 0, part.start()) + 1
            if part["quote"]:
                return (at, SIGNS['"'], "close it on the same line") if at <= line else NOTHING_SLIPPED
            if part["closed"]:
                position = part.end()
                break
            if part["opened"]:
                return begins, *_left_open(opened)
        else:
            return begins, *_left_open(opened)
    return NOTHING_SLIPPED


def _left_open(sign: str) -> tuple[str, str]:
    return f"`{sign}` is opened here and not closed", f"write `{CLOSINGS[sign]}` where it ends"


NOTHING_SLIPPED = (0, "", "")


def opened_and_not_closed(text: str) -> int:
    """Return the line of the innermost statement of a text that is not closed; 0 when all are."""
    opened: list[tuple[str, int]] = []
    for found in STATEMENT.finditer(text):
        word = found["word"] or ""
        if word in OPENING and not (word == "set" and "=" in found["rest"]):
            opened.append((word, text.count("\n", 0, found.start()) + 1))
        elif word.startswith("end") and opened and opened[-1][0] == word.removeprefix("end"):
            opened.pop()
    return opened[-1][1] if opened else 0
