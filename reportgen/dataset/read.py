"""Read a Data Package from its folder."""

from __future__ import annotations

import json
from contextlib import nullcontext, suppress
from dataclasses import replace
from enum import StrEnum
from hashlib import sha256
from os.path import lexists
from types import UnionType
from typing import TYPE_CHECKING, Any, TypeVar, get_args, get_origin

from reportgen.bounded import is_unseen
from reportgen.dataset.checks import check_tables, codelist_dimension, with_references
from reportgen.dataset.described import described
from reportgen.dataset.files import FolderFiles
from reportgen.dataset.filled import Filling
from reportgen.dataset.hidden import KEY, SuppressionRules, indicator_rules, without_small_numbers
from reportgen.dataset.levels import Levels, named_levels, with_levels
from reportgen.dataset.observations import COLUMNS, PreferredSeries, is_observation_table, observation_rows
from reportgen.dataset.package import Package
from reportgen.dataset.records import Code, Contact, Organisation, Rules, SeriesBreak, field_types
from reportgen.dataset.roles import settings_of
from reportgen.dataset.standard import CODELIST, RECORDS, in_words
from reportgen.dataset.tables import DESCRIPTOR, key_errors, read_descriptor, read_tables, rows_of
from reportgen.dataset.text_columns import columns_of, from_bytes, to_bytes
from reportgen.dataset.translations import read_translations
from reportgen.dataset.units import settled_kinds
from reportgen.dataset.worldly import names_in
from reportgen.errors import DataError, ReportErrors
from reportgen.limits import LARGEST_VALUE
from reportgen.memory import uncollected
from reportgen.periods import Period
from reportgen.project import PLAN
from reportgen.suppression import RULE_HINT, SmallNumbers, small_numbers

if TYPE_CHECKING:
    from collections.abc import Iterator, KeysView, Mapping, Sequence
    from pathlib import Path

    from reportgen.dataset.observations import ObservationRows
    from reportgen.dataset.records import Correction
    from reportgen.dataset.tables import Table
    from reportgen.dataset.text_columns import Columns

Record = TypeVar("Record")

SETTINGS = "reportgen"
"""The property of `datapackage.json` that holds the organisation and the rules."""
SUPPRESS = "suppress"
"""The rule of the package, or of one of its files, that says which counts are not shown."""
LARGE = 200_000
"""Bytes of a table that is worth being taken apart."""
COMPILER = "compiled_by"
"""The setting that names who makes documents from the figures."""


def read_package(folder: Path, files: FolderFiles | None = None) -> Package:
    """Return the Data Package in a folder; from these files of it, when they were read before.

    Types and constraints are those of its Table Schemas, as frictionless reads them; keys, references and what a schema
    cannot say are checked too. Raises DataError when `datapackage.json` cannot be read, and ReportErrors with every
    error of the package at once.
    """
    with uncollected():
        return _read_package(folder, files or FolderFiles(folder))


def read_checked(folder: Path, files: FolderFiles, apart: bytes) -> Package:
    """Return a package in whose files nothing was wrong before, which is not looked for again.

    `apart` is what `taken_apart` gave of the same files, or nothing.
    """
    with uncollected():
        return _read_package(folder, files, from_bytes(apart))


def taken_apart(files: FolderFiles) -> bytes:
    """Return the large tables of a package without faults as columns, by which reading takes a third of the time."""
    descriptor, _ = described(files, read_descriptor(files))
    large = [each for each in descriptor["resources"] if len(files.content(each["path"])) > LARGE]
    with uncollected():
        return to_bytes({resource["path"]: columns_of(rows_of(files, resource)) for resource in large})


def _require_whole(folder: Path, files: FolderFiles) -> None:
    """Raise DataError for data of which another process had changed only a part, or which it changed meanwhile."""
    if files.are_of_one_moment():
        return
    plan = folder.absolute().parent / PLAN
    if lexists(plan):
        hint = "`reportgen check` finishes it; if it is going on just now, wait for its end"
        raise DataError("expected whole data, found a change that is not finished", where=str(plan), hint=hint)
    found = "expected data that nobody changes while they are read, found others"
    raise DataError(found, where=folder.as_posix(), hint="run the same command again")


