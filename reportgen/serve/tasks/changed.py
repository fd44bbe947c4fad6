"""What a finished document would say otherwise today, or said otherwise before; and is it as it was made."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from reportgen.errors import ReportError, UsageError
from reportgen.serve.tasks.asked import request_of, told_error
from reportgen.serve.tasks.differences import differences, words_of
from reportgen.serve.tasks.editions import editions

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reportgen.batch import Finding
    from reportgen.batch.manifest import Manifest
    from reportgen.batch.store import Store
    from reportgen.serve.tasks import Talk, Values

MOST = 200
"""Changes that are told one by one."""


def changed(values: Values, talk: Talk) -> Values:
    """Return the words of a finished file that would be others today, those with figures first; and its editions.

    With `edition`, the words of that one are compared with those of the one before it. Raises ReportError.
    """
    from reportgen.batch.standing import made_anew

    del talk
    store, manifest, name = _recorded(values)
    record = manifest.files[name]
    known = editions(Path(values["editions"]), name) if values.get("editions") else []
    at = next((at for at, one in enumerate(known) if one["of"] == values.get("edition") and at), 0)
    if at:
        before, now = ([(word, page) for word, page in known[place]["words"]] for place in (at - 1, at))
    else:
        content = store.read(name)
        if content is None:
            raise UsageError("this file is not there any more", where=name, hint="look at the documents that there are")
        before = words_of(content, record.kind)
        now = words_of(made_anew(manifest, name, request_of({**values, "reports": ["-"]})), record.kind)
    found = list(islice(differences(before, now), MOST + 1))
    found.sort(key=lambda change: not change["is_figure"])
    told = ("of", "made", "figures", "others")
    return {
        "title": record.title,
        "report": record.report,
        "changes": found[:MOST],
        "figures": sum(change["is_figure"] for change in found),
        "is_more": len(found) > MOST,
        "edition": known[at]["of"] if at else "",
        "editions": [{name: one[name] for name in told} for one in reversed(known)],
    }


def verified(values: Values, talk: Talk) -> Values:
    """Return what `reportgen verify` finds of one file: its bytes, whether they are made again, and its numbers."""
    from reportgen.batch import Way, prove_numbers, rebuild, verify_files

    del talk
    store, manifest, name = _recorded(values)
    alone = replace(manifest, files={name: manifest.files[name]})
    request = request_of({**values, "reports": ["-"]})
    return {
        "written": _told(verify_files(store, alone)),
        "again": _told(rebuild(alone, request, Way(jobs=1))),
        "numbers": _told(prove_numbers(store, alone, request)),
    }


def _recorded(values: Values) -> tuple[Store, Manifest, str]:
    from reportgen.batch import read_record, store_at

    store, name = store_at(Path(values["out"])), str(values["file"])
    manifest = read_record(store)
    if name not in manifest.files:
        raise UsageError("this file is not there any more", where=name, hint="look at the documents that there are")
    return store, manifest, name


def _told(findings: Iterable[Finding]) -> Values:
    """Return the state of the one file that was looked at; `failed` with the reason where that was not possible."""
    try:
        found = next(iter(findings), None)
    except ReportError as error:
        return {"state": "failed", "reason": told_error(error)[0]["message"], "known": 0, "digits": 0}
    if found is None:
        return {"state": "failed", "reason": "", "known": 0, "digits": 0}
    digits = dict(found.digits)
    known = sum(digits.values()) - digits.get("", 0)
    state = "failed" if found.state == "older" else found.state
    return {"state": state, "reason": found.reason, "known": known, "digits": sum(digits.values())}
