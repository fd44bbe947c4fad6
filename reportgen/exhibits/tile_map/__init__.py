"""Tile maps: a tile for each place, shaded by class."""
