"""A language that shows what bypasses the catalogue: every message in marks, numbers and dates as CLDR has them."""

from contextlib import contextmanager

from reportgen.language import catalogue
from reportgen.language.messages import messages

MARKED = "eo"
"""Esperanto, of which CLDR knows numbers and dates; nobody will ship a catalogue of it here."""
HEAD = (
    'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n"Plural-Forms: nplurals=2; plural=(n != 1);\\n"'
)


@contextmanager
def marked_catalogue(folder):
    """Have a catalogue within the block in which every message stands between ⟦ and ⟧."""
    entries = [HEAD, *(_entry(message) for message in messages() if not message.text.startswith("A pattern"))]
    (folder / f"{MARKED}.po").write_text("\n\n".join(entries), encoding="utf-8")
    before = catalogue.FOLDER
    catalogue.FOLDER = folder
    try:
        yield MARKED
    finally:
        catalogue.FOLDER = before
        catalogue.read_catalogue.cache_clear()
        catalogue.catalogue_of.cache_clear()


def _entry(message):
    lines = [f"msgctxt {_quoted(message.context)}"] if message.context else []
    lines.append(f"msgid {_quoted(message.text)}")
    if not message.many:
        return "\n".join([*lines, f"msgstr {_quoted(f'⟦{message.text}⟧')}"])
    forms = [f"msgstr[{at}] {_quoted(f'⟦{text}⟧')}" for at, text in enumerate((message.text, message.many))]
    return "\n".join([*lines, f"msgid_plural {_quoted(message.many)}", *forms])


def _quoted(text):
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
