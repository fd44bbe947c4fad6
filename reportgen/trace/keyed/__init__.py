"""The audit copy of a document: a key behind each number, and a list at the end that says where each comes from.

`audit_copy` turns a numbered Document into another one. A number of running text has a key of its own, equal ones of
one origin the same; the numbers of a row share the key of the row, those of a chart that of its caption, those of a
tile that of its label. Builders know only the keys, which lead to the list, and back from there.
"""

from reportgen.trace.keyed.copy import audit_copy

__all__ = ["audit_copy"]
