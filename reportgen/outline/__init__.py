"""The outline of a report for any package: its text in the template language, to be built as it is, or edited.

`survey` says what a package holds that an exhibit can show; `outlines` writes a briefing, a fact sheet and an appendix
for it, short and with comments, in which every exhibit says something.
"""

from reportgen.outline.survey import Survey, survey
from reportgen.outline.texts import REPORTS, outlines

__all__ = ["REPORTS", "Survey", "outlines", "survey"]
