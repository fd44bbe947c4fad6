"""A count that jumps from one table to the next is told with what the sources say of it."""

from pathlib import Path

import pytest

from reportgen.compare import jump
from reportgen.dataset import read_package
from reportgen.errors import TemplateError
from tests.composing import World, over_years

ROWS = [
    *over_years("cases", 728, None, 1377),
    *over_years("cases", 12, None, 136, place="AA"),
    *over_years("cases", 548, 540, 1207, place="BB"),
]
ON_JUMPS = {
    "note": "jump-cases",
    "text": "The tables add up; the reports give no reason.",
    "indicator": "cases",
    "kind": "comparability",
    "from_year": 1900,
    "to_year": 1900,
}


@pytest.mark.parametrize(
    ("base", "value", "direction"),
    [
        (651, 1377, "rise"),  # Missouri, 2020 and 2024: twice 651 is 1,302
        (728, 1377, ""),  # Missouri, 2022 and 2024: twice 728 is 1,456
        (12, 136, "rise"),  # South Dakota, 2022 and 2024: 124 more
        (548, 1207, "rise"),  # North Carolina, 2022 and 2024: twice 548 is 1,096
        (20, 93, "rise"),  # Montana, 2022 and 2024: 73 more
        (82, 33, "fall"),  # Alaska, 2020 and 2024: half of 82 is 41
        (50, 100, ""),
        (50, 101, "rise"),
        (50, 25, ""),
        (50, 24, "fall"),
        (49, 20, ""),
        (1, 7, ""),
        (40, 89, ""),
        (40, 90, "rise"),
        (0, 80, ""),
        (60, 0, "fall"),
    ],
)
def test_a_count_jumps_when_it_doubles_or_halves_from_enough_or_by_enough(base, value, direction):
    assert jump(base, value) == direction


def test_a_template_can_ask_whether_two_numbers_are_a_jump(tmp_path):
    assert said(tmp_path, "{{ leap(12, 136) }}, {{ leap(82, 33) }}, {{ leap(9, 10) or 'none' }}") == "rise, fall, none"


def said(folder, body, *, notes=(ON_JUMPS,), **options):
    return World(folder, ROWS, notes=list(notes)).text(body, **options)


def test_a_jump_is_told_with_its_multiple_and_what_the_sources_say(tmp_path):
    text = said(tmp_path, "{{ jump_note('cases', place='AA') }}")
    assert text == "The 136 of 2022 are 11.3 times the 12 of 2020. The tables add up; the reports give no reason."


def test_a_fall_to_less_than_half_is_told_so(tmp_path):
    rows = over_years("cases", 82, None, 33)
    text = World(tmp_path, rows, notes=[ON_JUMPS]).text("{{ jump_note('cases') }}")
    assert text.startswith("The 33 of 2022 are less than half of the 82 of 2020.")


def test_without_a_note_of_the_data_only_the_figures_are_told(tmp_path):
    other = {**ON_JUMPS, "note": "other"}
    text = said(tmp_path, "{{ jump_note('cases', place='AA') }}", notes=[other])
    assert text == "The 136 of 2022 are 11.3 times the 12 of 2020."


def test_a_count_that_does_not_jump_has_nothing_to_say(tmp_path):
    assert said(tmp_path, "Nothing:{{ jump_note('cases') }}") == "Nothing:"


def test_the_figure_before_is_looked_at_first_and_then_the_first_one(tmp_path):
    assert said(tmp_path, "{{ jump_note('cases', place='BB') }}").startswith(
        "The 1,207 of 2022 are 2.2 times the 540 of 2021."
    )
    slow = over_years("cases", 651, 728, 1377)
    text = World(tmp_path / "slow", slow, notes=[ON_JUMPS]).text("{{ jump_note('cases') }}")
    assert text.startswith("The 1,377 of 2022 are 2.1 times the 651 of 2020.")


def test_across_a_break_nothing_jumps(tmp_path):
    breaks = [{"indicator": "cases", "year": 2022, "note": "jump-cases"}]
    world = World(tmp_path, ROWS, notes=[ON_JUMPS], series_breaks=breaks)
    assert world.text("Nothing:{{ jump_note('cases', place='AA') }}") == "Nothing:"


def test_a_note_of_the_data_is_asked_by_name_with_its_place(tmp_path):
    note = {**ON_JUMPS, "location": "Table 3"}
    text = said(tmp_path, "{{ data_note('jump-cases').text }} ({{ data_note('jump-cases').location }})", notes=[note])
    assert text == "The tables add up; the reports give no reason. (Table 3)"


def test_an_unknown_note_offers_the_nearest(tmp_path):
    with pytest.raises(TemplateError, match="unknown note `jump-case`\nhint: did you mean `jump-cases`"):
        said(tmp_path, "{{ data_note('jump-case').text }}")


DATA = Path(__file__).parent.parent / "data"


def test_the_duty_to_report_is_a_note_with_its_place_in_every_report():
    package = read_package(DATA)
    note = package.notes["duty-to-report"]
    assert "must be reported" in note.text
    assert package.years == (2020, 2021, 2022, 2023, 2024)
    assert all(words in note.location for words in ("2020 to 2022 reports", "2023 report", "2024 report"))
