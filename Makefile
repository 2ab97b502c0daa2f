# Everything a developer runs. Only Python 3.11 or newer and make are needed.

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin

.PHONY: demo test check lint types contracts wheel neo4j neo4j-stop clean

# The product alone, from this checkout.
$(VENV)/.installed: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --editable .
	touch $@

# With all that tests and checks need.
$(VENV)/.installed-dev: $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --editable ".[dev]"
	touch $@

demo: $(VENV)/.installed
	mkdir -p demo
	$(BIN)/abstractgraph build examples/papers.txt examples/papers.jsonl examples/papers.bib -o demo/graph.json
	$(BIN)/abstractgraph show ROME -g demo/graph.json
	$(BIN)/abstractgraph view -g demo/graph.json -o demo/graph.html --title "Example papers"
	@echo "Open demo/graph.html in a browser."

test: $(VENV)/.installed-dev
	$(BIN)/python -m pytest -q -rs -n 2 --dist loadgroup --cov --cov-report=term:skip-covered

check: lint types contracts test wheel

lint: $(VENV)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.installed-dev
	$(BIN)/mypy

contracts: $(VENV)/.installed-dev
	$(BIN)/lint-imports

# The wheel, built from the source distribution, holds what it should and works away from the checkout.
wheel: $(VENV)/.installed-dev
	rm -rf dist build/wheel
	$(BIN)/python -m build --outdir dist . >/dev/null
	$(BIN)/check-wheel-contents dist/*.whl
	$(PYTHON) -m venv build/wheel
	build/wheel/bin/python -m pip install --quiet dist/*.whl
	cd build/wheel && ./bin/abstractgraph build "$(CURDIR)/examples/papers.txt" -o graph.json --quiet \
		&& ./bin/abstractgraph show ROME >/dev/null && ./bin/abstractgraph view --quiet \
		&& ./bin/abstractgraph query outperforms --param method=ROME >/dev/null

# A Neo4j Community server on this machine; only Maven and a JDK are needed. NEO4J_VERSION, NEO4J_PORT and
# NEO4J_PASSWORD choose.
neo4j:
	@$(PYTHON) tests/neo4j_process.py start

neo4j-stop:
	@$(PYTHON) tests/neo4j_process.py stop

clean: neo4j-stop
	rm -rf $(VENV) build dist demo .coverage .mypy_cache .pytest_cache .ruff_cache .hypothesis
