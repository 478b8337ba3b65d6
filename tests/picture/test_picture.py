from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from lxml import etree

from aligner.alignment.bead import Bead
from aligner.checks.flag import Flag
from aligner.corpus.corpus import Corpus
from aligner.corpus.picture import png
from aligner.corpus.picture.dot_plot import dot_plot
from aligner.corpus.picture.drawing import Dot, Stroke
from aligner.corpus.picture.files import write_picture
from aligner.corpus.picture.svg import dump
from aligner.corpus.segment import Segment
from aligner.errors import OutputError

Run = Callable[..., Result]
SIGNATURE = {"source": {"name": "a <b> & c.txt"}, "target": {"name": "-"}}


def segment(number: int, bead: tuple[int, int, int, int], sure: float = 0.99, message: str = "") -> Segment:
    flags = (Flag("moved", "", "minor", 0.9, None, None, message),) if message else ()
    return Segment(number, Bead(*bead), "x", "y", 0.5, sure, flags)


MOVED = Corpus(
    (
        segment(1, (0, 1, 0, 1)),
        segment(2, (1, 3, 1, 1), message="Moved: its counterpart is segment 5"),
        segment(3, (3, 4, 1, 2), 0.3),
        segment(4, (4, 5, 2, 3), 0.7),
        segment(5, (5, 5, 3, 5), message="Moved: its counterpart is segment 2"),
    ),
    SIGNATURE,
)


def test_the_path_its_gaps_its_doubts_and_what_is_moved() -> None:
    drawing = dot_plot(MOVED.segments, MOVED.signature)
    labels = [shape.label for shape in drawing.shapes if isinstance(shape, Dot)]
    assert labels == [
        "Segment 2 is moved: its counterpart is segment 5",
        "Segment 3: 30% sure",
        "Segment 4: 70% sure",
    ]
    assert "1 segments of the source and 1 of the target, 2 of them moved" in drawing.description
    level = [s for s in drawing.shapes if isinstance(s, Stroke) and s.width == 4 and len({y for _, y in s.points}) == 1]
    assert level


def test_svg_is_xml_and_shows_names_as_they_are() -> None:
    text = "".join(dump(dot_plot(MOVED.segments, MOVED.signature)))
    root = etree.fromstring(text.encode())
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert root[0].text == "a <b> & c.txt and Target"
    assert text == "".join(dump(dot_plot(MOVED.segments, MOVED.signature)))


@pytest.mark.parametrize("segments", [(), (segment(1, (0, 1, 0, 0)),), (segment(1, (0, 0, 0, 1)),)])
def test_texts_with_next_to_nothing(segments: tuple[Segment, ...]) -> None:
    assert etree.fromstring("".join(dump(dot_plot(segments, {}))).encode()) is not None


def test_a_long_text_makes_no_large_picture() -> None:
    long = [segment(n + 1, (n, n + 1, n, n + 1), 0.5 + n % 50 / 100) for n in range(100_000)]
    assert len("".join(dump(dot_plot(long, {})))) < 1_000_000


def test_png_has_the_size_of_the_drawing(tmp_path: Path) -> None:
    image = pytest.importorskip("PIL.Image")
    write_picture(MOVED, tmp_path / "path.png")
    with image.open(tmp_path / "path.png") as opened:
        width, height = dot_plot(MOVED.segments, {}).size
        assert opened.size == (width * png.SCALE, height * png.SCALE)
        assert len(opened.getcolors(1_000_000)) > 10


def test_png_without_pillow_names_the_remedy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(OutputError, match=r"path\.svg, or install with pip install 'bitext-aligner\[picture\]'"):
        write_picture(MOVED, tmp_path / "path.png")


def test_the_command_draws_what_it_aligns(aligner_run: Run, tmp_path: Path) -> None:
    (tmp_path / "en.txt").write_text("It rained all day. Nobody came to see her.", "utf-8")
    (tmp_path / "de.txt").write_text("Es regnete den ganzen Tag. Niemand kam sie besuchen.", "utf-8")
    result = aligner_run("align", "en.txt", "de.txt", "-o", "out.tsv", "--plot", "path.svg", "--no-checks")
    assert result.exit_code == 0, result.output
    assert "en.txt: 2 sentences" in (tmp_path / "path.svg").read_text("utf-8")
    for name, told in (
        ("path.gif", "a picture is .svg or .png"),
        ("en.txt", "a picture is"),
        ("no/p.svg", "no folder"),
    ):
        refused = aligner_run("align", "en.txt", "de.txt", "-o", "out.tsv", "--plot", name)
        assert refused.exit_code == 2
        assert told in refused.stderr
