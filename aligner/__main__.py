"""Runs the command line as `python -m aligner`."""

from aligner.commands import main

if __name__ == "__main__":
    main(prog_name="aligner")
