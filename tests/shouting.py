"""A format for tests: the report in capitals, with the main colour of the theme and the kind of charts at the top."""

from reportgen.builders import ALONE, BUILDERS

TITLE = "colour"


def build(document, theme, surroundings=ALONE):
    charts = "native" if surroundings.native_charts else "pictures"
    head = f"{theme.colours.main} {charts}\n".encode()
    return head + BUILDERS["txt"].build(document, theme).upper()


def read(content):
    if not content.startswith(b"#"):
        raise ValueError("not shouted")
    return "", content.decode()
