# Each target does its own set-up; a bare machine needs git, make and python3 (3.11 or later) with venv.
PYTHON ?= python3
BIN := .venv/bin
# Python keeps what it compiled, also where the machine says no: each process would compile all of it anew.
export PYTHONDONTWRITEBYTECODE =
# Checks read the settings but touch no data: any keys will do.
CHECKS := env AMENDS_HOME=var/checks AMENDS_SECRET_KEY=for-checks-only-long-enough-to-be-accepted AMENDS_VAULT_KEY=for-checks-only-long-enough-to-be-accepted DJANGO_SETTINGS_MODULE=amends.settings

.PHONY: setup run test check lint types bench train requirements messages

setup: .venv/ready

.venv/ready: requirements/run.txt requirements/test.txt pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check "uv>=0.5"
	$(BIN)/uv pip install --quiet --require-hashes -r requirements/test.txt
	$(BIN)/uv pip install --quiet --no-deps --editable .
	touch $@

.venv/run: requirements/run.txt pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check "uv>=0.5"
	$(BIN)/uv pip install --quiet --require-hashes -r requirements/run.txt
	$(BIN)/uv pip install --quiet --no-deps --editable .
	touch $@

run: .venv/run
	$(BIN)/amends run --demo

test: .venv/ready
	$(BIN)/pytest -n auto -rs

check: lint types .venv/ready
	$(BIN)/lint-imports
	$(CHECKS) $(BIN)/amends manage makemigrations --check --dry-run
	$(CHECKS) $(BIN)/amends manage catalogues --check

lint: .venv/ready
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: .venv/ready
	$(CHECKS) $(BIN)/mypy

bench: .venv/ready
	$(BIN)/python bench/run.py $(if $(FULL),--full)

# The reader, then what weighs it with the cues on texts it has not seen, then the review of drafts.
train: .venv/ready
	mkdir -p var
	OPENBLAS_NUM_THREADS=1 $(BIN)/python -m amends.language.making --out-of-fold var/out_of_fold.npz
	$(BIN)/python -m amends.rooms.understand.training --out-of-fold var/out_of_fold.npz --cases tests/language/cases
	$(BIN)/python -m amends.playbook.training

messages: .venv/ready
	$(CHECKS) $(BIN)/amends manage catalogues

requirements: .venv/ready
	$(BIN)/uv pip compile --quiet pyproject.toml --generate-hashes --python-version 3.11 --no-header --no-annotate -o requirements/run.txt
	$(BIN)/uv pip compile --quiet pyproject.toml --extra test --extra parquet --extra postgres --generate-hashes --python-version 3.11 --no-header --no-annotate -c requirements/run.txt -o requirements/test.txt
