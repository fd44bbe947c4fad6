"""The stages of a run are measured when somebody asks, and only then."""

from typer.testing import CliRunner

from reportgen.cli import app
from reportgen.stages import measuring, stage


def test_a_stage_is_counted_each_time_it_is_reached():
    with measuring() as times:
        for _ in range(3):
            with stage("compose"):
                pass
    assert times.counts == {"compose": 3}
    assert times.seconds["compose"] >= 0


def test_nothing_is_measured_unless_somebody_asks():
    with measuring() as times:
        pass
    with stage("compose"):
        pass
    assert not times.seconds


def test_a_stage_that_fails_counts_too():
    with measuring() as times:
        try:
            with stage("draw"):
                raise LookupError
        except LookupError:
            pass
    assert times.counts == {"draw": 1}


def test_the_command_says_where_its_time_went(tmp_path):
    out = ["--out", str(tmp_path), "--date", "2025-06-30"]
    result = CliRunner().invoke(app, ["build", "factsheet", "--place", "GU", "--format", "pdf", "--timings", *out])
    assert result.exit_code == 0
    for name in ("read the data", "compose", "lay out pages", "draw PDF", "write"):
        assert name in result.stderr
    assert result.stdout.strip().endswith(".pdf")
