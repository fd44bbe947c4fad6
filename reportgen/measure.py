"""The vocabulary of measurement: what a figure is, how it was published, why two cannot be compared."""

from __future__ import annotations

from enum import StrEnum


class MeasureType(StrEnum):
    """What kind of quantity an indicator is; it decides how two values are compared."""

    FLOW = "flow"
    """Counted during a year; compared in percent."""
    STOCK = "stock"
    """Counted at a date; compared in percent."""
    CUMULATIVE = "cumulative"
    """Counted since the beginning; not compared year over year."""
    SHARE = "share"
    """A percentage; compared in percentage points."""
    RATIO = "ratio"
    """One in so many; not compared."""
    CHANGE = "change"
    """A change that the source itself prints; not compared."""


COUNTED = frozenset({MeasureType.FLOW, MeasureType.STOCK, MeasureType.CUMULATIVE})
"""What is counted; the others are figures about counts."""


class ObservationStatus(StrEnum):
    """Codes of the SDMX code list CL_OBS_STATUS that are used here."""

    NORMAL = "A"
    BREAK = "B"
    DEFINITION_DIFFERS = "D"
    ESTIMATED = "E"
    """Derived here from published parts."""
    IMPUTED = "I"
    """A misprint, replaced by the value that the source's own sums prove."""
    NOT_PUBLISHED = "L"
    """The figure is shown, but only as a picture, not as a number."""
    CANNOT_EXIST = "M"
    MISSING = "O"
    SUPPRESSED = "Q"
    """Known, and not shown, to protect those whom it is about."""


class Qualifier(StrEnum):
    """How the source words a value."""

    EXACT = "exact"
    MORE_THAN = "more_than"
    AT_LEAST = "at_least"
    ABOUT = "about"
    ROUNDED = "rounded"
    LESS_THAN = "less_than"


OPEN_QUALIFIERS = frozenset({Qualifier.MORE_THAN, Qualifier.AT_LEAST, Qualifier.LESS_THAN})
"""Qualifiers that give a bound instead of a value; no exact change can be computed from them."""


class Reason(StrEnum):
    """Why no change is given between two observations."""

    NONE = ""
    """Nothing stands in the way."""
    NOT_COMPARED = "not_compared"
    """The indicator says that its figures are not compared."""
    CUMULATIVE = "cumulative"
    RATIO = "ratio"
    PRINTED_CHANGE = "printed_change"
    OTHER_PERIOD = "other_period"
    """The two are not the same period of two years: a quarter and a year, May and March, spans that overlap."""
    NOT_PUBLISHED = "not_published"
    BASE_NOT_PUBLISHED = "base_not_published"
    SERIES_BREAK = "series_break"
    DEFINITION_DIFFERS = "definition_differs"
    FLOOR = "floor"
    """One of the two values is `more than` or `at least` so much."""
    CEILING = "ceiling"
    """One of the two values is `less than` so much."""
    ZERO_BASE = "zero_base"
    BELOW_ZERO = "below_zero"
    """The difference is given, but no percentage: the series has a value below zero."""
    SMALL_BASE = "small_base"
    """The difference is given, but no percentage: the base is under the data set's minimum."""
    SMALL_TOTAL = "small_total"
    """One of two shares is of a total under the data set's minimum base; no percentage points are given."""
    UNCERTAIN = "uncertain"
    """Rounded figures leave the sign of the change, or the printed digits of percentage points, uncertain."""


class NotePlace(StrEnum):
    """Where the words of a note are printed."""

    EACH = "each"
    """Under every exhibit that it is about."""
    ONCE = "once"
    """Under the first of them; the others only have its mark, and say where it stands."""
    LIST = "list"
    """In the list of all notes."""


class NoteYears(StrEnum):
    """Which years have to be shown for a note to apply."""

    ANY = "any"
    """One of its years."""
    ACROSS = "across"
    """Years on both sides of a change: its first year or one before, and its last or one after."""
    WITHIN = "within"
    """Its years, and no others."""


class NoteKind(StrEnum):
    """What a note is about; it decides where the note is printed."""

    COMPARABILITY = "comparability"
    """What keeps figures from being compared, or may."""
    CAVEAT = "caveat"
    """What a figure does not say, or why it may mislead."""
    SOURCE = "source"
    """What a source prints, where that is not what is shown."""
    DEFINITION = "definition"
    """What is counted."""
    METHOD = "method"
    """How a figure was made."""


class NoShare(StrEnum):
    """Why no share of a total is given."""

    NONE = ""
    """Nothing stands in the way."""
    NOT_COUNTED = "not_counted"
    """Figures such as percentages, rates and means are not parts of a whole."""
    NOT_PUBLISHED = "not_published"
    FLOOR = "floor"
    """The part or the whole is `more than` or `at least` so much."""
    CEILING = "ceiling"
    """One of them is `less than` so much."""
    OPPOSITE_SIGNS = "opposite_signs"
    """Some parts of the whole are below zero and some above."""
    SMALL_TOTAL = "small_total"
    SMALL_PART = "small_part"
    """A place with so few cases is given no share of the country."""
    ZERO_TOTAL = "zero_total"


class MarkCode(StrEnum):
    """The marks that stand beside figures or in their place, as in official statistics."""

    NOT_PUBLISHED = "x"
    """The source gives no figure."""
    PICTURE = "i"
    """The source shows it as an image only."""
    SERIES_BREAK = "b"
    CORRECTED = "r"
    DERIVED = "d"
    """Not printed by the source, but calculated here from what it prints."""
    NOT_APPLICABLE = "z"
    """There can be no figure, or none is calculated."""
    CONFIDENTIAL = "c"
    """There is a figure, and it is not shown, to protect those whom it is about."""
    LOW = "low"
    """Not zero, but rounded to nothing."""


MISSING_MARKS = {
    ObservationStatus.NOT_PUBLISHED: MarkCode.PICTURE,
    ObservationStatus.CANNOT_EXIST: MarkCode.NOT_APPLICABLE,
    ObservationStatus.MISSING: MarkCode.NOT_PUBLISHED,
    ObservationStatus.SUPPRESSED: MarkCode.CONFIDENTIAL,
}
"""The mark that stands in place of a figure, by what is known of it."""
STATUS_MARKS = {ObservationStatus.IMPUTED: MarkCode.CORRECTED, ObservationStatus.ESTIMATED: MarkCode.DERIVED}
"""The mark beside a figure that is not simply what its source prints."""
