"""Dots: two values in each row, joined by a bar, such as the shares of a place and of the country by year."""
