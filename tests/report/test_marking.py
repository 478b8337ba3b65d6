from __future__ import annotations

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.checks.kinds import LOOKS
from aligner.corpus.report.marking import Mark, marked
from aligner.corpus.report.page import rendered, templates
from aligner.corpus.report.segment_rows import SegmentRow, Side

MARKS = st.lists(st.builds(Mark, st.integers(-3, 12), st.integers(-3, 15), st.sampled_from(LOOKS)), max_size=5)


def html_of(text: str, marks: list[Mark]) -> str:
    sides = Side("source", text, marked(text, marks), ""), Side("target", "", (), "")
    row = "".join(rendered("rows.html", rows=[SegmentRow("s1", "1", "", sides, (), "", "")]))
    return row.partition("<td>")[2].partition("<td class=empty>")[0]


@pytest.mark.parametrize(
    ("text", "marks", "expected"),
    [
        ("abc", [], "abc"),
        ("a<c", [Mark(1, 2, "omission")], "a<mark class=f-omission>&lt;</mark>c"),
        ("abc", [Mark(0, 3, "addition")], "<mark class=f-addition>abc</mark>"),
        ("abc", [Mark(2, 2, "addition"), Mark(3, 1, "omission"), Mark(5, 9, "omission")], "abc"),
        ("abc", [Mark(0, 2, "omission"), Mark(1, 3, "omission")], "<mark class=f-omission>abc</mark>"),
        ("abc", [Mark(0, 1, "omission"), Mark(1, 2, "omission")], "<mark class=f-omission>ab</mark>c"),
        (
            "abc",
            [Mark(0, 2, "structure"), Mark(1, 3, "omission")],
            "<mark class=f-structure>a</mark><mark class=f-omission><mark class=f-structure>b</mark></mark>"
            "<mark class=f-omission>c</mark>",
        ),
        ("a\u202eb", [Mark(1, 2, "omission")], "a<mark class=f-omission><span class=control>RLO</span></mark>b"),
    ],
)
def test_ranges_are_marked(text: str, marks: list[Mark], expected: str) -> None:
    assert html_of(text, marks) == expected


@given(st.text("ab<&>\"' \n", max_size=12), MARKS)
def test_the_text_stays_whole_and_each_character_has_its_marks(text: str, marks: list[Mark]) -> None:
    found = []
    open_kinds: list[str] = []
    for tag, kind, content in re.findall(r"<(/?mark)(?: class=f-(\w+))?>|(&\w+;|&#\w+;|[^<])", html_of(text, marks)):
        if tag == "mark":
            open_kinds.append(kind)
        elif tag:
            open_kinds.pop()
        else:
            found.append((unescape(content), set(open_kinds)))
    assert open_kinds == []
    assert found == [
        (character, {mark.kind for mark in marks if mark.start <= place < mark.end})
        for place, character in enumerate(text)
    ]


def test_an_attribute_cannot_be_left() -> None:
    template = templates("en").from_string('<a title="{{ text }}">')
    written = template.render(text="\"'<>&\0\ud800\u202e")
    assert written == '<a title="&#34;&#39;&lt;&gt;&amp;[U+0000][U+D800][RLO]">'
