"""Words that deny, in German and English: three classes, by how surely they call for a negation on the other side."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, Literal

from aligner.text.rules.rules import words

Strength = Literal["strong", "weak", "soft", ""]
"""`strong` words (`not`) need a negation on the other side; `weak` ones (`unhappy`, `fail`) can be that negation;
`soft` ones (`only`, `few`) may be, less surely; empty: the word denies nothing."""

_STRONG: Final = {
    "de": words(
        "nicht nichts nix nie niemals niemand niemanden niemandem niemandes nirgends nirgendwo nirgendwohin "
        "kein keine "
        "keinen keinem keiner keines keins keinerlei keineswegs keinesfalls mitnichten weder ohne nein nichtmal"
    ),
    "en": words(
        "not no never nobody nothing nowhere none neither nor without cannot cant dont doesnt didnt isnt wasnt wont "
        "ain't nope noone"
    ),
}
_WEAK: Final = {
    "de": words(
        "kaum statt anstatt außer ausser ausgenommen selten vergeblich vergebens umsonst unmöglich nichtig "
        "anstelle fern verboten tabu egal wenig wenige wenigen wenigsten null"
    ),
    "en": words(
        "unable hardly barely scarcely rarely seldom instead rather except cant minus nil zero "
        "few little far less false wrong impossible against non un nay unless yet short nary ignorant ban "
        "except eliminated no-one"
    ),
}
_WEAK_STEMS: Final = {
    "de": words(
        "fehlt fehlen fehlend fehlschl mangel mängel verweiger weiger ableh abgeleh lehn verhinder vermeid "
        "vermied verzicht verbiet verbot "
        "scheiter gescheiter verpass versäum leugn bestreit bestritt bestreitet dementier entfall ausgeschlossen "
        "ausschlie ausgeschl misslang missling misslung mißl missbrauch missver misstrau unterlass unterlie nicht "
        "vernachlässig verhüt verweh entzieh entzog aufhör "
        "aufgehört blockier hinder schwerlich abwesen zweifel bezweifel kein nirgend "
        "verschwind verschwand verschwund ignorier unterbind unterbund stopp sperr gesperrt entbehr "
        "abschaff abgeschafft abrat verschon nichts erspar meid mied abgesehen falsch"
    ),
    "en": words(
        "fail lack refus deny deni avoid prevent miss absen reject declin forb banned banning prohibit stop "
        "ceas exclu neglect "
        "doubt disappear disagree dislik disadvant dishon disapprov discontinu disallow disabl "
        "disconnect disregard dispute disput dissatisf disobe disloy disorder disbelie distrust disinclin disbar "
        "discourag discredit dismis displeas disqualif disproportion disrupt dissimil disarm discomfort discontent "
        "disappoint nonsens non- nondescript nonpro independ incapab incompet incomplet inconsist inconven incorrect "
        "indefin indirect inevit inexpens inexper infam infinit insan insens insignif insuffic "
        "insecur instab intoler invalid invis involunt irrat irregul irrelev irrespons irrevers irrit illeg illegit "
        "illog illiter immatur immoral immort impati imperfect imperson impolite impract improb improp impur imposs "
        "immob immeasur inabil inaccess inaccur inact inadequ inappropr inattent inaud incalcul incoher incompar "
        "incompat inconceiv inconclus incontest incur indecis indestruct indiff indiscr indisput ineff inefficien "
        "inelig inequal inexact inexcus inexplic inextric inflex inhosp inhum injust innumer inoper "
        "inop inseparab insol invari invinc irreconcil irrefut irreplac irresist immun misunderst mistrust "
        "misuse mislead misguid mismatch void empty withhold withh oppos resist banned block hinder "
        "devoid depriv skip omit waiv ignor contrary anti worthless bereft "
        "defy defied abstain refrain unlike nonex nullif abolish"
    ),
}
_SOFT: Final = {
    "de": words(
        "nur erst lediglich bloß bis bevor ehe sonst je jemals weniger schlecht anders allein höchstens andernfalls "
        "ungern sogar"
    ),
    "en": words(
        "only until till unless before otherwise yet merely just ever anything anyone anybody anywhere any "
        "lest bad apart aside beyond too different else rid longer"
    ),
}
_UN: Final = {
    "de": re.compile(
        r"(?:un(?!ter|heil|schuld|glaub|glück|d$|s$|ser|gar|io|iv|if|isono|ikat|i$|gefähr|fall|fäll|wetter|längst|weit|kraut|dich|kosten|geheuer|gefahr|mittelbar|bedingt)"
        r"|nicht|in(?=akzep|akti|akku|diskut|effekt|effiz|existent|formell|human|komp|konse|konsis|korrekt|offiz|"
        r"stabil|tolera|valid|transp)|ir(?=reg|relev|ration|repar|revers)|il(?=leg|loy|log)|im(?=mobil(?!ie)|materi)|des(?=inter|infi|organ)|"
        r"dis(?=qualif|kontin)|a(?=typisch|sozial|symmetr|moral)|anti)\w{3,}$"
    ),
    "en": re.compile(
        r"(?:un(?!der|employ|fortun|til|it|io|iv|if|ique|iso|cles?$|anim|corn|less$|ion|to$|do$)|non-?)[\w-]{3,}$"
    ),
}
_BARE: Final = {
    "de": re.compile(r"(?!verlos|ablos|auslos)\w{3,}(?:los|frei|leer)(?:e[mnrs]?|igkeit|er|este[nrsm]?)?$"),
    "en": re.compile(r"(?:(?!neverthe|nonethe|un|regard|b|count|rest)\w{3,}less(?:ly|ness)?|\w+-free)$"),
}
_OPPOSABLE: Final = {
    "de": words(
        "sicher klar möglich abhängig bekannt gewöhnlich zufrieden glücklich fähig wahrscheinlich gleich "
        "gerecht schuldig "
        "vollständig genau richtig wichtig sichtbar verändert begrenzt beschränkt bestimmt vorbereitet "
        "freundlich höflich "
        "geduldig ehrlich treu gesund reif sauber ordentlich regelmäßig berechtigt erlaubt zulässig gültig "
        "wirksam wahr "
        "menschlich moralisch sozial politisch nötig erwartet erwünscht gewollt beabsichtigt bewusst verständlich "
        "verantwortlich vernünftig stabil interessant erfolgreich attraktiv angenehm bequem fair günstig "
        "beliebt populär "
        "perfekt erfahren gebildet bezahlt beteiligt betroffen beeindruckt fruchtbar schädlich denkbar vermeidbar "
        "erträglich zuverlässig vergleichbar legal logisch relevant akzeptabel kompetent tolerant effizient "
        "diskret aktiv "
        "sterblich eindeutig einig geeignet üblich willig wirtschaftlich verzüglich befriedigend befristet mittelbar "
        "ruhig vorsichtig gestört begründet verletzt gefährlich öffentlich demokratisch offiziell passend rentabel"
    ),
    "en": words(
        "certain safe secure clear possible dependent known usual common happy satisfied able likely equal just fair "
        "guilty complete accurate correct important visible changed limited prepared friendly polite patient honest "
        "faithful loyal healthy clean tidy regular authorised authorized permitted valid effective real true "
        "human moral "
        "social political necessary expected wanted desirable intentional conscious aware understandable responsible "
        "reasonable stable interesting successful attractive pleasant comfortable favourable favorable popular "
        "perfect "
        "organised organized experienced educated paid involved affected impressed legal logical reversible relevant "
        "acceptable competent tolerant efficient active mortal willing conventional reliable official suitable "
        "restricted profitable democratic injured founded disputed bearable comparable dangerous"
    ),
}
"""Beginnings of words that are turned into their opposite by a prefix."""
_COMPOUND_NEGATION: Final = re.compile(r".*n['’]t$")


@lru_cache(maxsize=1 << 16)
def strength_of(word: str, language: str) -> Strength:
    """Tell how much `word`, in lower case, denies in `language` (`de` or `en`)."""
    if len(word) > _LONGEST:
        return ""
    if word in _STRONG[language] or (language == "en" and _COMPOUND_NEGATION.match(word)):
        return "strong"
    if word in _WEAK[language] or has_negative_affix(word, language) or word.startswith(_STEMS[language]):
        return "weak"
    return "soft" if word in _SOFT[language] else ""


def has_negative_affix(word: str, language: str) -> bool:
    """Tell whether `word`, in lower case, has a prefix or an ending that denies: `unklar`, `hopeless`."""
    has_prefix = _UN[language].match(word) or word.startswith(_PREFIXED[language])
    return bool(has_prefix or _BARE[language].match(word))


def is_opposable(word: str, language: str) -> bool:
    """Tell whether `word`, in lower case, is positive and has a common opposite with a prefix: `sicher`."""
    stems = _OPPOSABLE[language]
    return any(word[: len(word) - length] in stems for length in range(min(_LONGEST_ENDING, len(word)) + 1))


_STEMS: Final = {language: tuple(stems) for language, stems in _WEAK_STEMS.items()}
_PREFIXED: Final = {
    "de": (),
    "en": tuple(stem for stem in _WEAK_STEMS["en"] if re.match(r"(?:in|im|il|ir)\w{4}", stem)),
}
_LONGEST: Final = 60
_LONGEST_ENDING: Final = 4
