"""What earlier editions of a finished file said, for whoever asks what has changed since.

Of each file that the page makes, the words of its last editions are kept, in a file of its own beside the work; the
files themselves are only there as they were made last.
"""

from __future__ import annotations

import hashlib
import json
import time
from pathlib import Path
from typing import TYPE_CHECKING

from reportgen.bounded import read_file
from reportgen.errors import ReportError
from reportgen.serve.tasks.differences import differences, words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reportgen.batch import FileResult
    from reportgen.serve.tasks import Values

KEPT = 10
"""Editions of a file."""
MOST_FILES = 100
"""Files of a job whose words are kept; reading thousands back would take longer than making them."""
MOST_WORDS = 100_000
"""Words of an edition."""
MOST_BYTES = 32_000_000
"""Of what is kept of a file."""


def keep_editions(folder: Path, results: Iterable[FileResult], out: Path) -> None:
    """Keep the words of files that were just made, those of a large job excepted."""
    from reportgen.builders import BUILDERS

    made = [each for each in results if each.state == "made" and each.record and each.record.kind in BUILDERS]
    for each in made if len(made) <= MOST_FILES else ():
        assert each.record is not None
        content = (out / each.name).read_bytes()
        if hashlib.sha256(content).hexdigest() == each.record.sha256:
            _keep(folder, each.name, words_of(content, each.record.kind)[:MOST_WORDS], of=each.record.sha256)


def editions(folder: Path, name: str) -> list[Values]:
    """Return the editions of a file that are known, the first one first; none where nothing is kept of it."""
    try:
        found = json.loads(read_file(_path(folder, name), most=MOST_BYTES))
    except (OSError, ValueError, ReportError):
        return []
    return list(found["editions"]) if isinstance(found, dict) and found.get("name") == name else []


def _keep(folder: Path, name: str, words: Sequence[tuple[str, int]], *, of: str) -> None:
    before = editions(folder, name)
    if before and before[-1]["of"] == of:
        return
    changes = list(differences([(word, page) for word, page in before[-1]["words"]], words)) if before else []
    figures = sum(change["is_figure"] for change in changes)
    one = {"of": of, "made": time.time(), "figures": figures, "others": len(changes) - figures, "words": list(words)}
    folder.mkdir(parents=True, exist_ok=True)
    path = _path(folder, name)
    part = path.with_suffix(".part")
    part.write_text(json.dumps({"name": name, "editions": [*before, one][-KEPT:]}), encoding="utf-8")
    part.replace(path)


def _path(folder: Path, name: str) -> Path:
    return folder / f"{hashlib.sha256(name.encode()).hexdigest()[:32]}.json"
