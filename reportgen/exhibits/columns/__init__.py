"""Stacked columns: years, each stacked from its parts."""
