"""The same fact sheet, made by other tools, each in the way its own manual recommends."""
