"""A child process: tasks come as lines of JSON, and answers go as lines of JSON.

A line is one task. While it is done, lines with `event` tell what becomes of it; one with `done`, or with `failed` and
a list of errors, ends it. The line `{"stop": true}` asks a task to end soon, and so does the end of the input: the
server that started this process is gone.
"""

from __future__ import annotations

import json
import os
import sys
import threading
from importlib import import_module
from os.path import lexists
from pathlib import Path
from queue import SimpleQueue
from typing import TYPE_CHECKING, TextIO

from reportgen.errors import ProgramFault, ReportError
from reportgen.project import PLAN
from reportgen.serve.bounds import limit_this_process
from reportgen.serve.tasks import FINISHED, TASKS, Talk

if TYPE_CHECKING:
    from reportgen.serve.tasks import Values


def main() -> None:
    """Do tasks until the input ends."""
    channel = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # whatever a library prints is no answer
    limit_this_process()
    waiting: SimpleQueue[Values | None] = SimpleQueue()
    stopped = threading.Event()
    threading.Thread(target=_listen, args=(waiting, stopped), daemon=True).start()
    while (asked := waiting.get()) is not None:
        _answer(channel, asked, stopped)
        stopped.clear()


def _listen(waiting: SimpleQueue[Values | None], stopped: threading.Event) -> None:
    for line in sys.stdin:
        asked = json.loads(line)
        if asked.get("stop"):
            stopped.set()
        else:
            waiting.put(asked)
    stopped.set()
    waiting.put(None)


def _make_whole(asked: Values) -> None:
    """Finish what another child was writing of the data when it was killed. Raises DataError where it cannot."""
    folder = Path(str(asked["data"])).absolute().parent if "data" in asked else Path(str(asked.get("folder", "")))
    if lexists(folder / PLAN):
        from reportgen.batch import finish_change  # hardly ever

        finish_change(folder, asked.setdefault(FINISHED, []).append)


def _answer(channel: TextIO, asked: Values, stopped: threading.Event) -> None:
    from reportgen.serve.tasks.asked import told_error

    def tell(values: Values) -> None:
        channel.write(json.dumps(values, ensure_ascii=True) + "\n")
        channel.flush()

    try:
        _make_whole(asked)
        module, name = TASKS[asked["task"]]
        result = getattr(import_module(module), name)(asked, Talk(tell, stopped.is_set))
    except ReportError as error:
        tell({"failed": told_error(error)})
    except MemoryError:
        tell({"failed": [{"message": "there is not enough memory", "where": "", "hint": "ask for less at once"}]})
    except Exception as fault:  # the last one here who can say anything
        tell({"failed": told_error(_fault(fault))})
    else:
        tell({"done": result})


def _fault(fault: Exception) -> ProgramFault:
    text = " ".join(str(fault).split())[:200]
    hint = "this is a fault of the program; please report it with what you did before (CONTRIBUTING.md)"
    return ProgramFault(f"unexpected {type(fault).__name__}: {text}", hint=hint)


if __name__ == "__main__":
    main()
