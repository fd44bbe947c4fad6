import pytest

from reportgen.document import (
    CrossReference,
    Emphasis,
    Heading,
    LineBreak,
    Link,
    List,
    Mark,
    Note,
    Paragraph,
    Strong,
    Text,
    plain_text,
)
from reportgen.errors import DataError, TemplateError
from reportgen.measure import MarkCode
from reportgen.template import Directive, escape_markdown, parse_inlines, parse_markdown, read_reports, render

FRONT = "---\ntitle: A report\nkicker: Report\ndescription: For tests\n---\n"


def report_of(folder, body="", *, front=FRONT, name="tiny", **macros):
    """Write a template, with macro files by name, and return it as read."""
    (folder / "macros").mkdir(exist_ok=True)
    for macro, text in macros.items():
        (folder / "macros" / f"{macro}.md").write_text(text, encoding="utf-8")
    (folder / f"{name}.md").write_text(front + body, encoding="utf-8")
    return read_reports(folder)[name]


def rendered(folder, body, variables=None, **macros):
    report = report_of(folder, body, **macros)
    return render(report, report.body, variables or {}, line=report.body_line)


def printed(folder, body, **variables):
    """What a reader sees of a template's only paragraph."""
    (block,) = parse_markdown(rendered(folder, body, variables), where="t.md")
    return plain_text(block.children)


def parsed(text):
    return parse_markdown(text, where="t.md")


# --- settings ----------------------------------------------------------------------------------------------------


def test_a_report_is_a_file_with_settings_in_front(tmp_path):
    front = "---\ntitle: T\nkicker: K\ndescription: D\nscope: place\nkeywords: [a, b]\n---\n"
    report = report_of(tmp_path, "\n# Heading\n", front=front)
    assert (report.name, report.title, report.scope, report.keywords) == ("tiny", "T", "place", ("a", "b"))
    assert (report.body, report.body_line) == ("\n# Heading\n", 8)


def test_a_report_knows_the_lines_of_its_settings(tmp_path):
    front = "---\ntitle: T\nkicker: K\ndescription: >-\n  title: of a kind\nbyline: B\n---\n"
    lines = report_of(tmp_path, front=front).setting_lines
    assert lines == {"title": 2, "kicker": 3, "description": 4, "byline": 6}


def test_reports_come_in_the_order_of_their_names(tmp_path):
    for name in ("b", "a"):
        report_of(tmp_path, name=name)
    assert list(read_reports(tmp_path)) == ["a", "b"]


def test_a_setting_by_the_name_of_an_earlier_version_is_read_as_before(tmp_path):
    (tmp_path / "old.md").write_text("---\ntitle: T\nkicker: K\ndescription: D\nstandfirst: S\n---\n", encoding="utf-8")
    report = read_reports(tmp_path)["old"]
    assert (report.lead, report.setting_lines["lead"]) == ("S", 5)


@pytest.mark.parametrize(
    ("front", "message"),
    [
        ("# Heading\n", r"tiny\.md:1: expected settings between two lines of `---`"),
        ("---\ntitle: T\n", r"tiny\.md:1: expected settings between two lines of `---`"),
        ("---\ntitle: T\nkicker: K\n---\n", r"tiny\.md: front matter: missing setting `description`"),
        ("---\nstandfirst: S\nlead: L\n---\n", r"`lead` stands there twice, once as `standfirst`\nhint: keep `lead`"),
        ("---\nkickr: K\n---\n", r"tiny\.md:2: front matter: unknown setting `kickr`\nhint: did you mean `kicker`\?"),
        ("---\ntitle: T: U\n---\n", r"tiny\.md:2: front matter: .*\nhint: quote texts with a colon"),
        (
            "---\nkicker: K\ntitle: 'T\n---\n",
            r"tiny\.md:3: front matter: a quotation mark is opened here and not closed",
        ),
        ('---\ntitle: "T\nkicker: "K"\n---\n', r"tiny\.md:3: front matter: expected a line `name: value`"),
        ("---\ntitle: T\nkicker K\n---\n", r"tiny\.md:4: front matter: expected `name: value`, found no colon"),
        ("---\n- title\n---\n", r"front matter: expected `name: value` lines"),
        (
            FRONT.replace("---\n", "scope: county\n---\n").removeprefix("scope: county\n"),
            r"expected `country`, `place` or `any`",
        ),
    ],
)
def test_settings_that_cannot_be_understood_are_refused(tmp_path, front, message):
    with pytest.raises(TemplateError, match=message):
        report_of(tmp_path, front=front)


def test_a_missing_template_folder_is_named(tmp_path):
    with pytest.raises(TemplateError, match=r"none: expected a folder of templates, found none"):
        read_reports(tmp_path / "none")


# --- text from the data ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["A*B_<c>", "`x` [y](z) {mark:x}", "# & 1. ~ |", "\\* 'a' \"b\"", ":::{chart} x", "R&amp;D", "{{ place }}"]
)
def test_a_name_from_the_data_prints_as_itself(tmp_path, name):
    assert printed(tmp_path, "In {{ name }} it rose.", name=name) == f"In {name} it rose."


