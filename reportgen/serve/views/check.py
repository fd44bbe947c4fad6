"""Check the figures: the sums that hold and those that do not, with the rows beside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import Response

from reportgen.serve.children import Refused
from reportgen.serve.house import visit

if TYPE_CHECKING:
    from starlette.requests import Request

LONGEST = 200
"""Characters of the name of a relation."""


async def check(request: Request) -> Response:
    """Show the relations and the findings of one of them."""
    visited = visit(request)
    try:
        offered = await visited.contents()
        about = request.query_params.get("about", "")[:LONGEST]
        found = await visited.ask("check", about=about, language=visited.language, seconds=300)
    except Refused as error:
        return visited.refused(error)
    open_ones = found["counts"].get("failed", 0) + found["counts"].get("warning", 0)
    visited.house.open[str(visited.bench.folder)] = (offered["checksum"], open_ones)
    return visited.page("check.html", found=found)


async def issues(request: Request) -> Response:
    """Give out what does not hold as a table."""
    visited = visit(request)
    try:
        found = await visited.ask("issues", seconds=300)
    except Refused as error:
        return visited.refused(error)
    headers = {"content-disposition": 'attachment; filename="issues.csv"'}
    return Response(("\ufeff" + found["csv"]).encode(), media_type="text/csv; charset=utf-8", headers=headers)
