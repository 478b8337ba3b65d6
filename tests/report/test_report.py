from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import replace
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path
from typing import Final

import pytest

from aligner.alignment.bead import Bead
from aligner.checks.dismissal import dismissal_key
from aligner.checks.flag import Flag
from aligner.corpus.corpus import Corpus
from aligner.corpus.report import report
from aligner.corpus.report.report import WORST
from aligner.corpus.segment import Revision, Segment
from aligner.errors import CorpusError

VOID: Final = {"meta"}
ENDS_BY_ITSELF: Final = {
    "tr": {"tr"},
    "td": {"td", "th", "tr"},
    "th": {"td", "th", "tr"},
    "li": {"li"},
    "p": {"p", "ul", "li", "tr", "td"},
}
"""Elements that HTML closes when one of these begins."""
SIGNATURE: Final = {
    "signature": "model:tiny|version:0",
    "model": "tiny",
    "source": {"name": "ferry.en.txt", "language": "en", "sha256": "ab" * 32},
    "target": {"name": "ferry.de.txt", "language": "de"},
}
NUMBER: Final = Flag("number", "accuracy/mistranslation", "critical", 0.9, (14, 17), (12, 17), '"ten" is "zwölf"')
OMISSION: Final = Flag("omission:sentence", "accuracy/omission", "major", 0.8, (0, 19), None, "Not in the target")
MOVED: Final = Flag("moved", "", "minor", None, None, (4, 17), "Stands elsewhere")
SEGMENTS: Final = (
    Segment(1, Bead(0, 1, 0, 1), "The ferry leaves.", "Die Fähre legt ab.", 0.9, 0.99999),
    Segment(2, Bead(1, 2, 1, 2), "It takes only ten minutes.", "Sie braucht zwölf Minuten.", 0.5, 0.7, (MOVED, NUMBER)),
    Segment(3, Bead(2, 3, 2, 2), "Tickets are on sale.", "", None, 0.5, (OMISSION,), status="accepted", note="a < b"),
    Segment(4, Bead(3, 3, 2, 3), "", "Hunde fahren frei.", None, 0.25),
)
CORPUS: Final = Corpus(SEGMENTS, SIGNATURE)
HOSTILE: Final = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</td></table></style></script><svg onload=alert(1)>",
    "<!-- a comment",
    "&lt;b&gt; &amp; &#60;",
    "' onmouseover='alert(1)",
    "javascript:alert(1) https://example.org/x.js",
    "]]> \u202e txet \u2066 \0 \x1b \ud800 \r\n\t.",
]


