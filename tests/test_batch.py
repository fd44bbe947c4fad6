import pickle
from datetime import date
from pathlib import Path

import pytest

from reportgen.batch import Job, Request, plan, run_job, run_jobs
from reportgen.errors import DataError, ReportErrors, UsageError
from reportgen.years import PeriodRange
from tests.worlds import make_world

ALL = PeriodRange(2020, 2022)


@pytest.fixture
def world(tmp_path):
    return make_world(tmp_path)


def request(world, *reports, **options):
    return Request(
        reports=reports,
        out=world.out,
        data=world.data,
        templates=world.templates,
        date=date(2025, 6, 30),
        **{"formats": ("txt",), **options},
    )


def test_there_is_a_job_for_each_report_and_place(world):
    planned = plan(request(world, "note", "sheet", places=("BB", "AA")))
    assert planned.jobs == (
        Job("note", "", ALL, ("txt",)),
        Job("sheet", "BB", ALL, ("txt",)),
        Job("sheet", "AA", ALL, ("txt",)),
    )


def test_planning_writes_nothing(world):
    plan(request(world, "note"))
    assert not world.out.exists()


def test_what_is_asked_for_twice_is_made_once(world):
    planned = plan(request(world, "note", "note", formats=("txt", "txt")))
    assert planned.jobs == (Job("note", "", ALL, ("txt",)),)


def test_a_report_takes_the_theme_it_names(world):
    (world.templates / "themes" / "plain.toml").write_text('extends = "default"\n', encoding="utf-8")
    world.write_report("note", more="theme: plain\n")
    themes = plan(request(world, "note", "sheet", places=("AA",))).context.themes
    assert {report: theme.name for report, theme in themes.items()} == {"note": "plain", "sheet": "default"}


def test_the_theme_of_the_request_goes_before_the_reports(world):
    (world.templates / "themes" / "plain.toml").write_text('extends = "default"\n', encoding="utf-8")
    assert plan(request(world, "note", theme="plain")).context.themes["note"].name == "plain"


def test_errors_of_every_kind_are_raised_together(world):
    (world.data / "datapackage.json").write_text("{", encoding="utf-8")
    with pytest.raises(ReportErrors, match=r"`pfd`(.|\n)*`nite`(.|\n)*datapackage") as caught:
        plan(request(world, "nite", formats=("pfd",)))
    assert (len(caught.value.errors), caught.value.exit_code) == (3, 3)


def test_broken_data_alone_is_a_data_error(world):
    (world.data / "datapackage.json").write_text("{", encoding="utf-8")
    with pytest.raises(DataError, match=r"datapackage\.json"):
        plan(request(world, "note"))


def test_unknown_places_are_all_named(world):
    with pytest.raises(ReportErrors, match=r"unknown place `XX`(.|\n)*unknown place `YY`"):
        plan(request(world, "sheet", places=("XX", "AA", "YY")))


def test_a_word_template_that_is_not_there_is_a_usage_error(world):
    with pytest.raises(UsageError, match=r"none\.docx: cannot be read: no such file"):
        plan(request(world, "note", docx_template=Path("none.docx")))


def test_a_plan_can_be_sent_to_another_process(world):
    planned = plan(request(world, "note"))
    sent = pickle.loads(pickle.dumps(planned))
    assert sent.jobs == planned.jobs
    assert run_job(sent.jobs[0], sent.context).files == (world.out / "note-2020-2022.txt",)


def test_an_outcome_can_be_sent_back(world):
    planned = plan(request(world, "note"))
    world.out.write_bytes(b"")
    outcome = run_job(planned.jobs[0], planned.context)
    sent = pickle.loads(pickle.dumps(outcome))
    assert (sent.job, sent.exit_code, str(sent.errors[0])) == (outcome.job, 5, str(outcome.errors[0]))


def test_the_order_of_the_jobs_does_not_change_a_byte(world):
    planned = plan(request(world, "note", "sheet", places=("AA", "BB")))
    list(run_jobs(planned.jobs, planned.context))
    first = {path.name: path.read_bytes() for path in world.out.iterdir()}
    list(run_jobs(reversed(planned.jobs), planned.context))
    assert {path.name: path.read_bytes() for path in world.out.iterdir()} == first


def test_a_fault_of_the_program_is_an_error_of_its_job_alone(world):
    planned = plan(request(world, "note"))
    broken = Job("unheard-of", "", ALL, ("txt",))
    outcomes = list(run_jobs((broken, *planned.jobs), planned.context))
    assert [outcome.exit_code for outcome in outcomes] == [5, 0]
    assert outcomes[0].errors[0].message == "unexpected KeyError: 'unheard-of'"


def test_places_whose_codes_differ_only_in_capitals_have_digits_in_their_names(tmp_path):
    world = make_world(tmp_path)
    places = (world.data / "places.csv").read_text(encoding="utf-8")
    (world.data / "places.csv").write_text(places.replace("BB,Beta,Beta", "aa,Beta,Beta"), encoding="utf-8")
    figures = (world.data / "figures.csv").read_text(encoding="utf-8")
    (world.data / "figures.csv").write_text(figures.replace(",BB,", ",aa,"), encoding="utf-8")
    names = [job.name.casefold() for job in plan(request(world, "sheet", all_places=True)).jobs]
    assert len(set(names)) == len(names)
    assert names[0].startswith("sheet-aa-")
