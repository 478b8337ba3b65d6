"""The routes of the review page: questions and decisions as JSON.

A route raises `AlignerError` for what the page asked for and cannot have (422), `HTTPException` for anything else.
"""

from __future__ import annotations

import gzip
import json
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

import anyio
from anyio.to_thread import run_sync
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import Route

from aligner.corpus.choosing import Choice, Chosen
from aligner.corpus.corpus import Corpus
from aligner.corpus.format_names import UI_LANGUAGES
from aligner.corpus.formats import output_format
from aligner.errors import AlignerError, ModelError
from aligner.review.computing.spans import roughly_placed
from aligner.review.decisions.events import decision_from_page
from aligner.review.decisions.updates import Conflict
from aligner.review.keeping import saving

if TYPE_CHECKING:
    from starlette.requests import Request

    from aligner.review.computing.recompute import Recomputation
    from aligner.review.decisions.segment import ReviewSegment
    from aligner.review.decisions.updates import Updates
    from aligner.review.session import ReviewSession
    from aligner.words.alignment import WordAlignment

MOST_ROWS: Final = 200
MOST_FOUND: Final = 5000
LONGEST_WAIT: Final = 30.0
"""Seconds that a question for changes is kept open."""
MOST_WAITING: Final = 64
"""Windows whose questions are kept open at a time."""
_SLICE: Final = 0.25
"""Seconds after which a waiting question sees that the server is about to stop."""
MOST_CHANGES: Final = 500
"""A decision that changes more segments has the page fetch them all anew."""
MOST_STEPS: Final = 200
MOST_REPLACED: Final = 1000
_SETTLE: Final = 60.0
"""Seconds that a save waits at most for what is being computed."""
_LARGEST_PLAIN: Final = 1_000_000
"""Answers of more bytes are compressed."""

Json = dict[str, Any]


class _QuestionError(AlignerError):
    """The page asked for something that makes no sense."""


