"""German or English, of texts and of pairs."""

from __future__ import annotations

from pathlib import Path

import pytest

from aligner.errors import InputError
from aligner.text.document import Document
from aligner.text.language import detect, is_plainly, languages_of_pair

CORPUS = Path(__file__).parents[2] / "corpus"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Der Hund schläft.", "de"),
        ("The dog sleeps.", "en"),
        ("Guten Morgen zusammen", "de"),
        ("Good morning everyone", "en"),
        ("WIR HABEN GEÖFFNET", "de"),
        ("WE ARE OPEN", "en"),
        ("Ich weiss es nicht.", "de"),
        ("I don’t know.", "en"),
        ("I don't know.", "en"),
        ("Was will man in so was?", ""),
        ("What was in the bag?", "en"),
        ("Sie sang „Over the Hills and Far Away“ und dann ein Volkslied.", "de"),
        ("She sang “Die Gedanken sind frei” and then a song of her own.", "en"),
        ("Wir verkaufen Software as a Service an kleine Firmen und nicht an große.", "de"),
        ("The Bundesverfassungsgericht heard the case in Karlsruhe.", "en"),
        ("Hafen 17", ""),
        ("Maria Muster, Tokyo", ""),
        ("123 456,78", ""),
        ("", ""),
        ("🙂🙂🙂", ""),
        ("Привет, мир", ""),
        ("新浪新闻客户端", ""),
        ("Il gatto dorme nella casa e non vuole uscire", ""),
        ("De hond slaapt in het huis en wil niet naar buiten", ""),
    ],
)
def test_detect(text: str, language: str) -> None:
    assert detect(text) == language


@pytest.mark.parametrize("path", sorted(CORPUS.glob("*/*.txt")), ids=lambda path: path.name)
def test_detect_the_seed_documents(path: Path) -> None:
    assert detect(path.read_text(encoding="utf-8")) == ("de" if path.name == "de.txt" else "en")


def test_long_texts_are_judged_as_a_whole() -> None:
    foreword, body = "This is the foreword of the editor. " * 50, "Und dann ging er nach Hause. " * 20_000
    assert detect(foreword + body) == "de"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Der Bäcker hat gestern auch den Kuchen für das Fest gebacken.", "de"),
        ("The baker has also made the cake for the feast yesterday.", "en"),
        ("Wenn die Lampe nicht leuchtet, prüfen Sie, ob der Stecker in der Dose steckt.", "de"),
        ("If the lamp does not light up, check whether the plug is in the socket.", "en"),
        ("Mr Brown said that he had read “Der Weg ist das Ziel” and liked it very much.", "en"),
    ],
)
def test_what_is_plainly_in_a_language(text: str, language: str) -> None:
    assert is_plainly(text, language)
    assert not is_plainly(text, "de" if language == "en" else "en")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Yes, of course we can.",
        "Das ist doch nicht wahr!",
        "The The The The The The The The The",
        "Open Shell As String, As Integer, As Boolean, As Date, As Object, As Long",
        "git commit --amend --no-edit && git push --force-with-lease origin main",
        "SELECT name, street FROM people WHERE city = 'Ulm' ORDER BY name LIMIT 10",
        "„The cat that sat on the mat has been there for a very long time“, Band 3",
        "University of Northern Example, School of Health Sciences, Department of Nursing",
        "Müller, Schmidt, Schneider, Fischer, Weber, Meyer, Wagner, Becker und Hoffmann",
        "Il gatto dorme nella casa e non vuole uscire perché fuori piove da tre giorni",
        "Wir fahren nach Hause and then we are going to bed, weil es schon spät ist",
    ],
)
def test_what_is_in_no_language_beyond_doubt(text: str) -> None:
    assert not is_plainly(text, "de")
    assert not is_plainly(text, "en")


def test_data_is_in_no_language() -> None:
    assert not is_plainly("x" * 1_000_000, "en")
    assert not is_plainly("7 " * 500_000, "de")


def document(name: str, language: str) -> Document:
    return Document("text", (), language, name, "")


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("en", "de", ("en", "de")),
        ("de", "en", ("de", "en")),
        ("en", "", ("en", "de")),
        ("", "en", ("de", "en")),
        ("de", "", ("de", "en")),
        ("", "de", ("en", "de")),
        ("", "", ("en", "de")),
        ("fr", "", ("fr", "en")),
        ("fr", "en", ("fr", "en")),
    ],
)
def test_languages_of_pair(source: str, target: str, expected: tuple[str, str]) -> None:
    assert languages_of_pair(document("a", source), document("b", target)) == expected


def test_given_languages_are_taken_as_they_are() -> None:
    german, english = document("a", "de"), document("b", "en")
    assert languages_of_pair(german, german, source_language="de", target_language="de") == ("de", "de")
    assert languages_of_pair(english, english, source_language="de") == ("de", "en")


@pytest.mark.parametrize(("language", "called"), [("de", "German"), ("en", "English")])
def test_the_same_language_twice(language: str, called: str) -> None:
    with pytest.raises(InputError) as raised:
        languages_of_pair(document("one.txt", language), document("two.txt", language))
    message = str(raised.value)
    assert message.startswith(f"one.txt and two.txt both seem to be {called}: ")
    assert "--source-lang and --target-lang" in message
    assert "\n" not in message
