"""What stands on the fact sheet of the benchmark, for each place: the same figures for every tool."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING, Any

from reportgen import wording

if TYPE_CHECKING:
    from pathlib import Path

    from reportgen.dataset import Package

INDICATOR = "cases"
MOST = 40
"""Places; every tool makes as many of them as it has time for, the first ones first, and no sheet twice."""


def place_codes(package: Package) -> tuple[str, ...]:
    """Return the places that have figures for the same years as the first of them."""
    found = [code for code in package.places if code != package.country and package.places[code].tile_row is not None]
    years = package.published_years(INDICATOR, found[0])
    return tuple(code for code in found if package.published_years(INDICATOR, code) == years)[:MOST]


def facts(package: Package) -> list[dict[str, Any]]:
    """Return the facts of each place: texts as printed, and the values of the charts."""
    return [_facts(package, code) for code in place_codes(package)]


def _facts(package: Package, code: str) -> dict[str, Any]:
    name = package.place(code).name
    years = package.published_years(INDICATOR, code)
    counts = {status: _counts(package, code, years, status=status) for status in ("active", "resolved", "")}
    total, (base, now) = counts[""], counts[""][-2:]
    whole = _counts(package, package.country, years[-1:])[0]
    ranking = _ranking(package, years[-1])
    rank = [place for place, _ in ranking].index(code) + 1
    percent = 100 * (now - base) / base
    beside = "more than" if now > base else "fewer than" if now < base else "as many as"
    return {
        "code": code,
        "title": name,
        "standfirst": f"Cases of missing children reported to the {package.organisation.name}",
        "key_figures": [
            [f"{now:,}", f"cases reported in {years[-1]}"],
            [f"{100 * counts['active'][-1] / now:.1f}%", "of them active when counted"],
            [f"{percent:+.1f}%", f"reported cases since {years[-2]}"],
        ],
        "paragraph": (
            f"In {years[-1]}, {now:,} cases of missing children in {name} were reported, "
            f"{beside} the {base:,} of {years[-2]}. That is {100 * now / whole:.1f}% "
            f"of the {whole:,} cases of the whole country. By number of cases {name} ranked {wording.ordinal(rank)} of "
            f"{len(ranking)} places."
        ),
        "captions": [f"Figure 1. Active and resolved cases, {name}", f"Figure 2. Cases of all places in {years[-1]}"],
        "years": [year.plain for year in years],
        "active": counts["active"],
        "resolved": counts["resolved"],
        "total": total,
        "ranking": ranking,
        "rank": rank,
        "table_title": "Table 1. Cases by year",
        "head": ["Year", "Active", "Resolved", "All cases"],
        "rows": [
            [str(year), f"{active:,}", f"{resolved:,}", f"{cases:,}"]
            for year, active, resolved, cases in zip(years, counts["active"], counts["resolved"], total, strict=True)
        ],
        "source": f"Source: {package.organisation.name}.",
    }


def _counts(package: Package, code: str, years: tuple[int, ...], *, status: str = "") -> list[int]:
    members = {"status": status} if status else {}
    found = (package.observation(INDICATOR, year, code, **members) for year in years)
    return [round(observation.value) for observation in found if observation and observation.value is not None]


def _ranking(package: Package, year: int) -> list[tuple[str, int]]:
    codes = [code for code in package.places_with(INDICATOR, year) if package.places[code].place_type != "other"]
    counts = [(code, _counts(package, code, (year,))[0]) for code in codes]
    return sorted(counts, key=lambda one: -one[1])


def write_facts(package: Package, folder: Path) -> None:
    """Write the facts as `facts.json`, and the figures alone as `facts.csv` for tools that calculate by themselves."""
    found = facts(package)
    (folder / "facts.json").write_text(json.dumps(found), encoding="utf-8")
    with (folder / "facts.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["code", "name", "year", "active", "resolved", "total", "nation"])
        for one in found:
            nation = _counts(package, package.country, tuple(one["years"]))
            for row in zip(one["years"], one["active"], one["resolved"], one["total"], nation, strict=True):
                writer.writerow([one["code"], one["title"], *row])
    with (folder / "ranking.csv").open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([["code", "cases"], *found[0]["ranking"]])
