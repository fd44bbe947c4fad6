"""Profiles and chart data on the whole way, from the command line to the file."""

import pikepdf
import pytest

from tests.worlds import ROOT, make_world

CHART = """# Figures

:::{contents}
title: Contents
:::

:::{chart} cases
kind: line
headline: Cases over the years
subtitle: Cases
lines:
  - {figure: cases, name: Cases}
:::
"""


@pytest.fixture
def world(tmp_path):
    world = make_world(tmp_path)
    profiles = world.templates / "profiles"
    profiles.mkdir()
    for path in (ROOT / "templates" / "profiles").glob("*.toml"):
        (profiles / path.name).write_bytes(path.read_bytes())
    world.write_report("chart", CHART)
    return world


def text_of(world, name):
    return (world.out / name).read_text(encoding="utf-8")


def test_the_values_of_a_chart_are_added_as_a_table_only_when_asked_for(world):
    world.build("chart", "--format", "txt")
    assert "Values of the charts" not in text_of(world, "chart-2020-2022.txt")
    assert world.build("chart", "--format", "txt", "--chart-data") == 0
    assert "Values of Figure 1" in text_of(world, "chart-2020-2022.txt")


def test_an_attachment_to_an_nih_application_has_no_contents_and_no_links(world):
    assert world.build("chart", "--format", "pdf", "--format", "txt", "--profile", "nih-attachment") == 0
    assert "Contents" not in text_of(world, "chart-2020-2022.txt")
    with pikepdf.open(world.out / "chart-2020-2022.pdf") as pdf:
        assert not any("/Annots" in page for page in pdf.pages)


def test_a_violated_rule_is_an_error_that_names_it_and_leaves_no_file(world, capsys):
    name = "a-name-that-is-much-too-long-for-a-file-attached-to-an-application"
    world.write_report(name, CHART)
    assert world.build(name, "--format", "pdf", "--profile", "nih-attachment") == 5
    assert "50" in capsys.readouterr().err
    assert not (world.out / f"{name}-2020-2022.pdf").exists()


def test_an_unknown_profile_is_named_with_the_nearest_one(world, capsys):
    assert world.build("chart", "--profile", "section508") == 2
    assert "did you mean `section-508`?" in capsys.readouterr().err


def test_another_profile_makes_the_files_anew(world):
    world.build("chart", "--format", "pdf")
    before = (world.out / "chart-2020-2022.pdf").read_bytes()
    assert world.build("chart", "--format", "pdf", "--profile", "nih-attachment") == 0
    assert (world.out / "chart-2020-2022.pdf").read_bytes() != before
