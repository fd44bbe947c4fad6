"""The texts of the outlines: a briefing, a fact sheet for each place and an appendix, as templates to be edited."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.dataset.filled import WHOLES
from reportgen.language import ENGLISH, message, say, speaking, spoken
from reportgen.outline.exhibits import (
    ABREAST,
    ALL_BARS,
    PARTED,
    Exhibit,
    breakdown,
    indicators,
    line,
    members_of_places,
    places,
    set_out,
    whole_name,
)
from reportgen.outline.sentences import lowered, stood
from reportgen.outline.survey import COMPARED, FEW, PAIR, Survey, survey
from reportgen.outline.writing import (
    FOOT,
    as_jinja,
    as_yaml,
    comment,
    directive,
    joined,
    plain,
    reference_of,
    short_of,
    shortened,
    unit_of,
    with_span,
)
from reportgen.wording import list_of

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
NAMED = 8
"""Indicators without a chart that a briefing names."""
AT_A_GLANCE = 10
"""Rows of a table that stands among the first; a longer one would leave the first page half empty."""
BESIDE_ONLY = "in-words: false"
"""Of a key figure that the sentences below say, too: too few of them for a row are left out."""
RANKED = 8
"""Places from which on a ranking says where one of them stands."""
DRAFT = message(
    "A first draft, made from what the data hold. Change the words, take out what says little, add your own."
)


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
            with_span(package.title, package.years),
            kicker=say("Briefing"),
            short_title=shortened(package.title),
            description=say("{title}: the main figures, and what they are made of", title=package.title),
            coverage=_coverage(),
            byline="{{ compiled_by }} · {{ date }}",
        ),
        _IMPORT,
        comment(say(DRAFT)),
    ]
    where = "country" if whole_name(package) else ""
    shown = found.shown[:SHOWN]
    sections = [_section(package, one, where, sections=len(shown)) for one in shown]
    table = _overview(package, found.key, found)
    is_short = table.count("{figure: ") <= AT_A_GLANCE
    glance = _glance(package, found, table if is_short else "")
    parts += [*glance, *_source(package)]
    parts += [] if any((*glance, *sections, table)) else [_nothing()]
    parts += [text for section in sections for text in section]
    drawn = [one for one, section in zip(shown, sections, strict=True) if section]
    parts.append(_more([one for one in found.key if one not in drawn and not one.sums_up]) if drawn else "")
    parts += [] if is_short else [f"# {say('All figures')}", table]
    is_told = _has_one_source(package) and any(SOURCES in part for part in parts)
    return joined([*parts, *_back(package, found, is_told=is_told)])


def _glance(package: Package, found: Survey, table: str) -> list[str]:
    """Return the first section: key figures, a sentence on each and a short table; nothing where there is none.

    Where only places have figures, and too few for a row of key figures, sentences say which have the highest; of one
    indicator its first chart does.
    """
    tiles = _tiles(found)
    said = _sentences(found.stated, package, where=whole_name(package))
    parts = [tiles, said or ("" if tiles or len(found.shown) == 1 else _highest(found)), table]
    return [*([f"# {say('At a glance')}"] if any(parts) else []), *parts]


def _nothing() -> str:
    """Return what is said where a report has no figure: it is not left empty without a word."""
    return say("No chart or table could be made of these data alone: no figure stands for a whole, a place or a group.")


def _source(package: Package) -> list[str]:
    """Return the only source of a package, which stands on the first page and not alone on the last."""
    return [f":::{{label}}\ntext: {as_yaml(say('Source'))}\n:::", SOURCES] if _has_one_source(package) else []


def _has_one_source(package: Package) -> bool:
    return len(package.sources) == 1


def _more(left: Sequence[Series]) -> str:
    """Return what the briefing says of indicators that it has no chart of; many are counted, and not named."""
    if not left:
        return ""
    if len(left) > NAMED:
        return say("{count} more indicators have no chart here; the appendix has all figures.", count=len(left))
    titles = "; ".join(plain(short_of(one)) for one in left)
    return say("Without a chart here, but in the appendix: {titles}.", titles=titles)


def _coverage() -> str:
    return say("Data for {span}", span="{{ span }}")


def _tiles(found: Survey) -> str:
    """Write the key figures: one of each indicator; of a single indicator its change and its highest place, too."""
    wholes = [one for one in found.tiled if one.has_whole]
    # the highest place of one indicator is no company for the totals of others
    told = wholes if len(wholes) >= LEAST_TILES else found.tiled
    tiles = [tile for one in told[:TILES] for tile in _tile(one)]
    if 0 < len(tiles) < LEAST_TILES:
        tiles += _more_tiles(found.tiled[0])
    return "\n".join([":::{key-figures}", *tiles[:TILES], ":::"]) if len(tiles) >= LEAST_TILES else ""


def _tile(one: Series) -> list[str]:
    if one.has_whole:
        return [_figure_tile(one)]
    return [_highest_tile(one, next(iter(one.levels)))] if one.levels else []


def _figure_tile(one: Series, words: str = "") -> str:
    """Return a key figure; with `words`, they are said where it has too little company for a row."""
    name = one.reference
    label = as_yaml(short_of(one))
    in_words = f'in-words: "{words}"' if words else BESIDE_ONLY
    comparison = f"\"{{{{ s.tile('{name}') }}}}\""
    return f"- figure: {reference_of(one)}\n  label: {label}\n  comparison: {comparison}\n  {in_words}"


def _highest_tile(one: Series, level: str) -> str:
    # the highest of figures below zero is not the largest
    above = f"members('{one.reference}', {as_jinja(level)}) | selectattr('figure.value', 'gt', 0) | list"
    highest = f"({above})[:1]"
    value = f"{{% for highest in {highest} %}}{{{{ highest.figure }}}}{{% endfor %}}"
    name = f"{{% for highest in {highest} %}}{{{{ highest.label }}}}{{% endfor %}}"
    label = say("{title}, the highest: {place}", title=plain(short_of(one)), place=name)
    return f'- value: "{value}"\n  label: "{label}"\n  {BESIDE_ONLY}'


def _more_tiles(one: Series, *, is_of_place: bool = False) -> list[str]:
    name = one.reference
    change = f"change_between('{name}', first, last)"
    percent = f"{{% if {change}.has_percent %}}{{{{ {change}.signed_percent }}}}{{% elif {change}.in_points %}}"
    percent += f"{{{{ {change}.signed_points }}}}{{% endif %}}"
    label = say("{title}, change since {period}", title=plain(short_of(one)), period="{{ first }}")
    has_course = (max(one.periods, one.place_periods) if is_of_place else one.periods) >= COMPARED
    tiles = [f'- value: "{percent}"\n  label: "{label}"\n  {BESIDE_ONLY}'] if has_course else []
    return tiles + [_highest_tile(one, level) for level in one.levels if one.has_whole][:2]


def _sentences(series: Iterable[Series], package: Package, *, where: str = "") -> str:
    """Write one sentence for each of the first indicators; all of them in one paragraph, the first says where."""
    return "\n".join(_sentences_on(list(series)[:TILES], package, where=where))


def _sentences_on(series: Sequence[Series], package: Package, *, where: str = "") -> list[str]:
    """Return one sentence for each indicator; the year is said again only where it is another one."""
    sentences = []
    before = ""
    for one in series:
        name = one.reference
        after = f", {'after=' if _has_clause(one) else ''}'{before}'" if before else ""
        clause = "" if _has_clause(one) else f", {as_jinja(stood(one, package, where if not before else ''))}"
        sentences.append(f"{{{{ s.say('{name}'{clause}{after}) }}}}")
        before = name
    return sentences


def _highest(found: Survey) -> str:
    """Write a sentence for each of the first indicators: which places of its largest level are the highest."""
    widest = ((one, max(one.levels, key=lambda level: one.levels[level])) for one in found.shown if one.levels)
    return "\n".join(
        f"{{{{ s.highest_among('{one.reference}', '{level}', {as_jinja(_in_sentence(one))}) }}}}"
        for one, level in list(widest)[:TILES]
        if one.told.get(level, 0) > PAIR
    )


def _in_sentence(one: Series) -> str:
    return _lowered(short_of(one))


def _has_clause(one: Series) -> bool:
    """Say whether the data have words of their own for a sentence on it; they do not say which member it is."""
    return bool(one.indicator.clause) and one.reference == one.indicator.indicator


def _overview(package: Package, series: Sequence[Series], found: Survey) -> str:
    """Write a table of figures of the whole, one for each sort of period; none that says what stands beside it."""
    told = [one for one in series if one.has_whole]
    are_tiles = len(told) <= TILES and all(one.periods == 1 and one in found.tiled for one in told)
    is_one = len(told) == 1 and (told[0].has_course or told[0].periods == 1)
    if is_one or (are_tiles and len(told) >= LEAST_TILES):
        return ""
    groups = [[one for one in group if one in told] for group in found.by_sort]
    # of one alone its line says more, or the sentence on its only figure
    rest = [group for group in groups if len(group) != 1 or (1 < group[0].periods < COMPARED)]
    if len(rest) < len(groups):
        return _tables(package, rest, "overview", say("Further figures"))
    return _tables(package, rest, "overview", _all_figures("" if len(package.title) > FOOT else package.title))


def _all_figures(title: str) -> str:
    return say("{title}: all figures", title=title) if title else say("All figures")


def _tables(package: Package, groups: Sequence[Sequence[Series]], anchor: str, headline: str) -> str:
    """Write tables of indicators, one for each sort of period."""
    filled = [group for group in groups if group]
    return "\n\n".join(
        indicators(package, group, anchor if number == 1 else f"{anchor}-{number}", headline)
        for number, group in enumerate(filled, 1)
    )


def _section(package: Package, one: Series, where: str, *, sections: int) -> list[str]:
    """Return the section of an indicator: its course, its breakdowns, its places; only what shows anything."""
    exhibits = [line(one, where, periods=one.periods)] if one.has_course else []
    for dimension, members in (one.dimensions or (one.place_dimensions if one.has_whole else {})).items():
        exhibits.append(breakdown(package, one, dimension, members, where))
    for level, count in one.levels.items():
        # two parts of a whole say little beside a list of others
        if (count > PAIR or len(one.levels) == 1) and one.told.get(level, count) >= FEW:
            exhibits += places(package, one, level, count, sections=sections)
        if not one.has_whole and count <= ALL_BARS:
            for dimension, members in one.place_dimensions.items():
                exhibits += members_of_places(package, one, dimension, level) if members <= PARTED else ()
    return [f"# {_headed(package, one)}", *set_out(exhibits), *_beside(package, one)] if exhibits else []


def _headed(package: Package, one: Series) -> str:
    """Return the heading of a section; of a measure called `All` it says what it is the sum of, where that is known."""
    sums = (each for each in package.identities.values() if each.kind == "parts" and each.indicator == one.reference)
    found = next(sums, None) if one.title.casefold() in WHOLES else None
    names = [name.strip() for name in found.operands.split("+")] if found else []
    if not names or len(names) > TILES or not all(name in package.indicators for name in names):
        return plain(one.title)
    parts = [package.indicators[name].title for name in names]
    return plain(f"{one.title}: {list_of([parts[0], *map(_lowered, parts[1:])])}")


def _lowered(title: str) -> str:
    return lowered(title) if spoken().is_english else title


def _beside(package: Package, one: Series) -> list[str]:
    """Write a sentence on places of levels that have too few of them for an exhibit: Puerto Rico beside all states."""
    places = [place for level, found in one.few.items() if len(one.levels) > 1 or level not in one.levels
              for place in found]  # fmt: skip
    listed = ", ".join(f"[{as_jinja(code)}, {as_jinja(package.places[code].name)}]" for code in places)
    return [f"{{{{ s.beside('{one.reference}', [{listed}]) }}}}"] if places else []


# -- fact sheet -----------------------------------------------------------------------------------------------------


def _fact_sheet(package: Package, found: Survey) -> str:
    of_places = [one for one in found.key if one.levels]
    parts = [
        _front(
            "{{ place.name }}",
            kicker=f"{say('Fact sheet')} · {{{{ date }}}}",
            description=say("{title}: one document for each place", title=package.title),
            theme="factsheet", scope="place", coverage=_coverage(), lead=plain(package.title),
            # on one page a note is said once
            notes="list",
        ),
        _listed(package, next((one for one in found.tiled if one.levels), of_places[0])),
        _IMPORT,
        comment(
            say(
                "One document is made for each place: {every}, or {one}.",
                every="`reportgen build factsheet --all-places`",
                one="`--place NAME`",
            )
        ),
    ]  # fmt: skip
    tiled = [one for one in found.tiled if one.levels] or of_places
    clauses = _sentences_on(tiled[:TILES], package)
    tiles = [_figure_tile(one, words) for one, words in zip(tiled[:TILES], clauses, strict=True)]
    tiles += _more_tiles(tiled[0], is_of_place=True)[:1] if len(tiles) < LEAST_TILES else []
    has_tiles = len(tiles) >= LEAST_TILES
    # a place of which fewer are published has sentences instead
    parts.append("\n".join([":::{key-figures}", *tiles, ":::"]) if has_tiles else _sentences(of_places, package))
    first = tiled[0]
    has_table = sum(bool(one.levels) for one in found.series) > 1 or 1 < first.place_periods < COMPARED
    is_short = len(of_places) <= AT_A_GLANCE
    # limits of figures have no room beside many others; they stand in the appendix
    is_all_short = sum(bool(one.levels) for one in found.series) <= AT_A_GLANCE
    # a short table with every period says what a line would
    is_told = has_table and is_short and first.place_periods <= ABREAST
    # of the first ones that have as many figures as any: others may be hidden, or begin late
    fullest = max(of_places, key=lambda one: one.place_periods)
    has_line = fullest.place_periods >= COMPARED and not is_told
    exhibits = [line(fullest, "place")] if has_line else []
    for one in of_places[:2]:
        for dimension, members in list(one.place_dimensions.items())[:2]:
            exhibits.append(breakdown(package, one, dimension, members, "place"))
    if max(first.levels.values()) >= RANKED:
        exhibits.append(_ranking(first))
    # also those that are zero everywhere, which no chart and no sentence shows
    told = [one for one in found.series if one.levels and (one.indicator.key or is_all_short)]
    # what the key figures say is not said again
    has_table = has_table and not (has_tiles and all(one.place_periods == 1 and one in tiled[:TILES] for one in told))
    groups = [[one for one in group if one in told] for group in found.by_sort]
    if has_line and len(told) <= TILES:
        # of one alone its line says more, and what has one period only is in the sentences
        groups = [group for group in groups if len(group) > 1 and any(one.place_periods > 1 for one in group)]
    table = _tables(package, groups, "figures", _all_figures("{{ place.name }}")) if has_table else ""
    # a small head and not one of a section: on one page there is no room to lose
    ends = [f":::{{label}}\ntext: {as_yaml(say('Notes and sources'))}\n:::", *_ends(found), SOURCES]
    # a long table fills the next page: notes below it would stand alone on a third one
    return joined([*parts, *([table, *set_out(exhibits), *ends] if is_short else [*set_out(exhibits), *ends, table])])


def _listed(package: Package, one: Series) -> str:
    """Return what the list of all fact sheets is called, and which figure of each place it has."""
    return "\n".join([
        ":::{index}", f"title: {as_yaml(plain(package.title))}", f"documents: {as_yaml(say('Fact sheets'))}",
        f"figure: {reference_of(one)}", f"label: {as_yaml(plain(short_of(one)))}", ":::",
    ])  # fmt: skip


def _ranking(one: Series) -> Exhibit:
    """Return where a place stands among the others: only where it has a figure, and enough of them have one."""
    name, title = one.reference, plain(short_of(one))
    words = say("{title}: {place} among all others", title=title, place="{{ place.name }}")
    chart = directive(
        "chart", f"{name}-ranking", kind="ranking", figure=name,
        headline=f"{{{{ s.placed('{name}', {as_jinja(title)}) }}}}", subtitle=f"{words}{unit_of(one)}",
    )  # fmt: skip
    return Exhibit(f"{{% if (rank_of('{name}') or {{}}).of | default(0) >= {RANKED} %}}\n{chart}\n{{% endif %}}")


# -- appendix -------------------------------------------------------------------------------------------------------


def _appendix(package: Package, found: Survey) -> str:
    return joined([
        _front(
            say("Appendix. {title}", title=with_span(package.title, package.years)),
            kicker=say("Appendix"), short_title=shortened(package.title), theme="appendix",
            description=say("{title}: every figure in tables", title=package.title),
            exhibit_prefix="A", coverage=_coverage(), byline="{{ compiled_by }} · {{ date }}",
        ),
        _IMPORT,
        f":::{{contents}}\ntitle: {say('Contents')}\ndepth: two\n:::",
        f"# {say('All series')}",
        "" if any(one.has_whole or one.levels or one.dimensions or one.place_dimensions for one in found.series)
        else _nothing(),
        _tables(package, [[one for one in group if one.has_whole] for group in found.by_sort], "overview",
                _all_figures("" if len(package.title) > FOOT else package.title)),
        _breakdowns(),
        f"# {say('Notes and sources')}",
        *_ends(found),
        SOURCES,
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
    above = comment(say("Every breakdown, and every level of places, that the data hold."))
    return f"{above}\n{_BREAKDOWNS.replace('HEADLINE', headline)}"


SOURCES = ":::{sources}\n:::"


def _back(package: Package, found: Survey, *, is_told: bool) -> list[str]:
    """Return the last section: what is said of the figures, and their sources, where the first page names none.

    A box of marks explains itself, and is left out by itself where there is none: it has no head of its own.
    """
    if not is_told:
        return [f"# {say('Notes and sources')}", *_ends(found), SOURCES]
    is_headed = bool(package.notes) or any(one.indicator.definition for one in found.series)
    return [*([f"# {say('Notes')}"] if is_headed else []), *_ends(found)]


def _ends(found: Survey) -> list[str]:
    """Return notes, marks and definitions; each is left out by itself where there is none."""
    names = dict.fromkeys(one.indicator.indicator for one in found.series if one.indicator.definition)
    parts = ["{{ disclaimer }}", ":::{notes}\n:::", ":::{legend}\nrest: true\n:::"]
    if names:
        parts.append("\n".join([":::{definitions}", f"figures: [{', '.join(names)}]", ":::"]))
    return parts


def _front(title: str, **settings: str) -> str:
    own = {} if spoken().is_english else {"language": spoken().tag}
    told = {"title": title, **settings, **own}
    return "\n".join(["---", *(f"{name}: {as_yaml(text)}" for name, text in told.items()), "---"])
