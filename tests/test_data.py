import csv
import json
import re
from collections import Counter, defaultdict
from itertools import combinations
from pathlib import Path

import pytest
from frictionless import Package

from reportgen import wording
from reportgen.audit import audit, unexplained
from reportgen.breakdown import breakdown_members
from reportgen.compare import compare, share_of_total
from reportgen.dataset import read_package
from reportgen.dataset.translations import is_translations

DATA = Path(__file__).parent.parent / "data"
NO_DIMENSIONS = {
    *("indicator", "year", "place", "value", "qualifier", "obs_status", "source", "location", "printed"),
    *("printed_label", "preferred", "derived_from", "correction", "note"),
}
DESCRIPTOR = json.loads((DATA / "datapackage.json").read_text(encoding="utf-8"))
SCALES = {"million": 1_000_000, "M": 1_000_000}


def rows_of(path):
    with (DATA / path).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def observation_tables():
    for resource in DESCRIPTOR["resources"]:
        with (DATA / resource["path"]).open(encoding="utf-8", newline="") as file:
            names = next(csv.reader(file))
        if {"indicator", "value"} <= set(names):
            yield resource["path"], [name for name in names if name not in NO_DIMENSIONS]


def read_figures():
    """Return every row as (indicator, year, place, members other than total, row)."""
    figures = []
    for path, dimensions in observation_tables():
        for row in rows_of(path):
            members = {name: row[name] for name in dimensions if row[name] != "total"}
            figures.append((row["indicator"], row["year"], row["place"], members, row))
    return figures


def reporting_years():
    return sorted({row["year"] for row in rows_of("sources.csv")})


FIGURES = read_figures()
CODELISTS = {path.stem: rows_of(f"codelists/{path.name}") for path in sorted((DATA / "codelists").glob("*.csv"))}
PREFERRED = {
    (indicator, year, place, frozenset(members.items())): row
    for indicator, year, place, members, row in FIGURES
    if row["preferred"] == "true"
}


def figure(indicator, year, place="US", **members):
    return PREFERRED[indicator, str(year), place, frozenset(members.items())]


def value(indicator, year, place="US", **members):
    return float(figure(indicator, year, place, **members)["value"])


def published(indicator, year, place="US", **members):
    key = (indicator, str(year), place, frozenset(members.items()))
    return key in PREFERRED and PREFERRED[key]["value"] != ""


def exact_total_of_members(parts, dimension):
    """Return the sum of a dimension's members, without those that are parts of another member, if all are exact."""
    parents = {row["code"]: row["parent"] for row in CODELISTS.get(dimension, [])}
    whole = {code: row for code, row in parts.items() if not parents.get(code)}
    if len(whole) < 2 or any(row["qualifier"] != "exact" or not row["value"] for row in whole.values()):
        return None
    return sum(float(row["value"]) for row in whole.values())


def groups_by(dimension):
    """Return the preferred rows that differ only in one dimension, as {key of their total: {code: row}}."""
    groups = defaultdict(dict)
    for (indicator, year, place, members), row in PREFERRED.items():
        others = dict(members)
        if dimension == "place" and place != "US" and row["value"]:
            groups[indicator, year, "US", members][place] = row
        elif dimension in others:
            code = others.pop(dimension)
            groups[indicator, year, place, frozenset(others.items())][code] = row
    return groups


def test_frictionless_finds_the_package_valid():
    report = Package(str(DATA / "datapackage.json")).validate()
    assert report.flatten(["title", "rowNumber", "fieldName", "message"]) == []


def test_every_csv_file_belongs_to_the_package():
    declared = {resource["path"] for resource in DESCRIPTOR["resources"]}
    found = {path.relative_to(DATA).as_posix() for path in DATA.rglob("*.csv")}
    assert declared == {name for name in found if not is_translations(name)}


@pytest.mark.parametrize("path", sorted(DATA.rglob("*.csv")), ids=lambda path: path.stem)
def test_files_are_plain_and_tidy(path):
    raw = path.read_bytes()
    assert b"\r" not in raw
    assert raw.endswith(b"\n")
    assert not re.search("[\u0400-\u04ff\ufeff\u00a0\u202f]", raw.decode("utf-8"))
    cells = [cell for row in csv.reader(raw.decode("utf-8").splitlines()) for cell in row]
    assert [cell for cell in cells if cell != cell.strip() or "  " in cell or (cell and cell[0] in "=+@")] == []


