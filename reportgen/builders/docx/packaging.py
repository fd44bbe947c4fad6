"""Write a zip whose bytes depend on nothing but what is in it.

The archive is put together here: neither `zipfile` nor python-docx remembers what a batch compresses again and again,
or leaves alone what is compressed already. A Word file is half a hundred small files, so that counts.
"""

from __future__ import annotations

import zlib
from struct import Struct, pack
from typing import TYPE_CHECKING, NamedTuple

from docx.opc.constants import CONTENT_TYPE
from docx.opc.packuri import CONTENT_TYPES_URI, PACKAGE_URI
from docx.opc.spec import default_content_types

from reportgen.builders.docx.markup import element
from reportgen.memory import remembered

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from docx.opc.package import OpcPackage
    from docx.opc.packuri import PackURI
    from docx.opc.rel import Relationships

EARLIEST_TIME, EARLIEST_DATE = 0, 1 << 5 | 1
"""The earliest that a zip can hold: midnight; years from 1980, month and day in 7, 4 and 5 bits."""
PLAIN_FILE = 0o600 << 16
VERSION, UNIX = 20, 3
UTF_8 = 0x800
"""Flag of a file whose name is not plain ASCII."""
STORED, DEFLATED = 0, 8
LOOKED_AHEAD = 262
"""Bytes of its window that zlib does not look back to."""
LEAST_WINDOW = 9
"""Of zlib, as a power of two."""
COMPRESSED = (".png", ".jpg", ".jpeg", ".gif")
"""Endings of what does not become smaller."""
HEAD = "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n"
OPC = "http://schemas.openxmlformats.org/package/2006"
_BEFORE_FILE, _IN_CATALOGUE = Struct("<4s5H3L2H").pack, Struct("<4sBB5H3L5H2L").pack


def packaged(package: OpcPackage, written: Mapping[str, bytes]) -> bytes:
    """Return a package as python-docx saves it: the kinds of its parts, its relations, then each part with its own.

    `written` has what parts say that were not changed in their tree but written anew, by their names.
    """
    return archived(_files(package, written))


def _files(package: OpcPackage, written: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    parts = package.parts
    yield CONTENT_TYPES_URI.membername, _kinds(tuple((part.partname, part.content_type) for part in parts))
    yield PACKAGE_URI.rels_uri.membername, _relations(PACKAGE_URI.baseURI, _ends(package.rels))
    for part in parts:
        name = part.partname
        yield name.membername, written.get(name) or part.blob
        if len(part.rels):
            yield name.rels_uri.membername, _relations(name.baseURI, _ends(part.rels))


@remembered(64)  # what leads where, and what there is, is mostly the same in all files of a batch
def _kinds(parts: tuple[tuple[PackURI, str], ...]) -> bytes:
    """Return which kind each part is: by its ending, or by its name."""
    endings = {"rels": CONTENT_TYPE.OPC_RELATIONSHIPS, "xml": CONTENT_TYPE.XML}
    names: dict[str, str] = {}
    for name, kind in parts:
        ending = name.ext.lower()
        if (ending, kind) in default_content_types:
            endings[ending] = kind
        else:
            names[name] = kind
    lines = [element("Default", Extension=ending, ContentType=kind) for ending, kind in sorted(endings.items())]
    lines += [element("Override", PartName=name, ContentType=kind) for name, kind in sorted(names.items())]
    return f'{HEAD}<Types xmlns="{OPC}/content-types">{"".join(lines)}</Types>'.encode()


End = tuple[str, str, "PackURI | None", str]
"""Of a relation: its identifier and kind, the name of the part that it leads to, or else an address outside."""


def _ends(relations: Relationships) -> tuple[End, ...]:
    return tuple(
        (each.rId, each.reltype, None, each.target_ref)
        if each.is_external
        else (each.rId, each.reltype, each.target_part.partname, "")
        for each in relations.values()
    )


@remembered(256)
def _relations(folder: str, ends: tuple[End, ...]) -> bytes:
    """Return the relations of a part in this folder."""
    lines = (
        element("Relationship", Id=identifier, Type=kind, Target=address, TargetMode="External")
        if part is None
        else element("Relationship", Id=identifier, Type=kind, Target=part.relative_ref(folder))
        for identifier, kind, part, address in ends
    )
    return f'{HEAD}<Relationships xmlns="{OPC}/relationships">{"".join(lines)}</Relationships>'.encode()


def stored(parts: Mapping[str, str]) -> bytes:
    """Return texts by their names as an archive that is not compressed: it is opened at once, or goes into another."""
    return _archive((name, _as_it_is(text.encode())) for name, text in parts.items())


def archived(files: Iterable[tuple[str, bytes]]) -> bytes:
    """Return files with their names as an archive, compressed but for pictures that are so already."""
    return _archive(
        (name, _as_it_is(content) if name.endswith(COMPRESSED) else _deflated(content)) for name, content in files
    )


class _Body(NamedTuple):
    """What an archive has of a file."""

    method: int
    checksum: int
    size: int
    """Of what the file says."""
    written: bytes


def _as_it_is(content: bytes) -> _Body:
    return _Body(STORED, zlib.crc32(content), len(content), content)


@remembered(256)  # of the parts of a Word file most are the same in all files of a batch, and a sixth of its time
def _deflated(content: bytes) -> _Body:
    # a window that holds all of it gives the same bytes as the largest, which takes 20 microseconds only to be made
    window = (len(content) + LOOKED_AHEAD - 1).bit_length()
    body = zlib.compress(content, wbits=-min(max(window, LEAST_WINDOW), zlib.MAX_WBITS))
    return _Body(DEFLATED, zlib.crc32(content), len(content), body)


def _archive(files: Iterable[tuple[str, _Body]]) -> bytes:
    """Return an archive of files by their names."""
    written: list[bytes] = []
    listed: list[bytes] = []
    at = 0
    for name, (method, checksum, size, body) in files:
        spelled = name.encode()
        flags = 0 if name.isascii() else UTF_8
        what = (flags, method, EARLIEST_TIME, EARLIEST_DATE, checksum, len(body), size, len(spelled))
        written += (_BEFORE_FILE(b"PK\3\4", VERSION, *what, 0), spelled, body)
        listed += (_IN_CATALOGUE(b"PK\1\2", VERSION, UNIX, VERSION, *what, 0, 0, 0, 0, PLAIN_FILE, at), spelled)
        at += 30 + len(spelled) + len(body)
    catalogue = b"".join(listed)
    count = len(listed) // 2
    return b"".join((*written, catalogue, pack("<4s4H2LH", b"PK\5\6", 0, 0, count, count, len(catalogue), at, 0)))
