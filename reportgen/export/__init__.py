"""Give the figures to others: as CSV, as JSON, and as a workbook that explains itself."""

from __future__ import annotations

import csv
import json
from io import StringIO
from typing import TYPE_CHECKING, Any

from reportgen.export.workbook import workbook_bytes
from reportgen.formulas import safe_cell
from reportgen.periods import Kind, as_period

if TYPE_CHECKING:
    from collections.abc import Collection

    import pandas as pd

    from reportgen.dataset import Package
    from reportgen.periods import Period

COLUMNS = (
    "indicator",
    "year",
    "place",
    "breakdown",
    "value",
    "unit",
    "measure_type",
    "obs_status",
    "qualifier",
    "source",
    "location",
    "printed",
    "printed_label",
    "preferred",
    "derived_from",
    "correction",
    "note",
)
"""What is told of every figure."""


def observation_rows(
    package: Package,
    *,
    indicators: Collection[str] = (),
    places: Collection[str] = (),
    years: Collection[Period] = (),
) -> pd.DataFrame:
    """Return the published figures as a table of COLUMNS, also those that are not preferred, in the order of the files.

    An empty choice means all. Texts are never missing but empty; a figure not published has no value. Raises DataError
    for an unknown indicator or place.
    """
    rows = chosen_rows(package, indicators=indicators, places=places, years=years)
    return rows[list(COLUMNS)].reset_index(drop=True)


def chosen_rows(
    package: Package,
    *,
    indicators: Collection[str] = (),
    places: Collection[str] = (),
    years: Collection[Period] = (),
) -> pd.DataFrame:
    """Return the chosen rows of a package's observations with all their columns."""
    for indicator in indicators:
        package.indicator(indicator)
    for place in places:
        package.place(place)
    rows = package.observations
    written = {year.plain for year in map(as_period, years)}
    for name, choice in (("indicator", indicators), ("place", places), ("year", written)):
        if choice:
            rows = rows[rows[name].isin(list(choice))]
    return rows


def to_csv(
    package: Package,
    *,
    indicators: Collection[str] = (),
    places: Collection[str] = (),
    years: Collection[Period] = (),
) -> bytes:
    """Return the figures as CSV in UTF-8, with a header row; no text of it can become a formula in a spreadsheet."""
    rows = observation_rows(package, indicators=indicators, places=places, years=years)
    text = StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(_named(package).values())
    for record in _records(rows):
        writer.writerow([_csv_cell(record[name]) for name in COLUMNS])
    return text.getvalue().encode("utf-8")


def to_json(
    package: Package,
    *,
    indicators: Collection[str] = (),
    places: Collection[str] = (),
    years: Collection[Period] = (),
) -> bytes:
    """Return the figures as JSON in UTF-8: what the package is, and a list of observations; no value is null."""
    rows = observation_rows(package, indicators=indicators, places=places, years=years)
    content = {
        "name": package.name,
        "title": package.title,
        "version": package.version,
        "checksum": package.checksum,
        "organisation": package.organisation.name,
        "observations": [
            {name: record[column] for column, name in _named(package).items()} for record in _records(rows)
        ],
    }
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def to_xlsx(
    package: Package,
    *,
    indicators: Collection[str] = (),
    places: Collection[str] = (),
    years: Collection[Period] = (),
) -> bytes:
    """Return the figures as a workbook: cover, contents, notes, sources, and one table on each further sheet."""
    rows = chosen_rows(package, indicators=indicators, places=places, years=years)
    return workbook_bytes(package, rows)


def _named(package: Package) -> dict[str, str]:
    """Return what the columns are called in a file: `period` instead of `year` in a package that has others, too."""
    is_of_years = all(year.kind is Kind.YEAR for year in package.years)
    return {name: "period" if name == "year" and not is_of_years else name for name in COLUMNS}


def _records(rows: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows with whole numbers as integers and missing ones as None."""
    columns = {name: [_plain(value) for value in rows[name].tolist()] for name in COLUMNS}
    return [dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)]


def _plain(value: Any) -> Any:
    if not isinstance(value, float):
        return value
    if value != value:
        return None
    return int(value) if value.is_integer() else value


def _csv_cell(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case str():
            return safe_cell(value)
        case _:
            return str(value)
