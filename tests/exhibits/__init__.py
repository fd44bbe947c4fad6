"""Charts by kind: what each decides, draws, tells and writes for Word."""
