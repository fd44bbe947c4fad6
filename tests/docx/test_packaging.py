"""Archives whose bytes depend on nothing but what is in them."""

import io
import time
import zipfile
import zlib

import docx
import pytest

from reportgen.builders.docx.packaging import archived, packaged, stored

TEXTS = {"[Content_Types].xml": "<Types/>", "word/document.xml": "<w:document/>" * 50, "word/média.xml": "é"}
FILES = {name: text.encode() for name, text in TEXTS.items()}


def opened(archive):
    """The archive, every file of which is sound."""
    files = zipfile.ZipFile(io.BytesIO(archive))
    assert files.testzip() is None
    return files


@pytest.mark.parametrize("archive", [archived(FILES.items()), stored(TEXTS)], ids=["archived", "stored"])
def test_the_files_keep_their_order_and_content_and_have_the_earliest_date(archive):
    files = opened(archive)
    assert [(name, files.read(name)) for name in files.namelist()] == list(FILES.items())
    assert {entry.date_time for entry in files.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_day_changes_nothing(monkeypatch):
    today = archived(FILES.items())
    monkeypatch.setattr(time, "time", lambda: 4_000_000_000)
    assert archived(FILES.items()) == today


def test_an_archive_without_files_stays_one():
    assert opened(archived([])).namelist() == opened(stored({})).namelist() == []


def test_what_is_stored_and_a_picture_are_not_compressed():
    assert b"<w:document/><w:document/>" in stored(TEXTS)
    assert b"colours" * 50 in archived([("media/image1.png", b"colours" * 50)])
    assert b"colours" * 50 not in archived([("media/image1.svg", b"colours" * 50)])


def test_a_package_has_the_files_that_python_docx_writes():
    document = docx.Document()
    document.add_paragraph("A paragraph with “signs” & é")
    document.part.relate_to("https://example.org/?a=1&b=2", docx.opc.constants.RELATIONSHIP_TYPE.HYPERLINK, True)
    saved = io.BytesIO()
    document.save(saved)
    theirs, ours = opened(saved.getvalue()), opened(packaged(document.part.package, {}))
    assert ours.namelist() == theirs.namelist()
    assert {name: ours.read(name) for name in ours.namelist()} == {
        name: theirs.read(name) for name in theirs.namelist()
    }


def test_a_part_that_was_written_anew_takes_the_place_of_its_tree():
    document = docx.Document()
    files = opened(packaged(document.part.package, {"/word/styles.xml": b"<written/>"}))
    assert files.read("word/styles.xml") == b"<written/>"
    assert b"<w:settings" in files.read("word/settings.xml")


# around the sizes of windows, of which zlib does not look back to the last 262 bytes
@pytest.mark.parametrize("size", [0, 1, 249, 250, 251, 252, 1_785, 1_786, 1_787, 32_505, 32_506, 32_507, 70_000])
def test_a_file_is_compressed_as_with_the_largest_window(size):
    content = b"".join(b'<w:p w:rsid="%x"/>' % (number * number % 977) for number in range(size // 14 + 1))[:size]
    assert zlib.compress(content, wbits=-15) in archived([("word/document.xml", content)])
