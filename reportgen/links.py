"""Where a link may lead: to a page, an address of mail, a telephone; never to a file or a program."""

from __future__ import annotations

import re

LINK_HINT = "write a whole address that begins with `https://`, `http://`, `mailto:` or `tel:`"
WEB = re.compile(r"https?://[^\s/?#@\\]+(?:[/?#]\S*)?", re.IGNORECASE)
OTHER = re.compile(r"(?:mailto:[^\s?@]+@[^\s?@]+(?:\?(?!\S*attach)\S*)?|tel:\+?[\d().\-]+(?:;\S*)?)", re.IGNORECASE)
HOST = re.compile(r"\[[\da-f:.]+\](?::\d+)?|[^\[\]:]+(?::\d+)?", re.IGNORECASE)


def leads_out(url: str) -> bool:
    """Say whether an address is one that a reader can be sent to."""
    if OTHER.fullmatch(url):
        return True
    return WEB.fullmatch(url) is not None and HOST.fullmatch(re.split("[/?#]", url.split("//", 1)[1])[0]) is not None
