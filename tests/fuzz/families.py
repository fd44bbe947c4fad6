"""What is tried: of each family, how a case is drawn."""

from __future__ import annotations

import io
import json
import zipfile
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
from hypothesis import strategies as st

from tests.fuzz.cases import Case
from tests.fuzz.judge import DATE, FOLDERS, JOBS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from hypothesis.strategies import DrawFn, SearchStrategy

DEEP = 1500
LONG = "a" * 300
Files = dict[str, bytes]


def build(report: str, *options: str) -> tuple[str, ...]:
    return ("build", report, *FOLDERS, "--out", "o", *DATE, *JOBS, *options)


NOTE_TXT = build("note", "--format", "txt")
NOTE_PDF = build("note", "--format", "pdf")
NOTE_DOCX = build("note", "--format", "docx")
SHEETS = build("sheet", "--all-places", "--format", "txt", "--index", "--zip")
CHECK = ("check", "--data", "data")
NOTE_HTML = build("note", "--format", "html", "--with-trace")
SITE = build("sheet", "--place", "AA", "--format", "html", "--site", "--address", "https://example.org")
LIST = ("list", *FOLDERS)
OBSERVATIONS = ("observations", "--data", "data")
SUPPRESS = ("suppress", "--data", "data")
TRACE = ("trace", "build/note-2020-2022.txt", "300", *FOLDERS)
NUMBERS = ("verify", "build", "--numbers", *FOLDERS)
DATA_COMMANDS = (CHECK, NOTE_TXT, NOTE_PDF, OBSERVATIONS, SHEETS, LIST, NOTE_DOCX, NOTE_HTML, SITE, SUPPRESS, TRACE)
REHEARSED = (*DATA_COMMANDS, NUMBERS, ("verify", "build"), ("verify", "build", "--rebuild", *FOLDERS, *JOBS))
TEMPLATE_COMMANDS = (NOTE_TXT, NOTE_PDF, NOTE_DOCX, NOTE_HTML, LIST, TRACE)
PROJECT_COMMANDS = (
    ("refresh",),
    ("refresh", "--yes"),
    ("refresh", "--yes", "--from", "../foreign.csv"),
    ("check",),
    ("list",),
    ("suppress", "--yes"),
    ("build", "--format", "txt", "--all-places", *DATE, *JOBS),
)

WORDS = (
    "", " ", "0", "-1", "5", "nan", "inf", "-inf", "1e308", "1e999", "1.5", "99999", "2020-99", "true", "null",
    "[]", "{}",
    "'",
    '"', "`", "\\", "/", ".", "..", "../x", "/etc/passwd", "a\0b", "é", "\u202e", "\ufeff", "\ud83d\ude00", "日本語",
    "\x1b]0;x\x07", "a\nerror: b", "\r\n", "\t", "=1+1", "@SUM(A1)", "{{ 7*7 }}", "{% raw %}", "{% for %}", "${x}",
    "%s%n",
    "<script>", "]]>", "&amp;", "- x", "1. x", "+ x", "# x", ":::", ":::{chart} x", "---", "| a | b |", "[a](b)",
    "[^1]",
    "http://localhost:9/x", "file:///etc/passwd", "s3://b/x", "CON", "total", "US", "cases", "AA", LONG, "9" * 5000,
    "a" * 200_000,
)  # fmt: skip
"""Texts that have meant something to some reader once."""
VALUES: tuple[Any, ...] = (
    None, True, False, 0, 1, -1, 1.5, 10**30, -0.0, 1e308, float("nan"), float("inf"), "", "x", [], {}, [1], [[]],
    ["x"], [None],
    {"a": 1}, {"name": 5}, [{"name": "x"}], {"fields": []}, [{}], {"$ref": "#"}, *WORDS,
)  # fmt: skip

words = st.one_of(st.sampled_from(WORDS), st.text(max_size=12))
values = st.one_of(
    st.sampled_from(VALUES),
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
        max_leaves=6,
    ),
).map(deepcopy)  # what is drawn is changed, and must not be drawn so the next time


def encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


