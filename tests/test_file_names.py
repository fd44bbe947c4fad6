from hypothesis import given
from hypothesis import strategies as st

from reportgen.file_names import alike, document_name, safe_name
from reportgen.years import PeriodRange

RESERVED = {"con", "prn", "aux", "nul"}


def test_a_range_is_named_by_its_ends():
    assert document_name("briefing", span=PeriodRange(2020, 2024)) == "briefing-2020-2024"


def test_one_year_is_named_once():
    assert document_name("briefing", span=PeriodRange(2024, 2024)) == "briefing-2024"


def test_a_place_stands_between_report_and_years():
    assert document_name("factsheet", place="TX", span=PeriodRange(2020, 2024)) == "factsheet-TX-2020-2024"


def test_a_reserved_name_of_windows_is_never_the_whole_name():
    assert document_name("con", span=PeriodRange(2024, 2024)).casefold() not in RESERVED


def test_letters_of_other_scripts_stay():
    assert safe_name("Whangārei") == "Whangārei"


def test_slashes_and_dots_become_dashes():
    assert safe_name("../../etc/passwd") == "etc-passwd"


def test_a_name_of_several_words_can_be_read():
    assert safe_name("West Virginia") == "West-Virginia"


def test_two_names_that_differ_in_unsafe_characters_stay_two():
    assert alike(["a/b", "a:b", "A b", "c"]) == {"a/b", "a:b", "A b"}
    assert safe_name("a/b", is_alike=True) != safe_name("a:b", is_alike=True)


def test_a_name_of_300_characters_is_cut_and_stays_distinct():
    long, other = safe_name("x" * 300), safe_name("x" * 299 + "y")
    assert (len(long) < 100, long != other) == (True, True)


def test_letters_of_several_bytes_stay_within_what_a_disk_takes():
    name = document_name("報" * 300, place="県" * 300, span=PeriodRange(2020, 2024)) + "-data.xlsx"
    assert len(name.encode()) < 255


def test_a_name_without_any_letter_is_still_a_name():
    assert safe_name("...") not in ("", ".", "..")


@given(st.text(min_size=1))
def test_every_name_is_one_safe_part_of_a_path(text):
    name = safe_name(text)
    assert name
    assert not set(name) & set('/\\:*?"<>|.\0\n ')
