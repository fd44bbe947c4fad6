"""The texts of the outlines: a briefing, a fact sheet for each place and an appendix, as templates to be edited."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from reportgen.dataset.filled import WHOLES
from reportgen.dataset.translations import THE_WHOLE
from reportgen.language import ENGLISH, message, say, say_count, speaking, spoken
from reportgen.outline.sentences import as_noun, lowered, stood
from reportgen.outline.survey import Survey, survey
from reportgen.wording import NUMBER_WORDS, capitalised, number_word

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reportgen.dataset import Package
    from reportgen.outline.survey import Series

REPORTS = ("briefing", "factsheet", "appendix")
TILES = 4
"""Key figures at the top of a report."""
LEAST_TILES = 3
"""Fewer would be told as a sentence, and say what the sentences below say."""
SHOWN = 6
"""Indicators that a briefing shows in charts; all stand in its table, and in the appendix."""
BARS = 8
"""Members of a long list that bars show."""
LISTED = 60
"""Places that a table in a briefing has at most; the appendix has all."""
PARTS = 6
"""Members that are drawn as parts of one column."""
ABREAST = 8
"""Periods that have room side by side; of more, the first and the last are shown, with a small chart."""
HALVED = 20
"""Places from which on a table stands in two halves side by side; a shorter one has room for its heads."""
RANKED = 8
"""Places from which on a ranking says where one of them stands."""
FOOT = 60
"""Characters of a title that have room in the foot of a page."""
DRAFT = message(
    "A first draft, made from what the data hold. Change the words, take out what says little, add your own."
)
COMPARED = 3
"""Periods from which on a line says more than a table."""


def outlines(package: Package, language: str = "") -> dict[str, str]:
    """Return the templates for a package by the names of the reports; a fact sheet only where there are places.

    They are in a language, or else in that of the package, English where it names none; names and words of the data
    are those that it has in this language. Raises UsageError for a language without a catalogue, ReportErrors for
    translations of what the package does not have.
    """
    with speaking(language or package.language or ENGLISH) as spoken:
        told = package.in_language(spoken.tag)
        found = survey(told)
        texts = {"briefing": _briefing(told, found), "appendix": _appendix(told, found)}
        if any(one.levels for one in found.key):
            texts["factsheet"] = _fact_sheet(told, found)
    return texts


# -- briefing -------------------------------------------------------------------------------------------------------


def _briefing(package: Package, found: Survey) -> str:
    parts = [
        _front(
            _titled(package.title),
            kicker=say("Briefing"),
            short_title=_shortened(package.title),
            description=say("{title}: the main figures, and what they are made of", title=package.title),
            coverage=_coverage(),
            byline="{{ compiled_by }} · {{ date }}",
        ),
        _IMPORT,
        _note(say(DRAFT)),
        *_glance(package, found),
    ]
    for one in found.key[:SHOWN]:
        parts += _section(package, one)
    if len(found.key) > SHOWN:
        parts.append(_note(_more(len(found.key) - SHOWN)))
    return _joined([*parts, *_back(found)])


def _glance(package: Package, found: Survey) -> list[str]:
    """Return the first section: key figures, a sentence on each and a table of all; nothing where there is none."""
    parts = [
        _tiles(found),
        _sentences((one for one in found.key if one.has_whole), package, where=_whole_name(package)),
        _overview(package, found),
    ]
    return [f"# {say('At a glance')}", *parts] if any(parts) else []


def _more(count: int) -> str:
    return say_count(
        count,
        "{count} more indicator stands in the table above and in the appendix.",
        "{count} more indicators stand in the table above and in the appendix.",
        count=count,
    )


def _coverage() -> str:
    return say("Data for {span}", span="{{ span }}")


def _tiles(found: Survey) -> str:
    """Write the key figures: one of each indicator; of a single indicator its change and its highest place, too."""
    tiles = [tile for one in found.tiled[:TILES] for tile in _tile(one)]
    if 0 < len(tiles) < LEAST_TILES:
        tiles += _more_tiles(found.tiled[0])
    return "\n".join([":::{key-figures}", *tiles[:TILES], ":::"]) if len(tiles) >= LEAST_TILES else ""


def _tile(one: Series) -> list[str]:
    if one.has_whole:
        return [_figure_tile(one)]
    return [_highest_tile(one, next(iter(one.levels)))] if one.levels else []


def _figure_tile(one: Series) -> str:
    name = one.reference
    return f"- figure: {_reference(one)}\n  label: {_yaml(_short(one))}\n  comparison: \"{{{{ s.tile('{name}') }}}}\""


def _highest_tile(one: Series, level: str) -> str:
    highest = f"members('{one.reference}', {_jinja(level)})[:1]"
    value = f"{{% for highest in {highest} %}}{{{{ highest.figure }}}}{{% endfor %}}"
    name = f"{{% for highest in {highest} %}}{{{{ highest.label }}}}{{% endfor %}}"
    label = say("{title}, the highest: {place}", title=_plain(_short(one)), place=name)
    return f'- value: "{value}"\n  label: "{label}"'


def _more_tiles(one: Series, *, is_of_place: bool = False) -> list[str]:
    name = one.reference
    change = f"change_between('{name}', first, last)"
    percent = f"{{% if {change}.has_percent %}}{{{{ {change}.signed_percent }}}}{{% elif {change}.in_points %}}"
    percent += f"{{{{ {change}.signed_points }}}}{{% endif %}}"
    label = say("{title}, change since {period}", title=_plain(_short(one)), period="{{ first }}")
    has_course = (max(one.periods, one.place_periods) if is_of_place else one.periods) >= COMPARED
    tiles = [f'- value: "{percent}"\n  label: "{label}"'] if has_course else []
    return tiles + [_highest_tile(one, level) for level in one.levels if one.has_whole][:2]


def _sentences(series: Iterable[Series], package: Package, *, where: str = "") -> str:
    """Write one sentence for each of the first indicators; all of them in one paragraph, the first says where."""
    sentences = []
    before = ""
    for one in list(series)[:TILES]:
        name = one.reference
        after = f", {'after=' if _has_clause(one) else ''}'{before}'" if before else ""
        clause = "" if _has_clause(one) else f", {_jinja(stood(one, package, where if not before else ''))}"
        sentences.append(f"{{{{ s.say('{name}'{clause}{after}) }}}}")
        before = name
    return "\n".join(sentences)


def _whole_name(package: Package) -> str:
    """Return the name of the whole where it is that of a place, and not of all places together."""
    whole = package.places.get(package.country)
    if whole is None or len(package.places) < 2 or whole.level in ("", "total"):
        return ""
    # what nobody has named is called as the program calls all places together, or `ALL`
    return "" if whole.name in (THE_WHOLE, say(THE_WHOLE)) or whole.name.casefold() in WHOLES else whole.name


def _has_clause(one: Series) -> bool:
    """Say whether the data have words of their own for a sentence on it; they do not say which member it is."""
    return bool(one.indicator.clause) and one.reference == one.indicator.indicator


def _overview(package: Package, found: Survey) -> str:
    """Write a table of all figures of the whole, one for each sort of period."""
    tables = []
    for number, group in enumerate(found.by_sort, 1):
        whole = [one for one in group if one.has_whole]
        if whole:
            anchor = "overview" if number == 1 else f"overview-{number}"
            tables.append(_indicators(package, whole, anchor, say("{title}: all figures", title=package.title)))
    return "\n\n".join(tables)


def _indicators(package: Package, series: Sequence[Series], anchor: str, headline: str) -> str:
    """Write a table of indicators, in groups by topic where there are several."""
    groups: dict[str, list[str]] = {}
    for one in series:
        groups.setdefault(one.indicator.topic, []).append(_row(one))
    lines = [f":::{{table}} {anchor}", "kind: indicators", f"head: {say('Indicator')}", f"headline: {_yaml(headline)}"]
    if max(max(one.periods, one.place_periods) for one in series) > ABREAST:
        lines += ["years: ends", "trend: true"]
    lines.append("groups:")
    for topic, rows in groups.items():
        title = package.topics[topic].title if len(groups) > 1 and topic in package.topics else ""
        lines += [f"  - title: {_yaml(title)}", "    rows:"] if title else ["  - rows:"]
        lines += [f"      - {row}" for row in rows]
    return "\n".join([*lines, ":::"])


def _row(one: Series) -> str:
    label = f", label: {_yaml(_plain(one.short))}" if one.reference != one.indicator.indicator else ""
    return f"{{figure: {_reference(one)}{label}}}"


def _reference(one: Series) -> str:
    """Return how a series is asked for, as YAML reads it."""
    return _yaml(one.reference) if "{" in one.reference else one.reference


def _section(package: Package, one: Series) -> list[str]:
    """Return the section of an indicator: its course, its breakdowns, its places; only what shows anything."""
    parts = []
    if one.periods >= COMPARED:
        parts.append(_line(one, "country" if _whole_name(package) else ""))
    for dimension, members in (one.dimensions or (one.place_dimensions if one.has_whole else {})).items():
        parts.append(_breakdown(package, one, dimension, members, "country" if _whole_name(package) else ""))
    for level, count in one.levels.items():
        parts += _places(package, one, level, count)
    return [f"# {_plain(one.title)}", *parts] if parts else []


def _line(one: Series, where: str) -> str:
    name = one.reference
    return _directive(
        "chart", f"{name}-course", kind="line",
        headline=f"{{{{ s.course('{name}', {_jinja(_short(one))}) }}}}",
        subtitle=f"{_plain(one.title)}{_unit(one)}{f', {{{{ {where}.name }}}}' if where else ''}, {{{{ span }}}}",
        lines=[f"{{figure: {_reference(one)}, name: {_yaml(_short(one))}}}"],
    )  # fmt: skip


def _breakdown(package: Package, one: Series, dimension: str, members: int, where: str) -> str:
    name, title = one.reference, package.dimensions.get(dimension, dimension)
    top = {"all": "true"} if members <= BARS else {"top": NUMBER_WORDS[BARS]}
    parts = {"title": _plain(_short(one)), "dimension": lowered(title), "count": number_word(BARS)}
    few, many = say("{title} by {dimension}", **parts), say("{title} by {dimension}: the {count} largest", **parts)
    return _directive(
        "chart", f"{name}-by-{dimension}", kind="bars", figure=name, by=dimension, **top,
        headline=few if members <= BARS else many,
        subtitle=f"{_plain(one.title)}{_unit(one)}{f', {{{{ {where}.name }}}}' if where else ''}",
    )  # fmt: skip


def _places(package: Package, one: Series, level: str, count: int) -> list[str]:
    name, words = one.reference, package.levels.names[level]
    named = {"title": _plain(_short(one)), "dimension": as_noun(words.in_sentence), "count": number_word(BARS)}
    tiles = sum(place.tile_row is not None for place in package.places.values() if place.level == level)
    parts = []
    if tiles >= BARS:
        parts.append(_directive(
            "chart", f"{name}-map-of-{_anchor(level)}", kind="map", figure=name, legend=_short(one),
            headline=say("{title} by {dimension}", **named),
        ))  # fmt: skip
    if count > BARS or not tiles:
        top = {"top": NUMBER_WORDS[BARS]} if count > BARS else {"all": "true"}
        every, highest = (
            say("{title} by {dimension}", **named),
            say("{title} by {dimension}: the {count} highest", **named),
        )
        parts.append(_directive(
            "chart", f"{name}-highest-{_anchor(level)}", kind="bars", figure=name, by=level, **top,
            headline=highest if count > BARS else every,
            subtitle=f"{_plain(one.title)}{_unit(one)}",
        ))  # fmt: skip
    if not one.has_whole and one.place_periods >= COMPARED:
        parts.append(_directive(
            "chart", f"{name}-courses-{_anchor(level)}", kind="multiples", figure=name, by=level,
            top=NUMBER_WORDS[min(count, BARS)], headline=say("{title} by {dimension} over time", **named),
            subtitle=f"{_plain(one.title)}{_unit(one)}, {{{{ span }}}}",
        ))  # fmt: skip
    if BARS < count <= LISTED:
        blocks = {"blocks": "2"} if count > HALVED else {}
        parts.append(_directive(
            "table", f"{name}-every-{_anchor(level)}", kind="members", figure=name, by=level, order="name",
            years="last", bars="true", **blocks, dense="true", head=words.title or capitalised(words.in_sentence),
            total=package.places[package.country].name, headline=say("{title}, every {dimension}", **named),
        ))  # fmt: skip
    return parts


# -- fact sheet -----------------------------------------------------------------------------------------------------


def _fact_sheet(package: Package, found: Survey) -> str:
    of_places = [one for one in found.key if one.levels]
    parts = [
        _front(
            "{{ place.name }}",
            kicker=f"{say('Fact sheet')} · {{{{ date }}}}",
            description=say("{title}: one document for each place", title=package.title),
            theme="factsheet", scope="place", coverage=_coverage(), lead=_plain(package.title),
        ),
        _IMPORT,
        _note(
            say(
                "One document is made for each place: {every}, or {one}.",
                every="`reportgen build factsheet --all-places`",
                one="`--place NAME`",
            )
        ),
    ]  # fmt: skip
    tiled = [one for one in found.tiled if one.levels] or of_places
    tiles = [_figure_tile(one) for one in tiled[:TILES]]
    tiles += _more_tiles(tiled[0], is_of_place=True)[:1] if len(tiles) < LEAST_TILES else []
    parts.append("\n".join([":::{key-figures}", *tiles, ":::"]) if len(tiles) >= LEAST_TILES else "")
    parts.append(_sentences(of_places, package))
    parts += [_line(one, "place") for one in of_places[:2] if one.place_periods >= COMPARED]
    for number, group in enumerate(found.by_sort, 1):
        rows = [one for one in group if one.levels]
        if rows:
            anchor = "figures" if number == 1 else f"figures-{number}"
            parts.append(_indicators(package, rows, anchor, say("{title}: all figures", title="{{ place.name }}")))
    first = tiled[0]
    if max(first.levels.values()) >= RANKED:
        parts.append(
            _directive(
                "chart", f"{first.reference}-ranking", kind="ranking", figure=first.reference,
                headline=say(
                    "{title}: {place} among all others", title=_plain(_short(first)), place="{{ place.name }}"
                ),
            )
        )  # fmt: skip
    for one in of_places[:2]:
        for dimension, members in list(one.place_dimensions.items())[:2]:
            parts.append(_breakdown(package, one, dimension, members, "place"))
    return _joined([*parts, *_back(found)])


# -- appendix -------------------------------------------------------------------------------------------------------


def _appendix(package: Package, found: Survey) -> str:
    return _joined([
        _front(
            say("Appendix. {title}", title=_titled(package.title)),
            kicker=say("Appendix"), short_title=_shortened(package.title), theme="appendix",
            description=say("{title}: every figure in tables", title=package.title),
            exhibit_prefix="A", coverage=_coverage(), byline="{{ compiled_by }} · {{ date }}",
        ),
        _IMPORT,
        f":::{{contents}}\ntitle: {say('Contents')}\ndepth: two\n:::",
        f"# {say('All series')}",
        _overview(package, found),
        _breakdowns(),
        f"# {say('Notes and sources')}",
        *_back(found)[1:],
    ])  # fmt: skip


# -- what stands in all of them -------------------------------------------------------------------------------------

_IMPORT = '{% import "macros/sentences.md" as s with context %}'

_BREAKDOWNS = """\
{% for topic in topics() %}
{% if breakdowns(topic.topic) %}
# {{ topic.title }}