@dataclass(frozen=True, slots=True)
class Api:
    """What the routes answer from. `stopping` tells whether the server is about to stop.

    Methods take and return JSON; they may block and are called in threads.
    """

    session: ReviewSession
    recomputation: Recomputation
    stopping: Callable[[], bool]
    waiting: anyio.CapacityLimiter = field(default_factory=lambda: anyio.CapacityLimiter(MOST_WAITING))

    def index(self) -> Json:
        """Return all segments, as columns."""
        return self.session.index()

    def rows(self, keys: str) -> list[Json]:
        """Return the segments of these keys (`1,2,3`) in full; those that are no more are left out."""
        numbers = [_number(key, "keys") for key in keys.split(",") if key]
        if len(numbers) > MOST_ROWS:
            raise _QuestionError(f"{len(numbers)} rows were asked for; there are at most {MOST_ROWS} in an answer")
        found = [self.session.get(number) for number in numbers]
        return [self._row(segment) for segment in found if segment is not None]

    def words(self, key: str) -> Json:
        """Return the words of both sides and the links between them."""
        found = self.session.get(_number(key, "key"))
        if found is None:
            raise HTTPException(404, "there is no such segment")
        try:
            return words_json(self.recomputation.words(found.segment.source, found.segment.target))
        except ModelError as error:
            raise HTTPException(503, str(error)) from error

    def search(self, query: str) -> Json:
        """Return the keys of segments that contain the text."""
        return asdict(self.session.search(query, MOST_FOUND)) if query else {"keys": [], "count": 0}

    def replacements(self, wanted: str, instead: str) -> Json:
        """Return the translations that would change if some words were replaced."""
        found = self.session.replacements(wanted, instead, MOST_REPLACED + 1) if wanted else []
        return {"found": [asdict(one) for one in found[:MOST_REPLACED]], "more": len(found) > MOST_REPLACED}

    def alike(self, key: str, flag: str) -> Json:
        """Return the open flags of the same kind and words."""
        return {"flags": self.session.alike(_number(key, "key"), flag)}

    def history(self) -> Json:
        """Return the last decisions."""
        return {"steps": self.session.steps(MOST_STEPS)}

    def changed(self) -> Json:
        """Return all changed texts, as they were and as they are."""
        return {"changed": self.session.changed_texts()}

    def changes(self, since: str, wait: str) -> Json:
        """Wait until something changes after a revision, and return it."""
        revision = _number(since, "since")
        end = time.monotonic() + min(_seconds(wait), LONGEST_WAIT)
        updates = first = self.session.changes_since(revision)
        notice = self.recomputation.notice
        while not (updates.updates or updates.reset or self.stopping()):
            if updates.saved != first.saved or self.recomputation.notice != notice:
                break
            left = end - time.monotonic()
            if left <= 0:
                break
            updates = self.session.wait(revision, min(left, _SLICE))
        return self._answer(updates)

    def decide(self, given: Json) -> Json:
        """Carry out one decision."""
        event = decision_from_page(given)
        return self._outcome(self.session.decide(event, _field(given, "revision", int), _window(given)))

    def join(self, given: Json) -> Json:
        """Bring the two sides of a moved passage together."""
        key = _field(given, "key", int)
        passage = self.session.passage(key)
        if passage is None:
            raise _QuestionError("the counterpart of this segment is not there any more, or was joined already")
        return self._outcome(self.session.decide(passage.joining(), _field(given, "revision", int), _window(given)))

    def check(self, given: Json) -> Json:
        """Have all segments checked; what is found comes as changes."""
        self.recomputation.check_all()
        return {"started": True}

    def undo(self, given: Json) -> Json:
        """Take back the last decision."""
        return self._outcome(self.session.undo(_window(given), _base(given)))

    def redo(self, given: Json) -> Json:
        """Carry out again what was taken back last."""
        return self._outcome(self.session.redo(_window(given), _base(given)))

    def realign(self, given: Json) -> Json:
        """Have what follows a segment aligned anew; the result comes as a change."""
        key = _field(given, "key", int)
        if self.session.get(key) is None:
            raise _QuestionError(f"there is no segment with the key {key}")
        self.recomputation.realign(key, _window(given))
        return {"started": True}  # no revision: the window may not know all changes up to this one

    def save(self, given: Json) -> Json:
        """Write the corpus file, once what decisions have made out of date is computed: its flags are those of now."""
        settled = self.recomputation.settle(_SETTLE)
        corpus = self.session.save()
        now = self.session.changes_since(self.session.revision)
        path = str(self.session.path)
        count = len(corpus)
        return {"path": path, "segments": count, "revision": now.revision, "saved": now.saved, "settled": settled}

    def download(self, ending: str, ui_language: str) -> tuple[str, bytes]:
        """Return the name and the content of the corpus with all decisions, in the format of an ending.

        It holds what an export holds that is asked for nothing else. A report speaks `ui_language`.
        """
        self.recomputation.settle(_SETTLE)
        name = f"{self.session.path.stem}.{ending}"
        corpus = self.session.corpus()
        chosen = Chosen.of(corpus.segments, Choice.of((), 0.0, output_format(name), two_sided=False))
        return name, saving.content(Corpus(chosen.segments, corpus.signature), Path(name), ui_language)

    def _row(self, segment: ReviewSegment) -> Json:
        return self.session.row(roughly_placed(segment))

    def _outcome(self, outcome: Updates | Conflict) -> Json:
        self.recomputation.wake()
        if isinstance(outcome, Conflict):
            return self._conflict(outcome)
        return self._answer(outcome)

    def _conflict(self, conflict: Conflict) -> Json:
        current = conflict.current
        return {
            "conflict": "The segment was changed in another window.",
            "revision": conflict.revision,
            "key": conflict.key,
            "row": None if current is None else self._row(current),
            "entry": None if current is None else self.session.index_entry(current),
        }

    def _answer(self, updates: Updates) -> Json:
        is_much = len(updates.updates) > MOST_CHANGES
        changes = (
            []
            if is_much
            else [
                {
                    "position": update.change.position,
                    "removed": [segment.key for segment in update.change.removed],
                    "inserted": [
                        {
                            "key": segment.key,
                            "entry": self.session.index_entry(segment),
                            "row": self._row(segment),
                        }
                        for segment in update.change.inserted
                    ],
                    "window": update.window,
                }
                for update in updates.updates
            ]
        )
        return {
            "revision": updates.revision,
            "changes": changes,
            "reset": updates.reset or is_much,
            "saved": updates.saved,
            "focus": updates.focus,
            "undo": [asdict(verdict) for verdict in updates.undo],
            "redo": [asdict(verdict) for verdict in updates.redo],
            "last_done": updates.last_done,
            "last_undone": updates.last_undone,
            "unchecked": self.recomputation.unchecked,
            "notice": self.recomputation.notice,
        }


def routes(api: Api) -> list[Route]:
    """Return the table of routes."""
    return [
        _question("/api/index", lambda query: api.index()),
        _question("/api/rows", lambda query: api.rows(query.get("keys", ""))),
        _question("/api/words", lambda query: api.words(query.get("key", ""))),
        _question("/api/search", lambda query: api.search(query.get("q", ""))),
        _question(
            "/api/changes", lambda query: api.changes(query.get("since", ""), query.get("wait", "0")), api.waiting
        ),
        _question("/api/replacements", lambda query: api.replacements(query.get("q", ""), query.get("with", ""))),
        _question("/api/alike", lambda query: api.alike(query.get("key", ""), query.get("flag", ""))),
        _question("/api/history", lambda query: api.history()),
        _question("/api/changed", lambda query: api.changed()),
        *(_download(ending, api) for ending in DOWNLOADS),
        _decision("/api/decide", api.decide),
        _decision("/api/join", api.join),
        _decision("/api/check", api.check),
        _decision("/api/undo", api.undo),
        _decision("/api/redo", api.redo),
        _decision("/api/realign", api.realign),
        _decision("/api/save", api.save),
    ]


