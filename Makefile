# Two commands: `make run` shows the main job, `make test` runs everything CI runs.
# Each sets itself up; all that must be there is Python 3.11 or newer and make.

PYTHON ?= python3
VENV := .venv
ifeq ($(OS),Windows_NT)
BIN := $(VENV)/Scripts
else
BIN := $(VENV)/bin
endif
READY := $(VENV)/.ready

.PHONY: run test quick programs lint types imports tests samples docs bench clean

run: $(READY)
	rm -rf out samples/office/register.sqlite3*
	$(BIN)/caseforms --office samples/office --as-of 2026-03-31 intake samples/inbox --out out

test: programs lint types imports tests

quick: lint types imports
	$(BIN)/python -m pytest -q -n auto -m "not slow"

# LibreOffice, poppler and pdftk, for the tests of Word and PDF: installed where apt can, otherwise those tests are skipped.
programs:
	@sh .ci/programs

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(READY)
	$(BIN)/mypy

imports: $(READY)
	$(BIN)/lint-imports

tests: $(READY)
	$(BIN)/python -m pytest -n auto --cov --cov-report=term --cov-fail-under=90

samples: $(READY)
	$(BIN)/python samples/make_samples.py

docs: $(READY)
	$(BIN)/python docs/make_messages.py
	$(BIN)/python docs/console.py README.md docs/tutorial.md docs/add-a-form.md docs/learn-a-form.md docs/add-a-rule.md

bench: $(READY)
	$(BIN)/python -m bench

$(READY): pyproject.toml
	$(PYTHON) -c "import sys; sys.exit('caseforms needs Python 3.11 or newer') if sys.version_info < (3, 11) else None"
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet --editable . --group dev
	@touch $@

clean:
	rm -rf $(VENV) out dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache .coverage*
