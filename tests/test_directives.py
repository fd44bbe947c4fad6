"""What the other directives become, reports on one place, and directives that cannot be meant."""

import pytest

from reportgen.builders.text.inlines import words
from reportgen.compose import phrases
from reportgen.document import (
    Callout,
    Definitions,
    Figure,
    KeyFigures,
    List,
    MainPoints,
    NoteList,
    PageBreak,
    Paragraph,
    RuledBox,
    Table,
    TableOfContents,
)
from reportgen.errors import ReportErrors, TemplateError
from tests.composing import (
    World,
    asked_world,
    cells,
    exhibit,
    line_chart,
    members_table,
    over_years,
    rows_table,
)


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    return asked_world(tmp_path_factory.mktemp("world"))


RULES = """
:::{box}
role: rules
title: Before you read
columns:
  - {title: A case is a report., text: It is no child.}
  - {title: "{{ '' if single else 'Years differ.' }}", text: Look at each.}
  - {title: It cannot tell, bullets: hollow, points: [How many., "", Why.]}
:::
"""


def test_a_box_between_rules_has_statements_and_points(world):
    block = world.block(RULES)
    assert isinstance(block, RuledBox)
    assert words(block.title) == "Before you read"
    assert [words(column.title) for column in block.columns] == [
        "A case is a report.",
        "Years differ.",
        "It cannot tell",
    ]
    assert words(block.columns[0].text) == "It is no child."
    assert [words(point) for point in block.columns[2].points] == ["How many.", "Why."]
    assert [column.is_hollow for column in block.columns] == [False, False, True]


def test_a_statement_that_a_range_does_not_need_is_left_out(world):
    assert len(world.block(RULES, years=(2022, 2022)).columns) == 2


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ("columns: [{title: T}]", "option `columns`: expected a number, found a list\nhint: add `role: rules`"),
        ("role: rules\ncolumns: [{title: T}]\nitems: [a]", "option `items`: a box between rules has `columns`"),
        ("role: rules\ncolumns: 3", "option `columns`: expected a list, found `3`"),
        ("role: ruled\ncolumns: [{title: T}]", "option `role`: unknown `ruled`\nhint: did you mean `rules`"),
    ],
)
def test_a_box_that_cannot_be_meant_says_what_to_write(world, options, message):
    with pytest.raises(TemplateError, match=message):
        world.block(f":::{{box}}\n{options}\n:::\n")


# --- other blocks ------------------------------------------------------------------------------------------------


def tiles(*names):
    return (
        ":::{key-figures}\n"
        + "".join(f"- {{figure: {name}, label: '{name} there were'}}\n" for name in names)
        + ":::\n"
    )


def test_key_figures_that_find_no_room_are_told(world):
    (told,) = world.compose(tiles("cases", "visits", "floor", "rate", "calls")).told
    assert "1 key figure has no room beside the first 4 and is left out: `calls there were`" in told
    assert "write `spare: true`" in told


def test_key_figures_that_stand_in_for_others_are_left_out_without_a_word(world):
    spare = tiles("cases", "visits", "floor", "rate", "calls").replace("'calls there were'}", "x, spare: true}")
    assert world.compose(spare).told == ()


def test_key_figures_without_a_value_are_not_told(world):
    assert world.compose(tiles("never", "cases", "visits", "floor", "rate")).told == ()


def test_key_figures_are_the_first_four_that_are_published_in_the_last_year(world):
    (block,) = world.blocks(tiles("never", "cases", "visits", "floor", "rate", "calls"))
    assert isinstance(block, KeyFigures)
    assert [(tile.value, tile.unit) for tile in block.tiles] == [
        ("1,200", ""),
        ("6.2", "million"),
        (">700", ""),
        ("91%", ""),
    ]


def test_fewer_than_three_key_figures_are_a_sentence(world):
    (block,) = world.blocks(tiles("cases", "late"), years=(2022, 2022))
    assert words(block.children) == "In 2022: 1,200 cases there were and 120 late there were."
    assert world.blocks(tiles("never")) == ()


def test_a_key_figure_carries_its_marks(world):
    (block,) = world.blocks(tiles("broken", "fixed", "cases"))
    assert [words(tile.label) for tile in block.tiles] == [
        "broken there were [b]",
        "fixed there were [r]",
        "cases there were",
    ]


def test_main_points_without_a_text_are_left_out_and_seven_stay(world):
    points = "".join(f"- {{topic: T{index}, text: '{'x' if index else ''}'}}\n" for index in range(9))
    (block,) = world.blocks(f":::{{main-points}}\n{points}:::\n")
    assert isinstance(block, MainPoints)
    assert [words(point.topic) for point in block.points] == ["T1", "T2", "T3", "T4", "T5", "T6", "T7"]


