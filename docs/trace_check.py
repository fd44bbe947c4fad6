"""Print every number of a document anew from its NAME.trace.json, and look for each in the finished document.

python trace_check.py NAME.trace.json NAME.pdf     also a Word file or a text; for a PDF, `pdftotext` has to be there
"""

import json
import re
import subprocess
import sys
import zipfile
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

trace, file = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))["@graph"], sys.argv[2]
entries = {entry["@id"]: entry for entry in trace}
group, decimal = entries["./"]["separators"].values()
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


def value(entry):
    """Return the value of an entry, or else that of its cell or its operation."""
    return Decimal(repr(entry["value"])) if "value" in entry else value(entries[entry.get("from") or entry["by"]])


def digits(number):
    """Return the digits of a number, rounded as the document rounds it."""
    step = Decimal(1).scaleb(-number.get("decimals", 0))
    found = (abs(value(number)) / Decimal(number.get("divisor", 1))).quantize(step, ROUND_HALF_UP)
    if "bound" in number:
        found = 100 - step if number["bound"] == ">" and found >= 100 - step else step
    return f"{found:,}".replace(",", "\0").replace(".", decimal).replace("\0", group)


def is_right(operation):
    """Say whether what was used gives the value; of a rank and a count the file has the lines that were compared."""
    formula = FORMULAS.get(operation["operator"], lambda *_: value(operation))
    found = formula(*(value(entries[used]) for used in operation["used"]))
    return abs(found - value(operation)) <= abs(value(operation)) / 10**9


drawn = set()
if file.endswith(".pdf"):
    words = subprocess.check_output(["pdftotext", file, "-"]).decode()
elif file.endswith(".docx"):  # charts of Word hold values, and word them when they are drawn
    with zipfile.ZipFile(file) as opened:
        words = re.sub(r"<[^>]*>", "", opened.read("word/document.xml").decode()).replace("-", "−")
        charts = [opened.read(name).decode() for name in opened.namelist() if name.startswith("word/charts/chart")]
    drawn = {float(found) for chart in charts for found in re.findall(r"<c:v>(-?[\d.]+)</c:v>", chart)}
else:
    words = Path(file).read_text(encoding="utf-8")
words = "".join(words.split())
seen = {number for entry in trace if not entry.get("unseen") for number in entry.get("prints", [])}
numbers = [entry for entry in trace if "text" in entry]
wrong = [each["@id"] for each in trace if each.get("@type") == "Op" and not is_right(each)]
for each in numbers:
    plain = float(digits(each).replace(group, "").replace(decimal, "."))
    is_printed = "".join(each["text"].split()) in words or not drawn.isdisjoint((plain, float(value(each))))
    is_figure = each["@id"] in seen and (each["@type"] == "Cell" or "from" in each or "by" in each)
    if not re.search(rf"(?<!\d){re.escape(digits(each))}(?!\d)", each["text"]) or (is_figure and not is_printed):
        wrong.append(each["text"])
print(f"{len(numbers)} numbers, {len(wrong)} wrong: {wrong}" if wrong else f"{len(numbers)} numbers, all as printed")
sys.exit(bool(wrong))
