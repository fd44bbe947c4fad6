"""Change a theme so that what is built with it follows the rules of a profile."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING

from reportgen.document import Document, TableOfContents
from reportgen.theme import Styles, TextStyle, Theme, check_sizes

if TYPE_CHECKING:
    from reportgen.profile.model import Profile
    from reportgen.theme import Page

POINTS_PER_INCH = 72
CHART_STYLES = "chart_"
"""Names of the styles of lettering inside figures begin so."""


def apply_profile(theme: Theme, profile: Profile) -> Theme:
    """Return the theme with the page and the sizes of type that the profile asks for.

    Sizes under the least one are raised to it, with their leading in proportion; all else stays as the theme has it.
    Raises TemplateError when nothing could be set on such a page or in such type.
    """
    page, styles = _page(theme.page, profile), _styles(theme.styles, profile)
    check_sizes(page, styles, f"profiles/{profile.name}.toml")
    return replace(theme, page=page, styles=styles)


def fit_document(document: Document, profile: Profile) -> Document:
    """Return the document without what the profile does not allow in it: a table of contents."""
    if profile.file.contents:
        return document
    kept = tuple(block for block in document.blocks if not isinstance(block, TableOfContents))
    return replace(document, blocks=kept)


def _page(page: Page, profile: Profile) -> Page:
    names = {each.name for each in fields(page)}
    asked = {
        each.name: getattr(profile.page, each.name)
        for each in fields(profile.page)
        if each.name in names and getattr(profile.page, each.name) is not None
    }
    changed = replace(page, **asked, is_flat=page.is_flat or not profile.file.links)
    return replace(changed, text_width=min(changed.text_width, changed.content_width))


def _styles(styles: Styles, profile: Profile) -> Styles:
    raised = {each.name: _style(getattr(styles, each.name), each.name, profile) for each in fields(styles)}
    return replace(styles, **raised)


def _style(style: TextStyle, name: str, profile: Profile) -> TextStyle:
    is_chart = name.startswith(CHART_STYLES)
    least = profile.type.least_chart_size if is_chart else profile.type.least_text_size
    if least is None or style.size >= least:
        return style
    leading = style.leading * least / style.size
    if profile.type.most_lines_per_inch:
        leading = max(leading, POINTS_PER_INCH / profile.type.most_lines_per_inch)
    return replace(style, size=least, leading=round(leading, 1))
