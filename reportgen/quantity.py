"""A number that is printed knows what it is: its unrounded value, how it was rounded, and where it comes from.

`wording` turns a number into `Traced` text: a text like any other, equal to it and of its length, which also has a
`Span` for each number that stands in it. What joins, cuts and fills texts keeps the spans (`concat`, `filled`, and the
methods of the text); what changes the characters in another way gives a plain text, of which nothing is known. Whoever
knows where a number comes from says so by `with_origin`. In a Document every text may be such a text.

`reportgen.trace` goes from a Document to its numbers, and from a number to JSON.
"""

from __future__ import annotations

from functools import lru_cache
from string import Formatter
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, Protocol, SupportsIndex, TypeAlias

from reportgen.frozen import frozen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

Operator = Literal["change", "difference", "points", "share", "sum", "rank", "count", "ratio", "highest", "lowest"]
"""`change` in percent, `difference` in the unit of the figures, `points` in percentage points; `share` of a whole;
`ratio` is how many times the one is the other. `rank`, `count`, `highest` and `lowest` look at `Figures`."""


class Cell(Protocol):
    """A cell of the data, the last thing that a number leads back to; an `Observation` of the dataset is one."""

    @property
    def resource(self) -> str:
        """The file, as messages name it."""

    @property
    def line(self) -> int:
        """The line in it, counted from 1."""

    @property
    def value(self) -> float | None:
        """What stands in its column `value`."""


class Figures:
    """Figures that are looked at together, such as those of all places: one object for all numbers that come from them.

    There may be thousands: they are found when somebody asks for them, and it is itself and not what it holds that
    tells it from another one.
    """

    __slots__ = ("__weakref__", "_cells", "_find")

    def __init__(self, find: Callable[[], Iterable[Cell]]) -> None:
        """Hold figures that `find` finds; it keeps what it needs for that, and can be pickled with it."""
        self._find = find
        self._cells: tuple[Cell, ...] | None = None

    @property
    def cells(self) -> tuple[Cell, ...]:
        """The figures themselves."""
        if self._cells is None:
            self._cells = tuple(self._find())
        return self._cells

    @property
    def value(self) -> float:
        """How many they are."""
        return float(len(self.cells))


@frozen
class Operation:
    """What was worked out of other figures."""

    operator: Operator
    operands: tuple[Origin, ...]
    """Of a change the earlier figure first; of a share the part, then the whole; of a rank, or of the highest of
    several, the own figure first, and then all that are looked at."""
    value: float
    """Unrounded, with its sign."""
    agrees_with: tuple[Cell, ...] = ()
    """Published figures that are no operands, but without which it would not be worked out: the percentage of a share
    of counts, which has to be the one that is printed."""


Origin: TypeAlias = "Cell | Operation | Figures"


class Quantity(NamedTuple):
    """A number as it is printed; a tuple, for a report prints thousands."""

    value: float
    """Unrounded; of a change whose direction the words say, its size."""
    decimals: int = 0
    """With how many it was printed, rounded half up."""
    divisor: float = 1
    """What it was divided by before: a million where `million` is printed."""
    bound: Literal["", "<", ">"] = ""
    """`<` where less than the last digit is printed in place of what rounds to nothing, `>` more than the last one
    before all of it, or before nothing for what is below zero."""
    origin: Origin | None = None
    """None for what is of no figure of the data, such as a limit that the data state."""


class Measured(float):
    """A number that knows where it comes from, before it is printed; in all else it is a number like any other."""

    __slots__ = ("origin",)
    origin: Origin

    def __new__(cls, value: float, origin: Origin) -> Measured:
        """Return a number with its origin."""
        made = float.__new__(cls, value)
        made.origin = origin
        return made

    def __reduce__(self) -> tuple[Any, ...]:
        """Return what a pickle holds: a plain number."""
        return float, (float(self),)


def measured(value: float, origin: Origin | None) -> float:
    """Return a number that knows where it comes from; as it is where that is not known."""
    return value if origin is None else Measured(value, origin)


class Counted(int):
    """How many there are of something, or the rank of one; it knows among which figures that was found."""

    origin: Origin

    def __new__(cls, value: int, origin: Origin) -> Counted:
        """Return a number with its origin."""
        made = int.__new__(cls, value)
        made.origin = origin
        return made

    def __str__(self) -> str:
        """Return its digits, that know where they come from; not where a reader would part them in groups."""
        text = int.__repr__(self)
        return quantified(text, Quantity(int(self), origin=self.origin)) if 0 <= self < LEAST_GROUPED else text

    def __reduce__(self) -> tuple[Any, ...]:
        """Return what a pickle holds: a plain number."""
        return int, (int(self),)


