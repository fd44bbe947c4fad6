"""Ranked bars: members in order, with an earlier value as a tick."""