def _read_package(folder: Path, files: FolderFiles, apart: Mapping[str, Columns] | None = None) -> Package:
    """Return a package; its tables as they were taken `apart` before, when nothing was wrong with it."""
    stated = read_descriptor(files)
    descriptor, errors = described(files, stated)
    tables, cell_errors = read_tables(files, descriptor, apart)
    _require_whole(folder, files)
    organisation, rules, setting_errors = _settings(folder, descriptor)
    errors += [*cell_errors, *setting_errors, *_wording_errors(folder, descriptor)]
    title = str(descriptor.get("title") or in_words(folder.resolve().name))
    filling = Filling(tables, descriptor, country=organisation.country, title=title)
    tables = {name: with_references(table) for name, table in filling.fill().items()}
    if apart is None:
        errors += key_errors(tables)
        if filling.is_whole:  # a file that cannot be read leaves others unmade, which nobody has to give
            errors += check_tables(tables, descriptor, folder=folder, country=filling.country)
    if errors:
        raise ReportErrors(errors)
    if not any(len(table) for table in tables.values() if is_observation_table(table)):
        hint = "add a table with the columns `year` and `value`, and a row for each figure"
        raise DataError("expected figures, found none", where=folder.as_posix(), hint=hint)
    organisation = _known_publisher(organisation, tables["sources"], country=filling.country)
    descriptor = {**descriptor, "title": title}
    return _package(
        files, descriptor, tables, organisation=organisation, rules=rules, granted=(*_settled(stated), *filling.granted)
    )


def _known_publisher(organisation: Organisation, sources: Table, *, country: str) -> Organisation:
    """Return the organisation with its country; where none is stated, the one publisher that all sources name."""
    publishers = {str(publisher) for publisher in sources.columns["publisher"] if publisher is not None}
    only = publishers.pop() if len(publishers) == 1 else ""
    name = organisation.name or organisation.short_name or only
    return replace(organisation, name=name, short_name=organisation.short_name or name, country=country)


def _settled(descriptor: Mapping[str, Any]) -> Iterator[str]:
    """Yield what is taken for granted because no setting says otherwise."""
    settings = descriptor.get(SETTINGS, {})
    if not settings.get("organisation", {}).get("name"):
        yield "no `organisation`: documents name no publisher but that of the sources"
    for name, value in RULES.items():
        if name not in settings.get("rules", {}):
            yield f"no rule `{name}`: {value:g}, {MEANT[name]}"


RULES: Mapping[str, float] = {"minimum_base": 20, "minimum_count_for_shares": 20}
"""The rules of a package that states none. Statistical offices call a rate of fewer than 20 cases unreliable."""

MEANT: Mapping[str, str] = {
    "minimum_base": "under which no percentage change is calculated",
    "minimum_count_for_shares": "under which no share is calculated",
}
"""What these rules do, for whoever has not stated them."""


