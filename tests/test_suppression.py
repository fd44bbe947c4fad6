"""Figures under the rule of a package are taken away at reading, and `[c]` stands in their place."""

import io
import json
import zipfile

import pikepdf
import pytest

from reportgen.builders import BUILDERS
from reportgen.cli import run
from reportgen.dataset import read_package
from reportgen.dataset.named import counts_named
from reportgen.errors import DataError, ReportErrors
from reportgen.reading import read_words, squeezed
from reportgen.suppression import Hidden, SmallNumbers, small_numbers
from tests.test_small_packages import package

FIGURES = """indicator,year,place,age,value,printed
cases,2022,North,total,412,
cases,2022,North,young,7,seven
cases,2022,North,middle,200,
cases,2022,North,old,205,
cases,2022,South,total,300,
cases,2022,South,young,0,
cases,2022,South,middle,100,
cases,2022,South,old,200,
"""


def rules(suppress="1-9"):
    return {"reportgen": {"rules": {"suppress": suppress}}}


def values(read):
    return {key: one.value for key, series in read.series.items() for one in series.values()}


def test_a_rule_is_a_range_of_whole_numbers_or_no():
    assert small_numbers("1-9") == small_numbers(" 1 – 9 ") == SmallNumbers(1, 9)
    assert small_numbers("no") is None
    assert [number for number in range(12) if number in SmallNumbers(1, 9)] == [*range(1, 10)]
    for wrong in ("9-1", "few", "", "<10", "1-9999999"):
        with pytest.raises(ValueError, match="expected a range of small numbers such as `1-9`"):
            small_numbers(wrong)


def test_a_small_count_has_no_value_and_a_zero_has_one(tmp_path):
    read = read_package(package(tmp_path, rules(), figures=FIGURES))
    found = read.observation("cases", 2022, "North", age="young")
    assert (found.value, str(found.obs_status), found.printed) == (None, "Q", "")
    assert read.observation("cases", 2022, "South", age="young").value == 0
    assert list(read.hidden.values()) == [Hidden.SMALL]


def test_every_row_of_a_hidden_figure_is_taken_away(tmp_path):
    rows = "year,value,qualifier,preferred,source,location\n2022,8,exact,true,r,a\n2022,10,rounded,false,r,b\n"
    read = read_package(package(tmp_path, rules(), cases=rows, sources="source,year\nr,2022\n"))
    assert [row["value"] for row in read.rows] == [None, None]


def test_a_file_or_an_indicator_has_a_rule_of_its_own(tmp_path):
    listed = {"resources": [{"path": "a.csv", "reportgen": {"suppress": "1-4"}}, {"path": "b.csv"}, {"path": "c.csv"}]}
    rows = "year,value\n2021,3\n2022,6\n"
    indicators = "indicator,suppress\na,\nb,\nc,no\n"
    figures = {name: f"indicator,{rows}".replace("\n2", f"\n{name},2") for name in "abc"}
    read = read_package(package(tmp_path, {**listed, **rules()}, **figures, indicators=indicators))
    shown = {name: [one.value for one in read.series[name, read.country, ""].values()] for name in "abc"}
    assert shown == {"a": [None, 6], "b": [None, None], "c": [3, 6]}


def test_a_rule_that_is_none_is_told_where_it_stands(tmp_path):
    listed = {"resources": [{"path": "a.csv", "reportgen": {"suppress": 5}}]}
    folder = package(
        tmp_path, {**listed, **rules("9-1")}, a="year,value\n2021,3\n", indicators="indicator,suppress\na,few\n"
    )
    with pytest.raises(ReportErrors, match=r"`1-9`") as caught:
        read_package(folder)
    told = [error.where.rpartition("/")[2] for error in caught.value.errors]
    assert told == ["datapackage.json", "datapackage.json", "indicators.csv:2"]


RATES = """indicator,year,place,value
ill,2022,N,6
ill,2022,S,60
people,2022,N,1500
people,2022,S,1500
people,2022,W,1500
rate,2022,N,4
rate,2022,S,40
rate,2022,W,2
"""


