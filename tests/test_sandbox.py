"""What a template of somebody else may do, and how much of it; that text from the data prints as itself."""

import csv
import io
import zipfile

import pytest

from reportgen.errors import TemplateError, UsageError, visible
from reportgen.formulas import safe_cell
from reportgen.limits import Limits
from reportgen.links import leads_out
from reportgen.template import escape_markdown
from reportgen.template.loader import YamlMistake, read_yaml
from tests.test_template import FRONT, parsed, printed, rendered, report_of
from tests.worlds import make_world

TOO_MUCH = r"tiny\.md:\d+: .*(too much|too large|deep|to print)(.|\n)*hint: "
GROWING = "{% set n = namespace(x=START) %}{% for i in range(60) %}{% set n.x = STEP %}{% endfor %}x"


def growing(start, step):
    return GROWING.replace("START", start).replace("STEP", step)


@pytest.mark.parametrize(
    "body",
    [
        "{{ 10 ** (10 ** 9) }}",
        "{{ 'x' * 10 ** 9 }}",
        "{{ ([1] * 10 ** 9) | length }}",
        "{{ 'x' | center(10 ** 9) }}",
        "{{ 'x'.ljust(10 ** 9) }}",
        "{{ 'x\\ny' | indent(10 ** 9) }}",
        "{{ '%1000000000d' % 1 }}",
        "{{ '%1000000000d' | format(1) }}",
        "{{ '%*d' % (10 ** 9, 1) }}",
        "{{ ('a' * 10000) | replace('a', 'b' * 100000) }}",
        "{{ ('a' * 10000).replace('', 'b' * 100000) }}",
        "{{ (['x' * 10000] * 10000) | join }}",
        "{{ [1] | batch(10 ** 9, 'x') | list }}",
        "{{ [1] | slice(10 ** 8) | list }}",
        "{{ 5 | round(-(10 ** 9)) }}",
        "{% for a in range(9999) %}{% for b in range(9999) %}{% endfor %}{% endfor %}",
        "{% for a in range(99999) %}" + "y" * 10000 + "{% endfor %}",
        growing("'a'", "n.x ~ n.x"),
        growing("'a'", "n.x + n.x"),
        growing("[1]", "n.x + n.x"),
        growing("[1]", "[n.x, n.x]"),
        growing("10", "n.x * n.x"),
        growing("{}", "dict(a=n.x, b=n.x)"),
        "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
        "{{ figure }}",
    ],
)  # fmt: skip
def test_a_template_that_asks_for_too_much_is_told_where(tmp_path, body):
    with pytest.raises(TemplateError, match=TOO_MUCH):
        rendered(tmp_path, body, {"figure": object()})


def test_a_filter_that_is_asked_for_the_impossible_is_told_where(tmp_path):
    with pytest.raises(TemplateError, match=r"filter `truncate`: expected length >= 3") as caught:
        rendered(tmp_path, "{{ 'a long text' | truncate(-5) }}", {})
    assert caught.value.where


def test_the_budget_is_new_for_each_text(tmp_path):
    for _ in range(3):
        assert rendered(tmp_path, "{{ ('x' * 900000) | length }}" * 10).startswith("900000")


@pytest.mark.parametrize(
    "body", ["{{ lipsum() }}", "{{ [1, 2] | random }}", "{{ cycler(1, 2).next() }}", "{{ joiner()() }}"]
)
def test_what_is_not_the_same_twice_is_not_there(tmp_path, body):
    with pytest.raises(TemplateError, match=r"tiny\.md:6: unknown (name|filter) `"):
        rendered(tmp_path, body)


def test_a_file_of_macros_keeps_nothing_from_one_document_to_the_next(tmp_path):
    counter = "{% set n = namespace(x=0) %}{% macro next() %}{% set n.x = n.x + 1 %}{{ n.x }}{% endmacro %}"
    body = "{% import 'macros/counter.md' as c %}{{ c.next() }}{{ c.next() }}"
    assert [rendered(tmp_path, body, counter=counter) for _ in range(2)] == ["12", "12"]


@pytest.mark.parametrize(
    "body", ["{{ figure ~ '' }}", "{{ [figure] | join }}", "{{ figure | upper }}", "{{ '%s' % figure }}"]
)
def test_no_object_becomes_text_by_a_detour(tmp_path, body):
    with pytest.raises(TemplateError, match="expected something to print, found a `object`"):
        rendered(tmp_path, body, {"figure": object()})