LEAST_GROUPED = 1000
"""From which on the digits of a number are in groups."""


def origin_of(value: float) -> Origin | None:
    """Return where a number comes from; None for a plain one."""
    return value.origin if type(value) is Measured or type(value) is Counted else None


Span = tuple[int, int, Quantity]
"""Where a number stands in a text: its start, its end, and what it is. A plain tuple, which is made the fastest."""


class Traced(str):
    """A text that knows the numbers in it; it is pickled as a plain one, for nobody asks it in another process."""

    __slots__ = ("spans",)
    spans: tuple[Span, ...]
    """In the order of the text; they do not overlap."""

    def __reduce__(self) -> tuple[Any, ...]:
        """Return what a pickle holds."""
        return str, (str.__str__(self),)

    def __str__(self) -> str:
        """Return the text itself, as `str` does of any text; a plain one would lose its numbers."""
        return self

    def __getitem__(self, key: SupportsIndex | slice) -> str:
        """Return a part of the text, with the numbers that stand in it whole."""
        cut = super().__getitem__(key)
        if not isinstance(key, slice):
            return cut
        start, stop, step = key.indices(len(self))
        if step != 1:
            return cut
        return _traced(
            cut,
            [(at - start, end - start, quantity) for at, end, quantity in self.spans if start <= at and end <= stop],
        )

    def __add__(self, other: str) -> str:
        """Return both as one text."""
        if not isinstance(other, str):
            return NotImplemented
        return concat((self, other)) if other else self

    def __radd__(self, other: str) -> str:
        """Return both as one text."""
        return concat((other, self)) if isinstance(other, str) else NotImplemented

    def removeprefix(self, prefix: str, /) -> str:
        """Return the text without what it begins with."""
        return self[len(prefix) :] if prefix and self.startswith(prefix) else self

    def removesuffix(self, suffix: str, /) -> str:
        """Return the text without what it ends with."""
        return self[: len(self) - len(suffix)] if suffix and self.endswith(suffix) else self

    def lstrip(self, chars: str | None = None, /) -> str:
        """Return the text without spaces before it."""
        return self[len(self) - len(super().lstrip(chars)) :]

    def rstrip(self, chars: str | None = None, /) -> str:
        """Return the text without spaces after it."""
        return self[: len(super().rstrip(chars))]

    def strip(self, chars: str | None = None, /) -> str:
        """Return the text without spaces around it."""
        return self.lstrip(chars).rstrip(chars)

    def split(self, sep: str | None = None, maxsplit: SupportsIndex = -1) -> list[str]:
        """Return the pieces between the separators."""
        pieces = super().split(sep, maxsplit)
        found, at = [], 0
        for piece in pieces:
            start = self.index(piece, at)
            found.append(self[start : start + len(piece)])
            at = start + len(piece) + len(sep or "")
        return found

    def replace(self, old: str, new: str, count: SupportsIndex = -1, /) -> str:
        """Return the text with one word in place of another; a number within which that happens stays traced."""
        pieces = super().split(old, count) if old else [str.replace(self, old, new, count)]
        if len(pieces) == 1:
            return self if old else pieces[0]
        return _traced(new.join(pieces), _moved(self.spans, _places(self, old, len(pieces) - 1), len(old), len(new)))

    def upper(self) -> str:
        """Return the text in capitals."""
        return lettered(self, super().upper())

    def lower(self) -> str:
        """Return the text in small letters."""
        return lettered(self, super().lower())

    def capitalize(self) -> str:
        """Return the text with a capital at its beginning, and small letters."""
        return lettered(self, super().capitalize())


def _places(text: str, old: str, count: int) -> list[int]:
    """Return where a word stands the first times."""
    found: list[int] = []
    at = 0
    for _ in range(count):
        found.append(text.index(old, at))
        at = found[-1] + len(old)
    return found


def _moved(spans: Iterable[Span], places: list[int], old: int, new: int) -> Iterable[Span]:
    """Yield where numbers stand once words of one length have taken the place of others."""
    for start, end, quantity in spans:
        before = sum(place + old <= start for place in places)
        within = [place for place in places if start <= place and place + old <= end]
        crossing = any(place < end and start < place + old and place not in within for place in places)
        moved = start + before * (new - old)
        size = end - start + len(within) * (new - old)
        if size > 0 and not crossing:
            yield moved, moved + size, quantity


