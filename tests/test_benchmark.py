"""The benchmark of the plain way, without foreign tools: ratios, as seconds differ between machines; and memory."""

from statistics import median
from time import process_time

import pytest

from benchmarks.facts import facts
from benchmarks.growth import memory
from benchmarks.ours import maker
from reportgen.dataset import read_package
from reportgen.resources import data_folder

pytestmark = [pytest.mark.conformance, pytest.mark.filterwarnings("default")]
ROUNDS = 7
LEAST_PDF, LEAST_DOCX = 6, 4
"""Times as fast as pyplot with pictures; about half of what is measured on a quiet machine."""


def ratio(ours, plain, sheets):
    """How many times as long the plain way takes: made in turn, the median of the ratios, the first round left out."""
    ratios = []
    for sheet in sheets:
        started = process_time()
        ours(sheet)
        between = process_time()
        plain(sheet)
        ratios.append((process_time() - between) / (between - started))
    return median(ratios[1:])


@pytest.fixture(scope="module")
def sheets():
    return facts(read_package(data_folder()))[:ROUNDS]


def test_a_pdf_is_several_times_as_fast_as_the_plain_way(sheets):
    from benchmarks.peers import reportlab_png

    assert ratio(maker("pdf", sheets), reportlab_png.maker("pdf", sheets), sheets) > LEAST_PDF


def test_a_word_file_is_several_times_as_fast_as_the_plain_way(sheets):
    from benchmarks.peers import python_docx_png

    assert ratio(maker("docx", sheets), python_docx_png.maker("docx", sheets), sheets) > LEAST_DOCX


@pytest.mark.parametrize(("kind", "most"), [("pdf", 34), ("docx", 40)])
def test_memory_stays_level_over_three_hundred_documents(kind, most, tmp_path):
    found = list(memory(tmp_path, kind).values())
    assert found[-1] - found[0] < most, "MB: words, numbers and comparisons that are remembered, a bounded number"
    assert found[-1] - found[2 * len(found) // 3] < 10, (
        "MB: in the last hundred documents there is little new to remember"
    )
