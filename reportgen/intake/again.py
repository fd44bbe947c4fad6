"""Read the file of the next year: what is new, what was revised, what is gone, and what is laid out otherwise."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reportgen.bounded import csv_records, toml_values
from reportgen.breakdown import TOTAL
from reportgen.errors import DataError, UsageError
from reportgen.intake.answers import Answers
from reportgen.intake.columns import Role
from reportgen.intake.numerals import is_mark_text
from reportgen.intake.recoded import asked_of_places, told_of_names
from reportgen.intake.renamed import asked_of_renamed, told_of_columns
from reportgen.intake.unnamed import THE_WHOLE
from reportgen.intake.what import dimension_of, slug
from reportgen.intake.where import WHOLE
from reportgen.intake.written import DIFFERS, PREFERRED, UNKNOWN, table, with_seconds
from reportgen.language import ENGLISH, say, speaking
from reportgen.measure import Qualifier
from reportgen.periods import parse_period

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from reportgen.intake.columns import Column
    from reportgen.intake.found import Question, Understanding

FIGURES, PLACES, DESCRIPTOR, BREAKS = "figures.csv", "places.csv", "datapackage.json", "series-breaks.csv"
NOTES = "notes.csv"
LISTS = {"indicators.csv": "indicator", "places.csv": "place", "notes.csv": "note"}
"""Lists, and the column that names their rows; a row that is there stays as it is, with whatever was edited."""
NOT_KEYS = frozenset({
    "value", "qualifier", "obs_status", "location", "printed", "printed_label", "note", "source", "derived_from",
    "correction", PREFERRED,
})  # fmt: skip
"""Columns of figures that do not say what a figure is of."""

SPAN = ("year", "last_year")
"""Columns of a source with the first and the last of its periods."""
SHOWN = 20
"""Figures that are named one by one."""
LIMITS = ("_lower", "_upper")
"""How the indicators of limits end, behind that of their figures."""

Row = dict[str, str]
Key = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a file was read the last time."""

    files: tuple[str, ...]
    """The files among the sources."""
    origin: str
    """The address of the server that was asked; empty for files."""
    query: str
    sheet: str
    answers: Mapping[str, str]
    roles: Mapping[str, str]
    """By the heads of the columns."""

    def as_answers(self, given: Mapping[str, str], *, is_other: bool) -> Answers:
        """Return what was answered before and now, and the roles that the columns had.

        Of another file, what was said of single cells and of columns by their number is about others.
        """
        kept = {key: answer for key, answer in self.answers.items() if not (is_other and self._is_of_one_file(key))}
        return Answers({**{f"head.{head}": role for head, role in self.roles.items()}, **kept, **given})

    def _is_of_one_file(self, key: str) -> bool:
        return key.startswith("cell.") or (key.startswith("column.") and "" not in self.roles)


def read_recipe(content: bytes, *, where: str) -> Recipe:
    """Return a recipe. Raises UsageError where it is none."""
    values = toml_values(content, UsageError, where=where)
    columns, answers = values.get("columns", []), values.get("answers", {})
    files = values.get("file")
    files = [files] if isinstance(files, str) else files
    texts = [values.get("sheet"), *(values.get(name, "") for name in ("from", "sql"))]
    are_files = isinstance(files, list) and bool(files) and all(isinstance(each, str) for each in files)
    are_columns = isinstance(columns, list) and all(isinstance(each, dict) for each in columns)
    are_texts = all(isinstance(text, str) for text in texts)
    if not (are_files and are_columns and are_texts and isinstance(answers, dict)):
        hint = "`reportgen new` writes one; take yours from a copy"
        raise UsageError("expected how a file was read: file, sha256, sheet, answers, columns", where=where, hint=hint)
    roles = {str(each.get("head", "")): str(each.get("role", "")) for each in columns}
    sheet, origin, query = map(str, texts)
    return Recipe(
        tuple(files or ()), origin, query, sheet, {str(key): str(value) for key, value in answers.items()}, roles
    )


@dataclass(frozen=True, slots=True)
class Revision:
    """A figure that is another one now."""

    key: Key
    old: str
    new: str
    location: str

    def row(self) -> Row:
        """Return it as a row of the list of revisions."""
        return {**dict(self.key), "old": self.old, "new": self.new, "location": self.location}


