"""How the page was opened."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from reportgen.project import Project

PORT = 8642
HOME = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class Settings:
    """How the page was opened."""

    folder: Path
    """Where uploads, projects and documents go: nothing is written anywhere else, but into the project."""
    project: Project | None = None
    """The project that is shown; None for what comes with the program."""
    port: int = PORT
    allowed: tuple[str, ...] = ()
    """Names by which other machines may call this one; empty for this machine alone."""
    password: str = ""
    """Needed from other machines."""
    language: str = ""
    """Of the page; empty for what the browser asks for."""
    only: str = ""
    """The only report that is shown, for its writer; empty for all screens."""

    @property
    def is_shared(self) -> bool:
        """Whether other machines may open the page."""
        return bool(self.allowed)

    @property
    def address(self) -> str:
        """Where the server listens."""
        return "0.0.0.0" if self.is_shared else HOME
