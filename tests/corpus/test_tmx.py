from __future__ import annotations

import tracemalloc
from dataclasses import replace
from itertools import repeat
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from tmxutil.formats.tmx import TMXReader

from aligner.alignment.bead import Bead
from aligner.checks.flag import Flag
from aligner.corpus import tmx
from aligner.corpus.corpus import Corpus, read_corpus
from aligner.corpus.segment import Segment
from aligner.errors import CorpusError
from aligner.version import __version__

HERE = Path(__file__).parent
GOLDEN = HERE / "golden" / "ferry.tmx"
ENGLISH_GERMAN = {"signature": "x", "source": {"language": "en"}, "target": {"language": "de"}}
HEADER = (
    '<header creationtool="T" creationtoolversion="1" segtype="sentence" o-tmf="T" adminlang="en" '
    'srclang="en-US" datatype="xml"/>'
)


def schema() -> etree.DTD:
    with (HERE / "schemas" / "tmx14.dtd").open() as file:
        return etree.DTD(file)


def require_valid(content: bytes) -> None:
    dtd = schema()
    assert dtd.validate(etree.fromstring(content, etree.XMLParser(huge_tree=True))), dtd.error_log


def written(corpus: Corpus, folder: Path) -> Path:
    path = folder / "out.tmx"
    corpus.write(path)
    return path


def memory(folder: Path, units: str, header: str = HEADER, encoding: str = "utf-8") -> Path:
    path = folder / "memory.tmx"
    text = f'<?xml version="1.0" encoding="{encoding}"?>\n<tmx version="1.4">{header}<body>\n{units}\n</body></tmx>'
    path.write_bytes(text.encode(encoding))
    return path


def unit(*variants: tuple[str, str], attributes: str = "") -> str:
    return (
        f"<tu{attributes}>"
        + "".join(f'<tuv xml:lang="{tag}"><seg>{text}</seg></tuv>' for tag, text in variants)
        + ("</tu>")
    )


def texts(corpus: Corpus) -> list[tuple[str, str]]:
    return [(segment.source, segment.target) for segment in corpus]


def test_the_file_is_written_as_the_contract_has_it(corpus: Corpus, tmp_path: Path) -> None:
    this_version = f'creationtoolversion="{__version__}"'
    expected = GOLDEN.read_text("utf-8").replace('creationtoolversion="0.1.0"', this_version)
    assert written(corpus, tmp_path).read_text("utf-8") == expected


def test_the_file_follows_the_schema(corpus: Corpus, tmp_path: Path) -> None:
    require_valid(written(corpus, tmp_path).read_bytes())


def test_the_schema_finds_what_is_wrong() -> None:
    wrong = GOLDEN.read_bytes().replace(b' tuid="1"', b"", 1)
    assert not schema().validate(etree.fromstring(wrong))


def test_another_library_opens_the_file(corpus: Corpus, tmp_path: Path) -> None:
    with written(corpus, tmp_path).open("rb") as file:
        units = list(TMXReader(file).records())
    assert [unit["id"] for unit in units] == [{"1"}, {"2"}, {"3"}, {"4"}]
    assert units[0].translations["en"].text == "The ferry leaves at noon."
    assert units[0].translations["de"].text == "Die Fähre legt mittags ab."
    assert units[1]["x-flags"] == {"number,uncertain"}
    assert list(units[3].translations) == ["de"]


def test_a_written_file_reads_back(corpus: Corpus, tmp_path: Path) -> None:
    found = Corpus.read(written(corpus, tmp_path))
    assert found.signature == corpus.signature
    assert found[0] == replace(corpus[0], similarity=0.912346)
    assert found.segments[1:] == corpus.segments[1:]


def test_the_signature_is_in_the_file_itself(corpus: Corpus, tmp_path: Path) -> None:
    path = written(corpus, tmp_path)
    path.with_name("out.tmx.meta.json").unlink()
    assert Corpus.read(path).signature == corpus.signature


