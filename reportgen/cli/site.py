"""`reportgen site`: make a site of a folder that was built into."""

from __future__ import annotations

from typing import Annotated

import typer

from reportgen.cli.here import templates_here
from reportgen.cli.messages import print_lines, show_error
from reportgen.cli.options import Templates


def site(
    out: Annotated[str, typer.Argument(metavar="DIR", help="Folder that was built into, or its URL.")] = "build",
    address: Annotated[
        str, typer.Option("--address", metavar="URL", help="Where it will stand, for its feed and map.")
    ] = "",
    theme: Annotated[
        str, typer.Option("--theme", metavar="NAME", help="The look.", show_default="that of the documents")
    ] = "",
    templates: Templates = None,
    force: Annotated[bool, typer.Option("--force", help="Also replace files that were changed by hand.")] = False,
) -> int:
    """Make a front page and what else belongs to a site from the documents of a folder."""
    from reportgen.batch import make_site, store_at  # Jinja2 and all else that makes reports

    store = store_at(out)
    outcome = make_site(store, templates=templates_here(templates), theme=theme, address=address, force=force)
    for error in outcome.errors:
        show_error(error)
    print_lines("\n".join(store.shown(result.name) for result in outcome.results if result.record))
    return outcome.exit_code
