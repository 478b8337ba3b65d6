"""What people and programs call a language, as the two-letter code that everything here goes by."""

from __future__ import annotations

import re
from typing import Final

_WINDOWS: Final = {0x07: "de", 0x09: "en", 0x0A: "es", 0x0C: "fr", 0x10: "it", 0x13: "nl", 0x15: "pl", 0x16: "pt"}
"""Languages in the lower ten bits of the numbers that Windows has for languages and countries: 0407, 1031."""
_NAMES: Final = {
    "de": "deu ger german deutsch allemand aleman tedesco duits nemecky niemiecki gmh goh nds",
    "en": "eng english englisch anglais ingles inglese engels anglicky angielski enm",
    "bg": "bul bulgarian bulgarisch",
    "cs": "ces cze czech tschechisch",
    "da": "dan danish danisch",
    "el": "ell gre greek griechisch",
    "es": "spa spanish spanisch",
    "et": "est estonian estnisch",
    "fi": "fin finnish finnisch",
    "fr": "fra fre french franzosisch",
    "hr": "hrv croatian kroatisch",
    "hu": "hun hungarian ungarisch",
    "it": "ita italian italienisch",
    "ja": "jpn japanese japanisch",
    "ko": "kor korean koreanisch",
    "lt": "lit lithuanian litauisch",
    "lv": "lav latvian lettisch",
    "nl": "nld dut dutch niederlandisch",
    "no": "nor nob nno norwegian norwegisch nb nn",
    "pl": "pol polish polnisch",
    "pt": "por portuguese portugiesisch",
    "ro": "ron rum romanian rumanisch",
    "ru": "rus russian russisch",
    "sk": "slk slo slovak slowakisch",
    "sl": "slv slovenian slovene slowenisch",
    "sv": "swe swedish schwedisch",
    "tr": "tur turkish turkisch",
    "uk": "ukr ukrainian ukrainisch",
    "zh": "zho chi chinese chinesisch",
}
_CODES: Final = re.compile(
    r"(?:"
    "aa|ab|ae|af|ak|am|an|ar|as|av|ay|az|ba|be|bg|bh|bi|bm|bn|bo|br|bs|ca|ce|ch|co|cr|cs|cu|cv|"
    "cy|da|de|dv|dz|ee|el|en|eo|es|et|eu|fa|ff|fi|fj|fo|fr|fy|ga|gd|gl|gn|gu|gv|ha|he|hi|ho|hr|"
    "ht|hu|hy|hz|ia|id|ie|ig|ii|ik|io|is|it|iu|ja|jv|ka|kg|ki|kj|kk|kl|km|kn|ko|kr|ks|ku|kv|kw|"
    "ky|la|lb|lg|li|ln|lo|lt|lu|lv|mg|mh|mi|mk|ml|mn|mr|ms|mt|my|na|nb|nd|ne|ng|nl|nn|no|nr|nv|"
    "ny|oc|oj|om|or|os|pa|pi|pl|ps|pt|qu|rm|rn|ro|ru|rw|sa|sc|sd|se|sg|si|sk|sl|sm|sn|so|sq|sr|"
    "ss|st|su|sv|sw|ta|te|tg|th|ti|tk|tl|tn|to|tr|ts|tt|tw|ty|ug|uk|ur|uz|ve|vi|vo|wa|wo|xh|yi|"
    "yo|za|zh|zu"
    r")"
)
"""ISO 639-1."""
_BY_NAME: Final = {name: code for code, names in _NAMES.items() for name in (code, *names.split())}
_PARTS: Final = re.compile(r"[\s_.@()/,;-]+")
_NUMBER: Final = re.compile(r"(?:0x)?0[0-9a-f]{3}|\d{4,5}")
_FOLDED: Final = str.maketrans("äöüéèñáâêçě", "aoueenaaece")
_REGIONS: Final = {
    "germany": "DE",
    "austria": "AT",
    "switzerland": "CH",
    "deutschland": "DE",
    "osterreich": "AT",
    "schweiz": "CH",
    "uk": "GB",
    "britain": "GB",
    "kingdom": "GB",
    "usa": "US",
    "states": "US",
    "america": "US",
    "australia": "AU",
    "canada": "CA",
    "ireland": "IE",
}


def primary(tag: str) -> str:
    """Return the language of a tag, code or name without its region: `en` of `en-GB`, `EN_us`, `eng` or `English (UK)`.

    Empty where it names none that is known, as `und`, `x-none` and `*all*` do.
    """
    first = next(iter(_parts(tag)), "")
    if _NUMBER.fullmatch(first):
        number = int(first.removeprefix("0x"), 16 if first.startswith("0") else 10)
        return _WINDOWS.get(number & 0x3FF, "")
    if first in _BY_NAME:
        return _BY_NAME[first]
    return first if _CODES.fullmatch(first) else ""


def region(tag: str) -> str:
    """Return the region of a tag in capitals, `GB` of `en-GB`, `en_gb` or `English (UK)`; empty where it has none."""
    for part in _parts(tag)[1:]:
        if part in _REGIONS:
            return _REGIONS[part]
        if len(part) == 2 and part.isalpha():
            return part.upper()
    return ""


def canonical(tag: str) -> str:
    """Return `en-GB` for whatever says so, `en` where no region is said; empty for a language that is not known."""
    language = primary(tag)
    return "-".join(filter(None, (language, language and region(tag))))


def _parts(tag: str) -> list[str]:
    return [part for part in _PARTS.split(tag.strip().lower().translate(_FOLDED)) if part]