_new, _made = str.__new__, tuple.__new__


def traced(text: str, spans: tuple[Span, ...]) -> Traced:
    """Return a text with the places of its numbers: what `Traced` would do itself, in half of the time."""
    made = _new(Traced, text)
    made.spans = spans
    return made


def _traced(text: str, spans: Iterable[Span]) -> str:
    """Return a text with its numbers, a plain one where there are none."""
    found = tuple(spans)
    return traced(text, found) if found else str.__str__(text)


def spans_of(text: str) -> tuple[Span, ...]:
    """Return where the numbers of a text stand that are known; nothing for a plain one."""
    return text.spans if type(text) is Traced else ()


def plain(text: str) -> str:
    """Return the text alone: what is remembered of texts does not depend on their numbers, and would hold them."""
    return str.__str__(text)


def pieces_of(text: str) -> tuple[tuple[str, Quantity | None], ...]:
    """Return a text in pieces, each number with what it is, what stands between them without."""
    if type(text) is not Traced:
        return ((text, None),) if text else ()
    plain, found, at = str.__str__(text), [], 0
    for start, end, quantity in text.spans:
        found += [(plain[at:start], None), (plain[start:end], quantity)]
        at = end
    return tuple(each for each in (*found, (plain[at:], None)) if each[0])


def quantified(text: str, quantity: Quantity) -> str:
    """Return a text that is one number as a whole."""
    made = _new(Traced, text)
    made.spans = ((0, len(text), quantity),)
    return made


def as_one(text: str, number: str) -> str:
    """Return a text that is the number within it, with its sign, scale or currency: `20.5 million`, `1 in 6`."""
    return quantified(text, number.spans[0][2]) if type(number) is Traced else text


def below_zero(text: str) -> str:
    """Return the digits of a number, of which the size was printed, as those of a number below zero."""
    if type(text) is not Traced:
        return text
    spans = tuple((start, end, quantity._replace(value=-quantity.value)) for start, end, quantity in text.spans)
    return traced(str.__str__(text), spans)


def ended(text: str, sign: str) -> str:
    """Return a text with a sign after its last number, as a part of it: `92.3%`."""
    if type(text) is not Traced:
        return text + sign
    *before, (start, _, quantity) = text.spans
    whole = str.__add__(text, sign)
    return traced(whole, (*before, (start, len(whole), quantity)))


def with_origin(text: str, origin: Origin | None) -> str:
    """Return a text whose numbers come from there, those excepted of which that is known already."""
    if type(text) is not Traced or origin is None:
        return text
    spans = []
    for start, end, quantity in text.spans:
        value, decimals, divisor, bound, known = quantity
        spans.append(
            (start, end, quantity if known is not None else _made(Quantity, (value, decimals, divisor, bound, origin)))
        )
    return traced(str.__str__(text), tuple(spans))


def lettered(text: str, changed: str) -> str:
    """Return the same text in other letters, with the numbers of the first where both are of one length."""
    return traced(changed, text.spans) if type(text) is Traced and len(text) == len(changed) else changed


def concat(parts: Iterable[str], between: str = "") -> str:
    """Return texts as one with all their numbers, another one between them."""
    texts = tuple(parts)
    if len(texts) == 1:
        return texts[0]
    whole = between.join(texts)
    if Traced not in map(type, texts):
        return whole
    spans: list[Span] = []
    at, gap = 0, len(between)
    for text in texts:
        if type(text) is Traced:
            for start, end, quantity in text.spans:
                spans.append((start + at, end + at, quantity))  # quicker than a list of one
        at += len(text) + gap
    return traced(whole, tuple(spans))


def filled(form: str, parts: Mapping[str, Any]) -> str:
    """Return a form with its parts filled in, as `str.format` does, with the numbers of all parts."""
    if Traced not in map(type, parts.values()):
        return form.format(**parts)
    texts: list[str] = []
    for literal, name, rest in _fields(form):
        if literal:
            texts.append(literal)
        if name:
            value = parts[name]
            is_as_it_is = not rest and (type(value) is Traced or type(value) is str)
            texts.append(value if is_as_it_is else ("{0" + rest + "}").format(value))
    return concat(texts)


@lru_cache(maxsize=2048)
def _fields(form: str) -> tuple[tuple[str, str, str], ...]:
    """Return the literals of a form, each with the name of what follows it, and how that is set."""
    return tuple(
        (literal, name or "", (f"!{conversion}" if conversion else "") + (f":{spec}" if spec else ""))
        for literal, name, spec, conversion in Formatter().parse(form)
    )
