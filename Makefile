# Every task of the project. `make run` and `make test` need nothing but Python 3.11 with venv, git and make.
PYTHON ?= python3
BIN := .venv/bin
OUT ?= out

.PHONY: run report setup setup-test test test-fast test-long check format docs bench lock

run: setup ## the service for a look, with a made-up authority in it, until Ctrl+C
	@$(BIN)/python scripts/first_light.py

report: setup ## make a fictional authority's returns, check and measure them, and write its annual report
	@$(BIN)/python scripts/whole_report.py $(OUT)

setup: ## make .venv with the command `handrail` in it
	@$(PYTHON) scripts/bootstrap.py run
	@$(BIN)/python scripts/assets.py

setup-test:
	@$(PYTHON) scripts/bootstrap.py test
	@$(BIN)/python scripts/assets.py

test: setup-test check ## everything CI runs
	$(BIN)/python scripts/browser.py
	$(BIN)/pytest -n auto --dist worksteal
	$(BIN)/python -m tests.postgres $(BIN)/pytest -n auto -m "not browser" tests/service

test-fast: setup-test ## the tests of a minute or two
	$(BIN)/pytest -n auto -m "not slow and not browser"

test-long: test ## the same, with many more generated cases, and the open validators on what we write
	$(BIN)/python scripts/validators.py
	HANDRAIL_EXAMPLES=2000 $(BIN)/pytest -n auto

check: setup-test ## format, lint, types, import contracts, generated pages
	$(BIN)/ruff format --check --quiet src tests scripts bench
	$(BIN)/ruff check --quiet src tests scripts bench
	$(BIN)/mypy --no-error-summary
	$(BIN)/lint-imports --no-cache > .venv/imports.txt || (cat .venv/imports.txt; exit 1)
	$(BIN)/python scripts/make_docs.py --check

format: setup-test
	$(BIN)/ruff format --quiet src tests scripts bench
	$(BIN)/ruff check --fix --quiet src tests scripts bench

docs: setup-test ## write the generated pages of docs/reference
	$(BIN)/python scripts/make_docs.py

bench: setup-test ## time and memory at the sizes promised, peers beside
	$(BIN)/python bench/bench.py
	$(BIN)/python bench/service_import.py
	$(BIN)/python bench/service_pages.py 3000 20000

lock: setup-test ## lock the requirement files again
	scripts/lock.sh
