"""A document that is not up to date any more is made again as it was asked for."""

from pathlib import Path

import pytest

from reportgen.errors import UsageError
from reportgen.serve.tasks import Talk
from reportgen.serve.tasks.build import build
from reportgen.serve.tasks.changed import changed, verified
from reportgen.serve.tasks.differences import differences
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


def test_what_a_document_would_say_today_is_compared_with_what_it_says(tmp_path):
    asked = laid_down(tmp_path / "visits")
    build({**asked, "reports": ["note"], "formats": ["txt", "pdf"], "jobs": 1}, TALK)
    for name in ("note-2019-2023.pdf", "note-2019-2023.txt"):
        assert changed({**asked, "file": name}, TALK)["changes"] == []
    Path(asked["data"], "figures.csv").write_text(FIGURES.replace("104", "999"), encoding="utf-8")
    report = Path(asked["templates"], "note.md")
    report.write_text(report.read_text(encoding="utf-8") + "\nMore words.\n", encoding="utf-8")
    for name in ("note-2019-2023.pdf", "note-2019-2023.txt"):
        found = changed({**asked, "file": name}, TALK)
        assert [(each["gone"], each["come"], each["is_figure"]) for each in found["changes"]] == [
            ("104 visits.", "999 visits. More words.", True)
        ]
    with pytest.raises(UsageError, match="not there any more"):
        changed({**asked, "file": "other.pdf"}, TALK)


def test_changes_that_are_few_words_apart_are_one():
    before, now = ([(word, 1) for word in text.split()] for text in ("a b c d e f g h", "a X c d e f g Y"))
    assert [(each["gone"], each["come"]) for each in differences(before, now)] == [("b", "X"), ("h", "Y")]
    now = [(word, 2) for word in ["a", "X", "c", "Y", "e", "f", "g", "h"]]
    assert [(each["gone"], each["come"], each["page"]) for each in differences(before, now)] == [("b c d", "X c Y", 2)]


def test_each_edition_is_told_with_what_changed_in_it(tmp_path):
    asked = {**laid_down(tmp_path / "visits"), "editions": str(tmp_path / "editions")}
    made = {**asked, "reports": ["note"], "formats": ["pdf"], "jobs": 1}
    build(made, TALK)
    Path(asked["data"], "figures.csv").write_text(FIGURES.replace("104", "999"), encoding="utf-8")
    build(made, TALK)
    build({**made, "force": True}, TALK)
    name = "note-2019-2023.pdf"
    now = changed({**asked, "file": name}, TALK)
    assert (now["changes"], now["edition"]) == ([], "")
    assert [(one["figures"], one["others"]) for one in now["editions"]] == [(1, 0), (0, 0)]
    last, first = (one["of"] for one in now["editions"])
    told = changed({**asked, "file": name, "edition": last}, TALK)
    assert [(each["gone"], each["come"]) for each in told["changes"]] == [("104", "999")]
    for other in (first, "0" * 64, "../x"):
        assert changed({**asked, "file": name, "edition": other}, TALK)["edition"] == ""


def test_one_file_is_verified(tmp_path):
    asked = laid_down(tmp_path / "visits")
    build({**asked, "reports": ["note"], "formats": ["pdf", "txt"], "jobs": 1}, TALK)
    name = "note-2019-2023.pdf"
    found = verified({**asked, "file": name}, TALK)
    assert {key: one["state"] for key, one in found.items()} == dict.fromkeys(("written", "again", "numbers"), "whole")
    assert 0 < found["numbers"]["known"] == found["numbers"]["digits"]
    Path(asked["data"], "figures.csv").write_text(FIGURES.replace("104", "999"), encoding="utf-8")
    found = verified({**asked, "file": name}, TALK)
    assert (found["written"]["state"], found["again"]["state"]) == ("whole", "different")
    assert found["again"]["reason"] == "its words or figures changed"
    Path(asked["out"], name).write_bytes(b"%PDF-1.7 by hand")
    assert verified({**asked, "file": name}, TALK)["written"]["state"] == "changed"
