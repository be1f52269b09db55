# Needs make and Python >= 3.11, and installs into .venv. `make demo` decides the sample records; see `make help`.

VENV := .venv
BIN := $(VENV)/bin
# The first interpreter that is new enough and can make environments; say PYTHON=… for another.
CANDIDATES := python3.13 python3.12 python3.11 python3
FITS := import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(firstword $(foreach one,$(CANDIDATES),$(shell $(one) -c '$(FITS)' >/dev/null 2>&1 && echo $(one))))
PYTEST_ARGS ?=
LEAST_COVERAGE := 95

.DEFAULT_GOAL := help
.PHONY: help demo laws mutants records test lint types docs wheel clean
.DELETE_ON_ERROR:

help:
	@echo "make demo    decide the sample records, explain some and rank some, in English and Chinese"
	@echo "make records make the synthetic records of a whole county in build/records"
	@echo "make test    run the tests, with branch coverage"
	@echo "make laws    test the laws of the language with twenty times as many examples"
	@echo "make mutants change the policies of the packs in small ways, and see that their suites notice"
	@echo "make lint    check the rules and the format of the code"
	@echo "make types   check the types"
	@echo "make docs    build the documentation into docs/_build/html"
	@echo "make wheel   build the wheel into dist/ and try it in an empty environment"
	@echo "make clean   remove everything that was built or installed here"

PACK := policies/population-2011
ELECTION := $(PACK)/election-eligibility/2011.yaml $(PACK)/records/demo/election-eligibility.json --as-of 2011-03-20
NOMINEES := $(PACK)/awards/2011.yaml $(PACK)/records/demo/awards.json --as-of 2011-12-31
TOWNSHIPS := $(PACK)/township-assessment/2011.yaml $(PACK)/records/demo/township-assessment.json --as-of 2011-12-31

demo: export PYTHONUTF8 := 1
demo: $(VENV)/.has-cli
	$(BIN)/policyrules check policies
	$(BIN)/policyrules evaluate $(ELECTION) --format text
	$(BIN)/policyrules explain $(ELECTION) --id C901
	$(BIN)/policyrules explain $(ELECTION) --id C901 --language zh
	$(BIN)/policyrules explain $(ELECTION) --id C903 --reveal
	$(BIN)/policyrules evaluate $(TOWNSHIPS) --format text
	$(BIN)/policyrules explain $(TOWNSHIPS) --id T902
	$(BIN)/policyrules explain $(TOWNSHIPS) --id T902 --language zh
	$(BIN)/policyrules rank $(NOMINEES) --award township_collective
	$(BIN)/policyrules rank $(NOMINEES) --award township_progress --language zh
	$(BIN)/policyrules test policies
	$(BIN)/policyrules docs $(PACK) | head -n 4

records: $(VENV)/.has-cli
	$(BIN)/python $(PACK)/records/make_records.py --all build/records

# By file, because the examples of a page build on each other.
test: $(VENV)/.has-test
	$(BIN)/python -m pytest -n 2 --dist loadfile --cov --cov-branch --cov-fail-under=$(LEAST_COVERAGE) $(PYTEST_ARGS)

laws: export POLICYRULES_LAWS := 20
laws: $(VENV)/.has-test
	$(BIN)/python -m pytest -n 2 -q tests/laws

mutants: $(VENV)/.has-cli
	$(BIN)/policyrules test policies --mutate

lint: $(VENV)/.has-test
	$(BIN)/ruff check
	$(BIN)/ruff format --check

types: $(VENV)/.has-test
	$(BIN)/mypy

docs: $(VENV)/.has-docs
	$(BIN)/python -m sphinx -W --keep-going -q -b html docs docs/_build/html

wheel: $(VENV)/.has-test
	rm -rf build dist
	$(BIN)/python -m build --outdir dist
	$(BIN)/python tests/packaging/try_wheel.py dist/*.whl

clean:
	rm -rf $(VENV) build dist docs/_build htmlcov .coverage .coverage.* coverage.xml
	rm -rf .hypothesis .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# The stamps keep a second run from installing again.
$(VENV)/.made:
	$(if $(PYTHON),,$(error no Python >= 3.11 with venv was found; say make PYTHON=/path/to/python))
	$(PYTHON) -c '$(FITS)'
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.has-%: $(VENV)/.made pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[$*]'
	@touch $@
