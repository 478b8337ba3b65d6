"""The one family of errors that a user of the package meets.

Every message is one line that names what was wrong and what to do about it: the command line prints it as it is.
"""

from __future__ import annotations

from pathlib import Path
from typing import Self


class AlignerError(Exception):
    """Something that the user can mend: bad input, a missing model, a file that cannot be written."""


class InputError(AlignerError):
    """A text that cannot be read or used (missing, binary, empty, in the wrong language), or an unknown option."""


class CorpusError(AlignerError):
    """A file of a corpus, of gold or of a review that cannot be read, breaks its format or is not of the texts at hand.

    The message names the file and, where it has lines, the line.
    """

    @classmethod
    def unreadable(cls, path: Path, error: OSError) -> Self:
        """Return the error of a file that cannot be opened or read."""
        return cls(f"{path}: cannot be read: {error.strerror or error}; check its name and place")


class ModelError(AlignerError):
    """An embedding model that cannot be found or loaded, or that shows less than is needed."""


class OutputError(AlignerError):
    """A result that cannot be written."""


class Notice(UserWarning):
    """Something worth a line that is nothing wrong, such as the format that a file is read as."""
