"""List the files of a folder: as a table for programs and as a page for people."""

from __future__ import annotations

import csv
import io
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import quote

from reportgen.batch.jobs import THUMBNAILS
from reportgen.batch.kinds import PICTURE, titles
from reportgen.builders import PAGED

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reportgen.batch.manifest import Manifest, Record

COLUMNS = ("file", "report", "place", "place_name", "title", "years", "topics", "kind", "bytes", "sha256", "date")
STYLE = """
body { font: 1rem/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 60rem; padding: 0 1rem;
  color: #1a1a1a; background: #fff }
table { border-collapse: collapse; width: 100% }
caption { text-align: left; padding-bottom: .5rem }
th, td { text-align: left; vertical-align: middle; padding: .4rem .8rem .4rem 0; border-bottom: 1px solid #ccc }
thead th { border-bottom: 2px solid #1a1a1a }
tbody th { font-weight: 600 }
img { display: block; height: auto; border: 1px solid #ccc }
a { color: #12436d }
small { color: #555 }
"""


def index_csv(manifest: Manifest) -> str:
    """Return a table with a row for each document file, in the order of their names."""
    lines = io.StringIO()
    writer = csv.writer(lines, lineterminator="\n")
    writer.writerow(COLUMNS)
    for record in _documents(manifest):
        values = (record.name, record.report, record.place, record.place_name, record.title, record.years)
        writer.writerow((*values, record.topics, record.kind, record.size, record.sha256, record.date))
    return lines.getvalue()


def index_html(manifest: Manifest) -> str:
    """Return a page with a row for each document: its title, its years and a link to each of its files."""
    rows = _grouped(_documents(manifest))
    pictures = {name: record for name, record in manifest.files.items() if record.kind == PICTURE}
    body = "\n".join(_row(group, pictures) for group in rows)
    count = f"{len(rows):,} document{'' if len(rows) == 1 else 's'}"
    heads = (*(["First page"] if pictures else []), "Title", "Report", "Years", "Files")
    head = "".join(f'<th scope="col">{text}</th>' for text in heads)
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Index of reports</title>
<style>{STYLE}</style>
</head>
<body>
<main>
<h1>Index of reports</h1>
<table>
<caption>{count}</caption>
<thead><tr>{head}</tr></thead>
<tbody>
{body}
</tbody>
</table>
</main>
</body>
</html>
"""


def _documents(manifest: Manifest) -> list[Record]:
    listed = titles()
    return [record for _, record in sorted(manifest.files.items()) if record.kind in listed]


def _grouped(records: Iterable[Record]) -> list[list[Record]]:
    """Return the files of each document together, ordered by report, title and years."""
    groups: dict[tuple[str, str, str, str], list[Record]] = {}
    for record in records:
        groups.setdefault((record.report, record.title, record.place, record.years), []).append(record)
    order = list(titles())
    return [sorted(group, key=lambda record: order.index(record.kind)) for _, group in sorted(groups.items())]


def _row(group: Sequence[Record], pictures: dict[str, Record]) -> str:
    first = group[0]
    picture = f"<td>{_picture(group, pictures)}</td>" if pictures else ""
    links = " · ".join(_link(record) for record in group)
    cells = f"<td>{escape(first.report)}</td><td>{escape(first.years)}</td><td>{links}</td>"
    return f'<tr>{picture}<th scope="row">{escape(first.title)}</th>{cells}</tr>'


def _picture(group: Sequence[Record], pictures: dict[str, Record]) -> str:
    """Return the picture of the first page. It says nothing that the title beside it does not, so it has no words."""
    for record in group:
        name = f"{THUMBNAILS}/{record.name.removesuffix(f'.{PAGED}')}.png"
        if record.kind == PAGED and name in pictures:
            return f'<img src="{quote(name)}" width="120" loading="lazy" alt="">'
    return ""


def _link(record: Record) -> str:
    title = titles()[record.kind]
    label = f"{title}<small>, {_size(record.size)}</small>"
    spoken = escape(f"{record.title}, {record.years}, {title}, {_size(record.size)}")
    return f'<a href="{quote(record.name)}" aria-label="{spoken}">{label}</a>'


def _size(count: int) -> str:
    return f"{count / 1e6:.1f} MB" if count >= 1e6 else f"{max(1, round(count / 1e3))} kB"
