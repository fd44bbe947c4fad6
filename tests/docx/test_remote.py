"""Nothing is fetched when a report is opened that was made with a template that would fetch something."""

import io
import re
import zipfile

import docx
import pytest
from docx.oxml import parse_xml

from reportgen.builders.docx import check_template
from reportgen.errors import UsageError
from tests.docx.templates import changed, rewritten, with_logo
from tests.worlds import make_world

ELSEWHERE = "http://elsewhere.example/logo.png"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
PLAIN = "<w:r><w:t>{}</w:t></w:r>"


def default():
    out = io.BytesIO()
    docx.Document().save(out)
    return out.getvalue()


def linked(*, is_embedded):
    """A template with a picture in its head that is fetched, and perhaps in the file, too."""

    def change(name, text):
        if re.fullmatch(r"word/header\d*\.xml", name):
            return text.replace('r:embed="', 'r:embed="rId1" r:link="' if is_embedded else 'r:link="').replace(
                'r:link="rId1"', 'r:link="rId9"'
            )
        if re.fullmatch(r"word/_rels/header\d*\.xml\.rels", name):
            kind = re.search(r'Type="([^"]*image)"', text)[1]
            more = f'<Relationship Id="rId9" Type="{kind}" Target="{ELSEWHERE}" TargetMode="External"/>'
            return text.replace("</Relationships>", f"{more}</Relationships>")
        return text

    return rewritten(changed(default(), with_logo), change)


def with_field(markup):
    def change(word):
        paragraph = word.sections[0].header.paragraphs[0]._p
        for each in parse_xml(f"<w:p {W}>{markup}</w:p>"):
            paragraph.append(each)

    return changed(default(), change)


def complex_field(instruction, result):
    begin, parts, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))
    return f"{begin}<w:r><w:instrText>{instruction}</w:instrText></w:r>{parts}{PLAIN.format(result)}{end}"


def made_with(template, tmp_path):
    """All parts of a report that is made with a template, and what is said."""
    world = make_world(tmp_path)
    path = tmp_path / "house.docx"
    path.write_bytes(template)
    assert world.build("note", "--format", "docx", "--docx-template", str(path)) == 0
    (report,) = world.out.glob("*.docx")
    archive = zipfile.ZipFile(report)
    return {name: archive.read(name) for name in archive.namelist()}


def said(template):
    return "\n".join(check_template(template, where="house.docx"))


def test_a_picture_that_is_fetched_is_left_out_and_told(tmp_path):
    template = linked(is_embedded=False)
    assert f"a picture or the like that is fetched from `{ELSEWHERE}`; it is left out" in said(template)
    parts = made_with(template, tmp_path)
    assert not any(b"elsewhere" in content for content in parts.values())
    heads = [content for name, content in parts.items() if name.startswith("word/header")]
    assert heads
    assert not any(b"rId9" in content or b"<w:drawing" in content for content in heads)


def test_a_picture_that_is_in_the_file_too_is_kept(tmp_path):
    parts = made_with(linked(is_embedded=True), tmp_path)
    assert not any(b"elsewhere" in content for content in parts.values())
    assert any(b"<w:drawing" in content for name, content in parts.items() if name.startswith("word/header"))


@pytest.mark.parametrize(
    "markup",
    [
        f'<w:fldSimple w:instr=" INCLUDEPICTURE &quot;{ELSEWHERE}&quot; \\d ">{PLAIN.format("last")}</w:fldSimple>',
        complex_field(f'IncludePicture "{ELSEWHERE}"', "last"),
        complex_field("LINK Excel.Sheet http://elsewhere.example/a.xlsx", "last"),
    ],
)
def test_a_field_that_reads_another_file_keeps_only_its_last_result(tmp_path, markup):
    template = with_field(markup + complex_field("PAGE", "7"))
    assert "a field that reads another file" in said(template)
    heads = [text for name, text in made_with(template, tmp_path).items() if name.startswith("word/header")]
    assert any(b"last" in head and b"PAGE" in head for head in heads)
    assert not any(b"elsewhere" in head for head in heads)


def test_fields_that_read_nothing_are_left_as_they_are():
    assert "reads another file" not in said(with_field(complex_field("PAGE", "7") + complex_field("TITLE", "x")))


def test_a_part_that_would_fetch_something_elsewhere_is_refused():
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
    relation = f'<Relationship Id="rId1" Type="{kind}" Target="{ELSEWHERE}" TargetMode="External"/>'
    rels = f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{relation}</Relationships>'
    template = rewritten(default(), lambda _, text: text, {"word/_rels/numbering.xml.rels": rels})
    with pytest.raises(UsageError, match=r"house\.docx: the Word template fetches something from `http://elsewhere"):
        check_template(template, where="house.docx")
