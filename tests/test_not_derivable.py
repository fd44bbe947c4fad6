"""After `suppress` nobody can work a hidden figure out: tables are drawn, and a search of its own looks for others.

The search knows the true table and what a reader sees. A hidden figure is not given away where some other table has all
that is shown, the same sums, rates and bounds, and another whole number in its place.
"""

from fractions import Fraction
from itertools import product
from math import ceil, floor

import pytest

from reportgen.audit.disclosure import disclosures
from reportgen.batch.suppressing import propose_suppression, write_suppression
from reportgen.dataset import read_package
from tests.test_small_packages import package
from tests.test_source_disclosure import drawn

STEPS = (1, -1, 2, -2, 3, -3, 4, -4)
"""By how much a figure may differ in another table."""
DIMENSIONS = ("sex", "age", "status")
TRIES = 60_000
INDICATORS = """indicator,title,unit,kind,numerator,denominator,suppress
cases,Cases,,count,,,
people,People,,count,,,no
rate,Cases per 1000,"per 1,000",rate,cases,people,
"""


class Search:
    """Looks for another table, of which the sums are those of a true one."""

    def __init__(self, sums, truth, ends):
        self.sums, self.truth, self.ends, self.tries = sums, truth, ends, TRIES

    def has_other(self, cell):
        """Say whether there is a table with another number in a cell."""
        self.tries = TRIES
        found = any(self.fits(cell, step) and self.closes({cell: step}) for step in STEPS)
        assert found or self.tries > 0, "the search was not brought to an end"
        return found

    def fits(self, cell, step):
        low, high = self.ends[cell]
        value = self.truth[cell] + step
        return step == 0 or (low <= value and (high is None or value <= high))

    def closes(self, steps):
        """Say whether further steps bring every sum to nothing again."""
        self.tries -= 1
        steps = self.with_forced(dict(steps))
        if steps is None or self.tries < 0:
            return False
        cell = next((free[0] for free, rest in self.open_sums(steps) if rest), None)
        if cell is None:
            return True  # all that have no step stay as they are
        return any(self.fits(cell, step) and self.closes({**steps, cell: step}) for step in (0, *STEPS))

    def with_forced(self, steps):
        """Add the steps that a sum leaves no choice of; None where a sum cannot come to nothing."""
        while True:
            single = [(free, rest) for free, rest in self.open_sums(steps) if len(free) < 2]
            if any(rest for free, rest in single if not free):
                return None
            forced = next(((free[0], rest) for free, rest in single if free), None)
            if forced is None:
                return steps
            cell, rest = forced
            factor = next(
                dict(terms)[cell] for terms in self.sums if cell in dict(terms) and self.is_last(terms, steps)
            )
            if not self.fits(cell, -rest * factor):
                return None
            steps[cell] = -rest * factor

    def is_last(self, terms, steps):
        return sum(cell not in steps for cell, _ in terms) == 1

    def open_sums(self, steps):
        """Return of each sum the cells without a step, and what the others come to; those with the fewest first."""
        found = [
            ([cell for cell, _ in terms if cell not in steps], sum(by * steps.get(cell, 0) for cell, by in terms))
            for terms in self.sums
        ]
        return sorted(found, key=lambda each: len(each[0]))


def table(draw, sizes):
    """A table of counts, many of them small, with the totals of every dimension under the code `total`."""
    counts = {}
    for cell in product(*(range(size) for size in sizes)):
        value = int(next(draw) * (6, 12, 40, 200)[int(next(draw) * 4)])
        for key in product(*((f"m{code}", "total") for code in cell)):
            counts[key] = counts.get(key, 0) + value
    return counts


def sums_of(counts, sizes):
    """All sums of a table: in each dimension the total less its members."""
    found = []
    for at, size in enumerate(sizes):
        for key in counts:
            if key[at] == "total":
                parts = [(*key[:at], f"m{code}", *key[at + 1 :]) for code in range(size)]
                found.append([(key, -1), *((part, 1) for part in parts)])
    return found


