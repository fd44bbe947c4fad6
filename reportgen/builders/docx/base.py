"""Make the template that stands in when a user gives none: a Word file without words, with every style of the theme."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from reportgen.builders.docx.markup import XML_HEAD, part_text, twips, w
from reportgen.builders.docx.numbering_part import abstract_list, list_instance
from reportgen.builders.docx.packaging import stored
from reportgen.builders.docx.styles import styles_part, word_styles
from reportgen.builders.docx.theme_part import font_table, theme_part

if TYPE_CHECKING:
    from reportgen.theme import Page, Theme

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
NUMBERS = {"bullet": 1, "number": 2}
"""The list that the styles of bulleted and of numbered items belong to."""
HEADER_DISTANCE, FOOTER_DISTANCE = 28.0, 26.0
"""From the edge of the page, in points: the foot's base line comes to lie 29 above it."""
WORD_2013 = 15


@lru_cache(maxsize=16)
def base_template(theme: Theme) -> bytes:
    """Return a Word file that holds the styles, lists, fonts and colours of a theme, and no text."""
    return stored(_parts(theme))


def _parts(theme: Theme) -> dict[str, str]:
    styles = tuple(style for style in word_styles(theme) if style.is_core)
    indent = theme.measures.list_indent
    lists = "".join(abstract_list(kind, identifier, indent=indent) for kind, identifier in NUMBERS.items())
    uses = "".join(list_instance(identifier, identifier) for identifier in NUMBERS.values())
    return {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relations(("officeDocument", "word/document.xml"), ("extended-properties", "docProps/app.xml")),
        "docProps/app.xml": XML_HEAD
        + '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
        "<Application>reportgen</Application></Properties>",
        "word/document.xml": part_text(w("document", w("body", section_properties(theme.page))), "w", "r"),
        "word/styles.xml": part_text(styles_part(theme, language="en-US", numbers=NUMBERS, styles=styles), "w"),
        "word/numbering.xml": part_text(w("numbering", lists, uses), "w"),
        "word/settings.xml": part_text(_settings(), "w"),
        "word/fontTable.xml": font_table(theme),
        "word/theme/theme1.xml": theme_part(theme),
        "word/_rels/document.xml.rels": _relations(
            ("styles", "styles.xml"),
            ("numbering", "numbering.xml"),
            ("settings", "settings.xml"),
            ("fontTable", "fontTable.xml"),
            ("theme", "theme/theme1.xml"),
        ),
    }


def section_properties(page: Page) -> str:
    """Return size and margins of the pages."""
    size = w("pgSz", w=twips(page.width), h=twips(page.height))
    margins = w(
        "pgMar",
        top=twips(page.top),
        right=twips(page.right),
        bottom=twips(page.bottom),
        left=twips(page.left),
        header=twips(HEADER_DISTANCE),
        footer=twips(FOOTER_DISTANCE),
        gutter=0,
    )
    return w("sectPr", size, margins)


def _settings() -> str:
    modern = w("compatSetting", name="compatibilityMode", uri="http://schemas.microsoft.com/office/word",
               val=WORD_2013)  # fmt: skip
    return w(
        "settings",
        w("zoom", percent=100),
        w("defaultTabStop", val=720),
        w("characterSpacingControl", val="doNotCompress"),
        w("compat", w("suppressSpBfAfterPgBrk"), modern),
        w("themeFontLang", val="en-US"),
        w("clrSchemeMapping", **_colour_mapping()),
        w("decimalSymbol", val="."),
        w("listSeparator", val=","),
    )


def _colour_mapping() -> dict[str, str | int]:
    """Return which colour of the theme is text, which is ground, and so on: the usual mapping, one to one."""
    accents = {f"accent{number}": f"accent{number}" for number in range(1, 7)}
    links = {"hyperlink": "hyperlink", "followedHyperlink": "followedHyperlink"}
    return {"bg1": "light1", "t1": "dark1", "bg2": "light2", "t2": "dark2", **accents, **links}


def _content_types() -> str:
    parts = {
        "/word/document.xml": f"{WORD_TYPE}.document.main+xml",
        "/word/styles.xml": f"{WORD_TYPE}.styles+xml",
        "/word/numbering.xml": f"{WORD_TYPE}.numbering+xml",
        "/word/settings.xml": f"{WORD_TYPE}.settings+xml",
        "/word/fontTable.xml": f"{WORD_TYPE}.fontTable+xml",
        "/word/theme/theme1.xml": "application/vnd.openxmlformats-officedocument.theme+xml",
        "/docProps/app.xml": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
    }
    overrides = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in parts.items())
    return (
        f'{XML_HEAD}<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _relations(*targets: tuple[str, str]) -> str:
    written = "".join(
        f'<Relationship Id="rId{number}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, start=1)
    )
    return f'{XML_HEAD}<Relationships xmlns="{PACKAGE}/relationships">{written}</Relationships>'