def test_a_file_that_a_link_leads_to_outside_is_not_included(tmp_path):
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    folder = tmp_path / "templates"
    (folder / "macros").mkdir(parents=True)
    (folder / "macros" / "link.md").symlink_to(tmp_path / "secret.txt")
    with pytest.raises(TemplateError, match="leads out of the template folder"):
        rendered(folder, "{% include 'macros/link.md' %}")


# --- text from the data --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    ["- Town", "+ Town", "1986. Town", "1) Town", "1986", "# Head", "===", "---", "::: x", "> q", "-",
     "{mark:b}", "**b**", "null", "true", "1.50", "0x1F", "%x", "@x", "? x", "=1+1", "(x)"],
)  # fmt: skip
def test_a_name_prints_as_itself_where_a_line_or_a_value_begins(tmp_path, name):
    assert printed(tmp_path, "{{ name }}", name=name) == name
    assert printed(tmp_path, "{{ name }} is here.", name=name) == f"{name} is here."
    box = parsed(rendered(tmp_path, ":::{box}\ntitle: {{ name }}\n:::\n", {"name": name}))[0]
    from reportgen.compose.options import check_options  # what a directive makes of it

    assert check_options(box.options, ("title",), where="t").text("title") == name


def test_a_new_line_in_a_name_is_a_space(tmp_path):
    assert printed(tmp_path, "{{ name }} is here.", name="A\n\n# B") == "A # B is here."


@pytest.mark.parametrize("sign", ["\x00", "\x1b", "\x9b", "\u202e", "\ufffe"])
def test_a_control_character_is_a_mistake(tmp_path, sign):
    with pytest.raises(TemplateError, match=rf"control character U\+{ord(sign):04X}"):
        escape_markdown(f"a{sign}b")
    with pytest.raises(TemplateError, match=r"tiny\.md:6: .*control character"):
        report_of(tmp_path, f"a{sign}b")


def test_what_a_terminal_would_obey_is_shown_by_its_number():
    assert visible("a\x1b[2Jb\nerror: c") == "a\\u001b[2Jb\\nerror: c"


@pytest.mark.parametrize(
    "url", ["https://example.org/a?b#c", "http://[::1]/", "mailto:a@example.org", "tel:+1-800-843"]
)
def test_a_link_leads_to_a_page_mail_or_telephone(url):
    assert leads_out(url)
    assert parsed(f"[a]({url})")


@pytest.mark.parametrize(
    "url",
    ["smb://evil/x", "ms-word:ofe|u|http://x", "C:%5Cx.exe", "../x.exe", "//evil/x", "ftp://x", "file:///x", "http://[::1",
     "mailto:x@y?attach=/etc/passwd", "https://user:word@evil", "#x", ""],
)  # fmt: skip
def test_a_link_to_anything_else_is_a_mistake(url):
    assert not leads_out(url)
    if url.startswith("smb"):
        with pytest.raises(TemplateError, match="a link may not lead to `smb:"):
            parsed(f"[a]({url})")


# --- lists, YAML, settings -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["- ", "1.", "-\n-\n", "#", "- - ", "# &nbsp;", "&#32;"])
def test_what_holds_nothing_is_left_out(text):
    assert parsed(text) == ()


@pytest.mark.parametrize("text", ["1. " * 20 + "x", "- " * 10 + "x", "- " * 5000 + "x", "> " * 5000 + "x"])
def test_lists_in_lists_have_an_end(text):
    with pytest.raises(TemplateError, match="deep"):
        parsed(text)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("[" * 100_000, "deep"),
        ("- " * 100_000 + "x", "deep"),
        ("a: 1\na: 2", "`a` stands there twice"),
        ("a: &a {b: 1}\nc: {<<: *a}", "`<<` is not taken"),
        ("a: &a [*a]", "aliases stand for too much"),
        (
            "\n".join([f"a0: &a0 [{'x,' * 9}]", *(f"a{i + 1}: &a{i + 1} [{f'*a{i},' * 9}]" for i in range(9))]),
            "too much",
        ),
        ("a: " + "9" * 5000, "digits"),
        ("a: .nan", "expected a number"),
        ("a: 2024-13-45", "month"),
        ("a: \x1b", "control character"),
    ],
)
def test_yaml_that_no_template_needs_is_a_mistake(text, problem):
    with pytest.raises(YamlMistake, match=problem):
        read_yaml(text)


