"""`reportgen` and `python -m reportgen`: the first moment of the program, in which Ctrl-C is one line, too."""

from __future__ import annotations

from reportgen.process import end_at_once, fill_streams, leave, on_ending


def main() -> None:
    """Import the command line, run it, and leave with its exit code."""
    fill_streams()
    on_ending(end_at_once)  # while modules are imported there is nothing to finish, and nobody to catch an exception
    from reportgen.memory import collect_seldom

    collect_seldom()  # what is imported stays, and looking through it is a twentieth of a first fact sheet
    from reportgen.methods import kept_methods

    with kept_methods():
        from reportgen.cli import main as run_command_line  # half a second in which Ctrl-C is to be a line

        code = run_command_line()
    leave(code)


if __name__ == "__main__":
    main()
