"""Tiny Data Packages for tests, written as the files a user would write."""

import csv
import json
from dataclasses import fields
from functools import cache
from pathlib import Path
from types import UnionType
from typing import get_args, get_origin, get_type_hints

from reportgen.dataset.checks import RECORDS
from reportgen.dataset.observations import AFTER, BEFORE
from reportgen.dataset.records import Code
from reportgen.measure import ObservationStatus, Qualifier

PLACES = (
    ("US", "United States", "country"),
    ("AA", "Alpha", "state"),
    ("BB", "Beta", "state"),
    ("CC", "Gamma", "territory"),
    ("UNK", "Unknown", "other"),
)

COUNTED = ("indicator", "year", "place", "source", "location")


def observation(value, **cells):
    """Return one row of an observation table: `cases` of 2020 in the whole country, exact, unless `cells` say else."""
    row = {
        "indicator": "cases",
        "year": 2020,
        "place": "US",
        "value": value,
        "qualifier": "exact",
        "obs_status": "O" if value is None else "A",
        "location": "Table 1",
        "preferred": "true",
        **cells,
    }
    row.setdefault("source", f"report-{row['year']}")
    return row


hints_of = cache(get_type_hints)


def make_package(folder, observations=(), *, tables=None, measure_types=None, codes=None, rules=(100, 10), **records):
    """Write a Data Package into `folder` and return its path.

    `observations` are rows made by `observation`; `tables` names further files of them. Indicators, codelists and
    sources are made from what the rows use. `records` are rows of the fixed resources, such as `notes=[{...}]` (an
    underscore for a hyphen); what a row leaves out has a harmless default.
    """
    folder = Path(folder)
    (folder / "codelists").mkdir(parents=True, exist_ok=True)
    files = {"figures": list(observations), **(tables or {})}
    rows = [row for table in files.values() for row in table]
    resources = [
        _write(folder, name, list(hints_of(kind)), _fixed(name, rows, measure_types or {}, records), kind=kind)
        for name, kind in RECORDS.items()
    ]
    resources += _write_codelists(folder, rows, codes or {})
    resources += [_write_observations(folder, name, table) for name, table in files.items()]
    descriptor = {
        "name": "tiny",
        "title": "Tiny figures",
        "version": "1.0.0",
        "resources": resources,
        "reportgen": {
            "organisation": {"name": "Office of Tiny Figures", "short_name": "OTF", "country": "US"},
            "rules": {"minimum_base": rules[0], "minimum_count_for_shares": rules[1]},
        },
    }
    (folder / "datapackage.json").write_text(json.dumps(descriptor, indent=1), encoding="utf-8")
    return folder


def dimensions_of(rows):
    return sorted({name for row in rows for name in row} - set(BEFORE) - set(AFTER))


def _fixed(name, rows, measure_types, records):
    given = records.get(name.replace("-", "_"))
    if name == "notes" and given is None:
        # of a year without figures: it is there for breaks to name, and stands under no exhibit
        given = [{"note": "a-note", "text": "A note.", "from_year": 1900, "to_year": 1900}]
    if given is not None:
        return [{**_defaults(name), **row} for row in given]
    used = sorted({row["indicator"] for row in rows} | set(measure_types)) or ["cases"]
    indicators = {indicator: measure_types.get(indicator, "flow") for indicator in used}
    years = sorted({row["year"] for row in rows}) or [2020]
    made = {
        "sources": [{"source": f"report-{year}", "year": year, "title": f"Report {year}"} for year in years],
        "indicators": [
            {"indicator": name, "title": name.capitalize(), "measure_type": kind, "order": order}
            for order, (name, kind) in enumerate(indicators.items())
        ],
        "topics": [{"topic": "all", "title": "All", "order": 1}],
        "places": [
            {"place": code, "name": title, "in_sentence": title, "place_type": kind, "order": order}
            for order, (code, title, kind) in enumerate(PLACES)
        ],
    }
    return [{**_defaults(name), **row} for row in made.get(name, [])]


def _defaults(name):
    return {
        "indicators": {
            "noun_singular": "case",
            "noun_plural": "cases",
            "unit": "case",
            "measure_type": "flow",
            "topic": "all",
            "order": 1,
            "key": "true",
        },
        "notes": {"kind": "caveat", "order": 1, "applies": "any"},
        "series-breaks": {"obs_status": "B", "note": "a-note", "short": "a break"},
        "not-published": {"obs_status": "L"},
    }.get(name, {})


def _write_codelists(folder, rows, codes):
    resources = []
    for dimension in sorted({*dimensions_of(rows), *codes}):
        used = codes.get(dimension) or sorted({str(row[dimension]) for row in rows if dimension in row} - {"total"})
        records = [
            code if isinstance(code, dict) else {"code": code, "label": code.capitalize()} for code in ("total", *used)
        ]
        records = [{"order": order, **record} for order, record in enumerate(records)]
        name = "codelist-" + dimension.replace("_", "-")
        names = [field.name for field in fields(Code)]
        resources.append(_write(folder, name, names, records, kind=Code, path=f"codelists/{dimension}.csv"))
    return resources


def _write_observations(folder, name, rows):
    dimensions = dimensions_of(rows)
    names = [*BEFORE, *dimensions, *AFTER]
    rows = [{**dict.fromkeys(dimensions, "total"), **row} for row in rows]
    resource = _write(folder, name, names, rows, kind=None)
    resource["schema"]["primaryKey"] = [*BEFORE, *dimensions, "source", "location"]
    return resource


def _write(folder, name, names, rows, *, kind, path=None):
    path = path or f"{name}.csv"
    names = [one for one in names if one != "where"]
    with (folder / path).open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, names, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    schema = {"fields": [_field(one, kind) for one in names], "missingValues": [""]}
    keys = {"exceptions": 4, "series-breaks": 4, "not-published": 3}
    if kind is not None:
        schema["primaryKey"] = names[: keys.get(name, 1)]
    return {"name": name, "type": "table", "path": path, "schema": schema}


def _field(name, kind):
    field = {"name": name, "type": _type(name, kind)}
    enums = {"qualifier": Qualifier, "obs_status": ObservationStatus}
    if name in enums:
        field["constraints"] = {"enum": [str(member) for member in enums[name]]}
    if kind is None and name in COUNTED:
        field["constraints"] = {"required": True}
    return field


def _type(name, kind):
    if kind is None:
        return {"year": "integer", "value": "number", "preferred": "boolean"}.get(name, "string")
    hint = hints_of(kind)[name]
    if get_origin(hint) is UnionType:
        hint = get_args(hint)[0]
    return {int: "integer", float: "number", bool: "boolean"}.get(hint, "string")
