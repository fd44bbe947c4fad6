"""Write what a foreign file says as a small data package, and how it was read, so that it can be read so again."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING, Any

from reportgen.breakdown import TOTAL
from reportgen.formulas import safe_cell
from reportgen.intake.columns import Role
from reportgen.intake.joined import TOGETHER
from reportgen.intake.measures import MOST_DECIMALS, says_scale
from reportgen.intake.numerals import HIDDEN, MEANINGS
from reportgen.intake.sums import DERIVED
from reportgen.intake.unnamed import ALL_PLACES, THE_WHOLE
from reportgen.intake.what import slug
from reportgen.intake.where import WHOLE, level_of, whole_of
from reportgen.language import message, say, say_count, say_of, spoken
from reportgen.measure import Qualifier
from reportgen.periods import parse_period
from reportgen.precision import printed_unit
from reportgen.wording import lowered_noun, number, scale_word

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from reportgen.intake.found import Anew, Fact, Measure, Proof, Said, Understanding
    from reportgen.intake.measures import UnitGuess

KINDS = {"points": "change", "number": "quantity"}
"""Kinds of units of the program, where they are called otherwise than in a question."""
SCALES = {1_000: "thousand", 1_000_000: "million", 1_000_000_000: "billion"}
THOUSANDS = re.compile(r"(?<=[0-9])[.,\s](?=[0-9]{3})")
"""The sign between groups of digits, whichever it is."""
IN_SCALE = {1_000: message("thousands"), 1_000_000: message("millions"), 1_000_000_000: message("billions")}
"""What a title says that its figures are in."""
MANY = 5
"""Of which a scale is said where no figure stands before it."""
NoteKey = tuple[str, str, str]
"""What is said, of which measure, and of which place."""
SOME = "*"
"""Stands for some of many places in the key of a note."""
EACH = 100
"""Places of which the same is said one by one."""
LIMITS = {"lower": "low", "upper": "high"}
"""What limits are called in a package, and the side of a figure that they stand on."""
SIDES = {"low": message("{title}, lower limit"), "high": message("{title}, upper limit")}
WITHOUT = ("L", "M", "O", "Q")
"""Statuses of what has no value."""
BREAK, DIFFERS = "B", "D"
NOT_MEANT = "M"
"""The status of what cannot be: of a figure that is there all the same, its note says so."""


def package_files(found: Understanding, *, organisation: str, source: str) -> dict[str, bytes]:
    """Return the files of the data package by their names; `source` is that of the file in the folder of sources."""
    notes = _notes(found)
    files = {
        "datapackage.json": _descriptor(found),
        "indicators.csv": table(
            [
                *_indicators(found.measures, (*found.facts, *found.clashes)),
                *_indicators_of_limits(found),
            ]
        ),
        "figures.csv": table(_figures(found, source, notes)),
        "sources.csv": table([_source(found, organisation, source)]),
    }
    if len(found.places) > 1 or (found.places and found.places[0].name != found.places[0].code):
        files["places.csv"] = table(_places(found))
        files |= _level_names(found)
    for dimension, members in found.dimensions.items():
        files[f"codelists/{dimension}.csv"] = table(
            [
                {"code": TOTAL, "label": say_of("all members together", "Total")},
                *({"code": code, "label": label} for label, code in codes(members).items()),
            ]
        )
    # what calls itself a sum of its months is one: where it is not, `reportgen check` says so until it is mended
    held = [proof for proof in found.proofs if proof.holds or proof.kind]
    if held:
        files["identities.csv"] = table([_identity(proof) for proof in held])
    breaks = _breaks(found, notes)
    if breaks:
        files["series-breaks.csv"] = table(breaks)
    if notes:
        files["notes.csv"] = table(_note_rows(found, notes))
    return files


def _descriptor(found: Understanding) -> bytes:
    content: dict[str, Any] = {"name": slug(found.title).replace("_", "-"), "title": found.title}
    whole = whole_of(found.places)
    settings: dict[str, Any] = {"organisation": {"country": whole}} if whole else {}
    if found.suppress:
        settings["rules"] = {"suppress": found.suppress}
    if settings:
        content["reportgen"] = settings
    return (json.dumps(content, indent=2, ensure_ascii=False) + "\n").encode()


def _indicators(measures: Iterable[Measure], facts: Sequence[Fact]) -> list[dict[str, str]]:
    return [
        {
            "indicator": measure.identifier,
            "title": titled(measure),
            "unit": unit_text(measure.unit),
            "kind": _kind(measure, facts),
            "decimals": str(measure.unit.decimals),
            "negative": "true"
            if any(fact.value is not None and fact.value < 0 for fact in _of(measure, facts))
            else "",
            "numerator": measure.numerator,
            "denominator": measure.denominator,
            # of a score or an index without a unit nobody can say that it is 3.4 less
            "compared_in": "percent" if measure.unit.kind in ("mean", "index") and not measure.unit.of else "",
            "key": "false" if measure.is_size else "true",
        }
        for measure in measures
    ]


def _indicators_of_limits(found: Understanding) -> list[dict[str, str]]:
    """Return an indicator for the lower and one for the upper limits of each measure that has any."""
    rows = []
    for measure in found.measures:
        for name, side in LIMITS.items():
            if any(getattr(fact, side) is not None for fact in _of(measure, found.facts)):
                (row,) = _indicators([measure], found.facts)
                title = say(SIDES[side], title=row["title"])
                kind = row["kind"] if _are_whole(measure, found.facts, side) or row["kind"] != "count" else "quantity"
                rows.append({**row, "indicator": f"{measure.identifier}_{name}", "title": title, "kind": kind,
                             "key": "false", "numerator": "", "denominator": ""})  # fmt: skip
    return rows


def _are_whole(measure: Measure, facts: Sequence[Fact], side: str) -> bool:
    """Say whether all limits on one side are whole numbers; those of an estimate of a count need not be."""
    limits = (getattr(fact, side) for fact in _of(measure, facts))
    return all(limit is None or limit == limit.to_integral_value() for limit in limits)


def _of(measure: Measure, facts: Sequence[Fact]) -> Iterable[Fact]:
    return (fact for fact in facts if fact.measure == measure.identifier)


def _kind(measure: Measure, facts: Sequence[Fact]) -> str:
    """Return the kind of a unit; what is counted in thousands, or in halves of a post, is a quantity and no count."""
    kind = KINDS.get(measure.unit.kind, measure.unit.kind)
    is_whole = all(fact.value is None or fact.value == fact.value.to_integral_value() for fact in _of(measure, facts))
    return "quantity" if kind == "count" and (measure.unit.scale != 1 or not is_whole) else kind


def titled(measure: Measure) -> str:
    """Return the title of a measure with what its figures would be misread without: per how many, or in thousands."""
    unit = measure.unit
    words = _per(unit.per) if unit.per else say(IN_SCALE[unit.scale]) if unit.scale in IN_SCALE else ""
    bare = THOUSANDS.sub("", measure.title.lower())
    is_said = (
        (unit.scale != 1 and says_scale(measure.title))
        or words.lower() in measure.title.lower()
        or (unit.per and re.search(rf"\b{unit.per}\b", bare))
    )
    return measure.title if is_said else f"{measure.title} ({words})"


def unit_text(unit: UnitGuess) -> str:
    """Return the unit as it stands behind a figure: `per 1,000 live births`, `thousand`, `EUR`, `days`."""
    if unit.kind == "percent":
        return say("percent")
    if unit.kind == "points":
        return say("percentage points")
    if unit.per:
        return " ".join(filter(None, (_per(unit.per), unit.of)))
    return " ".join(filter(None, (_times(unit.scale), unit.of)))


def _per(base: int) -> str:
    return say("per {number}", number=number(base))


def _times(scale: int) -> str:
    """Return what figures are in, as it stands behind several of them."""
    if scale == 1:
        return ""
    return scale_word(MANY, SCALES[scale]) if scale in SCALES else say("times {number}", number=number(scale))


def codes(members: Sequence[str]) -> dict[str, str]:
    """Return the code of each member by its label: the label itself as far as a code may be one, and each another."""
    found: dict[str, str] = {}
    for label in members:
        code = base = slug(label, fallback="c")
        number = 2
        while code in found.values() or code == TOTAL:
            code, number = f"{base}_{number}", number + 1
        found[label] = code
    return found


def _apart(level: str, dimensions: Mapping[str, object]) -> str:
    """Return a level that no breakdown is called by, for both are asked for by their names."""
    return f"{level} area" if slug(level) in dimensions else level


UNKNOWN = "location"
"""The level of places of which nobody knows any, beside places of a level: `place` is the word for all of them."""


def _places(found: Understanding) -> list[dict[str, str]]:
    levels = {place.code: level_of(place.level) for place in found.places}
    whole = whole_of(found.places)
    are_stated = any(level for code, level in levels.items() if code != whole)
    rows = [
        {
            "place": place.code,
            "name": place.name,
            "level": _apart(levels[place.code] or (UNKNOWN if are_stated else ""), found.dimensions),
            "parent": place.parent,
        }
        for place in found.places
    ]
    if whole:
        return rows
    return [{"place": THE_WHOLE, "name": say(ALL_PLACES), "level": WHOLE}, *rows]


def _level_names(found: Understanding) -> dict[str, bytes]:
    """Return the file that calls the only level of a file in another language than English as the file itself does."""
    levels = {level_of(place.level) for place in found.places} - {WHOLE, ""}
    heads = [column.head for column in found.columns if column.role is Role.PLACE and column.head]
    if spoken().is_english or len(levels) != 1 or len(heads) != 1:
        return {}
    level = _apart(levels.pop(), found.dimensions)
    return {"levels.csv": table([{"level": level, "title": heads[0], "in_sentence": lowered_noun(heads[0])}])}


NOTES = {
    "B": message("A series begins anew, as its source says; figures before and after are not compared."),
    "D": message("Of another definition, as its source says."),
    "I": message("Imputed, as its source says."),
    "M": message("Does not apply, as its source says."),
    "E": message("Estimated, as its source says."),
    "F": message("Planned or forecast, as its source says."),
    "P": message("Provisional, as its source says."),
    "U": message("Unreliable, as its source says."),
    "N": message("Rounds to zero, or is not significant."),
}
"""What is said of a figure of each status that the figures of a package do not have."""


def _note(found: Understanding, fact: Fact) -> str:
    """Return what is to be said of a figure: of its status, what stands beside it, or how it was added up."""
    if fact.status == DERIVED:
        title, count = found.dimension_titles[fact.note], len(found.dimensions[fact.note])
        return say(
            "The source gives no total over {breakdown}; it was added up here from all {count} members.",
            breakdown=title.lower() if spoken().is_english else title,
            count=count,
        )
    is_said = fact.status in NOTES and fact.status != BREAK and (fact.status != NOT_MEANT or fact.value is not None)
    said = (fact.said or _said(fact.status)) if is_said else ""
    if fact.status == HIDDEN:  # its mark says that it is hidden; only the words of the file say more
        said = fact.said
    return " ".join(_sentence(text) for text in (said, fact.note) if text)


def _said(status: str) -> str:
    return say(NOTES[status])


def _notes(found: Understanding) -> dict[NoteKey, str]:
    """Return the identifier of each note by its words, the measure and the place that it is about.

    Where the same is to be said of many places it is said once, of some of them.
    """
    told: dict[tuple[str, str], dict[str, None]] = {}
    for fact in found.facts:
        text = _note(found, fact)
        if text:
            told.setdefault((text, fact.measure), {})[fact.place] = None
    keys = [
        (text, measure, place)
        for (text, measure), places in told.items()
        for place in (places if len(places) <= EACH else (SOME,))
    ]
    keys += [
        (_said(BREAK), measure, "") for measure in dict.fromkeys(f.measure for f in found.facts if f.status == BREAK)
    ]
    keys += [(_sentence(one.text), _about_one(found, one), one.place) for one in found.anew]
    keys += [(_sentence(one.text), one.measure, "") for one in found.said]
    keys += [(_said_of_clashes(found, measure), measure, "") for measure in _clashing(found)]
    return _identified(dict.fromkeys(keys))


def _about_one(found: Understanding, anew: Anew) -> str:
    """Return the measure that a note on a break is about; none where it is about several."""
    measures = {one.measure for one in found.anew if (one.text, one.place) == (anew.text, anew.place)}
    return measures.pop() if len(measures) == 1 else ""


def _identified(keys: Iterable[NoteKey]) -> dict[NoteKey, str]:
    """Return the identifier of each note: its first words, and what it is about, so that it is the same next year."""
    found: dict[NoteKey, str] = {}
    taken: set[str] = set()
    for text, measure, place in keys:
        words = (slug(" ".join(text.split()[:WORDS])), "" if place == SOME else slug(place) if place else "", measure)
        base = name = "-".join(filter(None, words)).replace("_", "-")
        more = 2
        while name in taken:
            name, more = f"{base}-{more}", more + 1
        taken.add(name)
        found[text, measure, place] = name
    return found


WORDS = 4
"""Words of a note that its identifier has."""


def _sentence(text: str) -> str:
    """Return what a note says as a sentence: the first letter may be small where it stands beside figures."""
    said = text[:1].upper() + text[1:]
    return said if said.endswith((".", "!", "?")) else f"{said}."


def _clashing(found: Understanding) -> dict[str, list[str]]:
    """Return the periods of figures that stand there twice with different values, by their measures."""
    periods: dict[str, list[str]] = {}
    for fact in found.clashes:
        periods.setdefault(fact.measure, []).append(fact.period)
    return periods


def _said_of_clashes(found: Understanding, measure: str) -> str:
    count = len(_clashing(found)[measure])
    return say_count(
        count,
        "{count} figure stands in the source twice, with different values. The first is shown, and a whole may be too "
        "small.",
        "{count} figures stand in the source twice, with different values. The first of each is shown, and a whole may "
        "be too small.",
        count=number(count),
    )


def _note_of(found: Understanding, fact: Fact, notes: Mapping[NoteKey, str]) -> str:
    """Return the note of a figure; of what is said of some of very many places none stands out."""
    own = notes.get((_note(found, fact), fact.measure, fact.place), "")
    said = (one for one in found.said if one.measure == fact.measure and one.first and _is_said_of(one, fact))
    return own or next((notes[_sentence(one.text), one.measure, ""] for one in said), "")


def _is_said_of(said: Said, fact: Fact) -> bool:
    start = parse_period(fact.period).start
    return not said.first or parse_period(said.first).start <= start <= parse_period(said.last).start


def _note_rows(found: Understanding, notes: Mapping[NoteKey, str]) -> list[dict[str, str]]:
    """Return the notes with what they are about: a measure, a place unless it is the whole, and their periods."""
    whole = whole_of(found.places)
    of_parts = {(text, measure) for text, measure, place in notes if place not in ("", SOME, whole)}
    rows = []
    for (text, measure, place), identifier in notes.items():
        about = [
            parse_period(fact.period)
            for fact in found.facts
            if fact.measure == measure and place in (fact.place, SOME) and _note(found, fact) == text
        ]
        clashing = _clashing(found).get(measure, [])
        if clashing and text == _said_of_clashes(found, measure):
            about = [parse_period(period) for period in clashing]
        # what is said of the whole and of some of its parts is not said of the others
        is_part = place != "" and (place != whole or (text, measure) in of_parts)
        said = next(
            (one for one in found.said if (_sentence(one.text), one.measure, "") == (text, measure, place)), None
        )
        about = [parse_period(said.first), parse_period(said.last)] if said is not None and said.first else about
        row = {"note": identifier, "text": f"Of some figures: {text[:1].lower()}{text[1:]}" if place == SOME else text}
        row |= {
            "indicator": measure,
            "dimension": "place" if is_part else "",
            "member": place if place != SOME and is_part else "",
        }
        if about:
            row |= {"from_year": str(min(about).plain), "to_year": str(max(about).plain)}
        rows.append(row)
    return rows


def _source(found: Understanding, organisation: str, file: str) -> dict[str, str]:
    """Return the file as the source of all figures, with the first and the last period that it has any of."""
    given = {fact.period for fact in found.facts if fact.value is not None}
    periods = {text: parse_period(text) for text in found.periods if text in given}
    first = min(periods, key=lambda text: (periods[text].start, text))
    last = max(periods, key=lambda text: (periods[text].end, text))
    reference = ". ".join(filter(None, (organisation, found.title, say("File {file}", file=file))))
    return {
        "source": slug(file, fallback="file"),
        "year": first,
        "last_year": "" if len(periods) == 1 else last,
        "title": found.title,
        "publisher": organisation,
        "reference": f"{reference}.",
    }


def _identity(proof: Proof) -> dict[str, str]:
    """Return a sum as `reportgen check` watches it."""
    what = proof.dimension or proof.kind or "parts"
    return {
        "identity": f"{proof.indicator}-{what}".replace("_", "-"),
        "kind": proof.kind or ("sum" if proof.dimension else "parts"),
        "indicator": proof.indicator,
        "dimension": proof.dimension,
        "operands": proof.operands,
        "description": f"{proof.text}.",
    }


def _breaks(found: Understanding, notes: Mapping[NoteKey, str]) -> list[dict[str, str]]:
    """Return the breaks that the source marks: from such a figure on, a series is not compared with what was before."""
    marked = (
        (fact.measure, fact.place, fact.period, notes[_said(BREAK), fact.measure, ""])
        for fact in found.facts
        if fact.status == BREAK
    )
    told = (
        (one.measure, one.place, one.period, notes[_sentence(one.text), _about_one(found, one), one.place])
        for one in found.anew
    )
    # what is said in words stands above what a letter says
    by_series = {each[:3]: each[3] for each in (*marked, *told)}
    anew = (
        {**_of_series(found, measure, place), "period": period, "obs_status": BREAK, "note": note,
         "short": say("series begins anew")}
        for (measure, place, period), note in by_series.items()
    )  # fmt: skip
    return [*anew, *_spells(found, notes)]


def _of_series(found: Understanding, measure: str, place: str) -> dict[str, str]:
    """Return the columns that say of which series a break is."""
    whole = whole_of(found.places)
    dimension = "place" if place not in ("", whole) else ""
    return {"indicator": measure, "dimension": dimension, "member": place if place != whole else ""}


def _spells(found: Understanding, notes: Mapping[NoteKey, str]) -> Iterator[dict[str, str]]:
    """Yield the periods in which figures of a series are of another definition: they stand apart from the others."""
    marked = [fact for fact in found.facts if fact.status == DIFFERS and fact.value is not None]
    told = {(fact.measure, fact.place): _note(found, fact) for fact in marked}
    differing = {(fact.measure, fact.place, fact.period) for fact in marked}
    for (measure, place), text in told.items():
        given = {
            fact.period
            for fact in found.facts
            if (fact.measure, fact.place) == (measure, place) and fact.value is not None
        }
        periods = sorted(given, key=parse_period)
        runs = [
            (differs, list(run))
            for differs, run in groupby(periods, key=lambda one: (measure, place, one) in differing)
        ]
        for at, (differs, run) in enumerate(runs):
            if differs and len(runs) > 1:
                yield {
                    **_of_series(found, measure, place),
                    "period": run[0],
                    "last_year": run[-1] if at < len(runs) - 1 else "",
                    "obs_status": DIFFERS,
                    "note": notes.get((text, measure, place)) or notes[text, measure, SOME],
                    "short": say("another definition"),
                }


def _figures(found: Understanding, file: str, notes: Mapping[NoteKey, str]) -> list[dict[str, str]]:
    """Return a row for each figure, with the limits of those that have any before it."""
    members = {dimension: codes(labels) for dimension, labels in found.dimensions.items()}
    decimals = _rounded_to(found)
    qualifiers = [_qualifier(fact, decimals.get(fact.measure, 0)) for fact in found.facts]
    has_bounds = any(qualifier != Qualifier.EXACT for qualifier in qualifiers)
    exact = str(Qualifier.EXACT) if has_bounds else ""
    source = slug(file, fallback="file")
    limited_series = {
        (fact.measure, fact.place, fact.breakdown, side)
        for fact in found.facts for side in LIMITS.values() if getattr(fact, side) is not None
    }  # fmt: skip
    rows = []
    for fact, qualifier in zip(found.facts, qualifiers, strict=True):
        key = _key(fact, members, has_places=bool(found.places))
        for name, side in LIMITS.items():
            limit = getattr(fact, side)
            if limit is not None:
                limited = {**key, "indicator": f"{fact.measure}_{name}"}
                rows.append({**limited, "value": f"{limit:f}", "qualifier": exact, "obs_status": "A", "source": source,
                             "location": _location(found, file, _at_limit(fact, side))})  # fmt: skip
            elif fact.value is None and (fact.measure, fact.place, fact.breakdown, side) in limited_series:
                # what has no figure has no limits, for the same reason
                limited = {**key, "indicator": f"{fact.measure}_{name}"}
                rows.append({**limited, "value": "", "qualifier": exact, "obs_status": _status(fact), "source": source,
                             "location": _location(found, file, fact)})  # fmt: skip
        value = "" if fact.value is None else f"{fact.value:f}"
        printed = _printed(fact, qualifier, decimals.get(fact.measure, 0))
        is_derived = fact.status == DERIVED
        rows.append({
            **key,
            "value": value,
            "qualifier": str(qualifier) if has_bounds else "",
            "obs_status": "E" if is_derived else _status(fact),
            "source": source,
            "location": f"{file}, added up" if is_derived else _location(found, file, fact),
            # a zero at the end is said to be exact only by what is printed
            "printed": "" if printed == value and not _ends_with_zero(printed, qualifier) else printed,
            "derived_from": _parts(fact, members) if is_derived else "",
            "note": _note_of(found, fact, notes),
        })  # fmt: skip
    seconds = ({**row, "qualifier": exact} for row in _not_preferred(found, file, members))
    return with_seconds(rows, list(seconds))


def with_seconds(rows: Sequence[Mapping[str, str]], seconds: Sequence[Mapping[str, str]]) -> list[dict[str, str]]:
    """Return rows of figures, each of which says that it is the one to use where there are second ones of the same."""
    firsts = ({**row, PREFERRED: "true" if seconds else ""} for row in rows)
    return [*firsts, *(dict(row) for row in seconds)]


def _not_preferred(found: Understanding, file: str, members: Mapping[str, Mapping[str, str]]) -> list[dict[str, str]]:
    """Return a row for each figure that says otherwise than one before it: kept, told by `check`, and not used."""
    return [
        {
            **_key(fact, members, has_places=bool(found.places)),
            "value": f"{fact.value:f}",
            "obs_status": "A",
            "source": slug(file, fallback="file"),
            "location": _location(found, file, fact),
            PREFERRED: "false",
        }
        for fact in found.clashes
        if fact.value is not None
    ]


PREFERRED = "preferred"
"""The column that says of the second of two figures of the same that it is not used."""


def _rounded_to(found: Understanding) -> dict[str, int]:
    """Return to how many decimals the figures of a measure were rounded, of each whose figures were.

    They were where their unit says that they were worked out, and where they add up to others only if they were: as
    intake takes a sum for one that holds, so has the audit to take it.
    """
    in_sums = {
        name for proof in found.proofs if proof.is_rounded for name in (proof.indicator, *proof.operands.split(" + "))
    }
    return {
        one.identifier: one.unit.decimals
        for one in found.measures
        if one.unit.kind in ROUNDED_KINDS or one.identifier in in_sums
    }


ROUNDED_KINDS = frozenset({"percent", "points", "rate", "mean"})
"""Kinds of units whose figures were worked out, and rounded to so many decimals before they were published."""


def _qualifier(fact: Fact, decimals: int) -> Qualifier:
    """Return the qualifier of a figure; one of a measure that is given with a few decimals was rounded to them."""
    if fact.value is None or fact.qualifier != Qualifier.EXACT or not decimals:
        return fact.qualifier
    exponent = fact.value.normalize().as_tuple().exponent
    own = -exponent if isinstance(exponent, int) else 0
    return Qualifier.ROUNDED if own <= MOST_DECIMALS else Qualifier.EXACT


def _ends_with_zero(printed: str, qualifier: Qualifier) -> bool:
    return qualifier == Qualifier.ROUNDED and "." in printed and printed.endswith("0")


def _printed(fact: Fact, qualifier: Qualifier, decimals: int) -> str:
    """Return how a figure is printed: a rounded one with all decimals of its measure, also those that are zero."""
    if fact.rounded and fact.value is not None:  # `$1.2M` says how it is rounded, `1,2 Mio. €` only to a reader
        steps = [printed_unit(float(fact.value), text) for text in (fact.printed, fact.rounded)]
        return fact.printed if steps[0] == steps[1] else fact.rounded
    return f"{fact.value:.{decimals}f}" if qualifier == Qualifier.ROUNDED and fact.value is not None else fact.printed


def _status(fact: Fact) -> str:
    """Return the status as a package has it: of a figure, or of why there is none."""
    if fact.value is not None:
        return "A"  # what its source says of it stands in its note
    return fact.status if fact.status in WITHOUT else "O"


def _key(fact: Fact, members: Mapping[str, Mapping[str, str]], *, has_places: bool) -> dict[str, str]:
    """Return the columns that say what a figure is of."""
    key = {"indicator": fact.measure, "period": fact.period, **({"place": fact.place} if has_places else {})}
    return key | {dimension: members[dimension].get(code, code) for dimension, code in fact.breakdown}


def _at_limit(fact: Fact, side: str) -> Fact:
    """Return a figure as if it stood in the cell of one of its limits."""
    cell = fact.low_at if side == "low" else fact.high_at
    return fact if cell is None else replace(fact, row=cell[0], column=cell[1])


def _location(found: Understanding, source: str, fact: Fact) -> str:
    if found.sheet.places:
        address = found.sheet.address(fact.row, fact.column)  # which names the file, or the sheet of it
        return f"{source}, {address}" if TOGETHER in found.sheet.how else address
    places = (
        source,
        found.sheet.name if found.sheet.name != source else "",
        found.sheet.address(fact.row, fact.column),
    )
    return ", ".join(filter(None, places))


def _parts(fact: Fact, members: Mapping[str, Mapping[str, str]]) -> str:
    """Return the sum that a total was added up from, as the arithmetic of a package is written."""
    others = [(name, members[name].get(code, code)) for name, code in fact.breakdown if code != TOTAL]
    terms = []
    for code in members[fact.note].values():
        pairs = [*others, (fact.note, code)]
        terms.append(f"{fact.measure}{{{';'.join(f'{name}={each}' for name, each in pairs)}}}")
    return " + ".join(terms)


def table(rows: Sequence[Mapping[str, str]]) -> bytes:
    """Return rows as CSV; columns in which nothing stands are left out."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    kept = [name for place, name in enumerate(names) if not place or any(row.get(name) for row in rows)]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(kept)
    writer.writerows([_cell(row.get(name, "")) for name in kept] for row in rows)
    return out.getvalue().encode()


