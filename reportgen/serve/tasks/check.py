"""Is the data valid, and do its sums hold: what `reportgen check` does, by the same functions."""

from __future__ import annotations

import csv
import io
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from reportgen.breakdown import breakdown_members
from reportgen.errors import DataError
from reportgen.language import ENGLISH, speaking, spoken
from reportgen.measure import Qualifier
from reportgen.serve.tasks.explain import about, can_be_explained
from reportgen.serve.tasks.hide import proposal_of
from reportgen.serve.tasks.kept import package_at, shown_place
from reportgen.serve.tasks.taken_back import changes_of
from reportgen.wording import SIGNS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.audit import Check
    from reportgen.audit.suspects import Suspect
    from reportgen.dataset import Package
    from reportgen.serve.tasks import Talk, Values

TOLD = ("failed", "warning", "remark", "explained")
"""Outcomes that are told one by one, the worst first."""
MOST = 60
"""Findings of one relation that are told."""
BESIDE = 10
"""Findings whose rows are shown beside them."""
ROWS = 40
"""Rows that are shown beside a finding."""
REVISIONS = 100
"""Revised figures that are listed, the last first."""
_audited: dict[tuple[str, str], tuple[Check, ...]] = {}
"""The checks of the last package, by its checksum and the language in which they are told."""
_suspected: dict[str, tuple[Suspect, ...]] = {}
"""The figures of the last package at which failing sums point, by its checksum."""


def check(values: Values, talk: Talk) -> Values:
    """Return the relations with how often each holds, the findings of one of them, and what was revised."""
    del talk
    with speaking(str(values.get("language", "")) or ENGLISH):
        return _checked(values)


def _checked(values: Values) -> Values:
    from reportgen.audit.telling import in_words
    from reportgen.batch import failed_checks

    package = package_at(Path(values["data"]))
    checks = _checks(package)
    by_relation: defaultdict[str, list[Check]] = defaultdict(list)
    for each in checks:
        by_relation[each.identity].append(each)
    relations = [_relation(name, in_words(found[0], package), found) for name, found in by_relation.items()]
    relations.sort(key=lambda one: [-one[outcome] for outcome in TOLD])
    about = str(values.get("about", "")) or (relations[0]["name"] if relations else "")
    return {
        "relations": relations,
        "about": about,
        "findings": _findings(package, by_relation.get(about, [])),
        "counts": Counter(str(each.outcome) for each in checks),
        "stopping": sum(failed_checks(package)[:2]),
        "granted": list(package.granted),
        "hidden": _hidden(package, Path(values["data"]), checks),
        "corrections": changes_of(Path(values["kept"]), Path(values["data"])) if values.get("kept") else [],
        "revisions": _revisions(Path(values["data"]).parent / "revisions.csv"),
    }


def issues(values: Values, talk: Talk) -> Values:
    """Return what does not hold, or does not by the printed digits, as a table for a spreadsheet."""
    from reportgen.audit.telling import as_csv

    del talk
    checks = _checks(package_at(Path(values["data"])))
    return {"csv": as_csv([each for each in checks if each.outcome in TOLD])}


def _hidden(package: Package, data: Path, checks: Sequence[Check]) -> Values:
    """Return how many hidden figures can be worked out, and how many more would have to be hidden so that none can."""
    from reportgen.audit.disclosed import DISCLOSURE

    open_ones = sum(each.kind == DISCLOSURE for each in checks)
    return {"open": open_ones, "further": len(proposal_of(data, package.checksum).further) if open_ones else 0}


def _checks(package: Package) -> tuple[Check, ...]:
    from reportgen.audit import audit, source_disclosures

    key = (package.checksum, spoken().tag)
    if key not in _audited:
        _audited.clear()
        _audited[key] = (*audit(package), *source_disclosures(package))
    return _audited[key]


def _suspects(package: Package) -> tuple[Suspect, ...]:
    from reportgen.audit.suspects import suspects

    if package.checksum not in _suspected:
        _suspected.clear()
        _suspected[package.checksum] = suspects(package)
    return _suspected[package.checksum]


