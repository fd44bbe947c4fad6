"""A note that a place merged with another one parts its series there, and no other."""

from reportgen.intake.answers import Answers
from reportgen.intake.sheet import Sheet, even
from reportgen.intake.understanding import understand

NOTE = "East Harbor merged with West Harbor on 1 July 2023; figures before are for East Harbor only."


def test_a_merger_is_asked_about_and_parts_the_series_of_the_place_it_names():
    rows = [["Pupils by district"], ["District", "2022/23", "2023/24", "2024/25"], ["Ashby", 510, 522, 530],
            ["East Harbor", 400, 710, 715], ["Dunmore", 300, 296, 290], [], [NOTE]]  # fmt: skip
    found = understand(Sheet("Pupils", even(rows), how={"form": "workbook"}), file="pupils.xlsx", answers=Answers())
    (asked,) = [question for question in found.questions if question.key.startswith("break.")]
    assert "Does a series begin anew there (East Harbor, 2023/24)" in asked.text
    assert {(one.place, one.period) for one in found.anew} == {("East Harbor", "2023/24")}
