"""What the five reports contradict themselves in is shown by the checks, each with the two figures and a reason.

The list was made by reading the reports, not from the program.
"""

from pathlib import Path

import pytest

from reportgen.audit import Outcome, audit
from reportgen.dataset import read_package

DATA = Path(__file__).parent.parent / "data"

ARITHMETIC = [
    # indicator, year, what is printed, what it should be
    ("cases", 2023, 28_866, 28_886),
    ("cases", 2020, 996, 1_002),
    ("cases", 2022, 850, 841),
    ("cases", 2024, 836, 847),
    ("cybertipline_files", 2020, 65_400_000, 65_465_314),
    ("cybertipline_files", 2022, 88_300_000, 88_377_207),
    ("cybertipline_files", 2022, 37_775_034, 31_654_163 * 1.4),
    ("identification_images", 2024, 22_300_000, 20_489_637),
    ("calls_change", 2022, 16, 100 * (110_153 - 94_428) / 94_428),
    ("calls_change", 2023, 34.9, 100 * (148_695 - 110_153) / 110_153),
    ("trafficking_ratio_base", 2020, 26_500, 27_072),
    ("likely_trafficked_share", 2022, 100, 99.99),
    ("likely_trafficked_share", 2023, 100, 92 + 6),
    ("likely_trafficked_share", 2024, 100, 91 + 9 + 1),
    ("relationship_share", 2020, 21.71, 21.72),
    ("relationship_share", 2023, 23.89, 100 * 706 / 2_954),
    ("relationship_share", 2024, 18, 100 * 607 / 3_269),
    ("relationships", 2023, 135, 136),
    ("relationships", 2022, 2_819, 2_734),
    ("relationships", 2024, 3_269, 3_244),
    ("age_progressions_cumulative", 2021, 7_500, 7_100 + 257),
    ("age_progressions_cumulative", 2022, 7_604, 7_500 + 217),
    ("age_progressions_cumulative", 2023, 7_732, 7_604 + 137),
    ("facial_reconstructions_cumulative", 2023, 692, 657 + 39),
    ("attempted_abductions_cumulative", 2021, 14_902, 18_335),
    ("attempted_abductions_cumulative", 2022, 15_237, 14_902 + 327),
    ("attempted_abductions_cumulative", 2023, 15_573, 15_237 + 298),
    ("attempted_abduction_children_cumulative", 2021, 18_867, 18_335 + 499),
    ("attempted_abduction_children_cumulative", 2022, 19_275, 18_867 + 395),
    ("attempted_abduction_children_cumulative", 2023, 19_705, 19_275 + 381),
    ("team_adam_deployments_cumulative", 2021, 1_200, 1_200),
    ("team_adam_deployments_cumulative", 2023, 1_297, 1_275 + 57),
    ("cybertipline_cumulative", 2021, 116_000_000, 96_000_000 + 29_397_681),
    ("cybertipline_cumulative", 2022, 144_000_000, 116_000_000 + 32_059_029),
    ("calls_cumulative", 2021, 5_000_000, 5_000_000),
    ("calls_cumulative", 2024, 5_000_000, 5_000_000),
    ("recoveries_cumulative", 2024, 450_000, 426_000 + 27_033),
    ("identification_files_cumulative", 2021, 350_000_000, 330_000_000 + 35_000_000),
    ("identification_files_cumulative", 2022, 371_000_000, 350_000_000 + 32_171_195 + 1_680_570),
    ("identification_files_cumulative", 2023, 406_000_000, 371_000_000 + 30_949_501 + 1_435_855),
    ("identification_files_cumulative", 2024, 430_600_000, 406_000_000 + 20_489_637 + 1_879_167),
    ("team_hope_supported_cumulative", 2021, 90_000, 77_000 + 5_127),
    ("years_counted", 2021, 37, 38),
    ("years_counted", 2022, 39, 38),
    ("years_counted", 2024, 40, 41),
    ("training_countries", 2021, 33, 33),
    ("resource_countries", 2021, 180, 180),
    ("resource_countries", 2022, 138, 180),
    ("connect_users", 2023, 18_000, 29_000),
    ("readiness_agencies", 2023, 28, 28),
]
"""Figures of one report, or of two, that cannot all be right by their printed digits."""

WORDS = [
    # indicator, year, what the reason or the message says
    ("cases", 2023, "154 is printed"),
    ("cybertipline_reports", 2021, "29,397,681 million is printed"),
    ("cybertipline_reports", 2020, "more than 21.7 million"),
    ("amber_recoveries_cumulative", 2024, "at least 1,268"),
    ("connect_users", 2024, "more than 26,355"),
    ("recoveries_cumulative", 2023, "missing children recovered"),
    ("training_instances", 2023, "“trainings”"),
    ("training_instances", 2024, "“training sessions”"),
    ("missing_from_care_resolved_share", 2024, "children recovered"),
    ("missing_from_care", 2024, "reports of children missing from care"),
    ("cases", 2024, "reports of missing children"),
    ("identified_children", 2022, "identified children enrolled in the program"),
    ("identification_files", 2024, "images and videos analyzed"),
    ("trafficking_ratio_base", 2023, "who had run away"),
    ("recovery_planning_children", 2024, "instances of support"),
    ("offenders_located", 2024, "located and arrested"),
    ("team_adam_deployments", 2023, "incidents"),
    ("team_hope_contacts", 2023, "new families"),
]
"""The same figure in other words, or of another count, in one report or in two."""


@pytest.fixture(scope="module")
def shown():
    checks = audit(read_package(DATA))
    assert all(check.explanation for check in checks if check.outcome == Outcome.EXPLAINED)
    return [check for check in checks if check.outcome == Outcome.EXPLAINED]


@pytest.mark.parametrize(("indicator", "year", "printed", "due"), ARITHMETIC)
def test_figures_that_contradict_each_other_are_shown(shown, indicator, year, printed, due):
    found = [(one.left, one.right) for one in shown if (one.indicator, one.year) == (indicator, year)]
    assert (printed, pytest.approx(due)) in found


@pytest.mark.parametrize(("indicator", "year", "words"), WORDS)
def test_words_that_contradict_each_other_are_shown(shown, indicator, year, words):
    told = [one.message + one.explanation for one in shown if (one.indicator, one.year) == (indicator, year)]
    assert any(words in text for text in told)
