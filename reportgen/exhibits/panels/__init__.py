"""Panels of columns over the years, each of one series on a scale of its own."""
