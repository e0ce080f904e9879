# Everything is installed into this folder, without root. `make run` and `make test` are all you need.
PYTHON ?= python3.11
UV_VERSION := 0.13.9
export UV_PYTHON_DOWNLOADS := never
export UV_NO_PROGRESS := 1
export UV_COMPILE_BYTECODE := 1
PORT ?= 8000
FINGERPOST_DATA_DIR ?= data
export FINGERPOST_DATA_DIR
BIN := .venv/bin
UV := $(BIN)/uv

.DEFAULT_GOAL := help
.PHONY: help run install install-dev test check format lint types imports generated bench bench-house bench-load generate lock clean

help: ## What there is to do
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

run: .make/runtime ## Install, harvest the demonstration directories, serve on http://127.0.0.1:8000
	@$(BIN)/fingerpost demo --port $(PORT)

install: .make/runtime ## Install what running needs
install-dev: .make/dev ## Install what developing and testing need

test: .make/dev .make/clients ## Run all tests
	@if command -v npm >/dev/null; then $(MAKE) --no-print-directory .make/tools; \
	  else echo 'npm is missing: what needs Meilisearch or the RPDE validator is not tested'; fi
	@$(BIN)/pytest -n auto --dist loadfile -q $(ARGS)

check: format lint types imports generated test ## All that must pass before a commit

format: .make/dev ## Is everything formatted?
	@$(BIN)/ruff format --check --quiet . || (echo 'run: .venv/bin/ruff format .'; exit 1)

lint: .make/dev ## Is the code clean?
	@$(BIN)/ruff check --quiet .

types: .make/dev ## Are the types right?
	@$(BIN)/mypy

imports: .make/dev ## Do imports go down the house?
	@$(BIN)/lint-imports --no-logo

generated: .make/dev ## Are the generated files up to date?
	@$(BIN)/python -m schema.generate --check
	@$(BIN)/python -m harvesters.generate --check
	@$(BIN)/python -m api.generate --check
	@$(BIN)/python -m commands.generate --check

generate: .make/dev ## Write the generated files anew
	@$(BIN)/python -m schema.generate
	@$(BIN)/python -m harvesters.generate
	@$(BIN)/python -m api.generate
	@$(BIN)/python -m commands.generate

bench: .make/dev ## Measure, and print a table of ratios
	@$(BIN)/python -m benchmarks $(ARGS)

bench-house: .make/dev .make/tools ## Measure both stacks, their engines and their peers; write docs/performance.md
	@$(BIN)/python -m benchmarks.house $(ARGS)

bench-load: .make/dev $(if $(findstring production,$(ARGS)),.make/tools) ## Measure a server under load: ARGS="--stack production" for PostgreSQL and Meilisearch
	@$(BIN)/python -m benchmarks.load $(ARGS)

lock: .make/uv ## Resolve the requirements anew; they are pinned by hash and name no host
	@$(UV) pip compile -q --generate-hashes --no-emit-index-url --no-header --python-version 3.11 \
	  requirements/runtime.in -o requirements/runtime.txt $(ARGS)
	@$(UV) pip compile -q --generate-hashes --no-emit-index-url --no-header --python-version 3.11 \
	  requirements/dev.in -c requirements/runtime.txt -o requirements/dev.txt $(ARGS)
	@$(UV) pip compile -q --generate-hashes --no-emit-index-url --no-header --python-version 3.11 \
	  requirements/clients.in -o requirements/clients.txt $(ARGS)

clean: ## Remove what was installed; data stay
	rm -rf .venv .venv-clients .make

.make/uv:
	@command -v $(PYTHON) >/dev/null || (echo "Python 3.11 is needed, as $(PYTHON); set PYTHON=… to name yours"; exit 1)
	@echo 'Installing into .venv …'
	@$(PYTHON) -m venv .venv
	@$(BIN)/pip install -q --disable-pip-version-check uv==$(UV_VERSION)
	@mkdir -p .make && touch $@

.make/tools: tests/tools/package-lock.json
	@command -v npm >/dev/null || (echo 'npm is missing: Meilisearch and the RPDE validator are installed by it; install Node.js with npm'; exit 1)
	@npm ci --silent --prefix tests/tools
	@mkdir -p .make && touch $@

.make/clients: .make/uv requirements/clients.txt
	@$(PYTHON) -m venv .venv-clients
	@$(UV) pip install -q --python .venv-clients/bin/python --require-hashes -r requirements/clients.txt
	@touch $@

# What developing needs holds all that running needs: where it stands, it is brought up to date instead.
.make/runtime: .make/uv requirements/runtime.txt pyproject.toml
	@if [ -f .make/dev ]; then $(MAKE) --no-print-directory .make/dev; else \
	  $(UV) pip install -q --python $(BIN)/python --require-hashes -r requirements/runtime.txt && \
	  $(UV) pip install -q --python $(BIN)/python --no-deps --no-build-isolation -e . ; fi
	@touch $@

.make/dev: .make/uv requirements/dev.txt pyproject.toml
	@$(UV) pip install -q --python $(BIN)/python --require-hashes -r requirements/dev.txt
	@$(UV) pip install -q --python $(BIN)/python --no-deps --no-build-isolation -e .
	@touch $@ .make/runtime