def test_hard_segments_read_back(tmp_path: Path, hard_segment: Segment) -> None:
    path = written(Corpus((hard_segment,), ENGLISH_GERMAN), tmp_path)
    require_valid(path.read_bytes())
    assert Corpus.read(path).segments == (hard_segment,)


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(data=st.data())
@pytest.mark.parametrize("signature", [ENGLISH_GERMAN, {"signature": "x"}], ids=["English and German", "unknown"])
def test_any_segments_read_back(
    tmp_path: Path, data: st.DataObject, any_segments: Any, signature: dict[str, Any]
) -> None:
    segments = data.draw(any_segments)
    path = written(Corpus(segments, signature), tmp_path)
    require_valid(path.read_bytes())
    assert Corpus.read(path).segments == segments


def test_a_text_changed_by_another_program_wins_over_its_exact_form(tmp_path: Path) -> None:
    path = written(Corpus((Segment(1, Bead(0, 1, 0, 1), "a\0b", "c\0d"),), ENGLISH_GERMAN), tmp_path)
    path.write_text(path.read_text("utf-8").replace("<seg>c\ufffdd", "<seg>changed"), "utf-8")
    assert texts(Corpus.read(path)) == [("a\0b", "changed")]


def test_a_note_equal_to_a_flags_message_is_kept(tmp_path: Path) -> None:
    flag = Flag("number", "accuracy/omission", "major", 0.5, None, None, "Look.")
    segment = Segment(1, Bead(0, 1, 0, 1), "a", "b", flags=(flag,), note="Look.")
    assert Corpus.read(written(Corpus((segment,), ENGLISH_GERMAN), tmp_path)).segments == (segment,)


def test_the_languages_are_detected_where_the_signature_does_not_say(tmp_path: Path) -> None:
    segment = Segment(1, Bead(0, 1, 0, 1), "This is what the people said.", "Das ist es, was die Leute sagten.")
    content = written(Corpus((segment,), {}), tmp_path).read_text("utf-8")
    assert 'srclang="en"' in content
    assert '<tuv xml:lang="de"><seg>Das' in content


FOREIGN = {
    "one pair": (unit(("en-US", "Yes."), ("de-DE", "Ja.")), [("Yes.", "Ja.")]),
    "target first": (unit(("de-DE", "Ja."), ("EN-us", "Yes.")), [("Yes.", "Ja.")]),
    "another region": (unit(("de-DE", "Ja."), ("en-GB", "Yes.")), [("Yes.", "Ja.")]),
    "underscore": (unit(("de_DE", "Ja."), ("en_US", "Yes.")), [("Yes.", "Ja.")]),
    "of several the German one": (unit(("fr", "Oui."), ("de", "Ja."), ("en", "Yes.")), [("Yes.", "Ja.")]),
    "source language of its own": (  # of a unit: that of the corpus counts, whose sides are one language each
        unit(("en", "Yes."), ("de", "Ja."), attributes=' srclang="de"'),
        [("Yes.", "Ja.")],
    ),
    "source alone": (unit(("en", "Yes.")), [("Yes.", "")]),
    "target alone": (unit(("de", "Ja.")), [("", "Ja.")]),
    "old attribute": (
        '<tu><tuv lang="de"><seg>Ja.</seg></tuv><tuv lang="en"><seg>Yes.</seg></tuv></tu>',
        [("Yes.", "Ja.")],
    ),
    "names that are no numbers": (
        unit(("en", "a"), ("de", "b"), attributes=' tuid="X7"')
        + unit(("en", "c"), ("de", "d"), attributes=' tuid="1"'),
        [("a", "b"), ("c", "d")],
    ),
    "codes": (
        unit(
            (
                "en",
                '<bpt i="1">&lt;b&gt;</bpt>Yes<ept i="1">&lt;/b&gt;</ept>, <hi type="x">sir</hi><ph>{0}'
                "<sub>no</sub></ph>.",
            ),
            ("de", '<it pos="begin">x</it>Ja<ut>y</ut>.'),
        ),
        [("Yes, sir.", "Ja.")],
    ),
    "brackets": (unit(("en", "<![CDATA[a < b]]>"), ("de", "]]&gt; &#x202E;b")), [("a < b", "]]> \u202eb")]),
}


