"""Words around a figure, as a template or an indicator gives them."""

from __future__ import annotations

from reportgen.dataset.clauses import GAP
from reportgen.errors import TemplateError


def around_figure(clause: str) -> list[str]:
    """Return the words before and after the figure of a clause. Raises TemplateError where it has no place for one."""
    parts = clause.split(GAP)
    if len(parts) != 2:
        message = f"expected one `{GAP}` where the figure goes, found {len(parts) - 1 or 'none'} in `{clause}`"
        raise TemplateError(message, hint=f"write, say, `{GAP} families were housed`")
    return parts
