"""What there is to ask for: reports, periods, places, looks."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from reportgen.errors import ReportError
from reportgen.serve.tasks.asked import told_error
from reportgen.serve.tasks.kept import package_at, templates_mark

if TYPE_CHECKING:
    from reportgen.dataset import Package
    from reportgen.serve.tasks import Talk, Values
    from reportgen.template import Report

PLAIN = re.compile(r"[^{}·]+")
"""What a kicker says before anything that is worked out."""


def contents(values: Values, talk: Talk) -> Values:
    """Return what a page offers of the data and the templates of a project."""
    from reportgen.batch import all_places
    from reportgen.builders import BUILDERS
    from reportgen.template import files_of_reports

    del talk
    package, templates = package_at(Path(values["data"])), Path(values["templates"])
    reports, broken = _reports(templates)
    return {
        "title": package.title,
        "figures": len(package.rows),
        "checksum": package.checksum,
        "mark": templates_mark(templates),
        "span": _span(str(values.get("years") or ""), package),
        "files": {name: file.name for name, file in files_of_reports(templates).items()},
        "periods": [{"code": period.code, "words": str(period)} for period in package.years],
        "places": [_place(package, code) for code in all_places(package, "")],
        "levels": [{"code": name, "title": level.title} for name, level in package.levels.names.items()],
        "topics": [{"code": topic.topic, "title": topic.title} for topic in package.topics.values()],
        "themes": _stems(templates, "themes"),
        "profiles": _stems(templates, "profiles"),
        "formats": [{"code": one.name, "title": one.title, "default": one.is_default} for one in BUILDERS.values()],
        "reports": [_report(report, package) for report in reports.values()],
        "broken": broken,
    }  # fmt: skip


def _place(package: Package, code: str) -> Values:
    """Return a place with its name, and where it stands on the map of tiles, if it does."""
    place = package.place(code)
    name = package.levels.told_apart(code, place.name)
    return {"code": code, "name": name, "row": place.tile_row, "column": place.tile_column}


def _span(years: str, package: Package) -> list[str]:
    """Return the first and the last period that a project is about; none where it has no figures."""
    from reportgen.years import parse_years

    if not package.years:
        return []
    span = parse_years(years, package.years)
    return [span.first.code, span.last.code]


def _reports(templates: Path) -> tuple[dict[str, Report], list[Values]]:
    """Return the reports that can be understood, and what is wrong with the others."""
    from reportgen.template import files_of_reports, read_report

    found, broken = {}, []
    for name, file in files_of_reports(templates).items():
        try:
            found[name] = read_report(file)
        except ReportError as error:
            broken += [{"report": name, **each} for each in told_error(error)]
    return found, broken


def _report(report: Report, package: Package) -> Values:
    base, _, ending = report.name.rpartition("-")
    own = report.language.partition("-")[0].lower()
    kicker = PLAIN.match(report.kicker)
    levels = package.levels.below(package.country)
    return {
        "name": report.name,
        "title": (kicker[0] if kicker else report.name.replace("-", " ")).strip().capitalize(),
        "description": report.description,
        "scope": report.scope if levels else "country",
        "language": own,
        "base": base if base and ending == own else report.name,
        "file": report.where,
        "level": report.level,
    }


def _stems(templates: Path, kind: str) -> list[str]:
    from reportgen.resources import inherited

    files = partial(Path.glob, pattern="*.toml")
    return sorted({file.stem for folder in inherited(templates) for file in files(folder / kind)})
