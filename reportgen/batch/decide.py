"""Say of a file whether it has to be made, and why."""

from __future__ import annotations

from collections.abc import Callable, Mapping
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
from reportgen.batch.jobs import file_names
from reportgen.batch.kinds import needs_of
from reportgen.batch.request import choices, spoken
from reportgen.batch.store import NO_FILE
from reportgen.errors import BuildError

if TYPE_CHECKING:
    from reportgen.batch.jobs import Context, Job
    from reportgen.batch.manifest import Environment, Record


@dataclass(frozen=True, slots=True)
class Decision:
    """What is to be done with a file."""

    verdict: Literal["make", "keep", "edited", "foreign"]
    """The last two leave a file to whom it belongs: to whom has changed it, or to whom has made it."""
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
    if force:
        is_edited = record is not None and found != record.sha256
        return Decision("make", "it was changed by hand" if is_edited else "`--force`")
    if record is None or found == NO_FILE:
        return Decision("foreign", "there is no record of how it was made" if found != NO_FILE else "it is no file")
    if found != record.sha256:
        return Decision("edited", "it was changed by hand")
    changes = [
        *(["its words or figures changed"] if record.document != document else []),
        *differences(recorded, environment),
    ]
    return Decision("make", ", ".join(changes)) if changes else Decision("keep", "nothing changed")


def not_ours(state: str, where: str) -> BuildError:
    """Return the error for a file that its user has changed, or that somebody else has made."""
    said = {
        "edited": "the file was changed by hand after it was made",
        "foreign": "there is something under this name that was not made here",
    }
    return BuildError(said[state], where=where, hint="give it another name to keep it, or overwrite it with `--force`")


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


def environment(kind: str, job: Job, context: Context, *, sizes: Mapping[str, int] | None = None) -> Environment:
    """Return what the bytes of a file depend on besides its document: what its builder declares, and the program.

    What was chosen for the document stands there, too; documents differ by it anyway, but whoever makes them again has
    to know. `sizes` are those of the files of its document that stand.
    """
    needs = needs_of(kind)
    inputs = {spoken(name): INPUTS[name](job, context) for name in needs.inputs if name in INPUTS}
    if inputs.get("beside") and sizes:
        inputs["beside"] += "".join(f" {size}" for _, size in sorted(sizes.items()))
    return tuple(
        sorted(
            {
                "program": program_fingerprint(),
                **library_versions(needs.libraries),
                **{name: value for name, value in inputs.items() if value},
                **choices(context.request, needs.inputs),
            }.items()
        )
    )


def _template(context: Context) -> str:
    return digest(context.docx_template)[:SHORT] if context.docx_template is not None else ""


def _files_beside(job: Job, context: Context) -> str:
    return " ".join([*file_names(job, context).values(), *(name for _, name in context.overviews)])


INPUTS: Mapping[str, Callable[[Job, Context], str]] = {
    "theme": lambda job, context: theme_fingerprint(context.themes[job.report]),
    "fonts": lambda job, context: fonts_fingerprint(context.themes[job.report]),
    "language": lambda job, context: context.reports[job.report].language,
    "data": lambda _, context: context.package.checksum[:SHORT],
    "beside": lambda job, context: _files_beside(job, context) if context.request.site else "",
    "docx_template": lambda _, context: _template(context),
}
"""The version or digest of each input that a builder may declare; other inputs are options of the request."""
