"""Run a command, and write down what it and all that it started needed.

    python -I -S benchmarks/launch.py MEASURED.json COMMAND...

A program of its own, and a small one: the peak memory of a process is at least what the process had that started it.
"""

import ctypes
import json
import os
import sys
import time

ADOPT_ORPHANS = 36  # PR_SET_CHILD_SUBREAPER of Linux: a worker whose parent has ended is waited for here
BYTES = 1 if sys.platform == "darwin" else 1024  # the unit of ru_maxrss


def main(report, *command):
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(ADOPT_ORPHANS, 1, 0, 0, 0)
    started = time.perf_counter()
    first = os.posix_spawnp(command[0], command, os.environ)
    ended, processor, peaks = {}, 0.0, {}
    while True:
        try:
            process, status, usage = os.wait4(-1, 0)
        except ChildProcessError:
            break
        ended[process] = os.waitstatus_to_exitcode(status), time.perf_counter() - started
        processor += usage.ru_utime + usage.ru_stime
        peaks[process] = usage.ru_maxrss * BYTES / 2**20
    code, wall = ended[first]
    workers = [peak for process, peak in peaks.items() if process != first]
    measured = {"wall": wall, "processor": processor, "peak_mb": peaks[first], "worker_mb": max(workers, default=0.0)}
    with open(report, "w", encoding="utf-8") as file:  # noqa: PTH123 - pathlib would double the memory
        json.dump(measured, file)
    return code


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