REFERRING = ":::{main-points}\n- {topic: T, text: x, exhibit: y}\n- {topic: U, text: z, exhibit: calls}\n:::\n"


def test_a_main_point_names_its_exhibit_and_that_one_s_page(world):
    points, _, _ = world.blocks(REFERRING + line_chart("cases", name="y") + line_chart("calls", name="calls"))
    label, _, page = points.points[1].reference
    assert (label.text, page.form, page.target, page.before) == ("Figure 2", "page", "calls", "page ")


def test_an_exhibit_that_the_range_leaves_out_is_not_referred_to(world):
    points, _ = world.blocks(REFERRING + line_chart("cases", name="y") + line_chart("never", name="calls"))
    assert [words(point.reference[:1]) for point in points.points] == ["Figure 1", ""]


def test_a_main_point_that_names_no_exhibit_of_the_template_is_refused(world):
    with pytest.raises(TemplateError, match="unknown cross-reference `calls`"):
        world.blocks(REFERRING + line_chart("cases", name="y"))


COMPILED = ":::{compiled}\ntext: Compiled from reports.\n:::\n"


def test_the_line_on_the_document_explains_the_signs_that_occur(world):
    tiles_, line = world.blocks(tiles("broken", "cases", "calls") + "\n" + COMPILED)
    assert words(line.children) == "Compiled from reports."
    assert any(tile.trend.breaks for tile in tiles_.tiles)
    assert words(line.signs) == "In the small charts: × no number, dotted line a series break."


def test_without_tiles_there_are_no_signs_to_explain(world):
    assert world.block(COMPILED).signs == ()


def test_the_signs_can_be_left_to_another_place(world):
    _, line = world.blocks(tiles("broken", "cases", "calls") + "\n" + COMPILED.replace("\n:::", "\nsigns: false\n:::"))
    assert line.signs == ()


def only_block(world, kind, *lines):
    """The one block that a directive becomes."""
    (block,) = world.blocks("\n".join([f":::{{{kind}}}", *lines, ":::", ""]))
    return block


def test_a_topic_is_the_finding_below_a_heading(world):
    (block,) = world.blocks(":::{topic}\ntext: 'Cases **rose**.'\n:::\n")
    assert isinstance(block, Paragraph)
    assert (block.role, words(block.children)) == ("topic", "Cases rose.")
    assert world.blocks(":::{topic}\ntext: ''\n:::\n") == ()


def test_a_label_is_a_small_head(world):
    label = only_block(world, "label", "text: Key *figures*")
    assert (label.role, words(label.children)) == ("label", "Key figures")


def test_contents_go_as_deep_as_they_say(world):
    contents = only_block(world, "contents", "title: Contents", "depth: 1")
    assert isinstance(contents, TableOfContents)
    assert (words(contents.title), contents.depth) == ("Contents", 1)


def test_a_page_break_has_nothing_to_say(world):
    assert only_block(world, "page-break") == PageBreak()


def test_a_box_holds_its_items_in_columns(world):
    box = only_block(world, "box", "title: Help", "columns: 2", 'items: [One, "**Two**"]')
    assert isinstance(box, Callout)
    assert (words(box.title), box.columns, [words(item) for item in box.items]) == ("Help", 2, ["One", "Two"])


def test_small_print_leaves_out_empty_lines(world):
    small = only_block(world, "small-print", "lines:", "  - One.", '  - ""', "  - Two.")
    assert isinstance(small, Paragraph)
    assert words(small.children) == "One.\nTwo."


def test_definitions_are_of_the_figures_that_are_published(world):
    definitions = only_block(world, "definitions", "figures: [broken, never]")
    assert isinstance(definitions, Definitions)
    assert [(words(item.term), words(item.children)) for item in definitions.items] == [("Broken", "What is broken.")]


def test_definitions_may_be_those_of_the_template(world):
    found = only_block(world, "definitions", "items:", "  - {term: Case, text: A *report*.}", "  - {term: B, text: C.}")
    assert [(words(each.term), words(each.children)) for each in found.items] == [("Case", "A report."), ("B", "C.")]
    assert world.blocks(":::{definitions}\nitems:\n:::\n") == ()


def test_a_source_may_have_what_is_said_of_it_below(tmp_path):
    sources = [
        {"source": f"report-{year}", "year": year, "title": "R", "reference": f"R {year}.", "note": note}
        for year, note in ((2020, "Undated."), (2021, ""))
    ]
    small = World(tmp_path, over_years("cases", 3, 4), sources=sources)
    assert [len(item.blocks) for item in only_block(small, "sources").items] == [1, 1]
    noted = only_block(small, "sources", "notes: true").items
    assert [[words(block.children) for block in item.blocks] for item in noted] == [
        ["R 2020.", "Undated."],
        ["R 2021."],
    ]


