"""A page that is open, for the tests of it: its server within this process, its children beside it."""

import time
import warnings

import pytest

pytest.importorskip("starlette")

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # newer ones would rather have another library for it
    from starlette.testclient import TestClient

from reportgen.serve.app import create_app
from reportgen.serve.desk import desk_of
from reportgen.serve.seals import read_seals
from reportgen.serve.settings import Settings

BASE = "http://127.0.0.1:8642"
OWN = {"origin": BASE}
"""What a browser says of a form that a page of this server sends."""


class Page:
    """A page as a browser sees it, which has come in unless it is told otherwise."""

    def __init__(self, client, settings, seals):
        self.client = client
        self.settings = settings
        self.seals = seals

    def get(self, path, **around):
        return self.client.get(path, follow_redirects=False, **around)

    def post(self, path, data=None, **around):
        around.setdefault("headers", OWN)
        return self.client.post(path, data=data, follow_redirects=False, **around)

    def come_in(self):
        answer = self.get(f"/?token={self.seals.token}")
        assert answer.status_code == 303
        return self

    @property
    def desk(self):
        return desk_of(self.settings.folder, self.settings.project, "")

    def until_made(self, address, *, seconds=60):
        """Wait for a job, and return its panel."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            answer = self.get(address)
            if answer.headers["x-job-over"] == "yes":
                return answer.text
            time.sleep(0.05)
        raise AssertionError(f"still not made: {answer.text}")


def opened(folder, **how):
    settings = Settings(folder, **how)
    folder.mkdir(parents=True, exist_ok=True)
    seals = read_seals(folder, password=settings.password)
    return TestClient(create_app(settings, seals), base_url=BASE), settings, seals


@pytest.fixture(scope="session")
def page(tmp_path_factory):
    """A page on what comes with the program, come in, for tests that leave nothing behind that others would mind."""
    client, settings, seals = opened(tmp_path_factory.mktemp("page") / "work")
    with client:
        yield Page(client, settings, seals).come_in()
