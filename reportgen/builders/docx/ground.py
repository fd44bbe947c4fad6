"""A template as every document of a batch finds it: opened, emptied and looked through once, and copied for each."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, cast

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part, XmlPart
from docx.package import Package as WordPackage

from reportgen.builders.docx.base import base_template
from reportgen.builders.docx.carried import drop_carried
from reportgen.builders.docx.cascade import Cascade, cascade_of
from reportgen.builders.docx.chosen_section import chosen_section
from reportgen.builders.docx.house import house_theme
from reportgen.builders.docx.intake import DAMAGED, HINT
from reportgen.builders.docx.markup import NAMESPACES
from reportgen.builders.docx.opening import opened
from reportgen.builders.docx.styles import word_styles
from reportgen.builders.docx.stylesheet import TemplateStyles
from reportgen.builders.docx.theme_part import theme_part
from reportgen.errors import UsageError
from reportgen.memory import remembered

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from docx.document import Document as WordDocument
    from docx.opc.rel import Relationships
    from docx.shared import Length

    from reportgen.builders.docx.word_style import WordStyle
    from reportgen.theme import Page, Theme

W = f"{{{NAMESPACES['w']}}}"
OF_THE_OLD_TEXT = frozenset(
    {
        RELATIONSHIP_TYPE.IMAGE,
        RELATIONSHIP_TYPE.HYPERLINK,
        RELATIONSHIP_TYPE.CHART,
        RELATIONSHIP_TYPE.COMMENTS,
        RELATIONSHIP_TYPE.FOOTNOTES,
        RELATIONSHIP_TYPE.OLE_OBJECT,
        RELATIONSHIP_TYPE.PACKAGE,
        RELATIONSHIP_TYPE.CONTROL,
        RELATIONSHIP_TYPE.A_F_CHUNK,
        RELATIONSHIP_TYPE.DIAGRAM_DATA,
        RELATIONSHIP_TYPE.DIAGRAM_LAYOUT,
        RELATIONSHIP_TYPE.DIAGRAM_COLORS,
        RELATIONSHIP_TYPE.DIAGRAM_QUICK_STYLE,
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships/subDocument",
        "http://schemas.microsoft.com/office/2007/relationships/diagramDrawing",
        "http://schemas.microsoft.com/office/2011/relationships/commentsExtended",
        "http://schemas.microsoft.com/office/2011/relationships/people",
        "http://schemas.microsoft.com/office/2016/09/relationships/commentsIds",
        "http://schemas.microsoft.com/office/2018/08/relationships/commentsExtensible",
    }
)
"""What belongs to a template's own text, which is not kept."""
OF_MARGINS = (RELATIONSHIP_TYPE.HEADER, RELATIONSHIP_TYPE.FOOTER)
WORD_2013 = 15
THEME_TYPE = "application/vnd.openxmlformats-officedocument.theme+xml"


@dataclass(frozen=True, slots=True)
class Ground:
    """A template, opened for a theme. Nothing of it is ever changed: a document is made in a copy."""

    document: WordDocument
    theme: Theme
    """That of our own template, or adapted to that of another house."""
    ours: Mapping[str, WordStyle]
    """Every style of the theme, by its name in small letters."""
    styles: TemplateStyles
    taken: frozenset[str]
    """Names of parts that no new part may have."""
    hangs_tables: bool
    """Whether Word lets its tables begin left of the margin, by the room in their cells."""


@remembered(8)  # to open a template and to look through its styles took 1.7 ms, a tenth of a fact sheet
def own_ground(theme: Theme) -> Ground:
    """Return our own template, which has no text and nothing else to drop."""
    document = opened(base_template(theme))
    ours = _by_name(theme)
    ids = dict(_ids(document, ours, is_house=False))
    return Ground(document, theme, ours, _template_styles(document, ids), frozenset(), _hangs_tables(document))


