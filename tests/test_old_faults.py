"""Everything that once broke the program: each input is tried again, or a test that holds it is named.

The words are those of the list in which the faults were found; `make fuzz` looks for others of the same kinds.
"""

import ast
import csv
import io
import json
import zipfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from tests.fuzz.cases import Case
from tests.fuzz.families import CHECK, LIST, NOTE_DOCX, NOTE_PDF, NOTE_TXT, SHEETS, build
from tests.fuzz.judge import DATE, FOLDERS, JOBS, Court

REFUSED, TAKEN, EITHER = "clear error", "accepted", ""
"""An error with place and hint; what was asked for; one of both, as long as it is no fault."""
PACKAGE = "data/datapackage.json"
BOARD = build("note", "--format", "pdf", "--profile", "board")
OWN = build("note", "--format", "pdf", "--theme", "own")
HOUSE = build("note", "--format", "docx", "--docx-template", "house.docx")
AGAIN = ("build", "sheet", "--all-places", *FOLDERS, "--format", "txt", "--zip", "--index", *DATE, *JOBS)
REBUILD = ("verify", "build", "--rebuild", *FOLDERS, *JOBS)
LONG = "a" * 300
FORMULA = ("=", "+", "-", "@", "\t")
"""What a cell begins with that a spreadsheet runs."""
DEEP = "[" * 1500 + "]" * 1500
DIGITS = "9" * 5000


@dataclass(frozen=True)
class Old:
    """What was found, and what is done about it now."""

    found: str
    outcome: str
    commands: tuple[tuple[str, ...], ...]
    file: str = ""
    content: object = b""
    """Bytes; or a function that makes them, or a text, from those that are there."""
    says: str = ""
    pipes: tuple[str, ...] = ()
    links: tuple[tuple[str, str], ...] = ()

    def case(self, files):
        """Return it as a case for the world that has these files."""
        content = self.content(files[self.file]) if callable(self.content) else self.content
        changed = {self.file: content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content}
        return Case("old", self.commands, changed if self.file else {}, pipes=self.pipes, links=dict(self.links))


def descriptor(found, change, outcome=REFUSED, command=CHECK, says=""):
    """Return an entry in which the descriptor is changed: values within it, or its text."""

    def changed(content):
        whole = json.loads(content)
        text = change(whole)
        return text if isinstance(text, str) else json.dumps(whole)

    return Old(found, outcome, (command, NOTE_TXT), PACKAGE, changed, says)


def within(*path, value=None, removed=False):
    """Return what sets a value at a place of the descriptor."""

    def change(whole):
        for key in path[:-1]:
            whole = whole[key]
        if removed:
            del whole[path[-1]]
        else:
            whole[path[-1]] = value

    return change


def instead(value):
    """Return what puts a text in the place of the name of the package."""
    return lambda whole: json.dumps(whole).replace('"tiny"', value, 1)


def cell(found, before, after, outcome=REFUSED, table="data/figures.csv", command=CHECK):
    """Return an entry in which a cell of a table is another one."""
    return Old(found, outcome, (command, NOTE_TXT), table, lambda content: content.decode().replace(before, after, 1))


def body(found, text, outcome=REFUSED, commands=(NOTE_TXT,), says=""):
    """Return an entry with another text of a template below its settings."""
    note = "templates/note.md"
    return Old(found, outcome, commands, note, lambda old: old.decode().split("\n---\n")[0] + f"\n---\n{text}\n", says)


def front(found, line, outcome=REFUSED, commands=(LIST, NOTE_TXT)):
    """Return an entry with another setting of a template, in the place of the one of this name."""
    key = line.split(":")[0]

    def changed(content):
        lines = content.decode().split("\n")
        return "\n".join([lines[0], line, *(one for one in lines[1:] if not one.startswith(f"{key}:"))])

    return Old(found, outcome, commands, "templates/note.md", changed)


def theme(found, text, outcome=REFUSED):
    return Old(found, outcome, (OWN,), "templates/themes/own.toml", text)


def profile(found, text, outcome=REFUSED):
    return Old(found, outcome, (BOARD,), "templates/profiles/board.toml", text)


def value(found, pattern, after, outcome=REFUSED):
    """Return an entry with another value in a profile."""
    key = f"{pattern} = "

    def changed(content):
        lines = content.decode().split("\n")
        assert any(line.startswith(key) for line in lines), pattern
        return "\n".join(f"{key}{after}" if line.startswith(key) else line for line in lines)

    return Old(found, outcome, (BOARD,), "templates/profiles/board.toml", changed)


