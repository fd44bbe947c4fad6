"""A document that is not up to date any more is made again as it was asked for."""

from pathlib import Path

from reportgen.serve.tasks import Talk
from reportgen.serve.tasks.build import build
from reportgen.serve.tasks.documents import documents
from tests.page.test_write import FIGURES, laid_down

TALK = Talk(lambda _: None)


def test_what_was_chosen_is_known_again_and_what_changed_is_told(tmp_path):
    asked = laid_down(tmp_path / "visits")
    build({**asked, "reports": ["note"], "formats": ["pdf"], "paper": "a4", "jobs": 1}, TALK)
    made = documents({**asked, "compare": True}, TALK)["documents"]
    assert [(one["title"], one["choices"]["paper"]) for one in made] == [("Visits", "a4")]
    assert [each["state"] for each in made[0]["states"]] == ["unchanged"]
    Path(asked["data"], "figures.csv").write_text(FIGURES.replace("104", "999"), encoding="utf-8")
    states = documents({**asked, "compare": True}, TALK)["documents"][0]["states"]
    assert [(each["state"], each["reason"]) for each in states] == [("to make", "its words or figures changed")]