@remembered(2)  # a batch has one template, which may be large, and seldom more than two themes
def house_ground(template: bytes, theme: Theme) -> Ground:
    """Return the template of another house without its text, and the theme adapted to it."""
    document = _prepared(template)[0]
    taken = frozenset(str(part.partname) for part in document.part.package.iter_parts())
    theme = house_theme(document, theme, _paragraph_styles(document))
    document = document if _has_theme(document) else _with_theme(document, theme, taken)
    # tabs and indents reach to the template's margins
    ours = _by_name(replace(theme, page=page_of(document, theme)))
    ids = dict(_ids(document, ours, is_house=True))
    return Ground(document, theme, ours, _template_styles(document, ids), taken, _hangs_tables(document))


def _by_name(theme: Theme) -> dict[str, WordStyle]:
    return {style.name.lower(): style for style in word_styles(theme)}


def page_of(document: WordDocument, theme: Theme) -> Page:
    """Return the sheet and margins of a template, with the theme's for what it does not say."""
    page, section = theme.page, document.sections[-1]
    return replace(
        page,
        width=_points(section.page_width, page.width),
        height=_points(section.page_height, page.height),
        left=_points(section.left_margin, page.left) + _points(section.gutter, 0),
        right=_points(section.right_margin, page.right),
        top=_points(section.top_margin, page.top),
        bottom=_points(section.bottom_margin, page.bottom),
    )


def _points(length: Length | None, otherwise: float) -> float:
    """Return a length in points. Word makes a margin negative when it may not grow with the header."""
    return otherwise if length is None else abs(length.pt)


def _hangs_tables(document: WordDocument) -> bool:
    """Say whether a file lets tables hang out: those of Word 2010 and before do, and such that do not say."""
    path = f"{W}compat/{W}compatSetting[@{W}name='compatibilityMode']"
    mode = document.settings.element.find(path)
    return mode is None or int(mode.get(f"{W}val")) < WORD_2013


# -- styles ---------------------------------------------------------------------------------------------------------


def _template_styles(document: WordDocument, ids: Mapping[str, str]) -> TemplateStyles:
    styles = document.styles.element
    named = (each.get(f"{W}val", "") for each in styles.iter(f"{W}numId"))
    return TemplateStyles(
        styles,
        cascade_of(styles),
        ids,
        frozenset(str(each.get(f"{W}styleId")) for each in styles.findall(f"{W}style")),
        frozenset(str(each.get(f"{W}val")).lower() for each in styles.findall(f"{W}style/{W}name")),
        frozenset(int(value) for value in named if value.isdigit()),
    )


def _ids(document: WordDocument, ours: Mapping[str, WordStyle], *, is_house: bool) -> Iterator[tuple[str, str]]:
    """Yield name and identifier of the template's styles, without those that are of another kind here."""
    cascade, numbering = cascade_of(document.styles.element), document.part.numbering_part.element
    for each in document.styles.element.findall(f"{W}style[{W}name]"):
        name, identifier = str(each.find(f"{W}name").get(f"{W}val")).lower(), str(each.get(f"{W}styleId"))
        known = ours.get(name)
        if known is not None and known.kind != each.get(f"{W}type"):
            continue
        # ours takes the place of a style of list items that has no list
        is_wanted = not is_house or known is None or not known.list_kind
        if is_wanted or list_of(cascade, numbering, identifier) is not None:
            yield name, identifier


def list_of(cascade: Cascade, numbering: Any, identifier: str) -> int | None:
    """Return the list that a style belongs to, if the file has it."""
    number = cascade.nearest(identifier, "w:pPr/w:numPr/w:numId")
    value = "" if number is None else number.get(f"{W}val", "")
    lists = {each.get(f"{W}numId"): each.find(f"{W}abstractNumId") for each in numbering.findall(f"{W}num")}
    return int(value) if value.isdigit() and lists.get(value) is not None else None