@st.composite
def damaged(draw: DrawFn, content: bytes) -> bytes:  # noqa: C901 - one case for each way
    """Draw bytes that were these once."""
    for _ in range(draw(st.sampled_from((1, 1, 1, 2, 3)))):
        at = draw(st.integers(0, len(content)))
        end = min(len(content), at + draw(st.sampled_from((1, 2, 7, 50, 1000))))
        match draw(st.sampled_from(("flip", "cut", "remove", "repeat", "insert", "bytes", "swap", "bom", "encode"))):
            case "flip" if at < len(content):
                content = content[:at] + bytes([content[at] ^ (1 << draw(st.integers(0, 7)))]) + content[at + 1 :]
            case "cut":
                content = content[:at]
            case "remove":
                content = content[:at] + content[end:]
            case "repeat":
                content = content[:end] + content[at:end] * draw(st.sampled_from((1, 2, 100))) + content[end:]
            case "insert":
                content = content[:at] + encoded(draw(words)) + content[at:]
            case "bytes":
                content = content[:at] + draw(st.binary(min_size=1, max_size=8)) + content[at:]
            case "swap":
                content = content[at:] + content[:at]
            case "bom":
                content = b"\xef\xbb\xbf" + content
            case "encode":
                kind = draw(st.sampled_from(("utf-16", "utf-16-le", "latin-1", "utf-32", "cp037")))
                content = content.decode("utf-8", "replace").encode(kind, "replace")
    return content


@st.composite
def changed_lines(draw: DrawFn, text: str) -> str:
    """Draw a text of lines that was this text once."""
    lines = text.split("\n")
    for _ in range(draw(st.sampled_from((1, 1, 1, 2, 3)))):
        at = draw(st.integers(0, len(lines) - 1))
        match draw(st.sampled_from(("remove", "repeat", "move", "word", "insert", "part"))):
            case "remove" if len(lines) > 1:
                del lines[at]
            case "repeat":
                lines[at:at] = [lines[at]] * draw(st.sampled_from((1, 2, 1000)))
            case "move":
                lines.append(lines.pop(at))
            case "word":
                parts = lines[at].split(" ")
                parts[draw(st.integers(0, len(parts) - 1))] = draw(words)
                lines[at] = " ".join(parts)
            case "insert":
                lines.insert(at, draw(words))
            case "part":
                lines[at] = lines[at][: draw(st.integers(0, len(lines[at])))]
    return "\n".join(lines)


NEW = ("new", "o", "--from", "foreign", "--yes")
SHEETS_OF_OFFICES = (
    b"state,year,cases\nOhio,2021,<5\nOhio,2022,6\nUtah,2021,*\nUtah,2022,9\n",
    b"Bezirk;2021;2022\nMitte;1.234,5;-12,0\nNord;5,0;6,5\n\nQuelle: Amt;;\n",
    b"unit,geo\\time\t2016 \t2015 \nPC_LW95,AT\t13.0 e\t: \nPC_POP,AT\t14.1 b\t13.9\nPC_POP,BE\t9\t8\n",
    "Titel\n,Männer,,Frauen,\nLand,2019,2020,2019,2020\nBern,1,2,3,4\nTotal,5,6,7,8\n".encode("utf-16"),
    b"<html><h1>Deaths</h1><table><tr><th>Country<th colspan=2>1990</tr><tr><td>Norway<td>9<td></tr></table></html>",
    b"month,sex,age,n\n2024-01,M,0,1\n2024-01,M,1,2\n2024-01,F,0,3\n2024-01,F,1,4\n2024-02,M,0,5\n2024-02,M,1,6\n",
)  # fmt: skip
"""Tables as offices keep them, of every shape that is read."""


@st.composite
def intake(draw: DrawFn) -> Case:
    """Draw a foreign file, damaged in its bytes, its lines or its cells, that a project is to be made from."""
    if draw(st.integers(0, 3)) == 3:
        return Case("intake", (NEW,), {"foreign": draw(changed_archive(draw(st.sampled_from(workbooks()))))})
    content = draw(st.sampled_from(SHEETS_OF_OFFICES))
    match draw(st.sampled_from(("bytes", "lines", "cells", "random"))):
        case "bytes":
            content = draw(damaged(content))
        case "lines":
            content = encoded(draw(changed_lines(content.decode("utf-8", "replace"))))
        case "cells":
            rows = [line.split(",") for line in content.decode("utf-8", "replace").split("\n")]
            for _ in range(draw(st.integers(1, 6))):
                row = draw(st.sampled_from(rows))
                row[draw(st.integers(0, len(row) - 1))] = draw(words)
            content = encoded("\n".join(",".join(row) for row in rows))
        case "random":
            table = st.lists(st.lists(words, min_size=1, max_size=5), min_size=1, max_size=8)
            content = encoded("\n".join(",".join(row) for row in draw(table)))
    return Case("intake", (NEW,), {"foreign": content})


