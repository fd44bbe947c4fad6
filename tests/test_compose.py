"""What a template may ask, on tiny packages: figures and changes in the words of the macros."""

import pytest

from reportgen.errors import TemplateError
from tests.composing import World, broken_down, indicator, over_years

SHAPES = [
    *over_years("up", 100, 200, 250),
    *over_years("down", None, 200, 150),
    *over_years("same", None, 200, 200),
    *over_years("from_zero", None, 0, 200),
    *over_years("small", None, 99, 90),
    *over_years("to_zero", None, 200, 0),
    *over_years("zeros", None, 0, 0),
    *over_years("gap", 200, None, 250),
    *over_years("even_gap", 200, None, 200),
    *over_years("alone", None, None, 1),
    *over_years("gone", 250),
    *over_years("rate", None, 93.5, 89.9),
    *over_years("point", None, 90, 91),
    *over_years("ratio", None, 6, 7),
    *over_years("ever", None, 200, 250),
    *over_years("broken", 300, 200, 250),
    *over_years("broken_before", 300, 200, 250),
    *over_years("broken_in_gap", 300, None, 250),
    *over_years("floor", None, 500),
    *over_years("floor", 700, first=2022, qualifier="more_than"),
    *over_years("from_floor", 700, qualifier="more_than"),
    *over_years("from_floor", 800, 900, first=2021),
    *over_years("at_least", 1268, first=2022, qualifier="at_least"),
    *over_years("rounded", 9_300_000, first=2022, qualifier="rounded", printed="9.3 million"),
    *over_years("near", 93, 90, first=2021, qualifier="rounded"),
    *over_years("great", 175_000_000, first=2022, qualifier="rounded", printed="175 Million"),
    *over_years("round", 9_000_000, first=2022, qualifier="rounded", printed="9 million"),
    *over_years("corrected", 28886, first=2022, obs_status="I", correction="c"),
    *over_years("big", 20_512_803, 900_000),
    *over_years("big", 303_299, 2_000, place="AA"),
    *over_years("many", 300, 200, 400),
    *broken_down("kind", (None, 500, 500), "rising", a=(None, 200, 300), b=(None, 5, 6)),
    *broken_down("kind", (None, 500, 500), "falling", a=(None, 200, 100)),
    *broken_down("kind", (None, 500, 500), "mixed", a=(None, 200, 300), b=(None, 200, 100), c=(None, 1, 1)),
    *broken_down("kind", (None, 500, 500), "level", a=(None, 200, 200), b=(None, 5, 5)),
    *broken_down("kind", (None, 500, 500), "apart", a=(None, 200, 300)),
]
KINDS = {"rate": "share", "near": "share", "point": "share", "ratio": "ratio", "ever": "cumulative"}
UNITS = {"rate": "percent", "near": "percent", "point": "percent"}
BREAKS = [
    {"indicator": "broken", "year": 2022, "short": "another unit"},
    {"indicator": "broken_before", "year": 2021, "short": "another unit"},
    {"indicator": "broken_in_gap", "year": 2021, "short": "another unit"},
    {"indicator": "apart", "dimension": "kind", "year": 2022, "short": "other kinds"},
]
CORRECTIONS = [{"correction": "c", "printed": "28,866", "corrected": "28,886", "proof": "sums", "note": "a-note"}]


@pytest.fixture(scope="module")
def shapes(tmp_path_factory):
    """Indicators of every shape that a series takes, for 2020 to 2022."""
    names = dict.fromkeys([row["indicator"] for row in SHAPES] + ["never"])
    indicators = [indicator(name, KINDS.get(name, "flow"), UNITS.get(name, "case")) for name in names]
    indicators = [{**found, "scale": "million" if found["indicator"] == "big" else ""} for found in indicators]
    folder = tmp_path_factory.mktemp("shapes")
    return World(folder, SHAPES, indicators=indicators, series_breaks=BREAKS, corrections=CORRECTIONS)


