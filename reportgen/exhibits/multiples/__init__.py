"""Small multiples: panels of columns on one scale."""
