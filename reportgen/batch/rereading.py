"""Read new figures into a project: what a file says otherwise than the project, and its files as they would be."""

from __future__ import annotations

import hashlib
import json
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from reportgen.batch.changes import change_files, checksum
from reportgen.bounded import read_file, read_inside, unreadable
from reportgen.errors import DataError, ReportError, UsageError, did_you_mean, each_error, raise_gathered
from reportgen.language import ENGLISH, speaking
from reportgen.project import DATA, RECIPE, SOURCES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from reportgen.dataset import Package
    from reportgen.intake.again import Difference, Recipe
    from reportgen.intake.answers import Answers
    from reportgen.intake.found import Question, Understanding
    from reportgen.intake.sources import Source
    from reportgen.project import Project

REVISIONS = "revisions.csv"
"""Where a project lists which figures were revised."""


@dataclass(frozen=True, slots=True)
class Reread:
    """What a file says, beside what the project has."""

    account: tuple[str, ...]
    """Where its rows and cells went, as lines."""
    difference: Difference
    files: Mapping[str, bytes]
    """All that is to be written, by the name within the project; empty where nothing is new."""
    was: Mapping[str, str] = field(default_factory=dict)
    """The checksums of what these files held when they were read."""
    failing: tuple[str, ...] = ()
    """What `check` would say anew of the figures as they would be: sums that hold no longer, likely slips."""
    questions: tuple[Question, ...] = ()
    """What the file does not tell for certain and nobody has answered; the likeliest answers are taken."""

    @property
    def seal(self) -> str:
        """A digest of what is to be written: another one when the project or the file was changed meanwhile."""
        told = {name: hashlib.sha256(content).hexdigest() for name, content in self.files.items()}
        return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


def reread(
    project: Project,
    given: Sequence[str] = (),
    *,
    query: str = "",
    answers: Mapping[str, str] | None = None,
    tell: Callable[[str], object] = lambda _: None,
) -> Reread:
    """Read files as those of the project were read, or these again; nothing is written.

    `answers` are to what the file does not tell, beside those in `intake.toml`. `tell` hears what there is to say of
    what was read. Raises UsageError for a folder that no file was read into and for answers to what nobody asked, and
    DataError for a package that cannot be read, to which nothing is added, and for a file of other columns.
    """
    from reportgen.dataset import read_package
    from reportgen.intake import Answers
    from reportgen.intake.again import asked_again, difference, read_recipe
    from reportgen.intake.project import README, readme_again, recipe_of, revisions
    from reportgen.intake.renamed import require_same_shape

    if not (project.folder / RECIPE).is_file():
        hint = "run it in the folder that `reportgen new` made"
        raise UsageError("expected a project with a file `intake.toml`, found none here", hint=hint)
    try:
        stated = read_file(project.folder / RECIPE)
    except OSError as error:
        raise unreadable(error, UsageError, where=RECIPE) from None
    recipe = read_recipe(stated, where=RECIPE)
    read_package(project.data)
    source = _source(given, query, recipe, project, tell)
    taken = recipe.as_answers(answers or {}, is_other=bool(given))
    found, files_now = _read_again(source, taken, project)
    require_same_shape(found.columns, recipe.roles, file=source.name)
    before = _data(project)
    asked = asked_again(found, files_now, before, recipe, taken)
    if any(question.taken for question in asked):
        found, files_now = _read_again(source, Answers({**taken.given, **_taken(asked)}), project)
    result = difference(found, files_now, before, recipe, language=project.language or ENGLISH)
    account = tuple(found.account.lines())
    questions = (*asked, *found.questions)
    _require_asked(answers or {}, taken, questions)
    if result.is_nothing:
        return Reread(account, result, {}, questions=questions)
    files = {
        **{f"{SOURCES}/{name}": content for name, content in source.files.items()},
        RECIPE: recipe_of(found, source, answers={**_taken(questions), **recipe.answers, **(answers or {})}),
        **{f"{DATA}/{name}": each for name, each in result.files.items()},
    }
    known = {RECIPE: stated, **{f"{DATA}/{name}": each for name, each in before.items()}}
    if result.revised:
        listed = _read(project.folder / REVISIONS)
        files[REVISIONS] = revisions(listed or b"", result, source.name, where=REVISIONS)
        known |= {} if listed is None else {REVISIONS: listed}
    front = _read(project.folder / README)
    if front is not None:
        with speaking(project.language or ENGLISH):
            renewed = readme_again(front, found)
        if renewed != front:
            files[README], known[README] = renewed, front
    for name in source.files:
        kept = _read(project.folder / SOURCES / name)
        known |= {} if kept is None else {f"{SOURCES}/{name}": kept}
    was = {name: checksum(known.get(name)) for name in files}
    return Reread(account, result, files, was, _failing(project, result.files), questions)


