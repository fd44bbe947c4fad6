"""Read a profile from `profiles/` in the template folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.bounded import named_file, named_place, toml_values
from reportgen.errors import TemplateError
from reportgen.resources import inherited

if TYPE_CHECKING:
    from pathlib import Path

    from reportgen.profile import Profile


def read_profile(name: str, folder: Path) -> Profile:
    """Return the profile `name` of a template folder, or that of the program where it has none.

    Raises UsageError for an unknown name, TemplateError for a file that cannot be understood.
    """
    from reportgen.profile import parse_profile  # only where a profile is asked for

    content, found = named_file(name, [each / "profiles" for each in inherited(folder)], what="profile")
    where = named_place(name, found)
    return parse_profile(toml_values(content, TemplateError, where=where), name=name, where=where)
