"""Names that stand on both sides in one form or another, wrong names, and names on one side only."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aligner.checks.name import name_flags
from aligner.checks.name_exonyms import has_exonym
from aligner.checks.name_matching import folded, forms_of, within_edits
from aligner.checks.name_reading import Reading, english_names, german_names, is_acronym
from aligner.checks.name_types import exchanged_types
from aligner.checks.pair import LONGEST_TEXT, TextPair
from aligner.checks.surroundings import Surroundings
from aligner.words.alignment import align_words
from aligner.words.text_words import words_of
from aligner.words.tokens import word_spans

SAME = [
    ("Gestern traf Frau Keller den Bürgermeister von Köln.", "Yesterday Ms Keller met the mayor of Cologne."),
    ("Der Zug nach München fährt über Nürnberg.", "The train to Munich goes via Nuremberg."),
    ("Die Delegation reiste von Peking nach Genf.", "The delegation travelled from Beijing to Geneva."),
    ("Das Abkommen wurde in Samarqand unterzeichnet.", "The agreement was signed in Samarkand."),
    ("Die SOZ wurde vor zwanzig Jahren gegründet.", "The SCO was founded twenty years ago."),
    ("Der SOZ-Gipfel beginnt morgen.", "The SCO summit begins tomorrow."),
    ("Merkels Rede dauerte eine Stunde.", "The speech by Merkel took an hour."),
    ("Die Vereinten Nationen tagen in Wien.", "The United Nations meet in Vienna."),
    ("Die UNO tagt in Wien.", "The UN meets in Vienna."),
    ("Sie lebt seit Jahren in den Vereinigten Staaten.", "For years she has lived in the United States."),
    ("Sie lebt seit Jahren in den USA.", "For years she has lived in the United States."),
    ("Das chinesische Außenministerium lehnte ab.", "The request was refused by the Chinese Foreign Ministry."),
    ("Die deutsche Wirtschaft wächst.", "The economy of Germany is growing."),
    ("Der französische Präsident kam zu spät.", "It was the French president who came late."),
    ("Tschechow schrieb viele Erzählungen.", "Many short stories were written by Chekhov."),
    ("Der Roman von Tolstoi ist lang.", "The novel by Tolstoy is long."),
    ("Gorbatschow traf Reagan in Genf.", "In Geneva, Gorbachev met Reagan."),
    ("Die kalifornischen Wälder brennen.", "The forests of California are burning."),
    ("Der Kongress tagt in Washington.", "In Washington, the Congress is in session."),
    ("Ein Sprecher der Europäischen Union bestätigte das.", "A spokesman of the European Union confirmed this."),
    ("Die Neue Seidenstraße reicht bis nach Kasachstan.", "The New Silk Road reaches as far as Kazakhstan."),
    ("Der Nahe Osten kommt nicht zur Ruhe.", "There is no peace in the Middle East."),
    ("Die NATO berät über Estland.", "Today NATO is talking about Estonia."),
    ("Die DSGVO gilt seit 2018.", "Since 2018 the GDPR has been in force."),
    ("Der Papst besuchte Neapel und Turin.", "The pope visited Naples and Turin."),
    ("Der Bodensee ist tief.", "The water of Lake Constance is deep."),
    ("Wir fuhren mit dem Rad an die Donau.", "We went to the Danube by bike."),
    ("Am Montag beginnt die Schule.", "School begins on Monday."),
    ("Ich glaube, dass ich gehe.", "I think I am going."),
    ("Das Parlament wählte Frau Özdemir.", "The parliament elected Ms Ozdemir."),
    ("Der Jangtse ist über die Ufer getreten.", "The banks of the Yangtze are flooded."),
    ("Die Schweizer lehnten den Vorschlag ab.", "The proposal was rejected by the Swiss."),
]
WRONG = [
    ("Donald Trump schrieb am Abend einen Brief.", "In the evening Erwin Huber wrote a letter.", "Erwin Huber"),
    ("Die Kinder flogen gestern nach Spanien.", "The children flew to Paraguay yesterday.", "Paraguay"),
    ("Das Treffen mit Stephen Colbert war kurz.", "The meeting with Olivia Oliver was short.", "Olivia Oliver"),
    ("Er wurde in Argentinien geboren.", "He was born in Sweden.", "Sweden"),
    ("Der Minister reiste nach Warschau.", "The minister travelled to Moscow.", "Moscow"),
    ("Sie arbeitet für die Firma Siemens.", "She works for the company Microsoft.", "Microsoft"),
    ("Das Spiel gegen Dortmund war ausverkauft.", "The match against Guadalajara was sold out.", "Guadalajara"),
    ("Der Fluss fließt durch Polen.", "The river flows through Algeria.", "Algeria"),
    ("Sein Freund Markus kommt aus Kiel.", "His friend Zhongwu comes from Kiel.", "Zhongwu"),
    ("Die Regierung in Athen trat zurück.", "The government in Singapore resigned.", "Singapore"),
]
OTHERS = [
    ("Dänemark gewann gegen Portugal.", "Denmark won against Hungary.", "Hungary"),
    ("Der Zug hält in Mannheim.", "The train stops in Leipzig.", "Leipzig"),
    ("Die Oper stammt von Verdi.", "The opera is by Haydn.", "Haydn"),
    ("Frau Wegner leitet die Schule.", "Ms Wagner runs the school.", "Wagner"),
    ("Niger wies den Bericht zurück.", "Mali rejected the report.", "Mali"),
    ("Die Klage gegen Nokia wurde abgewiesen.", "The lawsuit against Apple was dismissed.", "Apple"),
    ("Die FDP verlor viele Stimmen.", "The SPD lost many votes.", "SPD"),
    ("Die Donau fließt durch die Stadt.", "The Danube flows through the city.", None),
    ("Das Buch schrieb Ulla Hartmann.", "The book was written by Inge Hartmann.", "Inge"),
    ("Soldaten aus Südkorea nahmen teil.", "Soldiers from North Korea took part.", "North Korea"),
]
RIGHT = [
    ("Ausblick", "Outlook"),
    ("Mit Mehl bestäuben.", "Dust with flour."),
    ("Einzelheiten enthält Anhang D.", "See Annex D for details."),
    ("Der Pächter zahlt dem Verpächter die Pacht.", "The Lessee shall pay the Rent to the Lessor."),
    ("Der Bürge haftet.", "The Guarantor is liable."),
    ("4. NUTZUNGSBEDINGUNGEN", "4. TERMS OF USE"),
    ("Ziel der Umleitung", "Redirect Target"),
    ("Beeil dich, der Zug fährt!", "Hurry, the train is leaving!"),
    ("Sie wurde in Danzig geboren.", "She was born in Gdańsk."),
    ("Beginn: 9 Uhr MEZ", "Start: 9 a.m. CET"),
    ("Marianne kam zu spät.", "Mary Ann came late."),
    ("Senator Hoyle aus Ohio sprach.", "Sen. Hoyle from Ohio spoke."),
    ("Die Regierung in Osteuropa", "The government in eastern Europe"),
]
NOT_FLAGGED_WITHOUT_WORDS = ("Der Minister reiste nach Warschau.", "The minister travelled to Moscow.")


@pytest.fixture(scope="session")
def pair_of(shipped_encoder):
    def make(source, target, languages=("de", "en")):
        tokens = {index: found for index, _, found in shipped_encoder.encode_with_tokens([source, target])}
        words = align_words(words_of(source, tokens[0], languages[0]), words_of(target, tokens[1], languages[1]))
        return TextPair(source, target, languages, words)

    return make


def no_words(word):
    return False


def sure(flags):
    return [flag for flag in flags if flag.probability >= 0.5]


@pytest.mark.parametrize(("german", "english"), SAME)
def test_names_in_another_form_are_not_flagged(pair_of, german, english):
    assert sure(name_flags(pair_of(german, english))) == []
    assert sure(name_flags(pair_of(english, german, ("en", "de")))) == []


@pytest.mark.parametrize(("german", "english", "name"), WRONG)
def test_wrong_names_are_flagged(pair_of, german, english, name):
    found = sure(name_flags(pair_of(german, english)))
    assert name in [english[slice(*flag.target_span)] for flag in found if flag.target_span]
    backwards = sure(name_flags(pair_of(english, german, ("en", "de"))))
    assert name in [english[slice(*flag.source_span)] for flag in backwards if flag.source_span]
    assert {flag.severity for flag in found} == {"major"}


@pytest.mark.parametrize(("german", "english", "name"), OTHERS)
def test_another_name_is_another_name_however_alike_they_are(pair_of, german, english, name):
    flags = sure(name_flags(pair_of(german, english)))
    assert [english[slice(*flag.target_span)] for flag in flags] == ([name] if name else [])
    backwards = sure(name_flags(pair_of(english, german, ("en", "de"))))
    assert [english[slice(*flag.source_span)] for flag in backwards] == ([name] if name else [])


@pytest.mark.parametrize(("german", "english"), RIGHT)
def test_words_with_a_capital_are_not_names(pair_of, german, english):
    assert sure(name_flags(pair_of(german, english))) == []
    assert sure(name_flags(pair_of(english, german, ("en", "de")))) == []


def test_a_word_that_the_document_has_in_lower_case_is_no_name(pair_of):
    german, english = "Gestern traf er Grullo wieder.", "Yesterday he met Zorbel again."
    alone = pair_of(german, english)
    texts = [(german, english), ("Jeder Grullo frisst.", "Every zorbel eats.")]
    assert sure(name_flags(alone))
    assert sure(name_flags(replace(alone, surroundings=Surroundings(texts)))) == []


def test_a_name_that_the_document_has_on_both_sides_may_give_way_to_a_pronoun(pair_of):
    german, english = "Bald darauf ging Kowalski nach Hause.", "Soon afterwards he went home."
    texts = [(german, english), *[("Kowalski lachte.", "Kowalski laughed.")] * 3]
    pair = replace(pair_of(german, english), surroundings=Surroundings(texts))
    assert sure(name_flags(pair)) == []


def test_a_finding_says_what_it_rests_on(pair_of):
    (flag,) = sure(name_flags(pair_of("Er wohnt in Prag.", "He lives in Warsaw.")))
    assert flag.evidence is not None
    assert (flag.evidence.rule, flag.evidence.sought, flag.evidence.found) == ("other name", "Warsaw", "Prag")


def test_a_name_that_is_lost_is_an_omission(pair_of):
    german, english = "Die Kinder flogen gestern nach Spanien.", "The children flew yesterday."
    (flag,) = sure(name_flags(pair_of(german, english)))
    assert (flag.category, german[slice(*flag.source_span)]) == ("accuracy/omission", "Spanien")
    (flag,) = sure(name_flags(pair_of(english, german, ("en", "de"))))
    assert (flag.category, german[slice(*flag.target_span)]) == ("accuracy/addition", "Spanien")


def test_a_type_word_at_the_wrong_name_is_one_flag_over_both_names(pair_of):
    german = "Das Treffen fand in der Provinz Qingdao, Shandong statt."
    english = "The meeting took place in Qingdao, Shandong Province."
    (flag,) = sure(name_flags(pair_of(german, english)))
    assert german[slice(*flag.source_span)] == "Provinz Qingdao, Shandong"
    assert english[slice(*flag.target_span)] == "Qingdao, Shandong Province"
    assert flag.severity == "major"


@pytest.mark.parametrize(
    ("english", "german"),
    [
        ("Qingdao in Shandong Province", "Qingdao in der Provinz Shandong"),
        ("Qingdao in the province of Shandong", "Qingdao in der Provinz Shandong"),
        ("the River Thames near Oxford", "die Themse bei Oxford"),
        ("New York City and Albany", "die Stadt New York und Albany"),
        ("Hunan Province", "Provinz Hebei"),
        ("Hunan Province and Hebei Province", "Provinz Hebei und Provinz Hunan"),
    ],
)
def test_type_words_that_stay_with_their_names_are_not_flagged(english, german):
    assert exchanged_types(english, german) == []


def test_nothing_is_found_without_word_alignment_or_in_other_languages(pair_of):
    german, english = NOT_FLAGGED_WITHOUT_WORDS
    pair = pair_of(german, english)
    assert name_flags(pair)
    assert name_flags(TextPair(german, english, ("de", "en"))) == []
    assert name_flags(TextPair(german, english, ("de", "fr"), pair.words)) == []


def test_texts_too_long_for_a_segment_are_left_alone(pair_of):
    pair = pair_of(*NOT_FLAGGED_WITHOUT_WORDS)
    assert name_flags(TextPair(pair.source, pair.target + " " * LONGEST_TEXT, pair.languages, pair.words)) == []


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Samarqand", "Samarkand"),
        ("Wladimir", "Vladimir"),
        ("Dschihad", "Jihad"),
        ("Chruschtschow", "Chruschtschow"),
        ("Phönizien", "Fönizien"),
        ("Groß", "Gross"),
        ("Müller", "Mueller"),
        ("Mazedonien", "Macedonien"),
    ],
)
def test_spellings_of_one_sound_are_folded_into_one(first, second):
    assert folded(first) == folded(second)


@pytest.mark.parametrize(
    ("name", "text", "there"),
    [
        ("SCO", "Der SCO-Gipfel", True),
        ("Merkel", "Merkels Rede", True),
        ("Tolstoy", "Ein Roman von Tolstoi", True),
        ("California", "die kalifornische Küste", True),
        ("Bangladesh", "in Bangladesch", True),
        ("Trump", "Herr Huber", False),
        ("Sagar", "das ist sogar gut", False),
        ("Li", "die Linie", False),
    ],
)
def test_forms_of_a_name_are_found_in_a_text(name, text, there):
    assert forms_of(text).have(name) is there


@pytest.mark.parametrize(
    ("english", "german", "there"),
    [
        ("Munich", "münchner", True),
        ("Germany", "deutsche", True),
        ("Vienna", "berlin", False),
        ("EU", "eule", False),
        ("Nobody", "niemand", False),
    ],
)
def test_exonyms(english, german, there):
    assert has_exonym(english, [german]) is there


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("We met Anna in Paris on Monday.", ["Anna", "Paris"]),
        ("He said I was President then.", []),
        ("The New Rules For Using The Kitchen At Work", []),
        ("Thunberg spoke. Interestingly, nobody came.", ["Thunberg"]),
        ("NASA has a plan B for 2024.", ["NASA"]),
    ],
)
def test_english_names_are_capitalised_within_sentences(text, names):
    spans = word_spans(text).tolist()
    assert [text[slice(*spans[at])] for at in english_names(Reading(text, spans, no_words))] == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Wir fuhren nach Ulm und sahen die Brücke.", ["Ulm"]),
        ("Das sagte Kowalski der Zeitung.", ["Kowalski"]),
        ("Die BA zahlt.", ["BA"]),
        ("Sie wohnt im schönen Deutschland.", ["Deutschland"]),
        ("Der Hund schläft im Haus.", []),
    ],
)
def test_german_names_are_told_by_their_place(text, names):
    spans = word_spans(text).tolist()
    assert [text[slice(*spans[at])] for at in german_names(Reading(text, spans, no_words))] == names


def test_acronyms():
    assert [word for word in ("EU", "HFCs", "A", "Nato", "UNESCO", "BUNDESTAG") if is_acronym(word)] == [
        "EU",
        "HFCs",
        "UNESCO",
    ]


@given(st.text("abc", max_size=7), st.text("abc", max_size=7), st.integers(0, 4))
def test_edits_are_counted_alike_from_both_sides(first, second, edits):
    assert within_edits(first, second, edits) is within_edits(second, first, edits)
    assert within_edits(first, first, edits)
    assert within_edits(first, second, max(len(first), len(second)))


PIECES = st.sampled_from(
    ["Anna", "Köln ", "the ", "Provinz Xi ", "Xi Province", "EU", " von ", ".", "İ", "'s ", "ǅ", "1A", "ß"]
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.lists(PIECES | st.text(max_size=4), max_size=8), st.lists(PIECES | st.text(max_size=4), max_size=8))
def test_nothing_raises_and_spans_lie_in_the_texts(pair_of, first, second):
    source, target = "a" + "".join(first), "b" + " ".join(second)
    for pair in (pair_of(source, target), pair_of(target, source, ("en", "de"))):
        for flag in name_flags(pair):
            for span, text in zip((flag.source_span, flag.target_span), pair.texts, strict=True):
                assert span is None or 0 <= span[0] < span[1] <= len(text)