def test_a_name_from_the_data_is_one_plain_text(tmp_path):
    (block,) = parsed(rendered(tmp_path, "{{ name }}", {"name": "A*B*_<c>_"}))
    assert block == Paragraph((Text("A*B*_<c>_"),))


def test_a_name_from_the_data_does_not_upset_the_options_of_a_directive(tmp_path):
    body = ":::{chart} x\nheadline: {{ name }}\ntitle: '{{ name }}'\n:::\n"
    (directive,) = parsed(rendered(tmp_path, body, {"name": "It's: {a} #b"}))
    assert [plain_text(parse_inlines(text, where="")) for text in directive.options.values()] == ["It's: {a} #b"] * 2


def test_what_a_macro_writes_is_markdown(tmp_path):
    sentences = "{% macro bold(text) %}**{{ text }}** {mark:x}{% endmacro %}"
    body = '{% import "macros/sentences.md" as s with context %}{{ s.bold(name) }}'
    text = rendered(tmp_path, body, {"name": "A*B"}, sentences=sentences)
    assert parsed(text)[0].children == (Strong((Text("A*B"),)), Text(" "), Mark(MarkCode.NOT_PUBLISHED))


def test_a_text_that_the_template_itself_writes_is_markdown(tmp_path):
    assert parsed(rendered(tmp_path, "{{ '**b**' }}"))[0].children == (Strong((Text("b"),)),)


def test_escaping_gives_character_references():
    assert escape_markdown("a*<b") == "a&#42;&#60;b"


# --- what cannot be rendered -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("one\n\n{{ casess }}\n", r"templates/tiny\.md:8: unknown name `casess`\nhint: see the names in docs/"),
        ("one\n{% if x %}\n", r"templates/tiny\.md:7: `\{% if %\}` is not closed\nhint: write `\{% endif %\}`"),
        ("{{ 1 | nothing }}\n", r"templates/tiny\.md:6: unknown filter `nothing`"),
        ("\n{{ 1 / 0 }}\n", r"templates/tiny\.md:7: division by zero"),
        ("\n\n{{ f(1) }}\n", r"templates/tiny\.md:8: .* takes fewer values than it was given"),
        ("{{ half }}\n", r"templates/tiny\.md:6: a bare number cannot be printed"),
        ("{{ [1][1] }}\n", r"templates/tiny\.md:6: a list of 1 has none of number 1\nhint: they are counted from 0"),
        ("{{ nothing }}\n", r"templates/tiny\.md:6: expected something to print, found nothing"),
        ("{{ f }}\n", r"templates/tiny\.md:6: expected something to print, found the question `<lambda>`"),
        ("{{ f.__globals__ }}\n", r"templates/tiny\.md:6: a template may not ask a question for `__globals__`"),
        ('{% import "macros/gone.md" as s %}\n', r"templates/tiny\.md:6: expected a file `macros/gone\.md`"),
    ],
)
def test_a_mistake_in_a_template_is_named_with_file_and_line(tmp_path, body, message):
    folder = tmp_path / "templates"
    folder.mkdir()
    with pytest.raises(TemplateError, match=message):
        rendered(folder, body, {"f": lambda: 1, "half": 0.5, "nothing": None})


def test_a_macro_that_a_file_does_not_have_is_named_with_the_nearest_one(tmp_path):
    folder = tmp_path / "templates"
    folder.mkdir()
    body = '{% import "macros/sentences.md" as s with context %}\n{{ s.sya() }}'
    message = r"tiny\.md:7: the file `macros/sentences\.md` has no `sya`\nhint: did you mean `say`\?"
    with pytest.raises(TemplateError, match=message):
        rendered(folder, body, sentences="{% macro say() %}x{% endmacro %}")


def test_a_mistake_in_a_macro_is_named_where_it_is(tmp_path):
    folder = tmp_path / "templates"
    folder.mkdir()
    sentences = "{% macro say() %}\n{{ gone }}\n{% endmacro %}"
    body = '{% import "macros/sentences.md" as s with context %}\n{{ s.say() }}'
    with pytest.raises(TemplateError, match=r"^templates/macros/sentences\.md:2: unknown name `gone`"):
        rendered(folder, body, sentences=sentences)


def test_a_syntax_error_in_a_macro_is_named_where_it_is(tmp_path):
    folder = tmp_path / "templates"
    folder.mkdir()
    body = '{% import "macros/sentences.md" as s %}'
    with pytest.raises(TemplateError, match=r"^templates/macros/sentences\.md:2: "):
        rendered(folder, body, sentences="\n{% macro %}")


def test_a_question_that_the_data_cannot_answer_is_named_with_file_and_line(tmp_path):
    def figure(name):
        raise DataError(f"unknown indicator `{name}`", hint="did you mean `cases`?")

    with pytest.raises(TemplateError, match=r"tiny\.md:7: unknown indicator `case`\nhint: did you mean `cases`\?"):
        rendered(tmp_path, "\n{{ figure('case') }}", {"figure": figure})


