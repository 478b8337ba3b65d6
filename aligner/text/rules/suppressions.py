"""Abbreviations from the Unicode Common Locale Data Repository: what it has of German and English, words aside.

From the segment suppressions of CLDR 46.1 (`segments/de` and `segments/en`). Left out are those that our own lists
have, those that a rule tells by their form, and those that are words, too, such as `Test.`, `Port.`, `All.` and `Job.`
Copyright © 2004-2024 Unicode, Inc.; see `unicode_license.txt`.
"""

from __future__ import annotations

from typing import Final

from aligner.text.rules.rules import words

GERMAN_SUPPRESSIONS: Final = words(
    "abw adj adr akt app ausg ausschl ber bibl dim dipl.-ing dipl.-kfm dir einh erf folg forts geograph inh int jahrh",
    "konv kop obj op proz qu reg.-bez rel rep spezif trans ursprüngl verf amtl erw gedr gek hpts jew jhrl kfm led mtl",
    "möbl näml röm.-kath schles schweiz südd k.u.k u.z v.h p.adr",
)
ENGLISH_SUPPRESSIONS: Final = words("adj adv comm conn cont def exec hon.b.a lt.cdr misc org phys var lib")
