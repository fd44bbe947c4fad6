"""List the files of a folder: as a table for programs and as a page for people."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from reportgen.batch.index.listing import Front, Gone, Missing, front_of
    from reportgen.batch.index.page import index_html
    from reportgen.batch.index.site import shared, site_files, site_names
    from reportgen.batch.index.table import index_csv

__all__ = ["Front", "Gone", "Missing", "front_of", "index_csv", "index_html", "shared", "site_files", "site_names"]

MODULES = {
    "listing": ("Front", "Gone", "Missing", "front_of"),
    "page": ("index_html",),
    "site": ("shared", "site_files", "site_names"),
    "table": ("index_csv",),
}
"""What is loaded when it is first used, by the module it is in: a build without an index waits for none."""
HOMES = {name: module for module, names in MODULES.items() for name in names}


def __getattr__(name: str) -> Any:
    """Import what is asked for, and not before."""
    if name in HOMES:
        return getattr(import_module(f"{__name__}.{HOMES[name]}"), name)
    raise AttributeError(f"module `{__name__}` has no attribute `{name}`")
