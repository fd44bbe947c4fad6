"""The index as a page for people: one file that asks nobody for anything and is complete without its script."""

from __future__ import annotations

from functools import cache
from html import escape
from importlib.resources import files
from typing import TYPE_CHECKING
from urllib.parse import quote

from reportgen import wording
from reportgen.batch.index import rows, tiles
from reportgen.batch.index.colours import colour_rules
from reportgen.batch.index.links import buttons, picture
from reportgen.builders.html.bar import DOWN, MOON, sign
from reportgen.builders.html.fonts import font_rules
from reportgen.builders.html.page import digest_of
from reportgen.language import message, say, say_count, spoken
from reportgen.version import __version__
from reportgen.wording import sort_name
from reportgen.years import span_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.batch.index.listing import Front, Gone, Item
    from reportgen.document import Listing

TITLE = message("Index of reports")
BEGIN = 'document.documentElement.className = "acting"'
"""Shows what only the script can serve, before anything is drawn."""
LEAST_SEARCHED = 6
"""Documents that a list shows at a glance, without search and filter."""
LEAST_MAPPED = 4
"""Places that make a map."""
MOST_MISSING = 10
SHOWN = 2
"""Key figures that stand with a document that has no list of its own."""
GLASS = "M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM15 15l6 6"
WAYS = ("rise", "fall", "none", "")


def index_html(front: Front, *, shared: Sequence[tuple[str, str]] = ()) -> str:
    """Return a page with every document: its key figure, how it changed, and a link to each of its files.

    `shared` is what others show of the page where somebody shares its address.
    """
    title = front.listing.title if front.listing else say(TITLE)
    body = "\n".join(part for part in (*_head(front, title), *_main(front), *_others(front)) if part)
    page = f"{_bar(front)}\n<main>\n{body}\n</main>\n{_foot(front)}"
    places = f"{tiles.tile_rules(front)}{rows.width_rules(front.main) if front.main else ''}"
    style = f"\n{font_rules(front.theme, page)}\n{colour_rules(front.theme)}\n{_resource('look.css')}{places}\n"
    return f"""<!DOCTYPE html>
<html lang="{spoken().tag}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{_policy(style)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="reportgen {__version__}">
<title>{escape(title)}</title>
{_told(shared)}<script>{BEGIN}</script>
<style>{style}</style>
</head>
<body>
<a class="skip" href="#documents">{escape(say("Skip to the documents"))}</a>
{page}
<script>{_act()}</script>
</body>
</html>
"""


def _told(shared: Sequence[tuple[str, str]]) -> str:
    return "".join(f'<meta property="{name}" content="{escape(value)}">\n' for name, value in shared)


def _act() -> str:
    return "\n" + _resource("act.js")


def _policy(style: str) -> str:
    """Return what a browser may do for the page: use its look, run its scripts, show pictures beside it, ask nobody."""
    scripts = " ".join(f"'{digest_of(script)}'" for script in (BEGIN, _act()))
    return (
        f"default-src 'none'; style-src '{digest_of(style)}'; script-src {scripts}; img-src 'self' file: data:; "
        "font-src data:; base-uri 'none'; form-action 'none'"
    )