@pytest.mark.parametrize("text", ["Plain", "Two\r\nlines\rof text\n", "No } brace", ""])
def test_a_text_with_nothing_to_carry_out_is_as_jinja_would_leave_it(tmp_path, text):
    report = report_of(tmp_path, "")
    assert render(report, text, {}) == render(report, "{# #}" + text, {})


def test_whole_numbers_such_as_years_are_printed(tmp_path):
    assert printed(tmp_path, "In {{ last }}.", last=2024) == "In 2024."


# --- Markdown ----------------------------------------------------------------------------------------------------


def test_markdown_becomes_blocks():
    heading, paragraph, bullets, numbers = parsed("## Ages & places\n\nSome\ntext.\n\n- a\n- b\n\n1. c\n")
    assert heading == Heading(2, (Text("Ages & places"),), anchor="ages-places")
    assert paragraph == Paragraph((Text("Some text."),))
    assert isinstance(bullets, List)
    assert (bullets.ordered, numbers.ordered, len(bullets.items)) == (False, True, 2)


def test_lists_nest():
    (outer,) = parsed("- a\n  - b\n")
    paragraph, inner = outer.items[0].blocks
    assert plain_text(paragraph.children) == "a"
    assert plain_text(inner.items[0].blocks[0].children) == "b"


def test_inline_markdown_becomes_inlines():
    found = parse_inlines("**b** *e* [l](https://example.org) `c` a\\\nb", where="t.md")
    assert [type(inline) for inline in found] == [Strong, Text, Emphasis, Text, Link, Text, LineBreak, Text]
    assert plain_text(found) == "b e l c a b"


def test_quotes_are_made_typographic_but_not_those_of_the_data(tmp_path):
    assert plain_text(parse_inlines('"more" children\'s', where="")) == "“more” children’s"
    assert printed(tmp_path, "{{ name }}", name="O'Neil") == "O'Neil"


def test_roles_stand_for_marks_notes_and_references():
    found = parse_inlines("a {mark:b}{note:n-1} see {ref:t} on page {page:t}", where="t.md")
    assert [inline for inline in found if not isinstance(inline, Text)] == [
        Mark(MarkCode.SERIES_BREAK),
        Note("n-1"),
        CrossReference("t"),
        CrossReference("t", form="page", before=" on page "),
    ]


def test_an_unknown_mark_is_refused():
    with pytest.raises(
        TemplateError, match=r"t\.md: unknown mark `y`\nhint: known: `b`, `c`, `d`, `i`, `low`, `r`, `x`, `z`"
    ):
        parse_inlines("{mark:y}", where="t.md")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("> quoted", "a quotation"),
        ("a\n\n***\n", "a line that is drawn"),
        ("    code", "a text that is indented"),
        ("```\ncode\n```", "a text between lines of backticks"),
    ],
)
def test_markdown_that_a_report_has_no_block_for_is_refused(text, kind):
    with pytest.raises(TemplateError, match=rf"t\.md: expected a heading, a paragraph, .* found {kind}"):
        parsed(text)


def test_a_picture_is_refused():
    with pytest.raises(TemplateError, match=r"expected text, .* found a picture"):
        parsed("![alt](a.png)")


def test_html_is_text():
    assert parsed("<b>a</b>") == (Paragraph((Text("<b>a</b>"),)),)


@pytest.mark.parametrize(("item", "kind"), [("## Heading", "`heading`"), (":::{notes}\n  :::", "directive `notes`")])
def test_an_item_of_a_list_does_not_lose_what_it_cannot_hold(item, kind):
    with pytest.raises(TemplateError, match=rf"an item of a list holds text and lists, found a {kind}"):
        parsed(f"- {item}\n")


# --- directives --------------------------------------------------------------------------------------------------


def test_a_directive_has_a_name_and_options():
    (directive,) = parsed(":::{chart} cases-by-type\nkind: line\ntop: 3\nlines:\n  - {figure: cases}\n:::\n")
    assert directive == Directive(
        "chart",
        "cases-by-type",
        {"kind": "line", "top": 3, "lines": [{"figure": "cases"}]},
        where="t.md: chart `cases-by-type`",
    )


def test_a_directive_may_have_neither_name_nor_options():
    assert parsed(":::{notes}\n:::\n") == (Directive("notes", "", None, where="t.md: notes"),)


@pytest.mark.parametrize("head", ["chart cases", "{chart cases}", "", "{Chart} x"])
def test_a_fence_that_is_no_directive_is_refused(head):
    with pytest.raises(TemplateError, match=r"t\.md: expected a directive such as `:::\{chart\} name`"):
        parsed(f":::{head}\n:::\n")


def test_options_that_are_no_yaml_are_refused_with_the_directive():
    with pytest.raises(TemplateError, match=r"t\.md: table `a`: options: .*\nhint: write a text with a colon after"):
        parsed(":::{table} a\nheadline: From A: to B\n:::\n")
