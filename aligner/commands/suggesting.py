"""Commands that understand what was nearly right: a name with a letter wrong, a list with a blank in it."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

import click

from aligner.checks.kinds import ASKED_KINDS, FLAG_KINDS
from aligner.checks.thresholds import nearest

_LISTS: Final = ("--only", "--skip", "--status")
"""Options whose value is a list of names: of flags, or of what was decided."""


_NAMES: Final = frozenset(
    {
        *FLAG_KINDS,
        *ASKED_KINDS,
        *(name.partition(":")[0] for name in FLAG_KINDS),
        "accepted",
        "edited",
        "rejected",
        "open",
    }
)


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """Return a question that names the nearest of the known names, empty where none is near."""
    found = nearest(name, known)
    return f" Did you mean {found!r}?" if found else ""


class ListCommand(click.Command):
    """A command whose lists of names may have blanks behind and before their commas: `--only number, date`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put such lists together before all else is read. A usage error says what a name too many may have been."""
        ctx.allow_extra_args = True
        left = super().parse_args(ctx, with_lists_joined(args))
        if left and not ctx.resilient_parsing:
            ctx.fail(_too_many(left[0], " ".join(self.collect_usage_pieces(ctx)[1:])))
        return left


def _too_many(name: str, expected: str) -> str:
    """Say what to do about the first argument that has no place."""
    if Path(name).suffix and not Path(name).exists():
        return f"Got {name!r} beside {expected}: if it is to be written, say so with -o {shlex.quote(name)}."
    if expected == "CORPUS":
        return f"Got {name!r} beside one CORPUS: give one at a time; two texts are aligned first, with aligner align."
    return f"Got {name!r} beside {expected}: leave it out."


def with_lists_joined(arguments: Sequence[str]) -> list[str]:
    """Return the arguments with each list of names that blanks have parted as one.

    A file that is called as a flag is one of the list where a comma says so; what is no such name, nor nearly one, is
    never taken.
    """
    joined: list[str] = []
    rest = list(arguments)
    while rest:
        argument = rest.pop(0)
        joined.append(argument)
        if argument == "--":
            break
        option, _, value = argument.partition("=")
        if option not in _LISTS:
            continue
        if "=" not in argument:
            if not rest:
                break
            value = rest.pop(0)
            joined.append(value)
        while rest and _goes_on(value, rest[0]):
            value = rest.pop(0)
            joined[-1] += value
    return joined + rest


def _goes_on(value: str, following: str) -> bool:
    if not value.endswith(",") and not following.startswith(","):
        return False
    names = [name for name in following.split(",") if name]
    return all(name in _NAMES for name in names) or (
        not Path(following).exists() and all(nearest(name, _NAMES) for name in names)
    )
