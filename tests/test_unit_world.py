"""A small world with a figure of every unit: what its pages say, and that no page has a raw number."""

import re
import zipfile

import pypdfium2
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from reportgen.audit import audit
from reportgen.builders.pdf import build_pdf
from reportgen.builders.text import build as build_text
from reportgen.dataset import read_package
from reportgen.document import plain_text
from reportgen.template import read_theme
from reportgen.unit import UnitKind
from tests.composing import World, indicator, line_chart, members_table, over_years, rows_table
from tests.unit_world import TEMPLATES, make_unit_world

THEME = read_theme("default", TEMPLATES)
NUMBER = re.compile(r"\d[\d,]*\.\d+(?:e[+-]?\d+)?", re.IGNORECASE)
MOST_DIGITS = 12
"""Significant digits that somebody may have published."""


def raw_numbers(text):
    """Numbers that nobody published: with more digits than are ever published, or in the writing of programs."""
    found = NUMBER.findall(text)
    return [one for one in found if "e" in one.lower() or len(re.sub(r"\D", "", one).lstrip("0")) > MOST_DIGITS]


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    world = make_unit_world(tmp_path_factory.mktemp("units"))
    formats = [word for name in ("pdf", "docx", "txt") for word in ("--format", name)]
    assert world.build("brief", "--years", "2020-2023", *formats) == 0
    assert world.build("sheet", "--years", "2020-2023", "--place", "CC", *formats) == 0
    return world


def edition(world, name):
    return (world.out / name).read_text(encoding="utf-8")


def pdf_text(source):
    with pypdfium2.PdfDocument(source) as pdf:
        return "\n".join(page.get_textpage().get_text_range() for page in pdf)


def word_text(path):
    with zipfile.ZipFile(path) as parts:
        return re.sub(r"<[^>]+>", "", parts.read("word/document.xml").decode("utf-8"))


SENTENCES = (
    "In 2023, visits was 12,733, compared with 12,980 in 2022: a fall of 1.9%.",
    "In 2023, content was 90.2%, compared with 87.9% in 2022: 2.3 percentage points more.",
    "In 2023, literate was 0.45, 0.01 higher than in 2022.",
    "In 2023, spending was €1,200.00, compared with €998.10 in 2022: a nominal rise of 20.2%.",
    "In 2023, balance was €18.75, €15.50 more than in 2022.",
    "In 2023, rent was CHF\u00a01,310, compared with CHF\u00a01,240 in 2022: a nominal rise of 5.6%.",
    "In 2023, space was 41.0, 0.4\u00a0m² less than in 2022.",
    "In 2023, prices was 118.1, compared with 113.4 in 2022: a rise of 4.1%.",
    "In 2023, score was 63.7, 1.7\u00a0points higher than in 2022.",
    "In 2023, per_shelf was 30.8, 0.3 lower than in 2022.",
    "In 2023, lost was 1 in 6.",
    "In 2023, waiting was 39, 2\u00a0days less than in 2022.",
    "In 2023, paper was 81.0, compared with 43.0 in 2022: a rise of 88.4%.",
    "In 2023, thefts was less than 200, after 230 in 2022; the exact change is not known [z].",
)
"""What the figures give, worked out by hand."""


@pytest.mark.parametrize("sentence", SENTENCES)
def test_every_unit_is_said_in_its_own_words(built, sentence):
    assert sentence in edition(built, "brief-2020-2023.txt")


ROWS = (
    "Visits 12,050 12,410 12,980 12,733 −1.9% +5.7%",
    "Content visitors, percent 88.4 89.1 87.9 90.2 +2.3 pp +1.8 pp",
    "Readers among residents 0.42 0.43 0.44 0.45 +0.01 +0.03",
    "Spending, € 152.50 1,008.25 998.10 1,200.00 +20.2% +686.9%",
    "Balance, € −40.50 −12.00 3.25 18.75 +€15.50 +€59.25",
    "Rent of a branch, CHF 1,200 1,250 1,240 1,310 +5.6% +9.2%",
    "Space for each workplace, m² 41.5 41.1 41.4 41.0 −0.4 m² −0.5 m²",
    "Prices of books, 2015 = 100 104.2 106.9 113.4 118.1 +4.1% +13.3%",
    "Score of the survey, points 61.2 60.4 62.0 63.7 +1.7 points +2.5 points",
    "Waiting for a book, days 30 42 41 39 −2 days +9 days",
)


@pytest.mark.parametrize("row", ROWS)
def test_a_table_of_all_units_says_the_unit_of_each_row(built, row):
    printed = [" ".join(line.split()) for line in edition(built, "brief-2020-2023.txt").splitlines()]
    assert row in printed
    assert row in " ".join(pdf_text(built.out / "brief-2020-2023.pdf").split())


@pytest.mark.parametrize("words", ["€1,008.25", "0.4 m² less than in 2022", "1.7 points higher", "€500", "CHF 1,000"])
def test_the_editions_print_the_same_units(built, words):
    pdf = " ".join(pdf_text(built.out / "brief-2020-2023.pdf").split())
    assert words in pdf
    if words not in ("€500", "CHF 1,000"):  # ticks of an axis: Word has them by a number format
        assert words in " ".join(word_text(built.out / "brief-2020-2023.docx").split())


def test_a_chart_of_word_has_the_currency_in_its_number_formats(built):
    with zipfile.ZipFile(built.out / "brief-2020-2023.docx") as parts:
        charts = [parts.read(name).decode("utf-8") for name in parts.namelist() if name.startswith("word/charts/chart")]
    formats = {found for chart in charts for found in re.findall(r'formatCode="([^"]+)"', chart)}
    assert any("€" in code and "0.00" in code for code in formats)
    assert any("CHF" in code for code in formats)