@cache
def _resource(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


def _bar(front: Front) -> str:
    listing = front.listing
    name = escape(listing.documents if listing and listing.documents else say("Reports"))
    years = dict.fromkeys(item.years for item in front.main)
    count = len(front.main or front.items)
    are_places = bool(front.main) and all(item.place for item in front.main)
    said = (_places(count) if are_places else _documents(count)) + (f", {_years(next(iter(years)))}" if years else "")
    dark, light = escape(say("Dark")), escape(say("Light"))
    words = f'data-dark="{dark}" data-light="{light}"'
    button = (
        f'<button class="button scripted" id="scheme" type="button" {words}>{sign(MOON)}'
        f'<span class="word">{dark}</span></button>'
    )
    return f'<header class="bar"><p><b>{name}</b> <span>{escape(said)}</span></p>{button}{_menu(front)}</header>'


def _menu(front: Front) -> str:
    """Return what can be taken of all documents together: the ZIP file, where there is one, and the list as a table."""
    title = say("Download all") if front.archive else say("Download")
    files = [(front.archive, say("All documents (ZIP)"))] if front.archive else []
    files.append(("index.csv", say("The list as a table (CSV)")))
    links = "".join(f'<li><a href="{quote(address)}">{escape(text)}</a></li>' for address, text in files)
    opener = f'<summary class="button first">{sign(DOWN)}<span class="word">{escape(title)}</span></summary>'
    return f'<details class="menu">{opener}<ul>{links}</ul></details>'


def _places(count: int) -> str:
    return say_count(count, "{count} place", "{count} places", count=wording.number(count))


def _documents(count: int) -> str:
    return say_count(count, "{count} document", "{count} documents", count=wording.number(count))


def _years(span: str) -> str:
    found = span_of(span)
    return wording.year_span(found.first, found.last) if found else span


def _head(front: Front, title: str) -> tuple[str, ...]:
    listing = front.listing
    sentences = [escape(listing.text), _directions(listing, front.main)] if listing else []
    lead = " ".join(sentence for sentence in sentences if sentence)
    return (
        f"<h1>{escape(title)}</h1>",
        f'<p class="lead">{lead or _count(front.items)}</p>',
        _missing(front),
        _gone(front),
    )


def _count(items: Sequence[Item]) -> str:
    return f"{_documents(len(items))}."


def _directions(listing: Listing, items: Sequence[Item]) -> str:
    """Return in how many places the figure is higher, lower and the same: one sentence for all that can be compared."""
    ways: list[str] = [item.summary.direction for item in items if item.summary]
    if listing.base_year is None or not any(ways) or not all(item.place for item in items):
        return ""
    counts = {way: ways.count(way) for way in WAYS}
    found = [way for way in DIRECTIONS if counts[way]]
    parts = [(way, say(DIRECTIONS[way], count=_counted(counts[way], is_first=way == found[0]))) for way in found]
    told = wording.list_of([text if way == "none" else f"<b>{text}</b>" for way, text in parts])
    rest = counts[""]
    without = ""
    if rest:
        number = wording.capitalised(wording.number_word(rest))
        without = " " + say_count(rest, "{count} cannot be compared.", "{count} cannot be compared.", count=number)
    parts_said = {"year": listing.base_year, "told": told}
    if listing.are_counts:
        return say("Compared with {year}, counts are {told}.", **parts_said) + without
    return say("Compared with {year}, figures are {told}.", **parts_said) + without


DIRECTIONS = {
    "rise": message("higher in {count}"),
    "fall": message("lower in {count}"),
    "none": message("the same in {count}"),
}


def _counted(count: int, *, is_first: bool) -> str:
    """Return a number in words, the first one with what is counted."""
    number = wording.number_word(count)
    return say_count(count, "{count} place", "{count} places", count=number) if is_first else number


def _missing(front: Front) -> str:
    if not front.missing:
        return ""
    lines = [
        f"<li>{escape(each.name)} ({escape(', '.join(each.files))})"
        f"{f': {escape(each.reason)}' if each.reason else ''}</li>"
        for each in front.missing[:MOST_MISSING]
    ]
    more = len(front.missing) - MOST_MISSING
    lines += [f"<li>{say('and {count} more', count=wording.number(more))}</li>"] if more > 0 else []
    count = len(front.missing)
    number = wording.capitalised(wording.number_word(count))
    head = say_count(count, "{count} document was not made", "{count} documents were not made", count=number)
    return f'<div class="missing"><p><b>{head}</b></p><ul>{"".join(lines)}</ul></div>'


def _gone(front: Front) -> str:
    """Return what was removed, and what is there of data or templates that are not; a link where there is a file."""
    if not front.gone:
        return ""
    lines = [f"<li>{_gone_file(each)}: {escape(each.reason)}</li>" for each in front.gone[:MOST_MISSING]]
    more = len(front.gone) - MOST_MISSING
    lines += [f"<li>{say('and {count} more', count=wording.number(more))}</li>"] if more > 0 else []
    count = len(front.gone)
    number = wording.capitalised(wording.number_word(count))
    head = say_count(count, "{count} file of earlier runs", "{count} files of earlier runs", count=number)
    return f'<div class="missing"><p><b>{head}</b></p><ul>{"".join(lines)}</ul></div>'


def _gone_file(gone: Gone) -> str:
    text = escape(f"{gone.name} ({gone.format})")
    return f'<a href="{quote(gone.file)}">{text}</a>' if gone.is_there else text


def _main(front: Front) -> tuple[str, ...]:
    """Return the list of the documents that can be compared, with a map of their places where they have one."""
    listing = front.listing
    if listing is None:
        return ()
    tiles_of = [item.summary.tile for item in front.main if item.summary and item.summary.tile]
    # places of two levels may have one tile
    has_map = len(tiles_of) == len(set(tiles_of)) >= LEAST_MAPPED
    searched = _find(listing, front.main) if len(front.main) >= LEAST_SEARCHED else ""
    box = f'<div class="box"><h2>{escape(listing.box_title)}</h2><p>{escape(listing.box)}</p></div>'
    beside = f"{tiles.card(front) if has_map else ''}{box if listing.box else ''}"
    over = f"{tiles.tile_map(front) if has_map else ''}{f'<div>{beside}</div>' if beside else ''}"
    plain = "" if has_map else " plain"
    return (searched, f'<div class="over{plain}">{over}</div>' if over else "", rows.lists(front, listing))


def _find(listing: Listing | None, items: Sequence[Item]) -> str:
    """Return search and filter; the filter, where a list says which figure rose and which fell."""
    are_places = all(item.place for item in items)
    find = say("Find a place, or its code") if are_places else say("Find a document")
    ways: list[str] = [item.summary.direction for item in items if item.summary]
    chips = [("all", say("All"), len(items))]
    if listing and any(ways):
        names = {
            "rise": say("Higher than {year}:", year=listing.base_year),
            "fall": say("Lower:"),
            "none": say("Same:"),
            "": say("No comparison:"),
        }
        chips += [(way or "no", names[way], ways.count(way)) for way in WAYS if way in ways]
    pressed = "".join(
        f'<button type="button" data-way="{way}" aria-pressed="{"true" if way == "all" else "false"}">'
        f"{name} <span>{count}</span></button>"
        for way, name, count in (chips if len(chips) > 1 else ())
    )
    some = say("{count} of {all} shown", count="#", all="##")
    some_for = say("{count} of {all} shown for “{text}”", count="#", all="##", text="###")
    return f"""<div class="find scripted">
<div><label class="said" for="find">{find}</label>
{sign(GLASS)}<input id="find" type="search" placeholder="{find}" autocomplete="off"></div>
<div class="chips" role="group" aria-label="{say("Show")}">{pressed}</div>
<p class="found" role="status" data-some="{some}" data-for="{some_for}"></p>
</div>"""


def _others(front: Front) -> tuple[str, ...]:
    if not front.others:
        return () if front.main else (f'<p id="documents">{say("There are no documents.")}</p>',)
    first = "" if front.main else ' id="documents"'
    is_searched = not front.main and len(front.items) >= LEAST_SEARCHED
    return (
        _find(None, front.items) if is_searched else "",
        f"<section{first}>",
        *(_report(front, report, items) for report, items in front.others),
        "</section>",
    )


def _report(front: Front, report: str, items: Sequence[Item]) -> str:
    """Return the documents of a report with pictures of their first pages and their first key figures."""
    listed = "\n".join(_document(item) for item in items)
    name = say("Other documents: {report}", report=report) if front.main else _kind_of(report, items)
    return f'<h2 class="head">{escape(name)}</h2>\n<ul class="documents">\n{listed}\n</ul>'


def _kind_of(report: str, items: Sequence[Item]) -> str:
    """Return what all documents call themselves above their titles: `Fact sheet`; else the name of the report."""
    kickers = {item.entry.kicker.partition(" · ")[0] for item in items}
    return kickers.pop() if len(kickers) == 1 and all(kickers) else wording.capitalised(report)


def _document(item: Item) -> str:
    key = "; ".join(f"<b>{escape(each.figure)}</b> {escape(each.label)}" for each in item.entry.key_figures[:SHOWN])
    earlier = say("of an earlier run, whose figures may have changed since") if item.is_earlier else ""
    texts = (item.entry.kicker, item.entry.coverage or _years(item.years), earlier)
    about = " · ".join(dict.fromkeys(text for text in texts if text))
    return (
        f'<li data-name="{escape(sort_name(item.title))}" data-code="{escape(item.place.lower())}">'
        f"{picture(item)}<div><h3>{escape(item.title)}</h3>"
        f'<p class="small">{escape(about)}</p>'
        f"{f'<p class=key>{key}</p>' if key else ''}"
        f'<div class="files">{buttons(item)}</div></div></li>'
    )


def _foot(front: Front) -> str:
    listing = front.listing
    marks = {mark for item in front.main if item.summary for mark in item.summary.marks}
    shown = [each for _, items in front.others for item in items for each in item.entry.key_figures[:SHOWN]]
    marks |= {mark for each in shown for mark in each.marks}
    lines = [f"[{code}] {text}" for code, text in sorted(marks)]
    lines += [say(rows.TREND_NOTE)] if any(map(rows.has_trend, front.main)) else []
    lines += list(listing.notes) if listing else []
    dates = sorted({record.date for item in front.items for record in item.files if record.date})
    made = say("Documents of {dates}. ", dates=rows.dates(dates)) if dates else ""
    lines.append(made + say("Page made with reportgen {version}.", version=__version__))
    return "<footer>" + "".join(f'<p class="small">{escape(line)}</p>' for line in lines) + "</footer>"