def _failing(project: Project, files: Mapping[str, bytes]) -> tuple[str, ...]:
    """Return which checks would not hold that do now; the figures as they would be are read from a folder of their own.

    Raises DataError where they could not be read.
    """
    from reportgen.dataset import read_package

    with tempfile.TemporaryDirectory() as folder:
        for name, content in {**_data(project), **files}.items():
            path = Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        try:
            now = _failures(read_package(Path(folder)))
        except ReportError as error:
            raise_gathered([_as_in_project(each, Path(folder)) for each in each_error(error)])
            raise
    before = _failures(read_package(project.data)) if now else {}
    return tuple(told for key, told in now.items() if key not in before)


def _as_in_project(error: ReportError, folder: Path) -> ReportError:
    """Return an error about data as they would be with its place in the project."""
    told, where = (text.replace(f"{folder.as_posix()}/", f"{DATA}/") for text in (error.message, error.where))
    return type(error)(told, where=where, hint=error.hint)


def _failures(package: Package) -> dict[tuple[object, ...], str]:
    """Return the checks of a package that do not hold and are not explained, by what they are of."""
    from reportgen.audit import audit, unexplained

    told: dict[tuple[object, ...], str] = {}
    for check in unexplained(audit(package)):
        of = ", ".join(filter(None, (check.indicator, str(check.year or ""), check.place, check.breakdown)))
        told[check.identity, check.indicator, check.year, check.place, check.breakdown] = f"{of}: {check.message}"
    return told


def _read_again(source: Source, answers: Answers, project: Project) -> tuple[Understanding, Mapping[str, bytes]]:
    """Return what a file says, and the files of the data package that it alone would make."""
    from reportgen.intake import understand
    from reportgen.intake.project import files_of_data

    found = understand(source.sheet, file=source.name, answers=answers)
    if "" in found.periods:  # without one, nothing can be told of what is new
        _require_taken([question for question in found.questions if question.key == "period"])
    with speaking(project.language or ENGLISH):
        return found, files_of_data(found)


def _taken(questions: Sequence[Question]) -> dict[str, str]:
    return {question.key: question.taken for question in questions if question.taken}


def _require_asked(given: Mapping[str, str], answers: Answers, questions: Sequence[Question]) -> None:
    """Raise UsageError for an answer to what nobody asked."""
    unused = [key for key in answers.unused() if key in given]
    if unused:
        hint = did_you_mean(unused[0], [question.key for question in questions])
        raise UsageError(f"answer `{unused[0]}`: nothing of that name was asked", hint=hint)


def write_reread(project: Project, found: Reread) -> None:
    """Write what is new into the project.

    Raises UsageError where a file cannot be written, and where something is to be answered that nobody can guess.
    """
    _require_taken(found.questions)
    change_files(project.folder, found.files, was=found.was)


def _require_taken(questions: Sequence[Question]) -> None:
    """Raise UsageError where something is to be answered that nobody can guess."""
    for question in questions:
        if not question.taken:
            hint = f"write `{question.line}` below `[answers]` of intake.toml, or into a file for `--answers`"
            raise UsageError(question.text[:1].lower() + question.text[1:], where=question.where, hint=hint)


def _source(
    given: Sequence[str], query: str, recipe: Recipe, project: Project, tell: Callable[[str], object]
) -> Source:
    """Return what is new as it was read before: the files of the project again, or others; a server as it was asked."""
    from reportgen.intake import read_source

    again = [recipe.origin] if recipe.origin else [str(project.folder / file) for file in recipe.files]
    source = read_source(list(given) or again, sheet=recipe.sheet, query=query or recipe.query, is_again=True)
    for line in source.told:
        tell(line)
    return source


def _data(project: Project) -> dict[str, bytes]:
    files = [path for path in project.data.rglob("*") if path.is_file() and not path.name.startswith(".")]
    return {path.relative_to(project.data).as_posix(): path.read_bytes() for path in files}


def _read(path: Path) -> bytes | None:
    try:
        return read_inside(path, path.parent) if path.exists() else None
    except OSError as error:
        raise unreadable(error, DataError, where=path.name) from None
