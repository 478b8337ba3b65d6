"""The corpus and what stands beside it: whatever happens, what is read of both belongs together."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from aligner.corpus import metadata
from aligner.corpus.corpus import Corpus
from aligner.corpus.files import write_files
from aligner.corpus.metadata import metadata_path
from aligner.corpus.staging import Staging
from aligner.errors import CorpusError

_KILLED = """
import os, pathlib, sys
from aligner.corpus import files
from aligner.corpus.corpus import Corpus
corpus = Corpus.read(sys.argv[1])
path, after = pathlib.Path(sys.argv[2]), int(sys.argv[3])
replace = pathlib.Path.replace
done = 0
def counted(*arguments):
    global done
    if done == after:
        os.kill(os.getpid(), 9)
    done += 1
    return replace(*arguments)
pathlib.Path.replace = counted
corpus.write(path)
"""


def leftovers(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir() if path.name.startswith(".")]


@pytest.mark.parametrize("after", [0, 1, 2, 3])
@pytest.mark.parametrize("existing", [True, False], ids=["old pair", "no old pair"])
def test_a_kill_between_the_renames_parts_nothing(corpus: Corpus, tmp_path: Path, after: int, existing: bool) -> None:
    place, new = tmp_path / "a.tsv", tmp_path / "new" / "b.tsv"
    new.parent.mkdir()
    corpus.write(new)
    if existing:
        Corpus(corpus.segments[:1], {"of": "one"}).write(place)
    arguments = [sys.executable, "-c", _KILLED, str(new), str(place), str(after)]
    assert subprocess.run(arguments, env=os.environ, check=False).returncode in (-9, 0)
    if place.exists():
        read = Corpus.read(place)
        assert read.signature == ({"of": "one"} if len(read) == 1 else corpus.signature)
        assert leftovers(tmp_path) == []
        assert metadata_path(place).exists()
    else:
        assert not existing
        assert not metadata_path(place).exists()
    corpus.write(place)
    assert leftovers(tmp_path) == []
    assert Corpus.read(place).signature == corpus.signature


def test_metadata_of_another_state_are_passed_over(corpus: Corpus, tmp_path: Path) -> None:
    place = tmp_path / "a.tsv"
    corpus.write(place)
    place.write_bytes(place.read_bytes().replace(b"noon", b"nine"))
    with pytest.warns(UserWarning, match=r"a\.tsv\.meta\.json: belongs to another state of a\.tsv"):
        assert Corpus.read(place).signature == {}


def test_of_a_format_that_holds_it_the_signature_inside_counts(corpus: Corpus, tmp_path: Path) -> None:
    place = tmp_path / "a.jsonl"
    corpus.write(place)
    place.write_bytes(place.read_bytes().replace(b"noon", b"nine"))
    assert Corpus.read(place).signature == corpus.signature


def test_metadata_of_an_earlier_version_are_read(corpus: Corpus, tmp_path: Path) -> None:
    place = tmp_path / "a.tsv"
    corpus.write(place)
    metadata_path(place).write_text(json.dumps({"version": "0.1.0"}))
    assert Corpus.read(place).signature == {"version": "0.1.0"}


@pytest.mark.parametrize("content", ['{"model": NaN}', '{"model": -Infinity}', "[]", '{"a": ', "[" * 9999, "\xff"])
def test_metadata_that_are_no_json_are_named(corpus: Corpus, tmp_path: Path, content: str) -> None:
    place = tmp_path / "a.tsv"
    corpus.write(place)
    metadata_path(place).write_text(content, "latin-1")
    with pytest.raises(CorpusError, match=r"a\.tsv\.meta\.json: .*restore or delete it"):
        Corpus.read(place)


def test_what_is_being_written_is_left_alone(tmp_path: Path) -> None:
    staging = Staging(tmp_path)
    staging.new("a.tsv").write_text("half")
    metadata.tidy(tmp_path)
    assert staging.new("a.tsv").read_text() == "half"
    write_files({tmp_path / "b.tsv": ["x"]})
    assert staging.new("a.tsv").exists()
    staging.close()
    assert leftovers(tmp_path) == []


def test_folders_of_other_programs_are_left_alone(tmp_path: Path) -> None:
    for name in (".aligner", ".aligner-cache", ".aligner-0123456789ag"):
        (tmp_path / name).mkdir()
    (tmp_path / ".aligner-0123456789ab").write_text("a file")
    metadata.tidy(tmp_path)
    assert len(leftovers(tmp_path)) == 4


def test_what_an_earlier_version_left_goes_after_a_day(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (".a.tsv.0123456789ab.new", ".a.tsv.0123456789ab.old", ".a.tsv.new", "a.tsv.0123456789ab.old"):
        (tmp_path / name).touch()
    metadata.tidy(tmp_path)
    assert len(list(tmp_path.iterdir())) == 4
    monkeypatch.setattr("aligner.corpus.staging._OUTDATED", -1)
    metadata.tidy(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == [".a.tsv.new", "a.tsv.0123456789ab.old"]
