# Eslabón: everything that one does here. `make help` tells what there is.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
INSTALLED := $(VENV)/.installed
BENCH := $(VENV)/.installed-bench
CATALOGUES := $(wildcard app/translations/*/LC_MESSAGES/*.po)
BUILT := $(CATALOGUES:.po=.mo)
FRONTEND := $(shell find frontend -name node_modules -prune -o -type f -not -path 'frontend/tests/*' -print)
KERNELS := $(wildcard graphs/propagation/*.py graphs/propagation/compiled/*.py graphs/propagation/sampled/*.py)
COMPILED := $(VENV)/.compiled
ASSETS := app/static/manifest.json
DEMO := build/demo
SERVED := ESLABON_DATA="$${ESLABON_DATA:-$(CURDIR)/var}"

.DEFAULT_GOAL := help
.PHONY: help setup run demo test check format bench verify lock clean

help: ## say what each target does
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

setup: $(INSTALLED) $(BUILT) $(ASSETS) $(COMPILED) ## make .venv, install the locked requirements, build catalogues and front end

$(INSTALLED): requirements-dev.txt pyproject.toml
	@echo "Installing into $(VENV), once; it takes about a minute ..."
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(PIP) --require-hashes -r requirements-dev.txt
	$(PIP) --no-build-isolation --no-deps --editable .
	touch $@

$(COMPILED): $(KERNELS) | $(INSTALLED)
	@echo "Compiling the engine for this machine; it takes about a minute ..."
	@$(BIN)/python -m graphs.propagation.warming
	@touch $@

$(ASSETS): $(FRONTEND) | $(INSTALLED)
	@echo "Building the front end; the first time it takes about half a minute ..."
	@$(BIN)/python frontend/build.py

%.mo: %.po | $(INSTALLED)
	@$(BIN)/pybabel --quiet compile -i $< -o $@

run: setup ## serve at http://127.0.0.1:8000 (HOST, PORT); the first time with the example map and a link to sign in
	@$(SERVED) $(BIN)/eslabon db upgrade
	@$(SERVED) exec $(BIN)/eslabon serve

demo: setup ## draw and explain the example map as files
	@mkdir -p $(DEMO)
	@$(BIN)/eslabon demo -o $(DEMO)/pedidos-y-nomina.json
	@$(BIN)/eslabon draw $(DEMO)/pedidos-y-nomina.json -o $(DEMO)/mapa.svg
	@$(BIN)/eslabon draw $(DEMO)/pedidos-y-nomina.json -o $(DEMO)/mapa.pdf --lanes
	@$(BIN)/eslabon draw $(DEMO)/pedidos-y-nomina.json -o $(DEMO)/cliente-minorista.png --view upstream:minorista
	@$(BIN)/eslabon propagate $(DEMO)/pedidos-y-nomina.json --chains 3
	@echo
	@for file in pedidos-y-nomina.json mapa.svg mapa.pdf cliente-minorista.png; do echo "$(CURDIR)/$(DEMO)/$$file"; done

test: setup ## run every test
	$(BIN)/python -m pytest -n 2

check: setup ## format, lint, types, contracts, front end, docs
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python frontend/build.py check
	$(BIN)/python -m pytest -q tests/docs tests/test_catalogues.py

format: setup ## put the code into its form
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: setup $(BENCH) ## print the speed tables, against named peers in the same run
	$(BIN)/python -m benchmarks.exact
	$(BIN)/python -m benchmarks.diagrams
	$(BIN)/python -m benchmarks.sampling
	$(BIN)/python -m benchmarks.growth
	$(BIN)/python -m benchmarks.drawing
	$(BIN)/python -m benchmarks.charts
	$(BIN)/python -m benchmarks.web
	$(BIN)/python -m benchmarks.live
	$(BIN)/python -m benchmarks.editor
	$(BIN)/python -m benchmarks.editing
	$(BIN)/python -m benchmarks.what_if
	$(BIN)/python -m benchmarks.lens
	$(BIN)/python -m benchmarks.poster
	$(BIN)/python -m benchmarks.report

$(BENCH): requirements-bench.txt | $(INSTALLED)
	$(PIP) --require-hashes -r requirements-bench.txt
	touch $@

verify: setup ## the long programmes: thousands of maps, a million mutated files of each format, large maps
	$(BIN)/python -m pytest -n 2 -m long --timeout 7200

lock: ## resolve the requirements anew (needs uv)
	uv pip compile $(LOCKED) pyproject.toml -o requirements.txt
	uv pip compile $(LOCKED) --group dev pyproject.toml -o requirements-dev.txt
	uv pip compile $(LOCKED) --group bench -c requirements-dev.txt -o requirements-bench.txt

LOCKED := --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header

clean: ## remove what was built and installed; what is kept in var/ stays
	rm -rf $(VENV) build *.egg-info app/static frontend/node_modules
	find . -name '*.mo' -delete
