"""How the page speaks: its words from the catalogue, numbers and times as the language has them."""

from __future__ import annotations

import time
from datetime import date
from typing import TYPE_CHECKING

from reportgen.language import languages, message, say, say_count
from reportgen.wording import long_date, number

if TYPE_CHECKING:
    from collections.abc import Sequence

NAMES = {"en": "English", "es": "Español", "de": "Deutsch"}
"""What each language calls itself."""
MINUTE = 60
KILO, MEGA = 1_000, 1_000_000

STATES = {
    "queued": message("Waiting"),
    "running": message("Being made"),
    "done": message("Made"),
    "failed": message("Made with errors"),
    "stopped": message("Stopped"),
}
"""How each state of a job is called."""
FILE_STATES = {
    "made": message("made"),
    "unchanged": message("up to date"),
    "edited": message("changed by hand"),
    "foreign": message("not made here"),
    "failed": message("failed"),
    "untried": message("not tried"),
}
"""How each state of a file is called."""
ROLES = {
    "period": message("period"),
    "part of the period": message("part of the period"),
    "place": message("place"),
    "code of the place": message("code of the place"),
    "level of place": message("level of place"),
    "name of the measure": message("name of the measure"),
    "unit": message("unit"),
    "breakdown": message("breakdown"),
    "figures": message("figures"),
    "lower limit": message("lower limit"),
    "upper limit": message("upper limit"),
    "margin of error": message("margin of error"),
    "sample size": message("sample size"),
    "note": message("note"),
    "status": message("status"),
    "not used": message("not used"),
}
"""How each role of a column is called."""
COLOURS = {
    "period": "pe",
    "part of the period": "pe",
    "place": "pl",
    "code of the place": "pl",
    "level of place": "pl",
    "breakdown": "br",
    "name of the measure": "br",
    "unit": "br",
    "note": "tt",
    "not used": "ig",
}
"""The colour of each role; all others have that of figures."""


def role_class(role: str) -> str:
    """Return the class of a role in the style of the pages."""
    return COLOURS.get(role, "va")


def chosen_language(header: str, *, asked: str = "") -> str:
    """Return the language of the page: as asked for, or the first that the browser wants and a catalogue has."""
    known = languages()
    wanted = [asked, *(each.partition(";")[0].strip() for each in header.split(",")[:20])]
    for each in wanted:
        name = each.partition("-")[0].lower()
        if name in known:
            return name
    return "en"


def count(value: float) -> str:
    """Return a count with its digits grouped."""
    return number(value)


def size(count_of_bytes: int) -> str:
    """Return how large a file is."""
    if count_of_bytes >= MEGA:
        return say("{count} MB", count=number(count_of_bytes / MEGA, decimals=1))
    return say("{count} kB", count=number(max(1, round(count_of_bytes / KILO))))


def how_long(seconds: float) -> str:
    """Return a span of time in words, rounded as somebody would who waits."""
    if seconds < MINUTE:
        whole = max(1, round(seconds))
        return say_count(whole, "{count} second", "{count} seconds", count=number(whole))
    whole = round(seconds / MINUTE)
    return say_count(whole, "{count} minute", "{count} minutes", count=number(whole))


def when(moment: float) -> str:
    """Return when something was: the time for today, else the day."""
    then, now = time.localtime(moment), time.localtime()
    if then[:3] == now[:3]:
        return say("today, {time}", time=time.strftime("%H:%M", then))
    return long_date(date(*then[:3]))


def joined(words: Sequence[str]) -> str:
    """Return words beside each other."""
    return " · ".join(words)
