"""The one family of errors that a user of the package meets.

Every message is one line that names what was wrong and what to do about it: the command line prints it as it is.
"""


class AlignerError(Exception):
    """Something that the user can mend: bad input, a missing model, a file that cannot be written."""


class InputError(AlignerError):
    """A text that cannot be read or used: missing, binary, empty, in the wrong language."""


class CorpusError(AlignerError):
    """A corpus file or gold file that does not follow its format; the message names file and line."""


class ModelError(AlignerError):
    """An embedding model that cannot be found or loaded."""


class OutputError(AlignerError):
    """A result that cannot be written."""
