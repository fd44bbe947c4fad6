"""Find what a paragraph style of a template comes to: what it says, and what it takes from those it is based on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docx.oxml.ns import qn

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

STYLE, STYLE_ID, BASED_ON, VALUE = qn("w:style"), qn("w:styleId"), qn("w:basedOn"), qn("w:val")
Stop = tuple[str, str]
"""Alignment and leader of a tab stop."""


def chain(styles: Any, identifier: str) -> Iterator[Any]:
    """Yield a style, the style it is based on, and so on; `styles` is the element that holds all of them."""
    known = {each.get(STYLE_ID): each for each in styles.findall(STYLE)}
    while identifier in known:
        style = known.pop(identifier)  # one that is based on itself, over corners, comes once
        yield style
        base = style.find(BASED_ON)
        identifier = "" if base is None else base.get(VALUE, "")


def nearest(styles: Any, identifier: str, path: str) -> Any:
    """Return the first element at this path in a style or those it is based on, then in the file's defaults."""
    steps = "/".join(qn(step) for step in path.split("/"))
    for style in chain(styles, identifier):
        found = style.find(steps)
        if found is not None:
            return found
    return styles.find(f"{qn('w:docDefaults')}/{qn(path.split('/')[0] + 'Default')}/{steps}")


def tab_stops_of(styles: Any, identifier: str) -> Mapping[int, Stop]:
    """Return the tab stops of a style by their places, in Word's unit."""
    stops: dict[int, Stop] = {}
    for style in reversed(tuple(chain(styles, identifier))):
        for each in style.findall(f"{qn('w:pPr')}/{qn('w:tabs')}/{qn('w:tab')}"):
            place = round(float(each.get(qn("w:pos"), "0")))
            if each.get(qn("w:val")) == "clear":
                stops.pop(place, None)
            else:
                stops[place] = (each.get(qn("w:val"), "left"), each.get(qn("w:leader"), ""))
    return dict(sorted(stops.items()))


def family_of(styles: Any, identifier: str, fonts: Mapping[str, str]) -> str:
    """Return the font family of a style; `fonts` are those of the file's theme, by their roles `major` and `minor`.

    Empty where neither style nor defaults name one.
    """
    named = nearest(styles, identifier, "w:rPr/w:rFonts")
    if named is None:
        return ""
    role = named.get(qn("w:asciiTheme"), named.get(qn("w:hAnsiTheme"), ""))
    for name in ("major", "minor"):
        if role.startswith(name) and fonts.get(name):
            return fonts[name]
    return str(named.get(qn("w:ascii"), named.get(qn("w:hAnsi"), "")))


def size_of(styles: Any, identifier: str) -> float:
    """Return the size of a style's text in points; 0 where nothing says it."""
    size = nearest(styles, identifier, "w:rPr/w:sz")
    return 0.0 if size is None else float(size.get(qn("w:val"), "0")) / 2
