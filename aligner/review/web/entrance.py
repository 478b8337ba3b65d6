"""The one way in to the review page: an address that opens it once, and what the browser shows from then on.

An address can be seen: in the list of processes, where a browser is started with it, and in the browser's history. So
the code in it is void as soon as it was used, and the browser is started with the path of a file that only this user
can read, which leads on to the address.
"""

from __future__ import annotations

import contextlib
import os
import secrets
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

_BYTES: Final = 24
_PAGE: Final = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="referrer" content="no-referrer">
<meta http-equiv="refresh" content="0; url={url}">
<title>aligner</title>
<p><a href="{url}">Open the review</a></p>
</html>
"""


_CLOSED: Final = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>aligner</title>
<p>This review is closed, or was started again since.
Open the newest address that <code>aligner review</code> has printed; each opens the page once.</p>
<p lang="de">Diese Durchsicht ist beendet oder wurde seither neu gestartet.
Öffnen Sie die neueste Adresse, die <code>aligner review</code> ausgegeben hat; jede öffnet die Seite einmal.</p>
</html>
"""


class Entrance:
    """A secret, and a code that is given for it: whoever gives the code is told the secret, and there is another code.

    `when_used` is called after each use, with the new code in place.
    """

    def __init__(self) -> None:
        self.secret: Final = secrets.token_urlsafe(_BYTES)
        self.code = secrets.token_urlsafe(_BYTES)
        self.when_used: Callable[[], None] = lambda: None

    def admits(self, secret: str) -> bool:
        """Tell whether this is the secret."""
        return _equal(secret, self.secret)

    def use(self, code: str) -> bool:
        """Tell whether this is the code, which is void from now on."""
        if not _equal(code, self.code):
            return False
        self.code = secrets.token_urlsafe(_BYTES)
        self.when_used()
        return True


def entrance_path(store: Path) -> Path:
    """Return where the file that leads to the page stands: beside the store of the review.

    Not in a folder for temporary files, which the browsers of some systems cannot see.
    """
    return store.with_name(f"{store.name.removesuffix('.sqlite')}.open.html")


@contextlib.contextmanager
def entrance_file(path: Path, url: str) -> Iterator[None]:
    """Have a file that leads to the address, for this user alone, as long as the context lasts."""
    path.unlink(missing_ok=True)  # of a review that was killed; what another user has put there is not written to
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(_PAGE.format(url=url))
        yield
    finally:
        path.unlink(missing_ok=True)


def lead_on(url: str) -> str:
    """Return a page that does nothing but lead on to another."""
    return _PAGE.format(url=url)


def closed_page() -> str:
    """Return a page for whoever has no way in, or none any more."""
    return _CLOSED


def _equal(given: str, wanted: str) -> bool:
    return secrets.compare_digest(given.encode("utf-8", "surrogateescape"), wanted.encode())