def _cell(text: str) -> str:
    """Return a cell that no spreadsheet runs; a number below zero is a number."""
    return text if _NUMBER.fullmatch(text) else safe_cell(text)


_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")


# -- how it was read ------------------------------------------------------------------------------------------------


def recipe(
    found: Understanding, *, files: Mapping[str, str], origin: str, query: str, answers: Mapping[str, str]
) -> bytes:
    """Return how files were read, as TOML: to be looked through, changed, and used again on next year's file.

    `files` are their checksums by their paths; `origin` is the server that was asked, `query` what it was asked.
    """
    lines = [
        "# How the file was read. Change an answer, or the role of a column, and `reportgen refresh` reads it so.",
        f"# Roles: {', '.join(role.value for role in Role)}.",
        "",
        f"file = {_listed(list(files))}",
        f"sha256 = {_listed(list(files.values()))}",
        *([f"from = {quoted(origin)}"] if origin else []),
        *([f"sql = {quoted(query)}"] if query else []),
        f"sheet = {quoted(found.sheet.name)}",
        "",
        "[answers]",
        *(f"{quoted(key)} = {quoted(value)}" for key, value in _answers(found, answers).items()),
        "",
        "# What the templates call each indicator: `reportgen build` says in which lines, where one is renamed.",
        "[titles]",
        *(f"{quoted(measure.identifier)} = {quoted(titled(measure))}" for measure in found.measures),
        "",
    ]
    for column in found.columns:
        lines += [
            "[[columns]]",
            f"head = {quoted(column.head)}",
            f"role = {quoted(column.role.value)}",
            f"example = {quoted(column.example)}",
            f"why = {quoted(column.why)}",
            "",
        ]
    return "\n".join(lines).encode()


