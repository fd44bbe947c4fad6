"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Data = Annotated[
    Path | None,
    typer.Option("--data", metavar="DIR", help="Folder of the data package.", show_default="the one that comes along"),
]
Templates = Annotated[
    Path | None,
    typer.Option(
        "--templates", metavar="DIR", help="Folder of the templates.", show_default="the one that comes along"
    ),
]
Years = Annotated[
    str,
    typer.Option(
        "--years",
        "--periods",
        metavar="YEARS",
        help="2020-2024, 2024, 2022-, 2023-Q1:2024-Q2.",
        show_default="all years",
    ),
]
Charts = Annotated[
    list[Path] | None,
    typer.Option("--charts", metavar="FILE", help="Python file whose functions draw charts. Repeatable."),
]
