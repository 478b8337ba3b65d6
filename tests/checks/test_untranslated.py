"""Which words of a translation are left in the language of the source: a catalogue, written for it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.checks.pair import TextPair
from aligner.checks.surroundings import Surroundings
from aligner.checks.untranslated import untranslated_flags

GOOD_GERMAN = [
    ("The manager opened the computer.", "Der Manager öffnete den Computer."),
    ("Our team writes software.", "Unser Team schreibt Software."),
    ("That is a win-win strategy.", "Das ist eine Win-Win-Strategie."),
    ("Mary Miller lives in New York.", "Mary Miller lebt in New York."),
    ("He works at the Institute of Marine Research.", "Er arbeitet am Institute of Marine Research."),
    ("She studied at the University of Leeds.", "Sie studierte an der University of Leeds."),
    ("It was printed in the journal Modern Farming.", "Es stand in der Zeitschrift Modern Farming."),
    ("He reads the Morning Herald.", "Er liest den Morning Herald."),
    ("We went to Central Park.", "Wir gingen in den Central Park."),
    ("The song is called “Far From Here”.", "Das Lied heißt „Far From Here“."),
    ("Call the function read_file() first.", "Rufen Sie zuerst die Funktion read_file() auf."),
    ("Write to help@example.org now.", "Schreiben Sie jetzt an help@example.org."),
    ("See www.example.org/where for more.", "Mehr dazu unter www.example.org/where."),
    ("Use the option --only-this here.", "Nutzen Sie hier die Option --only-this."),
    ("The package build-essential is missing.", "Das Paket build-essential fehlt."),
    ("The hotel is in the park.", "Das Hotel ist im Park."),
    ("It was warm and mild.", "Es war warm und mild."),
    ("He was in the restaurant.", "Er war im Restaurant."),
    ("The president spoke.", "Der Präsident sprach."),
    ("The Jazz Club is open.", "Der Jazz Club ist offen."),
    ("title: The old mill", "title: Die alte Mühle"),
    ("let mill = new Mill({ // turns", "let mill = new Mill({ // dreht"),
    ("mill.turn(function (speed) {", "mill.turn(function (speed) { // Tempo"),
    ("Use this for rain and vice versa.", "Nimm dies für Regen und vice versa."),
    ("II. Millers and I", "II. Müller und ich"),
    ("I. The mill", "I. Die Mühle"),
    ("A - Air the rooms.", "A - Lüften Sie die Räume."),
    ("US mills", "US-Mühlen"),
    ("He stood just there.", "Er stand just dort."),
    ("The &amp; sign joins them.", "Das &amp;-Zeichen verbindet sie."),
    ("Set `read only through here` first.", "Setzen Sie zuerst `read only through here`."),
    ("The command shuffle mixes them.", "Der Befehl shuffle mischt sie."),
    ("Write turn=speed, where speed is a number.", "Schreiben Sie turn=speed, wobei speed eine Zahl ist."),
    ("Add the *beautiful* tag.", "Ergänzen Sie das Tag *beautiful*."),
    ("Turn it on-the-fly.", "Drehe es on-the-fly."),
    ("A flexible and relative wheel", "Eine flexible und relative Größe"),
    ("Mrs May laughed.", "May lachte."),
    ("He met Anna Maria King.", "Er traf Anna Maria King."),
    ('Click {{% button "through here" %}} now.', 'Klicken Sie jetzt {{% button "through here" %}}.'),
    ("Checksums (checksum) are sums.", "Prüfsummen (engl. checksum) sind Summen."),
]
GOOD_ENGLISH = [
    ("Die Regierung trat zurück.", "The government resigned."),
    ("Gerhard Schröder sprach in Köln.", "Gerhard Schröder spoke in Cologne."),
    ("Der Bundestag stimmte zu.", "The Bundestag agreed."),
    ("Er wohnt in der Lindenstraße.", "He lives in Lindenstraße."),
    ("Sie fuhr auf der Autobahn.", "She drove on the autobahn."),
    ("Herr Klein kommt aus Bonn.", "Mr Klein comes from Bonn."),
    ("Das Element Iridium ist selten.", "The element iridium is rare."),
    ("Das Problem ist die Information.", "The problem is the information."),
    ("Die Firma Steinbach baut Pumpen.", "Steinbach builds pumps."),
    ("Die Zeitung heißt „Der kleine Bote“.", "The paper is called “Der kleine Bote”."),
    ("Im Kindergarten war es laut.", "It was loud in the kindergarten."),
    ("Der Dieselmotor lief.", "The diesel engine ran."),
    ("Die Sahara wächst.", "The Sahara is growing."),
    ("Die Eider ist ein Fluss.", "The river Eider flows there."),
    ("Die Lindenbank hilft.", "The Lindenbank helps."),
    ("Das Testament ist alt.", "The Testament is old."),
    ("Das sagt der Zeitgeist.", "The zeitgeist says so."),
]
LEFT_ENGLISH = [
    ("President Miller opened the fair.", "President Miller eröffnete die Messe.", "President Miller"),
    ("The Summer Olympics were cancelled.", "Die Summer Olympics wurden abgesagt.", "Summer Olympics"),
    ("The Foreign Ministers’ dinner was cold.", "Das Foreign Ministers-Essen war kalt.", "Foreign Ministers"),
    ("The North-Central Africa trail is open.", "Die North-Central Africa-Strecke ist offen.", "North-Central Africa"),
    ("He bought a beautiful house.", "Er kaufte ein beautiful Haus.", "beautiful"),
    ("They went through the forest.", "Sie gingen through den Wald.", "through"),
    ("She wrote a thoughtful letter.", "Sie schrieb einen thoughtful Brief.", "thoughtful"),
    ("The children laughed loudly.", "Die Kinder lachten loudly.", "loudly"),
    ("He should have known that.", "Er should have known das.", "should have known"),
    ("The strong answer was wrong.", "Die strong answer war falsch.", "strong answer"),
    ("I met him in Germany.", "Ich traf ihn in Germany.", "Germany"),
    ("We meet on Wednesday.", "Wir treffen uns am Wednesday.", "Wednesday"),
    ("The old bridge collapsed yesterday.", "Die alte Brücke collapsed gestern.", "collapsed"),
    ("Nothing happened because it rained.", "Nichts geschah, because es regnete.", "because"),
    ("Prime Minister Brown arrived late.", "Prime Minister Brown kam spät an.", "Prime Minister Brown"),
    ("We saw Worms, Mainz and Trier.", "Wir sahen Worms, Mainz and Trier.", "and"),
    ("We saw Mainz and Trier.", "Wir sahen Mainz and Trier.", "and"),
    ("The receipt is enclosed.", "Die receipt liegt bei.", "receipt"),
    ("Close the lid before use.", "Schließen Sie vor Gebrauch das lid.", "lid"),
    ("The rocking chair broke.", "Der rocking Stuhl zerbrach.", "rocking"),
    ("He was therefore tired.", "Er war therefore müde.", "therefore"),
    (
        "A mill image::mill.png[The old mill stands in the rain]",
        "Mühle image::mill.png[The old mill stands in the rain]",
        "old mill stands in the rain",
    ),
]
LEFT_GERMAN = [
    ("Die neue Regierung trat zurück.", "The new Regierung resigned.", "Regierung"),
    ("Er kam plötzlich herein.", "He came in plötzlich.", "plötzlich"),
    ("Sie hat wichtige Gründe.", "She has wichtige reasons.", "wichtige"),
    ("Er kam und ging.", "He came und went.", "und"),
    ("Die Kinder gehen in die Schule.", "The children go to Schule.", "Schule"),
    ("Das Wasser war kalt.", "The Wasser was cold.", "Wasser"),
    ("Der Präsident Anna Weiss sprach.", "Präsident Anna Weiss spoke.", "Präsident"),
    ("Bisher kam niemand.", "Bisher, nobody has come.", "Bisher"),
    ("Die sieben Zwerge schliefen.", "The sieben dwarfs slept.", "sieben"),
    ("Die Mannschaft gewann, weil sie übte.", "The team won weil they practised.", "weil"),
    ("Er verlor die ganze Hoffnung.", "He lost all Hoffnung.", "Hoffnung"),
    ("Der Ausschuss tagte lange.", "The Ausschuss met for long.", "Ausschuss"),
    ("Im nächsten Jahr wird gebaut.", "Building starts nächsten year.", "nächsten"),
    ("Der Schraubenzieher fehlt.", "The Schraubenzieher is missing.", "Schraubenzieher"),
    ("Wir prüfen den Kühlergrill.", "We check the Kühlergrill.", "Kühlergrill"),
    ("Eine Genehmigung ist nötig.", "A Genehmigung is needed.", "Genehmigung"),
    ("Er kam jedoch zu spät.", "He came jedoch too late.", "jedoch"),
]


def flags_of(source: str, target: str, languages: tuple[str, str]):
    return [flag for flag in untranslated_flags(TextPair(source, target, languages)) if flag.probability >= 0.5]


@pytest.mark.parametrize(("source", "target"), GOOD_GERMAN)
def test_names_loan_words_and_code_stay_in_german(source, target):
    assert flags_of(source, target, ("en", "de")) == []


@pytest.mark.parametrize(("source", "target"), GOOD_ENGLISH)
def test_names_and_shared_words_stay_in_english(source, target):
    assert flags_of(source, target, ("de", "en")) == []


@pytest.mark.parametrize(("source", "target", "left"), LEFT_ENGLISH)
def test_english_words_in_german_are_flagged(source, target, left):
    (flag,) = flags_of(source, target, ("en", "de"))
    assert target[slice(*flag.target_span)] == left
    assert flag.message == f'"{left}" is left in English'
    assert (flag.name, flag.category, flag.severity) == ("untranslated", "accuracy/untranslated", "minor")


@pytest.mark.parametrize(("source", "target", "left"), LEFT_GERMAN)
def test_german_words_in_english_are_flagged(source, target, left):
    (flag,) = flags_of(source, target, ("de", "en"))
    assert target[slice(*flag.target_span)] == left
    assert flag.message == f'"{left}" is left in German'


@pytest.mark.parametrize(
    ("source", "languages", "name"),
    [
        ("The old mill stands beside the river.", ("en", "de"), "English"),
        ("Die alte Mühle steht neben dem Fluss.", ("de", "en"), "German"),
    ],
)
def test_a_sentence_that_is_copied_is_one_flag_over_all(source, languages, name):
    (flag,) = flags_of(source, source, languages)
    assert flag.source_span == flag.target_span == (0, len(source))
    assert flag.message == f"The translation is in {name}, like the source"
    assert flag.severity == "major"


@pytest.mark.parametrize(
    ("text", "languages"),
    [
        ("On Friday, 7 June, the mill opens in Vienna.", ("en", "de")),
        ("Do not oil the wheel.", ("en", "de")),
        ("Terms of Sale and Delivery", ("en", "de")),
        ("Oil the wheel", ("en", "de")),
        ("Broken wheel counter", ("en", "de")),
        ("Am Freitag, dem 7. Juni, öffnet die Mühle in Wien.", ("de", "en")),
        ("Nicht in die Sonne stellen.", ("de", "en")),
        ("Besondere Lieferbedingungen", ("de", "en")),
    ],
)
def test_copies_of_text_are_one_major_finding(text, languages):
    (flag,) = flags_of(text, text, languages)
    assert flag.target_span == (0, len(text))
    assert flag.severity == "major"
    assert flag.evidence is not None
    assert flag.evidence.rule == "copy"


@pytest.mark.parametrize(
    "text",
    [
        "let mill = new Mill({",
        "make wheel",
        "https://example.org/the/old/mill",
        "read_the_wheel()",
        "7 June",
        "Wheels turned:  12",
        "Wheel    turned    speed",
        "{{ the_wheel }}",
        "Johann Wolfgang Müller",
        "tar --extract wheel",
    ],
)
def test_copies_of_code_and_names_are_no_finding(text):
    assert flags_of(text, text, ("en", "de")) == flags_of(text, text, ("de", "en")) == []


def test_a_word_that_the_document_keeps_throughout_is_a_weak_finding():
    texts = [("Turn the wheel.", "Drehen Sie das wheel.")] * 6
    (flag,) = untranslated_flags(TextPair(*texts[0], ("en", "de"), surroundings=Surroundings(texts)))
    assert flag.probability < 0.5


def test_a_target_in_the_source_language_that_is_not_a_copy_is_one_flag_over_all():
    target = "Neben dem Fluss steht eine alte Mühle."
    (flag,) = flags_of("Am Wasser sieht man noch das alte Haus.", target, ("de", "en"))
    assert (flag.source_span, flag.target_span) == (None, (0, len(target)))


def test_a_copied_name_or_number_is_no_copied_sentence():
    for text in ("Anna Maria Miller", "12,5 kg", 'printf("%s", name)', "Hotel Park Restaurant"):
        assert flags_of(text, text, ("en", "de")) == []


def test_quoted_words_are_a_weak_finding():
    (flag,) = untranslated_flags(TextPair("She sang “beautiful” twice.", "Sie sang „beautiful“ zweimal.", ("en", "de")))
    assert flag.probability < 0.5


def test_other_languages_are_left_alone():
    assert untranslated_flags(TextPair("une belle maison", "une belle maison", ("fr", "de"))) == []


WORDS = st.sampled_from(
    [
        "The",
        "President",
        "und",
        "nicht",
        "because",
        "Regierung",
        "Xi",
        "„",
        "“",
        "(",
        ")",
        "foo_bar",
        "a-b",
        "München",
        "plötzlich",
        "12",
        ".",
    ]
)
TEXTS = st.one_of(st.text(min_size=1), st.lists(WORDS, min_size=1).map(" ".join))


@given(TEXTS, TEXTS, st.sampled_from([("de", "en"), ("en", "de"), ("fr", "en")]))
def test_spans_are_in_the_texts(source, target, languages):
    for flag in untranslated_flags(TextPair(source, target, languages)):
        assert 0 <= flag.target_span[0] < flag.target_span[1] <= len(target)
        if flag.source_span is not None:
            assert 0 <= flag.source_span[0] < flag.source_span[1] <= len(source)
