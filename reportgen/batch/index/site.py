"""What makes a folder of pages a site: a page for wrong addresses, a picture to share, a feed and a map."""

from __future__ import annotations

from datetime import UTC, date, datetime
from email.utils import format_datetime
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import quote

from reportgen.batch.index.card import card
from reportgen.batch.index.listing import page_of
from reportgen.batch.kinds import INDEX_PAGE
from reportgen.builders.html.colours import colour_rules
from reportgen.builders.html.fonts import SYSTEM_SANS, SYSTEM_SERIF
from reportgen.builders.html.page import digest_of
from reportgen.language import say, spoken

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.batch.index.listing import Front, Item

LOST, CARD, FEED, MAP = "404.html", "card.png", "feed.xml", "sitemap.xml"
XML_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


def site_names(address: str) -> tuple[str, ...]:
    """Return the names of the files of a site; a feed and a map need the address at which it stands."""
    return (LOST, CARD, *((FEED, MAP) if address else ()))


def site_files(front: Front, address: str) -> dict[str, bytes]:
    """Return the files of a site by their names, beside its front page; `address` is empty where nobody knows it."""
    files = {LOST: _lost(front, address).encode(), CARD: card(front)}
    if address:
        files |= {FEED: _feed(front, address).encode(), MAP: _map(front, address).encode()}
    return files


def shared(front: Front, address: str) -> tuple[tuple[str, str], ...]:
    """Return what others show of a site where somebody shares its address."""
    told = (
        ("og:type", "website"),
        ("og:title", title_of(front)),
        ("og:description", front.listing.text if front.listing else ""),
        ("og:url", address),
        ("og:image", f"{address}{CARD}"),
    )
    return tuple((name, value) for name, value in told if value)


def title_of(front: Front) -> str:
    """Return what the site is called."""
    return front.listing.title if front.listing else say("Reports")


def _lost(front: Front, address: str) -> str:
    """Return the page that stands for one that is not there."""
    home = escape(address or INDEX_PAGE)
    look = (
        f"{colour_rules(front.theme)}body{{margin:0;padding:12vh 24px;background:var(--page);color:var(--ink);"
        f"font:17px/26px {SYSTEM_SANS}}}main{{max-width:640px;margin:0 auto;padding-top:24px;"
        f"border-top:3px solid var(--main)}}h1{{font:600 32px/38px {SYSTEM_SERIF};color:var(--main)}}"
        "a{color:var(--main)}"
    )
    policy = f"default-src 'none'; style-src '{digest_of(look)}'; base-uri 'none'; form-action 'none'"
    return (
        f'<!DOCTYPE html>\n<html lang="{spoken().tag}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(say('There is no such page'))}</title>\n<style>{look}</style>\n</head>\n<body>\n<main>\n"
        f"<h1>{escape(say('There is no such page'))}</h1>\n"
        f'<p><a href="{home}">{escape(title_of(front))}</a></p>\n</main>\n</body>\n</html>\n'
    )


def _pages(front: Front) -> Iterator[tuple[Item, str]]:
    """Yield each document that has a page, with the name of that."""
    for item in front.items:
        page = page_of(item)
        if page:
            yield item, page.name


def _map(front: Front, address: str) -> str:
    names = ("", *(name for _, name in _pages(front)))
    listed = "".join(f"<url><loc>{escape(address + quote(name))}</loc></url>\n" for name in names)
    return f'{XML_HEAD}<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{listed}</urlset>\n'


def _feed(front: Front, address: str) -> str:
    """Return the editions as a feed: each document with its day."""
    entries = "".join(_entry(item, address + quote(name)) for item, name in _pages(front))
    return (
        f'{XML_HEAD}<rss version="2.0">\n<channel>\n<title>{escape(title_of(front))}</title>\n'
        f"<link>{escape(address)}</link>\n<description>{escape(front.listing.text if front.listing else '')}"
        f"</description>\n<language>{spoken().tag}</language>\n{entries}</channel>\n</rss>\n"
    )


def _entry(item: Item, address: str) -> str:
    about = " · ".join(part for part in (item.entry.kicker, item.entry.coverage) if part)
    days = [record.date for record in item.files if record.date]
    day = f"<pubDate>{_mail_date(days[0])}</pubDate>" if days else ""
    # the years make it another edition at the same address
    key = f"{address}#{days[0]}" if days else address
    return (
        f"<item><title>{escape(item.title)}</title><link>{escape(address)}</link>"
        f'<guid isPermaLink="false">{escape(key)}</guid>{day}<description>{escape(about)}</description></item>\n'
    )


def _mail_date(day: str) -> str:
    """Return a day as mail and feeds write it: `Mon, 30 Jun 2025 00:00:00 +0000`."""
    found = date.fromisoformat(day)
    return format_datetime(datetime(found.year, found.month, found.day, tzinfo=UTC))
