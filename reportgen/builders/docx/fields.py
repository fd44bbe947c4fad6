"""Write fields, bookmarks and links: what Word keeps up to date, with the right text already in it."""

from __future__ import annotations

from reportgen.builders.docx.markup import escaped, w
from reportgen.direction import AFTER, RIGHT_TO_LEFT, script_language


def run(text: str, *, style: str = "", direct: str = "", language: str = "") -> str:
    """Return text in a character style; `direct` is formatting that has no style, `language` that of foreign words."""
    if text.isascii() or not RIGHT_TO_LEFT.search(text):
        return _run(text, style, direct + (w("lang", val=language) if language else ""))
    written, at = "", 0
    for found in RIGHT_TO_LEFT.finditer(text):
        before, at = text[at : found.start()], found.end()
        turned = direct + w("rtl") + w("lang", bidi=script_language(found[0]))
        written += (run(before, style=style, direct=direct, language=language) if before else "") + _run(
            found[0], style, turned
        )
    return written + run(f"{AFTER}{text[at:]}", style=style, direct=direct, language=language)


def _run(text: str, style: str, direct: str) -> str:
    words = f">{escaped(text)}</w:t>" if text else "/>"
    return f'<w:r>{_look(style, direct)}<w:t xml:space="preserve"{words}</w:r>'


def _look(style: str, direct: str = "") -> str:
    looks = (w("rStyle", val=style) if style else "") + direct
    return f"<w:rPr>{looks}</w:rPr>" if looks else ""


def tab() -> str:
    """Return a step to the next tab stop."""
    return "<w:r><w:tab/></w:r>"


def line_break() -> str:
    """Return an end of line within a paragraph."""
    return "<w:r><w:br/></w:r>"


def field(code: str, result: str, *, style: str = "") -> str:
    """Return a field with its present result, which is the markup of runs, all of it in a character style."""
    return field_begin(code, style=style) + result + field_end(style=style)


def field_begin(code: str, *, style: str = "") -> str:
    """Return the code of a field; its result follows, in this paragraph or in several."""
    look = _look(style)
    return (
        f'<w:r>{look}<w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r>{look}<w:instrText xml:space="preserve"> {escaped(code)} </w:instrText></w:r>'
        f'<w:r>{look}<w:fldChar w:fldCharType="separate"/></w:r>'
    )


def field_end(*, style: str = "") -> str:
    """Return the end of a field."""
    return f'<w:r>{_look(style)}<w:fldChar w:fldCharType="end"/></w:r>'


def bookmark(name: str, identifier: int, content: str) -> str:
    """Return content to which links and fields can lead."""
    return f"{w('bookmarkStart', id=identifier, name=name)}{content}{w('bookmarkEnd', id=identifier)}"


def inner_link(name: str, content: str) -> str:
    """Return content that leads to a bookmark."""
    return w("hyperlink", content, anchor=name, history=1)


def outer_link(relation: str, content: str) -> str:
    """Return content that leads out of the document, to the target of a relation."""
    return f'<w:hyperlink r:id="{relation}" w:history="1">{content}</w:hyperlink>'
