"""What a writer of a template reads of a mistake: our words, the place, what to do; nothing of Jinja2 or Python."""

import ast
import re
from pathlib import Path

import jinja2
import pytest

from reportgen.errors import TemplateError
from reportgen.template import read_reports, render
from reportgen.template.jinja_words import FLAGS, RULES, in_our_words, opened_and_not_closed

FRONT = "---\ntitle: T\nkicker: K\ndescription: D\n---\n"
MODULES = ("lexer", "parser", "compiler", "runtime", "sandbox", "filters")
RAISING = {
    "fail", "Failure", "TemplateSyntaxError", "TemplateAssertionError", "TemplateRuntimeError", "SecurityError",
    "undefined", "_undefined", "FilterArgumentError", "TypeError", "ValueError", "OverflowError",
}  # fmt: skip
NOT_FOR_TEMPLATES = (
    "Can't compile non template nodes",
    "format_map() takes no keyword arguments",
    "format_map() takes exactly one argument (x given)",
)
"""Sentences of Jinja2 for those who call it, and of what is not in the sandbox."""


def sentence(node):
    """The text that a call is given, with `x` for what is filled in."""
    if isinstance(node, ast.JoinedStr):
        return "".join(part.value if isinstance(part, ast.Constant) else filled(part) for part in node.values)
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def filled(part):
    return "'x'" if part.conversion == ord("r") else "x"


def sentences_of_jinja():
    folder = Path(jinja2.__file__).parent
    for name in MODULES:
        for node in ast.walk(ast.parse((folder / f"{name}.py").read_text(encoding="utf-8"))):
            called = getattr(node, "func", None)
            if getattr(called, "attr", getattr(called, "id", "")) in RAISING and node.args and sentence(node.args[0]):
                yield sentence(node.args[0])


@pytest.mark.parametrize(
    ("body", "line", "said"),
    [
        ("a\n{{ 1 }\nb {{ 2 }}\n", 7, "`{{` is opened here and not closed"),
        ("a\n{{ 1\n\nb {% set x = 1 %}\n", 7, "`{{` is opened here and not closed"),
        ("a\n{% if 1 }\nb\n{% endif %}\n", 7, "`{%` is opened here and not closed"),
        ("a\n{{ say('one) }}\n{{ say('two') }}\n", 7, "a quote is opened here and not closed"),
        ("{{ 'one }} and {{ two' }}\n\n{{ 1 2 }}\n", 8, "expected `}}`, found a number"),
        ("{# {{ #}\n{{ 1 2 }}\n", 7, "expected `}}`, found a number"),
    ],
)
def test_what_is_not_closed_is_found_on_the_line_where_it_is_opened(tmp_path, body, line, said):
    (tmp_path / "a.md").write_text(FRONT + body, encoding="utf-8")
    report = read_reports(tmp_path)["a"]
    with pytest.raises(TemplateError) as found:
        render(report, report.body, {}, line=report.body_line)
    assert (found.value.where, found.value.message) == (f"{found.value.where.rpartition(':')[0]}:{line}", said)


@pytest.mark.parametrize("said", sorted(set(sentences_of_jinja()) - set(NOT_FOR_TEMPLATES)))
def test_every_sentence_of_jinja_has_words_of_ours(said):
    said = said.replace("No x named", "No filter named").replace("unexpected char 'x' at x", "unexpected char '$' at 7")
    assert any(re.fullmatch(pattern, said, FLAGS) for pattern, _, _ in RULES), said
    message, hint = in_our_words(said)
    assert "jinja" not in message.lower().replace("jinja2's own", "")
    assert hint


def test_more_than_fifty_sentences_of_jinja_are_compared():
    assert len(set(sentences_of_jinja())) > 50


class Figure:
    """What a template is given."""

    label = "F"


