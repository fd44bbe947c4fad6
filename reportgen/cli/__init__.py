"""The command line: arguments in, messages and an exit code out.

Nothing heavy is imported here, so that `--help` answers at once; each command imports what it needs when it runs.
"""

from __future__ import annotations

import signal
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from reportgen.cli.build import build
from reportgen.cli.check import check
from reportgen.cli.contents import list_contents
from reportgen.cli.last import last_word, leave_pipe
from reportgen.cli.messages import print_lines, show_error, stopped, use_utf8
from reportgen.cli.new import new
from reportgen.cli.observations import observations
from reportgen.cli.refresh import refresh
from reportgen.cli.serve import preview, serve
from reportgen.cli.site import site
from reportgen.cli.suppress import suppress
from reportgen.cli.trace import trace
from reportgen.cli.usage import check_arguments, usage_error
from reportgen.cli.verify import verify
from reportgen.errors import ReportError
from reportgen.process import ask_again, end_at_once, fill_streams, is_loading, is_unread, on_ending
from reportgen.version import __version__

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import FrameType


def _show_version(is_asked: bool) -> None:
    if is_asked:
        print_lines(f"reportgen {__version__}")
        raise typer.Exit


app = typer.Typer(
    name="reportgen",
    add_completion=False,
    # Typer's own panels need a second of imports on a slow machine; plain help answers at once.
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", help="Show the version and exit.", callback=_show_version, is_eager=True)
    ] = False,
) -> None:
    """Compile a data package and a template into an accessible report, as PDF and as Word."""
    del version


app.command()(build)
app.command(name="list")(list_contents)
app.command()(check)
app.command()(new)
app.command()(observations)
app.command()(preview)
app.command()(refresh)
app.command()(trace)
app.command()(serve)
app.command()(site)
app.command()(suppress)
app.command()(verify)


class _Interrupted(BaseException):
    """Ctrl-C or another signal to end, which the parser of arguments would take for itself and say nothing."""


def _interrupt(number: int, frame: FrameType | None) -> None:
    if is_loading(frame):
        ask_again(number)
        return
    on_ending(end_at_once)  # who asks twice does not wait for what there is to finish
    raise _Interrupted(number)


def main() -> int:
    """Run the program with the arguments it was called with, and return its exit code."""
    fill_streams()
    try:
        on_ending(_interrupt)
        code = run(sys.argv[1:])
    except (_Interrupted, KeyboardInterrupt) as asked:
        code = stopped(*asked.args)
    on_ending(signal.SIG_IGN)  # all is done but to leave
    return code


def run(arguments: Sequence[str]) -> int:
    """Run the program and return its exit code: 0, or that of the worst error; every error is shown as a message."""
    use_utf8()
    try:
        check_arguments(arguments)
        code = int(app(args=list(arguments), prog_name="reportgen", standalone_mode=False) or 0)
        sys.stdout.flush()
        return code
    except typer.TyperException as error:
        return show_error(usage_error(error.format_message()))
    except ReportError as error:
        return show_error(error)
    except (_Interrupted, KeyboardInterrupt) as asked:
        return stopped(*asked.args)
    except typer.Abort:
        return stopped()
    except SystemExit as left:
        # the parser of arguments has seen the closed pipe first, and leaves with the code of any error
        if isinstance(left.__context__, BrokenPipeError):
            return leave_pipe()
        raise
    except Exception as fault:  # the last one who can say anything
        if isinstance(fault, BrokenPipeError) and is_unread():
            return leave_pipe()
        return show_error(last_word(fault, arguments))
