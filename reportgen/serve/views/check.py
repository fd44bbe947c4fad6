"""Check the figures: the sums that hold and those that do not, with the rows beside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from reportgen.errors import UsageError
from reportgen.serve.children import Refused
from reportgen.serve.house import visit
from reportgen.serve.tasks.asked import told_error

if TYPE_CHECKING:
    from collections.abc import Sequence

    from starlette.datastructures import FormData
    from starlette.requests import Request

    from reportgen.serve.house import Visit

LONGEST = 200
"""Characters of the name of a relation."""
LONGEST_PLACE = 1_000
"""Characters of a file with a line, of what a figure is of, or of a reason."""
EXPLAINED = ("identity", "indicator", "year", "place", "breakdown", "reason", "words", "where")
"""What a form says of a finding that is kept."""


async def check(request: Request) -> Response:
    """Show the relations and the findings of one of them."""
    visited = visit(request)
    try:
        offered = await visited.contents()
        kept = str(visited.desk.corrections(visited.bench))
        about = request.query_params.get("about", "")[:LONGEST]
        found = await visited.ask("check", about=about, language=visited.language, kept=kept, seconds=300)
    except Refused as error:
        return visited.refused(error)
    open_ones = found["counts"].get("failed", 0) + found["counts"].get("warning", 0)
    visited.house.open[str(visited.bench.folder)] = (offered["checksum"], open_ones)
    return visited.page("check.html", found=found)


async def correct(request: Request) -> Response:
    """Write what the sums prove in place of a figure, or take back the last change; then show the checks again."""
    form = await request.form(max_files=0, max_fields=5)
    task = "take_back" if form.get("correction") else "correct"
    return await _changed(visit(request), task, form, ("where", "words", "correction"))


async def explain(request: Request) -> Response:
    """Keep what does not hold with the reason that is given, or take out a reason for nothing."""
    form = await request.form(max_files=0, max_fields=10, max_part_size=4 * LONGEST_PLACE)
    task = "explain" if "reason" in form else "drop"
    return await _changed(visit(request), task, form, EXPLAINED)


async def hide(request: Request) -> Response:
    """Hide what is proposed, so that no hidden figure can be worked out; then show the checks again."""
    visited = visit(request)
    return await _changed(visited, "hide", await request.form(max_files=0, max_fields=2), ())


async def _changed(visited: Visit, task: str, form: FormData, names: Sequence[str]) -> Response:
    """Change the data of a project, unless documents are being made of them; then show the checks again."""
    bench = visited.bench
    if not bench.has_own_data:
        raise HTTPException(403)
    asked = {name: str(form.get(name, ""))[: LONGEST_PLACE + 1] for name in names}
    try:
        if visited.house.queue.is_making(bench.folder):
            wait = UsageError("documents are being made of these figures", hint="wait until they are, or stop them")
            raise Refused(told_error(wait))
        kept = str(visited.desk.corrections(bench))
        await visited.ask(task, kept=kept, language=visited.language, **asked, seconds=300)
    except Refused as error:
        return visited.refused(error)
    return RedirectResponse(f"/{bench.name}/check", 303)


async def issues(request: Request) -> Response:
    """Give out what does not hold as a table."""
    visited = visit(request)
    try:
        found = await visited.ask("issues", seconds=300)
    except Refused as error:
        return visited.refused(error)
    headers = {"content-disposition": 'attachment; filename="issues.csv"'}
    return Response(("\ufeff" + found["csv"]).encode(), media_type="text/csv; charset=utf-8", headers=headers)
