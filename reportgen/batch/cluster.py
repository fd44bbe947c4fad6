"""Run tasks on a Dask cluster: the same tasks, handed to the executor of its client."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from distributed import Client, WorkerPlugin
from distributed.scheduler import KilledWorker

from reportgen.batch.fingerprints import digest
from reportgen.batch.handing import Crew
from reportgen.batch.held import hold, packed, release
from reportgen.errors import UsageError
from reportgen.memory import collect_seldom

if TYPE_CHECKING:
    from collections.abc import Iterator
    from concurrent.futures import Executor

    from reportgen.batch.jobs import Context

PATIENCE = "30s"
"""How long a scheduler may take to answer."""
GROUP_SECONDS = 0.5
"""How long tasks take that are handed out together: to hand out one takes client and scheduler some 10 ms."""


LOOKS = ("profile", "profile-cycle")
"""What a worker does a hundred times a second beside its work: note where in the program it is."""


class Holding(WorkerPlugin):  # type: ignore[misc]
    """Give what the jobs share to each worker once, also to one that joins later, and let it work undisturbed."""

    def __init__(self, payload: bytes) -> None:
        self.payload = payload
        self.name = f"reportgen-{digest(payload)}"

    def setup(self, worker: Any) -> None:
        """Keep it."""
        hold(self.payload)
        collect_seldom()
        for look in _looks(worker):
            look.stop()

    def teardown(self, worker: Any) -> None:
        """Forget it."""
        release(digest(self.payload))
        for look in _looks(worker):
            look.start()


def _looks(worker: Any) -> list[Any]:
    """Return what a worker does by the clock to find out about itself; nothing where its settings do without."""
    return [worker.periodic_callbacks[name] for name in LOOKS if name in worker.periodic_callbacks]


@contextmanager
def cluster(context: Context, address: str) -> Iterator[Crew]:
    """Give the workers of the cluster whose scheduler has this address.

    Raises UsageError when nobody answers there.
    """
    try:
        client = Client(address, timeout=PATIENCE, set_as_default=False)
    except (OSError, ValueError) as error:
        raise UsageError(
            f"no scheduler answers at `{address}`", hint="write its address as `tcp://HOST:PORT`"
        ) from error
    with client:
        holding = Holding(packed(context))
        client.register_plugin(holding)

        @contextmanager
        def start() -> Iterator[Executor]:
            executor = client.get_executor(pure=False)
            try:
                yield executor
            finally:
                executor.shutdown(wait=True)

        threads = sum(client.nthreads().values())
        try:
            yield Crew(start, max(1, threads), (KilledWorker,), digest(holding.payload), GROUP_SECONDS)
        finally:
            client.unregister_worker_plugin(holding.name)
