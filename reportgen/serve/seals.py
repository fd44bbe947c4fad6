"""Who may come in: the word in the address that is opened, the password of an office, and the cookie after that."""

from __future__ import annotations

import hashlib
import hmac
import os
import re
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

KEY_BYTES = 32
PERSON = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?")
"""How a person's folder is called; never hidden, never elsewhere."""
UNSAFE = re.compile(r"[^a-z0-9]+")


def slug(text: str) -> str:
    """Return a name as part of an address and of a folder: `Ana María` as `ana-maria`; empty where nothing is left."""
    import unicodedata

    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return UNSAFE.sub("-", plain).strip("-")[:40].strip("-")


@dataclass(frozen=True, slots=True)
class Seals:
    """What proves that somebody may come in."""

    key: bytes
    """Signs cookies; it outlives a restart, so that nobody has to come in twice."""
    token: str
    """The word in the address that is opened, another one each time."""
    password: str = ""

    def cookie(self, person: str) -> str:
        """Return what a browser keeps of a person; empty for whoever sits at this machine."""
        return f"{person}.{self._signature(person)}"

    def person(self, cookie: str) -> str | None:
        """Return whose cookie this is; None for one that was not given here."""
        person, _, signature = cookie.partition(".")
        if person and not PERSON.fullmatch(person):
            return None
        return person if hmac.compare_digest(signature.encode(), self._signature(person).encode()) else None

    def is_token(self, text: str) -> bool:
        """Say whether this is the word in the address; there is none where a password is needed."""
        return not self.password and hmac.compare_digest(text.encode(), self.token.encode())

    def is_password(self, text: str) -> bool:
        """Say whether this is the password; there may be none."""
        return bool(self.password) and hmac.compare_digest(_digest(text), _digest(self.password))

    def _signature(self, person: str) -> str:
        said = f"{'shared' if self.password else 'here'}\0{_digest(self.password).hex()}\0{person}"
        return hmac.new(self.key, said.encode(), hashlib.sha256).hexdigest()


def _digest(text: str) -> bytes:
    return hashlib.sha256(text.encode(errors="replace")).digest()


def read_seals(folder: Path, *, password: str = "") -> Seals:
    """Return the seals of a work folder, whose key is made when there is none, for nobody else to read."""
    path = folder / "key"
    folder.mkdir(parents=True, exist_ok=True)
    try:
        key = path.read_bytes()
    except FileNotFoundError:
        key = b""
    if len(key) != KEY_BYTES:
        key = secrets.token_bytes(KEY_BYTES)
        part = path.with_suffix(".part")
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(key)
        part.replace(path)
    return Seals(key, secrets.token_urlsafe(24), password)
