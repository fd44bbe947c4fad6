"""Turn a request into jobs: read what it names, check it all, and refuse with every error at once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from os.path import isdir
from typing import TYPE_CHECKING

from reportgen.batch.audited import failed_checks
from reportgen.batch.charts import read_charts
from reportgen.batch.fingerprints import library_version
from reportgen.batch.gather import for_each, gathering
from reportgen.batch.inputs import read_inputs
from reportgen.batch.jobs import Context, Job
from reportgen.batch.kinds import PAGE
from reportgen.batch.known import read_known
from reportgen.batch.outlined import outline_in
from reportgen.batch.places import all_places, level_code, place_code, with_figures
from reportgen.batch.profiles import read_profile
from reportgen.batch.renamed import refuse_old_names, still_called, titles_then
from reportgen.batch.store import store_at
from reportgen.bounded import is_unseen, read_file, unreadable, what_is_unseen
from reportgen.builders import builder
from reportgen.compare import compare
from reportgen.errors import DataError, ReportError, TemplateError, UsageError, did_you_mean, raise_gathered
from reportgen.file_names import alike, document_name
from reportgen.language import known_language
from reportgen.limits import limits
from reportgen.stages import stage
from reportgen.template import files_of_reports, read_report, read_theme, report_in, reports_in
from reportgen.theme import on_paper
from reportgen.wording import capitalised, number_word, plural
from reportgen.years import parse_years

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from reportgen.batch.inputs import Inputs
    from reportgen.batch.request import Request
    from reportgen.dataset import FolderFiles, Package
    from reportgen.profile import Profile
    from reportgen.template import Report
    from reportgen.theme import Theme

NAMED = 4
"""Places that a note names."""


@dataclass(frozen=True, slots=True)
class Plan:
    """The jobs of a request, in the order they were asked for, and what they share."""

    jobs: tuple[Job, ...]
    context: Context
    key: str
    """Digest of the request and of all it was read from; the same key has the same files."""
    asked: Request
    """The request as it was asked for."""
    notes: tuple[str, ...] = ()
    """What there is to say before anything is made, and is no error."""

    @property
    def index(self) -> bool:
        """Whether the files are listed."""
        return self.context.request.index or self.context.request.site

    @property
    def archive(self) -> str:
        """Name of the ZIP file of all documents, that of the report when there is only one; empty for none."""
        if not self.context.request.archive:
            return ""
        names = dict.fromkeys(job.report for job in self.jobs)
        return document_name(next(iter(names)) if len(names) == 1 else "reports", span=self.jobs[0].span) + ".zip"


def plan(request: Request, inputs: Inputs | None = None, *, is_audited: bool = True) -> Plan:
    """Return what has to be made, from inputs that were read before, or are read now. Nothing is written.

    Where the data are not audited, nothing is said of drafts: for who only asks what was made of them.

    Raises UsageError, TemplateError or DataError; several errors, of whatever kinds, together as ReportErrors.
    """
    inputs = inputs or read_inputs(request)
    errors: list[ReportError] = []
    reports: dict[str, Report] = {}
    with gathering(errors):
        for_each(request.formats, builder)
    with gathering(errors):
        reports = _reports(request)
    with gathering(errors):
        themes = _themes(request, reports)
    with gathering(errors):
        profile = read_profile(request.profile, request.templates) if request.profile else None
    with gathering(errors):
        docx_template, notes = _docx_template(request.docx_template)
    with gathering(errors):
        charts = read_charts(request.charts) if request.charts else ()
    with gathering(errors):
        package, jobs, draft = _from_data(request, inputs.data, reports, is_audited=is_audited)
    with gathering(errors):
        store = store_at(request.out)
    raise_gathered(errors)
    refuse_old_names(titles_then(request.data), package, reports.values())
    if profile and profile.content.origins:
        jobs = tuple(replace(job, copy=profile.name) for job in jobs)
    themes = _on_paper_of(package, themes, reports, request)
    context = Context(
        package=package,
        comparison=compare(package),
        reports=reports,
        themes=_held_to(profile, themes) if profile else themes,
        store=store,
        request=replace(request, topics=tuple(dict.fromkeys(request.topics))),
        draft=draft,
        profile=profile,
        docx_template=docx_template,
        charts=charts,
        overviews=_overviews(jobs) if request.site else (),
        thumbnails=(request.index or request.site) and bool(library_version("pypdfium2")),
    )
    told = (
        *(notes if "docx" in request.formats else ()),
        *_left_out(request, package, reports),
        *still_called(titles_then(request.data), package, reports.values()),
        *(_untrue_sums(package) if is_audited else ()),
    )
    return Plan(jobs, context, inputs.key, request, told)


def audited(planned: Plan) -> Plan:
    """Return a plan that was made without looking whether its documents are drafts, with what they say when they are.

    Raises DataError where drafts are not wanted.
    """
    draft = _draft(planned.context.request, planned.context.package)
    return replace(planned, context=replace(planned.context, draft=draft))


def _overviews(jobs: Iterable[Job]) -> tuple[tuple[str, str], ...]:
    """Return the pages on the whole that are made beside those on places."""
    return tuple(
        (capitalised(job.report), f"{job.name}.{PAGE}") for job in jobs if not job.place and PAGE in job.formats
    )


def _from_data(
    request: Request, data: FolderFiles, reports: Mapping[str, Report], *, is_audited: bool
) -> tuple[Package, tuple[Job, ...], str]:
    """Return the package, the documents that are to be made of it, and why they are drafts; empty when they are not."""
    with stage("read the data"):
        package = as_named(read_known(request.data, data), request)
        for report in reports.values():
            package.in_language(report.language)
    errors: list[ReportError] = []
    with gathering(errors):
        jobs = jobs_for(request, package, reports)
    with gathering(errors):
        for_each(request.topics, lambda name: _require_topic(name, package))
    with gathering(errors):
        draft = _draft(request, package) if is_audited else ""
    raise_gathered(errors)
    return package, jobs, draft


def as_named(package: Package, request: Request) -> Package:
    """Return the package with the organisation, and whoever makes the documents, as a request names them.

    Raises UsageError for a name of which nobody would see anything.
    """
    for asked, text in (("organisation", request.organisation), ("compiled_by", request.compiled_by)):
        if is_unseen(text):
            hint = "write it as it is to be printed, or leave it out"
            raise UsageError(f"`{asked}`: expected a name, found {what_is_unseen(text)}", hint=hint)
    name = request.organisation
    if name and name != package.organisation.name:
        own = replace(package.organisation, name=name, short_name=name, in_sentence="")
        package = replace(package, organisation=own)
    return replace(package, compiled_by=request.compiled_by) if request.compiled_by else package


def _reports(request: Request) -> dict[str, Report]:
    if request.language:
        known_language(request.language)
        outline_in(request.language, request.templates, request.data)
    files = files_of_reports(request.templates)
    # also in other languages; a file that nobody asked for is not read: it may be no report at all
    known = {name: read_report(file) for name, file in files.items() if _is_asked_for(name, request.reports)}
    found = for_each(dict.fromkeys(request.reports), lambda name: _report(name, known, files, request.language))
    reports = [(report.name, report) for report in found]
    # A worker may stand in another folder than the user.
    return {name: replace(report, folder=report.folder.absolute()) for name, report in reports}


def _is_asked_for(name: str, reports: Collection[str]) -> bool:
    return any(name == asked or name.startswith(f"{asked}-") for asked in reports)


def _report(name: str, known: Mapping[str, Report], names: Iterable[str], language: str) -> Report:
    """Return a report, in a language unless that is empty."""
    if name not in known:
        none = f"the folder has no report: each is a file such as `{name[:80]}.md`"
        raise UsageError(f"unknown report `{name}`", hint=did_you_mean(name, names) if names else none)
    report = report_in(language, name, known) if language else known[name]
    if report is None:
        there = ", ".join(f"`{each}`" for each in reports_in(language, names))
        found = f"; in that language there is {there}" if there else ""
        hint = f"write `{name}.{language.partition('-')[0]}.md` beside the template that there is{found}"
        raise UsageError(f"there is no template of the report `{name}` in the language `{language}`", hint=hint)
    try:
        known_language(report.language)
    except UsageError as error:
        where = f"{report.where}:{report.setting_lines.get('language', 1)}"
        raise TemplateError(f"front matter: `language`: {error.message}", where=where, hint=error.hint) from error
    return report


def _held_to(profile: Profile, themes: Mapping[str, Theme]) -> dict[str, Theme]:
    from reportgen.profile import apply_profile  # only with a profile

    return {name: apply_profile(theme, profile) for name, theme in themes.items()}


def _themes(request: Request, reports: Mapping[str, Report]) -> dict[str, Theme]:
    chosen = {name: request.theme or report.theme for name, report in reports.items()}
    names = dict.fromkeys(chosen.values())
    themes = dict(for_each(names, lambda name: (name, read_theme(name, request.templates))))
    return {name: _on_paper(themes[each], reports[name], request) for name, each in chosen.items()}


def _on_paper(theme: Theme, report: Report, request: Request) -> Theme:
    """Return a theme on the sheet that is asked for, or else that the report names."""
    if request.paper:
        return on_paper(theme, request.paper, where="paper")
    line = report.setting_lines.get("paper", 1)
    return on_paper(theme, report.paper, where=f"{report.where}:{line}")


def _on_paper_of(
    package: Package, themes: Mapping[str, Theme], reports: Mapping[str, Report], request: Request
) -> dict[str, Theme]:
    """Return the themes, those of reports for which nobody names a sheet on that of the package."""
    where = f"{(request.data / 'datapackage.json').as_posix()}: `reportgen.paper`"
    return {
        name: theme if request.paper or reports[name].paper else on_paper(theme, package.paper, where=where)
        for name, theme in themes.items()
    }


def _docx_template(path: Path | None) -> tuple[bytes | None, tuple[str, ...]]:
    """Return the template, and what there is to say about it."""
    if path is None:
        return None, ()
    try:
        template = read_file(path, most=limits().docx_template_bytes)
    except OSError as error:
        raise unreadable(error, UsageError, where=str(path)) from error
    from reportgen.builders.docx import check_template  # python-docx; only with a template

    return template, tuple(f"{path}: {note}" for note in check_template(template, where=str(path)))


def jobs_for(request: Request, package: Package, reports: Mapping[str, Report]) -> tuple[Job, ...]:
    """Return the documents of a request: for a report about places, one for each of them."""
    errors: list[ReportError] = []
    with gathering(errors):
        span = parse_years(request.years, package.years)
    with gathering(errors):
        places = _places(request, package, reports)
    raise_gathered(errors)
    formats, same = tuple(dict.fromkeys(request.formats)), alike(package.places)
    all_reports = files_of_reports(request.templates) if isdir(request.templates) else ()  # noqa: PTH112 - may be no name
    like_others = alike(all_reports)
    jobs = tuple(
        Job(name, place, span, formats, is_alike=place in same, is_report_alike=name in like_others)
        for name in reports
        for place in places[name]
    )
    _refuse_same_names(jobs)
    return jobs


def _left_out(request: Request, package: Package, reports: Mapping[str, Report]) -> Iterator[str]:
    """Say which of all places have no document for they have no figure."""
    for report in reports.values() if request.with_figures else ():
        every = _all_places(replace(request, with_figures=False), report, package) if report.scope == "place" else ()
        made = set(_all_places(request, report, package)) if every else set()
        places = [code for code in every if code not in made]
        if places:
            listed = ", ".join(package.places[code].name for code in places[:NAMED])
            more = f" and {len(places) - NAMED:,} more" if len(places) > NAMED else ""
            yield f"{report.name}: none is made for {listed}{more}, of which no figure is given"


def _refuse_same_names(jobs: Iterable[Job]) -> None:
    """Raise UsageError when two documents would have one name, be it on a disk that does not tell capitals apart."""
    names: dict[str, Job] = {}
    for job in jobs:
        other = names.setdefault(job.name.casefold(), job)
        if other is not job:
            raise UsageError(
                f"`{other.name}` and `{job.name}` would be one file on some systems", hint="build them apart"
            )


def _places(request: Request, package: Package, reports: Mapping[str, Report]) -> dict[str, tuple[str, ...]]:
    """Return for each report the codes of the places that are asked for, each once; empty for the whole."""
    about_places = [name for name, report in reports.items() if report.scope == "place"]
    is_about_places = bool(request.places) or request.all_places
    if about_places and not is_about_places:
        raise UsageError(
            f"report `{about_places[0]}` is about one place",
            hint="name it with `--place NAME`, or make one for each with `--all-places`",
        )
    if is_about_places and reports and all(report.scope == "country" for report in reports.values()):
        hint = "leave the place out, or write `scope: any` into its settings"
        whole = f" ({package.places[package.country].name})" if package.country in package.places else ""
        raise UsageError(f"report `{next(iter(reports))}` is about the whole{whole}", hint=hint)
    if request.level and not request.all_places:
        raise UsageError("`--level` says of which places there are all", hint="add `--all-places`")
    named = for_each(request.places, lambda text: place_code(text, package))
    return {name: _places_of(report, named, request, package) for name, report in reports.items()}


def _places_of(report: Report, named: Sequence[str], request: Request, package: Package) -> tuple[str, ...]:
    if report.scope == "country" or not (request.places or request.all_places):
        return ("",)
    if report.scope == "place" and package.country in named:
        hint = "name one of its places; with `scope: any` in its settings a report may be about the whole, too"
        raise UsageError(f"report `{report.name}` is about a place, and `{package.country}` is the whole", hint=hint)
    return tuple(dict.fromkeys((*named, *_all_places(request, report, package))))


def _all_places(request: Request, report: Report, package: Package) -> tuple[str, ...]:
    """Return all places of the level that is asked for, or of that of the report; none where nobody asks for all."""
    if not request.all_places:
        return ()
    level = level_code(request.level, package) if request.level else ""
    own = level or (level_code(report.level, package, where=report.where) if report.level else "")
    found = all_places(package, own)
    return with_figures(package, found) if request.with_figures else found


def _require_topic(name: str, package: Package) -> None:
    if name not in package.topics:
        raise UsageError(f"unknown topic `{name}`", hint=did_you_mean(name, package.topics))


def _untrue_sums(package: Package) -> tuple[str, ...]:
    """Return what is told of sums over places that hold elsewhere and not here; nothing declares that they should."""
    count = failed_checks(package).sums
    told = f"{count:,} {plural(count, 'sum', 'sums')} over places {plural(count, 'does', 'do')} not hold"
    return (f"{told}: `reportgen check` shows {plural(count, 'it', 'them')}",) if count else ()


def _draft(request: Request, package: Package) -> str:
    """Return why documents from this data are drafts; raise DataError when drafts are not wanted."""
    failed, disclosed, _ = failed_checks(package)
    if not failed and not disclosed:
        return ""
    told = [f"{number_word(failed)} {plural(failed, 'check', 'checks')} of the data failed"] if failed else []
    told += [f"{disclosed:,} hidden {plural(disclosed, 'figure', 'figures')} can be worked out"] if disclosed else []
    words = ", and ".join(told)
    if not request.allow_failing_checks:
        remedy = "`reportgen suppress` proposes what else to hide; " if disclosed else ""
        raise DataError(
            words,
            where=str(request.data),
            hint=f"`reportgen check` shows them; {remedy}`--allow-failing-checks` makes a draft all the same",
        )
    return f"Draft: {words}"
