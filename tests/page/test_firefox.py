"""The page works in Firefox, too."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.judges import axe
from tests.page.served import Served
from tests.page.test_browser import SHEET

pytestmark = pytest.mark.conformance

SCRIPT = Path(__file__).with_name("firefox.mjs")
FIREFOX = shutil.which("firefox") or shutil.which("firefox-esr")
SECONDS = 600


@pytest.mark.skipif(FIREFOX is None, reason="Firefox is not installed")
def test_everything_is_done_in_firefox_as_in_chromium(tmp_path):
    try:
        node, _, folder = axe.installed()
    except axe.NotInstalled as error:
        pytest.skip(str(error))
    (tmp_path / "visits.csv").write_text(SHEET)
    served = Served(tmp_path / "work")
    command = [node, str(SCRIPT), str(folder), FIREFOX, served.address, str(tmp_path / "visits.csv")]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False)
    finally:
        served.end()
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert (found["errors"], found["violations"], found["overflow"]) == ([], {}, {})
    assert (found["span"], found["chosen"]) == ("2021 to 2024", ["Guam ×", "Alaska ×"])
    assert found["tiles"] == ["Alaska", "Guam"]
    assert sorted(found["files"]) == ["factsheet-AK-2020-2024.pdf", "factsheet-GU-2020-2024.pdf"]
    assert found["roles"] == ["place", "period", "breakdown", "figures"]
    assert found["mended"]
    assert found["same"]
