"""Which parts a whole is cut into: at most as many as have a colour; the smallest ones are gathered as others."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from reportgen.compose import phrases
from reportgen.compose.figures import member_mapping, printed_in_millions
from reportgen.document import NoteLine, Text
from reportgen.document.charts import MOST_PARTS
from reportgen.errors import TemplateError
from reportgen.measure import OPEN_QUALIFIERS, MarkCode, Qualifier
from reportgen.precision import printed_unit

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from reportgen.compose.figures import FigureView, SeriesKey
    from reportgen.compose.scope import Scope

REST_CODES = ("other", "others")
"""Codes of a member that is itself what the others leave, so that it belongs to what is gathered."""


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of a whole in the order of drawing."""

    own: tuple[SeriesKey, ...]
    """Drawn by themselves."""
    gathered: tuple[SeriesKey, ...] = ()
    """Drawn as one, `others`, after the rest; none, or two at least."""


def parts_of(
    members: Sequence[SeriesKey], dimension: str, *, first: SeriesKey, size: Callable[[SeriesKey], float]
) -> Parts:
    """Return which members are drawn by themselves: all of them where there are colours for all, else the largest.

    `first` is always one of them. A member `other` is gathered with the smallest ones, so that none is named twice.
    """
    ordered = sorted(members, key=lambda member: member != first)
    if len(ordered) <= MOST_PARTS:
        return Parts(tuple(ordered))
    named = [member for member in ordered if member == first or member_code(member, dimension) not in REST_CODES]
    largest = sorted(named, key=lambda member: (member != first, -size(member)))[: MOST_PARTS - 1]
    return Parts(
        tuple(member for member in ordered if member in largest),
        tuple(member for member in ordered if member not in largest),
    )


def member_key(scope: Scope, key: SeriesKey, dimension: str, code: str) -> SeriesKey:
    """Return the series of one member of a breakdown, or of a place."""
    return key.at(code) if scope.is_level(dimension) else key.with_member(dimension, code)


def member_code(member: SeriesKey, dimension: str) -> str:
    """Return the code that a member has in a breakdown; that of the place where the dimension is one of places."""
    return member_mapping(member).get(dimension, member.place)


def others_line(scope: Scope, parts: Parts, dimension: str) -> tuple[NoteLine, ...]:
    """Return the line that says which members were gathered; nothing where none was."""
    if not parts.gathered:
        return ()
    names = [scope.member_in_sentence(member, dimension) for member in parts.gathered]
    return (NoteLine(None, (Text(phrases.others_line(names)),)),)


@dataclass(frozen=True, slots=True)
class Sum:
    """Several figures of one year added up: what is drawn, what is printed, and its marks."""

    value: float | None
    text: str
    marks: tuple[MarkCode, ...]


def sum_of(views: Sequence[FigureView], *, in_millions: bool, where: str) -> Sum:
    """Return figures added up; one of which a part was not published is marked, and all of them missing are a gap.

    Raises TemplateError where one is given as `more than` and another as `less than`: their sum may be anything.
    """
    published = [view for view in views if view.published]
    missing = tuple(dict.fromkeys(view.missing for view in views if not view.published))
    if not published:
        return Sum(None, "", missing)
    value = float(sum(Decimal(repr(view.value)) for view in published))
    codes = (code for view in published for code in view.mark_codes if code is not MarkCode.SERIES_BREAK)
    view = _added(published, value, _qualifier(published, where=where))
    return Sum(value, replace(view, in_millions=in_millions).plotted, (*dict.fromkeys(codes), *missing))


def _added(views: Sequence[FigureView], value: float, qualifier: Qualifier) -> FigureView:
    """Return the sum of figures as a figure, printed as coarsely as the coarsest of them."""
    prints = [view.printed for view in views if printed_in_millions(view.printed)]
    printed = max(prints, key=lambda printed: printed_unit(0, printed), default="")
    like = views[0].observation
    assert like is not None, "a published figure has an observation"
    return replace(
        views[0], observation=replace(like, value=value, qualifier=qualifier, printed=printed, correction="")
    )


def _qualifier(views: Sequence[FigureView], *, where: str) -> Qualifier:
    """Return how a sum is worded: a bound where one of its figures is one, about where one is only about right."""
    found = {view.qualifier for view in views}
    bounds = found & OPEN_QUALIFIERS
    if Qualifier.LESS_THAN in bounds and len(bounds) > 1:
        raise TemplateError(
            f"`{views[0].key.indicator}` in {views[0].year}: the smallest parts cannot be gathered as others, because "
            "some are given as `more than` and some as `less than`",
            where=where,
            hint="draw a breakdown of fewer members, or show it as a table",
        )
    order = (Qualifier.LESS_THAN, Qualifier.MORE_THAN, Qualifier.AT_LEAST, Qualifier.ABOUT)
    return next((qualifier for qualifier in order if qualifier in found), Qualifier.EXACT)