{% for breakdown in breakdowns(topic.topic) %}
:::{table} {{ breakdown.anchor | safe }}
kind: members
figure: {{ breakdown.reference | safe }}
by: "{{ breakdown.dimension }}"
head: "{{ breakdown.dimension_title }}"
total: "{{ breakdown.total }}"
dense: true
headline: >-
  HEADLINE
:::
{% endfor %}
{% endif %}
{% endfor %}"""


def _breakdowns() -> str:
    headline = say(
        "{title}, by {dimension}, {periods}", title="{{ breakdown.title }}",
        dimension="{{ breakdown.dimension_in_sentence }}", periods="{{ year_list(breakdown.years) }}",
    )  # fmt: skip
    comment = _note(say("Every breakdown, and every level of places, that the data hold."))
    return f"{comment}\n{_BREAKDOWNS.replace('HEADLINE', headline)}"


def _back(found: Survey) -> list[str]:
    """Return notes, marks, definitions and sources; each is left out by itself where there is none."""
    names = dict.fromkeys(one.indicator.indicator for one in found.series if one.indicator.definition)
    parts = [f"# {say('Notes and sources')}", "{{ disclaimer }}", ":::{notes}\n:::", ":::{legend}\n:::"]
    if names:
        parts.append("\n".join([":::{definitions}", f"figures: [{', '.join(names)}]", ":::"]))
    return [*parts, ":::{sources}\n:::"]


def _front(title: str, **settings: str) -> str:
    own = {} if spoken().is_english else {"language": spoken().tag}
    told = {"title": title, **settings, **own}
    return "\n".join(["---", *(f"{name}: {_yaml(text)}" for name, text in told.items()), "---"])


def _titled(title: str) -> str:
    """Return a title with the span of the report, unless it names one; a single year in it may be that of a file."""
    years = set(re.findall(r"(?<![0-9])[12][0-9]{3}(?![0-9])", title))
    return title if len(years) > 1 else f"{title}, {{{{ span }}}}"


def _shortened(title: str) -> str:
    """Return a title that has room in the foot of a page."""
    plain = _plain(title)
    return plain if len(plain) <= FOOT else f"{plain[:FOOT].rsplit(' ', 1)[0]} …"


def _note(text: str) -> str:
    return f"{{# {text} #}}"


def _directive(what: str, anchor: str, *, lines: Iterable[str] = (), **options: str) -> str:
    body = [
        f"{name}: {value if value in ('true', 'false') or value.isdecimal() else _yaml(value)}"
        for name, value in options.items()
    ]
    listed = ["lines:", *(f"  - {line}" for line in lines)] if lines else []
    return "\n".join([f":::{{{what}}} {_anchor(anchor)}", *body, *listed, ":::"])


def _joined(parts: Iterable[str]) -> str:
    return "\n\n".join(part for part in parts if part) + "\n"


def _short(one: Series) -> str:
    return one.short


def _unit(one: Series) -> str:
    unit = one.indicator.unit
    return f", {_plain(unit)}" if unit and unit.lower() not in one.title.lower() else ""


def _anchor(text: str) -> str:
    """Return the name of an exhibit: small letters, digits and hyphens."""
    kept = "".join(character if character.isalnum() and character.isascii() else "-" for character in text.lower())
    return "-".join(filter(None, kept.split("-"))) or "x"


def _plain(text: str) -> str:
    """Return a text of the data as a template may hold it: nothing in it is taken for the template language."""
    return " ".join(text.split()).replace("{{", "{ {").replace("{%", "{ %").replace("{#", "{ #").replace('"', "'")


def _yaml(text: str) -> str:
    """Return a text between quotation marks, as YAML reads it; what stands between braces stays the template's."""
    return (
        json.dumps(" ".join(text.split()), ensure_ascii=False)
        if '"' not in text
        else f"'{text.replace(chr(39), chr(39) * 2)}'"
    )


_NO_TEXT = frozenset({"true", "false", "yes", "no", "on", "off", "null", "none", "y", "n"})
"""Words that YAML takes for something else."""


def _jinja(text: str) -> str:
    """Return a text between the quotation marks of the template language."""
    plain = _plain(text).replace("\\", "").replace("'", "’")
    return f"'{plain}'"