# --- figures -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("expression", "text"),
    [
        ("figure('up')", "250"),
        ("figure('to_zero')", "0"),
        ("figure('floor')", "more than 700"),
        ("figure('at_least')", "at least 1,268"),
        ("figure('rounded')", "9.3 million"),
        ("figure('round')", "9 million"),
        ("figure('great')", "175 million"),
        ("figure('corrected')", "28,886 [r]"),
        ("figure('rate')", "89.9%"),
        ("figure('ratio')", "1 in 7"),
        ("figure('big', 2020)", "20.5 million"),
        ("figure('big', 2021)", "0.9 million"),
        ("figure('big', 2020, 'AA')", "303,299"),
        ("figure('mixed{kind=b}', 2021)", "200"),
        ("earliest('many')", "300"),
        ("lowest('many')", "200"),
        ("highest('many')", "400"),
        ("latest('gone')", "250"),
        ("latest('gone').year", "2020"),
        ("figure('gone').published | string", "False"),
        ("year_list(published('gap'))", "2020 and 2022"),
        ("since_break('broken') | length", "1"),
        ("since_break('broken_before') | length", "2"),
        ("'of ' ~ figure('corrected') ~ ' cases'", "of 28,886 [r] cases"),
    ],
)
def test_a_figure_is_worded_as_it_was_published(shapes, expression, text):
    assert shapes.text("{{ " + expression + " }}") == text


def test_the_first_and_last_figures_are_those_of_the_range(shapes):
    line = "{{ earliest('many') }} {{ latest('many') }} {{ highest('many') }}"
    assert shapes.text(line, years=(2020, 2021)) == "300 200 300"


@pytest.mark.parametrize(
    ("expression", "message"),
    [
        (
            "figure('gap', 2021)",
            r"`gap` has no published figure for 2021\nhint: there is one for 2020, 2022; ask `.published` first",
        ),
        ("figure('brokn')", r"unknown indicator `brokn`\nhint: did you mean `broken`\?"),
        ("figure('up{type=a}')", r"unknown dimension `type`"),
        ("figure('mixed{kind=z}')", r"unknown code of `kind` `z`"),
        ("figure('up', 2020, 'XX')", r"unknown place `XX`"),
        ("figure('up {')", r"expected an indicator such as `name`"),
        ("lowest('never')", r"`never` has no published figure in the range"),
        (
            "latest_change('broken').percent",
            r"`broken` has no such change from 2021 to 2022: a series break",
        ),
        (
            "latest_change('small').percent",
            r"`small` has no such change from 2021 to 2022: the earlier one is",
        ),
        ("latest_change('up').points", r"`up` has no such change from 2021 to 2022\n"),
        (
            "latest_change('up')",
            r"expected something to print, found a change\nhint: print a part of it",
        ),
        ("change('up', 2021, 2020).percent", r"expected a base year before 2020, found 2021"),
    ],
)
def test_a_question_without_an_answer_is_an_error_with_its_line(shapes, expression, message):
    with pytest.raises(TemplateError, match=r"^templates/tiny\.md:8: " + message):
        shapes.compose("\n\n{{ " + expression + " }}\n")


