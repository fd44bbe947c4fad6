import ast
import pickle
from pathlib import Path

import pytest

from reportgen.errors import (
    BuildError,
    DataError,
    ReportError,
    ReportErrors,
    TemplateError,
    UsageError,
    did_you_mean,
)


def test_an_error_says_where_what_and_how_to_mend_it():
    error = DataError("field `cases`: expected an integer, found `1,2O7`", where="data/cases.csv:17", hint="no comma")
    assert str(error) == "data/cases.csv:17: field `cases`: expected an integer, found `1,2O7`\nhint: no comma"


def test_an_error_without_place_and_hint_is_only_its_message():
    assert str(ReportError("no such thing")) == "no such thing"


@pytest.mark.parametrize(
    ("kind", "exit_code"), [(ReportError, 1), (UsageError, 2), (DataError, 3), (TemplateError, 4), (BuildError, 5)]
)
def test_each_kind_has_its_exit_code(kind, exit_code):
    assert kind("message").exit_code == exit_code


def test_several_errors_have_the_worst_exit_code_and_all_messages():
    errors = ReportErrors([DataError("first", where="a.csv:2"), BuildError("second")])
    assert errors.exit_code == 5
    assert str(errors) == "a.csv:2: first\nsecond"


def test_an_error_reaches_another_process_whole():
    error = TemplateError("message", where="templates/a.md:3", hint="hint")
    copy = pickle.loads(pickle.dumps(error))
    assert (type(copy), str(copy)) == (TemplateError, str(error))


def test_several_errors_reach_another_process_whole():
    copy = pickle.loads(pickle.dumps(ReportErrors([DataError("first"), UsageError("second")])))
    assert [type(error) for error in copy.errors] == [DataError, UsageError]
    assert copy.exit_code == 3


def numbered(message, lines, file="a.csv"):
    return [DataError(message.format(line), where=f"{file}:{line}", hint="hint") for line in lines]


def test_a_mistake_in_many_lines_is_told_once_with_a_count_and_the_first_of_them():
    (told,) = ReportErrors(numbered("field `value`: expected a number, found `x`", range(2, 502))).errors
    same = "; the same in 499 other lines: 3, 4, 5, 6, 7, … 501"
    assert str(told) == f"a.csv:2: field `value`: expected a number, found `x`{same}\nhint: hint"


def test_what_other_lines_with_the_same_mistake_have_is_named_too():
    (told,) = ReportErrors(numbered("field `place`: expected a place, found `P{}`", range(2, 10))).errors
    assert told.message.endswith(", found there: `P3`, `P4`, `P5`, `P6`, `P7` and 2 more")


def test_a_mistake_in_a_few_lines_is_told_for_each_of_them():
    errors = numbered("expected 5 cells, found {}", (2, 3, 4))
    assert ReportErrors(errors).errors == tuple(errors)


@pytest.mark.parametrize(
    "others",
    [
        numbered("field `b`: expected a value, found nothing", range(2, 6)),
        numbered("field `a`: expected a value, found nothing", range(2, 6), file="b.csv"),
    ],
)
def test_mistakes_in_another_field_or_file_are_other_mistakes(others):
    errors = numbered("field `a`: expected a value, found nothing", range(2, 6))
    assert len(ReportErrors([*errors, *others]).errors) == 2


def test_mistakes_that_are_mended_in_another_way_are_other_mistakes():
    errors = numbered("expected a number, found `{}`", range(2, 12))
    signs = [DataError(error.message, where=error.where, hint="take the sign out") for error in errors[5:]]
    assert [error.hint for error in ReportErrors([*errors[:5], *signs]).errors] == ["hint", "take the sign out"]


def test_mistakes_without_a_line_are_told_each_by_itself():
    errors = [DataError(f"`{name}`: expected text, found nothing", where="datapackage.json") for name in "abcdef"]
    assert len(ReportErrors(errors).errors) == 6


def test_several_mistakes_in_one_line_are_told_each_by_itself():
    errors = [DataError(f"expected a place, found `{name}`", where="places.csv:7") for name in "abcdef"]
    assert len(ReportErrors(errors).errors) == 6


def test_a_name_that_is_nearly_right_is_offered():
    assert did_you_mean("briefng", ["briefing", "factsheet"]) == "did you mean `briefing`?"


def test_the_known_names_are_listed_when_none_is_near():
    assert did_you_mean("zzz", ["b", "a"]) == "known: `a`, `b`"


def test_that_nothing_is_known_is_said():
    assert did_you_mean("zzz", []) == "none is known"


def test_of_very_many_names_some_are_listed():
    hint = did_you_mean("zzz", [f"a{number}" for number in range(1000)])
    assert hint.endswith("and 960 more")


@pytest.mark.parametrize("name", [5, None, [1], {"a": 1}, "x" * 1_000_000])
def test_what_is_no_name_is_near_to_none(name):
    assert did_you_mean(name, ["alpha", 5.5]) == "known: `5.5`, `alpha`"


ROOT = Path(__file__).parent.parent
KINDS = {"UsageError", "DataError", "TemplateError", "BuildError"}


def made_without_hint(path):
    """Lines of a module on which an error is made that nobody could act on."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) in KINDS:
            hints = [each.value for each in node.keywords if each.arg == "hint"]
            if not hints or (isinstance(hints[0], ast.Constant) and not hints[0].value):
                yield node.lineno


@pytest.mark.parametrize("path", sorted((ROOT / "reportgen").rglob("*.py")), ids=lambda path: path.name)
def test_every_error_that_is_made_has_a_hint(path):
    assert list(made_without_hint(path)) == []


def test_a_message_is_never_longer_than_anybody_reads():
    assert len(DataError("x" * 100_000, where="y" * 100_000, hint="z" * 100_000).message) <= 1000