DOWNLOADS: Final = ("html", "tsv", "jsonl", "tmx", "xlf")
"""Endings of the formats that the page offers: the report, and those that need no further library."""


def words_json(words: WordAlignment | None) -> Json:
    """Return spans of words and their links: `[source word, target word, strength]`, the strength in 0..1."""
    if words is None:
        return {"source": [], "target": [], "links": []}
    strength = words.similarity.clip(0.0, 1.0).tolist()
    return {
        "source": words.source.spans.tolist(),
        "target": words.target.spans.tolist(),
        "links": [
            [source, target, round(value, 3)]
            for (source, target), value in zip(words.links.tolist(), strength, strict=True)
        ],
    }


def _question(path: str, answer: Callable[[Any], object], limiter: anyio.CapacityLimiter | None = None) -> Route:
    async def handle(request: Request) -> Response:
        return await _answered(lambda: answer(request.query_params), request, limiter)

    return Route(path, handle, methods=["GET"])


def _decision(path: str, answer: Callable[[Json], Json]) -> Route:
    async def handle(request: Request) -> Response:
        body = await request.body()

        def decide() -> Json:
            return answer(_object(body))

        return await _answered(decide, request, None)

    return Route(path, handle, methods=["POST"])


def _download(ending: str, api: Api) -> Route:
    async def handle(request: Request) -> Response:
        try:
            language = request.query_params.get("language", UI_LANGUAGES[0])
            name, content = await run_sync(api.download, ending, language)
        except AlignerError as error:
            return _response({"error": str(error)}, 422)
        quoted = f"attachment; filename*=UTF-8''{quote(name, safe='')}"
        return Response(content, headers={"content-type": "application/octet-stream", "content-disposition": quoted})

    return Route(f"/download/{ending}", handle, methods=["GET"])


async def _answered(answer: Callable[[], object], request: Request, limiter: anyio.CapacityLimiter | None) -> Response:
    packs = "gzip" in request.headers.get("accept-encoding", "")

    def work() -> Response:
        try:
            found = answer()
        except ModelError as error:
            return _response({"error": str(error)}, 503)
        except AlignerError as error:
            return _response({"error": str(error)}, 422)
        conflicts = isinstance(found, dict) and "conflict" in found
        return _response(found, 409 if conflicts else 200, packs=packs)

    return await run_sync(work, limiter=limiter)


def _response(content: object, status: int, *, packs: bool = False) -> Response:
    # Lone surrogates, which JSON lets through, are no UTF-8: they stay escaped.
    body = json.dumps(content, ensure_ascii=True, allow_nan=False, separators=(",", ":")).encode()
    headers = {"content-type": "application/json"}
    if packs and len(body) > _LARGEST_PLAIN:
        body = gzip.compress(body, compresslevel=1, mtime=0)
        headers["content-encoding"] = "gzip"
    return Response(body, status, headers)


def _object(body: bytes) -> Json:
    try:
        found = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise _QuestionError("the body is not JSON") from error
    if not isinstance(found, dict):
        raise _QuestionError("the body is not a JSON object")
    return found


def _base(given: Json) -> int | None:
    """Return the revision that the page knew, None where it does not say."""
    return None if given.get("revision") is None else int(_field(given, "revision", int))


def _window(given: Json) -> str:
    window: str = _field(given, "window", str)
    return window[:100].encode("utf-8", "replace").decode()  # a lone surrogate cannot be kept


def _field(given: Json, name: str, kind: type) -> Any:  # noqa: ANN401  (as `kind` says)
    value = given.get(name)
    if not isinstance(value, kind) or isinstance(value, bool):
        raise _QuestionError(f"{name} is missing, or is not a {'number' if kind is int else 'text'}")
    return value


def _number(text: str, name: str) -> int:
    if not text.isascii() or not text.isdigit() or len(text) > 15:
        raise _QuestionError(f"{name}: {text[:40]!r} is not a whole number")
    return int(text)


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError as error:
        raise _QuestionError(f"wait: {text[:40]!r} is not a number") from error
    return seconds if 0 <= seconds <= LONGEST_WAIT else LONGEST_WAIT
