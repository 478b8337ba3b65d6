from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from aligner.batch.entry import DONE, Entry, digest_of, entry_of
from aligner.batch.jobs import Job, jobs_of
from aligner.batch.manifest import MANIFEST, Manifest, held, still_valid
from aligner.errors import InputError, OutputError

ENTRY = Entry("a", "s", "t", DONE, "", "a.tsv", "", "", "", "", {"only": ["date"]}, {"segments": 1}, 0, ("äh",), 0.5)


@pytest.mark.parametrize(
    ("sources", "ids"),
    [
        (["en/a.txt", "en/b.txt"], ["a", "b"]),
        (["x/a.txt", "y/a.txt", "z/A.md"], ["a", "a-2", "A-3"]),
        (["a-2.txt", "x/a.txt", "y/a.txt"], ["a-2", "a", "a-3"]),
        (["manifest.txt", "pairs.txt", ".txt"], ["manifest-2", "pairs-2", "txt"]),
        (["über uns & mehr.html", "...", "../.."], ["über_uns_mehr", "document", "document-2"]),
    ],
)
def test_ids_name_files_and_differ(sources: list[str], ids: list[str]) -> None:
    assert [job.id for job in jobs_of((source, "t") for source in sources)] == ids


def test_no_pairs_and_a_pair_twice_are_refused() -> None:
    with pytest.raises(InputError, match="no pairs"):
        jobs_of([])
    with pytest.raises(InputError, match="there twice"):
        jobs_of([("a", "b"), ("c", "d"), ("a", "b")])


def test_an_entry_goes_and_comes_back() -> None:
    assert entry_of(ENTRY.line()) == replace(ENTRY, options={"only": ["date"]})
    for line in (ENTRY.line()[:-5], "[]", "1", '{"document": "a"}', "", "[" * 100_000):
        assert entry_of(line) is None


def test_a_torn_line_is_passed_over_and_does_not_swallow_the_next(tmp_path: Path) -> None:
    manifest = Manifest(tmp_path)
    manifest.append(ENTRY)
    with (tmp_path / MANIFEST).open("a", encoding="utf-8") as file:
        file.write(ENTRY.line()[:40])
    manifest.append(replace(ENTRY, document="b"))
    assert set(Manifest(tmp_path).entries()) == {"a", "b"}
    manifest.rewrite([ENTRY])
    assert (tmp_path / MANIFEST).read_text("utf-8") == ENTRY.line()


def test_what_is_done_again(tmp_path: Path) -> None:
    for name in ("s", "t", "a.tsv"):
        (tmp_path / name).write_text(name, "utf-8")
    job = Job(0, "a", str(tmp_path / "s"), str(tmp_path / "t"))
    entry = replace(
        ENTRY,
        source=job.source,
        target=job.target,
        source_sha256=digest_of(job.source),
        target_sha256=digest_of(job.target),
        output_sha256=digest_of(tmp_path / "a.tsv"),
    )

    def is_valid(known: Entry, options: dict[str, object] = ENTRY.options) -> bool:
        return bool(still_valid({known.document: known}, [job], options, tmp_path))

    assert is_valid(entry)
    assert not is_valid(replace(entry, status="failed"))
    assert not is_valid(entry, {"only": []})
    assert not is_valid(replace(entry, target="another"))
    assert not is_valid(replace(entry, report="a.html"))
    for name in ("s", "t", "a.tsv"):
        (tmp_path / name).write_text("changed", "utf-8")
        assert not is_valid(entry)
        (tmp_path / name).write_text(name, "utf-8")
    assert is_valid(entry)
    (tmp_path / "a.tsv").unlink()
    assert not is_valid(entry)


def test_one_batch_at_a_time_which_sweeps_up(tmp_path: Path) -> None:
    left = tmp_path / ".aligner-0123456789ab"
    left.mkdir()
    (left / "lock").touch()
    kept = tmp_path / ".profile"
    kept.touch()
    with held(tmp_path):
        assert not left.exists()
        with pytest.raises(OutputError, match="another batch"), held(tmp_path):
            pass
    with held(tmp_path):
        pass
    assert [path.name for path in tmp_path.iterdir()] == [kept.name]
