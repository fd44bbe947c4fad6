"""What a finished file says to anybody: on its pages, aloud, in its charts and in what a program shows of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Part = Literal["printed", "drawn", "running", "heard", "values", "label", "about", "torn"]
"""`printed` is what is seen, `drawn` the lettering of charts; `running` are the heads and feet of pages, with what is
repeated there; `heard` is what only who cannot see is told; `values` are numbers as a chart or its workbook holds them;
`label` the numbers of notes that a program counts itself;
`about` the properties; `torn` says where a file contradicts itself, as a chart its workbook."""


@dataclass(frozen=True, slots=True)
class Said:
    """A piece of a finished file. What does not belong together in it stands apart, by a space or an end of line."""

    where: str
    """For a message: `page 3`, `chart 5`."""
    part: Part
    text: str
