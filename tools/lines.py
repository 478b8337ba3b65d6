"""Lines that are no text, as documents have them between their sentences."""

from __future__ import annotations

from random import Random

_CAPTIONS = ("Kapitel", "Chapter", "Teil", "Part", "Seite", "Page", "Abb.", "Figure")
_ROMAN = ("I.", "II.", "III.", "IV.", "V.", "VI.", "VII.", "VIII.", "IX.", "X.", "XI.", "XII.")


def one_sided_line(random: Random) -> str:
    """Draw a page number, a Roman numeral, a rule or a caption."""
    kind = random.randrange(4)
    if kind == 0:
        return random.choice(_ROMAN)
    if kind == 1:
        return str(random.randrange(1, 400))
    return "* * *" if kind == 2 else f"{random.choice(_CAPTIONS)} {random.randrange(1, 30)}"


def cue_time(seconds: float) -> str:
    """Write a time as subtitles have it."""
    whole = int(seconds)
    return f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02},{int(seconds * 1000) % 1000:03}"
