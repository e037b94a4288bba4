# Omnipresence. `make` alone prints this list; the work is done in backend/tooling (any Python from 3.11 on).
PYTHON ?= python3
TOOL = @cd backend && exec $(PYTHON) -m tooling

.DEFAULT_GOAL := help
.PHONY: help setup run dev check audit test test-long bench mutants e2e openapi lighthouse screenshots demo

help:
	@grep -hE '^[a-z0-9-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /|/' | awk -F'|' '{ printf "  make %-12s %s\n", $$1, $$2 }'

setup: ## .venv and pwa/node_modules, with all that is needed to work on it
	$(TOOL) setup

run: ## the whole product on http://localhost:8000/ (PORT, HOST and DATABASE_URL change that)
	$(TOOL) run

dev: ## the same, reloading itself when sources change
	$(TOOL) dev

check: ## formatters, linters, types, the ladders of rooms, migrations, openapi.yaml
	$(TOOL) check

audit: ## known vulnerabilities of the locked packages, where a registry answers that question
	$(TOOL) audit

test: ## every test, on a MariaDB of its own and on SQLite
	$(TOOL) test

test-long: ## the same, with thousands of random walks and simulated networks (an hour)
	$(TOOL) test-long

mutants: ## break engine and server in named ways, one at a time; every one must turn a test red (minutes)
	$(TOOL) mutants

e2e: ## the browser journeys alone
	$(TOOL) e2e

bench: ## marks a second beside raw inserts and serializers, on ten million records (takes a while)
	$(TOOL) bench

openapi: ## write openapi.yaml and the PWA's types from the code
	$(TOOL) openapi

lighthouse: ## Lighthouse's points for sign-in, today and a roster, in Chromium
	$(TOOL) lighthouse

screenshots: ## every screen on tablet and phone, light and dark, into var/screenshots/
	$(TOOL) screenshots

demo: ## the demo organizations with two months of marks
	$(TOOL) demo
