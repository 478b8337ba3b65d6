"""`aligner split`: a text's sentences, one a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from aligner.commands.options import language_code, reading_options

if TYPE_CHECKING:
    from aligner.text.document import Sentence

_EXAMPLES = """\b
Examples:
  aligner split report.txt > report.sentences.txt
  aligner split --lang de --offsets bericht.txt
  aligner split report.pdf

With --offsets, a line is START, END and the sentence, separated by tabs: the sentence
is made of the characters from START up to END (not included) of the decoded input,
or of the text that was extracted where FILE is no plain text.
"""


@click.command("split", epilog=_EXAMPLES, no_args_is_help=True)
@click.argument("file", metavar="FILE")
@click.option(
    "--lang", callback=language_code, metavar="CODE", help="Language of FILE (de, en); detected if not given."
)
@reading_options
@click.option("--offsets", is_flag=True, help="Say where in the input each sentence stands.")
def command(file: str, lang: str | None, read_as: str, reflow: str, encoding: str | None, *, offsets: bool) -> None:
    """Write the sentences of FILE to standard output, one a line; `-` is standard input."""
    from aligner.corpus.files import write_standard_output
    from aligner.documents.reading import read_document
    from aligner.text.splitting import split

    document = read_document(file, language=lang, reflow=reflow, encoding=encoding, read_as=read_as)
    line = _line_with_offsets if offsets else _line
    write_standard_output(line(sentence) for sentence in split(document))


def _line(sentence: Sentence) -> str:
    from aligner.corpus.tsv import flat

    return f"{flat(sentence.text)}\n"


def _line_with_offsets(sentence: Sentence) -> str:
    return f"{sentence.start}\t{sentence.end}\t{_line(sentence)}"
