from __future__ import annotations

import errno
import io
import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from aligner.corpus import files
from aligner.corpus.files import require_writable, write_files, write_standard_output
from aligner.corpus.privacy import as_private_as
from aligner.errors import OutputError


def contents(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text("utf-8") for path in sorted(folder.iterdir()) if path.is_file()}


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A folder with an old pair of files in it."""
    (tmp_path / "a.txt").write_text("old a", "utf-8")
    (tmp_path / "b.txt").write_text("old b", "utf-8")
    return tmp_path


def test_new_files_are_written_and_nothing_else_stays(tmp_path: Path) -> None:
    write_files({tmp_path / "a.txt": ["ä\n", "b\n"], tmp_path / "b.txt": []})
    assert contents(tmp_path) == {"a.txt": "ä\nb\n", "b.txt": ""}


def test_old_files_are_replaced_and_nothing_else_stays(old: Path) -> None:
    write_files({old / "a.txt": ["new a"], old / "b.txt": ["new b"]})
    assert contents(old) == {"a.txt": "new a", "b.txt": "new b"}


class Interrupted:
    """Lines that break off in the middle."""

    def __init__(self, failure: BaseException) -> None:
        self._failure = failure

    def __iter__(self) -> Iterator[str]:
        yield "new, but not whole"
        raise self._failure


FAILURES = [
    OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)),
    KeyboardInterrupt(),
    ValueError("a fault of ours"),
]


@pytest.mark.parametrize("failure", FAILURES, ids=["disk full", "Ctrl-C", "a fault of ours"])
def test_a_failure_while_writing_leaves_the_old_files(old: Path, failure: BaseException) -> None:
    expected = OutputError if isinstance(failure, OSError) else type(failure)
    with pytest.raises(expected):
        write_files({old / "a.txt": ["new a"], old / "b.txt": Interrupted(failure)})
    assert contents(old) == {"a.txt": "old a", "b.txt": "old b"}


@pytest.mark.parametrize("function", ["fsync", "open"])
def test_a_full_disk_leaves_the_old_files(old: Path, monkeypatch: pytest.MonkeyPatch, function: str) -> None:
    def fail(*_: object) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(files.os, function, fail)
        with pytest.raises(OutputError, match=r"a\.txt: cannot be written: No space left .*free some space"):
            write_files({old / "a.txt": ["new a"], old / "b.txt": ["new b"]})
    assert contents(old) == {"a.txt": "old a", "b.txt": "old b"}


@pytest.mark.parametrize("failure", [OSError(errno.EIO, "Input/output error"), KeyboardInterrupt()])
@pytest.mark.parametrize("after", [0, 1])
@pytest.mark.parametrize("existing", [True, False], ids=["old files", "no old files"])
def test_a_failure_between_the_renames_brings_the_old_files_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failure: BaseException, after: int, existing: bool
) -> None:
    names = {"a.txt": "old a", "b.txt": "old b"} if existing else {}
    for name, text in names.items():
        (tmp_path / name).write_text(text, "utf-8")
    renames = 0
    rename = Path.replace

    def fail_once(path: Path, target: Path) -> Path:
        nonlocal renames
        renames += 1
        if renames == after + 1:
            raise failure
        return rename(path, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", fail_once)
        with pytest.raises((OutputError, KeyboardInterrupt)):
            write_files({tmp_path / "a.txt": ["new a"], tmp_path / "b.txt": ["new b"]})
    assert contents(tmp_path) == names


def test_files_are_replaced_where_there_are_no_hard_links(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(Path, "hardlink_to", fail)
    write_files({old / "a.txt": ["new a"]})
    assert contents(old) == {"a.txt": "new a", "b.txt": "old b"}


@pytest.mark.skipif(os.name == "nt", reason="Windows knows only read-only")
def test_permissions_of_an_old_file_are_kept(old: Path) -> None:
    (old / "a.txt").chmod(0o640)
    write_files({old / "a.txt": ["new"]})
    assert stat.S_IMODE((old / "a.txt").stat().st_mode) == 0o640


@pytest.mark.skipif(os.name == "nt", reason="Windows has no umask")
def test_a_new_file_follows_the_umask(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        write_files({tmp_path / "a.txt": ["new"]})
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "a.txt").stat().st_mode) == 0o640


def test_a_symbolic_link_is_followed(tmp_path: Path) -> None:
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    (folder / "real.txt").write_text("old", "utf-8")
    (tmp_path / "link.txt").symlink_to(folder / "real.txt")
    (tmp_path / "dangling.txt").symlink_to(folder / "fresh.txt")
    write_files({tmp_path / "link.txt": ["new"], tmp_path / "dangling.txt": ["fresh"]})
    assert (tmp_path / "link.txt").is_symlink()
    assert contents(folder) == {"real.txt": "new", "fresh.txt": "fresh"}


def test_a_very_long_name_is_no_trouble(tmp_path: Path) -> None:
    path = tmp_path / ("n" * 250)
    write_files({path: ["new"]})
    assert contents(tmp_path) == {path.name: "new"}


def test_a_device_is_written_to_not_replaced() -> None:
    write_files({Path(os.devnull): ["gone"]})
    assert Path(os.devnull).exists()
    assert not Path(os.devnull).is_file()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_full_device_is_an_error() -> None:
    with pytest.raises(OutputError, match=r"^/dev/full: cannot be written: No space left"):
        write_files({Path("/dev/full"): ["too much"]})


NO_PLACES = {
    "a folder": ("folder", "is a folder"),
    "no folder": ("missing/out.tsv", "there is no folder"),
    "a file as folder": ("file.txt/out.tsv", "there is no folder"),
}


@pytest.mark.parametrize("check", [require_writable, lambda path: write_files({path: ["x"]})], ids=["check", "write"])
@pytest.mark.parametrize(("place", "problem"), NO_PLACES.values(), ids=NO_PLACES)
def test_what_is_no_place_for_a_file_is_named(tmp_path: Path, check: object, place: str, problem: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file.txt").touch()
    with pytest.raises(OutputError, match=problem) as caught:
        check(tmp_path / place)  # type: ignore[operator]
    assert str(caught.value).startswith(str(tmp_path / place))


def test_missing_permissions_are_named(tmp_path: Path) -> None:
    file = tmp_path / "out.tsv"
    file.touch(0o400)
    if os.access(file, os.W_OK):
        pytest.skip("permissions do not bind this user")
    with pytest.raises(OutputError, match=r"out\.tsv: no permission to write"):
        write_files({file: ["new"]})
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(OutputError, match="no permission to write in the folder"):
            require_writable(tmp_path / "new.tsv")
        with pytest.raises(OutputError, match=r"new\.tsv: cannot be written: Permission denied"):
            write_files({tmp_path / "new.tsv": ["new"]})
    finally:
        tmp_path.chmod(0o700)


@pytest.mark.parametrize("path", ["out.tsv", "old.tsv"])
def test_permission_is_asked_before_the_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str) -> None:
    (tmp_path / "old.tsv").touch()
    monkeypatch.setattr(files.os, "access", lambda *_: False)
    with pytest.raises(OutputError, match="no permission"):
        require_writable(tmp_path / path)


class Stream:
    def __init__(self, failure: OSError | None = None) -> None:
        self.buffer = io.BytesIO()
        self._failure = failure
        self.buffer.flush = self._flush  # type: ignore[method-assign]

    def _flush(self) -> None:
        if self._failure:
            raise self._failure

    def fileno(self) -> int:
        raise OSError("no file behind it")


def test_standard_output_is_utf8_with_lf(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = Stream()
    monkeypatch.setattr(sys, "stdout", stream)
    write_standard_output(["ä\n", "b\n"])
    assert stream.buffer.getvalue() == b"\xc3\xa4\nb\n"


def test_a_full_disk_behind_standard_output_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", Stream(OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))))
    with pytest.raises(OutputError, match="standard output: No space left"):
        write_standard_output(["x"])


def test_a_closed_standard_output_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    with pytest.raises(OutputError, match="standard output: it is closed; write to a file"):
        write_standard_output(["x"])


def test_a_reader_that_has_gone_is_no_error_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", Stream(BrokenPipeError()))
    with pytest.raises(BrokenPipeError):
        write_standard_output(["x"])


@pytest.mark.skipif(os.name == "nt", reason="Windows knows only read-only")
def test_what_belongs_to_a_private_file_is_private(tmp_path: Path) -> None:
    private = tmp_path / "private.tsv"
    private.touch(0o600)
    (tmp_path / "old.meta.json").touch(0o644)
    write_files({private: ["new"], tmp_path / "new.meta.json": ["x"], tmp_path / "old.meta.json": ["x"]})
    write_files({tmp_path / "copy.tsv": ["new"]}, like=private)
    assert {path.name: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()} == {
        "private.tsv": 0o600,
        "new.meta.json": 0o600,
        "old.meta.json": 0o600,
        "copy.tsv": 0o600,
    }


@pytest.mark.skipif(os.name == "nt", reason="Windows has no umask")
@pytest.mark.parametrize(("others", "expected"), [(0o600, 0o600), (0o640, 0o640), (0o644, 0o644), (0o444, 0o644)])
def test_a_command_makes_nothing_more_open_than_what_it_reads(tmp_path: Path, others: int, expected: int) -> None:
    (tmp_path / "open.txt").touch(0o644)
    (tmp_path / "other.txt").touch(others)
    (tmp_path / "other.txt").chmod(others)
    before = os.umask(0o022)
    try:
        with as_private_as([tmp_path / "open.txt", tmp_path / "other.txt", "-", os.devnull]):
            write_files({tmp_path / "new.tsv": ["new"]})
        assert os.umask(0o022) == 0o022
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "new.tsv").stat().st_mode) == expected


@pytest.mark.parametrize("link", [os.symlink, os.link])
def test_two_names_of_one_file_are_refused(tmp_path: Path, link: object) -> None:
    (tmp_path / "a.tsv").write_text("old")
    link(tmp_path / "a.tsv", tmp_path / "a.tsv.meta.json")  # type: ignore[operator]
    with pytest.raises(OutputError, match="would be written twice"):
        write_files({tmp_path / "a.tsv": ["x"], tmp_path / "a.tsv.meta.json": ["y"]})
    assert (tmp_path / "a.tsv").read_text() == "old"


def test_a_link_to_a_file_that_is_to_be_made_is_another_name_of_it(tmp_path: Path) -> None:
    (tmp_path / "a.tsv.meta.json").symlink_to(tmp_path / "a.tsv")
    with pytest.raises(OutputError, match="would be written twice"):
        write_files({tmp_path / "a.tsv": ["x"], tmp_path / "a.tsv.meta.json": ["y"]})