class _Settings:
    """The settings of this program in a descriptor, as far as they are of the right kind, and what else is wrong."""

    def __init__(self, folder: Path, descriptor: Mapping[str, Any]) -> None:
        self.where = (folder / DESCRIPTOR).as_posix()
        self.errors: list[DataError] = []
        self.values = self.group(descriptor, SETTINGS, SETTINGS)

    def report(self, name: str, expected: str, value: Any, hint: str) -> None:
        found = "nothing" if value is None else f"`{json.dumps(value, ensure_ascii=False)[:60]}`"
        self.errors.append(DataError(f"`{name}`: expected {expected}, found {found}", where=self.where, hint=hint))

    def group(self, values: Mapping[str, Any], name: str, path: str) -> Mapping[str, Any]:
        """Return an object of settings; an empty one when there is none."""
        found = values.get(name, {})
        if isinstance(found, dict):
            return found
        self.report(path, "an object", found, "write it between `{` and `}`")
        return {}

    def text(self, values: Mapping[str, Any], name: str, path: str) -> str:
        """Return a text; an empty one when there is none."""
        found = values.get(name, "")
        if isinstance(found, str) and not is_unseen(found):
            return found
        self.report(path, "text", found, f"add `{name}`, between quotes")
        return ""

    def count(self, values: Mapping[str, Any], name: str, path: str) -> float:
        """Return a number from 0 on that a figure can be compared with; the usual one when none is stated."""
        found = values.get(name, RULES[name])
        if isinstance(found, int | float) and not isinstance(found, bool) and 0 <= found <= LARGEST_VALUE:
            return found
        self.report(path, "a number from 0 on", found, f"add `{name}`, a number without quotes, such as 10")
        return 0

    def small(self, values: Mapping[str, Any], path: str) -> SmallNumbers | None:
        """Return which counts are not shown; None where nothing is said of it."""
        found = values.get(SUPPRESS, "no")
        try:
            return small_numbers(found if isinstance(found, str) else "")
        except ValueError:
            self.report(f"{path}.{SUPPRESS}", "a range of small numbers such as `1-9`", found, RULE_HINT)
            return None


def _settings(folder: Path, descriptor: Mapping[str, Any]) -> tuple[Organisation, Rules, list[DataError]]:
    settings = _Settings(folder, descriptor)
    described = settings.group(settings.values, "organisation", f"{SETTINGS}.organisation")
    organisation = Organisation(
        **{
            name: settings.text(described, name, f"{SETTINGS}.organisation.{name}")
            for name in ("name", "short_name", "country", "in_sentence")
        },
        contacts=_contacts(described.get("contacts", []), settings),
    )
    stated = settings.group(settings.values, "rules", f"{SETTINGS}.rules")
    counts = {name: settings.count(stated, name, f"{SETTINGS}.rules.{name}") for name in RULES}
    rules = Rules(**counts, suppress=settings.small(stated, f"{SETTINGS}.rules"))
    for resource in descriptor["resources"]:
        settings.small(settings_of(resource), f"{resource.get('name')}: {SETTINGS}")
    if COMPILER in settings.values:
        settings.text(settings.values, COMPILER, f"{SETTINGS}.{COMPILER}")
    return organisation, rules, settings.errors


def _contacts(items: Any, settings: _Settings) -> tuple[Contact, ...]:
    if isinstance(items, list) and all(map(_is_contact, items)):
        return tuple(Contact(**item) for item in items)
    expected = 'a list of {"title": …, "text": …}, each perhaps with a "url"'
    settings.report(f"{SETTINGS}.organisation.contacts", expected, items, "give each contact a title and a text")
    return ()


def _is_contact(item: Any) -> bool:
    required, known = {"title", "text"}, {"title", "text", "url"}
    if not isinstance(item, dict) or not required <= set(item) <= known:
        return False
    return all(isinstance(text, str) and not is_unseen(text) for text in item.values())


