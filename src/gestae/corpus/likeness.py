"""Two reports side by side: how much of one is in the other, which words, and which numbers are told otherwise.

>>> from gestae.corpus.wording import wording_of
>>> told = "Rockets hit the port of Haifa late on Sunday, killing {} dock workers and two guards, police said."
>>> one, other = (wording_of(told.format(number), [(0, 200)]) for number in ("nine", "eleven"))
>>> likeness = compare(one, other)
>>> likeness.share, [(one.told[mine], other.told[its]) for mine, its in likeness.numbers]
(1.0, [('nine', 'eleven')])
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from gestae.corpus.wording import Wording

# Words in a run that two reports must share: shorter ones are shared by chance ("the prime minister said on").
_RUN = 5
# From this share of the shorter report on, the one is a copy of the other (measured: `python -m bench copies`).
LEAST_SHARE = 0.5
# Reports shorter than this, in words, share stock phrases and little else; they must share more.
_SHORT = 60
_SHARE_OF_SHORT = 0.8
# So many words in a row are a passage, which nobody writes twice by chance.
PASSAGE = 12
# By how many words the first passage of one may stand before that of the other: a lead told anew, a sentence left out.
_APART = 40
# The beginning of a report, as a part of the shorter one and in words at least, and how much of it both must share.
_HEAD = 0.4
_LEAST_HEAD = 40
_SHARE_OF_HEAD = 0.35
# Two reports cut from one pattern ("A bomb exploded in X on Monday, police in X said") differ in names; a copy may have
# one respelled. A longer gap between shared runs is a sentence told anew.
_RENAMED = 2
_LONGEST_GAP = 4


@dataclass(frozen=True, slots=True)
class Likeness:
    """What two reports share.

    `mine` and `its`: for each word of the first and of the second whether the other has it in the same run of words.
    `numbers`: places in the first and second where the same words tell another number. `renamed`: names between the
    same words, each of which the other report nowhere has.
    """

    mine: tuple[bool, ...]
    its: tuple[bool, ...]
    numbers: tuple[tuple[int, int], ...]
    renamed: tuple[tuple[str, str], ...] = ()

    @property
    def share(self) -> float:
        """The share of the report of which the other has more: 1.0 for a report cut short, and for one appended to."""
        return max(_share(self.mine), _share(self.its))

    @property
    def is_copy(self) -> bool:
        """Whether one is a copy of the other: the same story from its beginning on, whatever follows.

        A page that holds two stories, or a story with the next one's beginning under it, is no copy of the second; nor
        is the same pattern filled with other names.
        """
        if len(self.renamed) >= _RENAMED:
            return False
        shorter = min(len(self.mine), len(self.its))
        if self.share < (LEAST_SHARE if shorter >= _SHORT else _SHARE_OF_SHORT):
            return False
        head = max(_LEAST_HEAD, round(shorter * _HEAD))
        if min(_share(self.mine[:head]), _share(self.its[:head])) < _SHARE_OF_HEAD:
            return False
        mine, its = _first_passage(self.mine), _first_passage(self.its)
        return mine is not None and its is not None and abs(mine - its) <= _APART

    @property
    def shares_passages(self) -> bool:
        """Whether some words in a row stand in both that nobody writes twice by chance."""
        return any(passages(self.mine))

    @property
    def is_exact(self) -> bool:
        """Whether both tell the same words and numbers."""
        return all(self.mine) and all(self.its) and not self.numbers and len(self.mine) == len(self.its)


def compare(first: Wording, second: Wording) -> Likeness:
    """The likeness of two reports."""
    length = min(_RUN, len(first.plain), len(second.plain))
    if length == 0:
        return Likeness((False,) * len(first.plain), (False,) * len(second.plain), ())
    its_runs = _runs(second.plain, length)
    mine = [False] * len(first.plain)
    its = [False] * len(second.plain)
    numbers: set[tuple[int, int]] = set()
    for run, places in _runs(first.plain, length).items():
        others = its_runs.get(run)
        if others is None:
            continue
        for found, places_found in ((mine, places), (its, others)):
            for place in places_found:
                found[place : place + length] = [True] * length
        if len(places) == len(others) == 1:
            numbers.update(_told_otherwise(first, places[0], second, others[0], length))
    return Likeness(tuple(mine), tuple(its), tuple(sorted(numbers)), _renamed(first, mine, second, its))


def _runs(words: Sequence[str], length: int) -> dict[tuple[str, ...], list[int]]:
    found: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for first in range(len(words) - length + 1):
        found[tuple(words[first : first + length])].append(first)
    return found


def _told_otherwise(first: Wording, mine: int, second: Wording, its: int, length: int) -> list[tuple[int, int]]:
    return [
        (mine + step, its + step)
        for step in range(length)
        if mine + step in first.told and first.told[mine + step].lower() != second.told[its + step].lower()
    ]


def _renamed(first: Wording, mine: Sequence[bool], second: Wording, its: Sequence[bool]) -> tuple[tuple[str, str], ...]:
    """Names that stand in short gaps between the same words, and that the other report does not have at all."""
    gaps = _gaps(second, its)
    pairs: set[tuple[str, str]] = set()
    for around, (one, last) in _gaps(first, mine).items():
        if around in gaps:
            begin, end = gaps[around]
            own = [first.plain[at] for at in range(one, last) if at in first.capital]
            others = [second.plain[at] for at in range(begin, end) if at in second.capital]
            own = [word for word in own if word not in second.plain]
            others = [word for word in others if word not in first.plain]
            if own and others:
                pairs.add((" ".join(own), " ".join(others)))
    return tuple(sorted(pairs))


def _gaps(words: Wording, found: Sequence[bool]) -> dict[tuple[tuple[str, ...], tuple[str, ...]], tuple[int, int]]:
    """Short stretches that the other has not, by the words right before and behind them."""
    gaps: dict[tuple[tuple[str, ...], tuple[str, ...]], tuple[int, int]] = {}
    place = 0
    for is_found, group in groupby(found):
        last = place + len(list(group))
        inside = place > 0 and last < len(found)
        if not is_found and inside and last - place <= _LONGEST_GAP:
            before, behind = words.plain[max(0, place - 2) : place], words.plain[last : last + 2]
            gaps.setdefault((before, behind), (place, last))
        place = last
    return gaps


def passages(found: Sequence[bool]) -> tuple[bool, ...]:
    """What is found, without shared runs that are shorter than a passage."""
    return tuple(
        is_found and len(run) >= PASSAGE for is_found, group in groupby(found) for run in [list(group)] for _ in run
    )


def _first_passage(found: Sequence[bool]) -> int | None:
    """Where the first shared passage begins; the length of a report too short for one is its own."""
    length = min(PASSAGE, len(found))
    going_on = 0
    for place, is_found in enumerate(found):
        going_on = going_on + 1 if is_found else 0
        if going_on == length:
            return place - length + 1
    return None


def _share(found: Sequence[bool]) -> float:
    return sum(found) / len(found) if found else 0.0
