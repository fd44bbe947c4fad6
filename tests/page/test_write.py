"""A report is written beside its pages, which are never those of an older text."""

import base64
import hashlib
import re
from pathlib import Path

import pytest

from reportgen.project import SETTINGS
from reportgen.resources import data_folder, templates_folder
from reportgen.serve.tasks import Talk
from reportgen.serve.tasks.frames import part_at
from reportgen.serve.tasks.parts import parts
from reportgen.serve.tasks.places import printed_at
from reportgen.serve.tasks.preview import picture, preview
from reportgen.serve.tasks.trace import _numbers_in, numbers, trace
from tests.page.conftest import OWN

FIGURES = "indicator,year,value\n" + "".join(f"visits,{2019 + at},{100 + at}\n" for at in range(5))
REPORT = """---
title: Visits
kicker: Note
description: All visits
---

# Visits

There were {{ figure('visits') }} visits.
"""
TALK = Talk(lambda _: None)


def laid_down(folder):
    (folder / "data").mkdir(parents=True)
    (folder / "templates").mkdir()
    (folder / SETTINGS).write_text('reports = ["note"]\n')
    (folder / "data" / "figures.csv").write_text(FIGURES)
    (folder / "templates" / "note.md").write_text(REPORT)
    return {
        "data": str(folder / "data"),
        "templates": str(folder / "templates"),
        "out": str(folder / "build"),
        "report": "note",
    }


@pytest.fixture
def asked(tmp_path):
    return laid_down(tmp_path / "visits")


@pytest.fixture(scope="module")
def bench(page):
    laid_down(page.desk.folder("projects") / "written")
    return "/written/write/note"


def written(asked, text):
    Path(asked["templates"], "note.md").write_text(text, encoding="utf-8")
    return hashlib.sha256(text.encode()).hexdigest()


def words_of(of):
    from reportgen.builders import builder

    return builder("pdf").read(base64.b64decode(picture({"of": of, "whole": "pdf"}, TALK)["file"]))[1]


@pytest.mark.parametrize(
    "edits", [pytest.param(20, id="20"), pytest.param(1000, id="1000", marks=pytest.mark.conformance)]
)
def test_what_is_shown_is_never_of_an_older_text(asked, edits):
    seen = set()
    for edit in range(edits):
        text = written(asked, REPORT.replace("There were", f"Edit {edit}: there were"))
        found = preview(asked, TALK)
        assert found["text"] == text
        assert found["of"] not in seen
        assert f"Edit {edit}: there were 104 visits." in words_of(found["of"])
        seen.add(found["of"])


def test_the_same_text_is_the_same_pages(asked):
    first = preview(asked, TALK)
    written(asked, REPORT + "\nMore.\n")
    assert preview(asked, TALK)["of"] != first["of"]
    written(asked, REPORT)
    again = preview(asked, TALK)
    assert (again["of"], again["png"]) == (first["of"], first["png"])


def test_figures_that_change_change_the_pages(asked):
    before = preview(asked, TALK)
    Path(asked["data"], "figures.csv").write_text(f"{FIGURES}visits,2024,777\n", encoding="utf-8")
    after = preview(asked, TALK)
    assert after["of"] != before["of"]
    assert "There were 777 visits." in words_of(after["of"])


def test_all_errors_are_told_at_their_lines_with_what_was_meant(asked):
    bad = "\n:::{chart} one\nkind: line\nheadline: One\nlines:\n  - figure: vists\n:::\n\n:::{tabel} two\n:::\n"
    written(asked, REPORT + bad)
    found = preview(asked, TALK)
    assert [(each["line"], each.get("word"), each.get("meant")) for each in found["errors"]] == [
        (15, "vists", "visits"),
        (18, "tabel", "table"),
    ]


def test_a_number_is_followed_to_its_cell(asked):
    shown = preview(asked, TALK)
    assert numbers({"of": shown["of"], "page": 1}, TALK)["numbers"].count("104") == 1
    found = trace({"of": shown["of"], "page": 1, "text": "104"}, TALK)
    cell = found["ledger_cells"][0]
    assert (Path(cell["file"]).name, cell["line"], cell["value"]) == ("figures.csv", 6, 104)
    assert found["numbers"][0]["before"].endswith("There were ")
    assert trace({"of": shown["of"], "page": 1, "text": "9999"}, TALK)["numbers"] == []