# --- changes, in the words of the macros -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "sentence", "tile"),
    [
        ("up", "250 cases, compared with 200 in 2021: a rise of 25.0%", "up 25.0% on 2021"),
        ("down", "150 cases, compared with 200 in 2021: a fall of 25.0%", "down 25.0% on 2021"),
        ("same", "200 cases, the same as in 2021", "the same as in 2021"),
        ("from_zero", "200 cases, 200 more than in 2021", "200 more than in 2021"),
        ("small", "90 cases, 9 fewer than in 2021", "9 fewer than in 2021"),
        ("to_zero", "0 cases, compared with 200 in 2021: a fall of 100.0%", "down 100.0% on 2021"),
        ("zeros", "0 cases, the same as in 2021", "the same as in 2021"),
        ("gap", "250 cases, compared with 200 in 2020: a rise of 25.0% over two years", "up 25.0% on 2020"),
        ("even_gap", "200 cases, the same as in 2020", "the same as in 2020"),
        ("alone", "1 cases", "no figure for 2021"),
        ("rate", "89.9% cases, compared with 93.5% in 2021: 3.6 percentage points less", "93.5% in 2021"),
        (
            "near",
            "90% cases, after 93% in 2021; the figures are rounded, so the exact change is uncertain [z]",
            "93% in 2021",
        ),
        ("point", "91% cases, compared with 90% in 2021: 1 percentage point more", "90% in 2021"),
        (
            "broken",
            "250 cases; the figure cannot be compared with 200 in 2021 [b]: another unit",
            "200 in 2021: not\u00a0comparable",
        ),
        ("broken_before", "250 cases, compared with 200 in 2021: a rise of 25.0%", "up 25.0% on 2021"),
        (
            "broken_in_gap",
            "250 cases; the figure cannot be compared with 300 in 2020 [b]: another unit",
            "300 in 2020: not\u00a0comparable",
        ),
        (
            "floor",
            "more than 700 cases, after 500 in 2021; the exact change is not known [z]",
            "500 in 2021",
        ),
        ("ever", "250 cases", ""),
        ("ratio", "1 in 7 cases", ""),
    ],
)
def test_a_change_reads_well_in_a_sentence_and_under_a_tile(shapes, name, sentence, tile):
    found = shapes.text("{{ s.say('" + name + "', '{} cases') }}|{{ s.tile('" + name + "') }}")
    assert found == f"In 2022, {sentence}.|{tile}"


@pytest.mark.parametrize(
    ("name", "year", "tile"),
    [
        ("up", 2020, "up 150.0% on 2020"),
        ("up", 2021, ""),
        ("down", 2020, "no figure for 2020"),
        ("gap", 2020, ""),
        ("broken", 2020, ""),
        ("from_floor", 2020, ">700 in 2020"),
        ("broken_before", 2020, "300 in 2020: not\u00a0comparable"),
        ("floor", 2020, "no figure for 2020"),
        ("rate", 2020, "no figure for 2020"),
    ],
)
def test_a_second_line_under_a_tile_says_only_what_the_first_does_not(shapes, name, year, tile):
    assert shapes.text("x{{ s.tile('" + name + "', " + str(year) + ") }}") == f"x{tile}"


SHARES = broken_down("kind", (100, 100, 100, 100), a=(60, None, 70, 75))


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        ("'cases{kind=a}', 'kind'", "70.0% in 2022"),
        ("'cases{kind=a}', 'kind', 2020", "60.0% in 2020"),
        ("'cases{kind=a}', 'kind', 2021", "2021 only as a picture"),
        ("'cases{kind=a}', 'kind', 2022", ""),
    ],
)
def test_under_a_share_stands_the_share_of_an_earlier_year(tmp_path, arguments, line):
    missing = [{"indicator": "cases", "year": 2021, "dimension": "kind", "obs_status": "L", "reason": "r"}]
    world = World(tmp_path, SHARES, not_published=missing)
    assert world.text("x{{ s.tile_share(" + arguments + ") }}") == f"x{line}"


def test_the_latest_published_year_is_said_when_the_last_is_not_published(shapes):
    assert shapes.text("{{ s.say('gone', '{} cases') }}|{{ s.tile('gone') }}") == "In 2020, 250 cases.|"


@pytest.mark.parametrize("name", ["up", "broken", "broken_before", "floor", "gap"])
def test_one_year_has_nothing_to_be_compared_with(shapes, name):
    found = shapes.text("{{ s.say('" + name + "', '{} cases') }}|{{ s.tile('" + name + "') }}", years=(2022, 2022))
    assert found == f"In 2022, {'more than 700' if name == 'floor' else 250} cases.|"


def test_what_is_not_published_in_the_range_is_not_said(shapes):
    assert shapes.text("x{{ s.say('gone', '{} cases') }}", years=(2021, 2022)) == "x"


