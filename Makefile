# make demo: the main job on a small web of our own, without network.  make test: everything CI checks.
.DEFAULT_GOAL := help
.PHONY: help setup demo test format lock bench clean

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export UV_PYTHON_DOWNLOADS = never
export PIP_DISABLE_PIP_VERSION_CHECK = 1
# a mirror told to pip is told to uv too
ifdef PIP_INDEX_URL
export UV_DEFAULT_INDEX ?= $(PIP_INDEX_URL)
endif

help:
	@echo "make demo   scrape, archive, load, publish and query a small web served on this machine"
	@echo "make test   formatting, types, imports and tests: everything CI checks"
	@echo "make setup  only the virtual environment in $(VENV), from requirements.lock"
	@echo "make format / lock / bench / clean"

setup: $(VENV)/.done

$(VENV)/.done: requirements.lock pyproject.toml
	@PYTHON="$(PYTHON)" VENV="$(VENV)" sh .ci/setup
	@touch $@

demo: setup
	@$(BIN)/visnyk demo

test: setup
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/pytest

format: setup
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

lock: setup
	@$(BIN)/uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 \
		--generate-hashes --no-header --no-annotate --quiet --output-file requirements.lock

bench: setup
	@$(BIN)/python -m tests.benchmarks.crawl

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache
