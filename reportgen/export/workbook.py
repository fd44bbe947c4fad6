"""Write figures as a workbook that a person and a screen reader can use: what it holds, then one table per sheet.

It follows what the UK's Analysis Function asks of accessible spreadsheets: a cover sheet, a contents sheet, notes and
sources on sheets of their own, one marked table per sheet that begins in the first column, no merged or empty cells to
carry a meaning, and marks in shorthand.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from reportgen.breakdown import TOTAL, breakdown_members
from reportgen.document.inlines import mark_sign
from reportgen.formulas import is_formula
from reportgen.language import message, say, say_count, spoken
from reportgen.measure import MISSING_MARKS, STATUS_MARKS, MarkCode, NoteKind, ObservationStatus, Qualifier
from reportgen.periods import Period, is_within
from reportgen.trace.files import names_of_files
from reportgen.unit import MOST_DECIMALS
from reportgen.wording import capitalised, number, period_title, year_list, year_span

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    import pandas as pd
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from reportgen.dataset import Indicator, Package, SeriesBreak
    from reportgen.periods import Period

MARKS = {
    MarkCode.NOT_PUBLISHED: message("no figure given"),
    MarkCode.PICTURE: message("shown only as a picture"),
    MarkCode.SERIES_BREAK: message("series break; not comparable with the year before"),
    MarkCode.CORRECTED: message("a misprint, corrected"),
    MarkCode.DERIVED: message("derived here from published figures"),
    MarkCode.NOT_APPLICABLE: message("did not exist, or does not apply"),
    MarkCode.CONFIDENTIAL: message("not shown, to keep small numbers confidential"),
}
"""The marks that this workbook uses."""

STATUS_WORDS = {
    ObservationStatus.NORMAL: message("as published"),
    ObservationStatus.ESTIMATED: message("derived from published figures"),
    ObservationStatus.IMPUTED: message("corrected misprint"),
    ObservationStatus.NOT_PUBLISHED: message("shown only as a picture"),
    ObservationStatus.CANNOT_EXIST: message("cannot exist"),
    ObservationStatus.MISSING: message("no figure given"),
    ObservationStatus.SUPPRESSED: message("confidential"),
}

QUALIFIER_WORDS = {
    Qualifier.EXACT: message("exact"),
    Qualifier.MORE_THAN: message("more than"),
    Qualifier.AT_LEAST: message("at least"),
    Qualifier.ABOUT: message("about"),
    Qualifier.ROUNDED: message("rounded"),
    Qualifier.LESS_THAN: message("less than"),
}

KIND_WORDS = {
    NoteKind.CAVEAT: message("caveat"),
    NoteKind.COMPARABILITY: message("comparability"),
    NoteKind.DEFINITION: message("definition"),
    NoteKind.SOURCE: message("source"),
    NoteKind.METHOD: message("method"),
}

HEAD_BEFORE = (message("Indicator"), message("Period"), message("Place"))
"""The second is `Year` where all periods are years."""

HEAD_AFTER = (
    message("Value"),
    message("Unit"),
    message("Mark"),
    message("Qualifier"),
    message("Kind of figure"),
    message("As printed"),
    message("Preferred"),
    message("Source"),
    message("Where in the source"),
    message("Where in the data"),
    message("Derived from"),
    message("Note"),
)
"""Columns of a table of figures before and after those of its dimensions."""

SHEET_NAME_LENGTH = 31
"""The longest name of a sheet that spreadsheets take."""

WIDEST = 60
"""Columns are no wider than so many characters; longer text is wrapped."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: a title, a sentence, and a table."""

    name: str
    title: str
    description: str
    head: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]


@dataclass(frozen=True, slots=True)
class Stated:
    """A number that is shown with as many decimals as its indicator says."""

    number: float
    decimals: int

    def __str__(self) -> str:
        """Return it as it is shown, for the width of its column."""
        return f"{self.number:,.{self.decimals}f}"