@dataclass
class Difference:
    """What a file says otherwise than the figures of the project, and the files as they would be."""

    files: dict[str, bytes] = field(default_factory=dict)
    """In the order in which they are to be written: that by which the rest is found to be new comes last."""
    added: list[Key] = field(default_factory=list)
    revised: list[Revision] = field(default_factory=list)
    unread: list[tuple[Key, Row, Row]] = field(default_factory=list)
    """Figures whose cell is empty now, or holds what is no figure and no mark: the row of before, and the new one."""
    kept: list[Key] = field(default_factory=list)
    """Figures of the project that the file no longer has; they stay."""
    gone: list[tuple[Key, Row]] = field(default_factory=list)
    """Those among them of a period that the file has: each is named with its cell."""
    without: list[tuple[Key, Row]] = field(default_factory=list)
    """Limits whose figure is gone, or has none any more; they go."""
    listed: dict[str, list[str]] = field(default_factory=dict)
    """New rows of lists, by file."""
    noted: list[Row] = field(default_factory=list)
    """Notes on revised figures."""
    layout: list[str] = field(default_factory=list)
    """What is laid out otherwise."""
    language: str = ENGLISH
    """In which notes are written."""

    @property
    def is_nothing(self) -> bool:
        """Whether the file says what the project has."""
        return not (self.added or self.revised or self.listed or self.without or self.files)

    def lines(self) -> list[str]:
        """Return what changes, in words."""
        periods = sorted({dict(key)["period"] for key in self.added})
        lines = [f"layout: {line}" for line in self.layout]
        if self.added:
            lines.append(
                f"new: {_figures(len(self.added))} of {', '.join(periods[:6])}{' ...' if len(periods) > 6 else ''}"
            )
        for name, names in self.listed.items():
            lines.append(f"new in {name}: {', '.join(names[:6])}{' ...' if len(names) > 6 else ''}")
        if self.revised:
            lines.append(f"revised: {_figures(len(self.revised))}")
            lines += [
                f"  {_named(each.key)}: {each.old or 'none'} is now {each.new or 'none'} ({each.location})"
                for each in self.revised[:SHOWN]
            ]
        if len(self.revised) > SHOWN:
            lines.append(f"  {len(self.revised) - SHOWN:,} more stand in revisions.csv")
        if self.unread:
            count = len(self.unread)
            whose = "figure whose cell" if count == 1 else "figures whose cells"
            lines.append(f"kept: {count:,} {whose} cannot be read now")
            lines += unread_lines(self.unread)
        if self.kept:
            lines.append(f"kept: {_figures(len(self.kept))} that the file does not have")
            lines += _cells(self.gone, "has it no longer")
        if self.without:
            lines.append(f"left out: {len(self.without):,} limits of figures that are no longer given")
            lines += _cells(self.without, "goes with its figure")
        return lines or ["nothing new"]


def _figures(count: int) -> str:
    return f"{count:,} {'figure' if count == 1 else 'figures'}"


def _cells(rows: Sequence[tuple[Key, Row]], what: str) -> list[str]:
    """Return a line for each of the first figures, with the cell in which each stood."""
    more = [f"  {len(rows) - SHOWN:,} more"] if len(rows) > SHOWN else []
    lines = [
        f"  {_named(key)}: {row.get('value') or 'none'} ({row.get('location', '')}) {what}" for key, row in rows[:SHOWN]
    ]
    return [*lines, *more]


def unread_lines(rows: Sequence[tuple[Key, Row, Row]]) -> list[str]:
    """Return a line for each of the first figures that stay, with what stands in their cells now."""
    lines = [
        f"  {_named(key)}: {_plain(old['value'])} stays; {new.get('location', '')} "
        + (f"holds `{new['printed']}`" if new.get("printed") else "is empty")
        for key, old, new in rows[:SHOWN]
    ]
    return [*lines, *([f"  {len(rows) - SHOWN:,} more"] if len(rows) > SHOWN else [])]


def _plain(value: str) -> str:
    """Return a value without the zeros that only a column of decimals has."""
    return value.rstrip("0").rstrip(".") if "." in value else value


def _named(key: Key) -> str:
    return ", ".join(value for _, value in key if value)


