# Two commands: make lab, make test. Everything is in bootstrap.py, which also works without make.
PYTHON ?= python3
ARGS ?=

.PHONY: lab test build check lock

lab test build:
	@$(PYTHON) -m bootstrap $@ $(ARGS)

# Is what is made what the sources give?
check:
	@$(PYTHON) -m bootstrap build --check

# Move every dependency to its newest version that pyproject.toml allows (needs uv).
lock:
	uv pip compile pyproject.toml --universal --python-version 3.11 --extra build --extra teach --extra test \
		--upgrade --no-header --no-annotate --no-emit-index-url -o requirements.lock