def mistake_of(folder, body, **variables):
    (folder / "tiny.md").write_text(FRONT + body, encoding="utf-8")
    report = read_reports(folder)["tiny"]
    known = {"figure": lambda name: Figure(), "years": (2020, 2021), "last": 2021, **variables}
    with pytest.raises(TemplateError, match=r".") as caught:
        render(report, report.body, known, line=report.body_line)
    error = caught.value
    return f"{error.where.rpartition(':')[2]}: {error.message} | {error.hint}"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("\n{% if last %}\n{% for y in years %}\n{% endfor %}\n", "7: `{% if %}` is not closed | write `{% endif %}`"),
        (
            "{% for y in years %}\n{% if last %}\n{% endfor %}",
            "8: `{% endfor %}` stands where `{% endif %}` is expected",
        ),
        ("{% endif %}", "6: `{% endif %}` belongs to no `{% if %}` | take it out"),
        ("{% els %}", "6: unknown statement `els` | did you mean `else`?"),
        ("{{ last", "6: `{{` is opened here and not closed | write `}}` where it ends"),
        ("{{ figure('a' }}", "6: expected `)`, found `}` | close brackets"),
        ("{{ figure('a) }}", "6: a quote is opened here and not closed | close it on the same line"),
        ("{{ “a” }}", "6: the sign `“` means nothing here | put texts between straight quotes"),
        ("{% if last = 2020 %}{% endif %}", "6: expected `%}`, found `=` | write `==` to compare"),
        ("{{ last last }}", "6: expected `}}`, found `last` | look for"),
        ("{{ 1 + }}", "6: `}}` stands where a value is expected | look for"),
        ("{# a comment", "6: a comment `{#` is not closed | write `#}`"),
        ("{{ last & 1 }}", "6: the sign `&` means nothing here | write `and`"),
        ("{{ }}", "6: expected a value, found `}}` | write a name"),
        ("{{ lst }}", "6: unknown name `lst` | did you mean `last`?"),
        ("{{ figure('a').labl }}", "6: a `Figure` has no `labl` | did you mean `label`?"),
        ("{{ last.year }}", "6: a number has no `year` | "),
        ("{{ last | uper }}", "6: unknown filter `uper` | did you mean `upper`?"),
        ("{% if last is evn %}{% endif %}", "6: unknown test `evn` | did you mean `even`?"),
        ("{{ 1 / 0 }}", "6: division by zero | ask"),
        ("{{ last + 'a' }}", "6: `+` cannot be used between a number and a text | join texts with `~`"),
        ("{{ last < 'a' }}", "6: a number and a text cannot be compared by `<` | compare numbers"),
        ("{{ last() }}", "6: a number cannot be asked with round brackets | leave the brackets out"),
        ("{% for y in last %}{% endfor %}", "6: expected a list, found a number | name a list"),
        ("{{ years[7] }}", "6: a list of 2 has none of number 7 | they"),
        ("{{ last | length }}", "6: a number has no length | ask a list"),
        ("{{ figure() }}", "6: `<lambda>` needs `name` | see docs"),
        ("{{ figure('a', 'b') }}", "6: `<lambda>` takes fewer values than it was given | take some out"),
        ("{{ figure(nam='a') }}", "6: `<lambda>` takes no value named `nam` | see docs"),
        ("{% for a, b in years %}{% endfor %}", "6: a number is not made of several values | name one"),
        ("{% macro m(a) %}{% endmacro %}{{ m(1, 2) }}", "6: macro `m` takes 1 values at most | see"),
        ("{% macro m(a) %}{% endmacro %}{{ m(b=2) }}", "6: macro `m` takes no value named `b` | see"),
        ("{{ [] | first }}", "6: the list is empty: there is nothing to take of it | ask"),
        ("{% if 2021 in last %}{% endif %}", "6: `in` cannot be used with a number | name a list"),
        ("{{ '%d' % 'a' }}", "6: the `%` signs of a text and the values for them do not agree | write"),
        ("{{ 'a' | int('b') + none }}", "6: `+` cannot be used between a text and nothing | join texts with `~`"),
        ("{{ -'a' }}", "6: `-` cannot stand before a text | use a number"),
    ],
)
def test_a_mistake_is_told_in_our_words_at_its_line(tmp_path, body, expected):
    assert mistake_of(tmp_path, body).startswith(expected)


def test_what_is_not_closed_in_a_macro_is_told_where_it_was_opened(tmp_path):
    (tmp_path / "macros").mkdir()
    macros = "{% macro m() %}\n\n{% if 1 %}\n{% endmacro %}\n\n"
    (tmp_path / "macros" / "own.md").write_text(macros.replace("{% endmacro %}", ""), encoding="utf-8")
    (tmp_path / "tiny.md").write_text(FRONT + '{% import "macros/own.md" as o %}', encoding="utf-8")
    report = read_reports(tmp_path)["tiny"]
    with pytest.raises(TemplateError, match=r"macros/own\.md:3: `\{% if %\}` is not closed"):
        render(report, report.body, {})


def test_statements_in_comments_and_raw_text_are_not_counted():
    assert opened_and_not_closed("{# {% if x %} #}{% raw %}{% for %}{% endraw %}{% set a = 1 %}\n{% if x %}") == 2
    assert opened_and_not_closed("{% if x %}{% endif %}") == 0
