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

trace = json.loads(Path(sys.argv[1]).read_text("utf-8"), parse_float=Decimal, parse_int=Decimal)["@graph"]
group, point = next(entry["separators"] for entry in trace if "separators" in entry).values()
file = Path(sys.argv[2])
if file.suffix == ".docx":
    parts = zipfile.ZipFile(file)
    words = re.sub("<[^>]*>", " ", "".join(parts.read(name).decode() for name in parts.namelist() if ".xml" in name))
else:
    is_pdf = file.suffix == ".pdf"
    words = subprocess.check_output(["pdftotext", file, "-"]).decode() if is_pdf else file.read_text("utf-8")


def rounded(number):
    """Return the value that is printed, rounded as the document does; of a limit the nearest one that is true."""
    step = Decimal(1).scaleb(-number.get("decimals", 0))
    found = (abs(number["value"]) / number.get("divisor", 1)).quantize(step, ROUND_HALF_UP)
    return min(max(found, step), 100 - step) if "bound" in number else found


there = set(map(Decimal, re.findall(r"\d+(?:\.\d+)?", words.replace(group, "").replace(point, "."))))
seen = {number for part in trace if "unseen" not in part for number in part.get("prints", ())}
numbers, wrong = [each for each in trace if "text" in each], []
for each in numbers:
    digits = f"{rounded(each):,}".translate({ord(","): group, ord("."): point})
    is_there = rounded(each) in there or each["@id"] not in seen or each["@type"] == "Limit"
    if not (is_there and re.search(rf"(?<!\d){re.escape(digits)}(?!\d)", each["text"])):
        wrong.append(each["text"])
print(f"{len(numbers)} numbers, {len(wrong)} wrong: {wrong}" if wrong else f"{len(numbers)} numbers, all as printed")
sys.exit(bool(wrong))
