"""Say of a file whether it has to be made, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from reportgen.batch.fingerprints import (
    SHORT,
    digest,
    fonts_fingerprint,
    library_versions,
    program_fingerprint,
    theme_fingerprint,
)
from reportgen.errors import BuildError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reportgen.batch.jobs import Context
    from reportgen.batch.manifest import Environment, Record
    from reportgen.theme import Theme


@dataclass(frozen=True, slots=True)
class Decision:
    """What is to be done with a file: make it, leave it as it is, or leave it to whom has changed it."""

    verdict: Literal["make", "keep", "refuse"]
    reason: str


def decide(
    found: str, record: Record | None, *, document: str, environment: Environment, recorded: Environment, force: bool
) -> Decision:
    """Return what is to be done with a file.

    `found` is the checksum of what stands under its name, empty for nothing; `document` and `environment` are what it
    would be made from, `record` and `recorded` what it was made from.
    """
    if not found:
        return Decision("make", "it is not there" if record else "it is new")
    if record is None:
        return Decision("make", "there is no record of how it was made")
    if found != record.sha256:
        return Decision("make" if force else "refuse", "it was changed by hand")
    if force:
        return Decision("make", "`--force`")
    changes = [
        *(["its words or figures changed"] if record.document != document else []),
        *differences(recorded, environment),
    ]
    return Decision("make", ", ".join(changes)) if changes else Decision("keep", "nothing changed")


def changed_by_hand(where: str) -> BuildError:
    """Return the error for a file that its user has changed."""
    return BuildError(
        "the file was changed by hand after it was made",
        where=where,
        hint="give it another name to keep it, or overwrite it with `--force`",
    )


def differences(before: Environment, now: Environment) -> list[str]:
    """Return what differs between two environments, in words."""
    old, new = dict(before), dict(now)
    if not old:
        return ["there is no record of what it was made with"]
    return [
        _difference(name, old.get(name, ""), new.get(name, ""))
        for name in sorted({*old, *new})
        if old.get(name) != new.get(name)
    ]


def _difference(name: str, old: str, new: str) -> str:
    return f"{name} {old or 'none'} became {new or 'none'}"


def environment(kind: str, theme: Theme, context: Context) -> Environment:
    """Return what the bytes of a file depend on besides its document."""
    ending = kind.rpartition(".")[2]
    values: dict[str, str] = {"program": program_fingerprint(), **library_versions(ending)}
    if kind == "data.xlsx":
        values["data"] = context.package.checksum[:SHORT]
    if ending in ("pdf", "docx", "png"):
        values |= {"theme": theme_fingerprint(theme), "fonts": fonts_fingerprint(theme)}
    if ending == "docx":
        values |= _word(context)
    return tuple(sorted({**values, **_choices(context)}.items()))


def _choices(context: Context) -> Mapping[str, str]:
    """Return what was chosen for the documents; they differ by it anyway, but whoever makes them again has to know."""
    profile = {"profile": context.profile.name} if context.profile is not None else {}
    return {**profile, **({"chart data": "tables"} if context.chart_data else {})}


def _word(context: Context) -> Mapping[str, str]:
    template = digest(context.docx_template)[:SHORT] if context.docx_template is not None else ""
    return {
        "charts": "native" if context.native_charts else "picture",
        **({"Word template": template} if template else {}),
    }
