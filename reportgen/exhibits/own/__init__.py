"""A user's own charts: a function gets the values and the theme, and returns a matplotlib figure."""
