"""Find what a paragraph style of a template comes to: what it says, and what it takes from those it is based on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from docx.oxml.ns import qn

if TYPE_CHECKING:
    from collections.abc import Iterator

STYLE, STYLE_ID, BASED_ON, VALUE = qn("w:style"), qn("w:styleId"), qn("w:basedOn"), qn("w:val")
Stop = tuple[str, str]
"""Alignment and leader of a tab stop."""


@dataclass(frozen=True, slots=True)
class Cascade:
    """The styles of a file by their identifiers, each an element, and the defaults that stand behind all of them."""

    styles: Mapping[str, Any]
    defaults: Any
    """None in a file without."""

    def chain(self, identifier: str) -> Iterator[Any]:
        """Yield a style, the style it is based on, and so on."""
        seen: set[str] = set()  # one that is based on itself, over corners, comes once
        while identifier in self.styles and identifier not in seen:
            seen.add(identifier)
            style = self.styles[identifier]
            yield style
            base = style.find(BASED_ON)
            identifier = "" if base is None else base.get(VALUE, "")

    def nearest(self, identifier: str, path: str) -> Any:
        """Return the first element at this path in a style or those it is based on, then in the file's defaults."""
        steps = "/".join(qn(step) for step in path.split("/"))
        for style in self.chain(identifier):
            found = style.find(steps)
            if found is not None:
                return found
        return None if self.defaults is None else self.defaults.find(f"{qn(path.split('/')[0] + 'Default')}/{steps}")

    def tab_stops(self, identifier: str) -> Mapping[int, Stop]:
        """Return the tab stops of a style by their places, in Word's unit."""
        stops: dict[int, Stop] = {}
        for style in reversed(tuple(self.chain(identifier))):
            for each in style.findall(f"{qn('w:pPr')}/{qn('w:tabs')}/{qn('w:tab')}"):
                place = round(float(each.get(qn("w:pos"), "0")))
                if each.get(qn("w:val")) == "clear":
                    stops.pop(place, None)
                else:
                    stops[place] = (each.get(qn("w:val"), "left"), each.get(qn("w:leader"), ""))
        return dict(sorted(stops.items()))

    def family(self, identifier: str, fonts: Mapping[str, str]) -> str:
        """Return the font family of a style; `fonts` are those of the file's theme, by their roles `major` and `minor`.

        Empty where neither style nor defaults name one.
        """
        named = self.nearest(identifier, "w:rPr/w:rFonts")
        if named is None:
            return ""
        role = named.get(qn("w:asciiTheme"), named.get(qn("w:hAnsiTheme"), ""))
        for name in ("major", "minor"):
            if role.startswith(name) and fonts.get(name):
                return fonts[name]
        return str(named.get(qn("w:ascii"), named.get(qn("w:hAnsi"), "")))

    def size(self, identifier: str) -> float:
        """Return the size of a style's text in points; 0 where nothing says it."""
        size = self.nearest(identifier, "w:rPr/w:sz")
        return 0.0 if size is None else float(size.get(qn("w:val"), "0")) / 2


def cascade_of(styles: Any) -> Cascade:
    """Return what the styles of a part come to; `styles` is the element that holds all of them."""
    return Cascade({each.get(STYLE_ID): each for each in styles.findall(STYLE)}, styles.find(qn("w:docDefaults")))
