"""What was meant for Jinja2 or Markdown and would be printed as it stands is told, and prose with such signs is not."""

from pathlib import Path
from time import process_time

import pytest

from reportgen.compose import DIRECTIVES
from reportgen.errors import ReportErrors, TemplateError
from reportgen.resources import templates_folder
from reportgen.template.slips import slips_in
from tests.composing import World, indicator, over_years

NAMES = frozenset({"figure", "change", "title", "year"})
KINDS = tuple(DIRECTIVES)


def told(text):
    return [(slip.line, slip.message, slip.hint) for slip in slips_in(text, NAMES, KINDS) if slip.is_certain]


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("We took { figure('cases') }} cases.", "{ figure('cases') }}"),
        ("We took {figure('cases')} cases.", "{figure('cases')}"),
        ("We took {figrue('cases')} cases.", "{figrue('cases')}"),
        ("We took {figure('cases').label} cases.", "{figure('cases').label}"),
        ("We took figure('cases') }} cases.", "figure('cases') }}"),
        ("We took figure('cases') cases.", "figure('cases')"),
        ("{ title }}", "{ title }}"),
        ("{title | upper}", "{title | upper}"),
        (":::{chart} x\nheadline: {figure('cases')}\n:::", "{figure('cases')}"),
        ("{% import 'macros/s.md' as s %}\n{s.say('cases')}", "{s.say('cases')}"),
        ("{% macro mine(x) %}{{ x }}{% endmacro %}{mine(1)}", "{mine(1)}"),
    ],
)
def test_what_is_asked_of_the_data_needs_two_braces(text, written):
    ((line, message, hint),) = told(text)
    assert line == text[: text.index(written)].count("\n") + 1
    assert message == f"expected what is asked of the data between `{{{{` and `}}}}`, found `{written}`"
    assert hint.startswith(f"write `{{{{ {written.strip('{} ')} }}}}`")


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("{ if year %}", "write `{% if year %}`"),
        ("{ % if year %}", "write `{% if year %}`"),
        ("{endif}", "write `{% endif %}`"),
        ("#Referrals\n\nText.", "write `# Referrals`, or `\\#Referrals` for text"),
        ("Text.\n##Referrals by county", "write `## Referrals by county`, or `\\##Referrals by county` for text"),
        ("::chart cases", "write `:::{chart} cases`"),
        ("::{chart} cases", "write `:::{chart} cases`"),
        ("{chart} cases", "write `:::{chart} cases`"),
        ("See {ref: cases}.", "write `{ref:cases}`"),
        ("See {reff:cases}.", "write `{ref:cases}`"),
        ("See {figure:cases}.", "write `{ref:cases}`"),
        ("**{{ figure('cases') }} cases", "write `**` where it begins and where it ends, `\\*` for text"),
        ("*{{ figure('cases') }} cases", "write `*` where it begins and where it ends, `\\*` for text"),
        ("- **one\n- **two**", "write `**` where it begins and where it ends, `\\*` for text"),
        ('- headline: "**Cases"', "write `**` where it begins and where it ends, `\\*` for text"),
    ],
)
def test_what_would_be_printed_as_it_stands_is_told(text, hint):
    assert [slip[2] for slip in told(text)] == [hint]


@pytest.mark.parametrize(
    "text",
    [
        "The sets {a, b} and {a {b}} and {1}, {year 2024}, {year (of two)}, {year | year > 3} and {s.d.}.",
        "#1 of all counties\n\n#2 of them",
        "They wrote\n#MeToo\nin every message.",
        "Ask `{figure('cases')}` or ``figure('cases')``; `#Heading` and `**`.",
        "A \\{figure('cases')} and \\#Heading and \\** here.",
        "The figure (2024) and figure(s), change(s) of 5 * 3, 2**3, a * b, housed*.",
        "{% raw %}{ figure('cases') }}{% endraw %}{# {figure('cases')} #}",
        "{{ \"{figure('cases')}\" }} **{{ figure('cases') }}** *{{ title }}*",
        "{% if year %}**{% endif %}text{% if year %}**{% endif %}",
        "**bold *and both***, ***both***, wo**rd**",
        ":::{chart} x\nlines: [{figure: cases, name: a}]\n:::",
        ": a line that begins with a colon\n\nSee {ref:x} {page:x} {note:a-1} {mark:x}.",
        "chart cases\n\nlegend\n\ncontents",
        "Ratio 1::2 and a :: b",
    ],
)
def test_text_with_such_signs_is_no_slip(text):
    assert told(text) == []


@pytest.mark.parametrize("path", sorted(templates_folder().rglob("*.md")), ids=lambda path: path.name)
def test_the_templates_of_the_program_have_no_slips(path):
    assert slips_in(path.read_text(encoding="utf-8"), NAMES, KINDS) == ()


def test_a_guide_in_prose_and_code_has_no_slips():
    changes = Path(__file__).parent.parent / "CHANGELOG.md"
    assert slips_in(changes.read_text(encoding="utf-8"), NAMES, KINDS) == ()


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    return World(tmp_path_factory.mktemp("world"), over_years("cases", 3, 4), indicators=[indicator("cases")])


