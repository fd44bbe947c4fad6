"""Stop on Ctrl-C without leaving anything half done."""

from __future__ import annotations

import signal
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@contextmanager
def stopping(say: Callable[[str], object]) -> Iterator[Callable[[], bool]]:
    """Give a question that is answered with yes after Ctrl-C; a second Ctrl-C ends the program at once."""
    asked = threading.Event()
    if threading.current_thread() is not threading.main_thread():
        yield asked.is_set
        return

    def stop(*_: object) -> None:
        signal.signal(signal.SIGINT, before if callable(before) else signal.default_int_handler)
        asked.set()
        say("stopping after the documents in hand; Ctrl-C again to stop at once")

    before = signal.signal(signal.SIGINT, stop)
    try:
        yield asked.is_set
    finally:
        signal.signal(signal.SIGINT, before)
