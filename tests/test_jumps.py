"""A count that jumps from one table to the next is told with what the sources say of it."""

from pathlib import Path

import pytest

from reportgen.compare import is_jump
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
    ("base", "value", "jumps"),
    [
        (651, 1377, True),  # Missouri, 2020 and 2024: twice 651 is 1,302
        (728, 1377, False),  # Missouri, 2022 and 2024: twice 728 is 1,456
        (12, 136, True),  # South Dakota, 2022 and 2024: five times 12 is 60
        (548, 1207, True),  # North Carolina, 2022 and 2024: twice 548 is 1,096
        (20, 93, False),  # Montana, 2022 and 2024: five times 20 is 100
        (82, 33, True),  # Alaska, 2020 and 2024: half of 82 is 41
        (50, 100, False),
        (50, 25, False),
        (1, 7, False),
        (9, 49, False),
        (10, 50, True),
        (0, 80, False),
        (60, 0, True),
    ],
)
def test_a_count_jumps_when_it_doubles_or_halves_or_comes_from_few_to_many(base, value, jumps):
    assert is_jump(base, value) is jumps


def said(folder, body, *, notes=(ON_JUMPS,), **options):
    return World(folder, ROWS, notes=list(notes)).text(body, **options)


def test_a_jump_is_told_with_its_multiple_and_what_the_sources_say(tmp_path):
    text = said(tmp_path, "{{ jump_note('cases', place='AA') }}")
    assert text == "The 136 of 2022 are 11.3 times the 12 of 2020. The tables add up; the reports give no reason."


def test_a_fall_to_less_than_half_is_told_so(tmp_path):
    rows = over_years("cases", 82, None, 33)
    text = World(tmp_path, rows, notes=[ON_JUMPS]).text("{{ jump_note() }}")
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
    text = World(tmp_path / "slow", slow, notes=[ON_JUMPS]).text("{{ jump_note() }}")
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
