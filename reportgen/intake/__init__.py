"""Foreign files: a workbook, text file, database or saved web page is read, and what it says is understood.

`read_sheets` gives the cells as they stand, `understand` what they mean: the role of each column, places, periods,
measures with their units, every figure with the cell that it stands in, an account of all rows and cells that adds up,
and questions about what the file does not tell.
"""

from reportgen.intake.answers import Answers, of_column, read_answers
from reportgen.intake.files import read_sheets
from reportgen.intake.found import Account, Fact, FoundPlace, Measure, Question, Understanding
from reportgen.intake.judging import judge_answer
from reportgen.intake.sources import Source, read_source
from reportgen.intake.understanding import understand

__all__ = [
    "Account",
    "Answers",
    "Fact",
    "FoundPlace",
    "Measure",
    "Question",
    "Source",
    "Understanding",
    "judge_answer",
    "of_column",
    "read_answers",
    "read_sheets",
    "read_source",
    "understand",
]
