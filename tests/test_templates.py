"""What holds for the templates of the repository, over every range of years there is."""

import re
from dataclasses import fields, is_dataclass
from functools import cache
from itertools import combinations, pairwise
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from reportgen.builders.text.inlines import words
from reportgen.compose.context import Questions
from reportgen.compose.figures import SeriesKey
from reportgen.compose.scope import Scope
from reportgen.compose.shares import share_percent
from reportgen.document import (
    Callout,
    Compiled,
    CrossReference,
    Figure,
    Heading,
    KeyFigures,
    MainPoints,
    Mark,
    Note,
    NoteList,
    PageBreak,
    Paragraph,
    Point,
    Table,
    Value,
    plain_text,
)
from reportgen.document.walk import exhibits_of
from reportgen.exhibits.bars.values import RankedBars
from reportgen.exhibits.columns.values import StackedColumns
from reportgen.exhibits.dots.values import PairedDots
from reportgen.exhibits.line.values import LineChart
from reportgen.exhibits.multiples.values import SmallMultiples
from reportgen.exhibits.panels.values import ScaledPanels
from reportgen.exhibits.shares.values import StackedShares
from reportgen.fonts import font_file
from reportgen.measure import MISSING_MARKS, MarkCode
from reportgen.template import read_theme
from reportgen.wording import number, percent
from reportgen.years import PeriodRange
from tests import shipped

