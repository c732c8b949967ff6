# Two commands matter: `make run` serves the demo, `make test` proves everything.
PYTHON ?= python3
BIN := .venv/bin
.PHONY: run test check format clean test-tools

run: .venv/.run-ready
	$(BIN)/sonmal serve --demo

test: .venv/.dev-ready test-tools node_modules/.ready
	$(MAKE) --no-print-directory check-code
	$(BIN)/pytest -n 2 -m "not e2e"
	$(BIN)/pytest -n 2 --dist loadfile -m e2e

check: .venv/.dev-ready node_modules/.ready check-code
	$(BIN)/pytest -q -n 2 -m "not e2e and not slow and not postgres"

.PHONY: check-code
check-code:
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	node_modules/.bin/tsc -p web_client/jsconfig.json

format: .venv/.dev-ready
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

.venv/.run-ready: pyproject.toml
	PYTHON=$(PYTHON) scripts/make-venv
	$(BIN)/pip install --quiet --disable-pip-version-check --editable .
	touch $@

.venv/.dev-ready: pyproject.toml
	PYTHON=$(PYTHON) scripts/make-venv
	$(BIN)/pip install --quiet --disable-pip-version-check --editable '.[dev]'
	touch $@ .venv/.run-ready

node_modules/.ready: package-lock.json
	scripts/install-test-tools node
	npm ci --silent --no-fund --no-audit
	touch $@

test-tools:
	scripts/install-test-tools browser database

clean:
	rm -rf .venv node_modules tests/output