def test_figures_that_stand_beside_each_other_in_a_row_are_found_one_by_one(asked):
    table = "kind: indicators\nhead: Of what\nheadline: Visits\ngroups:\n  - rows:\n      - figure: visits\n"
    written(asked, f"{REPORT}\n:::{{table}} course\n{table}:::\n")
    shown = preview(asked, TALK)
    assert not shown["errors"]
    listed = numbers({"of": shown["of"], "page": 1}, TALK)["numbers"]
    assert {"100", "101", "102", "103", "104"} <= set(listed)
    assert not [number for number in listed if " " in number]


@pytest.mark.parametrize(
    ("run", "numbers"),
    [
        ("802 854 953 1,011", ["802", "854", "953", "1,011"]),
        ("29 568 30 112", ["29 568", "30 112"]),
        ("2024, 29,568", ["2024", "29,568"]),
        ("21.7 4", ["21.7", "4"]),
    ],
)
def test_blanks_part_numbers_but_for_those_that_are_printed_as_one(run, numbers):
    known = {"802", "854", "1,011", "29 568", "30 112", "29,568"}
    assert [number for number, _ in _numbers_in(run, known)] == numbers


def test_a_number_is_found_where_somebody_points(asked):
    import pypdfium2

    shown = preview(asked, TALK)
    with pypdfium2.PdfDocument(base64.b64decode(picture({"of": shown["of"], "whole": "pdf"}, TALK)["file"])) as pdf:
        words = pdf[0].get_textpage()
        left, bottom, right, top = words.get_charbox(words.get_text_range().index("104 visits") + 1)
        width, height = pdf[0].get_size()
    place = {"x": (left + right) / 2 / width, "y": 1 - (bottom + top) / 2 / height}
    assert trace({"of": shown["of"], "page": 1, **place}, TALK)["text"] == "104"
    assert trace({"of": shown["of"], "page": 1, "x": 0.01, "y": 0.01}, TALK)["text"] == ""


def test_pages_that_are_no_longer_kept_are_refused(asked):
    with pytest.raises(Exception, match="older than what is kept"):
        picture({"of": "0" * 64}, TALK)


def test_what_is_put_in_works_where_it_is_put(asked):
    found = parts(asked, TALK)
    assert found["figures"] == [{"title": "Visits", "name": "visits", "text": "{{ figure('visits') }}"}]
    for part in (*found["figures"], *found["exhibits"]):
        written(asked, f"{REPORT}\n{part['text']}\n")
        assert preview(asked, TALK)["errors"] == []
    assert any("sentences" in each["title"] for each in found["macros"])


def test_a_text_is_saved_and_its_page_comes_back(page, bench):
    shown = page.get(bench).text
    base = re.search(r'id="base" value="(\w+)"', shown)[1]
    json = {**OWN, "accept": "application/json"}
    saved = page.post(bench, {"text": REPORT + "\nNew.\r\n", "base": base}, headers=json).json()
    assert saved["errors"] == []
    assert saved["text"] == saved["digest"] == hashlib.sha256((REPORT + "\nNew.\n").encode()).hexdigest()
    assert base64.b64decode(saved["png"]).startswith(b"\x89PNG")
    assert page.get(f"{bench}/page/1.png?of={saved['of']}").headers["content-type"] == "image/png"
    for kind, begin in (("pdf", b"%PDF"), ("docx", b"PK"), ("html", b"<!doctype html>")):
        whole = page.get(f"{bench}/page/report.{kind}?of={saved['of']}")
        assert whole.content.lower().startswith(begin.lower())
        assert "sandbox" in whole.headers["content-security-policy"] or kind != "html"
    stale = page.post(bench, {"text": "mine", "base": base}, headers=json)
    assert stale.status_code == 409, "the file was changed meanwhile"
    assert page.get(f"{bench}/text").json()["text"] == REPORT + "\nNew.\n"


