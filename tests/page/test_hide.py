"""A hidden figure that can be worked out is told on the page, and what protects it is hidden there and taken back."""

from pathlib import Path

import pytest

from reportgen.dataset import read_package
from reportgen.errors import UsageError
from reportgen.serve.tasks import Talk
from reportgen.serve.tasks.check import check
from reportgen.serve.tasks.hide import hide
from reportgen.serve.tasks.taken_back import take_back
from tests.test_source_disclosure import in_columns

TALK = Talk(lambda _: None)


@pytest.fixture
def asked(tmp_path):
    in_columns(tmp_path / "data")
    (tmp_path / "kept").mkdir()
    return {"data": str(tmp_path / "data"), "kept": str(tmp_path / "kept")}


def test_what_a_source_hides_and_gives_away_comes_first_with_what_it_takes_to_protect_it(asked):
    found = check(asked, TALK)
    assert found["about"] == "disclosure"
    (told,) = found["findings"]["shown"]
    assert (told["outcome"], told["rows"][0]["value"]) == ("remark", "<5")
    assert found["hidden"] == {"open": 1, "further": 3}


def test_what_is_proposed_is_hidden_with_one_press_and_taken_back(asked):
    made = hide(asked, TALK)
    assert len(read_package(Path(asked["data"])).hidden) == 3
    after = check(asked, TALK)
    assert after["hidden"] == {"open": 0, "further": 0}
    assert after["corrections"][0]["words"] == "3 more figures are hidden"
    take_back({**asked, **made}, TALK)
    assert check(asked, TALK)["hidden"]["open"] == 1


def test_where_nothing_is_given_away_nothing_is_written(asked):
    hide(asked, TALK)
    with pytest.raises(UsageError, match="nothing more to hide"):
        hide(asked, TALK)


@pytest.mark.conformance
def test_the_page_does_not_say_that_everything_holds(page):
    folder = page.desk.folder("projects") / "given-away"
    in_columns(folder / "data")
    (folder / "reportgen.toml").write_text('reports = ["briefing"]\n')
    text = page.get("/given-away/check").text
    assert "1 figure that the source hides can be worked out from what is shown." in text
    assert "Hide 3 more" in text
    assert "Everything holds" not in text
    assert page.post("/given-away/check/hide", {}).status_code == 303
    assert "1 figure that" not in page.get("/given-away/check").text
