"""Rankings: all places as slim columns, one of them marked."""
