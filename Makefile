# Houvast. `make start` runs the demo, `make test` proves it; `make help` lists the rest.
# Needs only Python 3.11, make and git. Everything is installed in .venv, from the lock files.

PYTHON  ?= $(shell command -v python3.11 || command -v python3)
WERKERS ?= 4
PY      := .venv/bin/python
PIP     := $(PY) -m pip --disable-pip-version-check -q
SNEL    := not postgresql and not browser and not traag

.DEFAULT_GOAL := help
.PHONY: help start test proeven grondig check stijl schermen lock bench jaar dekking opruimen

help: ## deze lijst
	@sed -n 's/^\([a-z]*\):[^#]*## \(.*\)/  make \1|\2/p' $(MAKEFILE_LIST) | column -t -s '|' 2>/dev/null \
	|| sed -n 's/^\([a-z]*\):[^#]*## \(.*\)/  make \1: \2/p' $(MAKEFILE_LIST)

start: .venv/.lopen ## zet alles klaar, vult de demo en start op http://127.0.0.1:8000
	.venv/bin/houvast demo

# The tests start many processes: none of them should compile the house anew.
test proeven check: export PYTHONDONTWRITEBYTECODE =

test: .venv/.ontwikkelen ## alle controles en tests, ook in een echte browser en op PostgreSQL
	@$(MAKE) --no-print-directory -j2 proeven stijl

proeven: .venv/.ontwikkelen
	@$(PY) -m tests.browser.installeer
	@$(PY) -m pytest -n $(WERKERS) --dist worksteal

grondig: export TOETS_GRONDIG = ja
grondig: test ## alle tests, met meer volgordes en langere geschiedenissen

check: .venv/.ontwikkelen stijl ## de snelle ronde: stijl, typen, lagen en tests op SQLite
	@$(PY) -m pytest -n $(WERKERS) --dist worksteal -m "$(SNEL)"

stijl: .venv/.ontwikkelen
	@.venv/bin/ruff check -q .
	@.venv/bin/ruff format -q --check .
	@.venv/bin/mypy --no-error-summary
	@.venv/bin/lint-imports --no-logo >.venv/lagen.txt || { cat .venv/lagen.txt; exit 1; }

dekking: .venv/.ontwikkelen ## tests met takdekking (domein 100 %, diensten 95 %, geheel 90 %)
	@$(PY) -m tests.browser.installeer
	@$(PY) -m pytest -n $(WERKERS) --dist worksteal --cov --cov-report=
	@.venv/bin/coverage report --include='app/domain/*' --fail-under=100
	@.venv/bin/coverage report --include='app/services/*' --fail-under=95
	@.venv/bin/coverage report --fail-under=90

schermen: .venv/.ontwikkelen ## schermafdrukken van elke pagina in schermen/
	@$(PY) -m tests.browser.installeer
	@$(PY) -m tests.schermen

bench: .venv/.ontwikkelen ## metingen van snelheid
	@$(PY) -m bench

jaar: .venv/.ontwikkelen ## speelt een jaar na met 2.000 casussen, op beide databases
	@$(PY) -m bench.jaar

lock: .venv/.ontwikkelen ## vernieuwt de twee lock-bestanden
	.venv/bin/uv pip compile pyproject.toml --group bouw $(LOCK) -o requirements.lock
	.venv/bin/uv pip compile pyproject.toml --group bouw --group dev -c requirements.lock $(LOCK) -o requirements-dev.lock

LOCK := --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header

opruimen: ## gooit .venv en alles wat gemaakt is weg; uw gegevens in var/ blijven staan
	rm -rf .venv build dist *.egg-info schermen htmlcov .coverage* .*_cache .hypothesis

.venv/.lopen: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Houvast needs Python 3.11 or newer")'
	@test -x $(PY) || $(PYTHON) -m venv .venv
	$(PIP) install --require-hashes -r requirements.lock
	$(PIP) install --no-build-isolation --no-deps -e .
	@touch $@

.venv/.ontwikkelen: requirements-dev.lock .venv/.lopen
	$(PIP) install --require-hashes -r requirements-dev.lock
	@touch $@
