"""Tables: how wide, how tight, upright or turned, where a page may end is decided here, once; builders carry it out."""

from reportgen.exhibits.tables.before import SetBefore, tables_set_before
from reportgen.exhibits.tables.cells import (
    Indents,
    all_rows,
    decimal_indents,
    decimal_tail,
    indent_of,
    starts,
    with_marks,
)
from reportgen.exhibits.tables.cut import without_drawings
from reportgen.exhibits.tables.reach import BOLDER
from reportgen.exhibits.tables.resolve import (
    BAR_SHADE,
    Fit,
    ResolvedCell,
    ResolvedRow,
    ResolvedTable,
    resolve_table,
    table_fits,
    tight_style,
)
from reportgen.exhibits.tables.room import Room, half_width, room_of
from reportgen.exhibits.tables.sides import Tables, raise_refused, resolve_tables
from reportgen.exhibits.tables.small_print import (
    LONG_NOTE,
    Lines,
    line_counts,
    said_note,
    small_print_lines,
    stays_with_next,
)

__all__ = [
    "BAR_SHADE",
    "BOLDER",
    "LONG_NOTE",
    "Fit",
    "Indents",
    "Lines",
    "ResolvedCell",
    "ResolvedRow",
    "ResolvedTable",
    "Room",
    "SetBefore",
    "Tables",
    "all_rows",
    "decimal_indents",
    "decimal_tail",
    "half_width",
    "indent_of",
    "line_counts",
    "raise_refused",
    "resolve_table",
    "resolve_tables",
    "room_of",
    "said_note",
    "small_print_lines",
    "starts",
    "stays_with_next",
    "table_fits",
    "tables_set_before",
    "tight_style",
    "with_marks",
    "without_drawings",
]