def difference(
    found: Understanding, files: Mapping[str, bytes], before: Mapping[str, bytes], recipe: Recipe, *, language: str
) -> Difference:
    """Return what the files of a new reading say otherwise than those of the project; both are by their names.

    `language` is that of the project, in which notes are written, whoever reads what is told of the rest.
    """
    result = Difference(layout=told_of_columns(found.columns, recipe.roles), language=language)
    result.files = {name: content for name, content in files.items() if name not in before}
    result.layout += told_of_names(_names_in(files), _names_in(before))
    figures = _rows(before, FIGURES)
    _require_same_columns(figures, _rows(files, FIGURES), file=found.file)
    for name, column in LISTS.items():
        if name in files and name in before:
            _lengthen(result, name, column, _rows(before, name), _rows(files, name), _used(figures, column))
    for name in files:
        if name.startswith("codelists/") and name in before:
            used = _used(figures, name.removeprefix("codelists/").removesuffix(".csv"))
            _lengthen(result, name, "code", _rows(before, name), _rows(files, name), used)
    if BREAKS in files and BREAKS in before:
        _lengthen_breaks(result, _rows(before, BREAKS), _rows(files, BREAKS))
    if "total" in recipe.answers:
        _settle_whole(result, files, before)
    if "sources.csv" in before:
        _cite(result, _rows(before, "sources.csv"), _rows(files, "sources.csv"))
    _merge(result, _rows(before, FIGURES), _rows(files, FIGURES))
    _write_notes(result, before)
    # by the figures it is found that the rest is new: they come last
    result.files = {name: result.files[name] for name in sorted(result.files, key=lambda name: name == FIGURES)}
    return result


def _require_same_columns(before: Sequence[Row], now: Sequence[Row], *, file: str) -> None:
    """Raise DataError for figures that are of other things: by place where those of the project are by age, say."""
    was, are = ({name for row in rows for name, cell in _key(row) if cell} - PERIODS for rows in (before, now))
    if was != are:
        told = (", ".join(f"`{name}`" for name in sorted(names)) or "period alone" for names in (was, are))
        raise DataError(
            f"expected figures by {next(told)}, found them by {next(told)}",
            where=file,
            hint="is it a table of another kind? Make a project of it, or say in `intake.toml` what its columns are",
        )


PERIODS = frozenset({"indicator", "period", "year"})
"""Columns of what each figure is of."""


def asked_again(
    found: Understanding, files: Mapping[str, bytes], before: Mapping[str, bytes], recipe: Recipe, answers: Answers
) -> tuple[Question, ...]:
    """Return what is to be asked of a new file beside the one before: columns and places of other names."""

    def share(column: Column, old: str) -> float | None:
        is_value = column.role == Role.VALUE
        each = _values if is_value else _members
        named = slug if is_value else dimension_of
        now, was = each(files, named(column.measure if is_value else column.head)), each(before, named(old))
        both = now.keys() & was.keys()
        if is_value:
            return sum(now[key] == was[key] for key in both) / len(both) if both else None
        return len(both) / max(1, min(len(now), len(was)))

    def share_of_place(code: str, old: str) -> float | None:
        now, was = _figures_of(files, code), _figures_of(before, old)
        both = now.keys() & was.keys()
        return sum(now[key] == was[key] for key in both) / len(both) if both else None

    columns = asked_of_renamed(found.columns, recipe.roles, answers, share)
    return (*columns, *asked_of_places(_names_in(files), _names_in(before), answers, share_of_place))


def _names_in(files: Mapping[str, bytes]) -> dict[str, str]:
    """Return the names of places by their codes."""
    return {row["place"]: row.get("name", "") for row in _rows(files, PLACES)}


def _figures_of(files: Mapping[str, bytes], place: str) -> dict[object, str]:
    """Return the figures of a place by what else they are of."""
    return {
        tuple(pair for pair in _key(row) if pair[0] != "place"): row["value"]
        for row in _rows(files, FIGURES)
        if row.get("place") == place and row.get("value")
    }


def _values(files: Mapping[str, bytes], indicator: str) -> dict[object, str]:
    """Return the figures of an indicator by what else they are of."""
    return {
        tuple(pair for pair in _key(row) if pair[0] != "indicator"): row["value"]
        for row in _rows(files, FIGURES)
        if row.get("indicator") == indicator and row.get("value")
    }


def _members(files: Mapping[str, bytes], dimension: str) -> dict[object, str]:
    """Return the labels of the members of a breakdown by their codes."""
    return {row["code"]: row.get("label", "") for row in _rows(files, f"codelists/{dimension}.csv")}


def _rows(files: Mapping[str, bytes], name: str) -> list[Row]:
    return csv_records(files.get(name, b""), DataError, where=f"data/{name}")


def _used(figures: Sequence[Row], column: str) -> set[str]:
    """Return what the figures of the project are of; all places together always stood there."""
    return {row.get(column, "") for row in figures} | ({THE_WHOLE} if column == "place" else set())


