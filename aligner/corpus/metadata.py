"""The signature of a run: all that its result depends on, and nothing that differs between two equal runs."""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path, PurePath
from typing import Any, Final

from aligner.corpus.files import encoded, is_special
from aligner.corpus.json_values import parse_signature
from aligner.corpus.segment import Segment
from aligner.corpus.staging import NEW, OLD, sweep
from aligner.errors import CorpusError
from aligner.text.document import Document
from aligner.version import __version__

_ENDING: Final = ".meta.json"
_DIGEST: Final = "corpus_sha256"
"""The entry that says to which state of the corpus the metadata belong."""


def signature_of(
    source: Document,
    target: Document,
    *,
    sentences: tuple[int, int],
    model: str,
    options: Mapping[str, object],
    segments: Sequence[Segment],
) -> dict[str, Any]:
    """Return the signature of a run, ready for JSON.

    `sentences` are the numbers of source and target sentences, `model` is the encoder's fingerprint,
    `options` are those that change the result: not threads, cache or progress, and no paths. Files appear by
    base name.
    """
    languages = f"{source.language or 'unknown'}-{target.language or 'unknown'}"
    return {
        "signature": signature_line({"model": model, "languages": languages, **options}),
        "version": __version__,
        "model": model,
        "options": dict(options),
        "source": _describe_document(source, sentences[0]),
        "target": _describe_document(target, sentences[1]),
        "counts": counts_of(segments),
    }


def checked_signature(
    signature: Mapping[str, Any],
    languages: tuple[str, str],
    model: str,
    options: Mapping[str, object],
    segments: Sequence[Segment],
) -> dict[str, Any]:
    """Return the signature of a corpus after a check: what was known of it stays.

    `check` says how it was checked, in one line, and `check_options` with which options.
    `languages` are those of source and target, `model` is the encoder's fingerprint, `options` are those that change
    the result.
    """
    sides = {
        name: {**(known if isinstance(known := signature.get(name), dict) else {}), "language": language}
        for name, language in zip(("source", "target"), languages, strict=True)
    }
    check = signature_line({"model": model, "languages": "-".join(languages), **options})
    return {
        "signature": check,
        "version": __version__,
        "model": model,
        **signature,
        "check": check,
        "check_options": dict(options),
        **sides,
        "counts": counts_of(segments),
    }


def signature_line(settings: Mapping[str, object]) -> str:
    """Join settings in one line, for two people to compare, as sacreBLEU: `reflow:auto|version:0.1.0`."""
    return "|".join(f"{name}:{_plain(value)}" for name, value in {**settings, "version": __version__}.items())


def metadata_path(path: Path) -> Path:
    """Return where the signature of the corpus at `path` stands: `OUT.meta.json` beside `OUT`."""
    return path.with_name(f"{path.name}{_ENDING}")


class Hashed:
    """Lines or pieces of a corpus on their way to its file, and the digest of those that have passed."""

    def __init__(self, content: Iterable[str] | Iterable[bytes]) -> None:
        self._content = content
        self._digest = hashlib.sha256()

    def __iter__(self) -> Iterator[bytes]:
        for piece in self._content:
            data = encoded(piece)
            self._digest.update(data)
            yield data

    def digest(self) -> str:
        """Return the SHA-256 in hexadecimal."""
        return self._digest.hexdigest()


def dump(signature: Mapping[str, Any], digest: Callable[[], str]) -> Iterator[str]:
    """Yield the metadata file's text; `digest`, asked as late as can be, is that of the corpus it belongs to."""
    yield json.dumps({**signature, _DIGEST: digest()}, ensure_ascii=False, indent=2) + "\n"


def read_beside(path: Path) -> dict[str, Any] | None:
    """Read the signature that stands beside the corpus at `path`; empty where there is none.

    None where it belongs to another state of the corpus. Raises CorpusError for a file that is no JSON object.
    """
    if is_special(path):
        return {}
    tidy(path.parent)
    found = _read(metadata_path(path))
    stated = found.pop(_DIGEST, None)
    return found if stated in (None, file_digest(path)) else None


def tidy(folder: Path) -> None:
    """Remove what killed runs have left in a folder, and put metadata back that they have taken away."""
    sweep(folder, _rescue)


def file_digest(path: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal, empty where it cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def _rescue(left: Path) -> None:
    """Put the metadata that belong to a corpus as it is now beside it."""
    for name in (NEW, OLD):
        for waiting in (left / name).glob(f"*{_ENDING}"):
            place = left.parent / waiting.name
            corpus = place.with_name(place.name.removesuffix(_ENDING))
            with contextlib.suppress(CorpusError):
                if not place.exists() and _read(waiting).get(_DIGEST, "") == file_digest(corpus) != "":
                    waiting.replace(place)


def _read(path: Path) -> dict[str, Any]:
    try:
        found = parse_signature(path.read_bytes())
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise CorpusError(f"{path}: cannot be read as JSON ({error}); restore or delete it") from error
    if found is None:
        raise CorpusError(f"{path}: holds no JSON object; restore or delete it")
    return found


def _plain(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def _describe_document(document: Document, sentences: int) -> dict[str, Any]:
    return {
        "name": PurePath(document.name).name,
        "language": document.language,
        "sha256": document.digest,
        "characters": len(document.text),
        "sentences": sentences,
    }


def counts_of(segments: Iterable[Segment]) -> dict[str, Any]:
    """Count segments, kinds of beads and flags, as a signature has it."""
    segments = tuple(segments)
    return {
        "segments": len(segments),
        "beads": _sorted_counts(segment.bead.kind for segment in segments),
        "flags": _sorted_counts(flag.name for segment in segments for flag in segment.flags),
    }


def _sorted_counts(names: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(names).items()))