def _package(
    files: FolderFiles,
    descriptor: Mapping[str, Any],
    tables: Mapping[str, Table],
    *,
    organisation: Organisation,
    rules: Rules,
    granted: tuple[str, ...],
) -> Package:
    tables = {**tables, "places": with_levels(tables["places"], organisation.country)}
    records: dict[str, list[Any]] = {name: _records(kind, tables[name]) for name, kind in RECORDS.items()}
    places = _keyed(records["places"], "place")
    indicators = _keyed(records["indicators"], "indicator")
    observation_tables = [table for table in tables.values() if is_observation_table(table)]
    rows = observation_rows(observation_tables, indicators)
    indicators = settled_kinds(indicators, rows)
    rows, hidden = without_small_numbers(
        rows,
        _suppression(descriptor, observation_tables, indicators, rules),
        indicators=indicators,
        identities=records["identities"],
        codelists=_codelists(tables),
        further=records["suppressed"],
        country=organisation.country,
    )
    return Package(
        name=str(descriptor.get("name", "")),
        title=str(descriptor.get("title", "")),
        version=str(descriptor.get("version", "")),
        checksum=_checksum(files, descriptor, _shown(rows, hidden.keys())),
        organisation=organisation,
        rules=rules,
        sources=_keyed(records["sources"], "source"),
        indicators=indicators,
        topics=_keyed(records["topics"], "topic"),
        places=places,
        levels=Levels(
            organisation.country, places, named_levels([*places.values()], records["levels"]), [*_codelists(tables)]
        ),
        dimensions=_dimension_titles(_resource_titles(descriptor), tables, capitalised=True),
        dimensions_in_sentence=_dimension_titles(_resource_words(descriptor), tables),
        codelists=_codelists(tables),
        notes=_keyed(records["notes"], "note"),
        breaks=tuple(records["series-breaks"]),
        breaks_by_indicator=_by_indicator(records["series-breaks"]),
        corrections=_shown_corrections(_keyed(records["corrections"], "correction"), observation_tables, rows),
        not_published=tuple(records["not-published"]),
        identities=_keyed(records["identities"], "identity"),
        exceptions=tuple(records["exceptions"]),
        tables=_titles(observation_tables, descriptor),
        granted=granted,
        are_sources_stated=any(resource["name"] == "sources" for resource in descriptor["resources"]),
        compiled_by=str(descriptor.get(SETTINGS, {}).get(COMPILER, "")),
        rows=rows,
        series=PreferredSeries(rows),
        hidden=hidden,
        language=str(descriptor.get(SETTINGS, {}).get("language", "")),
        paper=str(descriptor.get(SETTINGS, {}).get("paper", "")),
        translations=read_translations(files),
    )


def _suppression(
    descriptor: Mapping[str, Any], tables: Sequence[Table], indicators: Mapping[str, Any], rules: Rules
) -> SuppressionRules:
    stated = {
        str(resource["name"]): str(settings_of(resource)[SUPPRESS])
        for resource in descriptor["resources"]
        if SUPPRESS in settings_of(resource)
    }
    files = {table.where: small_numbers(stated[table.name]) for table in tables if table.name in stated}
    return SuppressionRules(rules.suppress, files, indicator_rules(indicators.values()))


def _shown_corrections(
    corrections: dict[str, Correction], tables: Sequence[Table], rows: ObservationRows
) -> dict[str, Correction]:
    """Return the corrections but for those of figures that are not shown: their words hold the figure."""
    named = {str(cell) for table in tables for cell in table.columns["correction"] if cell is not None}
    shown = {cell for (cell,) in rows.cells(("correction",))}
    return {name: one for name, one in corrections.items() if name in shown or name not in named}


def _dimension_titles(
    titles: Mapping[str, str], tables: Mapping[str, Table], *, capitalised: bool = False
) -> dict[str, str]:
    names = {codelist_dimension(name): name for name in sorted(tables) if name.startswith(CODELIST)}
    untitled = {name: in_words(name) if capitalised else name.replace("_", " ") for name in names}
    return {dimension: titles.get(name) or untitled[dimension] for dimension, name in names.items()}


def _codelists(tables: Mapping[str, Table]) -> dict[str, dict[str, Code]]:
    names = {codelist_dimension(name): name for name in tables if name.startswith(CODELIST)}
    return {dimension: _keyed(_records(Code, tables[name]), "code") for dimension, name in sorted(names.items())}


def _titles(tables: Sequence[Table], descriptor: Mapping[str, Any]) -> dict[str, str]:
    titles = _resource_titles(descriptor)
    return {table.where: titles[table.name] or in_words(table.name) for table in tables}


def _resource_titles(descriptor: Mapping[str, Any]) -> dict[str, str]:
    return {str(resource.get("name")): str(resource.get("title", "")) for resource in descriptor["resources"]}


def _resource_words(descriptor: Mapping[str, Any]) -> dict[str, str]:
    """Return each resource's title as it stands within a sentence: as the data say, or as it is."""
    resources = descriptor["resources"]
    return {str(one.get("name")): str(_words_of(one) or one.get("title", "")) for one in resources}


