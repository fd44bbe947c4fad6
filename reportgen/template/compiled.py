"""Templates as Jinja2 has compiled them, kept for the next start: to compile them takes longer than to run them.

They are code, and kept as Python keeps its own: in a folder that only this user can write.
"""

from __future__ import annotations

from contextlib import suppress
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from types import CodeType
from typing import TYPE_CHECKING

from jinja2 import FileSystemBytecodeCache

from reportgen.kept import kept_folder

if TYPE_CHECKING:
    from jinja2 import Environment
    from jinja2.bccache import Bucket


class Compiled(FileSystemBytecodeCache):
    """Keeps files of macros and texts of templates by their place and content, or else compiles them anew."""

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take what was kept, if it is of this very text."""
        with suppress(OSError, EOFError, ValueError, TypeError):
            super().load_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        with suppress(OSError):
            super().dump_bytecode(bucket)


def kept_code(environment: Environment, name: str, text: str) -> CodeType:
    """Return the code of a text, which was kept under its name where that very text was compiled before."""
    kept = environment.bytecode_cache
    bucket = kept.get_bucket(environment, name, None, text) if kept else None
    if bucket is not None and isinstance(bucket.code, CodeType):
        return bucket.code
    code = environment.compile(text)
    if kept and bucket is not None:
        bucket.code = code
        kept.set_bucket(bucket)
    return code


@cache
def compiled() -> Compiled | None:
    """Return where templates are kept as they were compiled by this program and this Jinja2; None for nowhere."""
    folder = kept_folder(f"templates-{_compiler()}")
    return Compiled(str(folder), "%s.jinja") if folder else None


def _compiler() -> str:
    """Return a digest of what makes code of a template: this part of the program, and Jinja2."""
    made = sha256(version("jinja2").encode())
    for path in sorted(Path(__file__).parent.glob("*.py")):
        made.update(path.read_bytes())
    return made.hexdigest()[:16]
