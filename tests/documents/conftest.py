"""Makes `tools` importable, which is not installed: see `tests/tools/conftest.py`."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parents[2]))