@pytest.mark.parametrize(("units", "expected"), FOREIGN.values(), ids=FOREIGN)
def test_memories_of_other_programs_are_read(tmp_path: Path, units: str, expected: list[tuple[str, str]]) -> None:
    found = Corpus.read(memory(tmp_path, units))
    assert texts(found) == expected
    assert [segment.id for segment in found] == list(range(1, len(expected) + 1))


STYLES = {
    "trados": (
        "utf-16",
        '<!DOCTYPE tmx SYSTEM "tmx14.dtd"><tmx version="1.4"><header creationtool="TRADOS Translator&apos;s Workbench" '
        'creationtoolversion="8.3" segtype="sentence" o-tmf="TW4Win 2.0" adminlang="EN-US" srclang="EN-US" '
        'datatype="rtf" creationdate="20200101T000000Z"><prop type="RTFFontTable">{\\fonttbl}</prop></header><body>'
        '<tu creationdate="20200102T000000Z"><prop type="Txt::Client">x</prop><tuv xml:lang="EN-US"><seg>'
        '<ut>{\\b </ut>Stop<ut>}</ut> here.</seg></tuv><tuv xml:lang="DE-DE"><seg>Hier halten.</seg></tuv></tu>',
    ),
    "memoq": (
        "utf-8",
        '<tmx version="1.4"><header creationtool="MemoQ" creationtoolversion="9" segtype="sentence" adminlang="en-us" '
        'creationid="k" srclang="en" o-tmf="MemoQTM" datatype="unknown"><prop type="defclient"></prop></header><body>'
        '<tu changedate="20200101T000000Z"><prop type="x-context-pre">&lt;seg&gt;</prop><prop type="x-status">x</prop>'
        '<tuv xml:lang="en"><prop type="x-flag">no JSON</prop><seg>Stop<ph type="fmt">&lt;br/&gt;</ph> here.</seg>'
        "</tuv>"
        '<tuv xml:lang="de"><seg>Hier halten.</seg></tuv></tu>',
    ),
    "omegat": (
        "utf-8",
        '<!DOCTYPE tmx SYSTEM "tmx11.dtd"><tmx version="1.1"><header creationtool="OmegaT" o-tmf="OmegaT TMX" '
        'adminlang="EN-US" datatype="plaintext" creationtoolversion="5" segtype="sentence" srclang="EN-US"/><body>'
        '<tu><tuv lang="EN-US"><seg>Stop here.</seg></tuv><tuv lang="DE-DE" changeid="k"><seg>Hier halten.</seg></tuv>'
        "</tu>",
    ),
    "weblate": (
        "utf-8",
        '<!DOCTYPE tmx SYSTEM "tmx14.dtd"><tmx version="1.4"><header creationtool="Translate Toolkit" '
        'creationtoolversion="3" segtype="sentence" o-tmf="UTF-8" adminlang="en" srclang="*all*" datatype="PlainText"/>'
        '<body><tu><tuv xml:lang="en"><seg>Stop here.</seg></tuv>\n<tuv xml:lang="de"><seg>Hier halten.</seg></tuv>'
        "</tu>",
    ),
}


@pytest.mark.parametrize(("encoding", "content"), STYLES.values(), ids=STYLES)
def test_the_styles_of_other_programs_are_read(tmp_path: Path, encoding: str, content: str) -> None:
    path = tmp_path / "memory.tmx"
    path.write_bytes(f'<?xml version="1.0" encoding="{encoding}"?>{content}</body></tmx>'.encode(encoding))
    found = Corpus.read(path)
    assert texts(found) == [("Stop here.", "Hier halten.")]
    assert found.signature == {"source": {"language": "en"}, "target": {"language": "de"}}
    assert found[0].status == ""