def workbook_bytes(package: Package, rows: pd.DataFrame) -> bytes:
    """Return the workbook of the given rows of a package's observations; the same rows give the same bytes."""
    # Imported here because only this format needs it.
    from xlsxwriter import Workbook

    sheets = _sheets(package, rows)
    content = BytesIO()
    workbook = Workbook(content, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    workbook.set_properties(_properties(package))
    styles = _Styles.of(workbook)
    _write_cover(workbook, package, rows, styles=styles)
    _write_sheet(workbook, _contents(sheets), styles, links=[sheet.name for sheet in sheets])
    for sheet in sheets:
        _write_sheet(workbook, sheet, styles)
    workbook.close()
    return content.getvalue()


def _properties(package: Package) -> dict[str, Any]:
    """Return what a file manager shows; the time of making is the end of the last year, for it must not be now."""
    return {
        "title": package.title,
        "author": package.author,
        "subject": say("Version {version}", version=package.version) if package.version else "",
        "created": datetime((max(one.end for one in package.years) - 1) // 12, 12, 31),
    }


@dataclass(frozen=True, slots=True)
class _Styles:
    title: Format
    text: Format
    wrapped: Format
    quoted: Format
    """For text that looks like a formula; it stays text also when the cell is edited."""
    link: Format
    whole: Format
    decimal: Format
    stated: tuple[Format, ...]
    """By the number of decimals that an indicator says its figures have."""

    @classmethod
    def of(cls, workbook: Workbook) -> _Styles:
        top = {"valign": "top"}
        return cls(
            title=workbook.add_format({"bold": True, "font_size": 14}),
            text=workbook.add_format(top),
            wrapped=workbook.add_format({**top, "text_wrap": True}),
            quoted=workbook.add_format({**top, "text_wrap": True, "quote_prefix": True}),
            link=workbook.add_format({**top, "font_color": "#12436D", "underline": 1}),
            whole=workbook.add_format({**top, "num_format": "#,##0"}),
            decimal=workbook.add_format({**top, "num_format": "#,##0.0##"}),
            stated=tuple(
                workbook.add_format({**top, "num_format": f"#,##0{'.' * bool(decimals)}{'0' * decimals}"})
                for decimals in range(MOST_DECIMALS + 1)
            ),
        )


def _write_cover(workbook: Workbook, package: Package, rows: pd.DataFrame, *, styles: _Styles) -> None:
    sheet = workbook.add_worksheet(say("Cover"))
    sheet.set_column(0, 0, 100)
    sheet.write_string(0, 0, package.title, styles.title)
    years = year_list(sorted({package.period(year) for year in rows["year"]}))
    counted = say_count(
        len(rows),
        "{count} figure of {owner}",
        "{count} figures of {owner}",
        count=number(len(rows)),
        owner=package.organisation.name or package.title,
    )
    lines = [
        say("{figures}, about {years}.", figures=counted, years=years) if years else f"{counted}.",
        _edition(package),
        say("Every figure stands in one row, with the source it is taken from and where it stands there."),
        say("A figure that is published more than once has a row for each; the preferred one is used in reports."),
        say("The sheets hold one table each. The sheet {contents} names and links them.", contents=say("Contents")),
        say("Marks in the tables:"),
        *(f"{mark_sign(code)} {say(words)}" for code, words in MARKS.items() if _is_used(code, package)),
        say("A mark in the place of a figure says why there is none; other marks stand in a column of their own."),
    ]
    for line, text in enumerate(lines, start=1):
        sheet.write_string(line, 0, text, styles.wrapped)


def _edition(package: Package) -> str:
    """Return which edition of the data it is; a package may have no version."""
    if not package.version:
        return say("Checksum of the files: {checksum}.", checksum=package.checksum)
    return say(
        "Version {version} of the data. Checksum of the files: {checksum}.",
        version=package.version,
        checksum=package.checksum,
    )


def _is_used(code: MarkCode, package: Package) -> bool:
    return code is not MarkCode.CONFIDENTIAL or package.has_confidential


def _contents(sheets: Sequence[Sheet]) -> Sheet:
    rows = tuple((sheet.name, sheet.title, len(sheet.rows)) for sheet in sheets)
    return Sheet(
        say("Contents"),
        say("Contents"),
        say("The sheets of this workbook, in their order."),
        (say("Sheet"), say("Table"), say("Rows")),
        rows,
    )


def _write_sheet(workbook: Workbook, sheet: Sheet, styles: _Styles, *, links: Sequence[str] = ()) -> None:
    worksheet = workbook.add_worksheet(sheet.name)
    worksheet.write_string(0, 0, sheet.title, styles.title)
    worksheet.write_string(1, 0, sheet.description)
    for column, width in enumerate(_widths(sheet)):
        worksheet.set_column(column, column, width)
    bottom = 2 + max(1, len(sheet.rows))
    head = [{"header": name} for name in sheet.head]
    worksheet.add_table(
        2, 0, bottom, len(head) - 1, {"columns": head, "autofilter": False, "style": "Table Style Light 1"}
    )
    for line, row in enumerate(sheet.rows, start=3):
        for column, value in enumerate(row):
            _write_cell(worksheet, (line, column), value, styles=styles)
    for line, name in enumerate(links, start=3):
        worksheet.write_url(line, 0, f"internal:'{name}'!A1", styles.link, name)


def _write_cell(sheet: Worksheet, place: tuple[int, int], value: Any, *, styles: _Styles) -> None:
    """Write a number as a number, a text as a text: nothing is ever a formula or an address."""
    if isinstance(value, int):
        sheet.write_number(*place, value, styles.text)
    elif isinstance(value, Stated):
        sheet.write_number(*place, value.number, styles.stated[value.decimals])
    elif isinstance(value, float):
        sheet.write_number(*place, value, styles.whole if value.is_integer() else styles.decimal)
    elif value:
        sheet.write_string(*place, value, styles.quoted if is_formula(value) else styles.wrapped)


def _widths(sheet: Sheet) -> list[int]:
    columns = zip(sheet.head, *sheet.rows, strict=True)
    return [min(WIDEST, 3 + max(len(str(value)) for value in column)) for column in columns]


def _sheets(package: Package, rows: pd.DataFrame) -> list[Sheet]:
    notes = _note_numbers(package, rows)
    sheets = [
        _notes_sheet(package, notes),
        _sources_sheet(package, rows),
        _breaks_sheet(package, rows, notes),
        _corrections_sheet(package, rows),
        _not_published_sheet(package, rows),
    ]
    sheets = [sheet for sheet in sheets if sheet.rows]
    taken = {say("Cover").lower(), say("Contents").lower(), *(sheet.name.lower() for sheet in sheets)}
    for file, table in rows.groupby("resource", sort=False):
        sheets.append(_table_sheet(package, table, name=_sheet_name(str(file), taken), notes=notes))
    return sheets


def _sheet_name(file: str, taken: set[str]) -> str:
    """Return a name for the sheet of a file that spreadsheets take, and note it as taken."""
    stem = re.sub(r"[\[\]:*?/\\']", " ", PurePosixPath(file).stem).replace("-", " ").strip() or say("Table")
    name, number = _shorten(capitalised(stem), SHEET_NAME_LENGTH), 1
    while name.lower() in taken:
        number += 1
        ending = f" {number}"
        name = _shorten(capitalised(stem), SHEET_NAME_LENGTH - len(ending)) + ending
    taken.add(name.lower())
    return name


def _shorten(text: str, length: int) -> str:
    """Return text of at most so many characters, cut between words where it has any."""
    if len(text) <= length:
        return text
    whole_words, _, rest = text[: length + 1].rpartition(" ")
    return whole_words or rest[:length]


def _note_numbers(package: Package, rows: pd.DataFrame) -> dict[str, int]:
    """Return the notes that these rows need, numbered in the package's order: their own, and those on their series."""
    indicators, years = set(rows["indicator"]), {package.period(year) for year in rows["year"]}
    own = set(rows["note"]) | {package.corrections[one].note for one in set(rows["correction"]) if one}
    breaks = {one.note for one in package.breaks if one.indicator in indicators and _is_told(one, years)}
    needed = [
        note.note
        for note in package.notes.values()
        if note.note in own | breaks
        or (note.indicator in {"", *indicators} and _touches(years, note.from_year, note.to_year))
    ]
    return {note: number for number, note in enumerate(needed, start=1)}


def _is_told(series_break: SeriesBreak, years: Collection[Period]) -> bool:
    """Say whether a new series begins in one of the years, or a spell holds one of them."""
    if series_break.last_year is None:
        return series_break.year.start in {year.start for year in years}
    return any(series_break.holds(year) for year in years)


def _touches(years: Iterable[Period], first: Period | None, last: Period | None) -> bool:
    return any(is_within(year, first, last) for year in years)


def _notes_sheet(package: Package, notes: Mapping[str, int]) -> Sheet:
    rows = tuple(
        (
            say("[note {number}]", number=number),
            package.notes[note].text,
            package.indicators[package.notes[note].indicator].title if package.notes[note].indicator else say("All"),
            capitalised(say(KIND_WORDS[package.notes[note].kind])),
        )
        for note, number in notes.items()
    )
    head = (say("Note"), say("Text"), say("Indicator"), say("Kind"))
    return Sheet(say("Notes"), say("Notes"), say("The notes that the tables refer to."), head, rows)


def _sources_sheet(package: Package, rows: pd.DataFrame) -> Sheet:
    used = set(rows["source"])
    found = tuple(
        (source.source, _span(source.year, source.last_year), source.reference, source.url)
        for source in package.sources.values()
        if source.source in used
    )
    head = (say("Source"), say("Reporting year"), say("Reference"), say("Address"))
    told = say("The publications that the figures are taken from.")
    return Sheet(say("Sources"), say("Sources"), told, head, found)


def _span(first: Period, last: Period | None) -> int | str:
    return first.plain if last is None else year_span(first, last)


def _breaks_sheet(package: Package, rows: pd.DataFrame, notes: Mapping[str, int]) -> Sheet:
    indicators = set(rows["indicator"])
    found = tuple(
        (
            package.indicators[one.indicator].title,
            _scope(package, one.dimension, one.member),
            one.year.plain,
            one.last_year.plain if one.last_year else say("none"),
            one.short,
            say("[note {number}]", number=notes[one.note]) if one.note in notes else "",
        )
        for one in package.breaks
        if one.indicator in indicators
    )
    head = (
        say("Indicator"),
        say("Breakdown"),
        say("First year"),
        say("Last year"),
        say("What changed"),
        say("Note"),
    )
    told = say(
        "Figures from the first year on cannot be compared with earlier ones. "
        "Where there is a last year, only the years up to it stand apart; later ones can be compared with those before."
    )
    return Sheet(say("Breaks"), say("Series breaks"), told, head, found)


def _scope(package: Package, dimension: str, member: str) -> str:
    if not dimension:
        return say("Total and all breakdowns")
    if member:
        return package.label(dimension, member)
    return say("All by {dimension}", dimension=_named(package, dimension))


def _corrections_sheet(package: Package, rows: pd.DataFrame) -> Sheet:
    used = set(rows["correction"])
    found = tuple(
        (one.correction, one.printed, one.corrected, one.proof)
        for one in package.corrections.values()
        if one.correction in used
    )
    head = (say("Correction"), say("As printed"), say("Corrected"), say("Proof"))
    told = say("Misprints that the figures around them prove wrong.")
    return Sheet(say("Corrections"), say("Corrections"), told, head, found)


def _not_published_sheet(package: Package, rows: pd.DataFrame) -> Sheet:
    indicators, years = set(rows["indicator"]), {package.period(year) for year in rows["year"]}
    found = tuple(
        (
            package.indicators[one.indicator].title,
            one.year.plain,
            say("By {dimension}", dimension=_named(package, one.dimension)) if one.dimension else say("Total"),
            f"[{_missing_mark(one.obs_status)}]",
            one.reason,
            one.source,
        )
        for one in package.not_published
        if one.indicator in indicators and one.year in years
    )
    times = period_title([one.year for one in package.not_published])
    head = (say("Indicator"), times, say("Breakdown"), say("Mark"), say("Reason"), say("Source"))
    told = say("What the sources do not give as a number.")
    return Sheet(say("Not published"), say("Figures not published"), told, head, found)


def _named(package: Package, dimension: str) -> str:
    """Return what a dimension is called within a sentence: in English as the data name it, else as it is translated."""
    if spoken().is_english:
        return dimension.replace("_", " ")
    return package.dimensions_in_sentence.get(dimension, dimension.replace("_", " "))


def _missing_mark(status: str) -> MarkCode:
    return MISSING_MARKS[ObservationStatus(status)]


def _table_sheet(package: Package, table: pd.DataFrame, *, name: str, notes: Mapping[str, int]) -> Sheet:
    records = table.to_dict("records")
    resource = str(records[0]["resource"])
    file = names_of_files(package).get(resource, resource)
    members = [breakdown_members(record["breakdown"]) for record in records]
    dimensions = sorted({dimension for one in members for dimension in one})
    rows = tuple(
        _table_row(
            package,
            record,
            [one.get(dimension, TOTAL) for dimension in dimensions],
            dimensions,
            notes=notes,
            file=file,
        )
        for record, one in zip(records, members, strict=True)
    )
    before, after = tuple(map(say, HEAD_BEFORE)), tuple(map(say, HEAD_AFTER))
    before = (before[0], period_title([package.period(record["year"]) for record in records]), before[2])
    named = (capitalised(_named(package, dimension)) for dimension in dimensions)
    columns = (say("{name} (breakdown)", name=name) if name in (*before, *after) else name for name in named)
    head = (*before, *columns, *after)
    title = package.tables.get(resource, name)
    told = say("One row for each of {count} figures.", count=number(len(rows)))
    return Sheet(name, title, told, head, rows)


def _table_row(
    package: Package,
    record: Mapping[Any, Any],
    codes: Sequence[str],
    dimensions: Sequence[str],
    *,
    notes: Mapping[str, int],
    file: str,
) -> tuple[Any, ...]:
    value, indicator = record["value"], package.indicators[record["indicator"]]
    return (
        indicator.title,
        record["year"],
        package.levels.told_apart(record["place"], package.places[record["place"]].name),
        *(package.label(dimension, code) for dimension, code in zip(dimensions, codes, strict=True)),
        f"[{_missing_mark(record['obs_status'])}]" if value != value else _as_stated(value, indicator),
        record["unit"],
        " ".join(f"[{mark}]" for mark in _marks(package, record)),
        say(QUALIFIER_WORDS[Qualifier(record["qualifier"])]),
        say(STATUS_WORDS[ObservationStatus(record["obs_status"])]),
        record["printed"],
        say("yes") if record["preferred"] else say("no"),
        record["source"],
        record["location"],
        say("{cell}, column {column}", cell=f"{file}:{record['line']}", column="value"),
        record["derived_from"],
        say("[note {number}]", number=notes[record["note"]]) if record["note"] in notes else "",
    )


def _as_stated(value: float, indicator: Indicator) -> float | Stated:
    return value if indicator.decimals is None else Stated(value, indicator.decimals)


def _marks(package: Package, record: Mapping[Any, Any]) -> list[MarkCode]:
    marks = [mark for status, mark in STATUS_MARKS.items() if record["obs_status"] == status]
    year = package.period(record["year"])
    if package.breaks_for(record["indicator"], record["breakdown"], (year.before(), year), place=record["place"]):
        marks.append(MarkCode.SERIES_BREAK)
    return marks
