"""What a child process may take of the machine."""

from __future__ import annotations

MEMORY = 4_000_000_000
"""Bytes of addresses: far more than any report takes, and less than would bring a machine down."""
PROCESSOR_SECONDS = 3600
FILE_BYTES = 2_000_000_000


def limit_this_process(*, memory: int = MEMORY, seconds: int = PROCESSOR_SECONDS) -> None:
    """Bound memory, processor time, files and core dumps of this process, where the system can."""
    try:
        import resource  # not there on Windows, where only the time is bounded, by who waits
    except ImportError:
        return
    wanted = {
        resource.RLIMIT_AS: memory,
        resource.RLIMIT_CPU: seconds,
        resource.RLIMIT_FSIZE: FILE_BYTES,
        resource.RLIMIT_CORE: 0,
    }
    for kind, most in wanted.items():
        _, hard = resource.getrlimit(kind)
        least = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (least, least))
