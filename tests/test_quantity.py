"""A text that knows its numbers is a text like any other, and keeps them when it is cut, joined and filled."""

import pickle

import pytest

from reportgen import wording
from reportgen.language import say, say_count, speaking
from reportgen.quantity import Operation, Quantity, Traced, concat, pieces_of, spans_of, with_origin


def numbers(text):
    """The numbers of a text, as printed, with their unrounded values."""
    return [(text[start:end], quantity.value) for start, end, quantity in spans_of(text)]


def test_a_number_in_words_knows_its_value_and_its_rounding():
    assert spans_of(wording.percent(2.361)) == ((0, 4, Quantity(2.361, 1)),)
    assert numbers(wording.millions(20_512_803)) == [("20.5", 20_512_803)]


def test_it_is_equal_to_the_plain_text_and_prints_as_it():
    text = wording.number(29568)
    assert text == "29,568"
    assert hash(text) == hash("29,568")
    assert repr(text) == "'29,568'"
    assert {text: 1}["29,568"] == 1


def test_a_limit_in_place_of_a_number_says_so():
    assert numbers(wording.percent(0.01)) == [("0.1%", 0.01)]
    assert [quantity.bound for _, _, quantity in spans_of(wording.percent(0.01))] == ["<"]
    assert [quantity.bound for _, _, quantity in spans_of(wording.percent_in_column(99.99))] == [">"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (wording.money(wording.number(-1008.25, decimals=2), "€"), "−€1,008.25"),
        (wording.signed(1947), "+1,947"),
        (wording.ordinal_digits(22), "22nd"),
        (str(wording.Worded(wording.number(20.5, decimals=1), scale="million")), "20.5 million"),
    ],
)
def test_signs_belong_to_their_number(text, expected):
    assert [each for each, _ in numbers(text)] == [expected]


def test_messages_and_lists_keep_the_numbers_of_their_parts():
    low, high = wording.number(12), wording.number(1345)
    said = say("{first} to {last}", first=low, last=high)
    assert said == "12 to 1,345"
    assert numbers(said) == [("12", 12), ("1,345", 1345)]
    assert numbers(wording.list_of([low, "none", high])) == [("12", 12), ("1,345", 1345)]
    assert numbers(say_count(2, "{n} row", "{n} rows", n=wording.number(2))) == [("2", 2)]


def test_other_languages_keep_them_too():
    with speaking("de"):
        listed = wording.list_of([wording.number(1345), wording.percent(2.36), wording.number(3)])
    assert listed == "1.345, 2,4\xa0% und 3"
    assert [each for each, _ in numbers(listed)] == ["1.345", "2,4\xa0%", "3"]


def test_what_is_cut_and_changed_keeps_the_numbers_that_stay_whole():
    text = concat(("about ", wording.number(1345), " of ", wording.percent(4.25)))
    assert numbers(text[6:]) == [("1,345", 1345), ("4.3%", 4.25)]
    assert numbers(text[8:]) == [("4.3%", 4.25)]
    assert numbers(wording.capitalised(text)) == numbers(text)
    assert numbers(text.upper()) == numbers(text)
    assert [numbers(each) for each in text.split(" of ")] == [[("1,345", 1345)], [("4.3%", 4.25)]]
    assert numbers(text.replace("about ", "~").replace(",", "")) == [("1345", 1345), ("4.3%", 4.25)]
    assert numbers(f"  {text}  ".strip()) == []  # a plain text knows nothing


def test_only_what_has_no_origin_gets_one():
    change = Operation("change", (), 4.25)
    text = with_origin(concat((with_origin(wording.percent(4.25), change), " of ", wording.number(3))), None)
    text = with_origin(text, Operation("count", (), 3))
    assert [quantity.origin.operator for _, _, quantity in spans_of(text)] == ["change", "count"]


def test_a_text_comes_in_pieces():
    text = concat(("up ", wording.percent(2.36), " on 2023"))
    assert [piece for piece, _ in pieces_of(text)] == ["up ", "2.4%", " on 2023"]
    assert [quantity is None for _, quantity in pieces_of(text)] == [True, False, True]
    assert pieces_of("plain") == (("plain", None),)


def test_a_pickled_text_is_a_plain_one():
    again = pickle.loads(pickle.dumps(wording.number(29568)))
    assert type(again) is str
    assert isinstance(wording.number(29568), Traced)