def written(folder, counts, people, *, dimensions, rule, masked):
    """Write a table with rates of its inner cells, of which the source may give counts under 5 as that."""
    lines = [",".join(("indicator", "year", *dimensions, "value", "qualifier"))]
    for key, value in counts.items():
        cell = ("5", "less_than") if key in masked else (str(value), "exact")
        lines.append(",".join(("cases", "2024", *key, *cell)))
    for key, number in people.items():
        lines.append(",".join(("people", "2024", *key, str(number), "exact")))
        lines.append(",".join(("rate", "2024", *key, f"{rate_of(counts[key], number)}", "rounded")))
    rules = {"reportgen": {"rules": {"suppress": rule}}} if rule else {}
    package(folder, rules, figures="\n".join(lines) + "\n", indicators=INDICATORS)


def rate_of(count, people):
    return round(1000 * count / people, 1)


def within(rate, people):
    """The counts that a rate leaves, rounded to one decimal."""
    ends = [(Fraction(str(rate)) + side * Fraction(1, 20)) * people / 1000 for side in (-1, 1)]
    return max(0, ceil(ends[0])), floor(ends[1])


def cells_of(keys, dimensions, indicator):
    found = set()
    for name, _, _, breakdown in keys:
        codes = dict(part.split("=") for part in breakdown.split(";") if part)
        if name == indicator:
            found.add(tuple(codes.get(each, "total") for each in dimensions))
    return found


SHAPES = ((2, 2), (3, 3), (2, 4), (2, 2, 2), (3, 2, 2), (3, 3, 2))
RULES = (("1-4", False), ("1-9", False), ("", True), ("0-4", False), ("1-9", True))


@pytest.mark.parametrize("seed", range(90))
def test_no_hidden_figure_of_a_drawn_table_can_be_worked_out(tmp_path, seed):
    sizes, (rule, is_masked) = SHAPES[seed % len(SHAPES)], RULES[seed // len(SHAPES) % len(RULES)]
    dimensions, draw = DIMENSIONS[: len(sizes)], drawn(seed + 1)
    counts = table(draw, sizes)
    people = {key: 20 + counts[key] + int(30_000 * next(draw)) for key in counts if "total" not in key}
    masked = {key for key in people if is_masked and counts[key] < 5}
    written(tmp_path, counts, people, dimensions=dimensions, rule=rule, masked=masked)
    proposal = propose_suppression(tmp_path)
    if proposal.further:
        write_suppression(proposal)
    found = read_package(tmp_path)
    assert disclosures(found) == ()
    hidden = cells_of(found.hidden, dimensions, "cases")
    without_rate = cells_of(found.hidden, dimensions, "rate")
    ends = {}
    for cell in hidden | masked:
        # that a zero is shown and what is small is not is known of all that no bound stands for
        least = int(rule[0]) if rule and counts[cell] and cell not in masked else 0
        low, high = (least, None) if cell in hidden else (0, 4)
        if cell in people and cell not in without_rate:
            first, last = within(rate_of(counts[cell], people[cell]), people[cell])
            low, high = max(low, first), last if high is None else min(high, last)
        ends[cell] = (low, high)
    sums = [[(cell, by) for cell, by in terms if cell in ends] for terms in sums_of(counts, sizes)]
    search = Search([each for each in sums if each], counts, ends)
    assert [cell for cell in sorted(ends) if not search.has_other(cell)] == []


def test_the_search_finds_what_has_one_value_alone():
    # of two rows and two columns, what is left of 2 and 1 where none is less than 1
    sums = [[("a", 1), ("b", 1)], [("b", 1), ("c", 1)]]
    one = Search(sums, {"a": 1, "b": 1, "c": 4}, dict.fromkeys("abc", (1, None)))
    assert not one.has_other("a")
    two = Search(sums, {"a": 2, "b": 1, "c": 4}, dict.fromkeys("abc", (1, None)))
    assert [two.has_other(cell) for cell in "abc"] == [True, True, True]
