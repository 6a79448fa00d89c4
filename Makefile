.DEFAULT_GOAL := help
SHELL := /bin/bash
stack := stack/run

.PHONY: help demo test test-slow stop lint format messages up bench soak fuzz

help:  ## Show this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

demo:  ## Set everything up and serve a portal with real records at http://localhost:5000
	@$(stack) demo

test:  ## Set everything up and run lint and the whole test suite
	@$(stack) test

test-slow:  ## Run the tests that take minutes: a SolrCloud, an archive of 100,000 records
	@bin/pytest -m slow

stop:  ## Stop the portal and its services
	@$(stack) stop

lint:  ## Check style, format and types
	@$(stack) lint

format:  ## Format the code
	@$(stack) format

messages:  ## Collect the texts to translate into the catalogues
	@$(stack) messages

up:  ## Set up and start PostgreSQL, Redis and Solr only
	@$(stack) up

soak:  ## Kill a load at 50 random moments and compare database and index each time
	@SEOULSQUARE_KILLS=50 bin/pytest tests/ingest/bulk/test_crashes.py -k TestKilledLoader

bench:  ## Measure the archive beside stock CKAN: make bench N=10000 SECTIONS=load,search SAMPLE=500 KEEP=1
	@KEEP=$(KEEP) $(stack) bench --count $(or $(N),10000) --sample $(or $(SAMPLE),500) --sections "$(SECTIONS)"

fuzz:  ## Screen and preview a thousand damaged files
	@SEOULSQUARE_DAMAGED=1000 bin/pytest -s tests/previews/test_damaged.py
