"""A page in the browser: what `cli` and `api` do, for people without a shell and for those who write.

`run` opens it. The server itself reads no data and renders no template: it shows pages, keeps uploads and the list of
what is to be made, and hands all work to child processes with limits. It needs the extra `reportgen[page]`.
"""

from reportgen.serve.settings import Settings

__all__ = ["Settings"]
