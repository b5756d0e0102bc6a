.DEFAULT_GOAL := help
.PHONY: help demo example test check app bench bench-tablet screens sim lint docs lock set-up set-up-tests
.PHONY: style types floors standards documentation app-tools
MAKEFLAGS += --no-print-directory

python := .venv/bin/python
inspect := .venv/bin/inspect-app

help: ## what can be made here
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s  %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: app ## make an invented country with three years of visits, and serve it
	@$(inspect) demo

example: set-up ## score real and invented facilities without a server, print three reports into out/example/
	@$(inspect) example

test: set-up-tests app-tools ## run every test
	@$(python) -m pytest -n 2 --dist loadgroup

check: lint test ## everything that must hold before a change is handed in

app: set-up ## build the tablet app, where it is not built of the sources that stand here
	@$(python) hatch_build.py

bench: set-up-tests ## measure speed as ratios to a floor taken in the same run
	@$(python) -m tests.benchmarks

bench-tablet: set-up-tests app-tools ## measure the tablet app in a browser beside a page without any engine
	@$(python) -m tests.benchmarks.tablet

screens: set-up-tests app ## take pictures of the tablet, the desk and the portal into docs/screens/: make screens part=desk
	@$(python) -m tests.screens $(if $(only),--only $(only)) $(if $(part),--part $(part))

sim: set-up-tests ## simulate tablets, faults and restores for long: make sim seeds=1-200 rates=restores
	@$(python) -m tests.sim --seeds $(or $(seeds),1-20) --rates $(or $(rates),normal)

lint: style types floors standards documentation ## the checks without the tests

style: set-up
	@$(python) -m ruff check
	@$(python) -m ruff format --check

types: set-up
	@$(python) -m mypy
	@$(python) -m mypy docs/generate.py
	@$(python) -m mypy hatch_build.py

floors: set-up
	@.venv/bin/lint-imports --no-logo

standards: set-up
	@$(python) -m yamllint --strict seed
	@$(inspect) pack check

documentation: set-up
	@$(python) docs/generate.py --check

docs: set-up ## write the documentation that comes from the code anew
	@$(python) docs/generate.py

lock: ## write the locked requirements anew from pyproject.toml
	@.ci/lock

app-tools: set-up
	@$(python) hatch_build.py --tools

set-up:
	@.ci/setup

set-up-tests:
	@.ci/setup tests
