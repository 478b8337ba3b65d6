"""Tells German words from English ones by their letters, and lists words that stay, or must not stay, as they are."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final
from zlib import crc32

import numpy as np

from aligner.text.rules.rules import words

WEIGHTS: Final = "weights/word_languages.npz"
"""A logistic regression from `tools.fit_word_languages`: `weights` (buckets,) int8, times `SCALE`, and `bias`."""
NOUNS: Final = "untranslated_nouns.txt"
"""Written by the same."""
ENGLISH: Final = "untranslated_english.txt"
BOTH: Final = "untranslated_both.txt"
"""Words in lower case that only English text has, and those that German text has as well; by the same."""
SCALE: Final = 32.0
BUCKETS: Final = 1 << 15
_SURNAMES: Final = words(
    "klein groß gross lang kurz koch bauer fischer weber schneider becker wagner schäfer richter wolf jung "
    "könig kaiser "
    "müller schmidt schmitt hofmann hoffmann schulz schulze meyer meier zimmermann krüger hartmann lange krause "
    "lehmann "
    "köhler herrmann walter schwarz braun roth vogel stein jäger winter sommer berger huber graf fuchs engel "
    "horn busch "
    "pfeiffer kramer böhm maier seidel brandt haas schubert ludwig kühn kuhn pohl förster sauer frank beck "
    "wolff bach "
    "zimmer dietrich voigt ernst"
)
CLEAR: Final = 2.5
"""Log odds from which on a word is clearly of one language: chosen by hand."""
LEAST_PART: Final = 5
_LONGEST_COMPOUND: Final = 40
_LENGTHS: Final = (2, 3, 4, 5)
_LONGEST: Final = 40

HOMOGRAPHS: Final = words(
    "in an so was will die hat war also am man her den des not gut bad arm art bald brand gift hell kind rat "
    "tag wand "
    "see rock rang bin mine most fast fell gang hut last links list los mag mit stern fast per pro via am all boot "
    "dies hier handy chef fabrik rest warm blind mild wild land band bank hand sand wind form norm plan sport test "
    "text film bar bus taxi hotel restaurant museum name modern extra privat original international national global "
    "final regional digital total radikal normal formal ideal real neutral liberal sozial zentral legal loyal fair "
    "live off online cool such nun ins plug add okay ok baby job team hobby show star pop rock jazz design "
    "trend fan clown van von de "
    "la le el "
    "du et al du san da di der del dos das al ibn bin ben abu mac o le les des une un il lo los las nach email mail "
    "web internet server browser cookie byte bit pixel software hardware update download upload link log blog chat"
)
"""Words of both languages, or at home in both, and particles of names."""

FORMS_OF_BOTH: Final = words(
    "abstract absurd additive administrative aggressive alternative ambitionierte banal bitter bizarre blank blond "
    "blonde brutal clever defensive definitive delegate desolate diverse double easy effective elementar emotional "
    "exclusive experimental explosive extensive extern extreme fatal fatale flexible fallen falls frontal fort "
    "funky golden grade halt handle happy hybrid hole human ideal immense imperative imposant innovative integral "
    "intensive intern intuitive just kompatible lateral legal legitime lies linear liberal log lose male massive "
    "maximal maximale mental mini minimal miss moderate modular monumental multiple naive negative normal obsolete "
    "offensive optimal optional orange parallel passive permanent pink plus poor positive portable primitive private "
    "produktive progressive provokant pseudo pure radial rapid rapide rare rate rational rationale regulative relative "
    "relevant repressive robust rose sage sang sank scheme selective sensible separate sensitive sexy single smart "
    "solar solid solo spare spontan sprang stable stark sticky still stop stornieren subversive super sympathisch "
    "tolerant top transparent trendy trivial tut ultra umfassende uniform universal urban variable versus vital vulgar "
    "wage wander ward warmer wider wilder milder bring dank dumb fair fit gross her rein ran herein oft nun alias "
    "minus pro contra circa sic status quasi okay hi hello bye sorry hey hm oh ah ha wow cool live "
    "arrogant brisant dominant elegant extravagant interessant konstant mutant prominent markant militant penetrant "
    "rasant redundant charmant tolerant vakant virulent abstinent immanent impotent indifferent inkompetent latent "
    "omnipresent permanent potent renitent resistent turbulent transparent dement dezent eloquent exzellent "
    "adverbial asexual bilateral binaural brachial dental dorsal dual feudal fiskal frontal genial genital global "
    "gradual illegal infernal informal instrumental integrale irrational irreal jovial kapital kollegial kolossal "
    "kolonial katastrophal liberale lokal marginal martial maximal medial minimal monumentale moral neutral nominal "
    "normale nasal oral optimale oral ornamental oval pauschal plural postal postmodern phonetic pyramidal rural "
    "sakral sentimental spinal surreal tonal triumphal unilateral verbal vertikal viral visual digitale formale "
    "nationale internationale regionale reale ideale legale illegale emotionale globale finale neutrale soziale "
    "orthogonal diagonal polygonal hexagonal temporal modal terminal asymptotisch molekular polar singular "
    "regular binomial dual stabil mobil labil fragil senil steril debil infantil subtil agil skurril zivil virtual "
    "blind mild wild warm stumm dumm bunt hart rund gelb offen bitter finster munter heiter tapfer "
    "abrupt absurde abstrakt bankrott devot exakt exotic intakt korrupt konkret perfekt robuste suspect "
    "obskur pur stur amateur moderate obese desolate delicate moderat separat adult "
    "monoton autonom synonym anonym analog homogen heterogen kosher koscher vegan dement online offline"
)
"""Words written in lower case in German too: adjectives with their endings, forms of verbs, what is said in talk."""

_PHRASES: Final = """
vice versa | vice-versa | de facto | de jure | ad hoc | ad absurdum | per se | per definitionem | status quo |
a priori | a posteriori | a cappella | à la carte | à la | a la carte | en passant | en masse | en bloc |
en détail | en gros | en route | en suite | en vogue | déjà vu | deja vu | carte blanche | haute couture |
in vitro | in vivo | in situ | in memoriam | in spe | in absentia | in flagranti | in medias res | in petto |
in puncto | pro forma | pro rata | pro bono | pro domo | sine qua non | ceteris paribus | et cetera | et al |
ex ante | ex post | ex officio | ex libris | ex nihilo | ex aequo | nota bene | modus operandi | modus vivendi |
alma mater | alter ego | persona non grata | persona grata | curriculum vitae | deus ex machina | dolce vita |
terra incognita | tabula rasa | mutatis mutandis | quid pro quo | summa cum laude | magna cum laude | cum laude |
ultima ratio | conditio sine qua non | corpus delicti | homo sapiens | id est | inter alia | ipso facto |
lingua franca | magnum opus | opus magnum | nolens volens | non plus ultra | prima vista | rigor mortis |
pacta sunt servanda | lex specialis | culpa in contrahendo | bona fide | force majeure | faux pas |
fait accompli | laissez faire | laissez-faire | l'art pour l'art | noblesse oblige | rien ne va plus |
tête-à-tête | vis-à-vis | al dente | al fresco | da capo | up to date | up-to-date | just in time | just-in-time |
open source | open-source | open end | open air | open access | made in germany | know how | know-how |
last but not least | happy end | happy hour | fair play | fair trade | state of the art | state-of-the-art |
learning by doing | first come, first served | work in progress | best practice | best practices | best of |
business as usual | time is money | trial and error | trial-and-error | plug and play | plug-and-play |
plug & play | stand-by | stand alone | stand-alone | drag and drop | drag-and-drop | drag & drop |
copy and paste | copy & paste | copy-and-paste | on demand | on-demand | on the fly | on-the-fly | on the rocks |
out of the box | out-of-the-box | out of memory | end to end | end-to-end | peer to peer | peer-to-peer |
point to point | point-to-point | point of sale | point of view | face to face | face-to-face |
business to business | all inclusive | all-inclusive | all in one | all-in-one | public relations |
public domain | public viewing | corporate identity | small talk | blind date | big data | big bang |
common sense | comic relief | coming out | low budget | must-have | no-go | old school | one size fits all |
pay per view | read-only | rock and roll | rock 'n' roll | science fiction | second hand | second-hand |
software as a service | infrastructure as a service | platform as a service | to-do | to be continued |
to whom it may concern | too big to fail | try and error | what you see is what you get | who is who | who's who |
win-win | worst case | best case | worst-case | best-case | sturm und drang | auf wiedersehen | über alles |
mensch ärgere dich nicht | zeitgeist | ding an sich | bildungsroman | gesamtkunstwerk | weltanschauung |
weltschmerz | realpolitik | ostpolitik | leitmotif | leitmotiv | kitsch | angst | ersatz | gestalt | wunderkind |
poltergeist | rucksack | schnitzel | strudel | bratwurst | sauerkraut | pretzel | lederhosen | dirndl |
dachshund | kaputt | verboten | übermensch | spätzle | kaffeeklatsch | wanderjahr | schadenfreude | doppelgänger |
gemütlichkeit | fahrvergnügen | blitzkrieg | lebensraum | anschluss | ostalgie | wurst
"""
_LONGEST_WORDS: Final = frozenset(max(re.findall(r"\w+", phrase), key=len) for phrase in _PHRASES.split("|"))
_LONGEST_FIRST: Final = sorted((re.escape(phrase.strip()) for phrase in _PHRASES.split("|")), key=len, reverse=True)
_AT_HOME: Final = re.compile(rf"(?<!\w)(?:{'|'.join(_LONGEST_FIRST)})(?!\w)", re.IGNORECASE)
"""Phrases of Latin, French, English or German that both languages use."""

_AS_GERMAN: Final = re.compile(r"[abdefghiklmnoprstuvz]{2,}[st]ive")
"""Adjectives on -ive that German spells alike, as those on -iv with an ending."""

GERMAN_ADVERBS: Final = words(
    "bisher dennoch mehrere außerdem deshalb trotzdem danach zuerst zunächst inzwischen bereits seitdem ebenso heute "
    "gestern morgen allerdings insgesamt viele einige derzeit später zudem jedoch daher dadurch hierbei zwar selbst"
)
"""Words that begin German sentences and are no names."""

TRANSLATABLE: Final = words(
    "president vice prime ministers chancellor secretary ambassador king queen prince princess pope emperor olympics "
    "olympic central foreign"
)
"""Titles and parts of proper names that have a German form which is used, whatever stands beside them."""

SURNAMES: Final = words("king queen prince princess pope")
"""Such titles that are family names or names of artists as well, where they stand last."""

TRANSLATABLE_ALONE: Final = words(
    "northern southern eastern western mountains sea ocean islands peninsula treaty ministry parliament government "
    "empire january february june july october december monday tuesday wednesday thursday friday "
    "saturday sunday germany france italy spain russia austria switzerland turkey greece poland hungary romania "
    "norway "
    "sweden denmark finland ireland belgium netherlands europe asia africa australia iceland croatia serbia "
    "morocco egypt brazil cologne munich vienna moscow warsaw prague rome naples venice milan lisbon "
    "brussels "
    "athens geneva"
)
"""English names with a German form, where nothing beside them makes them part of another name."""

INSTITUTIONAL: Final = words(
    "of the and for university institute academy college school times post journal herald tribune magazine center "
    "centre bank company co inc ltd corp corporation group studies association society foundation press airlines "
    "airways park street avenue square theatre theater league football soccer club council committee records music "
    "awards award party records pictures studios hall house road bridge hospital church museum library review world "
    "news radio television tv channel network hotel air express united national international royal new "
    "on at in to a st saint san santa"
)
"""Words that make a run of capitalised ones the name of an organisation, work or place, which stays as it is."""

GERMAN_NAMES: Final = words(
    "bundestag bundesrat bundesliga bundeswehr autobahn oktoberfest landtag reichstag wehrmacht luftwaffe zeitung "
    "spiegel bild welt reich kaiser führer kindergarten doppelgänger schadenfreude zeitgeist wanderlust bundesbank "
    "gymnasium realschule hauptbahnhof schloss dom tagesschau allgemeine süddeutsche frankfurter rundschau "
    "zeit stern handelsblatt tageszeitung "
    "sparkasse volkswagen mittelstand lufthansa landkreis länder nationalrat stasi gestapo abitur"
)
"""German nouns that English text keeps."""

GERMAN_NOUN_ENDINGS: Final = ("ung", "ungen", "heit", "heiten", "keit", "keiten", "schaft", "ismus", "tät", "ien")

GERMAN_PLACES: Final = (
    *("straße", "strasse", "platz", "burg", "burger", "berg", "berger", "stadt", "dorf", "heim", "hausen", "ingen"),
    *(
        "brücke",
        "furt",
        "hafen",
        "gasse",
        "allee",
        "kirche",
        "kirchen",
        "wald",
        "hof",
        "ufer",
        "graben",
        "bahn",
        "bund",
    ),
    *("bank", "tag", "rat", "partei", "zeitung", "blatt", "anzeiger", "verein", "werk", "werke", "haus", "schloss"),
)
"""Endings of places, papers, houses and bodies, whose names English text keeps."""

GERMAN_NAME_ENDINGS: Final = (
    *("straße", "strasse", "platz", "burg", "berg", "stadt", "dorf", "heim", "hausen", "ingen", "bach", "feld", "see"),
    *("brück", "brücke", "furt", "hafen", "gasse", "allee", "kirchen", "tal", "wald", "mann", "stein", "er", "hof"),
)


@lru_cache(maxsize=1 << 16)
def german_points(word: str) -> float:
    """Return the log odds that `word` is German rather than English, by its letters; 0 where it may be either.

    A logistic regression over hashed runs of two to five letters.
    """
    weights, bias = _weights()
    return sum([weights[bucket] for bucket in buckets_of(word)]) / SCALE + bias


def buckets_of(word: str) -> list[int]:
    """Return the bucket, 0 to `BUCKETS` - 1, of each run of letters of `word` in any case, and of the word itself."""
    lowered = word.lower()[:_LONGEST]
    marked = f"^{lowered}$"
    parts = [marked[at : at + length] for length in _LENGTHS for at in range(len(marked) - length + 1)]
    return [crc32(part.encode("utf-8", "surrogatepass")) % BUCKETS for part in (*parts, f"={lowered}")]


def phrases_at_home(text: str) -> list[tuple[int, int]]:
    """Return the spans of phrases that both languages use."""
    if _LONGEST_WORDS.isdisjoint(re.findall(r"\w+", text.lower())):
        return []
    return [match.span() for match in _AT_HOME.finditer(text)]


@cache
def german_nouns() -> frozenset[str]:
    """Return nouns, in lower case, that are German only; a word here is hardly a name."""
    return _listed(NOUNS) - _SURNAMES


@cache
def english_words() -> frozenset[str]:
    """Return words in lower case that English text has and German text has not."""
    found = _listed(ENGLISH) - HOMOGRAPHS - FORMS_OF_BOTH
    return frozenset(word for word in found if not _AS_GERMAN.fullmatch(word))


def is_of_both(word: str) -> bool:
    """Tell whether German text has a word in lower case that English text has too."""
    return word in words_of_both() or bool(_AS_GERMAN.fullmatch(word))


@cache
def words_of_both() -> frozenset[str]:
    """Return words in lower case that German text has as well as English text."""
    return _listed(BOTH) | HOMOGRAPHS | FORMS_OF_BOTH


def _listed(name: str) -> frozenset[str]:
    return frozenset(files(__package__).joinpath(name).read_text(encoding="utf-8").split())


@cache
def _weights() -> tuple[tuple[int, ...], float]:
    with files(__package__).joinpath(WEIGHTS).open("rb") as file, np.load(file, allow_pickle=False) as stored:
        return tuple(stored["weights"].tolist()), float(stored["bias"])


def is_german_noun(word: str, neighbours: int) -> bool:
    """Tell whether `word` is a German noun rather than a name; one that is not known is only believed alone."""
    if word in GERMAN_NAMES or word in HOMOGRAPHS or word in english_words():
        return False
    known = german_nouns()
    if word in known:
        return True
    if neighbours > 1 or word.endswith(GERMAN_NAME_ENDINGS) or german_points(word) < CLEAR:
        return False
    return is_german_compound(word) or word.endswith(GERMAN_NOUN_ENDINGS)


def is_german_compound(word: str) -> bool:
    """Tell whether `word`, in lower case, ends in a German noun that is known, as compounds do."""
    known = german_nouns()
    return any(word[at:] in known for at in range(3, min(len(word), _LONGEST_COMPOUND) - LEAST_PART + 1))
