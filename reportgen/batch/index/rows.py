"""The documents one below the other, in letters: figure, trend, change and files of each."""

from __future__ import annotations

from datetime import date
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING

from reportgen.batch.index.drawn import ROW, drawn
from reportgen.batch.index.links import linked, main_link, text_links
from reportgen.language import message, say
from reportgen.wording import long_date, sort_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.batch.index.listing import Front, Item
    from reportgen.document import Listing, Summary
    from reportgen.theme import Theme

LEAST_LETTERED = 20
"""Documents that need letters to be found."""
ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
LONG_LETTER = 12
"""Rows that are not kept together on one side of the list."""
FIGURE_WIDTH, CHANGE_WIDTH, TREND_WIDTH, FILE_WIDTH = 0.62, 0.56, 66, 44
TREND_NOTE = message("Trends: each on its own scale; × no number for that year.")


def lists(front: Front, listing: Listing) -> str:
    """Return the list of the main documents."""
    items = front.main
    is_lettered = len(items) >= LEAST_LETTERED
    about_places = all(item.place for item in items)
    letters = _letters(items) if is_lettered else ""
    groups = [(letter, list(group)) for letter, group in groupby(items, key=lambda item: item.letter)]
    lettered = "\n".join(_letter(letter, group, front.theme) for letter, group in groups)
    body = lettered if is_lettered else _plain(items, front.theme)
    heads = _heads(listing, items, noun=say("Place") if about_places else say("Document"))
    title = say("All places") if about_places else say("All documents")
    return (
        f'<section id="documents">\n<div class="head{" lettered" if letters else ""}"><h2>{title}</h2>{letters}</div>\n'
        f'<div class="heads" aria-hidden="true">{heads if len(items) == 1 else heads * 2}</div>\n'
        f'<div class="columns">\n{body}\n</div>\n</section>'
    )


def width_rules(items: Sequence[Item]) -> str:
    """Return the rule of how wide the columns are, so that rows are in line."""
    summaries = [item.summary for item in items if item.summary]
    figure = max(map(len, (each.figure for each in summaries)), default=0)
    change = max((len(each.change) + len(each.percent) for each in summaries), default=0)
    files = max((len(linked(item)) for item in items), default=1)
    trend = TREND_WIDTH if any(map(has_trend, items)) else 0
    return (
        f"#documents{{--figure:{max(3.0, figure * FIGURE_WIDTH) if figure else 0:.1f}em;"
        f"--change:{max(7.2, change * CHANGE_WIDTH) if change else 0:.1f}em;"
        f"--trend:{trend}px;--files:{files * FILE_WIDTH}px}}"
    )


def _letters(items: Sequence[Item]) -> str:
    """Return links to the letters, those of the alphabet without documents grey."""
    found = dict.fromkeys(item.letter for item in items)
    shown = sorted({*found, *ALPHABET}) if set(found) <= set(ALPHABET) else list(found)
    links = "".join(
        f'<a href="#letter-{_code(letter)}">{escape(letter)}</a>'
        if letter in found
        else f'<span aria-hidden="true">{letter}</span>'
        for letter in shown
    )
    return (
        f'<details class="letters" open><summary><span class="said">{say("Letters")}: </span><span class="at"></span>'
        f'</summary><nav aria-label="{say("Letters")}">{links}</nav></details>'
    )


def _code(letter: str) -> str:
    return letter if letter in ALPHABET else f"{ord(letter):x}"


def _letter(letter: str, items: Sequence[Item], theme: Theme) -> str:
    name = f"letter-{_code(letter)}"
    rows = "\n".join(_row(item, theme) for item in items)
    long = " long" if len(items) > LONG_LETTER else ""
    return f'<div class="letter{long}"><h3 id="{name}">{escape(letter)}</h3><ul>\n{rows}\n</ul></div>'


def _plain(items: Sequence[Item], theme: Theme) -> str:
    rows = "\n".join(_row(item, theme) for item in items)
    return f'<div class="letter long"><ul>\n{rows}\n</ul></div>'


def _heads(listing: Listing, items: Sequence[Item], *, noun: str) -> str:
    """Return the heads of the columns; each row says them itself to who cannot see them."""
    change = say("Change from {year}", year=listing.base_year) if listing.base_year else ""
    trend = say("Trend") if any(map(has_trend, items)) else ""
    year = listing.year or ""
    return (
        f'<div class="row"><span>{noun}</span><span class="figure">{year}</span><span class="trend">{trend}</span>'
        f'<span class="change">{change}</span><span class="made">{say("Files")}</span></div>'
    )


def _row(item: Item, theme: Theme) -> str:
    summary = item.summary
    way = summary.direction or "no" if summary else "no"
    return (
        f'<li class="row" data-name="{escape(sort_name(item.name))}" data-code="{escape(item.place.lower())}"'
        f' data-way="{way}" data-card="{anchor(item)}"><a href="{main_link(item)}">{escape(item.name)}</a>'
        f"{_figures(summary, theme) if summary else '<span></span><span></span><span></span>'}"
        f'<span class="made">{text_links(item)}</span></li>'
    )


def _figures(summary: Summary, theme: Theme) -> str:
    percent = f" <i>{escape(summary.percent)}</i>" if summary.change else ""
    since = say("since {year}: ", year=summary.listing.base_year)
    base = f'<span class="said base">{since}</span>' if summary.change else ""
    label = f'<span class="said"> {escape(summary.listing.label)}</span>' if summary.figure else ""
    trend = drawn(summary.trend, theme, size=ROW) if summary.trend else ""
    return (
        f'<span class="figure">{escape(summary.figure)}{label}</span><span class="trend">{trend}</span>'
        f'<span class="change">{base}{escape(summary.change)}{percent}</span>'
    )


def has_trend(item: Item) -> bool:
    """Say whether the list shows how the figure of a document went over the years."""
    return bool(item.summary and item.summary.trend)


def anchor(item: Item) -> str:
    """Return the name by which the script finds what belongs to a document."""
    name = item.place or item.files[0].name
    return "of-" + "".join(each if each.isascii() and each.isalnum() else f"_{ord(each):x}_" for each in name)


def dates(found: Sequence[str]) -> str:
    """Return the days on which the documents were made: one, or from the first to the last."""
    days = [long_date(date.fromisoformat(each)) for each in (found[0], found[-1])]
    return days[0] if len(found) == 1 else say("{first} to {last}", first=days[0], last=days[1])
