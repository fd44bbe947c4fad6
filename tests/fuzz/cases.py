"""One case: what is different from the world of `world.py`, and what is typed there."""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

CORPUS = Path(__file__).parent / "corpus"
LATIN = "latin-1"  # holds each byte as one character, so that a kept case can be read


@dataclass(frozen=True)
class Case:
    """Files that are written over those of the world, and the commands that are given one after the other."""

    family: str
    commands: tuple[tuple[str, ...], ...]
    files: dict[str, bytes] = field(default_factory=dict)
    pipes: tuple[str, ...] = ()
    """Files that are named pipes, from which nobody ever writes."""
    links: dict[str, str] = field(default_factory=dict)
    removed: tuple[str, ...] = ()
    at: str = ""
    """The folder of the world in which the commands are given; empty for the world itself."""

    @property
    def name(self) -> str:
        return f"{self.family}-{sha256(self.text().encode()).hexdigest()[:10]}"

    def text(self) -> str:
        """Return the case as JSON that reads well and is the same for the same case."""
        files = {path: content.decode(LATIN) for path, content in sorted(self.files.items())}
        values = {
            "family": self.family,
            "commands": self.commands,
            "files": files,
            "pipes": self.pipes,
            "links": self.links,
            "removed": self.removed,
            "at": self.at,
        }
        return json.dumps({name: value for name, value in values.items() if value}, indent=1) + "\n"

    def put(self, folder: Path) -> None:
        """Write what is different into a copy of the world."""
        for name in self.removed:
            path = folder / name
            shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
        for name, content in self.files.items():
            path = _free(folder / name)
            path.write_bytes(content)
        for name in self.pipes:
            os.mkfifo(_free(folder / name))
        for name, target in self.links.items():
            _free(folder / name).symlink_to(target)


def read_case(text: str) -> Case:
    """Return the case that `Case.text` wrote."""
    values = json.loads(text)
    return Case(
        family=values["family"],
        commands=tuple(tuple(command) for command in values["commands"]),
        files={path: content.encode(LATIN) for path, content in values.get("files", {}).items()},
        pipes=tuple(values.get("pipes", ())),
        links=values.get("links", {}),
        removed=tuple(values.get("removed", ())),
        at=values.get("at", ""),
    )


def kept_cases() -> list[Path]:
    return sorted(CORPUS.glob("*.json"))


def _free(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    return path
