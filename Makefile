# Eslabón: everything that one does here. `make help` tells what there is.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
CATALOGUES := $(wildcard app/translations/*/LC_MESSAGES/*.po)
BUILT := $(CATALOGUES:.po=.mo)
DEMO := build/demo

.DEFAULT_GOAL := help
.PHONY: help setup run test check bench verify format clean

help: ## say what each target does
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

setup: $(INSTALLED) $(BUILT) ## make .venv, install the locked requirements, build the catalogues

$(INSTALLED): requirements-dev.txt pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps --editable .
	touch $@

%.mo: %.po | $(INSTALLED)
	$(BIN)/pybabel --quiet compile -i $< -o $@

test: setup ## run every test
	$(BIN)/python -m pytest -n 2
