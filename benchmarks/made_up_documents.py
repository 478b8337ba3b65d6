"""Documents in English and German that are translations of each other by how they are made, for `benchmarks.pairing`.

A document is a letter, a report or a notice of some kind, put together of templates that exist in both languages and
are filled with the same names, places, sums and dates. Near duplicates share nearly all sentences of another document
and differ in a few of these.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from aligner.text.rules.rules import words

_PEOPLE: Final = words(
    "Adler Behrens Cramer Dorn Ebert Falk Gruber Hahn Iversen Jansen Kessler Lorenz Maurer Novak Oster Pohl Quandt "
    "Riedel Sander Thoma Ulrich Vogt Wenzel Zander Abbot Barlow Carver Dalton Ellery Foster Garner Hobbs Irving Jarvis"
)
_PLACES: Final = words(
    "Altenau Bremfeld Calden Dornbach Eschwege Friedrode Gelnau Harburg Ilmenau Jestetten Kirchhain Lauterbach "
    "Marwitz Neuhaus Oberau Parchim Rodach Seligen Templin Usingen Velden Wolgast Zerbst Ashford Bolton Corby"
)
_FIRMS: Final = words(
    "Norvia Teklon Brightwater Halmstein Ostrava Lumetra Castor Pelikano Vantor Gradient Solmar Kestrel"
)
_MONTHS: Final = (
    ("January", "Januar"),
    ("February", "Februar"),
    ("March", "März"),
    ("April", "April"),
    ("May", "Mai"),
    ("June", "Juni"),
    ("July", "Juli"),
    ("August", "August"),
    ("September", "September"),
    ("October", "Oktober"),
    ("November", "November"),
    ("December", "Dezember"),
)
_THINGS: Final = (
    ("pumps", "Pumpen"),
    ("tables", "Tische"),
    ("lamps", "Lampen"),
    ("bicycles", "Fahrräder"),
    ("sensors", "Sensoren"),
    ("windows", "Fenster"),
    ("batteries", "Batterien"),
    ("printers", "Drucker"),
)

_KINDS: Final[tuple[tuple[tuple[str, str], ...], ...]] = (
    (
        ("Offer for the delivery of {thing}", "Angebot über die Lieferung von {Thing}"),
        ("Dear Ms {person},", "Sehr geehrte Frau {person},"),
        ("Thank you for your inquiry of {date}.", "vielen Dank für Ihre Anfrage vom {Date}."),
        (
            "We are pleased to offer you {count} {thing} at a price of {sum} euros.",
            "Gern bieten wir Ihnen {count} {Thing} zum Preis von {Sum} Euro an.",
        ),
        (
            "The goods will be delivered to our customer's warehouse in {place}.",
            "Die Ware wird in das Lager unseres Kunden in {place} geliefert.",
        ),
        (
            "Our technician will install everything within three days.",
            "Unser Techniker baut alles innerhalb von drei Tagen ein.",
        ),
        ("Payment is due within thirty days of delivery.", "Die Zahlung ist dreißig Tage nach der Lieferung fällig."),
        (
            "If you order before {date}, we grant a discount of {small} percent.",
            "Wenn Sie vor dem {Date} bestellen, gewähren wir {small} Prozent Rabatt.",
        ),
        (
            "The warranty covers all parts that wear out early.",
            "Die Garantie deckt alle Teile ab, die früh verschleißen.",
        ),
        (
            "Transport from {place} is included in the price.",
            "Der Transport ab {place} ist im Preis enthalten.",
        ),
        ("Please call {person} if you have any questions.", "Bei Fragen rufen Sie bitte {person} an."),
        ("{firm} has built machines of this kind for decades.", "{firm} baut seit Jahrzehnten Maschinen dieser Art."),
        ("A drawing of the plant is enclosed.", "Eine Zeichnung der Anlage liegt bei."),
        ("We look forward to hearing from you.", "Wir freuen uns darauf, von Ihnen zu hören."),
    ),
    (
        ("Minutes of the meeting in {place}", "Protokoll der Sitzung in {place}"),
        ("The board met on {date} in {place}.", "Der Vorstand traf sich am {Date} in {place}."),
        (
            "{person} opened the meeting and welcomed the guests.",
            "{person} eröffnete die Sitzung und begrüßte die Gäste.",
        ),
        (
            "The treasurer reported an income of {sum} euros for the past year.",
            "Der Schatzmeister berichtete über Einnahmen von {Sum} Euro im vergangenen Jahr.",
        ),
        ("{count} members were present.", "{count} Mitglieder waren anwesend."),
        ("The roof of the club house has to be repaired.", "Das Dach des Vereinsheims muss repariert werden."),
        (
            "{person} proposed to ask {firm} for an estimate of the costs.",
            "{person} schlug vor, {firm} um einen Kostenvoranschlag zu bitten.",
        ),
        ("The proposal was accepted against {small} votes.", "Der Vorschlag wurde gegen {small} Stimmen angenommen."),
        ("The summer festival will take place as usual.", "Das Sommerfest findet wie gewohnt statt."),
        (
            "Young people should be won over for the work of the club.",
            "Für die Arbeit des Vereins sollen junge Leute gewonnen werden.",
        ),
        ("The library is looking for volunteers.", "Die Bibliothek sucht freiwillige Helfer."),
        ("The next meeting is planned for {date}.", "Die nächste Sitzung ist für den {Date} geplant."),
        ("{person} kept the minutes.", "{person} führte das Protokoll."),
    ),
    (
        ("Notice of works on the road to {place}", "Hinweis auf Arbeiten an der Straße nach {place}"),
        (
            "From {date} the road between {place} and the motorway will be closed.",
            "Ab dem {Date} ist die Straße zwischen {place} und der Autobahn gesperrt.",
        ),
        ("Buses will stop at the station instead.", "Die Busse halten stattdessen am Bahnhof."),
        (
            "Residents may use their drives in the evening.",
            "Anwohner können ihre Einfahrten am Abend benutzen.",
        ),
        ("The work is carried out by {firm}.", "Die Arbeiten führt {firm} aus."),
        ("Old pipes of lead will be replaced.", "Alte Rohre aus Blei werden ersetzt."),
        (
            "The town council has set aside {sum} euros for this.",
            "Der Stadtrat hat dafür {Sum} Euro zurückgelegt.",
        ),
        ("Noise cannot be avoided altogether.", "Lärm lässt sich nicht ganz vermeiden."),
        (
            "{count} trees are to be planted along the pavement.",
            "Entlang des Gehwegs sollen {count} Bäume gepflanzt werden.",
        ),
        ("Dogs must be kept away from the site.", "Hunde sind von der Baustelle fernzuhalten."),
        ("{person} is in charge of the site.", "{person} leitet die Baustelle."),
        ("Everything should be finished by {date}.", "Bis zum {Date} soll alles fertig sein."),
        ("We ask all drivers for patience.", "Wir bitten alle Autofahrer um Geduld."),
    ),
    (
        ("A walk around {place}", "Eine Wanderung um {place}"),
        ("The path begins behind the church of {place}.", "Der Weg beginnt hinter der Kirche von {place}."),
        ("It leads through beech woods down to the river.", "Er führt durch Buchenwälder hinunter zum Fluss."),
        (
            "After {small} kilometres you reach a ruined castle.",
            "Nach {small} Kilometern erreicht man eine verfallene Burg.",
        ),
        ("Legend has it that a knight guards a treasure there.", "Der Sage nach hütet dort ein Ritter einen Schatz."),
        ("The mill by the brook serves cake on Sundays.", "In der Mühle am Bach gibt es sonntags Kuchen."),
        (
            "{person}, who keeps bees here, sells honey at the gate.",
            "{person}, der hier Bienen hält, verkauft am Tor Honig.",
        ),
        ("The hill is {count} metres high.", "Der Hügel ist {count} Meter hoch."),
        ("On clear days the view reaches as far as {place}.", "An klaren Tagen reicht der Blick bis {place}."),
        (
            "Wear firm shoes, since the ground is often wet.",
            "Festes Schuhwerk ist ratsam, denn der Boden ist oft nass.",
        ),
        ("The last bus leaves shortly after sunset.", "Der letzte Bus fährt kurz nach Sonnenuntergang."),
        ("Children like the old railway carriage best.", "Kindern gefällt der alte Eisenbahnwagen am besten."),
        ("The path was marked anew on {date}.", "Am {Date} wurde der Weg neu markiert."),
    ),
    (
        ("Quarterly report of {firm}", "Quartalsbericht von {firm}"),
        ("Sales rose by {small} percent to {sum} euros.", "Der Umsatz stieg um {small} Prozent auf {Sum} Euro."),
        ("Demand for {thing} was particularly strong.", "Die Nachfrage nach {Thing} war besonders stark."),
        (
            "The new factory in {place} went into operation on {date}.",
            "Das neue Werk in {place} ging am {Date} in Betrieb.",
        ),
        ("It employs {count} people.", "Dort arbeiten {count} Menschen."),
        ("Energy costs fell for the first time in years.", "Die Energiekosten sanken zum ersten Mal seit Jahren."),
        ("{person} has taken over the management of sales.", "{person} hat die Leitung des Vertriebs übernommen."),
        ("The dividend remains unchanged.", "Die Dividende bleibt unverändert."),
        (
            "Risks arise from exchange rates and late suppliers.",
            "Risiken ergeben sich aus Wechselkursen und säumigen Lieferanten.",
        ),
        (
            "The cooperation with {firm} was extended by {small} years.",
            "Die Zusammenarbeit mit {firm} wurde um {small} Jahre verlängert.",
        ),
        ("Debts were reduced further.", "Die Schulden wurden weiter abgebaut."),
        ("The outlook for the coming year is good.", "Der Ausblick auf das kommende Jahr ist gut."),
        (
            "Shareholders are invited to {place} on {date}.",
            "Die Aktionäre sind für den {Date} nach {place} eingeladen.",
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class MadeUpDocument:
    """A document in both languages."""

    english: tuple[str, ...]
    german: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Plan:
    """What a document is made from: the kind, which templates in which order, and what fills each."""

    kind: int
    templates: tuple[int, ...]
    seeds: tuple[int, ...]

    def document(self) -> MadeUpDocument:
        filled = [
            _filled(_KINDS[self.kind][number], random.Random(seed))
            for number, seed in zip(self.templates, self.seeds, strict=True)
        ]
        return MadeUpDocument(*(tuple(side) for side in zip(*filled, strict=True)))


@dataclass(frozen=True, slots=True)
class MadeUpCollection:
    """English and German texts in an order that says nothing, and the pairs by their numbers."""

    english: tuple[str, ...]
    german: tuple[str, ...]
    pairs: frozenset[tuple[int, int]]


def collection(documents: int, seed: int, unmatched: float = 0.2, near_duplicates: float = 0.3) -> MadeUpCollection:
    """Make so many documents a side; a share of them lacks a partner, and a share is much like another.

    A near duplicate differs from a document in what fills about a third of its sentences, and lacks one of them.
    """
    chance = random.Random(seed)
    alone = round(documents * unmatched)
    plans: list[_Plan] = []
    for _ in range(documents + alone):
        is_copy = bool(plans) and chance.random() < near_duplicates
        plans.append(_near_duplicate(chance.choice(plans), chance) if is_copy else _plan(chance))
    chance.shuffle(plans)
    made = [plan.document() for plan in plans]
    paired, only_english, only_german = (
        made[: documents - alone],
        made[documents - alone : documents],
        made[documents:],
    )
    english = list(enumerate(document.english for document in (*paired, *only_english)))
    german = list(enumerate(document.german for document in (*paired, *only_german)))
    chance.shuffle(english)
    chance.shuffle(german)
    places = [{number: place for place, (number, _) in enumerate(side)} for side in (english, german)]
    return MadeUpCollection(
        tuple(_text(lines) for _, lines in english),
        tuple(_text(lines) for _, lines in german),
        frozenset((places[0][number], places[1][number]) for number in range(len(paired))),
    )


def _text(lines: Sequence[str]) -> str:
    title, *rest = lines
    return f"{title}\n\n{' '.join(rest)}\n"


def _plan(chance: random.Random) -> _Plan:
    kind = chance.randrange(len(_KINDS))
    size = chance.randint(6, len(_KINDS[kind]) - 1)
    rest = sorted(chance.sample(range(1, len(_KINDS[kind])), size))
    templates = (0, *rest)
    return _Plan(kind, templates, tuple(chance.randrange(2**32) for _ in templates))


def _near_duplicate(plan: _Plan, chance: random.Random) -> _Plan:
    """Change what fills some sentences of a plan, one that has something to fill at least, and leave one out."""
    seeds = [chance.randrange(2**32) if chance.random() < 0.35 else seed for seed in plan.seeds]
    open_ones = [k for k, number in enumerate(plan.templates) if "{" in _KINDS[plan.kind][number][0]]
    for place in chance.sample(open_ones, min(2, len(open_ones))):
        seeds[place] = chance.randrange(2**32)
    left_out = chance.randrange(1, len(seeds))
    kept = [place for place in range(len(seeds)) if place != left_out]
    return replace(
        plan, templates=tuple(plan.templates[place] for place in kept), seeds=tuple(seeds[place] for place in kept)
    )


def _filled(template: tuple[str, str], chance: random.Random) -> tuple[str, str]:
    english_month, german_month = chance.choice(_MONTHS)
    thing, german_thing = chance.choice(_THINGS)
    day, year, amount = chance.randint(1, 28), chance.randint(1990, 2025), chance.randint(1_000, 99_999)
    fill = {
        "person": chance.choice(sorted(_PEOPLE)),
        "place": chance.choice(sorted(_PLACES)),
        "firm": chance.choice(sorted(_FIRMS)),
        "thing": thing,
        "Thing": german_thing,
        "date": f"{english_month} {day}, {year}",
        "Date": f"{day}. {german_month} {year}",
        "count": chance.randint(11, 990),
        "small": chance.randint(2, 9),
        "sum": f"{amount:,}",
        "Sum": f"{amount:,}".replace(",", "."),
    }
    return template[0].format(**fill), template[1].format(**fill)