def test_a_word_is_no_yes_or_no():
    assert read_yaml("a: No\nb: true\nc: on") == {"a": "No", "b": True, "c": "on"}


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("keywords: 5", "`keywords`: expected a list, found a text"),
        ("keywords: abc", "`keywords`: expected a list, found a text"),
        ("keywords: [[1]]", "`keywords`: expected a text, found a list"),
        ("byline: [1, 2]", "`byline`: expected a text, found a list"),
        ("lead: true", "`lead`: expected a text, found yes or no"),
        ("byline: A\nbyline: B", "`byline` stands there twice"),
        ("language: '\"<x>'", "`language`: expected the code of a language"),
        ("scope: [a]", "`scope`: expected a text"),
        ("note_kinds: [[1]]", "`note_kinds`: expected a text"),
        ("notes: {a: 1}", "`notes`: expected a text"),
    ],
)
def test_a_setting_of_another_kind_is_named(tmp_path, line, message):
    with pytest.raises(TemplateError, match=message) as raised:
        report_of(tmp_path, front=FRONT.replace("---\n", f"---\n{line}\n", 1))
    assert raised.value.hint


@pytest.mark.parametrize("title", ["", "''", "'{{ \"\" }}'", "'&nbsp;'"])
def test_a_title_says_something(tmp_path, capsys, title):
    world = make_world(tmp_path)
    (world.templates / "note.md").write_text(
        f"---\ntitle: {title}\nkicker: K\ndescription: D\n---\nText.\n", encoding="utf-8"
    )
    assert world.build("note", "--format", "txt") == 4
    assert "empty" in capsys.readouterr().err


# --- tables for spreadsheets, Word templates ---------------------------------------------------------------------


@pytest.mark.parametrize("name", ["=1+1", "+1", "-2+3", "@SUM(1)", "\t=1", " =1", "\uff1d1", '"=1'])
def test_no_cell_of_a_table_is_a_formula(name):
    assert safe_cell(name).startswith("'")


def test_the_index_runs_no_formula(tmp_path):
    world = make_world(tmp_path)
    (world.templates / "note.md").write_text(FRONT.replace("A report", "=HYPERLINK(1)") + "Text.\n", encoding="utf-8")
    assert world.build("note", "--format", "txt", "--index") == 0
    rows = list(csv.DictReader(io.StringIO((world.out / "index.csv").read_text(encoding="utf-8"))))
    assert rows[0]["title"] == "'=HYPERLINK(1)"


def docx_with(**parts):
    """A Word file of ours with some parts changed."""
    from reportgen.builders.docx import base_template  # python-docx
    from reportgen.template import read_theme
    from tests.worlds import THEMES

    out = io.BytesIO()
    ours = io.BytesIO(base_template(read_theme("default", THEMES.parent)))
    with zipfile.ZipFile(ours) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            change = parts.get(name.rsplit("/", 1)[-1].split(".")[0].strip("[]"))
            new.writestr(name, change(content) if change else content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        ({"styles": lambda text: text + b" " * 40_000_000}, "of more than 32,000,000 bytes"),
        ({"settings": lambda text: text.replace(b"<w:settings", b"<!DOCTYPE a><w:settings", 1)}, "declares entities"),
        ({"styles": lambda text: text.replace(b"w:styles", b"w:other")}, "another kind where its `styles`"),
        ({"document": lambda text: text.replace(b"w:body", b"w:bodies")}, "no text part as Word writes it"),
        ({"document": lambda text: text[:-20]}, "cannot be read"),
    ],
)
def test_a_word_template_is_looked_at_before_it_is_read(parts, message):
    from reportgen.builders.docx import check_template  # python-docx

    with pytest.raises(UsageError, match=rf"t\.docx: the Word template (.*){message}") as raised:
        check_template(docx_with(**parts), where="t.docx")
    assert raised.value.hint


def test_a_damaged_word_template_is_told(tmp_path):
    from reportgen.builders.docx import check_template  # python-docx

    whole = bytearray(docx_with())
    for place in range(100, len(whole) - 2000, 97):
        whole[place] ^= 255
    with pytest.raises(UsageError, match=r"t\.docx: the Word template"):
        check_template(bytes(whole), where="t.docx")


def test_time_is_what_a_template_works_and_not_what_it_waits(monkeypatch):
    from time import sleep

    from reportgen.template import budget

    monkeypatch.setattr(budget, "limits", lambda: Limits(template_seconds=0.05))
    counted = budget.Budget()
    for _ in range(3):
        for _ in range(budget.CLOCK):
            counted.step()
        sleep(0.06)
    monkeypatch.setattr(counted, "left", 10**9)
    with pytest.raises(TemplateError, match=r"takes more than 0\.05 seconds"):
        all(counted.step() is None for _ in range(10**6))
