"""The styles of a document: those of its template, and what the document adds to them, as values until it is written.

A document adds some twenty styles, and the next one of a batch mostly the same: the part that holds them is put
together once for all of these.
"""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from docx.opc.oxml import serialize_part_xml

from reportgen.builders.docx.cascade import Cascade
from reportgen.builders.docx.markup import NAMESPACES, parsed, w
from reportgen.builders.docx.styles import style_id, style_markup
from reportgen.builders.docx.word_style import WordStyle
from reportgen.frozen import frozen
from reportgen.memory import Same, remembered

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

W = f"{{{NAMESPACES['w']}}}"


@frozen
class TemplateStyles:
    """What is known of the styles of a template: the same for every document that is made in it."""

    element: Any
    """Holds all of them, and is never changed."""
    cascade: Cascade
    ids: Mapping[str, str]
    """Identifiers of the styles that reports use, by their names in small letters."""
    identifiers: frozenset[str]
    names: frozenset[str]
    """In small letters; of all styles, also of those that are of another kind than ours of that name."""
    lists: frozenset[int]
    """The numbers of the lists that styles belong to, be they in the file or not."""


@frozen
class AddedStyle:
    """A style that a document adds, as it is in this file."""

    style: WordStyle
    identifier: str
    based_on: str
    """Identifier of the style it is based on; empty for none."""
    following: str
    """Identifier of the style after it; empty where that is not in the file when this one is added."""
    list_number: int
    """The list its paragraphs belong to; 0 for none."""


class Stylesheet:
    """The styles of a document that is being written."""

    def __init__(
        self,
        template: TemplateStyles,
        ours: Mapping[str, WordStyle],
        *,
        is_house: bool,
        list_number: Callable[[str], int],
    ) -> None:
        """Begin with the styles of a template; `list_number` returns the list of a kind of list items."""
        self._template = template
        self._ours = ours
        self._is_house = is_house
        self._list_number = list_number
        self._ids = dict(template.ids)
        self._elements = dict(template.cascade.styles)
        self._identifiers, self._names = set(template.identifiers), set(template.names)
        self._added: list[AddedStyle] = []
        self._stops: list[tuple[str, str]] = []

    def identifier(self, name: str) -> str:
        """Return the identifier of a style; one that the template lacks is added, and what it is based on."""
        found = self._ids.get(name.lower())
        return found if found is not None else self._add(self._ours[name.lower()])

    def found(self, name: str) -> str:
        """Return the identifier of a style, empty for one that is not there."""
        return self._ids.get(name.lower(), "")

    @property
    def cascade(self) -> Cascade:
        """What the styles come to."""
        return Cascade(self._elements, self._template.cascade.defaults)

    @property
    def lists(self) -> frozenset[int]:
        """The numbers of the lists that styles belong to."""
        return self._template.lists | {each.list_number for each in self._added if each.list_number}

    def set_tab_stops(self, identifier: str, stops: str) -> None:
        """Give a style other tab stops than it has; `stops` is the markup of them."""
        self._stops.append((identifier, stops))
        element = self._elements[identifier] = deepcopy(self._elements[identifier])
        _set_tab_stops(element, stops)

    def content(self, language: str) -> bytes:
        """Return the part that holds the styles, with the language of all text."""
        return _content(Same(self._template.element), tuple(self._added), tuple(self._stops), language)

    def _add(self, style: WordStyle) -> str:
        if self._is_house and style.kind == "paragraph" and style.based_on == "Normal":
            # its normal text may be justified, indented, numbered, bold: a report's table is not
            style = replace(style, based_on="")
        based_on = self.identifier(style.based_on) if style.based_on else ""
        # two styles of one name, even of different kinds, are one too many for Word
        name = style.name if style.name.lower() not in self._names else f"{style.name} Report"
        identifier = style_id(name)
        while identifier in self._identifiers:
            identifier += "0"
        self._identifiers.add(identifier)
        self._names.add(name.lower())
        self._ids[style.name.lower()] = identifier
        added = AddedStyle(
            style if name == style.name else replace(style, name=name),
            identifier,
            based_on,
            self.found(style.following),
            self._list_number(style.list_kind) if style.list_kind else 0,
        )
        self._added.append(added)
        self._elements[identifier] = _element(added)
        return identifier


@remembered(256)
def _element(added: AddedStyle) -> Any:
    """Return the element of a style, which nobody may change."""
    style = added.style
    element = parsed(style_markup(style, numbers={style.list_kind: added.list_number} if style.list_kind else {}))
    element.set(f"{W}styleId", added.identifier)
    for tag, identifier in (("basedOn", added.based_on), ("next", added.following)):
        link = element.find(f"{W}{tag}")
        if link is not None and identifier:
            link.set(f"{W}val", identifier)
        elif link is not None:
            element.remove(link)
    return element


@remembered(32)  # to put it together anew takes 0.6 ms, a thirtieth of a fact sheet
def _content(
    template: Same[Any], added: tuple[AddedStyle, ...], stops: tuple[tuple[str, str], ...], language: str
) -> bytes:
    styles = deepcopy(template.thing)
    styles.extend(deepcopy(_element(each)) for each in added)
    for identifier, wanted in stops:
        for style in styles.findall(f"{W}style"):
            if style.get(f"{W}styleId") == identifier:
                _set_tab_stops(style, wanted)
    _set_language(styles, language)
    return bytes(serialize_part_xml(styles))


def _set_tab_stops(style: Any, stops: str) -> None:
    properties = style.get_or_add_pPr()
    for old in properties.findall(f"{W}tabs"):
        properties.remove(old)
    properties.get_or_add_tabs().extend(parsed(w("tabs", stops)))


def _set_language(styles: Any, language: str) -> None:
    defaults = styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
    if defaults is None:
        styles.insert(0, parsed("<w:docDefaults><w:rPrDefault><w:rPr/></w:rPrDefault></w:docDefaults>"))
        defaults = styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
    for old in defaults.findall(f"{W}lang"):
        defaults.remove(old)
    defaults.append(parsed(f'<w:lang w:val="{language}" w:eastAsia="{language}" w:bidi="ar-SA"/>'))
