# One door to everything: make demo | run | test | check | bench | screenshots | setup.
# Needs Python 3.11 or newer and the internet's package registries; everything else is fetched through lock files.

PORT ?= 8000
DEMO_VOTES_PER_SECOND ?= 5
PYTHON ?= python3

UV := $(shell command -v uv 2>/dev/null || echo .tools/bin/uv)
# The machine's own Node.js where it has one that is new enough; otherwise the one PyPI carries.
HAS_NODE := $(shell command -v npm >/dev/null 2>&1 && node -e 'process.exit(process.versions.node.split(".")[0] >= 20 ? 0 : 1)' 2>/dev/null && echo yes)
GROUPS := $(if $(HAS_NODE),,--group node)
PY := .venv/bin/python
SOURCES := $(shell find frontend/static/css frontend/static/js frontend/static/img -type f 2>/dev/null) frontend/build.mjs
SAY := @printf '\033[1m%s\033[0m\n'

export PORT DEMO_VOTES_PER_SECOND
export NPM_CONFIG_FETCH_RETRIES ?= 2
export NPM_CONFIG_FUND = false
export NPM_CONFIG_AUDIT = false
export NPM_CONFIG_UPDATE_NOTIFIER = false

.PHONY: setup demo demo-code run test check bench screenshots clean
.DELETE_ON_ERROR:

setup: .make/assets

demo: setup
	@DEMO=1 $(PY) manage.py demo --serve

# The second code an official of the demonstration is asked for.
demo-code:
	@DEMO=1 $(PY) manage.py demo_code

run: setup
	@$(PY) manage.py migrate --verbosity 0
	@$(PY) manage.py serve --port $(PORT)

check: setup
	$(SAY) 'ruff'
	@.venv/bin/ruff check .
	@.venv/bin/ruff format --check .
	$(SAY) 'mypy'
	@.venv/bin/mypy city proposals voting budgets frontend demo config
	$(SAY) 'lint-imports'
	@.venv/bin/lint-imports
	$(SAY) 'djlint'
	@.venv/bin/djlint --quiet --lint frontend/templates
	$(SAY) 'migrations'
	@$(PY) manage.py makemigrations --check --dry-run
	$(SAY) 'deployment'
	@BASE_URL=https://purse.example ALLOWED_HOSTS=purse.example $(PY) manage.py check --deploy --fail-level WARNING

test: setup
	$(SAY) 'Tests on SQLite and the in-process channel layer'
	@env -u DATABASE_URL -u REDIS_URL .venv/bin/pytest -n 2 --dist loadscope --cov --cov-report=
	$(SAY) 'Every branch of the rules and the actions is tested'
	@.venv/bin/coverage report --skip-covered --show-missing --fail-under=100
	@if [ -n "$$TEST_DATABASE_URL" ] && [ -n "$$TEST_REDIS_URL" ]; then \
		printf '\033[1m%s\033[0m\n' 'Tests on PostgreSQL and Redis'; \
		DATABASE_URL="$$TEST_DATABASE_URL" REDIS_URL="$$TEST_REDIS_URL" \
			.venv/bin/pytest -n 2 --dist loadscope -m 'not journey' --ignore-glob='*/rules/*'; \
	else echo 'Not run on PostgreSQL and Redis: TEST_DATABASE_URL and TEST_REDIS_URL are not set.'; fi

bench: setup
	@UV_PROJECT_ENVIRONMENT=.tools/pabutools $(UV) sync --locked --quiet --only-group benchmark
	@for file in benchmarks/*.py; do printf '\033[1m%s\033[0m\n' "$$file"; PYTHONPATH=. $(PY) "$$file" || exit 1; done

# ONLY="home live" takes some pages.
screenshots: setup
	@$(PY) -m tests.looks $(if $(ONLY),--only $(ONLY))

clean:
	rm -rf .make .venv .tools node_modules staticfiles frontend/static/built frontend/fonts

.tools/bin/uv:
	$(SAY) 'Fetching uv, which fetches the rest'
	@$(PYTHON) -m venv .tools && .tools/bin/python -m pip install --quiet --disable-pip-version-check 'uv>=0.8' \
		|| { rm -rf .tools; $(PYTHON) -m pip install --quiet --disable-pip-version-check --target .tools 'uv>=0.8'; }

.make/python: uv.lock pyproject.toml | $(filter .tools/%,$(UV))
	$(SAY) 'Python packages'
	@$(UV) sync --locked $(GROUPS)
	@mkdir -p .make && touch $@

.make/node: package.json package-lock.json .make/python
	$(SAY) 'Packages of the front end'
	@if [ -n "$(HAS_NODE)" ]; then npm ci --ignore-scripts; else $(PY) frontend/node.py npm ci --ignore-scripts; fi
	@mkdir -p .make && touch $@

.make/assets: .make/node $(SOURCES)
	$(SAY) 'Style sheets and scripts'
	@if [ -n "$(HAS_NODE)" ]; then node frontend/build.mjs; else $(PY) frontend/node.py frontend/build.mjs; fi
	@$(PY) manage.py collectstatic --no-input --clear --verbosity 0
	@mkdir -p .make && touch $@
