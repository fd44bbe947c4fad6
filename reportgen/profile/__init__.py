"""Profiles: what a reader of grant applications asks of a PDF, how it changes a theme, and whether a file complies.

`parse_profile` reads one, `apply_profile` gives the theme it asks for, `fit_document` the document, and `check_profile`
says what a finished file violates.
"""

from reportgen.profile.apply import apply_profile, fit_document
from reportgen.profile.check import check_profile
from reportgen.profile.model import FileRules, PageRules, Profile, TypeRules, parse_profile

__all__ = [
    "FileRules",
    "PageRules",
    "Profile",
    "TypeRules",
    "apply_profile",
    "check_profile",
    "fit_document",
    "parse_profile",
]
