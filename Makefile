# `make` shows what there is to do. Every command prepares what it needs by itself.
.DEFAULT_GOAL := help
PY = .venv/bin/python
PYTEST = $(PY) -m pytest

.PHONY: help
help:
	@sed -n 's/^## //p' Makefile

## make run         Kartoteka on this machine; PORT=8000 names the port, HOST= the host, DEMO=small|none|large the base
.PHONY: run
run: setup
	@exec $(PY) manage.py up $(if $(PORT),--port $(PORT)) $(if $(HOST),--host $(HOST)) $(if $(DEMO),--demo $(DEMO))

## make setup       only the set-up: .venv with everything pinned
.PHONY: setup
setup:
	@PYTHON="$(PYTHON)" sh scripts/setup.sh

.PHONY: dev
dev:
	@PYTHON="$(PYTHON)" sh scripts/setup.sh dev

# Tests that start workers and whole copies of the product measure time and need the machine for themselves; seals wait
# for the transactions of all databases of the server.
## make test        all tests but the long ones; ARGS="-k name" picks
.PHONY: test
test: dev
	$(PYTEST) -n 2 --dist worksteal -m "not (worker or lifecycle or alone or nightly)" $(ARGS)
	$(PYTEST) -m "(worker or lifecycle or alone) and not nightly" $(ARGS)

## make test-pg15   the SQL-marked tests on Debian's PostgreSQL 15
.PHONY: test-pg15
test-pg15: dev
	$(PY) -m scripts.postgres15 $(PYTEST) -m "sql and not nightly" $(ARGS)

## make check       static checks: format, lint, types, layers, templates, migrations, messages; ONLY="types" picks
.PHONY: check
check: dev
	@$(PY) -m scripts.check $(ONLY)

## make fix         what can be put right without thinking: format and simple lint
.PHONY: fix
fix: dev
	$(PY) -m ruff check --fix-only .
	$(PY) -m ruff format .
	$(PY) -m scripts.check fix-templates

## make bench       measurements at 10 000 and 100 000 clients; make bench-full: at 1 000 000 too
.PHONY: bench bench-full
bench: dev
	$(PY) -m scripts.bench 10000 100000
bench-full: dev
	$(PY) -m scripts.bench 10000 100000 1000000

## make nightly     `make test` with many more random examples, then the long tests
.PHONY: nightly
nightly: export KARTOTEKA_HYPOTHESIS = nightly
nightly: test
	$(PYTEST) -m nightly $(ARGS)

## make attack      known holes of packages, bandit, secrets; URL= of a running demo base: wapiti, too
.PHONY: attack
attack: dev
	$(PY) -m scripts.attack $(if $(URL),--url $(URL)) $(ARGS)

## make messages    brings the catalogue up to the code (needs GNU gettext)
.PHONY: messages
messages: dev
	$(PY) -m scripts.messages extract
	$(PY) -m core.catalogues

## make guide       pictures of the guide, from a demo base that runs; PORT=8000
.PHONY: guide
guide: dev
	$(PY) -m scripts.guide_shots http://localhost:$(or $(PORT),8000)

## make lock        rewrites constraints.txt from requirements.txt and requirements-dev.txt
.PHONY: lock
lock:
	$(PY) -m scripts.lock
