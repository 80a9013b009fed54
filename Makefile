# One command for each thing a person does here. `make` alone lists them. Every target sets up what it needs itself.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

VENV   := .venv
PY     := $(VENV)/bin/python
PORT   ?= 8501
SIZE   ?= s
SEED   ?= 1
TESTS  ?= tests
WORKERS ?= $(shell nproc)

.PHONY: help run test lint bench demo lock clean

help:                ## this list
	@sed -nE 's/^([a-z]+):[^#]*## (.*)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 16

run: $(VENV)/app.stamp ## the app on http://localhost:8501 (PORT=… for another), with a demo portfolio when there are no data
	@$(PY) manage.py prepare
	@echo "Nexus: http://localhost:$(PORT) (Ctrl-C stops it)"
	@exec $(PY) -m streamlit run app.py --server.port $(PORT) --server.headless true

test: $(VENV)/dev.stamp ## the whole suite, with a PostgreSQL and a browser of its own (TESTS=… for a part)
	$(PY) -m tests.servers
	$(PY) -m pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder $(TESTS)

lint: $(VENV)/dev.stamp ## format, style, types, layers
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy
	$(VENV)/bin/lint-imports --no-cache

bench: $(VENV)/dev.stamp ## the benchmark table
	$(PY) -m tests.servers
	$(PY) -m benchmarks

demo: $(VENV)/app.stamp ## a demo portfolio of SIZE=s|m|l in the configured database, if that is empty or a demo's
	$(PY) manage.py migrate
	$(PY) manage.py demo --size $(SIZE) --seed $(SEED)
	$(PY) manage.py refresh

lock: $(VENV)/dev.stamp ## pin every package again, from requirements*.in
	$(VENV)/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
		--custom-compile-command "make lock" --output-file requirements.txt requirements.in
	$(VENV)/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
		--custom-compile-command "make lock" --constraint requirements.txt --output-file requirements-dev.txt requirements-dev.in

clean:               ## remove the environment and what tools left; keeps var/ with your database
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis tests/browser/pictures
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# --- the environment: made once, brought up to date when a lock file changed --------------------------------------
$(PY):
	@bash tools/make_environment.sh $(VENV)

$(VENV)/app.stamp: requirements.txt | $(PY)
	@echo "Installing what requirements.txt locks; this is done once, and again when that file changes"
	@$(PY) -m pip install --disable-pip-version-check --quiet --require-hashes --requirement requirements.txt
	@touch $@

$(VENV)/dev.stamp: requirements-dev.txt | $(PY)
	@echo "Installing what requirements-dev.txt locks; this is done once, and again when that file changes"
	@$(PY) -m pip install --disable-pip-version-check --quiet --require-hashes --requirement requirements-dev.txt
	@touch $@ $(VENV)/app.stamp
