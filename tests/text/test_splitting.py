"""A catalogue of hard cases, one a line: `|` stands where a sentence must end, and only there may one end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.text.document import Document, Paragraph, Sentence
from aligner.text.splitting import sentence_spans, split

GERMAN = """
Das Öl war teurer als Wein.1 | Niemand verkaufte es.² | Die Lampen blieben dunkel.[3] | Erst im Frühjahr kam Nachschub.
„Die Lampen sind leer.“4 | Der Wärter wusste es. | Im Jahr 1843.5 | Die Preise fielen.(6) | Alle kauften Öl.
Siehe Abs.2 Satz 1 und Nr.5 der Liste. | Version 3.1 Das ist neu. | Der Raum hat 20 m². | Er ist leer.
1.2 Der Leuchtturm ................. 17
Näheres steht in Anl. 3 und Anh. B des Vertrags. | Dort steht auch der Preis.
Im Anh. | Dort steht es.
Nach lit. c und Ziff. 8 gilt das nicht. | Es gilt Taf. IV.
Die Rechn. Nr. 88 ist offen. | Bitte zahlen Sie.
Die Lfd. Nr. 7 fehlt. | Wir suchen sie.
Die Fam. Weber und die Fa. Roth bauten an. | Die Hl. Barbara sah zu.
Mlle. Duval und Mme. Petit kamen. | Mr. Hill blieb fort.
Die Wohnung hat rd. 70 Quadratmeter. | Sie ist hell.
Der Anteil sank um 3 Prozentpkt. auf 12 Prozent. | Danach stieg er.
Die kath. und die ev. Gemeinde feierten. | Die amtl. Zahlen fehlen.
So steht es geschrieben (1. Kor. 13, 4) und in Hebr. 11. | Auch Joh. 3,16 passt.
Die Worte stehen in Phil. 2,5 und Gen. 1,1. | Das weiß er.
Er traf Phil. | Dann ging er.
Das Büro liegt in der Park Ave. 12 und am Sunset Blvd. 7. | Es ist geschlossen.
#### 3. Zusammenfassung
> 2. Absatz
Der Zug kam pünktlich an. | Niemand stieg aus.
Wer hat das Fenster geöffnet? | Ich nicht!
Am 7. Februar beginnt die Messe. | Sie endet am 12. März.
Seit dem 3.4. liegt der Antrag vor. | Wir warten noch.
Der Termin ist am 5. 11. 2019 in Kassel. | Bitte kommen Sie.
Im 18. Jahrhundert stand hier eine Mühle. | Heute steht hier ein Hotel.
Das war im 15./16. Jahrhundert üblich. | Später nicht mehr.
Die Ausstellung gehört zum 250. Geburtstag des Malers. | Sie läuft bis Herbst.
Das Haus stammt aus dem Jahr 1890. | Eigentümer ist die Stadt.
Er kam mit 30. | Da war er schon berühmt.
Die Elf steht auf Platz 4. | Hannover folgt auf Rang 9.
Mehr dazu auf Seite 12. | Zahlen finden Sie im Anhang.
Kaiser Karl V. herrschte lange. | Papst Leo X. starb früh.
Das war unter Friedrich II. | Wurden dort Kartoffeln angebaut?
Ludwig XIV. Schloss war prächtig. | Es steht noch.
Der Umsatz lag bei 4,5 Mio. Euro. | Die Kosten lagen bei 3 Mrd. Dollar.
Rund 20 Tsd. Besucher kamen. | Das ist Rekord.
Wir liefern Obst, z. B. Birnen und Pflaumen. | Gemüse liefern wir nicht.
Er mag Tiere, z.B. Katzen, d.h. eigentlich nur Katzen. | Hunde mag er nicht.
Das betrifft u. a. Fulda und v. a. Gießen. | Marburg ist nicht betroffen.
Die Frist beträgt i. d. R. vier Wochen. | Ausnahmen sind möglich.
Es gilt § 12 Abs. 3 Nr. 4 i. V. m. Art. 5. | Der Antrag ist abzulehnen.
Siehe Bd. 3, S. 44 ff. und Abb. 7. | Dort steht alles.
Vgl. Kap. 9 und Anm. 12. | Anders sieht es Weber.
Die Tel.-Nr. Ihrer Filiale steht unten. | Rufen Sie an.
Sie wohnt in der Lindenstr. 8 in Ulm. | Er wohnt nebenan.
Treffpunkt ist die Schillerstr. | Wir warten dort.
Es gab Brot, Käse, Wurst usw. | Die Gäste waren zufrieden.
Schrauben, Nägel usw. Material liegt bereit.
Wir brauchen Stifte, Papier etc. | Und zwar sofort.
Herr Dr. Krüger traf Frau Prof. Lang. | Beide lachten.
Der Vortrag von Dr. med. Vogt und Dipl.-Ing. Roth fällt aus. | Wir bitten um Verständnis.
Prof. Dr. h. c. Huber hielt die Rede. | Alle klatschten.
Der hl. Martin teilte den Mantel. | St. Nikolaus brachte Nüsse.
W. A. Mozart kam aus Salzburg. | C. Ph. E. Bach wirkte in Hamburg.
Th. Fontane und J.-P. Sartre standen im Regal. | Sonst nichts.
Der Angeklagte Stefan K. | Er schweigt.
Der Angeklagte Stefan K. Müller schweigt.
Orangen enthalten Vitamin C. | Zitronen auch.
Der e. V. wurde 1912 gegründet. | Er hat 80 Mitglieder.
Die Firma Huber & Co. KG baut Pumpen. | Die Krause GmbH kauft sie.
Rom wurde 753 v. Chr. gegründet. | So sagt man.
Das geschah im Jahr 50 n. Chr. | Danach war Ruhe.
Sie lebt in Washington D.C. und New York. | Er lebt in Kiel.
Der Preis stieg auf 1.250,75 Euro. | Um 19.15 Uhr war alles verkauft.
Näheres unter www.muster-verein.de/termine.html. | Anmeldung an post@muster-verein.de.
Die Datei heißt bericht.neu.pdf. | Sie ist klein.
„Ich gehe.“ | Sie nahm den Mantel.
„Ich gehe“, sagte sie. | „Warte nicht auf mich.“
„Gehst du?“, fragte er. | „Ja!“, rief sie.
„Gehst du?“ fragte er leise. | Sie schwieg.
„Komm her!“ – rief der Alte. | Niemand kam.
»Wohin?« fragte der Kutscher. | »Nach Hause«, sagte ich.
»Genug.« | »Noch nicht!« | Der Wirt brachte Wein.
«Das ist unser Haus.» | Sie zeigte auf den Hügel.
Er rief: „Halt! | Stehen bleiben!“ | Dann lief er los.
„Das Wetter wird besser. | Wir fahren morgen\", sagte der Kapitän. | Alle waren froh.
Das Stück heißt „Was ihr wollt“. | Es ist von Shakespeare.
‚So ein Unsinn!‘ dachte er. | Dann schlief er ein.
»Aber ich dachte –« | »Du dachtest falsch!«
„Ich wollte nur - “ | „Schweig!“
Er wartete … und wartete. | Nichts geschah …
Sie stockte... | Dann sprach sie weiter.
… und dann war es still. | Keiner rührte sich.
Ach! wie schön war das. | Und wie kurz!
Er war krank. | (Das wusste jeder.) | Trotzdem kam er.
Er kam (wie so oft!) zu spät. | Keiner sagte etwas.
Die Stadt (vgl. Bl. 3 ff. d. A.) klagte. | Das Gericht wies die Klage ab.
Das Spiel endete 2:0. | (dpa) Zwei Tore reichten.
Ich war dort. | (siehe oben) Es regnete.
Was?! | Das kann nicht sein!!! | Doch.
Das Essen war gut.|Das Zimmer war sauber.
das essen war gut. | das zimmer auch. | wer kommt wieder? | alle!
1. Der Saal wird geräumt. | 2. Die Türen werden geschlossen.
• Erster Punkt | • zweiter Punkt | • Dritter Punkt.
1) Stecker ziehen | 2) Deckel öffnen | 3) Filter wechseln
1. Er kam am 2. Mai nach Bonn. | Dort blieb er.
Schönes Hotel! 😀 | Wir kommen wieder. | Danke 😀
Das war super :-) | Wir kommen gern wieder.
Die Stadt hat 9000 Einwohner.[4] | Sie liegt am Main. [12] | Der Bahnhof ist neu.
Die Sitzung dauerte von 9 bis 17 Uhr. | TOP 1. | Es gab Kaffee.
Die sog. Reform scheiterte bzw. verzögerte sich ca. 3 Jahre. | Schade.
Sie lief die 100 m. | Er lief 5 km. | Beide siegten.
Die Nummer lautet 06 61 44 20. | Hinweise nimmt jede Wache an.
Sie bestellten bei Abt. 4 des Lagers. | Die Ware kam nie an.
Er wurde 1920 geb. und starb 1999. | Sein Sohn lebt noch.
Der österr. Minister und sein dt. Kollege trafen sich. | Es ging um Milch.
Das Urteil (Az. 3 K 77/15) ist rechtskräftig. | Die Stadt zahlt.
Am 24.12. bleibt das Büro geschlossen. | Am 27.12. öffnen wir wieder.
„Hast du ‚Faust‘ gelesen?“ | „Nein.“ | „Schade.“
Hilfe!!! | Feuer!!!
Nein... | Nicht doch...
Wählen Sie Ablage – Sichern unter… – Neues Blatt. | Fertig.
Die Werte stehen in Spalte D. | Summen stehen in Zeile 90. | Prüfen Sie beide.
Der 1. FC verlor 0:3. | Der 2. Trainer ging.
"""

ENGLISH = """
Oil was dearer than wine.1 | Nobody sold any.² | The lamps stayed dark.[3] | In spring, more came.(4) | All was well.
"The lamps are empty."5 | The keeper knew. | He had known since 1843.6 | Nobody asked him!7 | They never did.
Version 2.1 Now has a manual. | It costs 3.14 Euros. | The room has 20 m². | It is empty.
1.2 The lighthouse . . . . . . . . . . 17
Look at chap. 9, App. C and Ex. 12. | They explain it.
See Sect. 3(2) and Sch. 1 of the Act. | It is short.
He joined a sect. | They left him.
She made a new app. | It sells well.
The verse (Phil. 2:5) is short. | So is Job 3:1.
He quoted 2 Cor. 5 and Prov. 8, 1. | Nobody listened.
We met Phil. | He was late.
I saw Dan. | We talked.
Please come on 2nd. June or on 3rd. July. | Bring a coat.
He came third on the 2nd. | It rained.
She lives in Goethestr. 5 near Bahnhofstr. 12. | He lives in Berliner Str. 3.
The load is max. 40 kg and temp. 5 degrees. | Do not exceed it.
Mme. Laval and Mlle. Petit sang. | Hr. Voss left.
### 4. Results
## 2. The plan
> 1. First
The train was on time. | Nobody got off.
Who opened the window? | Not me!
Mr. Hill met Mrs. Wood and Dr. Stone at noon. | They had lunch.
Prof. Lake and Lt. Col. Marsh were late. | Gen. Field was not.
The Rev. Brook spoke to Sen. Ford. | Rep. Banks listened.
We live in the U.S. and love it. | They live in the U.K. | It rains there.
The U.S. Senate voted. | The U.N. did not.
She moved to the U.S. | Her brother stayed.
Meet me at 7 p.m. on Friday. | The shop closes at 9 p.m. | It opens at 8 a.m. sharp.
See No. 12 and Nos. 4–6. | The rest is lost.
Did he agree? | No. | He only laughed.
Read vol. 2, pp. 30 ff. and fig. 9. | Then go on.
Snow fell on Jan. 9. | By Feb. 2 it was gone.
He was born in Sept. 1902. | He died young.
A. B. Carter wrote it. | D.E.F. Miller printed it.
John F. Baker and Mary J. Cook agreed. | Peter did not.
Oranges contain vitamin C. | Lemons do too.
It was you and I. | We did it.
King Henry VIII. | World War II. | Both are history.
Harper Inc. and Mills Corp. merged. | Their owner is Stone Ltd. | It has grown.
The firm is Carter & Co. | It makes pumps.
Bring bread, cheese, etc. | Leave the dog.
Small birds, e.g. wrens, i.e. tiny ones, nest here. | Crows do not.
He holds a Ph.D. in physics. | She has an M.A. from York.
Rome fell in A.D. 476. | Carthage fell in 146 B.C. | It was burnt.
Black v. White was settled. | Green vs. Brown was not.
They live on Oak St. near Mt. Clear. | Their dog is called St. Bernard.
It cost $3.50. | The other cost $1,200.75.
Version 2.0 is out. | Version 3.1.4 is not.
Visit www.example.net/a.b/index.html. | Write to jane.doe@example.net. | We answer.
Open setup.py and read it. | Then run it.
“I am going.” | She took her coat.
“I am going,” she said. | “Do not wait.”
“Are you going?” he asked. | Ann smiled.
“Are you going?” Harry asked. | Ann smiled.
“Run!” Mrs. Bell shouted. | Nobody ran.
“Are you going?” | Harry shook his head.
"Stop!" she cried. | Then she fell.
"Rain is near. | Bring the hay in," said the farmer. | "Hurry."
'Who are you?' said the man. | 'Nobody,' said the boy.
‘What a day!’ thought Ann. | ‘And what a night!’
“But I thought—” | “You never think!”
'I was only--' | 'Be quiet!' said the cook.
“If only—” he began. | He said no more.
He called her “my dear.” | She hated it.
He said, “The door is shut. | Try the window.” | She did.
It was late. | (The clock had stopped.) | Nobody cared.
The cake (a huge one!) was gone by noon. | We ate bread.
The plan (see p. 9.) failed. | So did we.
I wanted … well, never mind. | He waited… | No bus arrived.
The lamp went out. . . . | A door creaked.
He was weak . . . was he not. | He was.
... and that was that. | We left.
What?! | You did it?! | Really!!!
He works for Joomla! in Bonn and likes it. | Most do.
He is a fan of Jeopardy! and other shows. | So am I.
1. Open the lid. | 2. Take out the bag.
1) Open the lid | 2) Take out the bag | 3) Close it
(a) The first rule. | (b) The second rule.
• Milk | • Eggs | • Flour
i went home. | it was late. | what did you do?
my cat is ill. | please help! | she is so tired. | thanks a lot
The castle was built in 1200.[3] | It burnt down in 1300. [4] | Nobody rebuilt it.
“The law is dead” (Moor 55). | He said so twice.
“The law is dead.” (Moor 55). | He said so twice.
Great stay! :) | We will be back. | Thanks 😀
Look at this:) It works.
Food was good.|The room was not.
Mmm. | Tasty. | Shh. | Listen.
Go to Sec. 5 of the act. | It helps.
P.S. I love you. | Bye.
The score was 3–1. | 20,000 people watched.
There were 5. | Six had left.
Sgt. Pepper et al. were there. | The others left.
He weighs 180 lbs. and runs daily. | His wife swims.
It is 5 ft. tall. | The door is 6 ft. wide.
The U.S.-based firm sold 3.5 percent. | Shares fell.
"""

OTHER = """
La maison est grande. | Elle est vieille.
« Bonjour. » | Il sourit.
¿Dónde está? | ¡Aquí!
我来了。|你呢？|好！
أين البيت؟ | هنا.
Il dottor S. Rossi è qui. | La signora no.
"""


LANGUAGES = st.sampled_from(["de", "en", "fr", ""])
MARKS = [*".!?…\"'„“”»«()[]-–—•。~_*@", "..", "?!", "--", ":)", "😀", "[3]", "1.", "1)", "a)"]
WORDS = ["z.", "B.", "Dr.", "usw.", "U.S.", "3.", "XIV.", "J.", "und", "Der", "He", "said", "www.", "gut.Das"]
BLANKS = ["", " ", "\n", "\t", "\u00a0", "\u2009"]
INVISIBLE = ["\u200b", "\ufeff", "\u200f", "\u00ad", "\u0301"]
FRAGMENTS = st.sampled_from(MARKS + WORDS + BLANKS + INVISIBLE)
TEXTS = st.one_of(st.text(), st.lists(FRAGMENTS, max_size=60).map("".join))
UNITS = ["a", ".", "a. ", "! ", '!" ', "(", "„", "1. ", "• ", "z. B. ", "\u200b.", " 😀", ". . ", "[1]"]


def cases(catalogue: str) -> list[str]:
    return [line for line in catalogue.split("\n") if line]


def pieces(text: str, language: str) -> list[str]:
    return [text[start:end] for start, end in sentence_spans(text, language)]


def check(line: str, language: str) -> None:
    text = line.replace(" | ", " ").replace("|", "")
    assert pieces(text, language) == [piece.strip() for piece in line.split("|")]


@pytest.mark.parametrize("line", cases(GERMAN))
def test_german(line: str) -> None:
    check(line, "de")


@pytest.mark.parametrize("line", cases(ENGLISH))
def test_english(line: str) -> None:
    check(line, "en")


@pytest.mark.parametrize("line", cases(OTHER))
def test_other_languages(line: str) -> None:
    check(line, "")


@given(TEXTS, LANGUAGES)
def test_every_character_is_in_exactly_one_span(text: str, language: str) -> None:
    covered = [offset for start, end in sentence_spans(text, language) for offset in range(start, end)]
    assert len(covered) == len(set(covered))
    assert all(text[offset].isspace() for offset in set(range(len(text))).difference(covered))


@given(TEXTS, LANGUAGES)
def test_spans_ascend_and_are_trimmed(text: str, language: str) -> None:
    spans = sentence_spans(text, language)
    assert spans == sorted(spans)
    assert all(text[start:end] and text[start:end] == text[start:end].strip() for start, end in spans)


@given(TEXTS, LANGUAGES)
def test_line_breaks_count_as_spaces(text: str, language: str) -> None:
    assert sentence_spans(text.replace(" ", "\n"), language) == sentence_spans(text, language)


@given(TEXTS, LANGUAGES, st.sampled_from(["\u200b", "\ufeff", "\u200e", "\u2060"]))
def test_invisible_characters_change_nothing(text: str, language: str, invisible: str) -> None:
    seen = ["".join(piece.split()) for piece in pieces(text, language)]
    hidden = [piece.replace(invisible, "").split() for piece in pieces(invisible.join(text), language)]
    assert ["".join(piece) for piece in hidden if piece] == [
        bare for bare in (piece.replace(invisible, "") for piece in seen) if bare
    ]


@pytest.mark.parametrize("language", ["de", "en", ""])
@pytest.mark.parametrize("text", ["", " ", "\n\t\u00a0"])
def test_blank_text_has_no_sentence(text: str, language: str) -> None:
    assert sentence_spans(text, language) == []


@pytest.mark.parametrize(
    "unit", ["a", ".", "a. ", "! ", '!" ', "(", "„", "1. ", "• ", "z. B. ", "\u200b.", " 😀", ". . ", "[1]"]
)
def test_endless_repetition(unit: str) -> None:
    text = unit * (100_000 // len(unit))
    spans = sentence_spans(text, "de")
    assert "".join(text[start:end] for start, end in spans).replace(" ", "") == text.replace(" ", "")


def test_a_very_long_word_does_not_hide_the_borders_around_it() -> None:
    word = "x" * 100_000
    assert pieces(f"Das ist gut. {word}. Und das auch.", "de") == [f"Das ist gut. {word}.", "Und das auch."]


def test_invisible_characters_stay_with_the_word_they_stand_at() -> None:
    assert pieces("Ja.\u200b \ufeffNein. Doch\u00ad.", "de") == ["Ja.\u200b", "\ufeffNein.", "Doch\u00ad."]


def test_sentences_carry_spans_of_the_document() -> None:
    text = "Ein Satz. Noch\nein Satz.\n\nÜber-\nschrift"
    document = Document(
        text=text,
        paragraphs=(
            Paragraph("Ein Satz. Noch ein Satz.", ((0, 0),)),
            Paragraph("Überschrift", ((0, 26), (4, 32))),
        ),
        language="de",
        name="-",
        digest="",
    )
    assert split(document) == (
        Sentence("Ein Satz.", 0, 9, 0),
        Sentence("Noch ein Satz.", 10, 24, 0),
        Sentence("Überschrift", 26, 39, 1),
    )
