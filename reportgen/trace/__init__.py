"""From a number that is printed back to the cells it was made of.

A text of a Document knows its numbers (`reportgen.quantity`): `pieces_of(text)` gives it in pieces, each number with
its `Quantity`. A builder that makes something of them, and a page that shows them, go on so:

    ledger = Ledger(package)                  # one for a document
    place = ledger.place_of(quantity)         # of equal quantities the same: the id of an element, a link
    ledger.as_values()                        # all that were asked for, as JSON has them

`as_values` gives four lists. `numbers` are what was asked for, in the order of their places: how each was rounded,
and the place of its origin in one of the two next, `["cell", 3]` or `["operation", 7]`. `cells` say where a figure
stands in the data, and where that has it from, a place in `sources`; `operations` what was worked out, of which
operands, by which formula. The words are in the language that is spoken. `numbers_of(document)` yields every number of
a Document in the order in which it is read, with the place where it stands. docs/trace.md has all names of the JSON.
"""

from reportgen.trace.ledger import Ledger, printed_values
from reportgen.trace.numbers import Printed, Where, numbers_in, numbers_of
from reportgen.trace.tree import Question, asked_for, cells_of, nowhere
from reportgen.trace.words import origin_lines, place_words

__all__ = [
    "Ledger",
    "Printed",
    "Question",
    "Where",
    "asked_for",
    "cells_of",
    "nowhere",
    "numbers_in",
    "numbers_of",
    "origin_lines",
    "place_words",
    "printed_values",
]
