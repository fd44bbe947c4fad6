"""Read a profile from `profiles/` in the template folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.bounded import named_file, toml_values
from reportgen.errors import TemplateError
from reportgen.profile import parse_profile

if TYPE_CHECKING:
    from pathlib import Path

    from reportgen.profile import Profile


def read_profile(name: str, folder: Path) -> Profile:
    """Return the profile `name` of a template folder.

    Raises UsageError for an unknown name, TemplateError for a file that cannot be understood.
    """
    where = f"{folder.name}/profiles/{name}.toml"
    content = named_file(name, folder / "profiles", what="profile", where=where)
    return parse_profile(toml_values(content, TemplateError, where=where), name=name, where=where)
