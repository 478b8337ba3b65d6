# For developers, in an environment with `pip install -c constraints.txt -e '.[dev]'`; see CONTRIBUTING.md.
.PHONY: check style types fast tests documents

check: style types fast

style:
	ruff check .
	ruff format --check .
	lint-imports

types:
	mypy

fast:
	pytest -m "not slow" -n auto --dist loadfile

tests:
	pytest -n auto --dist loadfile

documents:
	python -m tools.documents
