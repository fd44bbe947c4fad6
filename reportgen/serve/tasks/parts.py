"""What there is to put into a template: figures, directives, macros, each as text that works where it is put."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from reportgen.resources import inherited
from reportgen.serve.tasks.kept import package_at

if TYPE_CHECKING:
    from reportgen.dataset import Package
    from reportgen.serve.tasks import Talk, Values

MACRO = re.compile(r"^\{%-?\s*macro\s+(?P<name>[a-z]\w*)\((?P<taken>[^)]*)\)", re.MULTILINE)
MOST = 500
"""Figures that are offered."""


def parts(values: Values, talk: Talk) -> Values:
    """Return groups of what can be put in, each part with a title and its text."""
    del talk
    package = package_at(Path(values["data"]))
    return {"figures": _figures(package), "exhibits": _exhibits(package), "macros": _macros(Path(values["templates"]))}


def _figures(package: Package) -> list[Values]:
    return [
        {"title": indicator.title, "name": name, "text": f"{{{{ figure('{name}') }}}}"}
        for name, indicator in list(package.indicators.items())[:MOST]
    ]


def _exhibits(package: Package) -> list[Values]:
    """Return a chart, tiles and a table of the first indicators, to be changed by whoever puts them in."""
    names = list(package.indicators)[:3]
    if not names:
        return []
    first, title = names[0], package.indicators[names[0]].title
    tiles = [f"- figure: {name}\n  label: {package.indicators[name].title.lower()}" for name in names]
    found = {
        "chart: line": _directive(
            f"chart}} {first}-by-year", "kind: line", f"headline: {title} over the years", "lines:",
            f"  - figure: {first}", f"    name: {title}",
        ),
        "table: indicators": _directive(
            "table} key-indicators", "kind: indicators", "head: Figure", "headline: Key figures", "groups:",
            f"  - title: {title}", "    rows:", *(f"      - {name}" for name in names),
        ),
        "key-figures": _directive("key-figures}", *tiles),
    }  # fmt: skip
    for name in _dimensions(package, first):
        words = package.dimensions_in_sentence.get(name, name)
        found[f"chart: bars by {words}"] = _directive(
            f"chart}} {first}-by-{name}",
            "kind: bars",
            f"figure: {first}",
            f"by: {name}",
            f"headline: {title} by {words}",
        )
    found |= {name: _directive(f"{name}}}") for name in ("sources", "legend", "page-break")}
    return [{"title": title, "name": title, "text": text} for title, text in found.items()]


def _directive(head: str, *lines: str) -> str:
    return "\n".join([f":::{{{head}", *lines, ":::", ""])


def _dimensions(package: Package, indicator: str) -> list[str]:
    return [name for name in package.dimensions if package.members(indicator, name)][:6]


def _macros(templates: Path) -> list[Values]:
    found: dict[tuple[str, str], Values] = {}
    for folder in inherited(templates):
        for file in sorted((folder / "macros").glob("*.md")):
            alias = file.stem.partition(".")[0]
            for macro in MACRO.finditer(file.read_text(encoding="utf-8", errors="replace")):
                load = f'{{% import "macros/{file.name}" as {alias} with context %}}'
                call = f"{{{{ {alias}.{macro['name']}({macro['taken']}) }}}}"
                title = f"{file.stem}: {macro['name']}({macro['taken']})"
                found.setdefault(
                    (file.name, macro["name"]), {"title": title, "name": macro["name"], "text": load + call}
                )
    return list(found.values())