@cache
def workbooks() -> tuple[bytes, ...]:
    """Return a table as a workbook of Excel and of OpenDocument."""
    book = openpyxl.Workbook()
    for row in (("state", "year", "cases"), ("Ohio", 2021, 5), ("Ohio", 2022, "<6"), ("Utah", 2021, 7.5)):
        book.worksheets[0].append(row)
    book.worksheets[0].merge_cells("A2:A3")
    out = io.BytesIO()
    book.save(out)
    cells = "".join(
        f"<table:table-row>{''.join(f'<table:table-cell><text:p>{cell}</text:p></table:table-cell>' for cell in row)}"
        '<table:table-cell table:number-columns-repeated="9"/></table:table-row>'
        for row in (("state", "year", "cases"), ("Ohio", "2021", "5"), ("Utah", "2022", "6"))
    )
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "text", "table")
    )
    sheet = f'<table:table table:name="a">{cells}</table:table>'
    body = f"<office:body><office:spreadsheet>{sheet}</office:spreadsheet></office:body>"
    text = f"<office:document-content {spaces}>{body}</office:document-content>"
    kind = b"application/vnd.oasis.opendocument.spreadsheet"
    return out.getvalue(), _zipped({"mimetype": kind, "content.xml": text.encode()})


@st.composite
def changed_archive(draw: DrawFn, whole: bytes) -> bytes:
    """Draw an archive with a part that is damaged, changed, gone or huge, or one damaged as a whole."""
    with zipfile.ZipFile(io.BytesIO(whole)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    name = draw(st.sampled_from(sorted(parts)))
    match draw(st.sampled_from(("part", "part", "element", "element", "element", "file", "removed", "bomb"))):
        case "part":
            parts[name] = draw(damaged(parts[name]))
        case "element":
            parts[name] = encoded(draw(changed_markup(parts[name].decode("utf-8", "replace"))))
        case "file":
            return draw(damaged(whole))
        case "removed":
            del parts[name]
        case "bomb":
            parts[name] = b" " * draw(st.sampled_from((10**6, 10**8, 12 * 10**8)))
    return _zipped(parts)


class Drawers:
    """How a case of each family is drawn, over the files of a world."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self.files = dict(files)
        self.families: dict[str, SearchStrategy[Case]] = {
            "args": self.args(),
            "data-bytes": self.bytes_of("data-bytes", "data/", DATA_COMMANDS),
            "data-csv": self.data_csv(),
            "data-json": self.data_json(),
            "docx": self.word_template(),
            "md": self.md(),
            "md-bytes": self.bytes_of("md-bytes", ".md", TEMPLATE_COMMANDS),
            "toml": self.toml(),
            "toml-bytes": self.bytes_of("toml-bytes", ".toml", ()),
            "manifest": self.manifest(),
            "foreign": self.foreign(),
            "intake": intake(),
            "trace": self.trace(),
            "project": self.project(),
        }

    def of(self, part: str) -> list[str]:
        """Return the files with this in their names, those of the project only when they are asked for."""
        return sorted(
            name for name in self.files if part in name and name.startswith("project/") == part.startswith("project/")
        )

    def bytes_of(self, family: str, part: str, commands: tuple[tuple[str, ...], ...]) -> SearchStrategy[Case]:
        @st.composite
        def drawn(draw: DrawFn) -> Case:
            name = draw(st.sampled_from(self.of(part)))
            content = draw(damaged(self.files[name]))
            return Case(family, (draw(st.sampled_from(commands or toml_commands(name))),), {name: content})

        return drawn()

    def data_csv(self) -> SearchStrategy[Case]:
        @st.composite
        def drawn(draw: DrawFn) -> Case:
            name = draw(st.sampled_from([name for name in self.of(".csv") if name.startswith("data/")]))
            rows = [line.split(",") for line in self.files[name].decode().splitlines()]
            for _ in range(draw(st.sampled_from((1, 1, 1, 2, 3)))):
                at = draw(st.integers(0, len(rows) - 1))
                cell = draw(st.integers(0, max(len(rows[at]) - 1, 0)))
                match draw(st.sampled_from(("cell", "raw", "row", "column", "twice", "more", "swap"))):
                    case "cell" if rows[at]:
                        rows[at][cell] = _quoted(draw(st.one_of(words, st.integers().map(str), st.floats().map(str))))
                    case "raw" if rows[at]:
                        rows[at][cell] = draw(words)
                    case "row" if len(rows) > 1:
                        del rows[at]
                    case "column":
                        rows = [row[:cell] + row[cell + 1 :] for row in rows]
                    case "twice":
                        rows.insert(at, list(rows[at]))
                    case "more":
                        rows[at] += ["x"] * draw(st.sampled_from((1, 1000)))
                    case "swap":
                        rows = [row[cell:] + row[:cell] for row in rows]
            content = encoded("\n".join(",".join(row) for row in rows) + "\n")
            return Case("data-csv", (draw(st.sampled_from(DATA_COMMANDS)),), {name: content})

        return drawn()

    def data_json(self) -> SearchStrategy[Case]:
        name = "data/datapackage.json"

        @st.composite
        def drawn(draw: DrawFn) -> Case:
            whole = json.loads(self.files[name])
            for _ in range(draw(st.sampled_from((1, 1, 2)))):
                _change_within(draw, whole)
            text = json.dumps(whole)
            match draw(st.sampled_from(("", "", "", "deep", "digits", "twice"))):
                case "deep":
                    text = text.replace('"tiny"', "[" * DEEP + "]" * DEEP, 1)
                case "digits":
                    text = text.replace('"tiny"', "9" * 5000, 1)
                case "twice":
                    text = text.replace("{", '{"name": "x", "resources": [], ', 1)
            command = draw(st.sampled_from(DATA_COMMANDS))
            pipes = ("data/figures.csv",) if draw(st.integers(0, 60)) == 60 else ()
            return Case("data-json", (command,), {name: encoded(text)}, pipes=pipes)

        return drawn()

    def word_template(self) -> SearchStrategy[Case]:
        command = build("note", "--format", "docx", "--docx-template", "house.docx")
        return changed_archive(self.files["house.docx"]).map(
            lambda content: Case("docx", (command,), {"house.docx": content})
        )

    def md(self) -> SearchStrategy[Case]:
        @st.composite
        def drawn(draw: DrawFn) -> Case:
            name = draw(st.sampled_from(self.of(".md")))
            text = self.files[name].decode()
            if draw(st.booleans()):
                text = draw(changed_lines(text))
            else:
                text = draw(changed_settings(text)) if draw(st.booleans()) else text + "\n" + draw(snippets) + "\n"
            return Case("md", (draw(st.sampled_from(TEMPLATE_COMMANDS)),), {name: encoded(text)})

        return drawn()

    def toml(self) -> SearchStrategy[Case]:
        @st.composite
        def drawn(draw: DrawFn) -> Case:
            name = draw(st.sampled_from(self.of(".toml")))
            lines = self.files[name].decode().split("\n")
            for _ in range(draw(st.sampled_from((1, 1, 1, 2, 3)))):
                at = draw(st.integers(0, len(lines) - 1))
                key, is_pair, value = lines[at].partition(" = ")
                match draw(st.sampled_from(("value", "value", "inner", "remove", "twice", "key", "line", "deep"))):
                    case "value" if is_pair:
                        lines[at] = f"{key} = {draw(toml_values)}"
                    case "inner" if "{" in value:
                        pairs = value.strip("{} ").split(", ")
                        which = draw(st.integers(0, len(pairs) - 1))
                        pairs[which] = f"{pairs[which].partition(' = ')[0]} = {draw(toml_values)}"
                        lines[at] = f"{key} = {{ {', '.join(pairs)} }}"
                    case "remove" if len(lines) > 1:
                        del lines[at]
                    case "twice":
                        lines.insert(at, lines[at])
                    case "key" if is_pair:
                        lines[at] = f"{json.dumps(draw(words))} = {value}"
                    case "line":
                        lines.insert(at, draw(words))
                    case "deep":
                        lines.insert(at, "x = " + "[" * DEEP + "]" * DEEP)
            return Case("toml", (draw(st.sampled_from(toml_commands(name))),), {name: encoded("\n".join(lines))})

        return drawn()

    def manifest(self) -> SearchStrategy[Case]:
        rebuild = ("verify", "build", "--rebuild", *FOLDERS, *JOBS)
        again = ("build", "sheet", "--all-places", *FOLDERS, "--format", "txt", "--zip", "--index", *DATE, *JOBS)
        commands = (("verify", "build"), rebuild, again)
        name = "build/manifest.json"
        journal = "build/.manifest.journal"

        @st.composite
        def drawn(draw: DrawFn) -> Case:
            how = draw(
                st.sampled_from(("values", "values", "values", "bytes", "journal", "journal", "deep", "special"))
            )
            whole = self.files[name]
            files: Files = {}
            pipes: tuple[str, ...] = ()
            links: dict[str, str] = {}
            match how:
                case "values":
                    manifest = json.loads(whole)
                    for _ in range(draw(st.integers(1, 2))):
                        _change_within(draw, manifest)
                    files[name] = encoded(json.dumps(manifest))
                case "bytes":
                    files[name] = draw(damaged(whole))
                case "journal":
                    manifest = json.loads(whole)
                    notes = [dict(record) for record in manifest["files"].values()]
                    notes += [{**pairs, "environment of": key} for key, pairs in manifest["environments"].items()]
                    _change_within(draw, notes)
                    text = "\n".join(json.dumps(note) for note in notes) + "\n"
                    files[journal] = encoded(draw(changed_lines(text)) if draw(st.booleans()) else text)
                case "deep":
                    where = draw(st.sampled_from((name, journal)))
                    files[where] = b"[" * draw(st.sampled_from((1000, 100_000)))
                case "special":
                    where = draw(st.sampled_from((name, journal)))
                    if draw(st.booleans()):
                        links[where] = draw(st.sampled_from(("../precious.txt", "/dev/null", ".", "nowhere")))
                    else:
                        pipes = (where,)
            return Case("manifest", (draw(st.sampled_from(commands)),), files, pipes=pipes, links=links)

        return drawn()

    def trace(self) -> SearchStrategy[Case]:
        """Draw a trace or its document that is no longer what was made, or a question that nobody means."""
        asked = ("--page", "--table", "--row", "--column", "--figure", "--cell")

        @st.composite
        def drawn(draw: DrawFn) -> Case:
            files: Files = {}
            name = draw(st.sampled_from(self.of("build/note")))
            match draw(st.sampled_from(("values", "values", "bytes", "question"))):
                case "values":
                    name = "build/note-2020-2022.trace.json"
                    trace = json.loads(self.files[name])
                    for _ in range(draw(st.integers(1, 3))):
                        _change_within(draw, trace)
                    files[name] = encoded(json.dumps(trace))
                case "bytes":
                    files[name] = draw(damaged(self.files[name]))
            command = list(draw(st.sampled_from((TRACE, TRACE, NUMBERS))))
            if command[0] == "trace":
                command[1] = draw(st.sampled_from((*self.of("build/note"), "build", "data/figures.csv")))
                command[2:3] = draw(st.sampled_from((["300"], [], ["--json"], [draw(arguments)])))
                for _ in range(draw(st.integers(0, 2))):
                    command += [draw(st.sampled_from(asked)), draw(arguments)]
            return Case("trace", (tuple(command),), files)

        return drawn()

    def project(self) -> SearchStrategy[Case]:
        """Draw a project with a file that somebody changed, and commands that read it."""

        @st.composite
        def drawn(draw: DrawFn) -> Case:
            name = draw(st.sampled_from([*self.of("project/"), "foreign.csv", "project/intake.toml"]))
            content = self.files[name]
            match draw(st.sampled_from(("bytes", "lines", "word", "rule"))):
                case "bytes":
                    content = draw(damaged(content))
                case "lines":
                    content = encoded(draw(changed_lines(content.decode("utf-8", "replace"))))
                case "word":
                    parts = content.decode("utf-8", "replace").split('"')
                    parts[draw(st.integers(0, len(parts) - 1))] = draw(words)
                    content = encoded('"'.join(parts))
                case "rule":
                    name = "project/data/datapackage.json"
                    descriptor = json.loads(self.files[name])
                    settings = descriptor.setdefault("reportgen", {}).setdefault("rules", {})
                    settings["suppress"] = draw(
                        st.sampled_from(("1-9", "0-9", "1-100", "9-1", "-1-5", "no", "")) | values
                    )
                    content = encoded(json.dumps(descriptor))
            commands = draw(st.lists(st.sampled_from(PROJECT_COMMANDS), min_size=1, max_size=2))
            return Case("project", tuple(commands), {name: content}, at="project")

        return drawn()

    def foreign(self) -> SearchStrategy[Case]:
        """Draw files of others where the program writes: nothing of theirs may be touched."""
        places = (
            "o/.mine.part",
            "o/sub/.x.part",
            "o/keep.txt",
            "o/note-2020-2022.txt",
            "o/index.html",
            "o/manifest.json",
        )

        @st.composite
        def drawn(draw: DrawFn) -> Case:
            names = draw(st.lists(st.sampled_from(places), min_size=1, max_size=3, unique=True))
            files = {name: encoded(draw(words)) for name in names}
            links = {"o/linked": ".."} if draw(st.booleans()) else {}
            if draw(st.booleans()):
                links[
                    "o/" + draw(st.sampled_from(("thumbnails", ".manifest.journal", "manifest.json", "index.csv")))
                ] = draw(st.sampled_from(("../precious.txt", "../data", "../data/places.csv")))
            files = {name: content for name, content in files.items() if name not in links}
            commands = draw(st.lists(st.sampled_from((NOTE_TXT, SHEETS, ("verify", "o"))), min_size=1, max_size=2))
            return Case("foreign", tuple(commands), files, links=links)

        return drawn()

    def args(self) -> SearchStrategy[Case]:
        @st.composite
        def drawn(draw: DrawFn) -> Case:
            command = list(
                draw(st.sampled_from((*DATA_COMMANDS, ("verify", "build"), ("verify", "build", "--rebuild", *FOLDERS))))
            )
            for _ in range(draw(st.sampled_from((1, 1, 1, 2, 3)))):
                match draw(st.sampled_from(("add", "add", "replace", "remove"))):
                    case "add":
                        command += draw(options)
                    case "replace":
                        command[draw(st.integers(0, len(command) - 1))] = draw(arguments)
                    case "remove" if len(command) > 1:
                        del command[draw(st.integers(0, len(command) - 1))]
            return Case("args", (tuple(command),))

        return drawn()


# As a shell hands them over: without NUL, and not at a device, an address, or as somebody who forces.
arguments = words.filter(lambda word: not any(part in word for part in ("/dev", "://", "/proc"))).map(
    lambda word: word.encode("utf-8", "replace").decode()
)
options = st.one_of(
    st.sampled_from(
        ("--years", "--place", "--topics", "--format", "--out", "--data", "--templates", "--theme", "--profile",
        "--date",
         "--docx-template", "--charts", "--docx-charts", "--jobs", "--indicator")
    ).flatmap(lambda name: arguments.map(lambda word: [name, word])),
    st.sampled_from(
        (["--all-places"], ["--chart-data"], ["--with-data"], ["--zip"], ["--index"], ["--log-json"], ["--dry-run"],
        ["--timings"],
         ["--years", "2021"], ["--years", "1-99999999"], ["--format", "pdf"], ["--place", "AA"], ["--theme", "own"],
         ["--profile", "board"], ["--out", "data"], ["--out", "data/figures.csv"], ["--out", "."], ["--out",
         "precious.txt"],
         ["--docx-template", "house.docx"], ["--charts", "precious.txt"], ["--data", "/"], ["--templates", "/proc"])
    ),
)  # fmt: skip

toml_values = st.one_of(
    st.sampled_from(
        ("nan", "inf", "-inf", "1e308", "-1", "0", "9" * 40, "9" * 5000, "5", "true", "[]", "{}", "[1]", '""',
        '"x"', "'../x'",
         "'/etc/passwd'", "2020-01-01", "12:00:00", "0x10", "0.0000001", '"own"', '"default"', "[[[]]]",
         f'"{LONG}"', '"z-a"',
         '"(a+)+$"', '"\\u0000"', '"\\u001b[2J"', '"#zzzzzz"', '"#12345"')
    ),
    words.map(json.dumps),
    st.integers().map(str),
    st.floats(allow_nan=False, allow_infinity=False).map(str),
)  # fmt: skip

LONG_SNIPPETS = (
    "a\x0cb", "a\x1b[2Jb", "#" * 50, "é" * 3000, "word " * 20_000, "x" * 20_000, "*" * 2000, "[" * 3000,
    "> " * 500 + "x",
    "- " * 60 + "x", ":::{box}\nitems: " + "[" * 5000 + "\n:::",
)  # fmt: skip
SNIPPETS = (
    *(Path(__file__).parent / "snippets.txt").read_text(encoding="utf-8")[:-1].split("\n~~~~\n"),
    *LONG_SNIPPETS,
)
SIGNS = "ab1 \n#*-_`[](){}%|:.<>&\\!=+~^\"'é\t"
snippets = st.one_of(st.sampled_from(SNIPPETS), st.text(alphabet=SIGNS, min_size=1, max_size=60), words)

SETTINGS = (
    "title", "kicker", "description", "lead", "coverage", "byline", "short_title", "keywords", "language", "scope",
    "theme",
    "note_kinds", "notes", "exhibit_prefix", "nothing",
)  # fmt: skip


@st.composite
def changed_settings(draw: DrawFn, text: str) -> str:
    """Draw a template with a setting of another kind, or one it did not have, or one twice."""
    if not text.startswith("---"):
        return draw(changed_lines(text))
    name = draw(st.sampled_from(SETTINGS))
    value = draw(
        st.one_of(
            values.map(lambda one: json.dumps(one, default=str)),
            words,
            st.sampled_from(
                ("[" * DEEP, "&a [*a]", "2020-01-01", "!!python/object:os.system x", "*a", "|", "{a: b", "'", "yes")
            ),
        )
    )
    lines = text.split("\n")
    if draw(st.booleans()):
        lines = [line for line in lines if not line.startswith(f"{name}:")]
    return "\n".join((lines[0], f"{name}: {value}", *lines[1:]))


@st.composite
def changed_markup(draw: DrawFn, text: str) -> str:
    """Draw XML with an element or an attribute that is gone, doubled or something else."""
    for _ in range(draw(st.sampled_from((1, 1, 1, 2, 3)))):
        starts = [at for at, letter in enumerate(text) if letter == "<"][1:] or [0]
        at = draw(st.sampled_from(starts))
        end = text.find(">", at) + 1
        tag = text[at:end]
        match draw(st.sampled_from(("remove", "twice", "name", "value", "attribute", "entity"))):
            case "remove":
                text = text[:at] + text[end:]
            case "twice":
                text = text[:end] + tag + text[end:]
            case "name":
                text = text[:at] + tag.replace("w:", "w:x", 1) + text[end:]
            case "value" if '="' in tag:
                quoted = tag.split('"')
                which = draw(st.integers(0, len(quoted) // 2 - 1)) * 2 + 1
                quoted[which] = draw(
                    st.sampled_from(("", "-1", "x", "9" * 30, "1.5", "nan", "http://localhost:9/x", "../x"))
                )
                text = text[:at] + '"'.join(quoted) + text[end:]
            case "attribute":
                text = text[:at] + tag.replace(" ", ' w:val="9999999999" ', 1) + text[end:]
            case "entity":
                text = text[:end] + "&x;" + text[end:]
    return text


def toml_commands(name: str) -> tuple[tuple[str, ...], ...]:
    """Return commands that read a theme or a profile."""
    stem = name.rpartition("/")[2].removesuffix(".toml")
    option = ("--profile", stem) if "profiles" in name else ("--theme", stem)
    return (build("note", "--format", "pdf", *option), build("note", "--format", "docx", "--format", "pdf", *option))


def _change_within(draw: DrawFn, whole: Any) -> None:
    """Change something somewhere in a value of JSON."""
    node = whole
    for _ in range(draw(st.integers(0, 7))):
        inner = [child for child in _children(node).values() if isinstance(child, dict | list) and child]
        if not inner:
            break
        node = inner[draw(st.integers(0, len(inner) - 1))]
    keys = list(_children(node))
    if not keys:
        return
    key = keys[draw(st.integers(0, len(keys) - 1))]
    match draw(st.sampled_from(("set", "set", "set", "remove", "rename", "twice"))):
        case "set":
            node[key] = deepcopy(draw(values))  # the drawn one is the same each time, and may be changed later
        case "remove":
            del node[key]
        case "rename" if isinstance(node, dict):
            node[draw(words)] = node.pop(key)
        case "twice" if isinstance(node, list):
            node.append(deepcopy(node[key]))


def _children(node: Any) -> dict[Any, Any]:
    return dict(node) if isinstance(node, dict) else dict(enumerate(node)) if isinstance(node, list) else {}


def _quoted(text: str) -> str:
    doubled = text.replace('"', '""')
    return f'"{doubled}"'


def _zipped(parts: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def strategies(read: Callable[[], Mapping[str, bytes]]) -> dict[str, SearchStrategy[Case]]:
    """Return the strategy of each family."""
    return Drawers(read()).families
