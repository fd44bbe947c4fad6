"""Documents made by hand from the model: a small one, and one with every block and inline there is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from reportgen.document import (
    Block,
    BoxColumn,
    Callout,
    Caption,
    Cell,
    Chart,
    Column,
    Compiled,
    CrossReference,
    Definition,
    Definitions,
    Document,
    Emphasis,
    Figure,
    Heading,
    Inline,
    Inlines,
    KeyFigures,
    LineBreak,
    Link,
    List,
    ListItem,
    LocatorTile,
    MainPoint,
    MainPoints,
    Mark,
    Metadata,
    Note,
    NoteDefinition,
    NoteLine,
    NoteList,
    PageBreak,
    Pair,
    Paragraph,
    Point,
    Row,
    RuledBox,
    Slot,
    Strong,
    Swatch,
    Table,
    TableOfContents,
    Text,
    Tile,
    TitleBlock,
    Trend,
    Value,
)
from reportgen.exhibits.bars.values import BarRow, RankedBars
from reportgen.exhibits.columns.values import Columns, StackedColumns
from reportgen.exhibits.dots.values import DotRow, PairedDots
from reportgen.exhibits.line.values import Break, Line, LineChart
from reportgen.exhibits.multiples.values import Panel, SmallMultiples
from reportgen.exhibits.panels.values import ScaledPanel, ScaledPanels
from reportgen.exhibits.ranking.values import Ranking
from reportgen.exhibits.shares.values import ShareRow, StackedShares
from reportgen.exhibits.tile_map.values import MapClass, MapTile, TileMap
from reportgen.measure import MarkCode
from reportgen.numbering import number

LOREM = (
    "Counts are taken from the yearly reports as they were published and are never estimated. Where a year was not "
    "published the comparison goes back to the year before it, and the sentence says so. A count shows how much was "
    "reported; it does not show how often something happened. "
)
LONG_WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaftsvorsitzender"
MANY_SCRIPTS = (
    "Whangārei and Ōtautahi; Nguyễn Thị Hương of Thừa Thiên Huế; Αθήνα and Θεσσαλονίκη; Київ, Улаанбаатар and Өскемен; "
    "Łódź, Kraków, São Paulo, Málaga, İzmir, Žďár, Reykjavík, Åse Ærø"
)

# Where a row of places stands on a tile map: (row, first column, codes).
TILE_ROWS = (
    (0, 0, "AK"),
    (0, 10, "ME"),
    (1, 5, "WI"),
    (1, 9, "VT NH"),
    (2, 0, "WA ID MT ND MN IL MI"),
    (2, 8, "NY MA"),
    (3, 0, "OR NV WY SD IA IN OH PA NJ CT RI"),
    (4, 0, "CA UT CO NE MO KY WV VA MD DE"),
    (5, 1, "AZ NM KS AR TN NC SC DC"),
    (6, 3, "OK LA MS AL GA"),
    (7, 0, "GU HI"),
    (7, 3, "TX"),
    (7, 8, "FL PR VI"),
)


def words(*parts: Inline | str) -> Inlines:
    """Return inlines; a plain string is a Text."""
    return tuple(Text(part) if isinstance(part, str) else part for part in parts)


def paragraph(*parts: Inline | str) -> Paragraph:
    return Paragraph(words(*parts))


def heading(level: int, text: str, anchor: str) -> Heading:
    return Heading(level, words(text), anchor)


def cell(text: str, *marks: MarkCode, shade: int | None = None, span: int = 1, break_before: bool = False) -> Cell:
    return Cell(
        words(text) if text else (), tuple(Mark(mark) for mark in marks), span, break_before=break_before, shade=shade
    )


def row(*texts: str, role: str = "body") -> Row:
    return Row(tuple(cell(text) for text in texts), role)  # type: ignore[arg-type]


def label_and_figures(count: int) -> tuple[Column, ...]:
    return (Column("left", is_row_header=True), *(Column() for _ in range(count)))


def caption(label: str, headline: str, subtitle: str = "Cases by year, whole country, number") -> Caption:
    return Caption(label, words(headline), words(subtitle))  # type: ignore[arg-type]


def metadata(title: str, **changes: str) -> Metadata:
    return Metadata(
        title=title,
        short_title=f"{title}: short title",
        author="Example Organisation",
        subject="A document that tries every block",
        keywords=("reports", "figures"),
        language="en-US",
        date=date(2025, 6, 30),
        data_version="1.0.0",
        data_checksum="0123456789abcdef",
        **changes,
    )


# -- charts ---------------------------------------------------------------------------------------------------------


def points(years: tuple[int, ...], values: tuple[float | None, ...]) -> tuple[Point, ...]:
    return tuple(
        Point(year, value, "" if value is None else f"{value:,.0f}", (MarkCode.NOT_PUBLISHED,) if value is None else ())
        for year, value in zip(years, values, strict=True)
    )


def line_chart() -> LineChart:
    years = (2020, 2021, 2022, 2023, 2024)
    return LineChart(
        years,
        (
            Line("All cases", points(years, (29782, 27733, 27644, 28886, 29568)), "total"),
            Line("Resolved", points(years, (27349, None, 24229, 25386, 27033)), "first"),
            Line("Active", points(years, (2433, None, 3415, 3500, 2535)), "second"),
        ),
    )


def broken_line_chart() -> LineChart:
    years = (2020, 2021, 2022, 2023, 2024)
    million = 1_000_000
    reports = (
        Point(2020, 21.7 * million, "more than 21.7"),
        Point(2021, 29.4 * million, "29.4", (MarkCode.CORRECTED,)),
        Point(2022, 32.1 * million, "32.1"),
        Point(2023, 36.2 * million, "36.2"),
        Point(2024, 20.5 * million, "20.5"),
    )
    incidents = (*points(years[:4], (None,) * 4), Point(2024, 29.2 * million, "29.2"))
    return LineChart(
        years,
        (Line("reports", reports, "first"), Line("incidents", incidents, "third", hollow=True)),
        (Break(4, "[b] series break: 2024 cannot be compared with earlier years"),),
        "million",
    )


def ranked_bars() -> RankedBars:
    rows = (
        ("New York", 2684, 2502),
        ("Texas", 2508, 3588),
        ("Florida", 2270, 2197),
        ("Ohio", 1911, 2259),
        ("California", 1796, 1828),
    )
    return RankedBars(
        tuple(BarRow(name, Value(now, f"{now:,}"), Value(then, f"{then:,}")) for name, now, then in rows),
        "2024",
        "2020",
    )


def stacked_shares() -> StackedShares:
    rows = (
        ("Nonfamily abduction", 98.1, 104),
        ("Endangered runaway", 92.0, 27293),
        ("Family abduction", 78.5, 1171),
    )
    return StackedShares(
        ("Resolved", "Active"),
        tuple(
            ShareRow(
                name,
                (Value(share, f"{share:.1f}%"), Value(100 - share, f"{100 - share:.1f}%")),
                Value(total, f"{total:,}"),
            )
            for name, share, total in rows
        ),
        "Cases",
    )


def stacked_columns() -> StackedColumns:
    years = (2020, 2021, 2022, 2023, 2024)
    return StackedColumns(
        years,
        (
            Columns("resolved", points(years, (3362, None, 2806, None, 2351))),
            Columns("active", points(years, (226, None, 338, None, 157))),
        ),
        points(years, (3588, None, 3144, None, 2508)),
    )


def small_multiples() -> SmallMultiples:
    years = (2020, 2022, 2024)
    values = {
        "Arkansas": (284, 259, 244),
        "Louisiana": (260, 302, 271),
        "New Mexico": (106, 127, 144),
        "Oklahoma": (311, 320, 314),
    }
    return SmallMultiples(tuple(Panel(name, points(years, value)) for name, value in values.items()))


def scaled_panels() -> ScaledPanels:
    """Panels with bounds, a gap, a break, values of two signs and references to notes."""
    years = (2020, 2021, 2022, 2023, 2024)
    requests = points(years, (13740, 22170, 12998, 14380, 27800))
    floors = tuple(replace(each, text=f">{each.text}") if at in (0, 1, 4) else each for at, each in enumerate(requests))
    return ScaledPanels(
        (
            ScaledPanel("Calls to the call center", points(years, (None, 94428, 110153, 148695, 131419))),
            ScaledPanel("Requests", floors, frozenset((0, 1, 4)), frozenset((2,))),
            ScaledPanel("Balance of entries", points(years, (-12, 30, 0, -7, 25))),
        ),
        ((Note("young"),), (), (Note("young"),)),
    )


def paired_dots() -> PairedDots:
    shares = ((2020, 93.7, 91.8), (2022, 89.2, 87.6), (2024, 93.7, 91.4))
    rows = tuple(
        DotRow(str(year), Value(own, f"{own}%"), Value(all_, f"{all_}%", (MarkCode.DERIVED,) if year == 2022 else ()))
        for year, own, all_ in shares
    )
    return PairedDots(rows, ("Texas", "U.S."), "Year")


def place_codes() -> tuple[str, ...]:
    return tuple(code for _, _, codes in TILE_ROWS for code in codes.split())


def place_count(code: str) -> int:
    """Return a made-up count that is always the same for a place."""
    return (ord(code[0]) * 37 + ord(code[1]) * 101) % 2400 + 3


def map_class(count: int) -> int:
    return sum(count >= limit for limit in (100, 250, 500, 1000))


def map_tile(code: str, at_row: int, at_column: int) -> MapTile:
    if code == "VI":
        return MapTile(code, at_row, at_column, Value(None, "", (MarkCode.NOT_PUBLISHED,)), None)
    count = place_count(code)
    return MapTile(code, at_row, at_column, Value(count, f"{count:,}"), map_class(count))


def tile_map() -> TileMap:
    tiles = (
        map_tile(code, at_row, first + index)
        for at_row, first, codes in TILE_ROWS
        for index, code in enumerate(codes.split())
    )
    names = ("1–99", "100–249", "250–499", "500–999", "1,000 or more")
    return TileMap(tuple(tiles), tuple(MapClass(name) for name in names), "Cases", "[x] no row")


def ranking() -> Ranking:
    counts = sorted(((place_count(code), code) for code in place_codes()), reverse=True)
    rows = tuple(BarRow(code, Value(count, f"{count:,}")) for count, code in counts)
    middle = len(rows) // 2
    return Ranking(
        rows,
        1,
        ((middle, f"{middle + 1}th place of {len(rows)}: {rows[middle].value.text} ({rows[middle].name})"),),
        "largest count",
        f"smallest count: {rows[-1].value.text} ({rows[-1].name})",
    )


CHARTS: dict[str, Chart] = {
    "line": line_chart(),
    "broken-line": broken_line_chart(),
    "ranked-bars": ranked_bars(),
    "stacked-shares": stacked_shares(),
    "stacked-columns": stacked_columns(),
    "small-multiples": small_multiples(),
    "tile-map": tile_map(),
    "panels": scaled_panels(),
    "dots": paired_dots(),
    "ranking": ranking(),
}


def figure(kind: str, headline: str, *, anchor: str = "") -> Figure:
    return Figure(
        anchor=anchor or f"figure-{kind}",
        caption=caption("Figure", headline),
        chart=CHARTS[kind],
        alt=f"A chart of the kind {kind}. {headline}: its values stand in the table of the same name.",
        notes=(NoteLine(Mark(MarkCode.NOT_PUBLISHED), words("2021: not published as a number.")),),
        source=words("Source: Example Organisation, ", Emphasis(words("yearly reports")), " 2020 to 2024."),
    )


# -- tables ---------------------------------------------------------------------------------------------------------


def spanned_table() -> Table:
    """Two head rows, spanners, notes, marks, a total."""
    head = (
        Row((cell(""), cell(""), cell(""), cell(""), cell("Change 2022–24", span=2), cell("Change 2020–24", span=2))),
        row("Case type", "2020", "2022", "2024", "number", "%", "number", "%"),
    )
    young = Row((Cell(words("Missing young adult ", Note("young"))), *row("996", "850", "836", "−14", "−1.6").cells,
                 *row("−160", "−16.1").cells))  # fmt: skip
    rare = Row(
        (
            *row("Nonfamily abduction", "79", "98", "104", "+6").cells,
            cell("", MarkCode.NOT_APPLICABLE),
            cell("+25"),
            cell("", MarkCode.NOT_APPLICABLE),
        )
    )
    total = Row(
        (
            Cell(words("All cases ", Note("reports"))),
            *row("29,782", "27,644", "29,568", "+1,924", "+7.0", "−214", "−0.7").cells,
        ),
        "total",
    )
    return Table(
        anchor="table-types",
        caption=caption("Table", "From 2020 to 2024 two case types rose and three fell"),
        columns=label_and_figures(7),
        head=head,
        rows=(
            row("Endangered runaway", "27,072", "25,346", "27,293", "+1,947", "+7.7", "+221", "+0.8"),
            row("Family abduction", "1,396", "1,239", "1,171", "−68", "−5.5", "−225", "−16.1"),
            young,
            row("Lost, injured or otherwise missing", "239", "111", "164", "+53", "+47.7", "−75", "−31.4"),
            rare,
            total,
        ),
        notes=(
            NoteLine(Note("young"), words("A case type; not the same as the age group 18 to 20.")),
            NoteLine(Note("reports"), words("The 2024 report counts “reports” where earlier ones count “cases”.")),
            NoteLine(Mark(MarkCode.NOT_APPLICABLE), words("No percentage on fewer than 100 cases.")),
        ),
        source=words("Source: Example Organisation, yearly reports; changes calculated."),
        summary="Cases by type in 2020, 2022 and 2024 and their changes.",
    )


def grouped_table() -> Table:
    """Groups, breaks in single cells, marks before figures, a head of two lines."""
    not_published = cell("", MarkCode.NOT_PUBLISHED)
    broken = Row(
        (
            cell("Reports, millions"),
            cell(">21.7"),
            cell("29.4", MarkCode.CORRECTED),
            cell("36.2"),
            cell("20.5", MarkCode.SERIES_BREAK, break_before=True),
            cell("", MarkCode.SERIES_BREAK),
        )
    )
    missing = Row((cell("Recovery rate, percent"), not_published, not_published, cell("88"), cell("91"), cell("+3 pp")))
    change = Cell(words("Change", LineBreak(), "2023–24"))
    return Table(
        anchor="table-key",
        caption=caption("Table", "Five of 18 indicators have figures for all years", "Change from 2023 to 2024"),
        columns=label_and_figures(5),
        head=(Row((cell("Indicator"), cell("2020"), cell("2021"), cell("2023"), cell("2024"), change)),),
        rows=(
            Row((cell("Missing children", span=6),), "group"),
            row("Cases reported", "29,782", "27,733", "28,886", "29,568", "+2.4%"),
            missing,
            Row((cell("Online", span=6),), "group"),
            broken,
            row("Requests for image and video analysis", "3,220", "4,877", "4,673", "5,251", "+12.4%"),
        ),
        notes=(NoteLine(Mark(MarkCode.SERIES_BREAK), words("Another way of counting from 2024.")),),
        source=words("Source: Example Organisation."),
        dense=True,
    )


def heat_table() -> Table:
    ages = ("0–2", "3–5", "6–8", "9–11", "12–14", "15–17")
    groups = ("First", "Second", "Third", "Fourth", "Fifth")
    rows = []
    for index, age in enumerate(ages):
        counts = [(index * 7 + column * 13) ** 2 % 1700 if column != 3 else 0 for column in range(len(groups))]
        cells = (cell(f"{count:,}", shade=map_class(count) if count else None) for count in counts)
        rows.append(Row((cell(age), *cells, Cell(words(Strong(words(f"{sum(counts):,}")))))))
    head = (cell("Age"), *(cell(f"{group} group") for group in groups), cell("All"))
    return Table(
        anchor="table-heat",
        caption=caption("Table", "Most cases concern the older age groups"),
        columns=label_and_figures(6),
        head=(Row(head),),
        rows=(*rows, row("All", "1,001", "2,002", "3,003", "0", "5,005", "11,011", role="total")),
        legend=(
            *tuple(
                Swatch(index, text)
                for index, text in enumerate(("1–99", "100–249", "250–499", "500–999", "1,000 or more"))
            ),
            Swatch(None, "not shaded: 0"),
        ),
        source=words("Source: Example Organisation."),
    )


def places_table() -> Table:
    """54 rows, many columns and two head rows with a break down a whole column."""
    columns = (
        Column("left", is_row_header=True),
        *(Column() for _ in range(6)),
        Column(break_before=True),
        Column(),
        Column(),
    )
    head = (
        Row((cell(""), cell("2020", span=3), cell("2022", span=3), cell("2024", MarkCode.SERIES_BREAK, span=3))),
        row("Place", *("All", "Active", "Resolved") * 3),
    )
    rows = [
        row(
            f"Place of {code}", *(f"{place_count(code) + offset:,}" for offset in (0, -1, -2, 30, 3, 27, 1200, 1000, 9))
        )
        for code in sorted(place_codes())[:54]
    ]
    return Table(
        anchor="table-places",
        caption=caption("Table", "Cases by place and status in three years"),
        columns=columns,
        head=head,
        rows=(*rows, row("All places", *("29,782", "2,433", "27,349") * 3, role="total")),
        notes=(NoteLine(None, words("Places in the order of the alphabet.")),),
        source=words("Source: Example Organisation."),
        dense=True,
    )


def long_table(rows: int = 300) -> Table:
    """Many rows, cells that wrap, a long word, a link and a stressed word in cells."""
    body = [
        Row(
            (
                Cell(words(f"Entry {index} ", Link("https://example.org/a", words("with a link")))),
                Cell(words(Emphasis(words("Described")), " in words that run on over two lines of a cell")),
                cell(f"{index * 97 % 5000:,}"),
                cell("", MarkCode.LOW) if index % 7 == 0 else cell(f"{index % 90}.{index % 10}%"),
            )
        )
        for index in range(1, rows + 1)
    ]
    body[1] = Row((cell(LONG_WORD), cell(MANY_SCRIPTS), cell("1"), cell("0.1%")))
    return Table(
        anchor="table-long",
        caption=caption("Table", f"All {rows} entries of the register"),
        columns=(Column("left", is_row_header=True), Column("left"), Column(), Column()),
        head=(row("Entry", "What it is", "Number", "Share"),),
        rows=tuple(body),
        source=words("Source: ", Link("https://example.org/register", words("register of entries")), "."),
        dense=True,
    )


def wide_table(years: int = 16, *, anchor: str = "table-wide") -> Table:
    """A column for each year; sixteen of them are too wide for a page that stands upright."""
    figures = tuple(f"{512_000 + 9_871 * index:,}" for index in range(years))
    heads = tuple(str(2009 + index) for index in range(years))
    return Table(
        anchor=anchor,
        caption=caption("Table", f"Figures of {years} years"),
        columns=label_and_figures(years),
        head=(row("Indicator", *heads),),
        rows=(row("Reports from the public", *figures), row("Files in reports", *figures)),
        source=words("Source: Example Organisation."),
    )


# -- documents ------------------------------------------------------------------------------------------------------


def referring_points(target: str) -> MainPoints:
    page = CrossReference(target, form="page", before="page ")
    reference = (CrossReference(target), LineBreak(), page)
    return MainPoints(
        (MainPoint(words("Cases"), words("They rose."), reference), MainPoint(words("Calls"), words("x")))
    )


def nested_list() -> List:
    inner = List((ListItem((paragraph("inner one"),)), ListItem((paragraph("inner two ", Strong(words("heavy"))),))))
    deeper = List((ListItem((paragraph("deeper"), inner)),), ordered=True)
    return List(
        (
            ListItem((paragraph("First, with ", Link("https://example.org/", words("a link")), " inside."), inner)),
            ListItem((paragraph(LOREM), paragraph("A second paragraph of the same item."), deeper)),
            *(ListItem((paragraph(f"Item {index}. ", LOREM),)) for index in range(3, 14)),
        ),
        ordered=True,
    )


def definitions() -> Definitions:
    return Definitions(
        (
            Definition(words("Case ", Mark(MarkCode.SERIES_BREAK)), words("A report of a missing child. ", LOREM)),
            Definition(words("A ", Strong(words("heavy")), f" term that is long. {LOREM}"), words("What it means.")),
        )
    )


def trend(
    *values: float | None, breaks: tuple[int, ...] = (), floors: tuple[int, ...] = (), is_share: bool = False
) -> Trend:
    """Values from 2020 on."""
    slots = (
        Slot(2020 + index, value, "" if value is None else f"{value:,}", "floor" if index in floors else "")
        for index, value in enumerate(values)
    )
    return Trend(tuple(slots), breaks, is_share)


def tiles(count: int) -> KeyFigures:
    every = (
        Tile(
            "29,568",
            "",
            words("cases of missing children reported"),
            (words("up 2.4% on 2023"), words("down 0.7% on 2020")),
            trend(29_782, 27_733, 27_644, 28_886, 29_568),
            ("2020", "2024"),
        ),
        Tile(
            "91%",
            "",
            words("recovery rate, as published"),
            (words("up from 88% in 2023"),),
            trend(91.8, None, 87.6, None, 91.4, is_share=True),
            ("2020", "2024"),
        ),
        Tile("23,160", "", words("reports of children missing from care"), (words("up 3.2% on 2023"),)),
        Tile(
            "20.5",
            "million",
            words("reports to the hotline ", Mark(MarkCode.SERIES_BREAK)),
            (words("not comparable with 2023"),),
            trend(21.7, 29.4, 32.1, 36.2, 20.5, breaks=(4,), floors=(0,)),
            ("2020", "2024"),
        ),
    )
    return KeyFigures(every[:count])


def ruled_box() -> RuledBox:
    return RuledBox(
        (
            BoxColumn(words("A case is a report, not a child."), words("A child may be counted several times.")),
            BoxColumn(words("Only some must be reported."), words("They may be among the cases: never add the two.")),
            BoxColumn(
                words("The hotline counts anew in 2024 ", Mark(MarkCode.SERIES_BREAK), "."),
                words("20.5 million reports relate to 29.2 million incidents."),
            ),
        ),
        words("Before you read the figures"),
    )


def pointed_box() -> RuledBox:
    return RuledBox(
        (
            BoxColumn(words("What it can tell you"), points=(words("How many cases there were."), words("A share."))),
            BoxColumn(
                words("What it cannot tell you"), points=(words("How many children go missing."),), is_hollow=True
            ),
        )
    )


def main_points() -> MainPoints:
    sentence = "Cases rose from 28,886 in 2023 to 29,568 in 2024 and stood 0.7% below 2020 (29,782)"
    return MainPoints(
        tuple(
            MainPoint(words(topic), words(f"{sentence} ", Mark(MarkCode.NOT_APPLICABLE), "."))
            for topic in ("Missing children", "Case types", "Image and video analysis")
        )
    )


def running_text() -> tuple[Block, ...]:
    return (
        heading(1, "Text", "text"),
        paragraph(
            "Plain, ",
            Strong(words("heavy")),
            ", ",
            Emphasis(words("stressed")),
            ", ",
            Strong(words(Emphasis(words("both")))),
            ", a mark ",
            Mark(MarkCode.LOW),
            ", a note ",
            Note("young"),
            " and ",
            CrossReference("table-types"),
            " on page ",
            CrossReference("table-types", "page"),
            "; see also ",
            CrossReference("lists"),
            ". Less < more & “quotes”, 50 % and −3 to +4.",
        ),
        Paragraph(words(Link("https://example.org/whole", words("A paragraph that is only a link")))),
        paragraph(
            "A link over lines: ",
            Link(
                "https://example.org/a/long/address?x=1&y=2",
                words(
                    "these words lead somewhere and run on and on until they have to break over ",
                    Strong(words("two or three")),
                    " lines of the page at the least",
                ),
            ),
            " and ",
            Link("https://example.org/b", words("a second one")),
            " follows.",
        ),
        heading(2, "Long words and names", "long-words"),
        paragraph(f"A long word, {LONG_WORD}, and an address, https://example.org/{'very-long-path/' * 8}end."),
        paragraph(MANY_SCRIPTS, "."),
        heading(3, "A third level", "third-level"),
        *(paragraph(LOREM * 2) for _ in range(6)),
        heading(2, "Lists", "lists"),
        nested_list(),
        definitions(),
        Paragraph(words("Small print outside of an exhibit. ", Mark(MarkCode.NOT_PUBLISHED)), "notes"),
        Callout(
            words_each("[x] not published as a number", "[b] series break, see the note", "[r] corrected misprint"),
            role="legend",
        ),
        Callout(
            (
                words(Strong(words("Report")), LineBreak(), "1-800-555-0100, day and night"),
                words(Strong(words("About")), LineBreak(), Link("https://example.org", words("example.org"))),
            ),
            columns=2,
            title=words("Contacts"),
        ),
    )


def words_each(*texts: str) -> tuple[Inlines, ...]:
    return tuple(words(text) for text in texts)


NOTES = (
    NoteDefinition("reports", words("The 2024 report counts “reports”. See ", CrossReference("table-types"), ".")),
    NoteDefinition("young", words("A case type; not the same as the age group.")),
    NoteDefinition("unused", words("Nobody refers to this note.")),
)


def title_block(title: str) -> TitleBlock:
    roles = {"TX": "own", **dict.fromkeys(("AR", "LA", "NM", "OK"), "near")}
    locator = tuple(
        LocatorTile(at_row, first + index, roles.get(code, "other"))
        for at_row, first, codes in TILE_ROWS
        for index, code in enumerate(codes.split())
    )
    return TitleBlock(
        title=title,
        kicker="Stress test",
        coverage="Data for 2020 to 2024",
        lead=words("In 2024, ", Strong(words("29,568 cases")), " were reported; some figures cannot be compared"),
        byline="Example Organisation, 30 June 2025",
        locator=locator,
        locator_alt="Map of the states with Texas marked.",
    )


def trends_table() -> Table:
    """Two groups of rows with a trend, one with a break and a year without a number, and one row without."""
    slots = (Slot(2020, 300, "300"), Slot(2021, None, ""), Slot(2022, 350, "350"), Slot(2023, 320, "320"))
    trend_cells = (Cell((), trend=Trend(slots)), Cell((), trend=Trend(slots, breaks=(3,), role="other")), cell(""))
    rows = tuple(
        Row((cell(name), trend, *row("350", "320").cells))
        for name, trend in zip(("Cases", "Calls", "Visits"), trend_cells, strict=True)
    )
    first, *others = label_and_figures(2)
    return Table(
        anchor="table-trends",
        caption=caption("Table", "How it went"),
        columns=(first, Column("left", holds="trends"), *others),
        head=(Row((cell("Indicator"), cell("Trend"), *row("2022", "2023").cells), "head"),),
        rows=(Row((cell("Children", span=4),), "group"), rows[0], Row((cell("Others", span=4),), "group"), *rows[1:]),
        dense=True,
    )


def blocks_table(count: int = 30, blocks: int = 2) -> Table:
    """Rows of a place, its count and a bar as long as that, in blocks side by side, the total last."""
    head = Row((cell("Place"), cell("2024"), cell("")), "head")
    rows = tuple(
        Row((cell(f"Place {index}"), cell(str(index)), Cell((), bar=index / count)), "own" if index == 2 else "body")
        for index in range(1, count)
    )
    return Table(
        anchor="table-blocks",
        caption=caption("Table", "Places in blocks"),
        columns=(*label_and_figures(1), Column("left", holds="bars")),
        head=(head,),
        rows=(*rows, Row((cell("All"), cell(str(count)), cell("")), "total")),
        dense=True,
        blocks=blocks,
    )


def stress_document(*, draft: str = "", rows: int = 300) -> Document:
    """Return a numbered document with every block, inline and chart, in many scripts and over many pages."""
    blocks: tuple[Block, ...] = (
        title_block("Every block there is, 2020 to 2024"),
        heading(1, "At a glance", "glance"),
        Paragraph(words("Key figures, 2024"), "label"),
        tiles(4),
        Paragraph(words("Main points"), "label"),
        main_points(),
        ruled_box(),
        pointed_box(),
        referring_points("table-types"),
        Compiled(words("Compiled from reports."), signs=words("In the small charts: × no number, ∧ “more than”.")),
        tiles(3),
        TableOfContents(words("Contents"), 3),
        PageBreak(),
        *running_text(),
        heading(1, "Charts", "charts"),
        Paragraph(words("Every kind of chart is shown, with gaps and series breaks."), "topic"),
        *(figure(kind, f"What the {kind} shows in a sentence") for kind in CHARTS),
        Pair(figure("ranked-bars", "Half as wide", anchor="half-bars"), replace(grouped_table(), anchor="half-table")),
        heading(1, "Tables", "tables"),
        spanned_table(),
        grouped_table(),
        heat_table(),
        places_table(),
        blocks_table(),
        trends_table(),
        long_table(rows),
        heading(1, "Notes", "notes"),
        NoteList(),
    )
    return number(Document(metadata("Every block", draft=draft), blocks, NOTES))


def small_document(*extra: Block, draft: str = "") -> Document:
    """Return a numbered document of a page or two: title, text, a figure and a table, and what else is given."""
    blocks: tuple[Block, ...] = (
        TitleBlock("A small report", "Board briefing", "Data for 2024", words("Two exhibits and a sentence")),
        heading(1, "Missing children", "missing"),
        paragraph(
            "In 2024, 29,568 cases were reported ", Note("reports"), "; see ", CrossReference("figure-line"), "."
        ),
        figure("line", "Between 27,600 and 29,800 cases were reported each year"),
        grouped_table(),
        *extra,
        heading(1, "Notes", "notes"),
        NoteList(),
    )
    return number(
        Document(
            metadata("A small report", draft=draft),
            blocks,
            (NoteDefinition("reports", words("Counted anew.")), *NOTES[1:]),
        )
    )