@pytest.mark.parametrize(
    "path",
    [
        "nobody",
        "..%2fnote",
        "note/page/9.svg",
        "note/page/1.png?of=0",
        "note/page/12345.png",
        "note/trace?x=a&of=0",
        "note/trace?page=inf",
        "note/numbers?page=-1",
    ],
)
def test_there_are_no_other_texts_and_pages(page, bench, path):
    assert page.get(f"/written/write/{path}").status_code == 404


def test_a_link_out_of_the_folder_is_not_followed(page, bench, tmp_path):
    (tmp_path / "secret.md").write_text("secret")
    link = page.desk.root / "projects" / "written" / "templates" / "link.md"
    link.symlink_to(tmp_path / "secret.md")
    try:
        assert page.get("/written/write/link").status_code == 404
        assert page.post("/written/write/link", {"text": "x", "base": ""}).status_code == 404
    finally:
        link.unlink()
    assert (tmp_path / "secret.md").read_text() == "secret"


def test_what_comes_with_the_program_is_not_written_at_but_copied(page):
    assert page.post("/examples/write/briefing", {"text": "x", "base": ""}).status_code == 403
    assert "Make copies of my own" in page.get("/examples/write").text
    page.post("/examples/write")
    bench = page.desk.benches()["examples"]
    try:
        assert bench.is_writable
        assert {path.name for path in bench.templates.iterdir()} >= {"briefing.md", "factsheet.md"}
    finally:
        import shutil

        shutil.rmtree(bench.own_templates)


def test_every_page_is_drawn_alone_where_its_notes_stand_on_another():
    folders = {"data": str(data_folder()), "templates": str(templates_folder()), "out": "build", "report": "briefing"}
    found = preview(folders, TALK)
    assert found["pages"] > 5
    for number in range(1, found["pages"] + 1):
        assert picture({"of": found["of"], "page": number, "width": 100}, TALK)["png"] != found["png"] or number == 1


def test_a_line_is_printed_where_the_last_heading_or_exhibit_above_it_is():
    text = (
        "---\ntitle: T\n---\n{% macro told() %}\n:::{table} later\n:::\n{% endmacro %}\n"
        "# First words\n\nText.\n\n:::{chart} seen\n:::\n\n## Not in the range\n\n{{ told() }}\n"
    )
    pages = {"first-words": 2, "seen": 3, "later": 5}
    assert printed_at(text, pages) == [(1, 1), (8, 2), (12, 3)]
    assert printed_at("", pages) == [(1, 1)]


def test_a_line_belongs_to_the_innermost_part_in_which_it_stands():
    text = (
        "# Words\n:::{key-figures}\n- figure: a\n:::\n::::{pair}\n:::{chart} one\nkind: line\n:::\n::::\n"
        ":::{key-figures}\n- figure: b\n:::\nEnd."
    )
    found = [part_at(text, line) for line in (1, 3, 5, 7, 9, 11, 13, 99)]
    assert found == ["", "key-figures 1", "pair 1", "one", "pair 1", "key-figures 2", "", ""]


def test_the_part_with_a_mistake_is_framed_on_the_last_pages(asked):
    tiles = ":::{key-figures}\n" + "".join(f"- figure: visits\n  label: visit {at}\n" for at in range(3)) + ":::\n"
    chart = ":::{chart} one\nkind: line\nheadline: One\nlines:\n  - figure: visits\n    name: All\n:::\n"
    written(asked, f"{REPORT}\n{tiles}\n{chart}\nMore on page {{page:one}}.\n")
    frames = preview(asked, TALK)["frames"]
    (page, left, top, width, height), tile = frames["one"], frames["key-figures 1"]
    assert page == tile[0] == 1
    assert tile[2] < tile[2] + tile[4] <= top < top + height < 1
    assert 0 < left < left + width < 1
    bad = chart.replace("figure: visits", "figure: vists")
    written(asked, f"{REPORT}\n{tiles}\n{bad}\nMore on page {{page:one}}.\n")
    assert [each["part"] for each in preview(asked, TALK)["errors"]] == ["one"]
