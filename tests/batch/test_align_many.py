from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import aligner
from aligner.batch.cluster.running import NoCluster, align_on_cluster
from aligner.batch.result import BatchResult
from aligner.corpus.corpus import Corpus
from aligner.encoding.encoder import Encoder
from aligner.errors import InputError, OutputError

Pairs = Callable[[int], list[tuple[str, str]]]


def files(folder: Path) -> dict[str, bytes]:
    """The files of a batch, manifests without their seconds."""
    found = {path.name: path.read_bytes() for path in folder.iterdir()}
    for name in found:
        if name.endswith("manifest.jsonl"):
            entries = [json.loads(line) for line in found[name].splitlines()]
            found[name] = json.dumps([{**entry, "seconds": 0} for entry in entries]).encode()
    return found


@pytest.fixture
def many(shipped_encoder: Encoder) -> Callable[..., BatchResult]:
    def run(pairs: Any, folder: Path, **options: Any) -> BatchResult:
        return aligner.align_many(pairs, folder, encoder=shipped_encoder, **options)

    return run


def test_a_corpus_and_a_report_a_pair(many: Callable[..., BatchResult], pairs: Pairs, tmp_path: Path) -> None:
    out = tmp_path / "deep" / "out"
    listed = pairs(3)
    result = many(listed, out)
    assert result.is_whole
    assert result.failures == ()
    assert {"0.en.tsv", "0.en.tsv.meta.json", "0.en.html", "overview.html", "totals.json"} <= files(out).keys()
    assert result.totals.segments == sum(len(Corpus.read(out / f"{number}.en.tsv")) for number in range(3))
    alone = aligner.align(*listed[0], cache=False)
    assert Corpus.read(out / "0.en.tsv").segments == _as_table(alone, tmp_path).segments
    overview = (out / "overview.html").read_text("utf-8")
    assert all(f'href="{number}.en.html"' in overview for number in range(3))


def _as_table(corpus: Corpus, folder: Path) -> Corpus:
    corpus.write(folder / "alone.tsv")
    return Corpus.read(folder / "alone.tsv")


def test_failures_do_not_stop_the_others_and_are_tried_again(
    many: Callable[..., BatchResult], pairs: Pairs, tmp_path: Path
) -> None:
    listed = pairs(3)
    missing = Path(listed[1][1])
    text = missing.read_bytes()
    missing.unlink()
    first = many(listed, tmp_path / "out")
    assert [entry.status for entry in first.entries] == ["done", "failed", "done"]
    assert "there is no such file" in first.failures[0].error
    assert "there is no such file" in (tmp_path / "out" / "overview.html").read_text("utf-8")
    missing.write_bytes(text)
    second = many(listed, tmp_path / "out")
    assert (second.kept, second.failures) == (2, ())
    many(listed, tmp_path / "calm")
    assert files(tmp_path / "out") == files(tmp_path / "calm")


def test_a_run_that_is_stopped_goes_on(many: Callable[..., BatchResult], pairs: Pairs, tmp_path: Path) -> None:
    listed = pairs(4)
    asked = iter([False, False, True])
    first = many(listed, tmp_path / "out", stop=lambda: next(asked), merged=tmp_path / "all.tsv")
    assert (first.is_whole, len(first.entries), first.totals.documents) == (False, 2, 4)
    assert not (tmp_path / "all.tsv").exists()
    second = many(listed, tmp_path / "out")
    assert (second.is_whole, second.kept) == (True, 2)
    many(listed, tmp_path / "calm")
    assert files(tmp_path / "out") == files(tmp_path / "calm")


def test_a_changed_text_or_option_is_done_again(many: Callable[..., BatchResult], pairs: Pairs, tmp_path: Path) -> None:
    listed = pairs(2)
    many(listed, tmp_path / "out")
    assert many(listed, tmp_path / "out").kept == 2
    with Path(listed[0][0]).open("a", encoding="utf-8") as file:
        file.write("\n\nOne more sentence stands here.\n")
    assert many(listed, tmp_path / "out").kept == 1
    assert many(listed, tmp_path / "out", only=["number"]).kept == 0
    (tmp_path / "out" / "0.en.tsv").write_text("damaged", "utf-8")
    assert many(listed, tmp_path / "out", only=["number"]).kept == 1


