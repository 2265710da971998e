# Caseloom. Every target does its own set-up; nothing else needs to be installed, exported or read.
# Set-up is remembered in stamp files and repeated only when what it depends on has changed.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

# Another environment, active or half removed, must not matter; nor must a home that does not exist yet.
unexport VIRTUAL_ENV PYTHONPATH PYTHONHOME CONDA_PREFIX PIP_USER PIP_TARGET NODE_ENV NODE_OPTIONS
HOME := $(or $(HOME),$(CURDIR)/.make/home)
export HOME
export PIP_DISABLE_PIP_VERSION_CHECK = 1

BIN := .venv/bin
STAMPS := .make
BUILT := src/caseloom/web/static/built

# A stamp without what it stands for does not count.
$(if $(wildcard .venv/bin/python),,$(shell rm -f $(STAMPS)/requirements $(STAMPS)/python))
$(if $(wildcard frontend/node_modules),,$(shell rm -f $(STAMPS)/node_modules))
$(if $(wildcard $(BUILT)),,$(shell rm -f $(STAMPS)/pages))

.PHONY: help run test test-all check fix bench docs sentences build lock clean

help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1\t/' | expand -t 18

run: $(STAMPS)/python $(STAMPS)/pages ## build the teaching study and open it in the browser
	$(BIN)/caseloom demo

test: $(STAMPS)/python $(STAMPS)/pages $(STAMPS)/chromium ## the tests, without the slow ones
	$(BIN)/python -m pytest -n 2 -m "not slow"
	cd frontend && npm test --silent

test-all: $(STAMPS)/python $(STAMPS)/pages $(STAMPS)/chromium ## the tests, with the slow ones
	HYPOTHESIS_PROFILE=thorough $(BIN)/python -m pytest -n 2
	cd frontend && npm test --silent

check: $(STAMPS)/python $(STAMPS)/node_modules ## style, types, the map of the house, hygiene
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy --strict src tests benchmarks sentences hatch_build.py $(wildcard docs/*.py)
	$(BIN)/lint-imports
	cd frontend && npm run check --silent
	$(BIN)/python -m pytest -q tests/house

fix: $(STAMPS)/python ## mend and format what ruff can
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

bench: $(STAMPS)/python $(STAMPS)/pages ## measure beside plain sqlite3, FTS5 and numpy
	$(BIN)/python -m benchmarks

docs: $(STAMPS)/python ## write docs/reference from the program
	$(BIN)/python docs/generate.py

sentences: $(STAMPS)/python ## bring the catalogues to what the code says, and list what lacks a translation
	$(BIN)/python -m sentences

build: $(STAMPS)/python $(STAMPS)/pages ## a wheel and a source distribution, in dist/
	$(BIN)/python -m build --no-isolation

lock: $(STAMPS)/python ## pin the newest allowed versions, with hashes and without hosts
	$(BIN)/pip-compile $(LOCKING) -o requirements/build.txt requirements/build.in
	$(BIN)/pip-compile $(LOCKING) -o requirements/runtime.txt pyproject.toml
	$(BIN)/pip-compile $(LOCKING) --extra dev -c requirements/runtime.txt -o requirements/dev.txt pyproject.toml
LOCKING = --quiet --upgrade --strip-extras --allow-unsafe --generate-hashes --no-header \
	--no-emit-index-url --no-emit-trusted-host --no-emit-find-links

clean: ## remove everything that make has made
	rm -rf .venv $(STAMPS) dist frontend/node_modules $(BUILT) $(BUILT).new \
		.hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache

# ------------------------------------------------------------------------------------------- set-up

# The first Python of at least 3.11 on the path; python3 first, since it is the one that people expect.
$(STAMPS)/interpreter:
	@mkdir -p $(STAMPS) "$(HOME)"
	@for python in python3 python3.13 python3.12 python3.11 python; do \
		if "$$python" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
			command -v "$$python" >$@; exit 0; \
		fi; \
	done; \
	echo "Caseloom needs Python 3.11 or newer with its venv module, and none was found: install it, then say make again." >&2; \
	exit 1

# First what builds packages, then the rest without build isolation: so that a package that ships only its
# source is built with pinned tools too.
$(STAMPS)/requirements: requirements/build.txt requirements/dev.txt | $(STAMPS)/interpreter
	@echo "Setting up Python in .venv (once, about a minute) …"
	@[ -x $(BIN)/python ] && $(BIN)/python -c 'import pip' 2>/dev/null || "$$(cat $(STAMPS)/interpreter)" -m venv --clear .venv
	@$(BIN)/python -m pip install -qq --require-hashes -r requirements/build.txt
	@$(BIN)/python -m pip install -qq --require-hashes --no-build-isolation -r requirements/dev.txt
	@touch $@

$(STAMPS)/python: $(STAMPS)/requirements pyproject.toml hatch_build.py
	@$(BIN)/python -m pip install -qq --no-deps --no-build-isolation --editable .
	@touch $@

$(STAMPS)/node_modules: frontend/package.json frontend/package-lock.json frontend/.npmrc
	@mkdir -p $(STAMPS) "$(HOME)"
	@if ! command -v npm >/dev/null || ! node -e 'process.exit(+(parseInt(process.versions.node) < 20))' 2>/dev/null; then \
		echo "Caseloom's pages are built with Node 20 or newer and its npm, which were not found: install them, then say make again." >&2; \
		exit 1; \
	fi
	@echo "Installing the pages' packages in frontend/node_modules …"
	@cd frontend && npm ci --silent --include=dev
	@touch $@

$(STAMPS)/pages: $(STAMPS)/node_modules frontend/build.mjs $(shell find frontend/src 2>/dev/null)
	@echo "Building the pages …"
	@cd frontend && npm run build --silent
	@touch $@

# Never fails: where there is no Chromium the browser tests are skipped, with one sentence.
$(STAMPS)/chromium:
	@mkdir -p $(STAMPS)
	@bash .ci/get-chromium $@