def test_every_file_says_what_it_is():
    for resource in DESCRIPTOR["resources"]:
        assert resource["title"]
        assert resource["description"]


def test_the_descriptor_says_what_is_special_and_no_schema():
    assert len((DATA / "datapackage.json").read_text(encoding="utf-8").splitlines()) < 150
    assert all("schema" not in resource for resource in DESCRIPTOR["resources"])


def test_nothing_is_taken_for_granted():
    assert read_package(DATA).granted == ()


def test_each_figure_has_exactly_one_preferred_row():
    preferred = Counter()
    for indicator, year, place, members, row in FIGURES:
        preferred[indicator, year, place, frozenset(members.items())] += row["preferred"] == "true"
    assert [key for key, count in preferred.items() if count != 1] == []


def test_every_member_of_a_codelist_has_a_figure():
    used = {(name, code) for _, _, _, members, _ in FIGURES for name, code in members.items()}
    listed = {(name, row["code"]) for name, rows in CODELISTS.items() for row in rows if row["code"] != "total"}
    assert used == listed


def test_every_codelist_begins_with_its_total():
    assert {rows[0]["code"] for rows in CODELISTS.values()} == {"total"}


def test_every_indicator_and_every_place_has_a_figure():
    assert {row["indicator"] for row in rows_of("indicators.csv")} == {key[0] for key in PREFERRED}
    assert {row["place"] for row in rows_of("places.csv")} == {key[2] for key in PREFERRED}


def test_every_year_without_a_figure_says_why():
    changes = {row["indicator"] for row in rows_of("indicators.csv") if row["measure_type"] == "change"}
    recorded = {(row["indicator"], row["dimension"], row["year"]) for row in rows_of("not-published.csv")}
    years = defaultdict(set)
    for (indicator, year, place, members), row in PREFERRED.items():
        if indicator not in changes and row["value"]:
            shown = [*dict(members), *(["place"] if place != "US" else [])]
            for dimension in shown or [""]:
                years[indicator, dimension].add(year)
    absent = {(*key, year) for key, found in years.items() for year in reporting_years() if year not in found}
    assert {row for row in absent if not (row[0].endswith("_share") and row[1] == "")} <= recorded
    assert not {(*key, year) for key, found in years.items() for year in found} & recorded


@pytest.mark.parametrize("dimension", [*CODELISTS, "place"])
def test_the_members_of_each_dimension_add_up_to_the_total(dimension):
    wrong = []
    for key, parts in groups_by(dimension).items():
        total = PREFERRED.get(key)
        found = exact_total_of_members(parts, dimension)
        if total and total["value"] and total["qualifier"] == "exact" and found not in (None, float(total["value"])):
            wrong.append((key, found, total["value"]))
    assert wrong == []


def test_most_figures_stand_in_a_sum_that_was_checked():
    checked = set()
    for dimension in (*CODELISTS, "place"):
        for key, parts in groups_by(dimension).items():
            if key in PREFERRED and exact_total_of_members(parts, dimension) is not None:
                checked |= {(*key, code) for code in parts}
    assert len(checked) > 1_500


def test_the_four_categories_of_2024_add_up_to_other():
    parts = [row["code"] for row in CODELISTS["category"] if row["parent"] == "other"]
    assert sum(value("cybertipline_reports", 2024, category=code) for code in parts) == 63_105
    assert value("cybertipline_reports", 2024, category="other") == 63_105


def test_shares_by_race_add_up_to_a_hundred_within_their_rounding():
    for key, parts in groups_by("race_ethnicity").items():
        if key[0] == "likely_trafficked_share":
            assert sum(float(row["value"]) for row in parts.values()) == pytest.approx(100, abs=0.4)


def test_relationship_shares_follow_from_the_counts():
    for year in (2020, 2022, 2023, 2024):
        shares = groups_by("relationship")["relationship_share", str(year), "US", frozenset()]
        step = 1 if year == 2024 else 0.01
        for code, row in shares.items():
            share = 100 * value("relationships", year, relationship=code) / value("relationships", year)
            assert float(row["value"]) - step / 2 <= share < float(row["value"]) + step