def test_sources_are_those_of_the_range(world):
    sources = only_block(world, "sources")
    assert isinstance(sources, List)
    assert len(sources.items) == 3


def test_the_legend_explains_every_sign_and_those_marks_that_the_document_has(world):
    *_, block = world.blocks("One {mark:x} and two {mark:z}, +2 pp.\n\n:::{legend}\n:::\n")
    text = " ".join(words(item) for item in block.items)
    assert all(sign in text for sign in ("[x]", "[z]", ">", "≥", "pp"))
    assert not any(mark in text for mark in ("[b]", "[i]", "[r]", "[d]", "[low]"))


def test_the_list_of_notes_holds_those_referred_to(world):
    *_, notes = world.blocks(rows_table("cases", "broken") + "\n:::{notes}\n:::\n")
    assert isinstance(notes, NoteList)
    assert [words(note.children) for note in notes.notes] == [
        "A case is a *report*.",
        "Another unit is counted from 2022.",
    ]


# --- names and headings ------------------------------------------------------------------------------------------


def test_text_of_the_data_in_an_option_prints_as_itself(world):
    body = "{% set name = 'A*B_<c> & Co: \\'x\\'' %}" + exhibit(
        "chart", kind="line", headline="'{{ name }}'", lines="[{figure: cases, name: '{{ name }}'}]"
    )
    block = world.block(body)
    assert block.chart.lines[0].name == "A*B_<c> & Co: 'x'"
    assert words(block.caption.headline) == "A*B_<c> & Co: 'x'"


def test_two_headings_of_the_same_words_lead_to_two_places(world):
    blocks = world.blocks("# Years\n\n## Years\n\nSee page {page:years-2}.\n")
    assert [block.anchor for block in blocks[:2]] == ["years", "years-2"]


def test_a_heading_may_have_the_words_of_a_chart_s_name(world):
    heading, chart = world.blocks("# X\n\n" + line_chart("cases"))
    assert (heading.anchor, chart.anchor) == ("x-2", "x")


@pytest.mark.parametrize("body", ["## Second\n", "# First\n\n### Third\n"])
def test_a_heading_does_not_skip_a_level(world, body):
    with pytest.raises(TemplateError, match=r"^templates/tiny\.md:\d: heading `\w+`: expected level \d at most"):
        world.compose(body)


# --- a report on one place ---------------------------------------------------------------------------------------


def place_text(world, line, place, **options):
    (block,) = world.blocks('{% import "macros/sentences.md" as s with context %}\n' + line, place=place, **options)
    return words(block.children)


def test_figures_of_a_report_on_a_place_are_those_of_the_place(world):
    line = "{{ place.name }}: {{ latest('cases') }} of {{ figure('cases', last, country.place) }}"
    assert place_text(world, line, "AA") == "Alpha: 500 of 1,200"
    assert place_text(world, "{{ share('cases', 'place') }}", "AA") == "41.7%"


def test_a_change_of_a_place_over_a_gap_says_so(world):
    found = place_text(world, "{{ s.say('cases', '{} cases were reported') }}", "BB")
    assert found == "In 2022, 400 cases were reported, compared with 600 in 2020: a fall of 33.3% over two years."


def test_a_place_with_one_figure_is_compared_with_nothing(world):
    assert place_text(world, "{{ s.say('cases', '{} cases') }}", "CC") == "In 2020, 9 cases."
    assert place_text(world, "x{{ s.say('cases', '{} cases') }}", "CC", years=(2021, 2022)) == "x"


def test_a_place_has_a_rank_and_neighbors(world):
    line = "{{ rank_of('cases').rank }} of {{ rank_of('cases').of }}, after {{ ranked_near('cases')[0].label }}"
    assert place_text(world, line, "BB") == "2 of 2, after Alpha"


def test_panels_of_neighbors_are_by_name(world):
    directive = exhibit("chart", kind="multiples", figure="cases", by="neighbors")
    assert [panel.title for panel in world.block(directive, place="AA").chart.panels] == ["Beta"]
    assert world.blocks(directive, place="UNK") == ()


def test_contacts_may_be_the_first_ones_and_those_of_the_template(world):
    (box,) = world.blocks(":::{contacts}\nitems:\n  - {title: Here, text: Ask at the desk}\n:::\n")
    assert [words(item) for item in box.items] == ["Here\nAsk at the desk"]


def test_neighbors_are_listed_by_name_with_their_figures(world):
    line = "{% for one in neighbors('cases', 2020) %}{{ one.label }}: {{ one.figure }}; {% endfor %}"
    assert place_text(world, line, "AA") == "Beta: 600;"
    assert place_text(world, "{{ neighbors('cases') | length }} neighbors", "UNK") == "0 neighbors"


