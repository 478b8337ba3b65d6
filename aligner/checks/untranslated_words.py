"""Tells German words from English ones by their letters, and lists words that stay, or must not stay, as they are."""

from __future__ import annotations

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
    "sparkasse volkswagen mittelstand lufthansa landkreis länder nationalrat stasi gestapo abitur"
)
"""German nouns that English text keeps."""

GERMAN_NOUN_ENDINGS: Final = ("ung", "ungen", "heit", "heiten", "keit", "keiten", "schaft", "ismus", "tät", "ien")

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


@cache
def german_nouns() -> frozenset[str]:
    """Return nouns, in lower case, that are German only; a word here is hardly a name."""
    return frozenset(files(__package__).joinpath(NOUNS).read_text(encoding="utf-8").split()) - _SURNAMES


@cache
def _weights() -> tuple[tuple[int, ...], float]:
    with files(__package__).joinpath(WEIGHTS).open("rb") as file, np.load(file, allow_pickle=False) as stored:
        return tuple(stored["weights"].tolist()), float(stored["bias"])
