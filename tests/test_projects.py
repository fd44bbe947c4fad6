"""A project is found by its settings; a folder that had them is none that may be passed over."""

import pytest

from reportgen.errors import UsageError
from reportgen.project import find_project


def test_a_project_without_its_settings_is_refused_instead_of_building_other_figures(tmp_path):
    (tmp_path / "intake.toml").write_text("", encoding="utf-8")
    (tmp_path / "data").mkdir()
    with pytest.raises(UsageError, match=r"found only `intake.toml`") as caught:
        find_project(tmp_path / "data")
    assert "reportgen.toml" in caught.value.hint
    (tmp_path / "reportgen.toml").write_text("", encoding="utf-8")
    assert find_project(tmp_path / "data").folder == tmp_path


def test_a_folder_without_either_is_no_project(tmp_path):
    assert find_project(tmp_path) is None