ROOT = Path(__file__).parent.parent
TEMPLATES = ROOT / "templates"
RANGES = [f"{first}-{last}" for first in range(2020, 2025) for last in range(first, 2025)]
SOME_RANGES = ["2020-2024", "2020-2022", "2022-2023", "2023-2024", "2021-2021", "2024-2024"]
OTHERS = [
    ("2020-2024", "appendix", None),
    ("2021-2023", "appendix", None),
    ("2020-2024", "factsheet", "TX"),
    ("2020-2024", "factsheet", "GU"),
    ("2020-2021", "factsheet", "VI"),
    ("2022-2022", "factsheet", "WY"),
    ("2022-2024", "factsheet", "DC"),
]
"""Years, report and place."""
HEADLINE_WIDTH = 420
"""Points; what fits on one line beside `Figure 10`."""
NUMBER_WORDS = {"two": 2, "three": 3, "four": 4}
JINJA = re.compile(r"\{#.*?#\}|\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"")
REFERENCE = re.compile(r"^.[a-z_]+\{[a-z0-9_=;]+\}.$")
NUMBER = re.compile(r"(?<![\w,.])\d+(?:,\d{3})*(?:\.\d+)?(?: million|%)?")
CHANGE = re.compile(
    r"In (\d{4}), (?:(?!In \d{4},).)*?, compared with [^:]*? in (\d{4}): a (?:rise|fall) of [^.]*(?:\.\d+%)?([^.]*)\."
)


def package():
    return shipped.PACKAGE


def comparison():
    return shipped.COMPARISON


def templates():
    return shipped.REPORTS


def document(years, name="briefing", place=None):
    return shipped.document(name, years=years.split("-"), place=place)


@pytest.fixture(params=RANGES)
def briefing(request):
    return document(request.param)


@pytest.fixture(
    params=[(years, "briefing", None) for years in RANGES] + OTHERS, ids=lambda made: "-".join(filter(None, made))
)
def report(request):
    return document(*request.param)


def blocks(briefing, *kinds):
    return [block for block in briefing.blocks if isinstance(block, kinds)]


def exhibits(briefing):
    return list(exhibits_of(briefing.blocks))


def walk(value):
    if isinstance(value, tuple):
        for item in value:
            yield from walk(item)
    elif is_dataclass(value):
        yield value
        for field in fields(value):
            yield from walk(getattr(value, field.name))


def running_text(briefing):
    """Every sentence that is not in a table, a chart or small print."""
    for block in briefing.blocks:
        if isinstance(block, Paragraph) and block.role != "topic":  # a topic is short as a headline is, without marks
            yield without_references(block.children)
        elif isinstance(block, MainPoints):
            yield from (without_references(point.children) for point in block.points)


def without_references(inlines):
    return re.sub(r"\b(Figure|Table) \w+", "", words(inlines))


# --- what stands in the files ------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", sorted(TEMPLATES.rglob("*.md")), ids=lambda path: path.name)
def test_no_figure_is_typed_by_hand(path):
    """Outside of Jinja2 no digit at all; within it, digits that are code, but none in a text to be printed."""
    text = path.read_text(encoding="utf-8")
    outside = [line for line in JINJA.sub("", text).splitlines() if re.search(r"\d", line)]
    quoted = [quote for code in JINJA.findall(text) if not code.startswith("{#") for quote in QUOTED.findall(code)]
    printed = [quote for quote in quoted if re.search(r"\d", quote) and not REFERENCE.match(quote)]
    assert (outside, printed) == ([], [])


PROSE = [
    *sorted(TEMPLATES.rglob("*.md")),
    *(ROOT / "data" / f"{name}.csv" for name in ("notes", "indicators", "topics")),
]
BRITISH = re.compile(
    r"\b\w*(isation|ised|ising|analys(e|ed|es)|colour|behaviour|favour|neighbour|centre|programme|catalogue|whilst)\b",
    re.IGNORECASE,
)


@pytest.mark.parametrize("path", PROSE, ids=lambda path: path.name)
def test_the_words_a_reader_sees_are_spelled_as_in_america(path):
    text = re.sub(r"organisation\.|capitalised\(", "", path.read_text(encoding="utf-8"))
    assert not BRITISH.search(text)


# --- what holds for every briefing -------------------------------------------------------------------------------


def test_a_change_over_a_gap_says_over_how_many_years(report):
    for text in running_text(report):
        assert "year over year" not in text
        for year, base, tail in CHANGE.findall(text):
            gap = int(year) - int(base)
            said = re.search(r"over (\w+) years", tail)
            assert (NUMBER_WORDS[said[1]] if said else 1) == gap, text


def values_of(chart):
    """The values that a chart draws."""
    if isinstance(chart, StackedShares):
        return [part.value for row in chart.rows for part in row.parts]
    return [value.value for value in walk(chart) if isinstance(value, Point | Value)]


def test_no_exhibit_is_empty(report):
    for exhibit in exhibits(report):
        if isinstance(exhibit, Figure):
            drawn = [value for value in values_of(exhibit.chart) if value is not None]
            assert len(drawn) > 1, exhibit.anchor
            assert exhibit.alt
        else:
            assert any(cell.children for row in exhibit.rows if row.role != "group" for cell in row.cells[1:]), (
                exhibit.anchor
            )


def marks_in(exhibit):
    """The marks that an exhibit prints in its cells, on its points and in its texts."""
    printed = exhibit.chart if isinstance(exhibit, Figure) else (exhibit.head, exhibit.rows)
    marks = {value.code for value in walk(printed) if isinstance(value, Mark)}
    points = [value for value in walk(printed) if isinstance(value, Point | Value)]
    marks |= {code for point in points for code in point.marks}
    texts = [getattr(value, field.name) for value in walk(printed) for field in fields(value)]
    found = {code for text in texts if isinstance(text, str) for code in re.findall(r"\[([a-z]+)\]", text)}
    return marks | {MarkCode(code) for code in found}


def explained_in(exhibit):
    return {line.lead.code for line in exhibit.notes if isinstance(line.lead, Mark)}


def told_elsewhere(exhibit):
    """Notes and marks for which an exhibit says in which other one they are explained."""
    lines = [line.children for line in exhibit.notes if line.lead is None]
    said = [line for line in lines if any(isinstance(value, CrossReference) for value in walk(line))]
    return {value for value in walk(tuple(said)) if isinstance(value, Note | Mark)}


def test_every_mark_in_an_exhibit_is_explained_in_it_or_in_the_legend(report):
    legends = tuple(block for block in report.blocks if isinstance(block, Callout) and block.role == "legend")
    general = {value.code for value in walk(legends) if isinstance(value, Mark)}
    for exhibit in exhibits(report):
        elsewhere = {value.code for value in told_elsewhere(exhibit) if isinstance(value, Mark)}
        assert marks_in(exhibit) <= explained_in(exhibit) | elsewhere | general, exhibit.anchor


def test_no_break_correction_or_reason_is_explained_that_is_not_shown(report):
    for exhibit in exhibits(report):
        said = explained_in(exhibit) - {*MISSING_MARKS.values()}
        assert said <= marks_in(exhibit), exhibit.anchor


def test_every_note_referred_to_in_an_exhibit_stands_in_it_or_where_it_says(report):
    for exhibit in exhibits(report):
        if isinstance(exhibit, Table):
            referred = {value.note for value in walk((exhibit.head, exhibit.rows)) if isinstance(value, Note)}
            said = {line.lead.note for line in exhibit.notes if isinstance(line.lead, Note)}
            elsewhere = {value.note for value in told_elsewhere(exhibit) if isinstance(value, Note)}
            assert referred <= said | elsewhere, exhibit.anchor


def test_no_two_notes_say_the_same(report):
    for notes in blocks(report, NoteList):
        said = [plain_text(note.children) for note in notes.notes]
        assert len(set(said)) == len(said)


def test_each_note_of_a_briefing_is_printed_once_under_the_first_exhibit_that_needs_it(briefing):
    assert not blocks(briefing, NoteList)
    referred = {value.number: value.note for value in walk(briefing.blocks) if isinstance(value, Note)}
    printed = [line.lead for exhibit in exhibits(briefing) for line in exhibit.notes if isinstance(line.lead, Note)]
    assert [note.note for note in printed] == [referred[number] for number in sorted(referred)]
    assert sorted(referred) == list(range(1, len(referred) + 1))


@cache
def advances():
    font = TTFont(font_file(read_theme("default", TEMPLATES).faces.sans_semibold))
    names, widths = font.getBestCmap(), font["hmtx"]
    return {chr(code): widths[name][0] / font["head"].unitsPerEm for code, name in names.items()}


def test_every_headline_is_one_short_line_without_a_full_stop(report):
    for exhibit in exhibits(report):
        headline = words(exhibit.caption.headline)
        assert not re.search(r"[.;:,]$|  ", headline), headline
        assert headline[0].isupper() or headline[0].isdigit(), headline
        if not report.exhibit_prefix:  # an appendix has titles that name a table in full
            assert 12 * sum(advances()[character] for character in headline) <= HEADLINE_WIDTH, headline


def years_shown(exhibit):
    """The years of which an exhibit prints a figure, as far as its columns or points tell them; None elsewhere."""
    if isinstance(exhibit, Table):
        return table_years(exhibit)
    match exhibit.chart:
        case StackedColumns(names=[_, *_]):
            return years_named(words(exhibit.caption.subtitle))
        case LineChart() | StackedColumns() | SmallMultiples() | ScaledPanels():
            return {point.year for point in walk(exhibit.chart) if isinstance(point, Point) and point.value is not None}
        case PairedDots(rows):
            return {int(row.name) for row in rows if (row.first.value, row.second.value) != (None, None)}
        case RankedBars(_, title, earlier_title):
            return {int(year) for year in (title, earlier_title) if year}
    return years_named(words(exhibit.caption.subtitle))


def table_years(table):
    heads = [words(cell.children) for cell in table.head[-1].cells]
    columns = {index: int(head) for index, head in enumerate(heads) if re.fullmatch(r"\d{4}", head)}
    if not columns:
        return years_named(words(table.caption.subtitle))
    rows = [row for row in table.rows if row.role != "group"]
    changes = re.findall(
        r"Change (\d{4})–\d\d", " ".join(words(cell.children) for row in table.head for cell in row.cells)
    )
    shown = {year for index, year in columns.items() if any(row.cells[index].children for row in rows)}
    return shown | {int(base) for base in changes}


def years_named(text):
    """The years that a list such as `2020 and 2022 to 2024` names."""
    found = set()
    for first, last in re.findall(r"(\d{4})(?: to (\d{4}))?", text):
        found |= set(range(int(first), int(last or first) + 1))
    return found


def test_every_source_line_names_the_reports_that_the_figures_stand_in(report):
    for exhibit in exhibits(report):
        assert years_named(words(exhibit.source)) == years_shown(exhibit), exhibit.anchor


def test_the_first_page_has_three_or_four_key_figures_and_up_to_seven_points(briefing):
    (tiles,) = blocks(briefing, KeyFigures)
    (points,) = blocks(briefing, MainPoints)
    assert 3 <= len(tiles.tiles) <= 4
    assert 1 <= len(points.points) <= 7
    assert all(words(point.children).endswith(".") for point in points.points)


def test_every_mark_on_the_first_page_is_explained_on_it(briefing):
    end = next(index for index, block in enumerate(briefing.blocks) if isinstance(block, PageBreak))
    page = briefing.blocks[:end]
    small = [words((*block.children, *block.marks)) for block in page if isinstance(block, Compiled)]
    shown = walk(tuple(block for block in page if isinstance(block, KeyFigures | MainPoints)))
    marks = {value.code for value in shown if isinstance(value, Mark)}
    assert {code for code in marks if f"[{code}] " not in " ".join(small)} == set()


def test_headings_skip_no_level_and_none_is_left_without_text(report):
    for block, following in pairwise(report.blocks):
        if isinstance(block, Heading):
            deeper = isinstance(following, Heading) and following.level > block.level
            assert deeper or not isinstance(following, Heading), words(block.children)
    assert not isinstance(report.blocks[-1], Heading)


# --- one figure, one wording -------------------------------------------------------------------------------------


@cache
def printed_forms(years):
    """How a sentence prints each figure of the range, by its bare digits: `29.4 million` is `29.4 million [r]`."""
    first, last = (int(year) for year in years.split("-"))
    scope = Scope(package(), comparison(), PeriodRange(first, last), package().country)
    forms = {}
    for indicator, place, breakdown in package().series:
        members = tuple(tuple(pair.split("=")) for pair in breakdown.split(";") if pair)
        for view in scope.published(SeriesKey(indicator, place, members)):
            if view.indicator.unit == "percent" and MarkCode.DERIVED in view.mark_codes:
                continue  # a derived share has the digits of many a change; no sentence gives one
            full = re.sub(r"\{mark:(\w+)\}", r"[\1]", view.__html__())
            for bare in NUMBER.findall(view.text):
                forms.setdefault(bare, set()).add(full)
    return forms


@pytest.mark.parametrize("years", SOME_RANGES)
def test_a_figure_is_worded_in_one_way_in_all_sentences(years):
    """With `more than` where it is a floor, with its mark where it is corrected, in millions where its series is."""
    forms = printed_forms(years)
    for text in running_text(document(years)):
        for found in NUMBER.finditer(text):
            bare = found[0]
            assert not re.fullmatch(r"\d+,\d{3},\d{3}.*", bare), text
            for full in forms.get(bare, ()):
                start = found.start() - full.index(bare)
                if text[start : start + len(full)].lower() == full.lower():
                    break
            else:
                assert bare not in forms, f"{bare} is worded {sorted(forms[bare])}: {text}"


@cache
def calculated(years):
    """Every percentage, difference, share and sum that a sentence on the range may give, and the two rules."""
    first, last = (int(year) for year in years.split("-"))
    scope = Scope(package(), comparison(), PeriodRange(first, last), package().country)
    texts = {number(package().rules.minimum_base), number(package().rules.minimum_count_for_shares)}
    for indicator, place, breakdown in package().series:
        members = tuple(tuple(pair.split("=")) for pair in breakdown.split(";") if pair)
        key = SeriesKey(indicator, place, members)
        for base, year in combinations(package().years, 2):
            view = scope.change(key, base, year)
            if first <= base < year <= last and view.comparable:
                texts |= {view.points} if view.in_points else {view.difference}
                texts |= {view.percent} if view.has_percent else set()
        for view in scope.published(key):
            for dimension in (*dict(members), "place"):
                share = share_percent(scope, view, dimension)
                texts |= {percent(share)} if share is not None else set()
    texts |= {code.label for codes in package().codelists.values() for code in codes.values()}
    questions = Questions(scope)
    top = questions.members("cases", "place")[:3]
    texts |= {questions.share_of(top, "cases"), questions.sum_of(top)} if top else set()
    texts |= {questions.share_of(questions.members("cases", "age_group")[:2], "cases")}
    return {found for text in texts for found in NUMBER.findall(text)}


@pytest.mark.parametrize("years", SOME_RANGES)
def test_every_number_of_a_sentence_is_a_year_a_figure_or_calculated_from_figures(years):
    allowed = {*printed_forms(years), *calculated(years), *(str(year) for year in range(2020, 2025))}
    for text in running_text(document(years)):
        numbers = {found for found in NUMBER.findall(text) if found not in allowed}
        assert not numbers, text
