"""Two exhibits side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.compose.charts import figure
from reportgen.compose.tables import table
from reportgen.document import Pair
from reportgen.errors import DataError, ReportError, TemplateError, each_error, raise_gathered
from reportgen.template import Directive

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from reportgen.compose.scope import Scope
    from reportgen.document import Figure, Table

EXHIBITS: Mapping[str, Callable[[Scope, Directive], tuple[Figure | Table, ...]]] = {"chart": figure, "table": table}


def pair(scope: Scope, directive: Directive) -> tuple[Pair | Figure | Table, ...]:
    """Return two exhibits as a pair; one of which the other has no figures in the range stands alone.

    Raises TemplateError unless a chart or a table each is asked for twice.
    """
    _require_exhibits(directive)
    found: list[Figure | Table] = []
    errors: list[ReportError] = []
    for child in directive.children:
        assert isinstance(child, Directive), "anything else was refused"
        try:
            found += EXHIBITS[child.kind](scope, child)
        except DataError as error:
            errors.append(TemplateError(error.message, where=child.where, hint=error.hint))
        except ReportError as error:
            errors += each_error(error)
    raise_gathered(errors)
    return (Pair(*found),) if len(found) == 2 else tuple(found)


def _require_exhibits(directive: Directive) -> None:
    kinds = [child.kind if isinstance(child, Directive) else "text" for child in directive.children]
    if len(kinds) != 2 or not set(kinds) <= EXHIBITS.keys():
        raise TemplateError(
            f"a pair holds two charts or tables, found {', '.join(f'`{kind}`' for kind in kinds) or 'nothing'}",
            where=directive.where,
            hint="write `::::{pair}`, then two blocks `:::{chart} name` or `:::{table} name`, then `::::`",
        )
    for child in directive.children:
        if isinstance(child, Directive) and not child.name:
            raise TemplateError(
                "expected a name after the directive", where=child.where, hint=f"`:::{{{child.kind}}} my-{child.kind}`"
            )
