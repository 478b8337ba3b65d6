"""Catalogues of messages are aligned already: by key, and `align` says so."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

import aligner
from aligner.commands import main
from aligner.documents.catalogues.entries import Entry, Message, paired
from aligner.encoding.encoder import Encoder
from aligner.errors import InputError, Notice

SOURCE = {"menu.open": "Open 3 files", "menu.old": "Old", "close": "Close"}
TARGET = {"close": "Schließen", "menu.open": "Öffne 4 Dateien", "new": "Neu"}
BILINGUAL = (
    'msgid "Open 3 files"\nmsgstr "Öffne 4 Dateien"\n\nmsgid "Old"\nmsgstr ""\n\nmsgid "Close"\nmsgstr "Schließen"\n'
)


def nested(messages: dict[str, str]) -> dict[str, object]:
    found: dict[str, object] = {"menu": {}}
    for key, text in messages.items():
        if key.startswith("menu."):
            found["menu"][key[5:]] = text  # type: ignore[index]
        else:
            found[key] = text
    return found


WRITERS: dict[str, Callable[[dict[str, str], str], str]] = {
    "json": lambda messages, language: json.dumps(nested(messages)),
    "yaml": lambda messages, language: json.dumps({language: nested(messages)}, ensure_ascii=False),
    "properties": lambda messages, language: "".join(f"{key}={text}\n" for key, text in messages.items()),
    "strings": lambda messages, language: "".join(f'"{key}" = "{text}";\n' for key, text in messages.items()),
    "po": lambda messages, language: "\n".join(f'msgid "{key}"\nmsgstr "{text}"\n' for key, text in messages.items()),
    "xml": lambda messages, language: (
        "<resources>"
        + "".join(f'<string name="{key}">{text}</string>' for key, text in messages.items())
        + "</resources>"
    ),
}


def test_pairing_by_key() -> None:
    source = [Entry("a", "One"), Entry("b", "Two"), Entry("c", ""), Entry("d", "", "Four"), Entry("a", "again")]
    target = [Entry("d", "Vier"), Entry("a", "Eins"), Entry("e", "Fünf"), Entry("c", "Drei")]
    found = paired(source, target)
    assert found.messages == (Message("a", "One", "Eins"), Message("d", "Four", "Vier"))
    assert (found.without_target, found.without_source) == (1, 1)


@pytest.mark.parametrize("ending", WRITERS)
def test_two_catalogues_are_paired_by_key(tmp_path: Path, ending: str, shipped_encoder: Encoder) -> None:
    source, target = tmp_path / f"en.{ending}", tmp_path / f"de.{ending}"
    source.write_text(WRITERS[ending](SOURCE, "en"), "utf-8")
    target.write_text(WRITERS[ending](TARGET, "de"), "utf-8")
    with pytest.warns(Notice) as said:
        corpus = aligner.align(source, target, encoder=shipped_encoder)
    assert [(segment.source, segment.target, segment.note) for segment in corpus] == [
        ("Open 3 files", "Öffne 4 Dateien", "menu.open"),
        ("Close", "Schließen", "close"),
    ]
    assert [flag.name for flag in corpus[0].flags] == ["number"]
    messages = [str(warning.message) for warning in said]
    assert messages == [
        f"{source}: a message catalogue, aligned already: messages paired by key: 2; none is aligned anew",
        f"{target}: messages without a translation, left out: 1",
        f"{source}: messages that only the translation has, left out: 1",
    ]


def test_one_catalogue_with_both_languages(tmp_path: Path, shipped_encoder: Encoder) -> None:
    path = tmp_path / "de.po"
    path.write_text(BILINGUAL, "utf-8")
    expected = [("Open 3 files", "Öffne 4 Dateien"), ("Close", "Schließen")]
    with pytest.warns(Notice):
        corpus = aligner.align(path, path, encoder=shipped_encoder)
    assert [(segment.source, segment.target) for segment in corpus] == expected
    with pytest.warns(Notice):
        corpus = aligner.check(path, encoder=shipped_encoder)
    assert [(segment.source, segment.target) for segment in corpus] == expected
    assert [flag.name for flag in corpus[0].flags] == ["number"]


def test_a_template_gives_the_source(tmp_path: Path) -> None:
    (tmp_path / "messages.pot").write_text('msgid "Close"\nmsgstr ""\n\nmsgid "Old"\nmsgstr ""\n', "utf-8")
    (tmp_path / "de.po").write_text(BILINGUAL, "utf-8")
    with pytest.warns(Notice):
        corpus = aligner.align(tmp_path / "messages.pot", tmp_path / "de.po", checks=False)
    assert [(segment.source, segment.target) for segment in corpus] == [("Close", "Schließen")]


def test_catalogues_of_two_programs_are_refused(tmp_path: Path) -> None:
    (tmp_path / "en.json").write_text('{"a": "One"}', "utf-8")
    (tmp_path / "de.json").write_text('{"b": "Zwei"}', "utf-8")
    with pytest.raises(InputError, match=r"de\.json: none of its keys is in .*en\.json: give two catalogues of one"):
        aligner.align(tmp_path / "en.json", tmp_path / "de.json")


def test_a_memory_is_not_aligned(tmp_path: Path) -> None:
    memory = tmp_path / "memory.tmx"
    memory.write_text(
        '<?xml version="1.0"?><tmx version="1.4"><header srclang="en"/><body><tu>'
        '<tuv xml:lang="en"><seg>One</seg></tuv><tuv xml:lang="de"><seg>Eins</seg></tuv></tu></body></tmx>',
        "utf-8",
    )
    (tmp_path / "de.txt").write_text("Eins und zwei.", "utf-8")
    with pytest.raises(InputError, match=r"aligned already: run `aligner check .*memory\.tmx`"):
        aligner.align(memory, tmp_path / "de.txt")
    with pytest.raises(InputError, match="aligned already: run `aligner check` on it"):
        aligner.read_document(memory)
    with pytest.warns(Notice, match="holds both languages, aligned already"):
        corpus = aligner.align(memory, memory, checks=False)
    assert [(segment.source, segment.target) for segment in corpus] == [("One", "Eins")]


def test_the_command_says_so(tmp_path: Path, shipped_encoder: Encoder) -> None:
    (tmp_path / "en.json").write_text(WRITERS["json"](SOURCE, "en"), "utf-8")
    (tmp_path / "de.json").write_text(WRITERS["json"](TARGET, "de"), "utf-8")
    arguments = ["align", str(tmp_path / "en.json"), str(tmp_path / "de.json"), "--format", "jsonl", "-q"]
    result = CliRunner().invoke(main, arguments, obj=shipped_encoder)
    assert result.exit_code == 0
    assert "aligner: note: " in result.stderr
    assert "messages paired by key: 2" in result.stderr
    rows = [json.loads(line) for line in result.stdout.splitlines()][1:]
    assert [row["note"] for row in rows] == ["menu.open", "close"]


@pytest.mark.parametrize("ending", ["json", "po"])
def test_split_writes_the_messages(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"de.{ending}"
    path.write_text(WRITERS[ending](TARGET, "de"), "utf-8")
    result = CliRunner().invoke(main, ["split", str(path)])
    assert sorted(result.stdout.splitlines()) == ["Neu", "Schließen", "Öffne 4 Dateien"]
