# Each target calls the one script; see ./run for what they do.
.PHONY: setup run test lint types arch check fix lock train migrate
setup: ; ./run setup development
run: ; ./run demo
test: ; ./run test
lint: setup ; .venv/bin/ruff check .
types: setup ; .venv/bin/mypy
arch: setup ; .venv/bin/lint-imports
check: ; ./run check
fix: ; ./run fix
lock: ; ./run lock
train: ; ./run train
migrate: setup ; .venv/bin/feedback-api migrate
