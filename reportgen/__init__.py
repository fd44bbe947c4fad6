"""Compile a Data Package and a template into a formatted report, as PDF and as Word."""

__version__ = "0.1.0"
