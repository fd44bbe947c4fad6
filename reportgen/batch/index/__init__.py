"""List the files of a folder: as a table for programs and as a page for people."""

from reportgen.batch.index.listing import Front, Gone, Missing, front_of
from reportgen.batch.index.page import index_html
from reportgen.batch.index.site import shared, site_files, site_names
from reportgen.batch.index.table import index_csv

__all__ = ["Front", "Gone", "Missing", "front_of", "index_csv", "index_html", "shared", "site_files", "site_names"]
