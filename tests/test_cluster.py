"""A Dask cluster makes the same files, also when it loses a worker on the way."""

import os
import signal
from datetime import date
from types import SimpleNamespace

import pytest

from reportgen.batch import Request, Way, plan, run_plan
from reportgen.batch.held import packed
from reportgen.errors import UsageError
from tests.worlds import make_world

distributed = pytest.importorskip("distributed")
from reportgen.batch.cluster import LOOKS, Holding  # noqa: E402 - where the library is there

pytestmark = [pytest.mark.conformance, pytest.mark.filterwarnings("default")]
PLACES = ("AA", "BB", "CC")


@pytest.fixture
def world(tmp_path):
    return make_world(tmp_path)


@pytest.fixture(scope="module")
def cluster():
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, silence_logs=50
    ) as made:
        yield made


def planned(world, out, years):
    return plan(
        Request(
            ("sheet", "note"),
            years=years,
            places=PLACES,
            formats=("pdf", "txt"),
            out=out,
            data=world.data,
            templates=world.templates,
            date=date(2025, 6, 30),
        )
    )


def contents(folder):
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.name != "manifest.json"}


def test_a_cluster_makes_the_same_bytes(world, tmp_path, cluster):
    for name, way in (("here", Way(jobs=1)), ("there", Way(scheduler=cluster.scheduler_address))):
        outcomes = list(run_plan(planned(world, tmp_path / name, "2022"), way))
        assert [outcome.errors for outcome in outcomes] == [()] * 4
    assert contents(tmp_path / "here") == contents(tmp_path / "there")


def test_a_worker_is_not_looked_at_a_hundred_times_a_second_while_it_makes_documents():
    runs = []
    look = SimpleNamespace(stop=lambda: runs.append("stop"), start=lambda: runs.append("start"))
    worker = SimpleNamespace(periodic_callbacks={"profile": look, "heartbeat": None})
    holding = Holding(packed(("what", "jobs", "share")))
    holding.setup(worker)
    assert runs == ["stop"]
    holding.teardown(worker)
    assert runs == ["stop", "start"]


def test_a_worker_has_the_looks_that_are_stopped(cluster):
    with distributed.Client(cluster.scheduler_address, set_as_default=False) as client:
        found = client.run(lambda dask_worker: sorted(dask_worker.periodic_callbacks))
    assert all(set(LOOKS) <= set(names) for names in found.values())


def test_a_cluster_that_loses_a_worker_loses_no_document(world, tmp_path, cluster):
    outcomes = []
    for outcome in run_plan(planned(world, tmp_path / "there", ""), Way(scheduler=cluster.scheduler_address)):
        if not outcomes:
            os.kill(next(iter(cluster.workers.values())).pid, signal.SIGKILL)
        outcomes.append(outcome)
    assert [outcome.errors for outcome in outcomes] == [()] * 4
    list(run_plan(planned(world, tmp_path / "here", ""), Way(jobs=1)))
    assert contents(tmp_path / "here") == contents(tmp_path / "there")


def test_a_scheduler_that_does_not_answer_is_a_usage_error(world, monkeypatch):
    monkeypatch.setattr("reportgen.batch.cluster.PATIENCE", "1s")
    with pytest.raises(UsageError, match="no scheduler answers at"):
        list(run_plan(planned(world, world.out, ""), Way(scheduler="tcp://127.0.0.1:1")))
