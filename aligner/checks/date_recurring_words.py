"""The words of what comes back every day, week or year: parts of the day, feasts, how often something is done."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

DAY_PARTS: Final = MappingProxyType(
    {
        "de": (
            (
                "morning",
                r"(?i:morgens|vormittags?|frühmorgens)|[Mm]orgens|Morgen(?:stunden)?s?|(?i:in der früh|heute früh)",
            ),
            ("noon afternoon", r"(?i:mittags?)(?:szeit|stunden?)?"),
            ("afternoon", r"(?i:nachmittage?n?s?)"),
            ("evening night", r"(?i:abende?n?s?|abendstunden?)"),
            ("night evening morning", r"(?i:nachts|nacht|nächten?)"),
            ("midnight night", r"(?i:mitternachts?)"),
        ),
        "en": (
            ("morning", r"(?i:mornings?|forenoons?)"),
            ("noon afternoon", r"(?i:noon|midday|noontime|lunchtime)"),
            ("afternoon", r"(?i:afternoons?)"),
            ("evening", r"(?i:evenings?)"),
            ("night evening", r"(?i:nights?|tonight|nighttime)"),
            ("midnight night", r"(?i:midnight)"),
        ),
    }
)
"""What the words may mean, and patterns of whole words."""

OTHER_DAY_PARTS: Final = MappingProxyType(
    {
        "de": r"(?i:\w*(?:morgen|mittag|abend|nacht|nächt|nächtlich|früh|dämmer|tag)\w*)",
        "en": (
            r"(?i:\w*(?:morning|noon|evening|night|dawn|dusk|twilight|lunch|supper|dinner|breakfast|bed|day)\w*"
            r"|early|eve|[ap]\.?m)"
        ),
    }
)
"""What may stand for any of them."""

FEASTS: Final = MappingProxyType(
    {
        "de": (
            ("christmas", r"Weihnacht(?:en|stag|sfest)\w{0,2}|Heiligabend|Heiliger Abend|Heiligen Abend"),
            ("easter", r"Ostern|Oster(?:sonntag|montag|fest|samstag)\w{0,2}"),
            ("whitsun", r"Pfingst(?:en|sonntag|montag|fest)\w{0,2}"),
            ("newyear", r"Neujahr(?:stag)?\w{0,2}|Silvester(?:abend)?s?|Jahreswechsels?"),
            ("goodfriday", r"Karfreitags?"),
            ("ascension", r"(?:Christi )?Himmelfahrt(?:stag)?s?|Vatertag"),
            ("corpus", r"Fronleichnam"),
            ("carnival", r"Karneval|Fasching|Fastnacht|Rosenmontag|Aschermittwoch|Fasnacht"),
            ("epiphany", r"Dreikönig\w*|Heilige Drei Könige|Epiphanias"),
            ("saints", r"Allerheiligen|Halloween|Allerseelen"),
            ("thanksgiving", r"Erntedank\w*|Thanksgiving"),
            ("advent", r"Advent\w*"),
            ("ramadan", r"Ramadan"),
            ("hanukkah", r"Chanukka|Hanukkah?"),
            ("passover", r"Pessach|Passah\w*"),
            ("valentine", r"Valentinstag\w{0,2}"),
            ("mothersday", r"Muttertag\w{0,2}"),
        ),
        "en": (
            ("christmas", r"Christmas(?: Eve| Day)?|Xmas|Yule\w*|Boxing Day"),
            ("easter", r"Easter(?: Sunday| Monday)?"),
            ("whitsun", r"Whitsun\w*|Whit (?:Sunday|Monday)|Pentecost"),
            ("newyear", r"New Year(?:[’']?s(?: Eve| Day)?)?"),
            ("goodfriday", r"Good Friday"),
            ("ascension", r"Ascension(?: Day)?|Father[’']s Day"),
            ("corpus", r"Corpus Christi"),
            ("carnival", r"Carnival|Mardi Gras|Shrove (?:Monday|Tuesday)|Ash Wednesday|Fasching|Karneval"),
            ("epiphany", r"Epiphany|Twelfth Night"),
            ("saints", r"All Saints\w*(?:[’'] Day)?|Halloween|Hallowe[’']en|All Souls\w*"),
            ("thanksgiving", r"Thanksgiving|Harvest Festival"),
            ("advent", r"Advent"),
            ("ramadan", r"Ramadan"),
            ("hanukkah", r"Hanukkah?|Chanukah"),
            ("passover", r"Passover"),
            ("valentine", r"Valentine[’']?s?(?: Day)?"),
            ("mothersday", r"Mother[’']s Day|Mothering Sunday"),
        ),
    }
)

FREQUENCIES: Final = MappingProxyType(
    {
        "de": (
            ("hour", r"stündlich\w{0,2}|jede Stunde"),
            ("day", r"(?:all)?täglich\w{0,2}|jeden Tag|am Tag|pro Tag|tagtäglich"),
            ("week", r"wöchentlich\w{0,2}|jede Woche|pro Woche|in der Woche"),
            ("fortnight", r"(?:zweiwöchentlich|vierzehntägig|14-tägig|zweiwöchig)\w{0,2}|alle (?:zwei|2) Wochen"),
            ("month", r"monatlich\w{0,2}|jeden Monat|pro Monat|im Monat"),
            ("quarter", r"(?:viertel|quartals)(?:jährlich|weise)\w{0,2}|jedes Quartal|pro Quartal"),
            ("halfyear", r"halbjährlich\w{0,2}|jedes Halbjahr"),
            ("year", r"(?:all)?jährlich\w{0,2}|jedes Jahr|pro Jahr|im Jahr|per annum"),
        ),
        "en": (
            ("hour", r"hourly|(?:every|each|per|an) hour"),
            ("day", r"daily|(?:every|each|per|a) day|everyday"),
            ("week", r"weekly|(?:every|each|per|a) week"),
            ("fortnight", r"fortnightly|bi-?weekly|every (?:other|second|two) weeks?|(?:every|a|per) fortnight"),
            ("month", r"monthly|(?:every|each|per|a) month"),
            ("quarter", r"quarterly|(?:every|each|per|a) quarter|every three months"),
            ("halfyear", r"(?:half-|bi-?|semi-?)(?:yearly|annual(?:ly)?)|every six months"),
            ("year", r"(?:yearly|annual(?:ly)?)|(?:every|each|per|a) year|per annum"),
        ),
    }
)
"""The adverbs are sure; the phrases (`a day`, `im Jahr`) only serve as their counterpart."""

_SEASON_STEMS = ("frühling", "frühjahr", "sommer", "herbst", "winter", "spring", "summer", "autumn", "fall")
STEMS: Final[Mapping[str, Mapping[str, tuple[str, ...]]]] = MappingProxyType(
    {
        "season": {"de": _SEASON_STEMS[:5], "en": _SEASON_STEMS[4:]},
        "day part": {
            "de": ("morgen", "mittag", "abend", "nacht", "nächt", "früh"),
            "en": ("morning", "noon", "midday", "evening", "night", "lunchtime"),
        },
        "feast": {
            "de": (
                "weihnacht", "heilig", "oster", "pfingst", "neujahr", "silvester", "jahreswechsel", "karfreitag",
                "himmelfahrt", "vatertag", "fronleichnam", "karneval", "fasching", "fastnacht", "fasnacht",
                "rosenmontag", "aschermittwoch", "dreikönig", "drei könige", "epiphan", "allerheiligen", "halloween",
                "allerseelen", "erntedank", "thanksgiving", "advent", "ramadan", "chanuk", "hanuk", "pessach", "passah",
                "valentin", "muttertag",
            ),
            "en": (
                "christmas", "xmas", "yule", "boxing", "easter", "whit", "pentecost", "new year", "good friday",
                "ascension", "father", "corpus", "carnival", "mardi", "shrove", "ash wed", "fasching", "karneval",
                "epiphany", "twelfth", "saints", "hallow", "souls", "thanksgiving", "harvest", "advent", "ramadan",
                "hanuk", "chanuk", "passover", "valentine", "mother",
            ),
        },
        "frequency": {
            "de": ("stündlich", "täglich", "wöch", "tägig", "monatlich", "jährlich", "weise"),
            "en": ("hourly", "daily", "weekly", "nightly", "monthly", "quarterly", "yearly", "annual", "everyday"),
        },
    }
)  # fmt: skip
"""In lower case, what a text must have one of to be read for such words at all."""