def mistakes(world, body, **settings):
    """Line and first words of what is wrong with a template, whose body begins on line 6."""
    with pytest.raises((TemplateError, ReportErrors)) as caught:
        world.compose(body, **settings)
    errors = getattr(caught.value, "errors", (caught.value,))
    return [(error.where.split(": ")[0].removeprefix("templates/tiny.md:"), error.message) for error in errors]


def test_a_slip_in_a_setting_is_told_at_its_line(world):
    ((line, message),) = mistakes(world, "Text.\n", title="Cases: {figure('cases')}", setting_lines={"title": 2})
    assert (line, message.endswith("found `{figure('cases')}`")) == ("2", True)


def test_a_name_between_single_braces_is_told_and_made(world):
    document = world.compose("In {year} there were some.\n\nIn {last} too.\n")
    assert [each.split(":")[0] for each in document.told] == ["line 8 is printed as it stands"]


CHART = ':::{chart} x\nkind: lien\nheadline: "A"\nsubtitle: "B"\nby: "county"\nlines: [{figure: casse}]\n:::\n'


def test_all_mistakes_of_a_template_are_told_in_the_order_of_their_lines(world):
    body = (
        "# Cases\n\n{{ figure('casse') }} and {figure('cases')}\n\n{{ figure('cass') }} {{ gone }}\n\n"
        f"{CHART}\n#Heading\n\n### Third\n\nSee {{ref:nothing}}, {{ref:x}} and {{note:none}}.\n\n"
        "> A quotation.\n\n{% if year %}\n"
    )
    told = mistakes(world, body)
    assert [(line, message.split(":")[0][:34]) for line, message in told] == [
        ("8", "unknown indicator `casse`"),
        ("10", "unknown indicator `cass`"),
        ("10", "unknown name `gone`"),
        ("13", "option `kind`"),
        ("16", "unknown option `by`"),
        ("17", "unknown indicator `casse`"),
        ("20", "expected a space after the `#` of "),
        ("22", "heading `Third`"),
        ("24", "unknown cross-reference `nothing`"),
        ("24", "unknown note `none`"),
        ("26", "expected a heading, a paragraph, a"),
        ("28", "`{% if %}` is not closed"),
    ]


# --- options -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "line", "message"),
    [
        (
            "- figure: cases\n label: Cases\n",
            "8",
            "options: expected 2 spaces before `label`, as before `figure` on the line above, found 1 space",
        ),
        (
            "kind: line\n  headline: A\nsubtitle: B\n",
            "8",
            "options: expected no space before `headline`, as before `kind` on the line above, found 2 spaces",
        ),
        (
            "rows:\n  - figure: cases\n    label: A\n   - figure: calls\n",
            "10",
            "options: expected 2 spaces before `figure`, as before `figure`, found 3 spaces",
        ),
        ("kind: line\nheadline: From A: to B\n", "8", "options: a colon within a text that is not quoted"),
        ('headline: >-\n  A\n   b: c\nsubtitle: "B\n', "10", "options: a quotation mark is opened here and not closed"),
    ],
)
def test_what_is_wrong_with_options_is_told_at_its_line(world, options, line, message):
    assert mistakes(world, f":::{{key-figures}}\n{options}:::\n") == [(line, message)]


def test_an_exhibit_of_a_pair_is_wrong_at_its_own_line(world):
    chart = ':::{chart} NAME\nkind: line\nheadline: "A"\nsubtitle: "B"\nlines: [{figure: casse}]\n:::\n'
    body = f"::::{{pair}}\n{chart.replace('NAME', 'a')}{chart.replace('NAME', 'b')}::::\n"
    assert [line for line, _ in mistakes(world, body)] == ["11", "17"]


def test_dimensions_that_there_are_include_levels_of_places(tmp_path):
    rows = over_years("cases", 3, 4) + over_years("cases", 1, 2, place="AA") + over_years("cases", 2, 2, place="BB")
    world = World(tmp_path, rows, indicators=[indicator("cases")])
    with pytest.raises(TemplateError, match=r"unknown dimension `county`\nhint: (known: .*`state`|did you mean)"):
        world.compose(":::{table} x\nkind: members\nfigure: cases\nby: county\nhead: K\ntotal: T\n"
                      'headline: "A"\nsubtitle: "B"\n:::\n')  # fmt: skip


def test_where_only_the_whole_has_no_figure_its_parts_are_named(tmp_path):
    rows = over_years("cases", 3, 4) + over_years("rate", 1, 2, place="AA") + over_years("rate", 1, 2, kind="a")
    world = World(tmp_path, rows, indicators=[indicator("cases"), indicator("rate")])
    with pytest.raises(TemplateError, match=r"`rate` has no .* for 2021 of .*: there are figures by `state` and by `k"):
        world.text("{{ figure('rate', 2021) }}")


@pytest.mark.parametrize("text", ["{#" * 50_000, "{" + " " * 50_000, "chart" + " " * 50_000 + "!", "{{ '" * 20_000])
def test_slips_are_looked_for_in_time_that_grows_with_the_text(text):
    started = process_time()
    told(text)
    assert process_time() - started < 2


def test_many_mistakes_on_a_line_are_told_up_to_a_number(world):
    told = mistakes(world, " ".join(f"{{{{ n{number} }}}}" for number in range(40)))
    assert 10 < len(told) <= 25
