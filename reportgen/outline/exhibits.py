"""Charts and tables of an outline: the best for each shape of data, and how they stand on a page.

An exhibit is narrow where it says all in half of the width: two such stand side by side, so that pages are full.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen.breakdown import TOTAL
from reportgen.dataset.filled import WHOLES
from reportgen.dataset.levels import PLACE
from reportgen.dataset.translations import THE_WHOLE
from reportgen.language import say
from reportgen.outline.sentences import as_noun, lowered
from reportgen.outline.survey import COMPARED, PAIR
from reportgen.outline.writing import anchor_of, as_jinja, as_yaml, directive, plain, reference_of, short_of, unit_of
from reportgen.wording import NUMBER_WORDS, capitalised, number_word

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportgen.dataset import Package
    from reportgen.outline.survey import Series

BESIDE = 6
"""Periods that a line in half of the width shows well."""
HEADED = 32
"""Characters of a name that leave room in a headline of half of the width."""
SHORT = 16
"""Characters of a name that stands on one line beside bars in half of the width."""
BARS = 8
"""Members of a long list that bars show."""
FEWER_BARS = 5
"""The same below a line and another list of places, or above their courses: all then have room on one page."""
COURSES = 4
"""Members whose courses stand below bars of all: one row of them, so that two sections have room on a page."""
ALL_BARS = 12
"""Members of a list of which bars show every one."""
MOST_LISTED = 20
"""Members in an order of their own, such as ages, of which bars show every one."""
LISTED = 60
"""Places that a table in a briefing has at most; the appendix has all."""
ALONE = 64
"""The same in a briefing of one section, or two: in two blocks of 32 rows and heads they fill a page."""
SEVERAL = 3
"""Sections from which on a briefing has several: of fewer each has room for a longer table."""
PARTED = 3
"""Members of a breakdown of places alone, of each of which bars show the places."""
ABREAST = 8
"""Periods that have room side by side; of more, the first and the last are shown, with a small chart."""
HALVED, IN_THREE = 20, 36
"""Places from which on a table stands in two, or three, blocks side by side; in three only without changes."""


@dataclass(frozen=True, slots=True)
class Exhibit:
    """The text of a chart or a table."""

    text: str
    is_narrow: bool = False
    """Whether half of the width of a page is enough."""


def set_out(exhibits: Sequence[Exhibit]) -> list[str]:
    """Return the texts of exhibits in their order; two narrow ones that follow on each other stand side by side."""
    texts: list[str] = []
    left: list[Exhibit] = list(exhibits)
    while left:
        one = left.pop(0)
        if one.is_narrow and left and left[0].is_narrow:
            texts.append(f"::::{{pair}}\n{one.text}\n\n{left.pop(0).text}\n::::")
        else:
            texts.append(one.text)
    return texts


def whole_name(package: Package) -> str:
    """Return the name of the whole where it is that of a place, and not of all places together."""
    whole = package.places.get(package.country)
    if whole is None or len(package.places) < 2 or whole.level in ("", "total"):
        return ""
    # what nobody has named is called as the program calls all places together, or `ALL`
    return "" if whole.name in (THE_WHOLE, say(THE_WHOLE)) or whole.name.casefold() in WHOLES else whole.name


def indicators(package: Package, series: Sequence[Series], anchor: str, headline: str) -> str:
    """Write a table of indicators, in groups by topic where there are several."""
    groups: dict[str, list[str]] = {}
    for one in series:
        groups.setdefault(one.indicator.topic, []).append(_row(one))
    lines = [
        f":::{{table}} {anchor}",
        "kind: indicators",
        f"head: {say('Indicator')}",
        f"headline: {as_yaml(headline)}",
    ]
    if max(max(one.periods, one.place_periods) for one in series) > ABREAST:
        lines += ["years: ends", "trend: true"]
    lines.append("groups:")
    for topic, rows in groups.items():
        title = package.topics[topic].title if len(groups) > 1 and topic in package.topics else ""
        lines += [f"  - title: {as_yaml(title)}", "    rows:"] if title else ["  - rows:"]
        lines += [f"      - {row}" for row in rows]
    return "\n".join([*lines, ":::"])


def _row(one: Series) -> str:
    label = f", label: {as_yaml(plain(one.short))}" if one.reference != one.indicator.indicator else ""
    return f"{{figure: {reference_of(one)}{label}}}"


def line(one: Series, where: str, *, periods: int = 0) -> Exhibit:
    """Return the course of an indicator as a line; `where` is what the place is called in a template.

    One of few `periods`, where they are given, may stand beside another exhibit.
    """
    name = one.reference
    text = directive(
        "chart", f"{name}-course", kind="line",
        headline=f"{{{{ s.course('{name}', {as_jinja(short_of(one))}) }}}}",
        subtitle=f"{plain(one.title)}{unit_of(one)}{f', {{{{ {where}.name }}}}' if where else ''}, {{{{ span }}}}",
        lines=[f"{{figure: {reference_of(one)}, name: {as_yaml(short_of(one))}, named: false}}"],
    )  # fmt: skip
    return Exhibit(text, is_narrow=0 < periods <= BESIDE and len(short_of(one)) <= HEADED)


def breakdown(package: Package, one: Series, dimension: str, members: int, where: str) -> Exhibit:
    """Return the members of a breakdown as bars; of many the largest."""
    name, title = one.reference, package.dimensions.get(dimension, dimension)
    labels = [record.label for code, record in package.codelist(dimension).items() if code != TOTAL]
    # ages and grades are not told by their size
    is_list = sum(label[:1].isdigit() for label in labels) * 2 > len(labels)
    are_all = members <= (MOST_LISTED if is_list else ALL_BARS)
    top = {"all": "true"} if are_all else {"top": NUMBER_WORDS[BARS]}
    top |= {"order": "list"} if is_list and are_all else {}
    parts = {"title": plain(short_of(one)), "dimension": lowered(title), "count": number_word(BARS)}
    few, many = say("{title} by {dimension}", **parts), say("{title} by {dimension}: the {count} largest", **parts)
    words = few if are_all else many
    text = directive(
        "chart", f"{name}-by-{dimension}", kind="bars", figure=name, by=dimension, **top,
        headline=topped(one, dimension, words),
        subtitle=f"{words}{unit_of(one)}{f', {{{{ {where}.name }}}}' if where else ''}",
    )  # fmt: skip
    return Exhibit(text, is_narrow=are_all and are_short(labels))


def members_of_places(package: Package, one: Series, dimension: str, level: str) -> Iterator[Exhibit]:
    """Yield bars of all places of a level for each member of a breakdown that only places have: girls, and boys."""
    called = as_noun(package.levels.names[level].in_sentence)
    names = [place.name for place in package.places.values() if place.level == level]
    for code, record in package.codelist(dimension).items():
        if code == TOTAL:
            continue
        figure, title = f"{one.reference}{{{dimension}={code}}}", f"{plain(short_of(one))}, {plain(record.label)}"
        words = say("{title} by {dimension}", title=title, dimension=called)
        yield Exhibit(directive(
            "chart", f"{figure}-by-{anchor_of(level)}", kind="bars", figure=figure, by=level, all="true",
            headline=f"{{{{ s.topped('{figure}', '{level}', {as_jinja(title)}, {as_jinja(words)}) }}}}",
            subtitle=f"{words}{unit_of(one)}",
        ), is_narrow=are_short(names))  # fmt: skip


def topped(one: Series, dimension: str, otherwise: str) -> str:
    """Return a headline that says which member has the highest figure, or else what is shown."""
    return f"{{{{ s.topped('{one.reference}', '{dimension}', {as_jinja(short_of(one))}, {as_jinja(otherwise)}) }}}}"


def are_short(names: Sequence[str]) -> bool:
    """Say whether names stand on one line beside bars in half of the width; none do where it is not known which."""
    return bool(names) and all(len(name) <= SHORT for name in names)


def places(package: Package, one: Series, level: str, count: int, *, sections: int = SEVERAL) -> Iterator[Exhibit]:
    """Yield what shows the places of a level: a map, bars of all or the highest, their courses, a table of all.

    Of few `sections` each has room for a longer table.
    """
    name, words = one.reference, package.levels.names[level]
    called = say("place") if level == PLACE else as_noun(words.in_sentence)
    has_courses = not one.has_whole and one.place_periods >= COMPARED
    are_bars = (BARS if has_courses else 0) < count <= ALL_BARS
    # a panel of zeros says nothing
    courses = min(COURSES if are_bars else BARS, count, max(one.told.get(level, count), PAIR))
    most = FEWER_BARS if has_courses or (one.has_course and len(one.levels) > 1) else BARS
    top = min(most, one.told.get(level, most))
    named = {"title": plain(short_of(one)), "dimension": called, "count": number_word(top)}
    every, highest = say("{title} by {dimension}", **named), say("{title} by {dimension}: the {count} highest", **named)
    has_map = sum(place.tile_row is not None for place in package.places.values() if place.level == level) >= BARS
    # with the course of the whole a page has room for one thing more
    most_listed = ALONE if sections < SEVERAL else HALVED if one.has_course else LISTED
    has_table = ALL_BARS < count <= most_listed
    if has_map:
        yield Exhibit(directive(
            "chart", f"{name}-map-of-{anchor_of(level)}", kind="map", figure=name, legend=short_of(one),
            headline=topped(one, level, every), subtitle=f"{every}{unit_of(one)}",
        ))  # fmt: skip
    if are_bars and not has_map:
        names = [place.name for place in package.places.values() if place.level == level]
        yield _bars(one, level, every, is_narrow=are_short(names), all="true")
    elif count > ALL_BARS and not one.has_negative and not (has_table and (one.has_course or has_courses)):
        yield _bars(one, level, highest, is_narrow=False, top=NUMBER_WORDS[top])
    if has_courses:
        over_time = say("{title} by {dimension} over time", **named)
        plainly = as_jinja(over_time)
        # below bars that say which is the highest it is not said again
        otherwise = plainly if are_bars else f"s.topped('{name}', '{level}', {as_jinja(short_of(one))}, {plainly})"
        headline = f"{{{{ s.moved_in('{name}', '{level}', {as_jinja(short_of(one))}, {otherwise}) }}}}"
        yield Exhibit(directive(
            "chart", f"{name}-courses-{anchor_of(level)}", kind="multiples", figure=name, by=level,
            top=NUMBER_WORDS[courses], headline=headline,
            subtitle=f"{every}{unit_of(one)}, {{{{ span }}}}",
        ))  # fmt: skip
    if has_table:
        blocks = 1 + (count > HALVED) + (count > IN_THREE and one.place_periods == 1)
        beside = {"bars": "true"} if not one.has_negative else {}
        # blocks have no room for changes in two units
        beside |= {"change-in": "percent"} if blocks > 1 and one.place_periods > 1 and not one.has_negative else {}
        yield Exhibit(directive(
            "table", f"{name}-every-{anchor_of(level)}", kind="members", figure=name, by=level, order="name",
            years="last", **beside, **({"blocks": str(blocks)} if blocks > 1 else {}), dense="true",
            head=words.title or capitalised(words.in_sentence), total=package.places[package.country].name,
            headline=say("{title}, every {dimension}", **named),
        ))  # fmt: skip


def _bars(one: Series, level: str, words: str, *, is_narrow: bool, **which: str) -> Exhibit:
    text = directive(
        "chart", f"{one.reference}-highest-{anchor_of(level)}", kind="bars", figure=one.reference, by=level, **which,
        headline=topped(one, level, words), subtitle=f"{words}{unit_of(one)}",
    )  # fmt: skip
    return Exhibit(text, is_narrow=is_narrow)
