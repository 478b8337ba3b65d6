"""Where the program starts, as `aligner` or as `python -m aligner`."""

from __future__ import annotations

import sys


def run() -> None:
    """Run the command line. Ctrl-C ends the program without a traceback from its first import on."""
    try:
        from aligner.commands import main

        main(prog_name="aligner")
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    run()