def test_doubtful_segments_are_marked_and_dropped_only_if_asked(
    many: Callable[..., BatchResult], pairs: Pairs, tmp_path: Path
) -> None:
    listed = pairs(2)
    plain, marked, dropped = (
        many(listed, tmp_path / name, **options)
        for name, options in (
            ("plain", {}),
            ("marked", {"min_confidence": 0.9995}),
            ("dropped", {"min_confidence": 0.9995, "drop": True}),
        )
    )
    doubtful = marked.totals.uncertain
    assert plain.totals.uncertain == 0 < doubtful
    assert marked.totals.segments == plain.totals.segments
    assert (dropped.totals.segments, dropped.totals.dropped) == (plain.totals.segments - doubtful, doubtful)
    messages = [flag.message for s in Corpus.read(tmp_path / "marked" / "0.en.tsv") for flag in s.flags]
    assert any("less sure here" in message for message in messages)


@pytest.mark.parametrize("ending", ["tsv", "tmx", "parquet"])
def test_all_in_one_file_without_duplicates(
    many: Callable[..., BatchResult], pairs: Pairs, tmp_path: Path, ending: str
) -> None:
    if ending == "parquet":
        pytest.importorskip("pyarrow")
    one = tmp_path / f"all.{ending}"
    result = many(pairs(3), tmp_path / "out", merged=one)
    assert result.merged is not None
    assert result.merged.segments + result.merged.duplicates == result.totals.segments
    documents = {"0.en", "1.en", "2.en"}
    if ending == "parquet":
        import pyarrow.parquet

        rows = pyarrow.parquet.read_table(one).to_pylist()
        assert {row["document"] for row in rows} == documents
        texts = [(row["source"], row["target"]) for row in rows]
    else:
        texts = [(segment.source, segment.target) for segment in Corpus.read(one)]
        assert all(name in one.read_text("utf-8") for name in documents)
    assert len(texts) == len(set(texts)) == result.merged.segments


def test_a_warning_is_in_the_manifest(many: Callable[..., BatchResult], pairs: Pairs, tmp_path: Path) -> None:
    story = "The cat sat by the window. It rained all day. Nobody came to see her."
    other = "Der Vertrag endet im Mai. Die Miete wird dann fällig. Schlüssel sind abzugeben."
    for name, text in (("a.txt", story), ("b.txt", other)):
        (tmp_path / name).write_text(text, "utf-8")
    result = many([(tmp_path / "a.txt", tmp_path / "b.txt")], tmp_path / "out")
    assert "hardly anything in common" in result.entries[0].warnings[0]


@pytest.mark.skipif(os.name == "nt", reason="permissions are other things on Windows")
def test_what_is_made_of_private_texts_is_private(
    many: Callable[..., BatchResult], pairs: Pairs, tmp_path: Path
) -> None:
    listed = pairs(2)
    Path(listed[0][0]).chmod(0o600)
    many(listed, tmp_path / "out", merged=tmp_path / "all.tsv")
    for path in (*(tmp_path / "out").glob("0.en*"), tmp_path / "out" / "overview.html", tmp_path / "all.tsv"):
        assert path.stat().st_mode & 0o077 == 0, path


def test_what_cannot_be_asked_for(many: Callable[..., BatchResult], pairs: Pairs, tmp_path: Path) -> None:
    listed = pairs(1)
    for options in ({"colour": "red"}, {"min_confidence": 2}, {"format": "html"}, {"only": ["nonsense"]}):
        with pytest.raises(InputError):
            many(listed, tmp_path / "out", **options)
    for options in ({"format": "doc"}, {"merged": "all.doc"}, {"merged": tmp_path / "out" / "0.en.tsv"}):
        with pytest.raises(OutputError):
            many(listed, tmp_path / "out", **options)
    assert not (tmp_path / "out").exists()


def test_shards_hold_what_corpora_hold(
    many: Callable[..., BatchResult], shipped_encoder: Encoder, pairs: Pairs, tmp_path: Path
) -> None:
    listed = pairs(4)
    many(listed, tmp_path / "out", format="jsonl", merged=tmp_path / "local.tsv")
    cluster = NoCluster(shipped_encoder)
    asked = iter([False, False, True])
    first = align_on_cluster(listed, tmp_path / "shards", cluster=cluster, stop=lambda: next(asked))
    assert (first.is_whole, len(first.entries)) == (False, 2)
    second = align_on_cluster(listed, tmp_path / "shards", cluster=cluster, merged=tmp_path / "cluster.tsv")
    assert (second.is_whole, second.kept) == (True, 2)
    assert (tmp_path / "local.tsv").read_bytes() == (tmp_path / "cluster.tsv").read_bytes()
    align_on_cluster(listed, tmp_path / "calm", cluster=cluster)
    assert files(tmp_path / "shards") == files(tmp_path / "calm")
