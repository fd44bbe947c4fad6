"""A server that is killed at any moment loses no upload and no finished file, and its memory stays as it is."""

import json
import os
import random  # noqa: TID251 - for the moments of kills
import signal
import time
from pathlib import Path

import httpx
import pytest

from reportgen.batch.store import MANIFEST
from tests.page.served import Served

pytestmark = pytest.mark.conformance

FAULTS = int(os.environ.get("FAULTS", "6"))
ROUNDS = min(50, FAULTS)
BUILDS = min(500, 5 * FAULTS)
SHEET = "Region;Year;Visits\nNorth;2022;{0}\nSouth;2022;3{0}\nNorth;2023;4{0}\nSouth;2023;5{0}\n"
PATIENCE = 600
"""Seconds in which one more has to be made; of many at once, each has as long."""
MEGABYTES = 8
"""By which memory may grow from the fiftieth build to the last."""


def come_in(served):
    client = httpx.Client(base_url=served.base, follow_redirects=False, timeout=PATIENCE)
    answer = client.get(served.address)
    client.headers["origin"] = served.base.rstrip("/")
    assert answer.status_code == 303
    return client


def asked(client, place):
    form = {"report": "factsheet", "which": "some", "places": place, "formats": "txt"}
    answer = client.post("/examples/make", data=form)
    return answer.headers["location"].partition("job=")[2] if answer.status_code == 303 else ""


def is_over(client, job):
    return client.get(f"/examples/jobs/{job}").headers.get("x-job-over") == "yes"


def wait_for(client, jobs, *, seconds=PATIENCE):
    waiting, end = set(jobs), time.monotonic() + seconds
    while waiting:
        over = {job for job in waiting if is_over(client, job)}
        if over:
            waiting, end = waiting - over, time.monotonic() + seconds
        assert time.monotonic() < end, f"not made: {sorted(waiting)}"
        time.sleep(0.1)


def test_what_was_taken_and_made_is_there_after_any_kill(tmp_path):
    chance = random.Random(18)
    served = Served(tmp_path / "work")
    uploads, jobs, finished = {}, [], {}
    places = ["GU", "TX", "OH", "AK", "HI", "MO", "NY", "DC"]
    try:
        for number in range(ROUNDS):
            client = come_in(served)
            content = SHEET.format(number)
            try:
                kept = client.post("/import", files={"file": (f"visits-{number}.csv", content)})
                if kept.status_code == 303:
                    uploads[kept.headers["location"].rpartition("/")[2]] = content
                jobs.append(asked(client, chance.choice(places)))
                time.sleep(chance.uniform(0, 2.5))
            finally:
                served.end(signal.SIGKILL)
                client.close()
            manifest = served.work / "build" / MANIFEST
            if manifest.exists():
                finished |= {
                    name: record["sha256"] for name, record in json.loads(manifest.read_text())["files"].items()
                }
            served.start()
        client = come_in(served)
        wait_for(client, jobs[-20:])
        for identifier, content in uploads.items():
            files = [path for path in (served.work / "uploads" / identifier).iterdir() if path.suffix == ".csv"]
            assert [path.read_text() for path in files] == [content]
        assert len(uploads) == ROUNDS
        assert all((served.work / "build" / name).is_file() for name in finished)
        states = {json.loads(path.read_text())["state"] for path in (served.work / "jobs").glob("*.json")}
        assert states == {"done"}
        client.close()
    finally:
        served.end()


def memory_of(process):
    text = Path(f"/proc/{process.pid}/status").read_text()
    return int(text.partition("VmRSS:")[2].split()[0]) / 1000


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="this system does not tell the memory of a process")
def test_memory_is_flat_over_many_builds(tmp_path):
    served = Served(tmp_path / "work")
    try:
        client = come_in(served)
        before = 0.0
        for number in range(BUILDS):
            wait_for(client, [asked(client, "GU")])
            if number == min(50, BUILDS // 3):
                before = memory_of(served.process)
        assert memory_of(served.process) - before < MEGABYTES
        client.close()
    finally:
        served.end()
