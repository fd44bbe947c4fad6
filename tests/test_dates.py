from datetime import date

import pytest

from reportgen.batch.dates import report_date
from reportgen.errors import UsageError

EPOCH = {"SOURCE_DATE_EPOCH": "1751241600"}


def test_a_date_is_read_as_written():
    assert report_date("2025-06-30", {}) == date(2025, 6, 30)


def test_a_written_date_goes_before_the_environment():
    assert report_date("2020-01-31", EPOCH) == date(2020, 1, 31)


def test_the_environment_gives_the_date_in_utc():
    assert report_date("", EPOCH) == date(2025, 6, 30)


def test_without_either_it_is_today():
    assert report_date("", {}) >= date(2025, 1, 1)


@pytest.mark.parametrize("text", ["30.6.2025", "2025-02-30", "soon", "2025-6"])
def test_an_unreadable_date_says_how_to_write_one(text):
    with pytest.raises(UsageError, match=r"expected a day of the calendar\nhint: write `YYYY-MM-DD`"):
        report_date(text, {})


@pytest.mark.parametrize("text", ["today", "1e9", "9" * 30])
def test_an_unreadable_environment_is_named(text):
    with pytest.raises(UsageError, match="SOURCE_DATE_EPOCH: expected seconds since 1970"):
        report_date("", {"SOURCE_DATE_EPOCH": text})