class Page(HTMLParser):
    """What a browser makes of a page: elements, and the text inside each kind of them."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.rows: list[list[str]] = []
        self.texts: dict[str, str] = {}
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        while self.open and tag in ENDS_BY_ITSELF.get(self.open[-1], ()):
            self.open.pop()
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        assert len(dict(attrs)) == len(attrs)
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.rows[-1].append("")
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open[-1] != tag and self.open[-1] in ENDS_BY_ITSELF:
            self.open.pop()
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        for tag in set(self.open):
            self.texts[tag] = self.texts.get(tag, "") + data
        if "td" in self.open or "th" in self.open:
            self.rows[-1][-1] += data

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.elements if name == tag]


def dump(corpus: Corpus) -> list[str]:
    return list(report.dump(corpus.segments, corpus.signature))


def page_of(*segments: Segment, signature: Mapping[str, object] | None = None) -> Page:
    return Page("".join(dump(Corpus(segments, SIGNATURE if signature is None else signature))))


def rows_of(page: Page) -> list[list[str]]:
    """Return the cells of the rows that are segments."""
    count = sum("id" in row for row in page.all("tr"))
    return page.rows[-count:] if count else []


def test_the_report_says_what_it_is_about() -> None:
    page = page_of(*SEGMENTS)
    assert page.texts["h1"] == "ferry.en.txt → ferry.de.txt"
    assert page.texts["title"].startswith(page.texts["h1"])
    assert "English → German: 4 segments, 12 words → 11 words" in page.texts["header"]
    assert "model:tiny|version:0" in page.texts["footer"]
    assert "ab" * 32 in page.texts["footer"]
    assert re.findall(r"\S[^\n]*", page.texts["dl"])[0] == "Segments with findings2"


def test_every_segment_is_there_in_text_order() -> None:
    assert rows_of(page_of(*SEGMENTS)) == [
        ["1\n99%", "The ferry leaves.", "Die Fähre legt ab.\n"],
        [
            "2\n70%",
            "It takes only ten minutes.",
            "Sie braucht zwölf Minuten.",
            'Number "ten" is "zwölf" critical, 90%Moved Stands elsewhere minor\n',
        ],
        [
            "3\n50%",
            "Tickets are on sale.",
            "not in the target",
            "Sentence left out Not in the target major, 80%✓ acceptedNote: a < b\n",
        ],
        ["4\n25%", "not in the source", "Hunde fahren frei.\n"],
    ]


def test_texts_are_there_once() -> None:
    text = "".join(dump(CORPUS))
    plain = re.sub("<[^>]*>", "", text)
    for segment in SEGMENTS:
        assert all(plain.count(side) == 1 for side in (segment.source, segment.target) if side)


def test_flagged_words_are_marked_by_category() -> None:
    text = "".join(dump(CORPUS))
    assert "It takes only <mark class=f-mistranslation>ten</mark> minutes." in text
    both = "<mark class=f-mistranslation><mark class=f-structure>zwölf</mark></mark>"
    assert f"Sie <mark class=f-structure>braucht </mark>{both} Minuten." in text
    assert "<mark class=f-omission>Tickets are on sale</mark>." in text


def test_rows_tell_severity_and_status() -> None:
    rows = [row for row in page_of(*SEGMENTS).all("tr") if "id" in row]
    assert rows == [
        {"id": "s1"},
        {"id": "s2", "class": "critical"},
        {"id": "s3", "class": "major accepted"},
        {"id": "s4"},
    ]


def test_the_worst_come_first_and_lead_to_their_rows() -> None:
    page = page_of(*SEGMENTS)
    links = [link["href"] for link in page.all("a")]
    assert links == ["#text", "#s2", "#s3", "#s2", "#s3"]  # the map, then the list
    ids = {attributes.get("id") for _, attributes in page.elements}
    assert {link.removeprefix("#") for link in links} <= ids


def test_the_list_of_the_worst_is_bounded() -> None:
    segments = [replace(SEGMENTS[2], id=number, bead=Bead(number, number + 1, 2, 2)) for number in range(1, WORST + 9)]
    page = page_of(*segments)
    assert f"Segment {WORST}Sentence" in page.texts["ol"]
    assert f"Segment {WORST + 1}Sentence" not in page.texts["ol"]
    assert f"The first {WORST} of {WORST + 8} segments" in "".join(dump(Corpus(tuple(segments), {})))


def test_a_dismissed_finding_is_not_shown() -> None:
    segment = SEGMENTS[1]
    key = dismissal_key(segment.source, segment.target, "number")
    (row,) = rows_of(page_of(replace(segment, dismissed=(key,))))
    assert row[3] == "Moved Stands elsewhere minor\n"


def test_languages_are_told_to_readers_aloud() -> None:
    cells = [cell.get("lang") for cell in page_of(SEGMENTS[0]).all("td")[-2:]]
    assert cells == [None, "de"]  # the page is in English
    german = {"source": {"language": "de"}, "target": {"language": "fr"}}
    assert [cell.get("lang") for cell in page_of(SEGMENTS[0], signature=german).all("td")[-2:]] == ["de", "fr"]


def test_ids_are_unique_and_labels_exist() -> None:
    page = page_of(*SEGMENTS)
    ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    named = " ".join(attributes.get("aria-labelledby", "") for _, attributes in page.elements).split()
    assert named
    assert set(named) <= set(ids)


def test_pictures_have_a_text() -> None:
    page = page_of(*SEGMENTS)
    assert "20 to 30%: 1; 50 to 60%: 1; 70 to 80%: 1; 90 to 100%: 1." in page.texts["desc"]
    assert "Without counterpart are 1 segment of the source and 1 of the target." in page.texts["desc"]
    assert "English, 3 sentences, from left to right; German, 3 sentences" in page.texts["desc"]


def test_the_report_allows_and_loads_nothing_but_itself() -> None:
    text = "".join(dump(CORPUS))
    page = Page(text)
    (policy,) = [meta["content"] for meta in page.all("meta") if meta.get("http-equiv")]
    assert policy.startswith("default-src 'none'; ")
    for tag in ("style", "script"):
        (content,) = re.findall(f"<{tag}>(.*?)</{tag}>", text, re.DOTALL)
        digest = b64encode(sha256(content.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy
    names = {name for _, attributes in page.elements for name in attributes}
    assert not names & {"src", "srcset", "style", "action", "data", "onclick", "onload"}
    assert {tag for tag, _ in page.elements} & {"link", "iframe", "object", "embed", "img", "base", "form"} == set()
    assert "@import" not in text
    assert "url(" not in text
    assert "http:" not in text
    assert "https:" not in text


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_text(text: str) -> None:
    flag = Flag(text, text, "critical", 0.5, (2, 4), (-5, 10**9), text)
    segment = Segment(1, Bead(0, 1, 0, 1), text, text, None, None, (flag,), status=text, note=text)
    known = {"name": text, "language": text, "sha256": text}
    signature = {"signature": text, "check": text, "model": text, "source": known, "target": known}
    hostile, harmless = page_of(segment, signature=signature), page_of(*SEGMENTS)
    assert {tag for tag, _ in hostile.elements} <= {tag for tag, _ in harmless.elements} | {"span"}
    names = {name for _, attributes in hostile.elements for name in attributes}
    assert names <= {name for _, attributes in harmless.elements for name in attributes}
    assert len(hostile.all("script")) == len(hostile.all("style")) == 1
    shown = "".join(hostile.rows[-1])
    assert "\u202e" not in shown
    assert "\0" not in shown
    if text.isprintable():
        assert hostile.rows[-1][1] == hostile.rows[-1][2] == text
        assert hostile.texts["h1"] == f"{text} → {text}"


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_changes_are_text(text: str) -> None:
    revision = Revision(f"A {text}", "B", text, text)
    segment = Segment(1, Bead(0, 1, 0, 1), "A C", f"B {text}", status="edited", note=text, revision=revision)
    hostile = page_of(segment)
    assert {tag for tag, _ in hostile.elements} <= {tag for tag, _ in page_of(*SEGMENTS).elements} | {
        *("span", "del", "ins", "ol")
    }
    assert len(hostile.all("script")) == len(hostile.all("style")) == 1
    if text.isprintable():
        assert text in hostile.texts["ins"].replace("\n", "")


def test_controls_that_turn_text_around_are_shown_by_name() -> None:
    (row,) = rows_of(page_of(Segment(1, Bead(0, 1, 0, 1), "a\u202eb\x07", "c")))
    assert row[1] == "aRLObU+0007"


def test_text_from_right_to_left_runs_so_and_changes_nothing_around() -> None:
    flag = replace(NUMBER, message="שלום")
    segment = Segment(1, Bead(0, 1, 0, 1), "שלום", "Peace.", None, None, (flag,), note="سلام")
    page = page_of(segment)
    assert [cell.get("dir") for cell in page.all("td")[-3:]] == ["auto", None, None]
    assert page.texts["bdi"].endswith("שלוםسلام")


@pytest.mark.parametrize("signature", [{}, {"source": 3, "target": [], "model": None, "signature": {"a": 1}}])
def test_a_corpus_of_unknown_origin_can_be_shown(signature: dict[str, object]) -> None:
    page = page_of(Segment(1, Bead(0, 1, 0, 1), "1", "2"), signature=signature)
    assert page.texts["h1"] == "Parallel text"
    assert rows_of(page) == [["1", "1", "2\n"]]


def test_an_empty_corpus_can_be_shown() -> None:
    page = page_of()
    assert rows_of(page) == []
    assert "No segment has a confidence." in page.texts["desc"]


def made_up(count: int) -> Corpus:
    """A fifth of the segments flagged, sentences of some 90 characters, a gap now and then."""
    segments = []
    target = 0
    for number in range(count):
        source = (
            f"Sentence {number} of the log says that the ferry to island {number % 97} left on time and came back full."
        )
        size = int(number % 50 != 0)
        flags = (NUMBER,) if number % 5 == 1 else (OMISSION,) if not size else ()
        text = f"Eintrag {number} im Buch: die Fähre nach Insel {number % 97} fuhr pünktlich ab und kam voll zurück."
        bead = Bead(number, number + 1, target, target + size)
        segments.append(Segment(number + 1, bead, source, text if size else "", 0.8, 0.96, flags))
        target += size
    return Corpus(tuple(segments), SIGNATURE)


def test_ten_thousand_segments_fit_into_three_megabytes() -> None:
    size = sum(len(piece.encode()) for piece in dump(made_up(10_000)))
    assert size < 3_000_000


def test_pictures_do_not_grow_with_the_text() -> None:
    small, large = ("".join(dump(made_up(count))) for count in (2_000, 12_000))
    sizes = [sum(map(len, re.findall("<svg.*?</svg>", text, re.DOTALL))) for text in (small, large)]
    assert sizes[1] < 1.5 * sizes[0]
    assert sizes[1] < 60_000


def test_the_same_corpus_gives_the_same_file() -> None:
    assert "".join(dump(CORPUS)) == "".join(dump(CORPUS))


@pytest.mark.parametrize("name", ["report.html", "report.htm"])
def test_a_report_is_one_file_and_is_not_read_back(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    CORPUS.write(path)
    assert path.read_text("utf-8") == "".join(dump(CORPUS))
    assert [file.name for file in tmp_path.iterdir()] == [name]
    with pytest.raises(CorpusError, match=r"is a report, which cannot be read back; give the corpus \(tsv, jsonl"):
        Corpus.read(path)
