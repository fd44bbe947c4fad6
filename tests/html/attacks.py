"""A document in which every text is one of those that would be taken for something else where it is not escaped."""

from dataclasses import fields, is_dataclass, replace
from itertools import cycle

from reportgen.document import Text

RUN = "window.hit=1"
MARKUP = (
    f"<script>{RUN}</script>", f"</script><script>{RUN}</script>", f"</style><script>{RUN}</script>",
    f"</title><script>{RUN}</script>", f"<img src=x onerror={RUN}>", f"<svg onload={RUN}>", f"<body onload={RUN}>",
    f"'><img src=x onerror={RUN}>", f'"><img src=x onerror={RUN}>', f"--><script>{RUN}</script>",
    f"]]><script>{RUN}</script>", f"<iframe srcdoc='<script>parent.{RUN}</script>'>", f"<details open ontoggle={RUN}>",
    f"<input autofocus onfocus={RUN}>", f"<a href='javascript:{RUN}'>x</a>", f"<math><a href='javascript:{RUN}'>x",
    f"<object data='data:text/html,<script>{RUN}</script>'>", "<base href='https://example.org/'>",
    "<meta http-equiv=refresh content='0;url=https://example.org/'>",
    "<link rel=stylesheet href='//example.org/x.css'>",
    "<style>*{display:none}</style>", "<form action='https://example.org'><button>x", "<template><p>", "<plaintext>",
    "<textarea>", "<noscript><p title='</noscript><img src=x>'>", "<!--", "<!DOCTYPE html>", "<?xml version='1.0'?>",
    "</main></body></html>", "</td></tr></table>", "</text></svg>", "<table><tr><td>",
)  # fmt: skip
ATTRIBUTES = (
    f'" onmouseover="{RUN}', f"' onfocus='{RUN}' autofocus='", f'" autofocus onfocus="{RUN}" x="', f"` onload={RUN} `",
    'x" style="display:none', "x' id=':text' y='",
)  # fmt: skip
TEXTS = (
    "&lt;b&gt;", "&amp;amp;", "&#60;b&#62;", "&copy", "\\u003cb\\u003e", "\\3c b", "{{7*7}}", "${7*7}", "%3Cb%3E",
    f"javascript:{RUN}", "=HYPERLINK(\"https://example.org\")", "\u2028b", "\u202eb\u202c", "constructor", "__proto__",
)  # fmt: skip
PLANTED = (*MARKUP, *ATTRIBUTES, *TEXTS)
SAID = {"title", "short_title", "author", "subject", "draft", "alt", "telling", "summary", "name", "label", "value",
        "unit", "kicker", "coverage", "byline"}  # fmt: skip
"""Fields that hold what is read, and not what something is."""


def planted(document):
    """The document with one text after the other for each that it has."""
    texts = cycle(PLANTED)
    return _planted(document, texts)


def _planted(value, texts):
    if isinstance(value, Text):
        return Text(next(texts))
    if isinstance(value, tuple) and not hasattr(value, "_fields"):
        return tuple(_planted(each, texts) for each in value)
    if is_dataclass(value):
        changes = {}
        for field in fields(value):
            inner = getattr(value, field.name)
            if isinstance(inner, str):
                if field.name in SAID and inner:
                    changes[field.name] = next(texts)
            elif inner is not None:
                changes[field.name] = _planted(inner, texts)
        return replace(value, **changes)
    return value
