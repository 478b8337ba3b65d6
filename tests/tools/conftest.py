"""Makes `tools` importable, which is not installed.

Its folder goes to the end of the path, so that `aligner` still comes from where it is installed: pytest's `pythonpath`
would put the sources first, and nobody would notice a file that is missing from the package.
"""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parents[2]))
