"""The words of German and English dates: months, weekdays, seasons, ordinals and words that count from today."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

LANGUAGES: Final = ("de", "en")

MONTHS: Final = MappingProxyType(
    {
        "de": (
            r"Januar|Jänner|Jan\.?",
            r"Februar|Feber|Feb\.?",
            r"März|Mrz\.?|Mär\.?",
            r"April|Apr\.?",
            r"Mai",
            r"Juni|Juno|Jun\.?",
            r"Juli|Jul\.?",
            r"August|Aug\.?",
            r"September|Sept\.?|Sep\.?",
            r"Oktober|Okt\.?",
            r"November|Nov\.?",
            r"Dezember|Dez\.?",
        ),
        "en": (
            r"January|Jan\.?",
            r"February|Feb\.?",
            r"March|Mar\.?",
            r"April|Apr\.?",
            r"May",
            r"June|Jun\.?",
            r"July|Jul\.?",
            r"August|Aug\.?",
            r"September|Sept\.?|Sep\.?",
            r"October|Oct\.?",
            r"November|Nov\.?",
            r"December|Dec\.?",
        ),
    }
)
"""Patterns, from the first month to the last."""

MONTH_STEMS: Final = MappingProxyType(
    {
        "de": ("jan", "jän", "feb", "mär", "mrz", "apr", "mai", "jun", "jul", "aug", "sep", "okt", "nov", "dez"),
        "en": ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"),
    }
)
WEEKDAY_STEMS: Final = MappingProxyType({"de": ("tag", "mittwoch", "sonnabend"), "en": ("day",)})
"""In lower case, what a text must have one of to be read for months or weekdays at all."""
WEEKDAYS: Final = MappingProxyType(
    {
        "de": ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag|Sonnabend", "Sonntag"),
        "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    }
)
SHORT_WEEKDAYS: Final = MappingProxyType(
    {"de": "Mo|Di|Mi|Do|Fr|Sa|So", "en": "Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun"},
)
SEASONS: Final = MappingProxyType(
    {
        "de": ("Frühling|Frühjahr", "Sommer", "Herbst", "Winter"),
        "en": ("spring", "summer", "autumn|fall", "winter"),
    }
)

_GERMAN_ORDINALS: Final = """
erste zweite dritte vierte fünfte sechste siebte achte neunte zehnte elfte zwölfte dreizehnte vierzehnte fünfzehnte
sechzehnte siebzehnte achtzehnte neunzehnte zwanzigste einundzwanzigste zweiundzwanzigste dreiundzwanzigste
vierundzwanzigste fünfundzwanzigste sechsundzwanzigste siebenundzwanzigste achtundzwanzigste neunundzwanzigste
dreißigste einunddreißigste
"""
_ENGLISH_ORDINALS: Final = """
first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth
sixteenth seventeenth eighteenth nineteenth twentieth twenty-first twenty-second twenty-third twenty-fourth
twenty-fifth twenty-sixth twenty-seventh twenty-eighth twenty-ninth thirtieth thirty-first
"""
ORDINALS: Final = MappingProxyType(
    {"de": tuple(_GERMAN_ORDINALS.split()), "en": tuple(_ENGLISH_ORDINALS.split())},
)
"""Days of a month in words, the first first."""

DAYS_FROM_TODAY: Final = MappingProxyType(
    {
        "de": (
            ("before", r"vorgestern|vorgestrige[nrsm]?"),
            ("yesterday", r"gestern|gestrige[nrsm]?"),
            ("today yesterday", r"heute Nacht"),
            ("today", r"heute|heutige[nrsm]?"),
            ("after", r"übermorgen"),
            ("tomorrow", r"morgen|morgige[nrsm]?"),
        ),
        "en": (
            ("before", r"(?:the )?day before yesterday"),
            ("yesterday", r"yesterday|last night"),
            ("today", r"today|tonight"),
            ("after", r"(?:the )?day after tomorrow"),
            ("tomorrow", r"tomorrow"),
        ),
    }
)
"""Values are what the words may mean. German `Morgen` is the morning."""

DIRECTIONS: Final = MappingProxyType(
    {
        "de": (
            ("last", r"(?:letzt|vergangen|vorig)e[nrsm]?"),
            ("this", r"(?:dies|laufend)e[nrsm]?"),
            ("next", r"(?:nächst|kommend)e[nrsm]?"),
        ),
        "en": (("last", r"last"), ("this", r"this"), ("next", r"next|(?:this )?coming")),
    }
)
PERIODS: Final = MappingProxyType(
    {
        "de": (
            ("weekend", r"Wochenendes?"),
            ("week", r"Woche"),
            ("month", r"Monate?s?"),
            ("year", r"Jahre?s?"),
        ),
        "en": (("weekend", r"weekend"), ("week", r"week"), ("month", r"month"), ("year", r"year")),
    }
)

PARTS: Final = MappingProxyType(
    {
        "de": (
            ("early", r"Anfang|Beginn"),
            ("mid", r"Mitte"),
            ("late", r"Ende|Schluss"),
        ),
        "en": (
            ("early", r"early(?:\sin)?|(?:beginning|start)\s(?:of|in)"),
            ("mid", r"mid|middle\sof"),
            ("late", r"late(?:\sin)?|end\sof"),
        ),
    }
)
"""What stands before a month or a period."""

HINTS: Final = MappingProxyType(
    {
        "early": r"early|earlier|beginning|start|first|Anfang|anfangs|früh|Beginn|Auftakt|erst|open|launch",
        "mid": r"mid|middle|halfway|half|Mitte|Hälfte|halb|mitten",
        "late": r"late|end|close|last|final|Ende|Schluss|spät|letzt|Neige|ausgehend|endend",
    }
)
"""Words that may say the same as a part, in either language, wherever they stand and however they go on."""
