"""Profiles: what a reader of grant applications asks of a PDF, how it changes a theme, and whether a file complies.

`parse_profile` reads one, `apply_profile` gives the theme it asks for, `fit_document` the document, and `check_profile`
says what a finished file violates.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from reportgen.profile.apply import apply_profile, fit_document
from reportgen.profile.model import ContentRules, FileRules, PageRules, Profile, TypeRules, parse_profile

if TYPE_CHECKING:
    from reportgen.profile.check import check_profile

__all__ = [
    "ContentRules",
    "FileRules",
    "PageRules",
    "Profile",
    "TypeRules",
    "apply_profile",
    "check_profile",
    "fit_document",
    "parse_profile",
]


def __getattr__(name: str) -> Any:
    """Import what reads a finished PDF, and pikepdf with it, when a file is held to a profile and not before."""
    if name == "check_profile":
        return import_module(f"{__name__}.check").check_profile
    raise AttributeError(f"module `{__name__}` has no attribute `{name}`")