def test_only_one_total_fits_the_shares_of_2020():
    printed = {
        code: row
        for code, row in groups_by("relationship")["relationship_share", "2020", "US", frozenset()].items()
        if row["obs_status"] == "A"
    }
    counts = {code: value("relationships", 2020, relationship=code) for code in printed}
    fits = [
        total
        for total in range(1_000, 5_000)
        if all(abs(100 * counts[code] / total - float(row["value"])) <= 0.005 for code, row in printed.items())
    ]
    assert fits == [2_299]
    assert 2_299 - sum(counts.values()) == value("relationships", 2020, relationship="neighbor_family_friend") == 533


def test_the_hash_list_grows_by_what_was_added():
    for year in (2022, 2023):
        assert value("hashes_listed", year) == value("hashes_listed", year - 1) + value("hashes_added", year)


def test_images_and_videos_add_up_to_the_files_in_requests():
    for year in (2020, 2022, 2023, 2024):
        parts = value("identification_images", year) + value("identification_videos", year)
        assert value("identification_files", year) == parts


@pytest.mark.parametrize(("year", "rate"), [(2023, 88), (2024, 91)])
def test_the_recovery_rate_is_the_share_of_resolved_cases(year, rate):
    assert round(100 * value("cases", year, status="resolved") / value("cases", year)) == rate
    printed = [row for row in rows_of("headline-missing-children.csv") if row["indicator"] == "recovery_rate"]
    assert {row["value"] for row in printed if row["year"] == str(year) and row["printed"]} == {str(rate)}


@pytest.mark.parametrize("year", [2020, 2022, 2023, 2024])
def test_the_recovery_rate_is_that_of_the_fact_sheets(year):
    resolved = share_of_total(read_package(DATA), "cases", year, "status", status="resolved")
    assert wording.percent(resolved) == f"{value('recovery_rate', year)}%"


def test_printed_changes_in_calls_are_cut_off_not_rounded():
    changes = {year: 100 * (value("calls", year) / value("calls", year - 1) - 1) for year in (2022, 2023)}
    assert int(changes[2022]) == value("calls_change", 2022, base_period="previous_year") == 16
    assert int(10 * changes[2023]) / 10 == value("calls_change", 2023, base_period="previous_year") == 34.9


CUMULATIVE = {
    "age_progressions_cumulative": "age_progressions",
    "facial_reconstructions_cumulative": "facial_reconstructions",
    "attempted_abductions_cumulative": "attempted_abductions",
    "attempted_abduction_children_cumulative": "attempted_abduction_children",
    "team_adam_deployments_cumulative": "team_adam_deployments",
}


@pytest.mark.parametrize(("since", "flow"), CUMULATIVE.items())
def test_each_figure_to_date_that_does_not_grow_by_the_flow_is_a_known_exception(since, flow):
    identity = next(row["identity"] for row in rows_of("identities.csv") if row["indicator"] == since)
    known = {int(row["year"]) for row in rows_of("exceptions.csv") if row["identity"] == identity}
    failing = set()
    for year in range(2021, int(max(reporting_years())) + 1):
        ends = [figure(since, one) for one in (year - 1, year) if published(since, one)]
        if len(ends) == 2 and all(row["qualifier"] == "exact" for row in ends) and published(flow, year):
            grown = value(since, year) - value(since, year - 1)
            failing |= {year} if grown != value(flow, year) else set()
    assert failing <= known


def test_exceptions_are_about_a_figure_that_exists():
    indicators = {row["identity"]: row["indicator"] for row in rows_of("identities.csv")}
    cells = {(year, place, members) for _, year, place, members in PREFERRED}
    for row in rows_of("exceptions.csv"):
        members = frozenset(tuple(part.split("=")) for part in row["breakdown"].split(";") if part)
        assert (row["year"], row["place"], members) in cells
        if not row["identity"].startswith("plausibility:"):
            identity, _, indicator = row["identity"].partition(":")
            assert (indicator or indicators[identity], row["year"], row["place"], members) in PREFERRED


