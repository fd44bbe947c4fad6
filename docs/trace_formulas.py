"""Work out every operation of a NAME.trace.json anew from the figures that it used: python trace_formulas.py FILE."""

import json
import sys
from pathlib import Path

FORMULAS = {
    "change": lambda base, now: 100 * (now - base) / base,
    "difference": lambda base, now: now - base,
    "points": lambda base, now: now - base,
    "share": lambda part, whole: 100 * part / whole,
    "ratio": lambda one, other: one / other,
    "sum": lambda *parts: sum(parts),
    "highest": lambda own, *_: own,
    "lowest": lambda own, *_: own,
}
trace = json.loads(Path(sys.argv[1]).read_text("utf-8"))["@graph"]
entries = {entry["@id"]: entry for entry in trace}


def value(entry):
    """Return the value of a cell, or of an operation what its formula gives; of a rank and a count it is told."""
    if entry.get("operator") in FORMULAS:
        return FORMULAS[entry["operator"]](*(value(entries[used]) for used in entry["used"]))
    return entry["value"]


told = [(each, entries[each["by"]]) for each in trace if each.get("@type") == "Num" and "by" in each]
told += [(each, each) for each in trace if each.get("operator") in FORMULAS and "value" in each]
wrong = [each["@id"] for each, made in told if abs(abs(value(made)) - abs(each["value"])) > abs(each["value"]) / 1e9]
print(f"{len(told)} values, {len(wrong)} wrong: {wrong}" if wrong else f"{len(told)} values, all as worked out")
sys.exit(bool(wrong))