def test_a_rate_hides_with_its_count_also_where_that_has_no_row(tmp_path):
    indicators = (
        "indicator,unit,kind,numerator,denominator,per\nill,case,,,,\npeople,person,,,,\nrate,,rate,ill,people,1000\n"
    )
    found = values(read_package(package(tmp_path, rules(), figures=RATES, indicators=indicators)))
    assert (found["rate", "N", ""], found["rate", "S", ""], found["rate", "W", ""]) == (None, 40, None)
    assert found["people", "N", ""] == 1500


def test_a_declared_share_and_a_printed_change_hide_with_their_counts(tmp_path):
    counts = "indicator,year,sex,value\nill,2021,girls,6\nill,2021,total,90\nill,2022,girls,30\nill,2022,total,95\n"
    shares = "indicator,year,sex,value\nshare,2021,girls,6.7\nshare,2022,girls,31.6\n"
    changes = "indicator,year,base,sex,value\nchange,2022,year,girls,400\nchange,2022,year,total,5.6\n"
    indicators = "indicator,measure_type,unit\nill,flow,case\nshare,share,percent\nchange,change,percent\n"
    identities = (
        "identity,kind,indicator,dimension,operands\ns,share,share,sex,ill / ill{sex=total}\nc,change,change,base,ill\n"
    )
    files = {"counts": counts, "shares": shares, "changes": changes, "indicators": indicators, "identities": identities}
    folder = package(tmp_path, rules(), **files, codelists__base="code,years_back\ntotal,\nyear,1\n")
    found = {
        (key[0], key[2]): [one.value for one in each.values()] for key, each in read_package(folder).series.items()
    }
    assert found["share", "sex=girls"] == [None, 31.6]
    assert found["change", "base=year;sex=girls"] == [None]
    assert found["change", "base=year"] == [5.6]


def test_further_figures_hide_that_a_file_lists(tmp_path):
    further = "indicator,year,place,breakdown,reason\ncases,2022,North,age=old,gives away the young\n"
    read = read_package(package(tmp_path, rules(), figures=FIGURES, suppressed=further))
    assert values(read)["cases", "North", "age=old"] is None
    assert Hidden.FURTHER in read.hidden.values()


def test_a_listed_figure_that_is_not_there_is_an_error(tmp_path):
    further = "indicator,year,place,breakdown\ncases,2021,North,age=old\n"
    with pytest.raises((DataError, ReportErrors), match=r"suppressed.csv:2: expected a figure of the package"):
        read_package(package(tmp_path, rules(), figures=FIGURES, suppressed=further))


def test_the_checksum_that_is_printed_does_not_tell_what_is_hidden(tmp_path):
    def checksum(north, south):
        text = f"year,place,value\n2021,N,{north}\n2021,S,{south}\n"
        return read_package(package(tmp_path, rules(), a=text)).checksum

    assert checksum(3, 50) == checksum(4, 50)
    assert checksum(3, 50) != checksum(3, 51)


def test_sums_with_hidden_parts_are_not_tested(tmp_path, capsys):
    identities = "identity,kind,indicator,dimension\nages,sum,cases,age\n"
    package(tmp_path, rules(), figures=FIGURES, identities=identities)
    run(["check", "--data", str(tmp_path), "--format", "json"])
    checks = json.loads(capsys.readouterr().out)
    assert [(each["place"], each["outcome"]) for each in checks if each["identity"] == "ages"] == [("South", "passed")]


REPORT = """---
title: Cases
kicker: Cases in {{ place.name }}
description: Cases
scope: any
---

:::{chart} bars
kind: bars
figure: cases
by: age
all: true
headline: Ages
subtitle: Cases
:::

:::{table} ages
kind: members
figure: cases
by: age
total: All ages
head: Age
headline: All of them
subtitle: Cases
:::

:::{legend}
:::
"""