def test_a_correction_is_proved_by_the_sums():
    others = ("0_to_2", "3_to_5", "6_to_8", "9_to_11", "15_to_17", "18_to_20", "unknown")
    column = sum(value("cases", 2023, age_group=code, race_ethnicity="black") for code in others)
    assert value("cases", 2023, race_ethnicity="black") - column == 2_380
    channels = [value("cybertipline_reports", 2021, channel=code) for code in ("public", "esp")]
    assert sum(channels) == value("cybertipline_reports", 2021)


def test_corrected_figures_keep_what_was_printed():
    corrections = {row["correction"]: row for row in rows_of("corrections.csv")}
    corrected = [row for *_, row in FIGURES if row["obs_status"] == "I"]
    assert {row["correction"] for row in corrected} == set(corrections)
    for row in corrected:
        assert row["printed"] == corrections[row["correction"]]["printed"]
        assert row["value"] == corrections[row["correction"]]["corrected"]


def test_printed_figures_agree_with_their_values():
    for *_, row in FIGURES:
        found = re.search(r"([\d,]+(?:\.\d+)?)\s?(million|M)?", row["printed"], re.IGNORECASE)
        if found and row["obs_status"] == "A" and "in" not in row["printed"].split():
            scale = SCALES.get((found[2] or "").lower().replace("m", "M", 1).replace("Million", "million"), 1)
            assert float(found[1].replace(",", "")) * scale == pytest.approx(float(row["value"]))


def test_a_value_without_printed_text_is_a_plain_count():
    bare = [row for *_, row in FIGURES if not row["printed"] and row["obs_status"] == "A"]
    assert {row["qualifier"] for row in bare} == {"exact"}
    assert all(re.fullmatch(r"\d+", row["value"]) for row in bare)


def test_derived_sums_equal_their_parts():
    reference = r"(\w+)(?:\{(\w+)=(\w+)\})?"
    checked = 0
    for indicator, year, _, members, row in FIGURES:
        if re.fullmatch(rf"{reference}(?: \+ {reference})+", row["derived_from"]):
            parts = re.findall(reference, row["derived_from"])
            total = sum(value(name, year, **({dimension: code} if code else {})) for name, dimension, code in parts)
            assert float(row["value"]) == total, (indicator, year, members)
            checked += 1
    assert checked >= 10


def test_every_break_has_its_series_on_both_sides():
    for row in rows_of("series-breaks.csv"):
        years = {
            int(year)
            for (indicator, year, place, members), cells in PREFERRED.items()
            if indicator == row["indicator"]
            and cells["value"]
            and (not row["dimension"] or row["dimension"] in dict(members))
            and (not row["member"] or row["member"] in dict(members).values())
        }
        first, last = int(row["year"]), int(row["last_year"] or max(years))
        assert min(years) < first <= max(years), row
        assert years & set(range(first, last + 1)), row
        assert not row["last_year"] or last < max(years), row


DOUBT = re.compile(
    r"does not say whether|not compared|not read against|definition changed|instances of support|in first contact"
    r"|says that as many|rests on feedback|[Uu]ntil \d{4} .*from \d{4}"
    r"|counts the children shown|in \d{4} by (?:partners|the professionals)"
)


def test_no_change_is_given_that_a_note_doubts():
    package = read_package(DATA)
    comparison = compare(package)
    checked, printed = 0, []
    for note in package.notes.values():
        if note.kind != "comparability" or not note.indicator or note.dimension or not DOUBT.search(note.text):
            continue
        series = [key for key in package.series if key[0] == note.indicator]
        first, last = note.from_year or 2020, note.to_year or 2020
        for base, year in combinations(package.years, 2):
            # across: what lies between the two years of the note is in doubt, else all before its own years
            is_doubted = base <= first and year >= last if note.applies == "across" else first <= year <= last
            for indicator, place, breakdown in series if is_doubted else ():
                change = comparison.change(indicator, base, year, place, **breakdown_members(breakdown))
                checked += 1
                printed += [(note.note, base, year)] if change.is_comparable else []
    assert printed == []
    assert checked > 100


