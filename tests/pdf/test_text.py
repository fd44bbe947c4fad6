"""Breaking text into lines, and finding a font for every character."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.builders.pdf.faces import named_face, pieces
from reportgen.builders.pdf.text import RUNT, Run, Target, break_lines, measure
from reportgen.errors import BuildError

SANS = named_face("SourceSansPro-Regular")
ITALIC = named_face("SourceSansPro-It")


def run(text: str, **more) -> Run:
    return Run(text, SANS, 10, "#000000", **more)


def shown(text: str, width: float) -> list[str]:
    return ["".join(piece.text for piece in line.pieces) for line in break_lines([run(text)], width)]


def test_words_go_to_the_next_line_and_leave_their_space_behind():
    assert shown("one two three", 40) == ["one two ", "three"]


def test_spaces_in_a_row_are_one():
    assert shown("one   \n two".replace("\n", " "), 400) == ["one two"]


def test_a_newline_ends_a_line():
    assert shown("Change\n2023–24", 400) == ["Change ", "2023–24"]


def test_a_hyphenated_word_breaks_after_its_hyphen_without_a_space():
    assert shown("well-known", 30) == ["well-", "known"]


def test_a_range_of_numbers_does_not_break():
    assert shown("in 12-14", 30) == ["in ", "12-14"]


def test_a_long_word_is_broken_where_it_has_to_be():
    lines = shown("m" * 20, 50)
    assert "".join(lines) == "m" * 20
    assert len(lines) == 4


def test_an_address_breaks_at_its_slashes():
    assert shown("https://example.org/reports/2024", 90) == ["https://example.org/", "reports/2024"]


def test_a_soft_hyphen_is_printed_only_where_a_line_ends():
    assert shown("hos\u00adpi\u00adtal", 28) == ["hospi\u00ad", "tal"]
    assert shown("hos\u00adpi\u00adtal", 100) == ["hospital"]


def test_no_break_spaces_keep_words_together():
    assert shown("page\u00a012 of it", 36) == ["page\u00a012 ", "of it"]


def test_a_line_between_ideographs_may_end_without_a_space():
    pytest.importorskip("justmytype_intl_cjk")
    words = measure([Run("abc" + "\u200b" + "def", SANS, 10, "#000000")])
    assert len(words.lines(20)) == 2


@given(st.text(alphabet="ab cde-fghi jklm/no é ", max_size=200), st.floats(12, 300))
def test_no_line_is_wider_than_asked_and_no_character_is_lost(text, width):
    lines = break_lines([run(text)], width)
    assert all(line.width <= width + 0.02 for line in lines)
    printed = "".join(piece.text for line in lines for piece in line.pieces)
    assert printed.replace(" ", "") == text.replace(" ", "")


def test_a_short_word_is_not_left_alone_on_the_last_line():
    words = measure([run("A report is not a child and not an offender either at all")])
    width = next(width for width in range(120, 260) if 0 < words.lines(width)[-1].width < RUNT * width)
    even = words.even_lines(width)
    assert len(even) == len(words.lines(width))
    assert even[-1].width > RUNT * width


def test_runs_of_one_link_keep_their_target():
    target = Target(url="https://example.org")
    (line,) = break_lines([run("see "), run("the page", target=target), run(" now")], 400)
    assert [piece.text for piece in line.pieces if piece.run.target is target] == ["the page"]


# -- fonts ----------------------------------------------------------------------------------------------------------


def faces_of(text: str, face) -> list[tuple[str, str]]:
    return [(used.font.face.name.decode(), piece) for used, piece in pieces(text, face)]


def test_an_italic_turns_to_its_upright_for_greek():
    assert faces_of("to Αθήνα", ITALIC) == [("SourceSansPro-It", "to "), ("SourceSansPro-Regular", "Αθήνα")]


def test_a_thin_space_and_a_hyphen_that_does_not_break_are_printed_as_their_likes():
    assert faces_of("a\u2009b\u2011c", SANS) == [("SourceSansPro-Regular", "a\u202fb-c")]


def test_names_in_the_scripts_of_europe_and_vietnam_need_one_font():
    text = "Whangārei, Thừa Thiên Huế, Θεσσαλονίκη, Київ, Өскемен, Łódź, İzmir"
    assert faces_of(text, SANS) == [("SourceSansPro-Regular", text)]


def test_a_character_without_a_glyph_is_named():
    with pytest.raises(BuildError, match=r"`𒀀` \(U\+12000 CUNEIFORM SIGN A\) in `a𒀀` is in no installed font"):
        list(pieces("a𒀀", SANS))


@pytest.mark.parametrize("text", ["שלום", "سلام", "नमस्ते", "ไทย"])
def test_a_script_whose_letters_join_is_refused(text):
    with pytest.raises(BuildError, match="joined or set from right to left"):
        list(pieces(text, SANS))
