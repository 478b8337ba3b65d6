"""Nothing about a run is kept or sent for anybody but its user."""

import os
import subprocess
import sys

ENCODE = "from aligner.encoding import load_encoder; load_encoder(cache=False).encode(['Ein Satz.'])"


def test_encoding_leaves_no_trace_in_the_home_folder(tmp_path):
    folders = {name: str(tmp_path) for name in ("HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "LOCALAPPDATA", "APPDATA")}
    environment = {name: value for name, value in os.environ.items() if name != "ORT_DISABLE_TELEMETRY"} | folders
    subprocess.run([sys.executable, "-c", ENCODE], check=True, env=environment, cwd=tmp_path)
    assert list(tmp_path.rglob("*")) == []
