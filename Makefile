# Two commands: `make` sets everything up and builds the sample, `make test` tests.
# The stamp of a step lies in what the step makes, so whoever removes .venv or
# reportkit/vendor has it made again. `make help` lists the rest.

PYTHON ?= $(shell for python in python3 python3.13 python3.12 python3.11; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& echo $$python && break; done)
BIN := .venv/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check --no-input

# An environment whose interpreter has gone, or which was made elsewhere, is made anew.
ifneq ($(shell $(BIN)/python -c 'print(open(".venv/.made").read())' 2>/dev/null),$(CURDIR))
.PHONY: .venv/.made
endif

.PHONY: sample setup test check bench faults fuzz wheel lock clean distclean help
.DELETE_ON_ERROR:

sample: setup  ## Set up what is missing and build the sample briefing (plain `make`)
	$(BIN)/reportkit build
	$(BIN)/reportkit site

setup: .venv/.runtime .venv/.system reportkit/vendor/SHA256SUMS  ## Only set up

test: setup .venv/.tests .venv/.browser  ## Set up what the tests need and run them
	$(BIN)/python -m pytest -q --numprocesses auto --dist loadfile --durations=10

check: .venv/.tests  ## Lint, formatting and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy --strict

bench: setup .venv/.tests  ## Time it against pandoc and a naive script
	$(BIN)/python tests/bench/bench.py
	$(BIN)/python tests/bench/redlines.py

faults: setup .venv/.tests  ## Kill `reportkit issue` a thousand times at random
	$(BIN)/python -m tests.faults.kill

fuzz: setup .venv/.tests  ## Try each law that a test states on ten times as many examples
	$(BIN)/python -m pytest -q --numprocesses auto -m hypothesis --hypothesis-profile fuzz

wheel: setup  ## Build dist/*.whl, with theme, citation engine and fonts inside
	rm -rf dist
	$(PIP) wheel --no-deps --no-build-isolation --wheel-dir dist .
	@ls dist/*.whl

lock: .venv/.runtime  ## Bring the lock files up to date
	$(PIP) install uv
	$(BIN)/uv pip compile $(LOCK) --upgrade --group build pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile $(LOCK) --upgrade -c requirements.lock --group build --group test \
		--group check --group bench pyproject.toml -o .setup/test.lock
	$(BIN)/uv pip compile $(LOCK) --upgrade --group npm -o .setup/npm.lock
	npm install --package-lock-only --ignore-scripts --omit-lockfile-registry-resolved
lock: export UV_CUSTOM_COMPILE_COMMAND := make lock
LOCK := --quiet --universal --generate-hashes --python-version 3.11

clean:  ## Remove what was built
	rm -rf build/* dist .mypy_cache .pytest_cache .ruff_cache .hypothesis

distclean: clean  ## Remove what was set up, too
	rm -rf .venv reportkit/vendor

help:
	@sed -n 's/^\([a-z]*\):.*  ## /\1\t/p' $(MAKEFILE_LIST)

.venv/.made:
	@sh .setup/system build "$(PYTHON)"
	@echo 'Making .venv'
	@$(PYTHON) -m venv --clear .venv
	@printf %s '$(CURDIR)' > $@

.venv/.runtime: .venv/.made requirements.lock pyproject.toml
	@echo 'Installing the packages of requirements.lock'
	@$(PIP) install --require-hashes --requirement requirements.lock
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

.venv/.system: .venv/.made .setup/system
	@sh .setup/system build $(BIN)/python
	@touch $@

reportkit/vendor/SHA256SUMS: package-lock.json .setup/vendor .setup/vendor.sha256 | .venv/.runtime
	@echo 'Fetching the citation engine and the fonts'
	@sh .setup/vendor $(BIN)/python

.venv/.tests: .venv/.runtime .setup/test.lock
	@echo 'Installing the packages of .setup/test.lock'
	@$(PIP) install --require-hashes --requirement .setup/test.lock
	@touch $@

.venv/.browser: .venv/.runtime .setup/system .setup/chromium
	@sh .setup/system test $(BIN)/python
	@sh .setup/chromium $(BIN)/python
	@touch $@