def house(found, outcome=REFUSED, **parts):
    """Return an entry with a Word template of which some parts are changed."""

    def changed(content):
        out = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
            for name in old.namelist():
                change = parts.get(name.rpartition("/")[2].partition(".")[0])
                new.writestr(name, change(old.read(name)) if change else old.read(name))
        return out.getvalue()

    return Old(found, outcome, (HOUSE,), "house.docx", changed)


def manifest(found, change, outcome=EITHER):
    """Return an entry in which the record of a build is changed."""

    def changed(content):
        whole = json.loads(content)
        text = change(whole)
        return text if isinstance(text, str) else json.dumps(whole)

    return Old(found, outcome, (("verify", "build"), AGAIN, REBUILD), "build/manifest.json", changed)


def each_file(**values):
    """Return what sets values in the record of every file."""
    return lambda whole: [record.update(values) for record in whole["files"].values()] and None


def journal(found, text):
    return Old(found, REFUSED, (("verify", "build"), AGAIN), "build/.manifest.journal", text)


def named(found, name, outcome=EITHER):
    """Return an entry in which a place has another name; all formats are made, and the list."""
    quoted = '"' + name.replace('"', '""') + '"'
    commands = (
        SHEETS,
        build("sheet", "--place", "AA", "--format", "pdf"),
        build("sheet", "--place", "AA", "--format", "docx"),
    )
    return Old(found, outcome, commands, "data/places.csv", lambda old: old.decode().replace("Alpha", quoted), "")


def command(found, *words, outcome=REFUSED):
    return Old(found, outcome, (words,))


def linked(found, path, target, commands, outcome=REFUSED):
    return Old(found, outcome, commands, links=((path, target),))