def test_notes_of_other_programs_are_the_note(tmp_path: Path) -> None:
    units = "<tu><note>one</note>" + unit(("en", "Yes."), ("de", "Ja.")).removeprefix("<tu>").replace(
        "<seg>Ja", "<note>two</note><seg>Ja"
    )
    assert Corpus.read(memory(tmp_path, units))[0].note == "one\ntwo"


SEVERAL = unit(("fr", "Oui."), ("nl", "Ja."), ("de-AT", "Jo."), ("de-DE", "Ja!"), ("en", "Yes."))


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [(("fr", "nl"), ("Oui.", "Ja.")), ((None, "fr"), ("Yes.", "Oui.")), (("nl", "en"), ("Ja.", "Yes."))],
)
def test_of_several_languages_those_wanted_are_taken(
    tmp_path: Path, wanted: tuple[str | None, str | None], expected: tuple[str, str]
) -> None:
    assert texts(read_corpus(memory(tmp_path, SEVERAL), wanted)) == [expected]


@pytest.mark.parametrize(
    ("wanted", "problem"),
    [
        (("it", None), "the source language it is not among its languages"),
        (("en", "it"), "the target language it is not among its languages"),
    ],
)
def test_languages_that_do_not_decide_are_refused(
    tmp_path: Path, wanted: tuple[str | None, str | None], problem: str
) -> None:
    with pytest.raises(CorpusError, match=rf"memory\.tmx:3: .*{problem}"):
        read_corpus(memory(tmp_path, SEVERAL), wanted)


def test_which_of_several_is_the_target_is_asked_for(tmp_path: Path) -> None:
    units = unit(("fr", "Oui."), ("nl", "Ja."), ("en", "Yes."))
    problem = "languages are fr, nl, en: which is the target.* --source-lang en --target-lang fr"
    with pytest.raises(CorpusError, match=problem):
        read_corpus(memory(tmp_path, units))


@pytest.mark.parametrize("tags", [("en", "und"), ("und", "de"), ("", "de")])
def test_a_language_that_nobody_named_may_be_the_one_wanted(tmp_path: Path, tags: tuple[str, str]) -> None:
    path = memory(tmp_path, unit((tags[0], "Yes."), (tags[1], "Ja.")))
    assert texts(read_corpus(path, ("en", "de"))) == [("Yes.", "Ja.")]


@pytest.mark.parametrize("wanted", [("de", "en"), ("de", None), (None, "en")])
def test_the_sides_of_a_memory_written_here_are_not_exchanged(
    tmp_path: Path, wanted: tuple[str | None, str | None]
) -> None:
    segment = Segment(1, Bead(0, 2, 0, 1), "Yes. Yes.", "Ja.")
    path = written(Corpus((segment,), ENGLISH_GERMAN), tmp_path)
    with pytest.raises(CorpusError, match=r"the source language is en; leave out --source-lang and --target-lang"):
        read_corpus(path, wanted)
    assert read_corpus(path, ("en", "de")).segments == (segment,)


