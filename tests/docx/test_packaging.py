"""Archives whose bytes depend on nothing but what is in them."""

import io
import zipfile

from reportgen.builders.docx.packaging import stored, timeless

TEXTS = {"[Content_Types].xml": "<Types/>", "word/document.xml": "<w:document/>" * 50, "word/média.xml": "é"}


def archive(*, date, system=3):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as files:
        for name, text in TEXTS.items():
            made = zipfile.ZipInfo(name, date)
            made.create_system, made.compress_type = system, zipfile.ZIP_DEFLATED
            files.writestr(made, text)
    return out.getvalue()


def test_the_day_and_the_system_change_nothing():
    first, second = archive(date=(2025, 6, 1, 9, 30, 10)), archive(date=(2031, 12, 31, 23, 59, 58), system=0)
    assert first != second
    assert timeless(first) == timeless(second)


def test_the_files_keep_their_order_and_content_and_have_the_earliest_date():
    with zipfile.ZipFile(io.BytesIO(timeless(archive(date=(2025, 6, 1, 9, 30, 10))))) as files:
        assert files.testzip() is None
        assert {name: files.read(name).decode() for name in files.namelist()} == TEXTS
        assert {entry.date_time for entry in files.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_an_archive_without_files_stays_one():
    empty = stored({})
    assert timeless(empty) == empty


def test_a_stored_archive_is_timeless_and_not_compressed():
    made = stored(TEXTS)
    assert timeless(made) == made
    assert b"<w:document/><w:document/>" in made
