"""`aligner review`: the review page in the browser."""

from __future__ import annotations

import gc
import importlib.util
import webbrowser
from contextlib import ExitStack, closing
from pathlib import Path
from typing import TYPE_CHECKING

import click

from aligner.commands.progress import say_at_once
from aligner.commands.reviewable import note_what_cannot_be_saved, one_corpus, texts_aligned_first
from aligner.corpus.format_names import UI_LANGUAGES
from aligner.errors import AlignerError

if TYPE_CHECKING:
    from aligner.review.session import ReviewSession
    from aligner.review.web.server import Address

_EXAMPLES = """\b
Examples:
  aligner review parallel.tsv
  aligner review checked.jsonl --port 8765
  aligner review parallel.tsv --no-open --ui-lang de

\b
The address opens the page once; then another one is printed.
Decisions are kept in CORPUS.review.sqlite the moment they are made. CORPUS
itself changes when Save is pressed; `aligner export CORPUS -o OUT` puts
decisions into another file.
Stop with Ctrl-C.
"""


@click.command("review", epilog=_EXAMPLES, no_args_is_help=True)
@click.argument("corpora", metavar="CORPUS", nargs=-1, required=True)
@click.option("--port", type=click.IntRange(1, 65535), help="Port on 127.0.0.1; a free one if not given.")
@click.option("--no-open", is_flag=True, help="Print the address and open no browser.")
@click.option(
    "--ui-lang",
    type=click.Choice(UI_LANGUAGES),
    help="Language of the page; that of the browser if not given.",
)
def command(corpora: tuple[str, ...], port: int | None, ui_lang: str | None, *, no_open: bool) -> None:
    """Review CORPUS (TSV, JSONL, TMX, XLIFF, XLSX) in the browser, on this machine alone."""
    _require_extra()
    from aligner.review.computing.recompute import Recomputation
    from aligner.review.web.server import listen, serve

    corpus = one_corpus(corpora)
    say_at_once(f"opening {corpus}")
    with texts_aligned_first(corpus, "then aligner review parallel.tsv"):
        opened = _open_session(corpus)
    note_what_cannot_be_saved(corpus)
    with closing(opened) as session, ExitStack() as until_used:
        address = listen(port or 0)
        with closing(Recomputation(session)) as recomputation:
            recomputation.start()

            def ready() -> None:
                click.echo(f"aligner: {corpus} is open at {address.url}", err=True)
                click.echo("aligner: stop with Ctrl-C", err=True)
                if not no_open:
                    _open(corpus, address, until_used)

            def used() -> None:
                until_used.close()
                click.echo(f"aligner: to open it in another browser, too: {address.url}", err=True)

            address.entrance.when_used = used
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


def _open(corpus: str, address: Address, until_used: ExitStack) -> None:
    """Start the browser, with no secret among its arguments."""
    from aligner.review.keeping.places import store_path
    from aligner.review.web.entrance import entrance_file, entrance_path

    path = entrance_path(store_path(Path(corpus)))
    try:
        until_used.enter_context(entrance_file(path, address.url))
        is_open = webbrowser.open(path.as_uri())
    except OSError:
        is_open = False
    if not is_open:
        until_used.close()
        click.echo("aligner: no browser could be opened: open the address above", err=True)