def _lengthen(
    result: Difference, name: str, column: str, before: Sequence[Row], now: Sequence[Row], used: Collection[str]
) -> None:
    """Add rows of what is new; a row that was taken out by hand, of what the project has figures of, stays out."""
    known = {row.get(column) for row in before}.union(used)
    new = [row for row in now if row.get(column) not in known]
    if new:
        result.listed[name] = [row[column] for row in new]
        rows = [*before, *new]
        result.files[name] = table(_of_some_level(rows) if name == PLACES else rows)


def _of_some_level(rows: Sequence[Row]) -> list[Row]:
    """Return places of which each has a level where one has any, be it that of which nobody knows more."""
    are_stated = any(row.get("level") not in (WHOLE, "", None) for row in rows)
    return [{**row, "level": row.get("level") or (UNKNOWN if are_stated else "")} for row in rows]


def _lengthen_breaks(result: Difference, before: Sequence[Row], now: Sequence[Row]) -> None:
    """Add the breaks of series that the project has not; one that is none is answered with `no` in the recipe.

    A spell that went on to the last period ends where the file says so now.
    """
    known = {_of_break(row) for row in before}
    new = [row for row in now if _of_break(row) not in known]
    ends = {_of_break(row): row["last_year"] for row in now if row.get("last_year")}
    ended = [
        {**row, "last_year": ends[_of_break(row)]} if _is_open_spell(row) and _of_break(row) in ends else row
        for row in before
    ]
    changed = [row for row, was in zip(ended, before, strict=True) if row is not was]
    if new or changed:
        result.listed[BREAKS] = [", ".join(filter(None, _of_break(row))) for row in (*changed, *new)]
        result.files[BREAKS] = table([*ended, *new])


def _is_open_spell(row: Row) -> bool:
    return row.get("obs_status") == DIFFERS and not row.get("last_year")


def _of_break(row: Row) -> tuple[str, ...]:
    period = row.get("period") or row.get("year") or ""
    return (row.get("indicator", ""), row.get("member") or "", period)


def _settle_whole(result: Difference, files: Mapping[str, bytes], before: Mapping[str, bytes]) -> None:
    """Take the place that somebody has said to stand for all others for the whole of the package."""
    whole, was = (_whole_in(each.get(DESCRIPTOR, b"{}")) for each in (files, before))
    if whole == was or PLACES not in before:
        return
    descriptor = json.loads(before[DESCRIPTOR])
    settings = descriptor.setdefault("reportgen", {})
    settings["organisation"] = {**settings.get("organisation", {}), "country": whole or THE_WHOLE}
    kept = [row for row in _rows({**before, **result.files}, PLACES) if row["place"] not in (whole, was, THE_WHOLE)]
    changed = [row for row in _rows(files, PLACES) if row["place"] in (whole or THE_WHOLE, was)]
    result.files[PLACES] = table([*changed, *kept])
    result.files[DESCRIPTOR] = (json.dumps(descriptor, indent=2, ensure_ascii=False) + "\n").encode()
    result.layout.append(f"`{whole or 'no place'}` stands for all others now")


def _whole_in(descriptor: bytes) -> str:
    whole = json.loads(descriptor).get("reportgen", {}).get("organisation", {}).get("country", "")
    return "" if whole == THE_WHOLE else str(whole)


def _cite(result: Difference, before: Sequence[Row], now: Sequence[Row]) -> None:
    """Take a new file for another source; one of the same name is about its periods, too: what it gave before stays."""
    (new,) = now
    others = [row for row in before if row["source"] != new["source"]]
    same = next((row for row in before if row["source"] == new["source"]), {})
    about = _both_spans(same, new)
    if {name: same.get(name, "") for name in about} != about:
        result.files["sources.csv"] = table([*others, {**new, **same, **about}])


def _both_spans(one: Row, other: Row) -> Row:
    """Return the first and the last of the periods of two sources."""
    ends = {text for row in (one, other) for name in SPAN if (text := row.get(name, ""))}
    first = min(ends, key=lambda text: (parse_period(text).start, text))
    last = max(ends, key=lambda text: (parse_period(text).end, text))
    return {SPAN[0]: first, SPAN[1]: "" if first == last else last}


