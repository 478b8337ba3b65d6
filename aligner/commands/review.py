"""`aligner review`: the review page in the browser."""

from __future__ import annotations

import gc
import importlib.util
import webbrowser
from contextlib import closing
from typing import TYPE_CHECKING

import click

from aligner.errors import AlignerError

if TYPE_CHECKING:
    from aligner.review.session import ReviewSession

_EXAMPLES = """\b
Examples:
  aligner review parallel.tsv
  aligner review checked.jsonl --port 8765
  aligner review parallel.tsv --no-open

\b
Decisions are kept in CORPUS.review.sqlite the moment they are made. CORPUS
itself changes when Save is pressed; `aligner export CORPUS -o OUT` puts
decisions into another file.
Stop with Ctrl-C.
"""


@click.command("review", epilog=_EXAMPLES, no_args_is_help=True)
@click.argument("corpus", metavar="CORPUS")
@click.option("--port", type=click.IntRange(1, 65535), help="Port on 127.0.0.1; a free one if not given.")
@click.option("--no-open", is_flag=True, help="Print the address and open no browser.")
@click.option("--ui-lang", type=click.Choice(["en", "de"]), help="Language of the page; the browser's if not given.")
def command(corpus: str, port: int | None, ui_lang: str | None, *, no_open: bool) -> None:
    """Review CORPUS (TSV, JSONL, TMX, XLIFF, XLSX) in the browser, on this machine alone."""
    _require_extra()
    from aligner.review.computing.recompute import Recomputation
    from aligner.review.web.server import listen, serve

    with closing(_open_session(corpus)) as session:
        address = listen(port or 0)
        with closing(Recomputation(session)) as recomputation:
            recomputation.start()

            def ready() -> None:
                click.echo(f"aligner: {corpus} is open at {address.url}", err=True)
                click.echo("aligner: stop with Ctrl-C", err=True)
                if not no_open:
                    _open(address.url)

            serve(session, recomputation, address, ready, ui_lang or "")


def _open_session(corpus: str) -> ReviewSession:
    from aligner.review.keeping.opening import uncollected
    from aligner.review.session import ReviewSession

    with uncollected():
        session = ReviewSession(corpus)
        session.index()  # now, so that the page need not wait for it
        gc.freeze()  # a large corpus is not searched for garbage, neither now nor later
    return session


def _require_extra() -> None:
    missing = [name for name in ("msgspec", "starlette", "uvicorn") if importlib.util.find_spec(name) is None]
    if missing:
        names = " and ".join(filter(None, (", ".join(missing[:-1]), missing[-1])))
        raise AlignerError(f"review needs {names}: install with pip install 'bitext-aligner[review]'")


def _open(url: str) -> None:
    if not webbrowser.open(url):
        click.echo("aligner: no browser could be opened: open the address above", err=True)