def _paragraph_styles(document: WordDocument) -> dict[str, str]:
    """Return the identifiers of the template's paragraph styles by their names."""
    styles = document.styles.element.findall(f"{W}style[@{W}type='paragraph'][{W}name]")
    return {
        str(each.find(f"{W}name").get(f"{W}val")).lower(): str(each.get(f"{W}styleId")) for each in reversed(styles)
    }


def _has_theme(document: WordDocument) -> bool:
    return any(relation.reltype == RELATIONSHIP_TYPE.THEME for relation in document.part.rels.values())


def _with_theme(document: WordDocument, theme: Theme, taken: frozenset[str]) -> WordDocument:
    """Return a template without colours and fonts of its own with a theme: our colours, and the fonts of its text."""
    document = copied(document)
    part = document.part
    name = PackURI(free_name("theme/theme1.xml", taken))
    part.relate_to(Part(name, THEME_TYPE, theme_part(theme).encode(), part.package), RELATIONSHIP_TYPE.THEME)
    return document


def free_name(name: str, taken: frozenset[str]) -> str:
    """Return the whole name of a new part below the folder of the document, another one where this one is taken."""
    stem, ending = name.rsplit(".", 1)
    while f"/word/{stem}.{ending}" in taken:
        stem += "r"
    return f"/word/{stem}.{ending}"


# -- copies ---------------------------------------------------------------------------------------------------------


def copied(document: WordDocument) -> WordDocument:
    """Return a document with the same parts, which may be changed; but for its styles, which both have."""
    source, package = document.part.package, WordPackage()
    styles = document.part.part_related_by(RELATIONSHIP_TYPE.STYLES)
    copies = {part: part if part is styles else _copied_part(part, package) for part in source.iter_parts()}
    _relate_alike(source.rels, package.rels, copies)
    for part, its_copy in copies.items():
        if its_copy is not part and part.rels:
            _relate_alike(part.rels, its_copy.rels, copies)
    main: Any = copies[document.part]
    return cast("WordDocument", main.document)


def _copied_part(part: Part, package: WordPackage) -> Part:
    if isinstance(part, XmlPart):
        return type(part)(part.partname, part.content_type, deepcopy(part.element), package)
    copy: Part = type(part).load(part.partname, part.content_type, part.blob, package)
    return copy


def _relate_alike(source: Relationships, target: Relationships, copies: Mapping[Part, Part]) -> None:
    for each in source.values():
        to = each.target_ref if each.is_external else copies[each.target_part]
        target.add_relationship(each.reltype, to, each.rId, each.is_external)


# -- what is dropped ------------------------------------------------------------------------------------------------


def check_template(template: bytes, *, where: str) -> tuple[str, ...]:
    """Return what there is to say about a template before it is used, each as half a sentence.

    Raises UsageError, which names `where`, when it is no Word file, or one that cannot be read.
    """
    try:
        return _prepared(template)[1]
    except UsageError as error:
        raise UsageError(error.message, where=where, hint=error.hint) from error
    except DAMAGED as error:
        message = "the Word template cannot be read: one of its parts is damaged"
        raise UsageError(message, where=where, hint=HINT) from error


@remembered(1)
def _prepared(template: bytes) -> tuple[WordDocument, tuple[str, ...]]:
    """Return a template without its text and all else that a report must not have, and what there is to say of it."""
    document = opened(template)
    section = chosen_section(document)
    _drop_old_text(document, section.properties)
    return document, drop_carried(document, section)


def _drop_old_text(document: WordDocument, section: Any) -> None:
    """Leave nothing of the text but the properties of the section that is taken over."""
    body = document.element.body
    for child in list(body):
        body.remove(child)
    body.append(section)
    for line in document.settings.element.findall(f"{W}footnotePr/{W}footnote"):
        line.getparent().remove(line)
    used = {each.rId for each in section.xpath("w:headerReference | w:footerReference")}
    rels = document.part.rels
    for identifier, relation in list(rels.items()):
        is_unused = relation.reltype in OF_MARGINS and identifier not in used
        if is_unused or relation.is_external or relation.reltype in OF_THE_OLD_TEXT:
            del rels[identifier]
