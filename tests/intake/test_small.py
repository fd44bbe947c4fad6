"""Small numbers of people are asked about, also where a head names what was done for them."""

import pytest

from reportgen.intake.files import read_sheets
from reportgen.intake.understanding import understand


def keys(tmp_path, head):
    counts = (8, 12, 11, 47, 22, 40, 33, 78, 28, 78, 5, 75)
    rows = (
        f"{place},{2021 + year},{counts[4 * number + year]}\n"
        for number, place in enumerate(("Oak", "Elm", "Ash"))
        for year in range(4)
    )
    path = tmp_path / "counts.csv"
    path.write_text(f"Clinic,Year,{head}\n{''.join(rows)}")
    return [question.key for question in understand(read_sheets(path)[0], file=path.name).questions]


@pytest.mark.parametrize(
    "head", ["Referrals", "Placements", "Complaints", "Visits", "Inobhutnahmen", "Children referred"]
)
def test_few_of_what_befell_people_may_be_known(tmp_path, head):
    assert "suppress" in keys(tmp_path, head)


@pytest.mark.parametrize("head", ["Beds", "Vehicles", "Meals served"])
def test_few_things_may_not(tmp_path, head):
    assert "suppress" not in keys(tmp_path, head)