@pytest.mark.parametrize(
    ("indicator", "base", "year"),
    [
        ("team_hope_contacts", 2023, 2024),
        ("children_reached", 2023, 2024),
        ("actively_traded_children", 2021, 2022),
        ("relationships", 2020, 2024),
        ("identification_files", 2023, 2024),
        ("identification_images", 2020, 2024),
        ("offenders_located", 2021, 2022),
        ("offenders_located", 2022, 2023),
        ("mental_health_requests", 2022, 2023),
        ("genealogy_cases", 2022, 2024),
        ("facial_reconstructions", 2023, 2024),
        ("team_adam_deployments", 2022, 2024),
    ],
)
def test_figures_that_count_something_else_are_not_compared(indicator, base, year):
    change = compare(read_package(DATA)).change(indicator, base, year)
    assert change.reason in ("series_break", "definition_differs")
    assert change.break_note


SPELLED_OUT = {
    "NCIC": "National Crime Information Center",
    "ICAC": "Internet Crimes Against Children",
    "FAON": "Family Advocacy Outreach Network",
    "AMBER": "America’s Missing: Broadcast Emergency Response",
    "AI": "generative artificial intelligence",
    "NCMEC": "",  # the publisher, spelled out by every document
    "HOPE": "",  # Team HOPE is a name
    "THE": "",
    "LOST": "",  # 1-800-THE-LOST, a telephone number
}
"""Abbreviations of the data, and what some definition says they stand for."""


def test_every_abbreviation_is_spelled_out_in_a_definition():
    indicators = rows_of("indicators.csv")
    texts = [row[name] for row in indicators for name in ("title", "short_title", "noun_plural", "definition")]
    texts += [row["text"] for row in rows_of("notes.csv")] + [row["short"] for row in rows_of("series-breaks.csv")]
    texts += [row[name] for rows in CODELISTS.values() for row in rows for name in ("label", "short_label")]
    used = {word for text in texts for word in re.findall(r"\b[A-Z]{2,}\b", text)}
    assert used <= SPELLED_OUT.keys()
    definitions = " ".join(row["definition"] for row in indicators)
    assert [word for word in sorted(used) if SPELLED_OUT[word] not in definitions] == []


def test_every_border_between_two_states_is_there():
    borders = {frozenset((row["place"], other)) for row in rows_of("places.csv") for other in row["neighbours"].split()}
    # 48 states and the District of Columbia have 107 borders by land
    assert len(borders) == 107
    alone = {row["place"] for row in rows_of("places.csv") if row["place_type"] == "state" and not row["neighbours"]}
    assert alone == {"AK", "HI"}


def test_neighbours_are_mutual_and_tiles_are_not_shared():
    places = {row["place"]: row for row in rows_of("places.csv")}
    for place, row in places.items():
        assert all(place in places[other]["neighbours"].split() for other in row["neighbours"].split())
    tiles = [(row["tile_row"], row["tile_column"]) for row in places.values() if row["tile_row"]]
    assert len(tiles) == len(set(tiles)) == 54


def test_notes_are_short_enough_to_stand_under_a_table():
    assert [row["note"] for row in rows_of("notes.csv") if len(row["text"]) > 240] == []


def test_the_audit_finds_nothing_that_is_not_explained():
    checks = audit(read_package(DATA))
    assert [check.message for check in unexplained(checks)] == []
    assert len(checks) > 400


