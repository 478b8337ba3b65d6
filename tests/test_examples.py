"""The examples run as their explanations say."""

import subprocess
import sys
from pathlib import Path

EXAMPLES = Path(__file__).parents[1] / "examples"


def test_align_and_inspect_shows_the_flagged_segments_of_the_press_release(tmp_path):
    command = [sys.executable, str(EXAMPLES / "align_and_inspect.py")]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", cwd=tmp_path, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert "addition:sentence" not in done.stdout
    assert "Not in the source:" in done.stdout
    assert done.stdout.splitlines()[-1].endswith("of 25 segments are flagged")
