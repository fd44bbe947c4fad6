"""Read a finished page back: its title, and what its text says."""

from __future__ import annotations

from html.parser import HTMLParser

VOID = frozenset({"br", "col", "hr", "img", "input", "link", "meta"})
UNREAD = frozenset({"script", "style", "template", "title"})


def read(content: bytes) -> tuple[str, str]:
    """Return the title of a page and the words of its text, each element on a line of its own.

    What is only there for narrow screens, or says again what can be seen, is left out. Raises ValueError for a file
    that is no page, or not whole.
    """
    text = content.decode("utf-8")
    if not text.startswith("<!DOCTYPE html>") or not text.rstrip().endswith("</html>"):
        raise ValueError("the page is not whole")
    reader = _Reader()
    reader.feed(text)
    reader.close()
    return reader.title, "".join(reader.words)


class _Reader(HTMLParser):
    """Collects words; knows of the elements around only whether they are read."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.title = ""
        self.words: list[str] = []
        self._open: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in VOID:
            self._say("\n")
            return
        looks = (dict(attrs).get("class") or "").split()
        is_repeated = "narrow" in looks or "said" in looks or "back" in looks
        is_read = tag == "main" or (bool(self._open) and self._open[-1][1])
        self._open.append((tag, is_read and tag not in UNREAD and not is_repeated))

    def handle_endtag(self, tag: str) -> None:
        while self._open:
            found, _ = self._open.pop()
            if found == tag:
                break
        if tag not in ("a", "abbr", "b", "em", "small", "span", "strong"):
            self._say("\n")

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1][0] == "title":
            self.title += data
        self._say(data)

    def _say(self, text: str) -> None:
        if self._open and self._open[-1][1]:
            self.words.append(text)
