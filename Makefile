# The two commands a newcomer needs are `make demo` and `make test`: each does all set-up itself.
python := .venv/bin/python

.PHONY: help demo quick test nightly chaos fuzz check types dead format bench docs pictures lock clean environment browser

help: ## say what there is (this)
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' Makefile

demo: browser ## see it work: the real spider over a newsroom on this machine, into a real PostgreSQL
	@$(python) -m scrapy demo

quick: environment ## the edit loop: every test without database, browser and crawl, in about a minute
	@$(python) -m tests.suite quick

test: environment ## run every test, and print one result; what takes longer than 30 s has a short form here
	@$(python) -m tests.suite test

nightly: environment ## the long forms of tests, then the chaos
	@$(python) -m tests.suite nightly

chaos: environment ## kill, cut off and fill up everything, and count what was lost (tests/chaos; plain pytest skips it)
	@$(python) -m pytest tests/chaos

fuzz: environment ## try a million inputs made by chance on everything that reads (FUZZ_INPUTS=5000000: more)
	@$(python) -m tests.fuzz

check: environment ## what CI runs: style, types, dead code, then every test
	@$(python) -m ruff check
	@$(python) -m ruff format --check
	@$(MAKE) --no-print-directory -j 2 types dead
	@$(MAKE) --no-print-directory test

types:
	@$(python) -m mypy

dead:
	@bash deploy/deadcode

format: environment ## put the code into the house's shape
	@$(python) -m ruff check --fix
	@$(python) -m ruff format

bench: environment ## measure what a stored page costs, beside a bare download of the same pages
	@$(python) -m bench

docs: environment ## build the documentation as a site in data/site
	@$(python) -m deploy.site.build

pictures: environment browser ## take the pictures of the dashboard in docs/pictures, of a week of crawls of the replica
	@$(python) -m tests.dashboard.pictures

lock: ## choose the newest packages anew and pin them in constraints.txt
	@bash deploy/lock

clean: ## remove the environment and the tools' caches; the database in data/ stays
	@rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .hypothesis
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

environment:
	@bash deploy/setup

browser:
	@bash deploy/setup browser
