"""The document of `benchmarks.reviewing`: sixty sentences about a harbour museum, with a dozen errors planted."""

from __future__ import annotations

from typing import Final, NamedTuple


class Pair(NamedTuple):
    """A sentence, its translation as it should be, and as the translator gave it (empty: left out)."""

    source: str
    right: str
    given: str


def _same(source: str, right: str) -> Pair:
    return Pair(source, right, right)


PAIRS: Final = (
    _same("The harbour museum stands at the end of the old pier.", "Das Hafenmuseum steht am Ende der alten Mole."),
    _same("It was a warehouse for grain and wool.", "Es war ein Speicher für Getreide und Wolle."),
    Pair(
        "The house has 48 rooms on four floors.",
        "Das Haus hat 48 Räume auf vier Stockwerken.",
        "Das Haus hat 84 Räume auf vier Stockwerken.",
    ),
    _same("Its windows look out on the water.", "Seine Fenster gehen auf das Wasser hinaus."),
    _same("In winter the wind rattles at the shutters.", "Im Winter rüttelt der Wind an den Läden."),
    _same("A clock hangs above the gate.", "Über dem Tor hängt eine Uhr."),
    Pair(
        "The museum opened on 12 May 1987.",
        "Das Museum wurde am 12. Mai 1987 eröffnet.",
        "Das Museum wurde am 12. März 1987 eröffnet.",
    ),
    _same("Many people from the town came to the feast.", "Viele Leute aus der Stadt kamen zu dem Fest."),
    _same("A brass band played on the quay.", "Eine Blaskapelle spielte am Kai."),
    Pair(
        "The first director was Hannah Whitlock.",
        "Die erste Leiterin war Hannah Whitlock.",
        "Die erste Leiterin war Hannah Whitmore.",
    ),
    _same("She had been to sea for twenty years.", "Sie war zwanzig Jahre zur See gefahren."),
    _same("Her portrait hangs on the stairs.", "Ihr Bildnis hängt an der Treppe."),
    _same("It was painted by a friend of hers.", "Ein Freund von ihr hat es gemalt."),
    Pair(
        "Visitors may not touch the ship models.",
        "Besucher dürfen die Schiffsmodelle nicht berühren.",
        "Besucher dürfen die Schiffsmodelle berühren.",
    ),
    _same("They are made of wood, paper and thread.", "Sie sind aus Holz, Papier und Garn."),
    _same("Some of them are older than the house.", "Einige von ihnen sind älter als das Haus."),
    Pair(
        "The largest model is six feet long.",
        "Das größte Modell ist sechs Fuß lang.",
        "Das größte Modell ist sechs Meter lang.",
    ),
    _same("It shows a three-masted ship under full sail.", "Es zeigt einen Dreimaster unter vollen Segeln."),
    _same("A sailor carved it on a long voyage.", "Ein Matrose hat es auf einer langen Reise geschnitzt."),
    Pair(
        "Next to it stands a lighthouse lamp.",
        "Daneben steht eine Leuchtturmlampe.",
        "Daneben steht eine lighthouse Lampe.",
    ),
    _same("Its glass is as thick as a hand.", "Ihr Glas ist so dick wie eine Hand."),
    _same("On clear nights it was seen from far away.", "In klaren Nächten sah man sie von weitem."),
    Pair(
        "The keeper climbed the tower every evening with a can of oil and a box of matches.",
        "Der Wärter stieg jeden Abend mit einer Kanne Öl und einer Schachtel Streichhölzer auf den Turm.",
        "Der Wärter stieg jeden Abend mit einer Kanne Öl auf den Turm.",
    ),
    _same("He wrote down the weather in a thick book.", "Er schrieb das Wetter in ein dickes Buch."),
    _same("The book lies in a glass case today.", "Das Buch liegt heute in einer Vitrine."),
    _same("Children like the room with the knots best.", "Kinder mögen das Zimmer mit den Knoten am liebsten."),
    Pair(
        "They can tie ropes there themselves.",
        "Dort können sie selbst Seile knüpfen.",
        "Dort können sie selbst Seile knüpfen und dabei heißen Kakao trinken.",
    ),
    _same("An old boatman shows them how it is done.", "Ein alter Bootsmann zeigt ihnen, wie es geht."),
    _same("He never loses his patience.", "Er verliert nie die Geduld."),
    Pair(
        "The fish hall is on the ground floor, behind the café.",
        "Die Fischhalle ist im Erdgeschoss, hinter dem Café.",
        "",
    ),
    _same("It still smells of salt and smoke there.", "Dort riecht es noch immer nach Salz und Rauch."),
    _same("Barrels stand in rows along the wall.", "Fässer stehen in Reihen an der Wand."),
    _same("Herring was packed into them by hand.", "Hering wurde von Hand hineingelegt."),
    _same("The women worked from dawn to dusk.", "Die Frauen arbeiteten vom Morgengrauen bis zum Abend."),
    _same("Their songs can be heard from a loudspeaker.", "Ihre Lieder hört man aus einem Lautsprecher."),
    Pair("", "", "Der Eintritt zu den Konzerten ist für Mitglieder des Vereins ermäßigt."),
    _same("A narrow staircase leads to the attic.", "Eine schmale Treppe führt auf den Dachboden."),
    _same("Nets, sails and lanterns are kept there.", "Netze, Segel und Laternen werden dort aufbewahrt."),
    _same("The beams come from a stranded frigate.", "Die Balken stammen von einer gestrandeten Fregatte."),
    _same("A name is burnt into one of them.", "In einen davon ist ein Name gebrannt."),
    _same("Nobody knows who the man was.", "Niemand weiß, wer der Mann war."),
    Pair(
        "The attic is cold even in summer.",
        "Der Dachboden ist selbst im Sommer kalt.",
        "Der Dachboden ist selbst im Sommer heiß.",
    ),
    _same("Whoever wants to see it should bring a coat.", "Wer ihn sehen will, sollte einen Mantel mitbringen."),
    _same("The café serves soup and rye bread.", "Das Café bietet Suppe und Roggenbrot an."),
    _same("From its terrace one sees the ferries.", "Von seiner Terrasse aus sieht man die Fähren."),
    Pair(
        "A cup of tea costs 3 euros.",
        "Eine Tasse Tee kostet 3 Euro.",
        "Eine Tasse Tee kostet 5 Euro.",
    ),
    _same("The gulls steal whatever they can get.", "Die Möwen stehlen, was sie bekommen können."),
    _same("Dogs have to wait outside the door.", "Hunde müssen vor der Tür warten."),
    _same("The shop sells charts and compasses.", "Der Laden verkauft Seekarten und Kompasse."),
    _same(
        "A diver once lost his boots in the harbour basin.", "Ein Taucher verlor einmal im Hafenbecken seine Stiefel."
    ),
    _same("They were found again by a boy with a magnet.", "Ein Junge mit einem Magneten hat sie wiedergefunden."),
    _same("Today the boots stand in the director's office.", "Heute stehen die Stiefel im Büro der Leitung."),
    _same("The boy has become a diver himself.", "Der Junge ist selbst Taucher geworden."),
    _same("Guided tours begin at the anchor in the yard.", "Führungen beginnen am Anker im Hof."),
    _same("The anchor weighs as much as a car.", "Der Anker wiegt so viel wie ein Auto."),
    _same("Four horses pulled it up from the beach.", "Vier Pferde haben ihn vom Strand heraufgezogen."),
    _same("A plate tells the story of the storm.", "Eine Tafel erzählt die Geschichte des Sturms."),
    _same("On Tuesdays nobody is let in.", "Dienstags wird niemand eingelassen."),
    _same("Friends of the house help in the garden.", "Freunde des Hauses helfen im Garten."),
    _same("They plant roses between the old rails.", "Sie pflanzen Rosen zwischen die alten Gleise."),
    _same("In the evening the lamp is lit once more.", "Am Abend wird die Lampe noch einmal angezündet."),
)

MOVED: Final = (
    "A diver once lost his boots in the harbour basin.",
    "They were found again by a boy with a magnet.",
    "Today the boots stand in the director's office.",
    "The boy has become a diver himself.",
)
"""The translator has put these at the end."""

SLIPS: Final = {
    "The house has 48 rooms on four floors.": "Das Haus hat 46 Räume auf vier Stockwerken.",
    "The museum opened on 12 May 1987.": "Das Museum wurde am 12. Mai 1978 eröffnet.",
}
"""What the reviser makes of these at first: the error stays, or another one comes."""