def _relation(name: str, words: str, found: Sequence[Check]) -> Values:
    counts = Counter(str(each.outcome) for each in found)
    return {"name": name, "words": words, **{name: counts[name] for name in (*TOLD, "passed", "skipped")}}


def _findings(package: Package, found: Sequence[Check]) -> Values:
    told = sorted((each for each in found if each.outcome in TOLD), key=lambda one: TOLD.index(one.outcome))
    shown = [_finding(package, each, has_rows=place < BESIDE) for place, each in enumerate(told[:MOST])]
    return {"shown": shown, "more": max(0, len(told) - MOST)}


def _finding(package: Package, each: Check, *, has_rows: bool) -> Values:
    from reportgen.audit.check import STALE

    indicator = package.indicators.get(each.indicator)
    place = package.places.get(each.place)
    return {
        "outcome": str(each.outcome),
        "title": indicator.title if indicator else each.indicator,
        "period": str(each.year or ""),
        "place": place.name if place and each.place != package.country else "",
        "breakdown": _named(package, each.breakdown),
        "message": each.message,
        "explanation": each.explanation,
        "where": shown_place(each.where),
        "about": about(each) if can_be_explained(each) else None,
        "is_stale": each.identity == STALE,
        "suspect": _suspected_in(package, each),
        "rows": _rows_beside(package, each) if has_rows and each.outcome != "explained" else [],
    }


def _suspected_in(package: Package, each: Check) -> Values | None:
    """Return the figure at which this sum and others point, with what it would have to be; None for most."""
    if each.outcome != "failed":
        return None
    about = (each.identity, each.year, each.place, each.breakdown)
    found = next((one for one in _suspects(package) if about in one.sums), None)
    if found is None:
        return None
    place = package.places.get(found.place)
    members = _named(package, found.breakdown), place.name if place and found.place != package.country else ""
    location = package.observation(found.indicator, found.year, found.place, **breakdown_members(found.breakdown))
    return {
        "words": ", ".join(filter(None, (package.indicators[found.indicator].title, *members, str(found.year)))),
        "found": _printed(found.found),
        "should_be": _printed(found.should_be),
        "sums": len(found.sums),
        "where": shown_place(found.where),
        "location": location.location if location else "",
    }


def _printed(value: float) -> str:
    return f"{value:,.10g}"


def _named(package: Package, breakdown: str) -> str:
    words = []
    for dimension, code in breakdown_members(breakdown).items():
        try:
            words.append(package.label(dimension, code))
        except DataError:
            words.append(code)
    return ", ".join(words)


def _rows_beside(package: Package, each: Check) -> list[Values]:
    """Return the figures of the same indicator, period and place, with where each stands."""
    names = ("indicator", "year", "place", "breakdown", "value", "qualifier", "resource", "line", "location")
    rows = []
    for indicator, year, place, breakdown, value, qualifier, resource, line, location in package.rows.cells(names):
        if (indicator, year, place) == (each.indicator, each.year, each.place):
            shown = "" if value is None else f"{SIGNS.get(Qualifier(qualifier), '')}{_printed(value)}"
            is_it = each.where == f"{resource}:{line}"
            words = _named(package, breakdown)
            where = shown_place(f"{resource}:{line}")
            rows.append({"words": words, "value": shown, "where": where, "location": location, "is_it": is_it})
    rows.sort(key=lambda row: not row["is_it"])
    return rows[:ROWS]


def _revisions(path: Path) -> list[Values]:
    """Return the figures that were revised, the last first; none where no project lists them."""
    if not path.is_file() or path.is_symlink():
        return []
    rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
    about = [name for name in (rows[0] if rows else {}) if name not in ("file", "old", "new", "location")]
    return [
        {
            "what": ", ".join(filter(None, (row.get(name) or "" for name in about))),
            **{name: row.get(name) or "" for name in ("old", "new", "location", "file")},
        }
        for row in reversed(rows[-REVISIONS:])
    ]
