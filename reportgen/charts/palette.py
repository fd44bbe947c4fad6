"""Number the colours of a painted picture, which is how a PNG with a palette holds its pixels."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_COLOURS = 256
FINEST = 5
"""Bits of red, of green and of blue by which blends are told apart, if that makes not too many of them."""


def numbered(pixels: Any, own: Sequence[str]) -> tuple[Any, list[int]]:
    """Return the number of each pixel's colour, and the palette: red, green and blue of each number.

    `pixels` is an array of four bytes each: red, green, blue, and an opacity of 255. `own` are the colours of the
    drawing, which stay as they are, with the ground first. Blends of them, at the edges of shapes, become the mean of
    those that are nearly alike: no more than six steps of 255 from what they were in any of our charts.
    """
    # numpy comes with matplotlib, which only pictures with curves or letters need
    import numpy as np

    values = pixels.view("<u4").ravel()
    # a row of pixels is a few runs of one colour each: only their beginnings are looked at, a tenth of all
    starts = np.flatnonzero(np.concatenate(([True], values[1:] != values[:-1])))
    lengths = np.diff(starts, append=values.size)
    numbers, palette = _numbered_runs(values[starts], lengths, own)
    return np.repeat(numbers, lengths), palette


def _numbered_runs(values: Any, lengths: Any, own: Sequence[str]) -> tuple[Any, list[int]]:
    """Return the number of the colour of each run of pixels, and the palette."""
    import numpy as np

    numbers = np.zeros(values.shape, np.uint8)
    # most runs are ground, and most others lie within a shape, so that few are left to be looked at closely
    rest = np.flatnonzero(values != _value(own[0]))
    for number, colour in enumerate(own[1:], start=1):
        is_alike = values[rest] == _value(colour)
        numbers[rest[is_alike]] = number
        rest = rest[~is_alike]

    red, green, blue = (values[rest] >> shift & 0xFF for shift in (0, 8, 16))
    kinds = _kinds(red, green, blue, most=MOST_COLOURS - len(own))
    used, places = np.unique(kinds, return_inverse=True)
    numbers[rest] = places + len(own)
    sizes = lengths[rest]
    counts = np.bincount(places, weights=sizes, minlength=len(used))
    sums = [np.bincount(places, weights=part * sizes, minlength=len(used)) for part in (red, green, blue)]
    return numbers, [
        *(part for colour in own for part in bytes.fromhex(colour[1:])),
        *np.ravel([np.rint(each / counts) for each in sums], "F").astype(int).tolist(),
    ]


def _kinds(red: Any, green: Any, blue: Any, *, most: int) -> Any:
    """Return a number for each blend, the same for blends that are nearly alike; in all no more than `most`."""
    import numpy as np

    for bits in range(FINEST, 0, -1):
        drop = 8 - bits
        kinds = (red >> drop << 2 * bits) + (green >> drop << bits) + (blue >> drop)
        if np.count_nonzero(np.bincount(kinds)) <= most:
            return kinds
    raise AssertionError(f"no room in a palette for blends: {MOST_COLOURS - most} colours")


def _value(colour: str) -> int:
    red, green, blue = bytes.fromhex(colour[1:])
    return red | green << 8 | blue << 16 | 0xFF << 24
