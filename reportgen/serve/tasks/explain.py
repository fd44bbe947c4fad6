"""Keep a figure that does not fit, and say why: a row of `exceptions.csv`; and take out one that explains nothing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from reportgen.errors import UsageError
from reportgen.serve.tasks.kept import package_at, shown_place
from reportgen.serve.tasks.tables import sheet_of, written
from reportgen.serve.tasks.taken_back import as_it_would_be, keep_and_write, new_name

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reportgen.audit import Check
    from reportgen.dataset import Package
    from reportgen.serve.tasks import Talk, Values

EXCEPTIONS = "exceptions.csv"
COLUMNS = ("identity", "year", "place", "breakdown", "explanation")
LEAST, MOST = 10, 1_000
"""Characters of a reason."""
OPEN = ("failed", "warning")
AGAIN = "look at the checks again"


def about(check: Check) -> dict[str, str]:
    """Return by what a finding is known from one request to the next."""
    year = "" if check.year is None else str(check.year)
    parts = {"identity": check.identity, "indicator": check.indicator, "year": year}
    return {**parts, "place": check.place, "breakdown": check.breakdown}


def can_be_explained(check: Check) -> bool:
    """Say whether a reason can be given for what does not hold; a hidden figure that shows has none."""
    from reportgen.audit.check import STALE
    from reportgen.audit.disclosed import DISCLOSURE

    return check.outcome in OPEN and check.identity not in (STALE, DISCLOSURE)


def explain(values: Values, talk: Talk) -> Values:
    """Write down why what does not hold is right as it is, as an exception of the data. Raises ReportError."""
    del talk
    data = Path(values["data"])
    reason = " ".join(str(values["reason"]).split())
    if not LEAST <= len(reason) <= MOST:
        message = f"expected a reason of {LEAST} to {MOST} characters, found {len(reason)}"
        raise UsageError(message, hint="say in plain words why the figure is right as it is")
    package = package_at(data)
    found = _finding(package, values)
    row = _exception(package, found, reason, has_places=(data / "places.csv").is_file())
    files = written(data, sheet_of(data, EXCEPTIONS, COLUMNS).with_columns(*row).with_row(row))
    _require_explained(data, files, package, found)
    name = new_name()
    told = {"words": str(values.get("words", ""))[:300], "reason": reason}
    keep_and_write(data, Path(values["kept"]), name, files, told)
    return {"correction": name}


def drop(values: Values, talk: Talk) -> Values:
    """Take an exception out of the data that explains nothing. Raises ReportError."""
    from reportgen.audit import audit
    from reportgen.audit.check import STALE

    del talk
    data, where = Path(values["data"]), str(values["where"])
    stale = [each for each in audit(package_at(data)) if each.identity == STALE and shown_place(each.where) == where]
    if not stale:
        raise UsageError("there is no such exception any more", hint=AGAIN)
    sheet = sheet_of(data, EXCEPTIONS)
    line = int(stale[0].where.rpartition(":")[2])
    reason = next((cells for begins, cells in sheet.rows if begins == line), ())
    files = written(data, sheet.without(line))
    with as_it_would_be(data, files) as package:
        if len(_open(package)) >= len(_open(package_at(data))):
            raise UsageError("that would explain less", hint=f"nothing was written; {AGAIN}")
    name = new_name()
    told = {"words": str(values.get("words", ""))[:300], "found": " ".join(reason[-1:]), "should_be": ""}
    keep_and_write(data, Path(values["kept"]), name, files, told)
    return {"correction": name}


def _finding(package: Package, values: Values) -> Check:
    """Return what does not hold and is asked about."""
    asked = {name: str(values.get(name, "")) for name in ("identity", "indicator", "year", "place", "breakdown")}
    found = next((each for each in _open(package) if can_be_explained(each) and about(each) == asked), None)
    if found is None:
        raise UsageError("this holds by now, or is explained", hint=AGAIN)
    return found


def _open(package: Package) -> list[Check]:
    from reportgen.audit import audit

    return [each for each in audit(package) if each.outcome in OPEN]


def _exception(package: Package, check: Check, reason: str, *, has_places: bool) -> Mapping[str, str]:
    """Return a row that explains this check and no other one."""
    identity = package.identities.get(check.identity)
    names_its_own = identity is not None and identity.indicator
    of = check.identity if names_its_own or not check.indicator else f"{check.identity}:{check.indicator}"
    row = {**about(check), "identity": of, "place": check.place if has_places else "", "explanation": reason}
    return {name: row[name] for name in COLUMNS}


def _require_explained(data: Path, files: Mapping[str, str], before: Package, check: Check) -> None:
    """Raise UsageError unless in a copy of the data this check is explained, and all others are as they were."""
    with as_it_would_be(data, files) as package:
        still_open = [about(each) for each in _open(package)]
    wanted = [about(each) for each in _open(before) if about(each) != about(check)]
    if still_open != wanted:
        raise UsageError("this reason would not be that of this finding alone", hint=f"nothing was written; {AGAIN}")