def test_the_mark_stands_in_the_place_of_a_hidden_figure_and_is_explained(tmp_path, capsys):
    further = "indicator,year,place,breakdown\ncases,2022,North,age=old\n"
    folder = package(tmp_path / "data", rules(), figures=FIGURES, suppressed=further)
    (tmp_path / "cases.md").write_text(REPORT, encoding="utf-8")
    build = ["build", str(tmp_path / "cases.md"), "--data", str(folder), "--place", "North", "--format", "txt"]
    assert run([*build, "--out", str(tmp_path / "out")]) == 0, capsys.readouterr().err
    text = next((tmp_path / "out").glob("*.txt")).read_text(encoding="utf-8")
    assert "[c] confidential, not shown" in text
    assert "not shown, to keep small numbers confidential" in text
    assert squeezed("young [c]") in squeezed(text)


HIDDEN = (73731, 82847, 64693, 51917)
"""Small by a rule of up to 99,999, so that nothing else can look like them; in 2021, 2022, and for two ages."""


def a_project(folder):
    """A project of a file of three counties by age, and a rule under which four of its figures are hidden."""
    ages = {
        "young": (73731, 150001, 82847, 160001),
        "middle": (64693, 250007, 51917, 260003),
        "old": (350011, 350501) * 2,
    }
    rows = ["county,year,age,families"]
    for number, county in enumerate(("Adams County", "Allen County", "Ashland County")):
        for year in (2021, 2022, 2023):
            at = [values[(year - 2021 + number) % 4] + (0 if number < 2 else 412345) for values in ages.values()]
            rows += [f"{county},{year},{age},{value}" for age, value in zip(ages, at, strict=True)]
            rows.append(f"{county},{year},Total,{sum(at)}")
    (folder / "counts.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    assert run(["new", str(folder / "p"), "--from", str(folder / "counts.csv"), "--yes"]) == 0
    descriptor = folder / "p/data/datapackage.json"
    settings = json.loads(descriptor.read_text(encoding="utf-8"))
    settings.setdefault("reportgen", {}).setdefault("rules", {})["suppress"] = "1-99999"
    descriptor.write_text(json.dumps(settings), encoding="utf-8")
    return folder / "p"


def everything(content):
    """All bytes of a file: of an archive, those of what is packed in it; of a PDF, its streams and its text."""
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            return b"".join(everything(packed.read(name)) for name in packed.namelist())
    if content[:4] == b"%PDF":
        plain = io.BytesIO()
        with pikepdf.open(io.BytesIO(content)) as file:
            file.save(plain, stream_decode_level=pikepdf.StreamDecodeLevel.all, compress_streams=False)
        return plain.getvalue() + read_words(content, "pdf").text.encode()
    return content


def forms(number):
    """A number as it may be written: with separators or without, in letters of one byte or of two."""
    texts = (f"{number}", f"{number:,}", f"{number:,}".replace(",", "."), f"{number / 1000:.1f} thousand")
    return [text.encode(code) for text in texts for code in ("utf-8", "utf-16-be", "utf-16-le")]


@pytest.mark.conformance
def test_no_file_of_any_format_holds_a_hidden_figure(tmp_path, monkeypatch, capsys):
    folder = a_project(tmp_path)
    monkeypatch.chdir(folder)
    capsys.readouterr()
    build = ["build", "--with-data", "--index", "--zip", "--allow-failing-checks", "--chart-data"]
    assert run([*build, *(f"--format={name}" for name in BUILDERS)]) == 0, capsys.readouterr().err
    assert (
        run(["observations", "--out", "build/all.csv"])
        == run(["observations", "--format", "json", "--out", "build/all.json"])
        == 0
    )
    assert run(["check", "--format", "csv"]) in (0, 3)
    (folder / "build/said.txt").write_text(capsys.readouterr().out, encoding="utf-8")
    files = [path for path in (folder / "build").rglob("*") if path.is_file()]
    assert len(files) > 20
    contents = {path: everything(path.read_bytes()) for path in files}
    for path, content in contents.items():
        assert not [number for number in HIDDEN if any(form in content for form in forms(number))], path
    shown = {path.suffix for path, content in contents.items() if any(form in content for form in forms(762356))}
    assert {".docx", ".html", ".pdf", ".txt", ".xlsx", ".json", ".csv"} <= shown, "else the search would find nothing"


def test_a_rate_and_a_share_hide_that_are_declared_nowhere_but_hold(tmp_path):
    rows = ["indicator,year,place,age,value"]
    for place, young, old, people in (
        ("N", 6, 94, 5000),
        ("S", 60, 140, 8000),
        ("W", 33, 21, 3000),
        ("E", 45, 80, 7000),
    ):
        for age, ill, share in (("young", young, 2), ("old", old, 1), ("total", young + old, 1)):
            rows += [f"ill,2022,{place},{age},{ill}", f"people,2022,{place},{age},{people // share}"]
            rows.append(f"rate,2022,{place},{age},{1000 * ill / (people // share):.1f}")
            rows.append(f"part,2022,{place},{age},{100 * ill / (young + old):.1f}")
            rows.append(f"mood,2022,{place},{age},{people / 7000 + ill / 900:.2f}")
    indicators = "indicator,unit,kind\nill,case,\npeople,person,\nrate,per 1000,rate\npart,percent,\nmood,score,index\n"
    read = read_package(package(tmp_path, rules(), figures="\n".join(rows), indicators=indicators))
    assert {key[0] for key in read.hidden} == {"ill", "rate", "part"}
    assert {key[2:] for key in read.hidden} == {("N", "age=young")}


TABLE = """
:::{table} all
kind: indicators
head: Indicator
headline: All
groups:
  - rows:
      - {figure: cases}
      - {figure: beds}
:::
"""


def test_a_row_of_a_table_that_is_hidden_in_all_years_is_there_with_its_marks(tmp_path, capsys):
    rows = "indicator,year,place,value\n" + "".join(
        f"cases,{year},N,{year - 2018}\nbeds,{year},N,90\n" for year in (2021, 2022)
    )
    folder = package(tmp_path / "data", rules(), figures=rows)
    (tmp_path / "r.md").write_text(REPORT.partition("\n:::{chart}")[0] + TABLE, encoding="utf-8")
    build = ["build", str(tmp_path / "r.md"), "--data", str(folder), "--place", "N", "--format", "txt"]
    assert run([*build, "--out", str(tmp_path / "out")]) == 0, capsys.readouterr().err
    text = squeezed(next((tmp_path / "out").glob("*.txt")).read_text(encoding="utf-8"))
    assert squeezed("Cases [c] [c] [c]") in text
    assert squeezed("[c] Not shown, to keep small numbers confidential.") in text


def test_a_sentence_prints_the_mark_in_place_of_a_hidden_figure(tmp_path, capsys):
    folder = package(tmp_path / "data", rules(), figures="indicator,year,place,value\ncases,2022,N,7\nbeds,2022,N,90\n")
    text = "There were {{ figure('cases') }} cases and {{ figure('beds') }} beds.\n"
    (tmp_path / "r.md").write_text(REPORT.partition(":::{chart}")[0] + text, encoding="utf-8")
    build = ["build", str(tmp_path / "r.md"), "--data", str(folder), "--place", "N", "--format", "txt"]
    assert run([*build, "--out", str(tmp_path / "out")]) == 0, capsys.readouterr().err
    assert "There were [c] cases and 90 beds." in next((tmp_path / "out").glob("*.txt")).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("title", "named"),
    [
        ("Families housed per 1,000", ("families",)),
        ("Change in families housed (%)", ("families",)),
        ("Young families housed per 1,000", ("young",)),
        ("Family income", ()),
        ("Housed", ()),
    ],
)
def test_a_rate_names_the_count_with_the_most_of_its_words(tmp_path, title, named):
    indicators = "indicator,title,unit,kind\nfamilies,Number of families housed,,count\n"
    indicators += f'young,Young families housed,,count\nall,All,,count\nrate,"{title}","per 1,000",rate\n'
    found = read_package(package(tmp_path, figures="indicator,year,value\nrate,2024,4.1\n", indicators=indicators))
    assert counts_named(found.indicators).get("rate", ()) == named