@pytest.mark.parametrize(
    ("name", "headline"),
    [
        ("many", "Between 200 and 400 cases came each year"),
        ("gap", "Between 200 and 250 cases came in each published year"),
        ("even_gap", "200 cases came in each published year"),
        ("broken", "Cases: 200 in 2021; 2022 starts a new series"),
        ("broken_before", "Cases: 200 in 2021, 250 in 2022"),
    ],
)
def test_a_headline_on_the_extent_is_true(shapes, name, headline):
    assert shapes.text("{{ s.extent('" + name + "', 'cases', 'came') }}") == headline


def test_a_headline_on_the_extent_of_equal_figures_and_of_one_year(shapes):
    assert shapes.text("{{ s.extent('same', 'cases', 'came') }}", years=(2021, 2022)) == "200 cases came in each year"
    assert shapes.text("{{ s.extent('same', 'cases', 'came') }}", years=(2022, 2022)) == "200 cases came in 2022"


@pytest.mark.parametrize(
    ("name", "headline"),
    [
        ("many", "Cases: 300 in 2020, 400 in 2022"),
        ("alone", "Cases: 1 in 2022"),
        ("broken", "Cases: 200 in 2021; 2022 starts a new series"),
        ("broken_before", "Cases: 200 in 2021, 250 in 2022"),
        ("broken_in_gap", "Cases: 300 in 2020; 2022 starts a new series"),
    ],
)
def test_a_headline_on_the_course_does_not_put_figures_side_by_side_across_a_break(shapes, name, headline):
    assert shapes.text("{{ s.course('" + name + "', 'Cases') }}") == headline


@pytest.mark.parametrize(
    ("name", "headline"),
    [
        ("rising", "two types rose"),
        ("falling", "one type fell"),
        ("mixed", "one type rose, one fell and one stayed the same"),
        ("level", "two types stayed the same"),
        ("apart", ""),
    ],
)
def test_a_headline_on_members_counts_those_that_can_be_compared(shapes, name, headline):
    line = "x{{ s.rose_and_fell(tally('" + name + "', 'kind', 2021, 2022), 'type', 'types') }}"
    assert shapes.text(line) == f"x{headline}"


@pytest.mark.parametrize(
    ("name", "headline"),
    [
        ("rising", "From 2021 to 2022 cases rose in two kinds"),
        ("mixed", "From 2021 to 2022 cases rose in one kind, fell in one and stayed the same in one"),
        ("falling", "From 2021 to 2022 cases fell in one kind"),
        ("level", "From 2021 to 2022 cases stayed the same in two kinds"),
        ("apart", "Cases by kind"),
    ],
)
def test_a_headline_on_counts_says_where_they_rose_and_fell(shapes, name, headline):
    line = "{{ s.counts_over('" + name + "', 'kind', [2021, 2022], 'cases', 'kind', 'kinds', 'Cases by kind') }}"
    assert shapes.text(line) == headline


def test_a_headline_on_members_has_other_words_where_no_years_are_compared(shapes):
    line = "{{ s.members_over('NAME', 'kind', YEARS, 'type', 'types', 'A is larger') }}"
    assert shapes.text(line.replace("NAME", "rising").replace("YEARS", "[2022]")) == "A is larger"
    assert shapes.text(line.replace("NAME", "apart").replace("YEARS", "[2021, 2022]")) == "A is larger"
    assert (
        shapes.text(line.replace("NAME", "rising").replace("YEARS", "[2021, 2022]"))
        == "From 2021 to 2022 two types rose"
    )


def test_the_year_is_not_said_twice_in_a_row(shapes):
    line = "{{ s.say('up', '{} came') }} {{ s.say('down', 'they were {}', 'AFTER') }}"
    end = "150, compared with 200 in 2021: a fall of 25.0%."
    assert shapes.text(line.replace("AFTER", "up")).endswith(f"a rise of 25.0%. They were {end}")
    assert shapes.text(line.replace("AFTER", "gone")).endswith(f"a rise of 25.0%. In 2022, they were {end}")
    assert shapes.text(line.replace("AFTER", "never")).endswith(f"a rise of 25.0%. In 2022, they were {end}")