def test_the_title_block_of_a_place_has_a_locator(world):
    title = world.compose("Text.\n", place="BB", scope="place", title="{{ place.name }}").blocks[0]
    told = "Map of all places with Beta marked, and lighter Alpha and Gamma, which border on it"
    assert (title.title, title.locator_alt) == ("Beta", told)
    assert [(tile.row, tile.column, tile.role) for tile in title.locator] == [
        (0, 0, "near"),
        (0, 1, "own"),
        (1, 0, "near"),
    ]


def test_a_place_without_neighbors_is_marked_alone():
    assert phrases.locator_words("Alaska", []) == "Map of all places with Alaska marked"
    assert phrases.locator_words("Maine", ["Vermont"]).endswith(", and lighter Vermont, which borders on it")


def test_a_table_may_put_the_country_beside_the_place(world):
    country, share = "{figure: cases, place: country, label: Country}", "{figure: cases, share-of: place, label: Share}"
    groups = f"[{{rows: [{{figure: cases}}, {country}, {share}]}}]"
    block = world.block(exhibit("table", kind="indicators", head="Alpha", groups=groups), place="AA")
    assert [row[:4] for row in cells(block)] == [
        ["Cases", "300", "[x]", "500"],
        ["Country [note 1]", "1,000", "1,100", "1,200"],
        ["Share", "30.0%", "[x]", "41.7%"],
    ]


# --- what cannot be meant ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (
            ":::{chrt} x\n:::\n",
            r"templates/tiny\.md:\d+: chrt `x`: unknown directive `chrt`\nhint: did you mean `chart`\?",
        ),
        (":::{chart}\n:::\n", r"expected a name after the directive"),
        (exhibit("chart", kind="pie"), r"chart `x`: option `kind`: unknown `pie`\nhint: .*`bars`"),
        (exhibit("chart"), r"chart `x`: missing option `kind`"),
        (exhibit("chart", kind="line", figure="cases"), r"chart `x`: unknown option `figure`"),
        (exhibit("chart", kind="line", lines="cases"), r"option `lines`: expected a list, found `cases`"),
        (
            line_chart("casse"),
            r"templates/tiny\.md:\d+: chart `x`: unknown indicator `casse`\nhint: did you mean `cases`\?",
        ),
        (line_chart("cases{kind=d}"), r"unknown code of `kind` `d`"),
        (members_table(by="kinds"), r"table `x`: unknown dimension `kinds`\nhint: did you mean `kind`\?"),
        (members_table(order="random"), r"option `order`: unknown `random`"),
        (members_table(share="yes please"), r"option `share`: unknown `yes please`"),
        (
            exhibit("chart", kind="bars", figure="cases", by="kind", top=0),
            r"option `top`: expected a number above zero",
        ),
        (line_chart("cases", headline="It rose."), r"chart `x`: expected a headline without a full stop"),
        (line_chart("cases", headline="''"), r"chart `x`: expected a headline without a full stop"),
        (":::{label}\n:::\n", r"label: missing option `text`"),
        (":::{key-figures}\nfigure: cases\n:::\n", r"key-figures: expected a list of items"),
        (line_chart("cases") + "\n" + line_chart("calls"), r"templates/tiny\.md:13: anchor `x` is used twice"),
        ("See {ref:y}.\n", r"templates/tiny\.md:6: unknown cross-reference `y`"),
        ("See {note:y}.\n", r"templates/tiny\.md:6: unknown note `y`"),
    ],
)
def test_a_directive_that_cannot_be_meant_is_refused_with_its_place(world, body, message):
    with pytest.raises(TemplateError, match=message):
        world.compose(body)


def test_a_reference_to_an_exhibit_that_is_left_out_says_so(world):
    with pytest.raises(TemplateError, match=r"cross-reference `x`: that exhibit has no figures in the range"):
        world.compose("See {ref:x}.\n\n" + line_chart("late"))


def test_the_errors_of_all_directives_come_at_once(world):
    body = exhibit("chart", "one", kind="pie") + "\n" + exhibit("table", "two", kind="members") + "\n"
    with pytest.raises(ReportErrors, match=r"chart `one`: .*\n.*\n.*table `two`: missing option `figure`") as caught:
        world.compose(body)
    assert caught.value.exit_code == TemplateError.exit_code


def test_an_exhibit_has_its_name_as_its_anchor(world):
    assert [type(block) for block in world.blocks(line_chart("cases"))] == [Figure]
    assert world.block(members_table()).anchor == "x"
    assert isinstance(world.block(members_table()), Table)


def test_a_mistake_in_a_setting_is_named_with_its_line(world):
    with pytest.raises(TemplateError, match=r"^templates/tiny\.md:4: unknown name `gone`"):
        world.compose("Text.\n", coverage="{{ gone }}", setting_lines={"coverage": 4})