SAMPLES = [
    ("cases", 2020, {}, "29782", "exact", "A", "impact-2020"),
    ("cases", 2021, {}, "27733", "exact", "A", "impact-2021"),
    ("cases", 2023, {}, "28886", "exact", "A", "impact-2023"),
    ("cases", 2024, {"case_type": "endangered_runaway", "status": "active"}, "2190", "exact", "A", "impact-2024"),
    ("cases", 2022, {"age_group": "12_to_14", "race_ethnicity": "black"}, "2311", "exact", "A", "impact-2022"),
    ("cases", 2023, {"age_group": "15_to_17", "race_ethnicity": "unknown"}, "1993", "exact", "A", "impact-2023"),
    ("cases", 2023, {"age_group": "15_to_17", "race_ethnicity": "white"}, "5857", "exact", "A", "impact-2023"),
    ("cases", 2020, {"age_group": "0_to_2", "race_ethnicity": "white"}, "139", "exact", "A", "impact-2020"),
    ("ncic_entries", 2019, {}, "421394", "exact", "A", "impact-2020"),
    ("cybertipline_reports", 2020, {}, "21700000", "more_than", "A", "impact-2020"),
    ("cybertipline_reports", 2021, {}, "29397681", "exact", "I", "impact-2021"),
    ("cybertipline_reports", 2023, {}, "36210368", "exact", "E", "impact-2023"),
    ("cybertipline_reports", 2024, {"category": "online_enticement"}, "546333", "exact", "A", "impact-2024"),
    ("cybertipline_files", 2020, {}, "65465314", "exact", "E", "impact-2020"),
    ("cybertipline_files", 2024, {"file_type": "video"}, "33130449", "exact", "A", "impact-2024"),
    ("identification_images", 2020, {"agency": "us_federal"}, "11598925", "exact", "A", "impact-2020"),
    ("identification_videos", 2023, {"agency": "military"}, "48717", "exact", "A", "impact-2023"),
    ("identified_children", 2024, {}, "31770", "more_than", "A", "impact-2024"),
    (
        "actively_traded_children",
        2024,
        {"gender": "female", "age_stage": "pubescent"},
        "656",
        "exact",
        "A",
        "impact-2024",
    ),
    ("relationship_share", 2022, {"relationship": "online_enticement"}, "17.03", "rounded", "A", "impact-2022"),
    ("likely_trafficked_ratio", 2024, {}, "7", "rounded", "A", "impact-2024"),
    (
        "likely_trafficked_children",
        2024,
        {"race_ethnicity": "black", "gender": "male"},
        "222",
        "exact",
        "A",
        "impact-2024",
    ),
    ("likely_trafficked_children", 2024, {"age_single": "17", "gender": "unknown"}, "8", "exact", "A", "impact-2024"),
    ("likely_trafficked_share", 2024, {"gender": "unknown"}, "1", "less_than", "A", "impact-2024"),
    ("offender_requests", 2021, {}, "22170", "more_than", "A", "impact-2021"),
    ("readiness_population", 2024, {}, "4800000", "more_than", "A", "impact-2024"),
    ("social_followers", 2022, {}, "2000000", "more_than", "A", "impact-2022"),
    ("website_visitors", 2020, {}, "11700000", "rounded", "A", "impact-2020"),
]


@pytest.mark.parametrize(
    ("indicator", "year", "members", "expected", "qualifier", "status", "source"),
    SAMPLES,
    ids=[f"{row[0]}-{row[1]}-{number}" for number, row in enumerate(SAMPLES)],
)
def test_sample_figures_are_as_published(indicator, year, members, expected, qualifier, status, source):
    row = figure(indicator, year, **members)
    assert (row["value"], row["qualifier"], row["obs_status"], row["source"]) == (expected, qualifier, status, source)


@pytest.mark.parametrize(
    ("place", "year", "status", "expected"),
    [
        ("TX", 2020, {}, "3588"),
        ("TX", 2024, {"status": "active"}, "157"),
        ("CO", 2022, {"status": "resolved"}, "489"),
        ("NC", 2024, {}, "1207"),
        ("DC", 2020, {}, "48"),
        ("VI", 2022, {}, "1"),
        ("GU", 2024, {"status": "active"}, "0"),
        ("INTL", 2020, {}, "33"),
        ("UNK", 2022, {"status": "active"}, "32"),
    ],
)
def test_sample_places_are_as_published(place, year, status, expected):
    assert figure("cases", year, place, **status)["value"] == expected


def test_a_place_without_a_row_is_missing_and_not_zero():
    for place, years in (("GU", (2020, 2022)), ("VI", (2020, 2024))):
        for year in years:
            row = figure("cases", year, place)
            assert (row["value"], row["obs_status"]) == ("", "O")


def test_figures_shown_only_as_a_picture_are_not_published_as_numbers():
    pictures = {
        (row["indicator"], row["year"], row["dimension"])
        for row in rows_of("not-published.csv")
        if row["obs_status"] == "L"
    }
    assert {("cases", "2021", "place"), ("cases", "2023", "place"), ("cases", "2023", "case_type")} <= pictures
    assert ("cases", "2023", "age_group") not in pictures


def test_a_contradicting_figure_stays_in_the_record():
    printed = [row for name, year, _, members, row in FIGURES if (name, year, members) == ("cases", "2023", {})]
    assert {row["value"] for row in printed if row["preferred"] == "false"} == {"28866", "28886"}
    assert value("cases", 2023) == 28_886
