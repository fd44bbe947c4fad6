"""Read a Data Package, with every error in it at once, and answer questions about its figures."""

from reportgen.breakdown import TOTAL, breakdown_members, breakdown_string
from reportgen.dataset.files import FolderFiles
from reportgen.dataset.package import Package
from reportgen.dataset.read import read_checked, read_package, taken_apart
from reportgen.dataset.records import (
    Code,
    Correction,
    ExceptionRecord,
    Identity,
    Indicator,
    NoteRecord,
    NotPublished,
    Observation,
    Organisation,
    Place,
    Rules,
    SeriesBreak,
    Source,
    Topic,
)
from reportgen.dataset.tables import DESCRIPTOR
from reportgen.dataset.validated import validate_package

__all__ = [
    "DESCRIPTOR",
    "TOTAL",
    "Code",
    "Correction",
    "ExceptionRecord",
    "FolderFiles",
    "Identity",
    "Indicator",
    "NotPublished",
    "NoteRecord",
    "Observation",
    "Organisation",
    "Package",
    "Place",
    "Rules",
    "SeriesBreak",
    "Source",
    "Topic",
    "breakdown_members",
    "breakdown_string",
    "read_checked",
    "read_package",
    "taken_apart",
    "validate_package",
]
