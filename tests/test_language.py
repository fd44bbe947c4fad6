"""What the program prints is in the language of the document; messages stand in one catalogue for each."""

import re
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen import wording
from reportgen.errors import UsageError
from reportgen.language import figures, known_language, languages, say, say_count, speaking, spoken
from reportgen.language.messages import lacking, messages

TRANSLATED = [language for language in languages() if language != "en"]


def test_english_is_spoken_where_nobody_says_otherwise():
    assert spoken().tag == "en-US"
    assert say("Not shown: {names}.", names="Guam") == "Not shown: Guam."


def test_a_language_without_a_catalogue_is_refused_with_those_there_are():
    with pytest.raises(UsageError, match=r"no words in the language `xx-YY`: there are .*`en`"):
        known_language("xx-YY")


def test_a_language_is_spoken_only_within_its_block():
    with speaking("en-GB"):
        assert spoken().tag == "en-GB"
    assert spoken().tag == "en-US"


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_catalogue_has_every_message_of_the_program(language):
    assert lacking(language) == {}


def test_no_message_has_two_plurals():
    found = [(message.context, message.text) for message in messages()]
    assert [each for each in found if found.count(each) > 1] == []


def test_messages_are_found_in_the_code():
    found = {message.text: message for message in messages()}
    assert "Not shown: {names}." in found
    assert found["{years} stands apart"].many == "{years} stand apart"


@given(st.decimals(min_value=0, max_value=10**12, places=2) | st.integers(0, 10**12).map(Decimal))
def test_english_digits_are_grouped_as_babel_groups_them(value):
    with speaking("en-US"):
        assert wording.grouped(value) == figures.grouped(value)


@given(st.dates(date(1000, 1, 1)))
def test_english_dates_are_those_of_babel(day):
    with speaking("en-US"):
        assert wording.long_date(day) == figures.long_date(day)


@pytest.mark.parametrize("month", range(1, 13))
def test_english_months_are_those_of_babel(month):
    with speaking("en-US"):
        assert wording.month_name(month) == figures.month_name(month)
        assert wording.month_name(month, short=True) == figures.month_name(month, short=True)


def test_one_thing_has_its_own_words():
    assert say_count(1, "{years} stands apart", "{years} stand apart", years="2021") == "2021 stands apart"
    assert say_count(2, "{years} stands apart", "{years} stand apart", years="2021") == "2021 stand apart"


@pytest.mark.parametrize(
    ("tag", "number", "share", "day", "words"),
    [
        ("es", "29.568", "92,3\u00a0%", "2 de junio de 2025", "Ohio, Iowa e Illinois"),
        ("es-US", "29,568", "92.3%", "2 de junio de 2025", "Ohio, Iowa e Illinois"),
        ("de", "29.568", "92,3\u00a0%", "2. Juni 2025", "Ohio, Iowa und Illinois"),
        ("de-CH", "29’568", "92.3%", "2. Juni 2025", "Ohio, Iowa und Illinois"),
    ],
)
def test_numbers_dates_and_lists_follow_the_country_of_the_language(tag, number, share, day, words):
    with speaking(tag):
        assert wording.number(29568) == number
        assert wording.percent(92.3) == share
        assert wording.long_date(date(2025, 6, 2)) == day
        assert wording.list_of(["Ohio", "Iowa", "Illinois"]) == words


def test_a_word_that_only_begins_with_the_letter_keeps_the_usual_and():
    with speaking("es"):
        assert wording.list_of(["Ohio", "Iowa"]) == "Ohio y Iowa"
        assert wording.list_of(["Ohio", "Hidalgo"]) == "Ohio e Hidalgo"


@pytest.mark.parametrize("language", TRANSLATED)
def test_plural_forms_are_those_of_cldr(language):
    catalogue = known_language(language).catalogue
    rule = known_language(language).locale.plural_form
    assert [catalogue.form(count) == 0 for count in range(200)] == [rule(count) == "one" for count in range(200)]


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_catalogue_fills_in_what_the_message_does(language):
    found = known_language(language).catalogue.messages
    for message in messages():
        texts = found[message.context, message.text]
        known = names_in(message.text) | names_in(message.many)
        assert all(names_in(text) <= known for text in texts), message.text
        assert names_in(texts[-1]) == names_in(message.many or message.text), message.text


def names_in(text):
    return set(re.findall(r"{(\w+)}", text))
