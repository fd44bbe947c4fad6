"""What a process has from the system that began it: three streams, and signals that ask it to end.

Imported before anything else, so that nothing heavy is needed here.
"""

from __future__ import annotations

import os
import signal
import sys

TYPE_CHECKING = False  # that of `typing`, without its import: until there is a handler, Ctrl-C is a traceback of Python
if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType
    from typing import Any, NoReturn

    Handler = Callable[[int, Any], Any] | signal.Handlers

STOPPED = 130
"""Exit code after Ctrl-C, as shells have it: 128 and the number of the signal; so with the other signals."""
SAID = "stopped\n"
ENDING = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGXCPU") if hasattr(signal, name))
"""Ctrl-C; the system shuts down; the terminal is closed; the time that a process may compute is used up."""

LOADS = ("create_module", "exec_module")
MOMENT = 0.02
"""Seconds; loading a library takes some of them."""


def fill_streams() -> None:
    """Let the three streams lead somewhere when they were closed.

    Else the next file that is opened has the number of one of them, and gets what is printed.
    """
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # takes the lowest number that is free, which is this one
            os.set_inheritable(number, True)
    if sys.stdin is None:
        sys.stdin = open(0, closefd=False)  # noqa: SIM115 - a number, and for as long as the process lives
    if sys.stdout is None:
        sys.stdout = open(1, "w", closefd=False)  # noqa: SIM115
    if sys.stderr is None:
        sys.stderr = open(2, "w", closefd=False)  # noqa: SIM115


def silence(number: int) -> None:
    """Let a stream that takes nothing any more lead nowhere, so that nothing fails on leaving."""
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, number)
    os.close(nothing)


def tell(text: str) -> None:
    """Write to the standard error. That nobody can be told is no reason to do anything else than what was asked."""
    try:
        sys.stderr.write(text)
        sys.stderr.flush()
    except (OSError, ValueError):
        silence(2)


def is_unread() -> bool:
    """Say whether who read the standard output has gone."""
    try:
        import select  # not at once: most runs are read to their end

        asked = select.poll()
    except (ImportError, AttributeError):  # Windows
        return True
    asked.register(1, 0)
    return any(state & (select.POLLERR | select.POLLHUP) for _, state in asked.poll(0))


def on_ending(handler: Handler) -> None:
    """Call this when the process is asked to end; what it was told to ignore, as by `nohup`, it goes on to ignore."""
    for number in ENDING:
        if number == signal.SIGINT or signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, handler)


def is_loading(frame: FrameType | None) -> bool:
    """Say whether code that is not Python's is just being loaded: it may not bear an exception, and abort."""
    from importlib.machinery import ExtensionFileLoader

    while frame is not None:
        if frame.f_code.co_name in LOADS and isinstance(frame.f_locals.get("self"), ExtensionFileLoader):
            return True
        frame = frame.f_back
    return False


def ask_again(number: int) -> None:
    """Let the signal come once more in a moment."""
    import threading  # not at once, as above

    again = threading.Timer(MOMENT, signal.raise_signal, (number,))
    again.daemon = True
    again.start()


def end_at_once(number: int, _: object = None) -> None:
    """End, with a line: for when there is nothing to finish, or nobody left to finish it."""
    try:
        os.write(2, SAID.encode())
    finally:
        os._exit(128 + number)


def leave(code: int) -> NoReturn:
    """End with a code, once all is said, and all is done that was to be done at the end.

    Python would take apart what is left, object by object, in a seventh of the time of a first fact sheet; the system
    takes it back at once. Where somebody still works or looks on, Python ends as it always does.
    """
    import atexit  # none of them at once, as above
    import threading

    others = [each for each in threading.enumerate() if each is not threading.current_thread() and not each.daemon]
    if others or sys.gettrace() or sys.getprofile():
        sys.exit(code)
    atexit._run_exitfuncs()
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except (OSError, ValueError):
        sys.exit(code)
    os._exit(code)
