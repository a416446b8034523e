# Loa's list of commands. Type `make` to read it. Needs Python 3.11+ and make; nothing else by hand.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SERVE ?= 1
XDIST ?= 2
export LOA_VAR ?= $(CURDIR)/var
export DJANGO_SETTINGS_MODULE ?= cms.settings.dev
export PIP_DISABLE_PIP_VERSION_CHECK = 1
unexport PYTHONDONTWRITEBYTECODE  # every command would compile Loa anew

.PHONY: help demo run test unit check golden pictures bench lint clean programs soak load mutants nightly lock sbom upgrade-check

help: ## print this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-13s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# uv is used when it is there, because it is faster; pip alone is enough. Every file must have the
# sum that its lock says, wherever it comes from.
define install
	@if command -v uv >/dev/null 2>&1; then uv pip install -q --python $(BIN)/python --require-hashes -r $(1); \
	 else $(BIN)/python -m pip install -q --require-hashes -r $(1); fi
	@touch $@
endef

$(VENV)/runtime.stamp: requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit("Loa cần Python 3.11 trở lên." if sys.version_info < (3, 11) else 0)'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(call install,requirements.lock)

$(VENV)/dev.stamp: requirements-dev.lock $(VENV)/runtime.stamp
	$(call install,requirements-dev.lock)

demo: $(VENV)/runtime.stamp ## from clone to a running demo; SERVE=0 stops before serving
	@mkdir -p $(LOA_VAR)
	@$(BIN)/python manage.py migrate -v 0
	@$(BIN)/python manage.py load_demo
	@$(BIN)/python manage.py release
	@for mode in screen proof; do $(BIN)/python manage.py print to-gap-2019 --mode $$mode; done
	@$(BIN)/python manage.py print to-gap-cong-quoc-gia
	@if [ "$(SERVE)" != 0 ]; then exec $(BIN)/python manage.py serve_demo; \
	 else echo "Mở $(LOA_VAR)/releases/current/index.html, hoặc gõ: make demo"; fi

run: $(VENV)/runtime.stamp ## the editor alone, on 127.0.0.1:8000
	@$(BIN)/python manage.py migrate -v 0
	@$(BIN)/python manage.py runserver 127.0.0.1:8000

programs: ## what tests run beside Python: by apt when root, else said loudly
	@tools/programs.sh

test: $(VENV)/dev.stamp programs ## every test; says what it skipped
	@$(BIN)/python -m pytest -n $(XDIST) --dist loadscope -q -rs

unit: $(VENV)/dev.stamp ## the ten-second loop
	@$(BIN)/python -m pytest tests/unit -q -n $(XDIST)

lint: $(VENV)/dev.stamp ## lint, format, types, contracts, migrations, settings
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/python manage.py makemigrations --check --dry-run -v 0
	@$(BIN)/python tools/catalogues.py --check
	@$(BIN)/python tools/deploy_check.py

check: lint test ## what CI checks

golden: $(VENV)/dev.stamp ## accept new expected outputs; review the difference like code
	@LOA_GOLDEN=write $(BIN)/python -m pytest -q tests/unit -k golden
	@$(BIN)/python tools/reference.py

pictures: $(VENV)/dev.stamp programs ## take the screens of the officers' manual anew; review them like code
	@LOA_PICTURES=write $(BIN)/python -m pytest -q tests/journeys/test_one_hour.py

bench: $(VENV)/dev.stamp programs ## the performance tables, written to docs/benchmarks.md; BENCH="--resume"
	@$(BIN)/python bench/run.py $(BENCH)

soak: $(VENV)/dev.stamp programs ## random edits, kills, load and cut links for about an hour; figures to docs/soak.md
	@LOA_SOAK=1 $(BIN)/python -m pytest tests/soak tests/site/test_worker_faults.py -n $(XDIST) -q -rs
	@LOA_SOAK=1 $(BIN)/python -m pytest $$(grep -l 'lots(' tests/unit/*.py tests/site/*.py tests/browser/*.py) -n $(XDIST) -q -rs

load: $(VENV)/dev.stamp programs ## 200 officers for ten minutes, and 140 faults of machines under them; figures to docs/load.md
	@LOA_SOAK=load $(BIN)/python -m pytest tests/soak/test_offices.py tests/soak/test_outages.py -n 0 -q -rs

mutants: $(VENV)/dev.stamp programs ## random faults in the pure part, and whether a test notices; N=300 SEED=1
	@$(BIN)/python tools/mutants.py --count $(or $(N),300) --seed $(or $(SEED),1)

nightly: soak $(VENV)/dev.stamp programs ## soak, every test of the site on PostgreSQL, every width in both themes, a new Debian
	@$(BIN)/python tools/on_postgresql.py $(BIN)/python -m pytest tests/site -n $(XDIST) --dist loadscope -q -rs
	@LOA_NIGHTLY=1 $(BIN)/python -m pytest tests/nightly tests/browser tests/site/test_separate_offices.py tests/site/test_second_factor.py tests/journeys/test_backups.py tests/soak/test_offices.py tests/soak/test_outages.py tests/soak/test_cut_links.py tests/soak/test_upgrade.py -n $(XDIST) --dist loadscope -q -rs

LOCK := $(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-annotate --no-header
lock: $(VENV)/dev.stamp ## write the locks anew after a change of requirements*.txt
	@$(LOCK) -o requirements-dev.lock requirements-dev.txt
	@for name in requirements requirements-hands requirements-postgresql requirements-s3 requirements-zim; do \
	 $(LOCK) -c requirements-dev.lock -o $$name.lock $$name.txt || exit 1; done

sbom: $(VENV)/dev.stamp ## what Loa is made of: var/sbom.cdx.json and the page of licences
	@$(BIN)/python tools/sbom.py

upgrade-check: $(VENV)/dev.stamp ## try the newest Wagtail, Django and Typst apart; changes nothing here
	@$(BIN)/python tools/upgrade_check.py

clean: ## remove everything generated, the demo's database too
	@rm -rf $(LOA_VAR) $(VENV)