def test_no_percentage_or_amount_is_called_a_count(built):
    text = pdf_text(built.out / "brief-2020-2023.pdf")
    assert "largest figure" in text
    assert "largest count" not in text
    assert "not rates" not in text


def test_a_figure_that_rounds_to_nothing_is_less_than_its_last_digit(built):
    assert "<0.01" in edition(built, "sheet-CC-2020-2023.txt")


def test_the_rates_of_the_world_are_those_of_their_counts(built):
    checks = [one for one in audit(read_package(built.data)) if one.kind == "quotient"]
    assert len(checks) == 16
    assert {str(one.outcome) for one in checks} <= {"passed", "explained"}


# --- no raw number ------------------------------------------------------------------------------------------------

FRACTIONS = st.one_of(
    st.floats(-1e6, 1e6).map(lambda value: value if abs(value) > 1e-6 else 0.0),
    st.builds(lambda one, other: one / other, st.integers(1, 999), st.integers(1, 999)),
    st.sampled_from([0.1 + 0.2, 1.1 - 1.0, 1e-6, 41.50000000000001, 100 / 3]),
)
KINDS = st.sampled_from([kind for kind in UnitKind if kind is not UnitKind.CHANGE])


def page_of(folder, kind, values, decimals):
    """A document with the figures of an indicator in a sentence, tables and a chart; they are made what it can be."""
    match kind:
        case UnitKind.COUNT:
            values = [float(round(abs(value))) for value in values]
        case UnitKind.PROPORTION:
            values = [abs(value) % 1 for value in values]
        case _:
            values = [abs(value) for value in values] if kind in ("rate", "ratio", "one_in", "duration") else values
    rows = [*over_years("x", *values), *over_years("x", *values[::-1], kind="a")]
    made = indicator("x", unit="EUR" if kind is UnitKind.CURRENCY else "unit", kind=str(kind), decimals=decimals)
    world = World(folder, rows, indicators=[made])
    body = "\n\n".join(
        ["{% import 'macros/sentences.md' as s with context %}", "{{ s.say('x', 'it was {}') }} {{ figure('x') }}",
         "{{ '' ~ figure('x').value }}", members_table("x", name="members"), rows_table("x", name="rows"),
         line_chart("x", name="line")]
    )  # fmt: skip
    return world.compose(body, chart_data=True)


@pytest.mark.conformance
@settings(max_examples=20, deadline=None, phases=[Phase.explicit, Phase.generate])
@given(kind=KINDS, values=st.lists(FRACTIONS, min_size=3, max_size=3), decimals=st.sampled_from([None, 0, 2]))
def test_no_page_prints_a_raw_number_in_text(tmp_path_factory, kind, values, decimals):
    document = page_of(tmp_path_factory.mktemp("raw"), kind, values, decimals)
    text = build_text(document, THEME).decode("utf-8")
    assert not raw_numbers(text)


@pytest.mark.parametrize("kind", ["mean", "currency", "percent", "proportion", "index"])
def test_no_page_prints_a_raw_number_in_pdf(tmp_path, kind):
    document = page_of(tmp_path, UnitKind(kind), [0.1 + 0.2, 1.1 - 1.0, 100 / 3], None)
    assert not raw_numbers(pdf_text(build_pdf(document, THEME)))


# --- no forbidden comparison --------------------------------------------------------------------------------------

WHOLE_ROW = re.compile(r"^x\S* .*$", re.MULTILINE)
FORBIDDEN = {
    "percent": r"[+−][\d.,]+%",
    "proportion": r"[\d.,]+%|percentage point",
    "mean": r"[\d.,]+%|percentage point",
    "index": r"[\d.,]+%|percentage point",
    "ratio": r"[\d.,]+%|percentage point",
    "duration": r"[\d.,]+%|percentage point",
    "one_in": r"[+−]\d|%|percentage point|more|fewer|less|higher|lower",
    "count": r"percentage point| pp",
    "rate": r"percentage point| pp",
    "currency": r"percentage point| pp",
    "quantity": r"percentage point| pp",
}
"""What no sentence and no row may say of a change of figures of each kind."""


@pytest.mark.conformance
@settings(max_examples=20, deadline=None, phases=[Phase.explicit, Phase.generate])
@given(kind=st.sampled_from(sorted(FORBIDDEN)), values=st.lists(FRACTIONS, min_size=3, max_size=3))
def test_no_page_prints_a_comparison_that_its_unit_forbids(tmp_path_factory, kind, values):
    document = page_of(tmp_path_factory.mktemp("unit"), UnitKind(kind), values, None)
    text = build_text(document, THEME).decode("utf-8")
    sentences = [line for line in text.splitlines() if line.startswith("In 2022, it was ")]
    rows = WHOLE_ROW.findall(text)
    assert rows
    assert not [line for line in (*sentences, *rows) if re.search(FORBIDDEN[kind], line)]


def test_money_that_is_said_in_words_stands_behind_its_amount_and_once_at_a_chart(tmp_path):
    made = indicator("spent", unit="thousand USD", kind="currency", decimals=0)
    world = World(tmp_path, over_years("spent", 6473, 7813, 8117), indicators=[made])
    chart = world.block(line_chart("spent"))
    assert [point.text for point in chart.chart.lines[0].points] == ["6,473", "7,813", "8,117"]
    assert chart.chart.currency == ""
    assert plain_text(chart.caption.subtitle) == "What, where; in thousand USD"
    assert "8,117\N{NO-BREAK SPACE}thousand USD" in world.text("{{ latest('spent') }}")