BOMB = (
    '<?xml version="1.0"?>\n<!DOCTYPE tmx [\n<!ENTITY a "aaaaaaaaaa">\n<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>\n'
    "<tmx><body><tu><tuv><seg>&b;</seg></tuv></tu></body></tmx>"
)
HOSTILE = {
    "entities that grow": (BOMB, 3, "declares an entity"),
    "another file": (
        '<!DOCTYPE tmx [<!ENTITY x SYSTEM "file:///etc/hostname">]><tmx>&x;</tmx>',
        1,
        "declares an entity",
    ),
    "parameter entity": (
        '<!DOCTYPE tmx [<!ENTITY % x SYSTEM "http://127.0.0.1:9/x">%x;]><tmx/>',
        1,
        "declares an entity",
    ),
    "unknown entity": ('<!DOCTYPE tmx SYSTEM "tmx14.dtd">\n<tmx><body><tu>&nbsp;</tu></body></tmx>', 2, "entity"),
    "cut off": ("<tmx><body>\n<tu><tuv>", 2, "not well-formed XML"),
    "empty": ("", 1, "not well-formed XML"),
    "no XML": ("source\ttarget\n", 1, "not well-formed XML"),
    "control character": ("<tmx><body>\n\n<tu>\1</tu></body></tmx>", 3, "not well-formed XML"),
    "unknown encoding": ('<?xml version="1.0" encoding="x-none"?><tmx/>', 1, "encoding"),
    "another format": ('\n<html xmlns="http://www.w3.org/1999/xhtml"/>', 2, "is not TMX: its first element is html"),
    "nested too deeply": ("<tmx>" + "<body>" * 600, 1, "nested deeper than 500"),
    "spoilt field": (
        '<tmx><body>\n<tu><prop type="x-bead">1-1</prop><prop type="x-confidence">much</prop>'
        '<tuv xml:lang="en"><seg>a</seg></tuv></tu></body></tmx>',
        2,
        "confidence is 'much'",
    ),
    "spoilt signature": (
        '<tmx>\n<header><prop type="x-signature">{</prop></header></tmx>',
        2,
        "signature is '{', which is not JSON; delete it",
    ),
    "JSON nested too deeply": (
        f'<tmx><body>\n<tu><prop type="x-bead">1-1</prop><prop type="x-scores">{"[" * 100_000}</prop>'
        '<tuv xml:lang="en"><seg>a</seg></tuv></tu></body></tmx>',
        2,
        "scores is .*not JSON",
    ),
    "spoilt flag": (
        '<tmx><body>\n<tu><prop type="x-bead">1-1</prop><prop type="x-flag">7</prop>'
        '<tuv xml:lang="en"><seg>a</seg></tuv></tu></body></tmx>',
        2,
        "flags must be a list of objects",
    ),
}


@pytest.mark.parametrize("tag", ["note", "seg"])
def test_what_is_nested_deeply_is_read(tmp_path: Path, tag: str) -> None:
    deep = f"{'<hi>' * 400}x{'</hi>' * 400}"
    units = unit(("en", "Yes."), ("de", "Ja.")).replace("<tuv", "<note/><tuv", 1)
    units = units.replace("<note/>", f"<note>{deep}</note>") if tag == "note" else units.replace("Yes.", deep)
    (segment,) = Corpus.read(memory(tmp_path, units))
    assert "x" in (segment.note, segment.source)


@pytest.mark.parametrize(("content", "line", "problem"), HOSTILE.values(), ids=HOSTILE)
def test_hostile_and_damaged_files_are_refused(tmp_path: Path, content: str, line: int, problem: str) -> None:
    path = tmp_path / "bad.tmx"
    path.write_text(content, "utf-8")
    with pytest.raises(CorpusError, match=rf"bad\.tmx:{line}: .*{problem}"):
        Corpus.read(path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"none\.tmx: cannot be read: No such file"):
        Corpus.read(tmp_path / "none.tmx")


def test_a_text_of_a_megabyte_reads_back(tmp_path: Path) -> None:
    segment = Segment(1, Bead(0, 1, 0, 1), "wörd " * 200_000, "]]>" * 300_000)
    path = written(Corpus((segment,), ENGLISH_GERMAN), tmp_path)
    require_valid(path.read_bytes())
    assert Corpus.read(path).segments == (segment,)


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    def peak(units: int) -> int:
        path = memory(tmp_path, "\n".join(repeat(unit(("en", "a" * 500), ("de", "b" * 500)), units)))
        tracemalloc.start()
        for _ in tmx.load(path, {}):
            pass
        result = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return result

    assert peak(4000) < 2 * peak(400)
