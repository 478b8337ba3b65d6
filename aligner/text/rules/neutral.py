"""What holds in most languages with an alphabet: used where the language is neither German nor English."""

from __future__ import annotations

from aligner.text.rules.rules import Rules, words

NEUTRAL = Rules(
    needs_next=words("dr prof mr mrs ms mme mlle st nr no pp vol vs cf e.g i.e ca ing"),
    may_end=words("etc inc ltd co jr sr p.m a.m ed eds al"),
    before_number=words("art fig p s"),
    before_reference=frozenset(),
    books=frozenset(),
    numbered=frozenset(),
    suffixes=(),
    starters=frozenset(),
    lowercase_starters=frozenset(),
    whole_word_endings=(),
    labels=frozenset(),
    speech_verbs=frozenset(),
    months=frozenset(),
    ordinals=False,
    casual_words=frozenset(),
)
