"""Print every number of a document anew from its NAME.trace.json, and look for each in the text of the document.

python trace_check.py NAME.trace.json NAME.pdf     also a Word file or a text; for a PDF, `pdftotext` has to be there
"""

import json
import re
import subprocess
import sys
import zipfile
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

trace = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))["@graph"]
entries = {entry["@id"]: entry for entry in trace}
group, decimal = entries["./"]["separators"].values()


def value_of(entry):
    """Return the value of an entry; that of its cell or its operation where it has none of its own."""
    return Decimal(repr(entry["value"])) if "value" in entry else value_of(entries[entry.get("from") or entry["by"]])


def digits(number):
    """Return the digits of a number, rounded as the document rounds it."""
    step = Decimal(1).scaleb(-number.get("decimals", 0))
    value = (abs(value_of(number)) / Decimal(number.get("divisor", 1))).quantize(step, ROUND_HALF_UP)
    if "bound" in number:
        value = 100 - step if number["bound"] == ">" and value >= 100 - step else step
    return f"{value:,}".replace(",", "\0").replace(".", decimal).replace("\0", group)


def worked_out(operation):
    """Return the result of an operation, from the values that it used."""
    match operation["operator"], [value_of(entries[used]) for used in operation["used"]]:
        case "change", [base, now]:
            return 100 * (now - base) / base
        case (("difference" | "points"), [base, now]):
            return now - base
        case "share", [part, whole]:
            return 100 * part / whole
        case "ratio", [one, other]:
            return one / other
        case "sum", values:
            return sum(values)
        case _:
            return value_of(operation)


def words(file):
    """Return what a file says."""
    if file.endswith(".docx"):
        return re.sub(r"<[^>]*>", "", zipfile.ZipFile(file).read("word/document.xml").decode()).replace("-", "−")
    if file.endswith(".pdf"):
        return subprocess.run(["pdftotext", file, "-"], capture_output=True, check=True).stdout.decode()
    return Path(file).read_text(encoding="utf-8")


def charted(file):
    """Return the values of the charts of a Word file, which words them itself."""
    if not file.endswith(".docx"):
        return set()
    with zipfile.ZipFile(file) as parts:
        charts = [parts.read(name).decode() for name in parts.namelist() if name.startswith("word/charts/chart")]
    return {float(value) for chart in charts for value in re.findall(r"<c:v>(-?[\d.]+)</c:v>", chart)}


numbers = [entry for entry in trace if "text" in entry]
wrong = [each["text"] for each in numbers if not re.search(rf"(?<!\d){re.escape(digits(each))}(?!\d)", each["text"])]
for each in (entry for entry in trace if entry.get("@type") == "Op"):
    if abs(worked_out(each) - value_of(each)) > abs(value_of(each)) / 10**9:
        wrong.append(each["@id"])
text = "".join(words(sys.argv[2]).split())
charts = charted(sys.argv[2])
told = {number for entry in trace if not entry.get("unseen") for number in entry.get("prints", [])}
for each in numbers:
    plain = float(digits(each).replace(group, "").replace(decimal, "."))
    is_there = "".join(each["text"].split()) in text or {plain, float(value_of(each))} & charts
    if each["@id"] in told and (each["@type"] == "Cell" or "from" in each or "by" in each) and not is_there:
        wrong.append(each["text"])
print(f"{len(numbers)} numbers, {len(wrong)} wrong: {wrong}" if wrong else f"{len(numbers)} numbers, all as printed")
sys.exit(bool(wrong))