def _merge(result: Difference, before: Sequence[Row], now: Sequence[Row]) -> None:
    """Take new figures and revised ones; what stands there and is not in the file stays, in its place."""
    again = [row for row in now if _is_second(row)]
    was_again, before = [row for row in before if _is_second(row)], [row for row in before if not _is_second(row)]
    now = [row for row in now if not _is_second(row)]
    # a second figure of the same is that of the newest file, if it still has one
    kept_again = [row for row in was_again if row.get("period") not in {one.get("period") for one in now}]
    fresh = {_key(row): row for row in now}
    given = {_key(row) for row in now if row.get("value")}
    given |= {_key(row) for row in before if row.get("value") and _is_unread(fresh.get(_key(row)))}
    periods = {row.get("period") for row in now}
    merged: list[Row] = []
    for row in before:
        key = _key(row)
        new = fresh.pop(key, None)
        is_empty = new is None or not new.get("value")
        if is_empty and row.get("value") and row.get("period") in periods and _is_limit_without(key, given):
            result.without.append((key, row))
            merged += [new] if new else []
        elif new is None:
            result.kept.append(key)
            result.gone += [(key, row)] if row.get("period") in periods else []
            merged.append(row)
        elif row.get("value") and _is_unread(new):
            result.unread.append((key, row, new))
            merged.append(row)
        elif _said_of(new) != _said_of(row):
            result.revised.append(Revision(key, row.get("value", ""), new.get("value", ""), new.get("location", "")))
            merged.append({**row, **dict.fromkeys(OF_OLD, ""), **new, **_noted(result, key, row, new)})
        else:
            merged.append(row)
    result.added = list(fresh)
    if result.added or result.revised or result.without or was_again != [*kept_again, *again]:
        result.files[FIGURES] = table(
            _of_some_qualifier(with_seconds([*merged, *fresh.values()], [*kept_again, *again]))
        )


OF_OLD = ("qualifier", "printed", "derived_from")
"""Columns that say of a figure how it stood there, or what it was added up from: another one has its own."""


def _of_some_qualifier(rows: Sequence[Row]) -> list[Row]:
    """Return figures of which each has a qualifier where one has any."""
    exact = str(Qualifier.EXACT) if any(row.get("qualifier") for row in rows) else ""
    return [{**row, "qualifier": row.get("qualifier") or exact} for row in rows]


def _noted(result: Difference, key: Key, row: Row, new: Row) -> Row:
    """Return the note of a revised figure, which tells a reader of an earlier edition why it is another one now."""
    if not row.get("value") or not new.get("value") or {**row, **new}.get("note"):
        return {}
    of = {name: value for name, value in key if value and name not in ("indicator", "period")}
    # a note is on one dimension: on the place where there is one
    dimension = "place" if "place" in of else next((name for name, code in of.items() if code != TOTAL), "")
    named = dict(key)
    with speaking(result.language):
        text = say("Revised since it was first given.")
    note = {
        "note": "-".join(filter(None, ("revised", *map(slug, of.values()), named["indicator"], named["period"]))),
        "text": text,
        "indicator": named["indicator"],
        "dimension": dimension,
        "member": of.get(dimension, ""),
        "from_year": named["period"],
        "to_year": named["period"],
    }
    result.noted.append(note)
    return {"note": note["note"]}


def _write_notes(result: Difference, before: Mapping[str, bytes]) -> None:
    """Add the notes on revised figures to those of the project, each once."""
    notes = _rows({**before, **result.files}, NOTES)
    known = {row.get("note") for row in notes}
    new = [row for row in result.noted if row["note"] not in known]
    if new:
        result.files[NOTES] = table([*notes, *new])


def _is_second(row: Row) -> bool:
    """Say whether a row is another figure of the same, which is not used."""
    return row.get(PREFERRED) == "false"


def _is_unread(row: Row | None) -> bool:
    """Say whether a cell says nothing of why there is no figure, as a mark would: it is empty, or was mistyped."""
    if row is None or row.get("value") or row.get("obs_status") not in ("O", "", None):
        return False
    printed = row.get("printed", "").lower()
    return not printed or not is_mark_text(printed)


def _said_of(row: Row) -> tuple[str, str, str]:
    """Return what a figure says: that it is rounded to its printed digits says nothing new of it."""
    qualifier = row.get("qualifier", "")
    is_as_printed = qualifier in ("", str(Qualifier.EXACT), str(Qualifier.ROUNDED))
    return row.get("value", ""), row.get("obs_status", ""), "" if is_as_printed else qualifier


def _is_limit_without(key: Key, given: Collection[Key]) -> bool:
    """Say whether a figure is the limit of one that a file gives no longer."""
    indicator = dict(key).get("indicator", "")
    figure = next((indicator.removesuffix(end) for end in LIMITS if indicator.endswith(end)), "")
    return bool(figure) and tuple((name, figure if name == "indicator" else value) for name, value in key) not in given


def _key(row: Row) -> Key:
    return tuple((name, value or "") for name, value in sorted(row.items()) if name and name not in NOT_KEYS)
