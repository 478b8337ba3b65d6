"""Words that say the contrary of each other: `not asleep` is `wach`; written from knowledge of both languages."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from aligner.text.rules.rules import words

_POLES: Final = tuple(
    (words(first), words(second))
    for first, second in (
        (
            "good gut gute guten guter gutes gutem",
            "bad badly poor poorly schlecht schlechte schlechten schlechter schlechtes mies",
        ),
        (
            "hard harder hardest difficult tough tricky complicated complex schwer schwierig kompliziert "
            "komplex mühsam "
            "knifflig umständlich erschwer",
            "easy easily easier easiest simple simpler simplest simply simplif effortless leicht einfach mühelos "
            "unkompliziert problemlos erleichter vereinfach",
        ),
        (
            "warm warmly heat heiß hot hotter schwitz sweat",
            "cold colder chilly freez froze frost cool kalt kälter kälte frier fror gefror kühl eisig",
        ),
        (
            "same identical identisch gleich selbe derselbe dieselbe dasselbe denselben demselben dieselben "
            "equal equally "
            "alike similar ähnlich ebenso genauso übereinstimm match unchanged unverändert",
            "different differ verschieden unterschied abweich distinct vary varies varied change änder verändert",
        ),
        (
            "remember recall recollect erinner gedenk gedacht merk behalt denk think",
            "forget forgot vergess vergiss vergaß entfall entfiel elud escap verdräng",
        ),
        (
            "sleep asleep slept schlaf schläf schlief eingeschlaf",
            "awake awoke woke wake wach aufwach wecken geweckt erwach",
        ),
        (
            "stay remain keep kept bleib blieb geblieb behalt behielt verbleib beibehalt festhalt bewahr aufbewahr",
            "leave went gone depart move moved moving change changed vary delete remove lose lost "
            "release verlass verließ geh ging gegang fort weich wich gewich lösch entfern verlier verlor "
            "loslass loszulass ließ änder wechsel wegnehm beweg rühr discard throw threw verwerf aufgeb",
        ),
        (
            "better fine okay guten gute guter gutes besser prima schön nice pleasant",
            "bad badly worse worst poor poorly wrong evil schlecht schlimm übel böse mies falsch elend",
        ),
        (
            "correct true accurate proper richtig korrekt wahr stimm zutreff ordnungsgemäß genau exact",
            "wrong false incorrect untrue mistak error erroneous falsch fehler irrtüm irr lüg lie lying strange "
            "seltsam komisch amiss",
        ),
        (
            "open opened opening öffne offen geöffnet",
            "closed closing shut lock schließ geschloss schloss verschloss gesperrt verriegel abgeschloss verschließ",
        ),
        (
            "start started begin begun began beginn begonn begann anfang anfäng fing angefang launch continue "
            "fortsetz "
            "fortfahr weiter further carry ongoing",
            "stop stopped stopping ended ending finish quit cease abort abbrech abgebroch aufhör aufgehört "
            "enden beend geendet schluss stopp anhalt pause break",
        ),
        (
            "longer eternal ewig always immer permanent dauerhaft",
            "brief shorter kurz kürzer briefly knapp temporary vorübergehend quick",
        ),
        (
            "big large great huge major groß größer larger bigger greater erheblich considerable considerabl "
            "bedeutend "
            "significant wesentlich",
            "small little tiny minor klein kleiner gering geringfügig winzig smaller slight minimal insignificant "
            "negligible negligib vernachlässigbar marginal unerheblich trivial",
        ),
        (
            "plenty viele vielen vieles zahlreich genügend ausreichend sufficient "
            "reichlich meist oft often frequent häufig",
            "little selten rare scarce scarcity lack knapp mangel mängel seldom scant sparse",
        ),
        (
            "strong stronger stark stärker powerful kräftig mächtig",
            "weak weaker weakly schwach schwäch feeble powerless machtlos matt",
        ),
        (
            "quick rapid swift schnell rasch rasant zügig flott hurry beeil eilig",
            "slow slower langsam zögerlich gemächlich delay verzöger träge leisurely gently slowly",
        ),
        (
            "earlier früher sooner vorher bevor",
            "später nachher nachdem yet afterwards",
        ),
        (
            "nearby closer nahe näher nearer approach naht heran",
            "further distant fern entfernt abseits remote aside zurück abstand",
        ),
        (
            "high higher hoch hohe hoher hohes höher tall upper",
            "low lower niedrig tief unter below beneath gering",
        ),
        (
            "old older alte alten alter altes älter ancient outdated veraltet obsolete stale bekannt known",
            "new newer neu neue neuen neuer neues fresh recent modern young jung jünger frisch aktuell current",
        ),
        ("fully voll gefüllt packed filled überfüllt crowded", "empty leer emptied vacant void hollow blank leere"),
        (
            "rich wealthy reich wohlhabend expensive costly teuer",
            "poor arme armen ärmer poverty cheap cheaper billig günstig preiswert bargain",
        ),
        (
            "happy glad pleased glücklich froh fröhlich freu zufrieden content cheerful joy delight enjoy",
            "sad unhappy miserable traurig trauer betrübt sorrow regret grieve gloomy upset annoy ärger angry wütend "
            "enttäuscht disappoint",
        ),
        (
            "alive live lived living lives leb lebend lebendig quicklebendig survive überleb überlebt",
            "dead died death tot tote toten toter sterb stirb starb gestorb tod perish deceased umkomm",
        ),
        (
            "win won winning gewinn gewann gewonn succeed success successful erfolg erfolgreich gelingen geling "
            "gelang "
            "gelung klappt schaff geschafft manage achieve prevail pass",
            "lose lost losing loss verlier verlor verloren verlust fail failed failure scheiter misserfolg misslang "
            "misslung misslingt fehlschlag fehlgeschlag defeat niederlage durchfall",
        ),
        (
            "accept agree approve consent akzeptier annehm angenomm annahm zustimm zugestimm einverstand einig "
            "billig affirm permit grant allow lassen gewähr erlaub gestatte zulass zugelass darf dürf "
            "ermöglich enable authoris authoriz",
            "reject refuse decline disagree deny disapprove object oppose ablehn abgelehn weiger verweiger zurückweis "
            "zurückgewies widersprech widersprich widersprach forbid forbidden prohibit verbiet verbot untersag ban "
            "banned disallow prevent verhinder hinder block sperr unterbind verwehr preclude bar barred "
            "exclude ausschließ ausgeschloss restrict",
        ),
        (
            "love loved loves lieb lieben liebt liebte mag mögen mochte gefall gefäll gefiel enjoy fond "
            "want wish willing eager wollen will möchte wünsch bereit",
            "hate hated dislike detest loathe hass hassen hasst verabscheu missfall missfiel despise loath reluctan "
            "unwilling widerwill unwillig ungern reject avoid averse refuse shy",
        ),
        (
            "sure certain sicher gewiss know knew known weiß wiss wuss gewusst kenn kannte gekannt bekannt familiar "
            "clear klar understand understood versteh verstand verstand begreif aware bewusst",
            "unsure uncertain doubt zweifel bezweifel fraglich unsicher unknown unbekannt fremd strange stranger "
            "ignoran ahnungslos unklar unclear mystery rätsel puzzl confus baffl missversteh misunderstand "
            "oblivious",
        ),
        (
            "present exist exists existing available vorhanden dabei existier besteh besteht bestand "
            "verfügbar anwesend contain enthält enthalten include includ",
            "absent absence missing miss misses missed lack lacks gone elsewhere fehl fehlt fehlen fehlte "
            "mangel abwesend fort anderswo woanders anderweitig entfall entfäll verschwund disappear vanish "
            "exhausted vermiss",
        ),
        (
            "show showed shown display visible sichtbar zeig gezeigt anzeig angezeigt einblend reveal verrat verriet "
            "erzähl speak spoke talk sprech sprach disclose offenbar mention "
            "erwähn publish veröffentlich public öffentlich",
            "hide hidden hid conceal versteck verberg verborg verbirg ausblend ausgeblend geheim secret silent "
            "silence "
            "quiet schweig schwieg verschweig verschwieg geschwieg stumm confidential vertraulich private "
            "omit suppress unterdrück hush mum",
        ),
        (
            "move moved moving beweg rühr regen regt walk run lauf working worked function funktion arbeit "
            "läuft lief gehen geht active aktiv enabled aktiviert eingeschaltet einschalt einschaltet",
            "freeze motionless stuck stecken steckt idle idled untätig ruh inactive inaktiv "
            "disabled deaktivier ausgeschaltet abgeschaltet kaputt broken broke defect defekt stillsteh stillstand "
            "fail ausfall ausgefall down crash streik unemployed arbeitslos docked hang hängt hängen",
        ),
        (
            "together zusammen gemeinsam jointly accompan begleit",
            "alone apart separate separately allein alleine einzeln getrennt lone lonely einsam solo "
            "individually only "
            "single",
        ),
        (
            "every everyone everybody everything entire whole "
            "complete total completely vollständig völlig voll fully entirely always immer beliebig",
            "partly partial partially teilweise einige manche manchmal sometimes limited begrenzt eingeschränkt "
            "partially exception ausnahme remaining übrig",
        ),
        (
            "use used uses using verwend benutz nutz gebrauch einsetz eingesetzt anwend apply applies read lesen",
            "avoid avoiding vermeid vermied meid verzicht ignore ignorier skip waste wast verschwend vergeud "
            "spar save "
            "unused ungenutzt brach omit weglass weggelass spare forgo abstain refrain raushalt heraushalt",
        ),
        (
            "add added hinzufüg include included einschließ eingeschloss inclusive inklusive enter",
            "remove removed removing exclude excluded exclusive entfern lösch ausschließ ausgeschloss exklusiv net "
            "netto nettopreis omit delete ausgenommen drop exempt befreit befrei",
        ),
        (
            "friend friendly freund freundlich nice polite höflich peaceful friedlich allied verbündet",
            "enemy foe hostile feind feindlich feindselig rude grob grausam cruel gemein stranger adversary gegner",
        ),
        (
            "dangerous danger unsafe risky risk threat gefährlich gefahr riskant bedroh harm harmful schad schädlich",
            "safe safely safety secure sicher harmless gefahrlos harmlos sicherheit protected geschützt",
        ),
        (
            "light lit bright hell leuchte brennt burning lamp licht shine shining",
            "dark darkness dunkel dunkelheit finster erlosch gloom obscure",
        ),
        ("wet damp moist nass feucht rain raining regn", "dry dried trocken sunny clear dürr arid"),
        ("sick ailing krank disease unwell leidend", "healthy fit gesund recovered genes cured geheilt"),
        ("clean neat tidy sauber rein ordentlich aufgeräumt", "dirty filthy messy schmutzig dreckig unordentlich"),
        ("loud noisy lauter noise lärm", "quiet quietly silent soft leise ruhig stumm gently"),
        ("busy beschäftigt occupied besetzt engaged booked belegt taken vergeben", "idle available vacant müßig"),
        ("married verheiratet spouse", "single ledig unmarried unverheiratet bachelor divorced geschieden junggeselle"),
        ("guilty schuldig schuld blame", "innocent unschuld innocence acquit freispr freigesproch"),
        ("serious seriously ernst earnest ernsthaft", "joking joke kidding kid scherz spaß witz jest spaßig fun funny"),
        (
            "clever smart intelligent wise klug gescheit schlau intelligent",
            "stupid dumb foolish fool dumm blöd töricht narr",
        ),
        (
            "brave courage courageous mutig tapfer mut bold",
            "afraid fear fearful cowardly coward feig angst furcht scared shy",
        ),
        ("fair gerecht just justice equitable", "unfair unjust ungerecht biased parteiisch unrecht prejudiced"),
        (
            "awake wach attentive aufmerksam attend attended beachte hör listen heard zuhör",
            "ignore overlook overlooked überhör "
            "überseh übersah missacht neglect vernachlässig distracted abgelenkt inattentive",
        ),
        (
            "given geb gab gegeb grant gewähr provide bereitstell share teil",
            "withhold withheld deny vorenthalt verweiger behalt deprive entzieh entzog nahm refuse",
        ),
        (
            "calm relaxed ruhig gelassen patient geduldig",
            "nervous anxious aufgeregt unruhig worried besorgt hektisch ungeduldig",
        ),
        ("straight gerade direct direkt upright", "crooked bent schief krumm indirect gebogen curved detour umweg"),
        ("inside within innerhalb drinnen innen indoor", "outside beyond außerhalb draußen außen outdoor jenseits"),
        (
            "possible möglich able fähig capable imstande",
            "impossible unmöglich unable unfähig incapable außerstande fail failed inability",
        ),
        (
            "charging charge charged laden lädt geladen auflad plugged powered netz netzbetrieb",
            "battery akku akkubetrieb batterie batteriebetrieb",
        ),
        (
            "common usual normal ordinary typical gewöhnlich üblich normal häufig",
            "rare unusual special exceptional "
            "selten ungewöhnlich außergewöhnlich extraordinary remarkable strange odd seltsam merkwürdig abnormal",
        ),
        (
            "necessary needs necessary required require nötig notwendig benötig erforderlich",
            "optional superfluous unnecessary unnötig überflüssig freiwillig voluntary exempt spare spared "
            "erspar bypass skip redundant entbehrlich dispensable erübrig freiwillig",
        ),
        (
            "care cares cared kümmer interess interested interest matter matters",
            "indifferent egal wurst wurscht schnuppe "
            "gleichgültig indifferenz indifference einerlei gleich uninterested uninteressiert neutral "
            "irrelevant boring "
            "langweil bored immaterial",
        ),
        (
            "support endorse endorsement unterstütz befürwort",
            "indifferen neutral oppose opposition ablehn gegner critici kriti",
        ),
        (
            "trust believe believed believes glaub vertrau belief confidence",
            "distrust doubt misstrau zweifel bezweifel "
            "skeptic sceptic skeptisch suspect suspicious verdächtig disbelie",
        ),
        (
            "fit fits suitable appropriate passend passt geeignet eign angemessen",
            "unfit unsuitable inappropriate ungeeignet unangemessen unpassend improper misplaced",
        ),
        (
            "obey comply compli abide follow gehorch befolg einhalt eingehalten respekt respect erfüll adhere "
            "observe beacht",
            "violate violat breach break broke disobey verletz verstoß verstöß brech bricht brach missacht disrespect "
            "disregard ignor flout contraven",
        ),
        ("sell sold available verkauf erhältlich", "sold-out ausverkauft vergriffen unavailable exhausted"),
        (
            "public shared öffentlich allgemein geteilt",
            "private privat exclusive personal persönlich exklusiv secret geheim sole ausschließlich",
        ),
        (
            "believable credible glaubhaft real genuine echt wirklich",
            "fake fictional false imaginary artificial "
            "künstlich falsch eingebildet erfunden invented fiktiv unecht gefälscht",
        ),
        ("hungry hunger eat ate eaten ess isst aß gegess", "satt fasting hunger hungern starv nüchtern"),
        (
            "finished done complete completed fertig abgeschloss erledigt vorbei vorüber",
            "unfinished incomplete "
            "pending ongoing remain offen ausstehend outstanding laufend unvollständig unfertig continue "
            "weiter andauer",
        ),
        (
            "answer answered antwort beantwort reply",
            "silent schweig schwieg unanswered unbeantwortet ignore ignored ignorier",
        ),
        (
            "succeeded hit hits treff traf getroffen reach reached erreich catch caught",
            "miss missed misses verfehl verpass vorbei versäum fail",
        ),
        (
            "visible seen see saw sight sicht seh sah gesehen",
            "invisible unsichtbar hidden blind verborgen versteckt overlook unseen ungesehen",
        ),
        (
            "wear wore worn dressed clothed trag trug bekleidet",
            "naked nackt bare barfuß barefoot unbekleidet undressed",
        ),
        (
            "fixed steady stable beständig stabil constant konstant rigid",
            "flexible loose lose variable wackel shaky fluctuat schwank wobbl change changing wechselnd unbeständig",
        ),
        ("thick dick fat dense dicht", "thin dünn slim schlank lean sparse mager skinny"),
        ("wide broad breit", "narrow schmal tight knapp"),
        ("deep tief profound", "shallow flach seicht superficial oberflächlich"),
        ("sharp scharf pointed spitz", "blunt dull stumpf"),
        ("male männlich mann", "female weiblich mädchen"),
        ("zuvor previously former", "afterwards nachher"),
        (
            "improve improved besser verbesser rise rises rose increase steig stieg zunehm wachs grow grew gain",
            "worsen deteriorat verschlechter decrease decline sink sank abnehm schrumpf shrink drop",
        ),
        (
            "arrive arrived komm kam gekomm ankomm eintreff appear erschein auftauch attend return zurückkehr",
            "depart leave absent ausbleib ausblieb ausgeblieb fernbleib fernblieb stay miss fehl fehlt verpass vermiss",
        ),
    )
)
"""Each is a pair of beginnings of words, one pole and the other, in both languages."""
_SHORT: Final = 4
"""A beginning of so many letters stands for words that are hardly longer."""
_ENDING: Final = 1


def are_contrary(own: frozenset[int], other: frozenset[int]) -> bool:
    """Tell whether one side has only one pole of something, and the other side only the other one."""
    return any(-pole in other and -pole not in own and pole not in other for pole in own)


@lru_cache(maxsize=1 << 14)
def poles_of(word: str) -> frozenset[int]:
    """Return the poles that `word`, in lower case, belongs to; the other pole has the negative number."""
    found: set[int] = set()
    for length in range(2, len(word) + 1):
        if length > _SHORT or len(word) - length <= _ENDING:
            found |= _POLE_OF.get(word[:length], frozenset())
    return frozenset(found)


def _by_beginning() -> dict[str, frozenset[int]]:
    found: dict[str, set[int]] = {}
    for number, poles in enumerate(_POLES, 1):
        for sign, beginnings in zip((1, -1), poles, strict=True):
            for beginning in beginnings:
                found.setdefault(beginning, set()).add(sign * number)
    return {beginning: frozenset(numbers) for beginning, numbers in found.items()}


_POLE_OF: Final = _by_beginning()
