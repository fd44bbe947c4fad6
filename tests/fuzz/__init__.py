"""A fuzzer that stays: bad input of every kind, each case in a process of its own, with bounds of time and memory.

`make fuzz` runs it for an hour; `python -m tests.fuzz --help` says what else it can do. A fault it finds is made as
small as it gets; what is worth keeping goes into `corpus/`, where `tests/test_fuzz.py` tries it again.
"""
