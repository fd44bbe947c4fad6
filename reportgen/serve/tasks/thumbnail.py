"""The first page of a report as a small picture."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

from reportgen.errors import UsageError
from reportgen.serve.tasks.asked import request_of

if TYPE_CHECKING:
    from reportgen.serve.tasks import Talk, Values

WIDTH = 124
"""Pixels; twice what the page shows, for fine screens."""


def thumbnail(values: Values, talk: Talk) -> Values:
    """Return the first page of a report on the whole, or on the first place, as a PNG. Raises ReportError."""
    from reportgen.batch import plan
    from reportgen.builders import builder
    from reportgen.compose import compose
    from reportgen.reading import first_page

    del talk
    asked = request_of({**values, "formats": ["pdf"], "allow_failing_checks": True})
    if values.get("places") is None and values.get("scope") == "place":
        asked = request_of({**values, "formats": ["pdf"], "allow_failing_checks": True, "all_places": True})
    planned = plan(asked)
    if not planned.jobs:
        raise UsageError("there is no place to show", hint="add one to `places.csv`")
    job, context = planned.jobs[0], planned.context
    document = compose(
        context.package, context.comparison, context.reports[job.report], years=job.span,
        place=job.place or context.package.country, made=asked.date, draft=context.draft,
    )  # fmt: skip
    content = builder("pdf").build(document, context.themes[job.report])
    return {"png": base64.b64encode(first_page(content, width=WIDTH)).decode()}
