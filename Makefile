# Needs make and Python 3.11 or later; everything else goes into .venv, in the versions of constraints.txt.
#
#   make briefing      build/briefing-<years>.pdf and .docx from the data and templates of this repository
#   make page          a page in the browser that makes, checks and previews reports
#   make test          the tests
#   make lint          formatting, lint rules and types
#   make conformance   slower checks by outside judges, as far as they are installed
#   make fuzz          bad input of every kind, for an hour; shorter: SECONDS=60; other cases: SEED=any-text
#   make many          10,000 mutated tables, whose rows another reader counts again; fewer: FILES=500; of your own: BASES=folder
#   make faults        kills, refusals of the system and two runs at once, 300 rounds; fewer: FAULTS=20
#   make goldens       write the expected texts of the tests anew; read the difference before committing it
#   make pythons       build under every Python found, which have to give the same bytes
#   make benchmark     how long it takes beside other tools; writes docs/performance.md; quicker: ROUNDS=1
#   make pictures      take the pictures of docs/html.md anew, in Chromium
#   make clean         remove what was built; `make distclean` removes .venv, too

CANDIDATES := python3 python3.14 python3.13 python3.12 python3.11 python
NEW_ENOUGH := import sys; sys.exit(sys.version_info < (3, 11))
ifndef PYTHON
PYTHON := $(firstword $(foreach name,$(CANDIDATES),$(shell $(name) -c '$(NEW_ENOUGH)' 2>/dev/null && echo $(name))))
endif

ifeq ($(OS),Windows_NT)
BIN := .venv/Scripts
else
BIN := .venv/bin
endif

INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt
TESTS ?=
ROUNDS ?= 5
SECONDS ?= 3600
SEED ?= 1
FAULTS ?= 300
FILES ?= 10000
BASES ?=

# A test that starts the program, and the next run, read what was compiled before: the tests begin in half of the time.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: help briefing page test lint conformance pythons fuzz many faults goldens pictures benchmark clean distclean
.DELETE_ON_ERROR:

help:
	@sed -n 's/^#   //p' Makefile

briefing: .venv/.installed
	$(BIN)/reportgen build briefing

page: .venv/.page
	$(BIN)/reportgen serve

test: .venv/.tools
	$(BIN)/python -m pytest -n auto -m "not conformance" $(TESTS)

lint: .venv/.tools
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

conformance: .venv/.tools
	$(BIN)/python -m pytest -n auto --dist loadfile -m conformance -rs --durations=15 $(TESTS)

fuzz: .venv/.tools
	$(BIN)/python -m tests.fuzz --seconds $(SECONDS) --seed $(SEED) --keep build/fuzz

many: .venv/.tools
	$(BIN)/python -m tests.fuzz.many --files $(FILES) --seed $(SEED) --jobs 2 $(BASES:%=--bases %) --log build/many.jsonl --keep build/many

faults: .venv/.tools
	FAULTS=$(FAULTS) $(BIN)/python -m pytest -m conformance tests/test_faults.py tests/test_refusals.py tests/page/test_restarts.py

pythons: .venv/.tools
	$(BIN)/python -m tests.same_bytes --get

goldens: .venv/.tools
	$(BIN)/python -m tests.goldens

pictures: .venv/.tools
	$(BIN)/python docs/html_pictures.py

benchmark: .venv/.tools .venv-benchmark/.installed
	$(BIN)/python -m benchmarks --rounds $(ROUNDS)

.venv-benchmark/.installed: benchmarks/peers/requirements.txt
	$(PYTHON) -m venv .venv-benchmark
	@missing=; while read -r tool; do case $$tool in ""|\#*) continue ;; esac; \
	echo "installing $$tool into .venv-benchmark ..."; \
	.venv-benchmark/bin/python -m pip install --quiet --disable-pip-version-check "$$tool" </dev/null || missing="$$missing $$tool"; \
	done < $<; if test -z "$$missing"; then touch $@; else echo "warning: not installed:$$missing" >&2; fi

clean:
	rm -rf build dist .pytest_cache .ruff_cache .mypy_cache .hypothesis
	find . -name __pycache__ -not -path './.venv*' -prune -exec rm -rf {} +

distclean: clean
	rm -rf .venv .venv-benchmark .venv-pythons

.venv/.installed: pyproject.toml constraints.txt
	@test -n "$(PYTHON)" || { echo "error: no Python 3.11 or later found; name one: make PYTHON=/path/to/python3" >&2; exit 1; }
	@echo "installing into .venv ..."
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(INSTALL) --editable .
	@touch $@

.venv/.page: .venv/.installed
	$(INSTALL) --editable ".[page]"
	@touch $@

# pip reads the dependency groups of pyproject.toml from 25.1 on; Python brings an older one.
.venv/.tools: .venv/.installed
	$(INSTALL) --upgrade pip
	$(INSTALL) --group dev
	@touch $@