def _answers(found: Understanding, given: Mapping[str, str]) -> dict[str, str]:
    """Return what was answered, and what was taken where nobody was asked."""
    taken = {question.key: question.taken for question in found.all_questions if question.taken}
    return {"title": found.title, **taken, **given}


def _listed(texts: Sequence[str]) -> str:
    """Return one text as such, and several as a list."""
    return quoted(texts[0]) if len(texts) == 1 else f"[{', '.join(map(quoted, texts))}]"


def quoted(text: str) -> str:
    """Return a text as TOML writes it; JSON writes all that can stand in one line the same."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def as_json(found: Understanding) -> dict[str, Any]:
    """Return account, roles, measures and questions for another program."""
    return {
        "file": found.file,
        "sheet": found.sheet.name,
        "title": found.title,
        "rows": {"read": sum(found.account.rows.values()), **found.account.rows},
        "cells": {"read": sum(found.account.cells.values()), **found.account.cells},
        "columns": [
            {"column": column.index + 1, "head": column.head, "role": column.role.value, "why": column.why,
             "example": column.example, "period": column.period, "is_doubtful": column.is_doubtful}
            for column in found.columns
        ],
        "measures": [
            {"measure": measure.identifier, "title": measure.title, "unit": str(measure.unit), "why": measure.unit.why}
            for measure in found.measures
        ],
        "periods": list(found.periods),
        "places": {"count": len(found.places), "levels": _levels(found)},
        "dimensions": {name: list(members) for name, members in found.dimensions.items()},
        "marks": _marks(found.facts),
        "sums": [_sum_as_json(found, proof) for proof in found.proofs],
        "questions": [
            {"key": question.key, "question": question.text, "taken": question.taken, "choices": list(question.choices),
             "where": question.where}
            for question in found.all_questions
        ],
    }  # fmt: skip


def _sum_as_json(found: Understanding, proof: Proof) -> dict[str, Any]:
    cells = [(found.sheet.address(fact.row, fact.column), f"{by:f}") for fact, by in proof.failed]
    failed = [{"cell": cell, "too_large_by": by} for cell, by in cells]
    return {"sum": proof.text, "holds": proof.held, "fails": failed}


def _levels(found: Understanding) -> dict[str, int]:
    levels: dict[str, int] = {}
    for place in found.places:
        levels[place.level] = levels.get(place.level, 0) + 1
    return levels


def _marks(facts: Sequence[Fact]) -> dict[str, dict[str, Any]]:
    """Return the marks in place of figures or beside them, with how often they stand and what they were taken for."""
    marks: dict[str, dict[str, Any]] = {}
    for fact in facts:
        text = fact.mark or (fact.printed if fact.value is None else "")
        if text or fact.value is None:
            entry = marks.setdefault(text, {"cells": 0, "meaning": MEANINGS.get(fact.status, fact.status)})
            entry["cells"] += 1
    return marks
