# One command each for the organiser (`make booklet`) and the developer (`make test`). Needs Python 3.11 or newer and
# make; everything else goes into .venv, from the locked requirements. Written for GNU make 3.81 and newer.

VENV := .venv
BIN := $(VENV)/$(if $(filter Windows_NT,$(OS)),Scripts,bin)
# Run as modules, not by their scripts: a folder that was moved after it was set up goes on working.
RUN := $(BIN)/python -m
PIP := $(RUN) pip --disable-pip-version-check --quiet
INSTALL := $(PIP) install --require-hashes
THIS_PACKAGE := $(PIP) install --no-deps --no-build-isolation --editable .

CANDIDATES := $(PYTHON) python3.14 python3.13 python3.12 python3.11 python3 python
SUITABLE := import sys; sys.exit(sys.version_info < (3, 11))
UV := uv>=0.9,<1
COMPILE := build/lock/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --custom-compile-command 'make lock'

.DEFAULT_GOAL := help
.PHONY: help booklet test lint format words bench quality compare lock clean

help: ## Say what can be made
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/make \1	\2/p' Makefile

booklet: $(VENV)/.ready-run ## Set the booklet; says where the PDF is
	@$(RUN) booklet build

test: $(VENV)/.ready-dev ## Run all the tests
	@$(RUN) pytest -n 2 --dist loadfile

lint: $(VENV)/.ready-dev ## Look for slips without running anything
	@$(RUN) ruff check .
	@$(RUN) ruff format --check .
	@$(RUN) mypy

format: $(VENV)/.ready-dev ## Bring the sources into their form
	@$(RUN) ruff check --fix .
	@$(RUN) ruff format .

words: $(VENV)/.ready-dev ## Gather and compile the book's own words
	@$(BIN)/python tests/catalogues.py

bench: $(VENV)/.ready-bench ## Measure against Typst
	@$(BIN)/python bench/run.py

quality: $(VENV)/.ready-bench ## Judge how evenly lines are set, against Typst and TeX
	@$(BIN)/python bench/run.py --quality

SINCE := HEAD
compare: $(VENV)/.ready-dev ## Measure what has changed since the commit SINCE
	@$(BIN)/python bench/compare.py $(SINCE)

lock: build/lock/.ready ## Resolve the requirements anew
	$(COMPILE) $(UPGRADE) pyproject.toml --output-file requirements.txt
	$(COMPILE) $(UPGRADE) --group pyproject.toml:build --output-file requirements-build.txt
	$(COMPILE) $(UPGRADE) pyproject.toml --extra dev --group pyproject.toml:build \
		--constraint requirements.txt --constraint requirements-build.txt --output-file requirements-dev.txt
	$(COMPILE) $(UPGRADE) pyproject.toml --extra bench \
		--constraint requirements-dev.txt --output-file requirements-bench.txt

clean: ## Remove the environment and everything made, but not output/
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find booklet tests bench -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true

# The stamps: a second run finds them newer than the locked requirements, and installs nothing.

$(VENV)/.ready-run: requirements.txt requirements-build.txt pyproject.toml | $(VENV)/.python
	@echo 'Installing what booklet needs into $(VENV) …'
	@$(INSTALL) -r requirements.txt -r requirements-build.txt
	@$(THIS_PACKAGE)
	@touch $@

$(VENV)/.ready-dev: requirements-dev.txt pyproject.toml | $(VENV)/.python
	@echo 'Installing what the tests need into $(VENV) …'
	@$(INSTALL) -r requirements-dev.txt
	@$(THIS_PACKAGE)
	@touch $@ $(VENV)/.ready-run

$(VENV)/.ready-bench: requirements-bench.txt | $(VENV)/.ready-dev
	@echo 'Installing what the benchmark needs into $(VENV) …'
	@$(INSTALL) -r requirements-bench.txt
	@touch $@

# Keeps an environment that works; makes a new one where there is none, or only half of one.
$(VENV)/.python:
	@if ! $(RUN) pip --version >/dev/null 2>&1; then \
		for python in $(CANDIDATES); do \
			if "$$python" -c '$(SUITABLE)' >/dev/null 2>&1; then found=$$python; break; fi; \
		done; \
		if [ -z "$$found" ]; then \
			echo 'booklet needs Python 3.11 or newer, and none was found.' \
				'Install one, or name it: make PYTHON=/path/to/python3.12' >&2; \
			exit 1; \
		fi; \
		echo "Setting up $(VENV) with $$("$$found" --version) …"; \
		"$$found" -m venv --clear $(VENV) || { \
			echo 'Python could not make a virtual environment.' \
				'On Debian and Ubuntu, install the package python3-venv.' >&2; \
			exit 1; \
		}; \
	fi
	@touch $@

build/lock/.ready:
	@for python in $(CANDIDATES); do \
		if "$$python" -c '$(SUITABLE)' >/dev/null 2>&1; then found=$$python; break; fi; \
	done; \
	"$$found" -m venv build/lock && build/lock/bin/python -m pip --quiet install '$(UV)'
	@touch $@
