# The whole task runner. `make serve` needs Python 3.11 or later, make and git, and nothing else.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin

.PHONY: setup setup-test serve test test-all check lint pictures bench newest locks clean

# Pip resolves nothing: the locks name every file by its hash.
$(VENV)/.core: requirements/build.lock requirements/core.lock pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/build.lock -r requirements/core.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

$(VENV)/.test: $(VENV)/.core requirements/test.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/test.lock
	touch $@

setup: $(VENV)/.core

# Browser tests, part of `make test-all`, look at real pages in Debian's Chromium.
$(VENV)/.browser: $(VENV)/.core
	command -v chromium >/dev/null || { test "$$(id -u)" = 0 && command -v apt-get >/dev/null && \
	  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium >/dev/null; }; } || true
	touch $@

setup-test: $(VENV)/.test

serve: setup
	$(BIN)/alliances serve

lint: setup-test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

check: setup-test
	$(BIN)/alliances check

test: lint
	$(BIN)/pytest -m "not slow" -n auto --dist worksteal

test-all: lint check $(VENV)/.browser
	$(BIN)/pytest -n auto --dist worksteal

pictures: setup-test $(VENV)/.browser
	$(BIN)/python -m bench.pictures

bench: setup-test
	$(BIN)/python -m bench

# Warns when the newest versions, outside the locks, no longer work; changes nothing.
newest:
	.ci/newest

# Needs uv; only whoever changes a dependency runs this.
locks:
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-annotate requirements/build.in -o requirements/build.lock
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-annotate --extra test pyproject.toml -o requirements/test.lock
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-annotate -c requirements/test.lock pyproject.toml -o requirements/core.lock

clean:
	rm -rf $(VENV) var build *.egg-info