FIELD = ("resources", 1, "schema", "fields", 1)
NOTED = ("build", "note", *FOLDERS, "--out", "o", "--format", "txt", *DATE, *JOBS)
TRIED = (
    # -- 1. bad input: the exceptions that reached the user
    descriptor("int of 5000 digits", instead(DIGITS)),
    descriptor("deep 5000", instead("[" * 5000 + "]" * 5000)),
    *(descriptor(f"resources/1/schema/fields/{at} := '1'", within(*FIELD[:-1], at, value="1")) for at in range(3)),
    descriptor("del resources/1/schema/fields/1/name", within(*FIELD, "name", removed=True)),
    descriptor("resources/1/schema/fields/1/name := 5", within(*FIELD, "name", value=5)),
    descriptor("resources/1/schema/fields/1/name := ['x']", within(*FIELD, "name", value=["x"])),
    descriptor("resources/1/schema/fields/1/name := 1.5", within(*FIELD, "name", value="1.5")),
    theme("default.toml: deep 1500", f"x = {DEEP}"),
    Old(
        "docx flip bits",
        REFUSED,
        (HOUSE,),
        "house.docx",
        lambda old: old[:900] + bytes(b ^ 4 for b in old[900:990]) + old[990:],
    ),
    descriptor("sources.url constraints {'pattern': '('}", within(*FIELD, "constraints", value={"pattern": "("})),
    descriptor("places.order constraints {'maximum': {}}", within(*FIELD, "constraints", value={"maximum": {}})),
    Old(
        "board.toml utf16",
        REFUSED,
        (BOARD,),
        "templates/profiles/board.toml",
        lambda old: old.decode().encode("utf-16"),
    ),
    Old("profile in Latin-1", REFUSED, (BOARD,), "templates/profiles/board.toml", lambda old: b"# \xe9\n" + old),
    descriptor("places path 'a\\x00b'", within("resources", 1, "path", value="a\0b")),
    profile("board.toml: deep 1500", f"x = {DEEP}"),
    theme("extends = 5", "extends = 5"),
    linked("identities.csv devzero", "data/identities.csv", "/dev/zero", (CHECK, NOTE_TXT)),
    linked("figures.csv devzero", "data/figures.csv", "/dev/zero", (CHECK, NOTE_TXT)),
    front("front 'keywords: 5'", "keywords: 5"),
    theme(f"extends = {LONG}", f'extends = "{LONG}"'),
    command("args --templates ''", "build", "1.0", "--data", "data", "--templates", "", "--out", "o"),
    descriptor("reportgen := '{{ 7*7 }}'", within("reportgen", value="{{ 7*7 }}")),
    descriptor("resources/7/name := '[[]]'", within("resources", 7, "name", value=[[]])),
    descriptor("primaryKey := 'nan'", within("resources", 1, "schema", "primaryKey", value="nan")),
    descriptor("primaryKey/0 := '[[]]'", within("resources", 1, "schema", "primaryKey", value=[[[]]])),
    descriptor("primaryKey/0 := '1'", within("resources", 1, "schema", "primaryKey", value=[1])),
    descriptor("schema/fields := '1.5'", within("resources", 1, "schema", "fields", value=1.5)),
    descriptor("missingValues := '-1'", within("resources", 1, "schema", "missingValues", value=-1)),
    theme("top = 9999999999999999999999999999999999999999", f"[page]\ntop = {'9' * 40}"),
    theme("top of 5000 digits", f"[page]\ntop = {DIGITS}"),
    descriptor(
        "datapackage.json dup", lambda whole: json.dumps(whole).replace("{", '{"name": "x", "resources": [], ', 1)
    ),
    # -- `unexpected`
    *(
        theme(f"sizes of {word}", f"[styles]\nbody = {{ size = {word}, leading = {word} }}")
        for word in ("inf", "nan", "-inf")
    ),
    *(theme(f"page of {word}", f"[page]\ntop = {word}") for word in ("inf", "nan", "1e308")),
    *(
        body(f"list: {found}", text, EITHER, (NOTE_PDF, NOTE_DOCX))
        for found, text in (
            ("only an empty item", "- "),
            ("number without text", "1."),
            ("1. 20 deep", "1. " * 20 + "x"),
            ("1. 21 deep", "1. " * 21 + "x"),
            ("- 50 deep", "- " * 50 + "x"),
            ("empty in a list", "- a\n-\n- b"),
        )
    ),
    house("docx: a text part of another kind", document=lambda text: text.replace(b"w:body", b"w:bodies")),
    house("docx: styles of another kind", styles=lambda text: text.replace(b"w:styles", b"w:others")),
    house("docx: properties of another kind", EITHER, core=lambda text: text.replace(b"coreProperties", b"others")),
    house("docx: parts cut short", document=lambda text: text[: len(text) // 2]),
    house("docx: an empty part", styles=lambda _: b""),
    # -- the minimal inputs
    descriptor("schema field is text", within(*FIELD, value="x")),
    descriptor("schema field without a name", within(*FIELD, value={"type": "string"})),
    descriptor("schema.fields is a number", within("resources", 1, "schema", "fields", value=5)),
    descriptor("foreignKeys: 5", within("resources", 1, "schema", "foreignKeys", value=5)),
    descriptor("foreignKeys: [{}]", within("resources", 1, "schema", "foreignKeys", value=[{}])),
    descriptor("primaryKey: 5", within("resources", 1, "schema", "primaryKey", value=5)),
    descriptor("missingValues: 5", within("resources", 1, "schema", "missingValues", value=5)),
    *(descriptor(f"reportgen: {one}", within("reportgen", value=one)) for one in ([], 5)),
    descriptor("organisation: 5", within("reportgen", "organisation", value=5)),
    descriptor("rules: [1]", within("reportgen", "rules", value=[1])),
    descriptor("nested 1000 brackets in datapackage.json", instead("[" * 1000 + "]" * 1000)),
    cell("value cell of 200 000 digits", ",300,", f",{'9' * 200_000},"),
    cell("text cell of 140 000 characters", "Alpha", "a" * 140_000, table="data/places.csv"),
    cell("negative count is accepted by check", ",300,", ",-300,"),
    cell("count with a fraction (300.5 cases) is accepted by check", ",300,", ",300.5,"),
    cell("year 99999 is accepted", "2020,US", "99999,US"),
    cell("NUL in a CSV", "Alpha", "Al\0pha", table="data/places.csv"),
    Old("FIFO as a resource", REFUSED, (CHECK, NOTE_TXT), pipes=("data/figures.csv",)),
    linked(
        "an unreadable file in the data folder (EIO: /proc/self/mem)",
        "data/figures.csv",
        "/proc/self/mem",
        (CHECK, NOTE_TXT),
    ),
    front("title empty", "title:", commands=(NOTE_TXT, NOTE_PDF)),
    front("keywords: abc is taken as letters", "keywords: abc"),
    front("keywords: [[1]]", "keywords: [[1]]"),
    front("title: [1, 2] is accepted", "title: [1, 2]"),
    front("setting twice is accepted", "byline: A\nbyline: B"),
    front("language: '\"<x>'", "language: '\"<x>'", commands=(NOTE_DOCX, NOTE_PDF)),
    theme("theme nested 1000 brackets", f"x = {'[' * 1000}{']' * 1000}"),
    theme("theme integer of 5000 digits", f"x = {DIGITS}"),
    command("--theme of 300 characters", *NOTE_PDF, "--theme", LONG),
    command("--profile of 300 characters", *NOTE_PDF, "--profile", LONG),
    front("theme in the settings of 300 characters", f"theme: {LONG}", commands=(NOTE_PDF,)),
    profile("profile nested 1000", f"x = {'[' * 1000}{']' * 1000}"),
    *(value(f"profile least_text_size {word}", "least_text_size", word) for word in ("1e308", "inf", "nan")),
    profile("profile width nan", "[page]\nwidth = nan\n"),
    profile("profile name_characters `z-a`", '[file]\nname_characters = "z-a"\n'),
    profile("name_characters closes its bracket", '[file]\nname_characters = "a]|["\n', EITHER),
    command("args build note --out a\\0b", "build", "note", *FOLDERS, "--out", "a\0b"),
    *(
        command(f"args build note --data {path}", "build", "note", "--data", path, "--templates", "templates")
        for path in ("/", "/proc")
    ),
    command(
        "args build note --templates /proc", "build", "note", "--data", "data", "--templates", "/proc", "--out", "o"
    ),
    command("args build note --docx-template /dev/zero --format docx", *NOTE_DOCX, "--docx-template", "/dev/zero"),
    command("args list --data data\\0", "list", "--data", "data\0"),
    Old("byte order mark in datapackage.json", TAKEN, (CHECK, NOTE_TXT), PACKAGE, lambda old: b"\xef\xbb\xbf" + old),
    Old(
        "byte order mark in a profile",
        TAKEN,
        (BOARD,),
        "templates/profiles/board.toml",
        lambda old: b"\xef\xbb\xbf" + old,
    ),
    # -- 2. attacks: templates
    *(
        body(found, text)
        for found, text in (
            ("long text 10**10", "{{ 'x' * 10**10 }}"),
            ("list 10**9", "{{ ([1] * 10**9)|length }}"),
            (
                "range 99999 nested twice",
                "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
            ),
            ("long text 10**9", "{{ ('x' * 10**9)|length }}"),
            (
                "doubling by loop",
                "{% set n = namespace(x='a') %}{% for i in range(40) %}{% set n.x = n.x ~ n.x %}{% endfor %}",
            ),
            ("percent padding", "{{ '%01000000000d' % 1 }}"),
            ("format padding", "{{ '{:>1000000000}'.format(1) }}"),
            ("center 10**9", "{{ 'x'|center(10**9) }}"),
            ("indent 10**9", "{{ 'x\\ny'|indent(10**9) }}"),
            ("ljust 10**9", "{{ 'x'.ljust(10**9)|length }}"),
            ("power in a constant", "{{ 10**(10**9) }}"),
            (
                "shift-like product",
                "{% set n = namespace(x=2**60) %}{% for i in range(40) %}{% set n.x = n.x * n.x %}{% endfor %}",
            ),
            ("lipsum large", "{{ lipsum(n=200000) }}"),
            ("batch large", "{{ [1]|batch(10**9, 'x')|list|length }}"),
            ("slice large", "{{ [1]|slice(10**8)|list|length }}"),
            ("lipsum is random", "{{ lipsum() }}"),
            ("random filter", "{{ [1, 2, 3]|random }}"),
            ("random filter on text", "{{ 'abc'|random }}"),
            ("concat of an object", "{{ figure ~ '' }}"),
            ("percent format", "{{ '%s' % figure }}"),
            ("join of objects", "{{ [figure]|join }}"),
            ("pprint", "{{ figure|pprint }}"),
            ("string filter", "{{ figure|string }}"),
        )
    ),
    body("replace bomb", "{{ ('a' * 30000)|replace('a', 'b' * 30000)|length }}"),
    linked("include through a symlink in the folder", "templates/macros/words.md", "/etc/passwd", (NOTE_TXT,)),
    # -- YAML
    front("anchor bomb as a title", "title: [" + "*a, " * 9 + "]"),
    body(
        "anchor bomb as an item",
        ":::{box}\ntitle: T\na0: &a0 [x, x, x, x, x, x, x, x, x]\n"
        + "".join(f"a{at + 1}: &a{at + 1} [{', '.join([f'*a{at}'] * 9)}]\n" for at in range(8))
        + "items: *a8\n:::",
    ),
    front("nested 5000 brackets", f"keywords: {'[' * 5000}{']' * 5000}"),
    front("nested 100 000 brackets", f"keywords: {'[' * 100_000}"),
    body("nested 100 000 in options", f":::{{box}}\ntitle: {'[' * 100_000}\n:::"),
    # -- names
    named("300", "A" * 300),
    named("spaces", " " * 40),
    named("list", "- item", TAKEN),
    named("formula", '=HYPERLINK("http://127.0.0.1/","x")', TAKEN),
    named("plus", "+1+1", TAKEN),
    named("at", "@SUM(1)", TAKEN),
    named("minus", "-2+3", TAKEN),
    named("tab", "\t=1+1"),
    named("dde", "=cmd|' /C calc'!A0", TAKEN),
    named("number", "1986. Town", TAKEN),
    named("newline", "A\nB"),
    named("control", "A\x1b[2J", REFUSED),
    named("5000", "B" * 5000),
    # -- themes and profiles
    *(
        theme(found, f'[fonts.serif]\nregular = "{path}"\n')
        for found, path in (("font by absolute path", "/etc/passwd"), ("font by ../", "../../precious.txt"))
    ),
    Old("font cut short", REFUSED, (OWN,), "templates/themes/own.toml", '[fonts.serif]\nregular = "short.ttf"\n'),
    theme("extends an absolute path", 'extends = "/etc/hosts"'),
    theme("extends ../../ out of the folder", 'extends = "../../../../victim/t"'),
    command("--theme ../..", *NOTE_PDF, "--theme", "../../victim/t"),
    # -- Word templates
    house("zip bomb: styles.xml of 900 MB of spaces", styles=lambda text: text + b" " * 40_000_000),
    house(
        "remote attachedTemplate goes into the output",
        EITHER,
        settings=lambda text: text.replace(
            b"</w:settings>",
            b'<w:attachedTemplate r:id="rIdX" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"/></w:settings>',
        ),
    ),
    # -- links
    *(body(found, f"[a]({found})") for found in ("smb://evil/x", "ms-word:ofe|u|http://x", "C:%5Cx.exe")),
    # -- data
    *(
        descriptor(f"resource path {path} is read", within("resources", 1, "path", value=path), command=CHECK)
        for path in ("../foreign.csv", "/etc/passwd", "/dev/zero", "http://127.0.0.1:9/x.csv")
    ),
    descriptor("profile is a URL", within("profile", value="http://127.0.0.1:9/p"), EITHER),
    descriptor("resource profile is a URL", within("resources", 1, "profile", value="http://127.0.0.1:9/p"), EITHER),
    descriptor("dialect is a URL", within("resources", 1, "dialect", value="http://127.0.0.1:9/d")),
    descriptor("extrapaths", within("resources", 1, "extrapaths", value=["http://127.0.0.1:9/x.csv"])),
    descriptor("regex bomb in a constraint", within(*FIELD, "constraints", value={"pattern": "(a+)+$"}), EITHER),
    Old(
        "a code its own parent",
        REFUSED,
        (CHECK, NOTE_TXT),
        "data/codelists/stage.csv",
        lambda old: _parents(old, own=True),
    ),
    Old(
        "cycle of parents, check",
        REFUSED,
        (CHECK, NOTE_TXT),
        "data/codelists/stage.csv",
        lambda old: _parents(old, own=False),
    ),
    Old(
        "operands nested 5000 brackets",
        REFUSED,
        (CHECK,),
        "data/identities.csv",
        lambda old: old.decode() + f"x,{'(' * 5000}cases{')' * 5000}\n",
    ),
    cell(
        "terminal escape in a cell reaches the terminal (list)",
        "Alpha",
        "\x1b]0;pwned\x07\x1b[2J",
        table="data/places.csv",
        command=LIST,
    ),
    cell("terminal escape in an error message", ",300,", ",\x1b]0;pwned\x07\x1b[2J,"),
    cell("new lines forge a message", ",300,", ',"x\nerror: all is lost",'),
    cell("sources.csv with year 20200", "2020", "20200", table="data/sources.csv"),
    cell("`value` 2020.0", "2020,US", "2020.0,US"),
    # -- exports
    *(
        command(f"--out '{out}'", "observations", "--data", "data", "--out", out)
        for out in (".", "", "/dev/null", "data/figures.csv")
    ),
    # -- the record of what was made
    manifest("nested 100 000", lambda _: "[" * 100_000),
    Old("a FIFO", REFUSED, (("verify", "build"), AGAIN, REBUILD), pipes=("build/manifest.json",)),
    *(
        linked(f"manifest: {target}", "build/manifest.json", target, (("verify", "build"), AGAIN, REBUILD))
        for target in ("/dev/zero", "../precious.txt")
    ),
    manifest("report outside", each_file(report="../../victim/x", date="")),
    manifest("date is no date", each_file(date="yesterday")),
    manifest("title is markup", each_file(title="<script>", date="")),
    *(
        manifest(
            f"name is {name}",
            lambda whole, name=name: whole["files"].update({name: next(iter(whole["files"].values()))}),
        )
        for name in ("https://evil.example/x.pdf", "javascript:alert(1)", "../precious.txt", "/etc/passwd")
    ),
    manifest("years span huge", each_file(years="1-99999999")),
    manifest("place is none", each_file(place="ZZ")),
    manifest("kind is none", each_file(kind="exe")),
    journal("journal: nested 100 000", "[" * 100_000),
    journal("journal: numbers and lists", '{"environment of": "q", "b": [1]}\n[]\n5\n'),
    linked(
        "journal is a symlink to a file outside: it is written to",
        "build/.manifest.journal",
        "../precious.txt",
        (AGAIN,),
    ),
)


def _parents(content, *, own):
    """Return a list of codes in which each is the parent of the next, or of itself."""
    rows = list(csv.DictReader(io.StringIO(content.decode())))
    codes = [row["code"] for row in rows]
    for row, parent in zip(rows, codes if own else codes[1:] + codes[:1], strict=True):
        row["parent"] = parent
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


HELD = {
    "a cell over 131,072 characters": ("test_bounded", "a_table_with_a_monstrous_cell_is_refused_with_its_line"),
    "extends a chain of 2000": ("test_hostile_themes", "a_long_chain_of_themes_is_refused"),
    "zip bomb: media of 1.5 GB": ("test_sandbox", "a_word_template_is_looked_at_before_it_is_read"),
    "duplicate entries": ("test_sandbox", "a_word_template_is_looked_at_before_it_is_read"),
    "remote attachedTemplate": ("docx/test_houses", "nothing_is_loaded_from_elsewhere_when_the_report_is_opened"),
    "request to loopback": ("test_shape", "what_would_be_fetched_is_refused"),
    "data do not print as themselves": ("test_sandbox", "a_name_prints_as_itself_where_a_line_or_a_value_begins"),
    "three documents in three runs": ("test_sandbox", "what_is_not_the_same_twice_is_not_there"),
    "a third of the errors has no hint": ("test_errors", "every_error_that_is_made_has_a_hint"),
    "Ctrl-C while modules are imported": ("test_last", "ctrl_c_while_modules_are_imported_is_one_line"),
    # kills and refusals
    "a killed rebuild accuses the user and goes stale": (
        "test_faults",
        "a_build_that_is_killed_is_never_taken_for_an_edit",
    ),
    "between the rename and the note": ("test_nothing_lost", "a_rebuild_that_was_killed_is_no_edit_of_the_users"),
    "unlink fails with ESTALE": ("test_refusals", "each_refusal_is_told_and_mended_by_the_next_run"),
    "nofile 8 and 16": ("test_strange_values", "with_few_open_files_all_is_made_or_it_is_told_what_to_do"),
    "changed by hand and the manifest damaged": (
        "test_run",
        "a_manifest_that_cannot_be_read_is_an_error_and_nothing_is_overwritten",
    ),
    "changed by hand and the manifest removed": (
        "test_nothing_lost",
        "a_file_changed_by_hand_is_kept_though_the_manifest_is_gone",
    ),
    "bit flipped in the manifest": ("test_run", "any_bit_of_the_manifest_that_flips_is_noticed"),
    "two runs at once": ("test_faults", "of_two_runs_in_one_folder_each_ends_well_or_is_told_of_the_other"),
    "a finished file removed while building": (
        "test_nothing_lost",
        "a_file_that_vanishes_while_building_is_an_error_and_in_no_list",
    ),
    "a finished file changed while building": (
        "test_nothing_lost",
        "a_file_that_is_changed_while_building_is_not_packed",
    ),
    "the folder removed while building": (
        "test_nothing_lost",
        "a_folder_that_is_removed_while_building_is_made_whole_by_the_next_run",
    ),
    "SIGHUP": ("test_last", "any_signal_to_end_is_one_line_and_an_exit_code"),
    # stale
    "a resource ../outside.csv": ("test_shape", "a_link_that_leads_out_of_the_folder_is_not_followed"),
    "a hidden resource": ("test_depends", "a_figure_behind_a_link_changes"),
    "a linked folder data/codelists": ("test_depends", "a_table_of_a_linked_folder_changes"),
    "a linked folder templates/macros": ("test_depends", "a_link_that_leads_elsewhere_now_is_seen"),
    "a linked folder templates/themes": ("test_depends", "what_is_read_from_outside_is_seen_or_refused"),
    "any byte of any input": ("test_depends", "any_byte_of_any_input_that_changes_is_seen"),
    # what is foreign
    "hidden *.part files of others": ("test_nothing_lost", "a_file_of_somebody_else_is_only_replaced_by_force"),
    "*.part behind a linked folder": ("test_nothing_lost", "nothing_is_written_into_a_folder_that_a_link_leads_to"),
    "a file of the user with an output's name": (
        "test_nothing_lost",
        "a_file_of_somebody_else_is_only_replaced_by_force",
    ),
    "index.html of the user": ("test_nothing_lost", "a_file_of_somebody_else_is_only_replaced_by_force"),
    "manifest.json of another program": (
        "test_run",
        "a_manifest_that_cannot_be_read_is_an_error_and_nothing_is_overwritten",
    ),
    "index lists a file that was removed": ("test_nothing_lost", "a_file_that_was_removed_is_told_and_not_linked"),
    "a place taken out of the data": ("test_nothing_lost", "a_place_taken_out_of_the_data_is_told"),
    "a journal that is a link": ("test_nothing_lost", "what_is_no_file_is_neither_written_through_nor_replaced"),
    "observations replaces a device or its input": ("test_nothing_lost", "observations_are_only_written_to_files"),
    # the same bytes
    "SOURCE_DATE_EPOCH beside --date": ("test_determinism", "two_machines_make_the_same_bytes"),
    "Python 3.12 and 3.13": ("test_same_bytes", "a_python_that_adds_otherwise_is_found_out"),
    "lengths of another processor": ("test_same_bytes", "last_digits_that_come_out_otherwise_change_no_byte"),
}
"""What is no single input, or takes more than one: module and name of the test that holds it."""


@cache
def names_in(module):
    path = Path(__file__).parent / f"{module}.py"
    return {node.name for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.FunctionDef)}


@pytest.mark.parametrize(("module", "name"), HELD.values(), ids=HELD)
def test_each_is_held_by_a_test_that_is_there(module, name):
    assert f"test_{name}" in names_in(module)


def test_each_is_in_the_list_once():
    found = [old.found for old in TRIED]
    assert sorted(found) == sorted(set(found))


@pytest.fixture(scope="module")
def court():
    with Court(is_shared=True) as court:
        court.build_first()
        court.all_files = court.files()
        yield court


@pytest.mark.conformance
@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="looks at its children in /proc")
@pytest.mark.parametrize("old", TRIED, ids=lambda old: old.found[:60].encode("unicode_escape").decode())
def test_what_broke_the_program_once_is_right_or_a_clear_error(court, old):
    verdict = court.judge(old.case(court.all_files))
    assert verdict.outcome in ({old.outcome} if old.outcome else {REFUSED, TAKEN}), verdict.said
    index = court.folder / "case" / "world" / "o" / "index.csv"
    if index.exists():
        cells = [one for row in csv.reader(io.StringIO(index.read_text(encoding="utf-8"))) for one in row]
        assert not [one for one in cells if one.startswith(FORMULA)]