def _words_of(resource: Mapping[str, Any]) -> Any:
    settings = resource.get(SETTINGS)
    return settings.get("in_sentence") if isinstance(settings, dict) else settings


def _wording_errors(folder: Path, descriptor: Mapping[str, Any]) -> Iterator[DataError]:
    for resource in descriptor["resources"]:
        words = _words_of(resource)
        if words is not None and not isinstance(words, str):
            found = str(words)[:60]
            message = f"resource `{resource.get('name')}`: `{SETTINGS}.in_sentence`: expected text, found `{found}`"
            hint = "write the title as it stands within a sentence, between quotes"
            yield DataError(message, where=(folder / DESCRIPTOR).as_posix(), hint=hint)


def _checksum(files: FolderFiles, descriptor: Mapping[str, Any], shown: Mapping[str, bytes]) -> str:
    total = sha256()
    for path in sorted({DESCRIPTOR, *(str(resource["path"]) for resource in descriptor["resources"])}):
        with suppress(FileNotFoundError) if path == DESCRIPTOR else nullcontext():
            total.update(shown.get((files.folder / path).as_posix()) or files.content(path))
    return total.hexdigest()


def _shown(rows: ObservationRows, hidden: KeysView[Any]) -> dict[str, bytes]:
    """Return what is shown of the files in which figures are hidden, by the names of these.

    The checksum is printed in workbooks. That of the whole file would let anybody try which small numbers give it.
    """
    names = [name for name in COLUMNS if name != "resource"]
    return {
        str(table["resource"][0]): repr([*zip(*(table[name] for name in names), strict=True)]).encode()
        for table in rows.tables
        if hidden and not hidden.isdisjoint(zip(*(table[name] for name in KEY), strict=True))
    }


def _by_indicator(breaks: Sequence[SeriesBreak]) -> dict[str, tuple[SeriesBreak, ...]]:
    names = dict.fromkeys(series_break.indicator for series_break in breaks)
    return {name: tuple(one for one in breaks if one.indicator == name) for name in names}


def _keyed(records: list[Any], name: str) -> dict[str, Any]:
    """Return records by their identifier, in their `order` where they have one."""
    ordered = sorted(records, key=lambda record: getattr(record, "order", 0))
    return {getattr(record, name): record for record in ordered}


def _records(kind: type[Record], table: Table) -> list[Record]:
    """Return the rows of a table as records; the cells of a column are converted together, equal ones once."""
    hints = {name: hint for name, hint in field_types(kind).items() if name in table.fields}
    columns = [_converted_column(table.columns[name], hint) for name, hint in hints.items()]
    names = [*hints]
    if "where" in field_types(kind):
        names.append("where")
        columns.append([table.place_of(line) for line in table.lines])
    return [kind(**dict(zip(names, cells, strict=True))) for cells in zip(*columns, strict=True)]


def _converted_column(column: Sequence[Any], hint: Any) -> list[Any]:
    distinct = set(column)
    if hint is str and all(value is None or isinstance(value, str) for value in distinct):
        return ["" if value is None else value for value in column] if None in distinct else list(column)
    wanted = {get_args(hint)[0], type(None)} if get_origin(hint) is UnionType else {hint}
    if hint is not Period and {*map(type, distinct)} <= wanted:
        return list(column)
    known = {value: _converted(value, hint) for value in distinct}
    return [known[value] for value in column]


def _converted(value: Any, hint: Any) -> Any:
    """Return a cell as the type of a record's field; an empty text cell is an empty string."""
    if get_origin(hint) is tuple:
        return names_in(value)
    if hint is str:
        return "" if value is None else f"{value:.15g}" if isinstance(value, float) else str(value)
    if get_origin(hint) is UnionType:
        return value if value is None or isinstance(value, Period) else get_args(hint)[0](value)
    if hint is Period:
        return value
    if issubclass(hint, StrEnum):
        return hint(value)
    assert value is not None, "an empty cell where check_tables promised a value"
    return hint(value)
