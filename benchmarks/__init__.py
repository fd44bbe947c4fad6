"""How long it takes: reportgen beside what it could be replaced by, and how its own cost grows."""
