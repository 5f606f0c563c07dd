"""Edits that outlets make to a wire story: cut, another headline, a lead told anew, more paragraphs, other numbers.

Each takes a text and gives another; `edited` puts some of them together. All chance comes from the generator given, so
that one seed makes one set.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping

_SENTENCE = re.compile(r"(?<=[.!?][\"”’')])\s+(?=[A-Z“\"'])|(?<=[.!?])\s+(?=[A-Z“\"'\[])")
_NUMBER = re.compile(
    r"\b\d{1,3}(?:,\d{3})*\b|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens)\b"
)
_NUMBERS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "eleven", "thirteen", "20", "35", "140")
_STYLE = (
    (r"\bpercent\b", "per cent"),
    (r"\bU\.S\.", "US"),
    (r"\bUnited States\b", "U.S."),
    (r"\bgovernment\b", "Government"),
    (r"\b(Mr|Mrs|Dr|Gen|Sen|Rep|Col|Lt)\. ", r"\1 "),
    (r"\bdefense\b", "defence"),
    (r"\blabor\b", "labour"),
    (r"\bcenter\b", "centre"),
    (r"(\w)ize(d?)\b", r"\1ise\2"),
    (r"\bwill not\b", "won’t"),
    (r"\bdid not\b", "didn’t"),
    (r"\bis not\b", "isn’t"),
    (r"\bsaid that\b", "said"),
    (r"\btold reporters\b", "said"),
    (r"[“”]", '"'),
    (r" -- ", " – "),
)
_PLAINER = {
    "killed": "left dead", "died": "lost their lives", "said": "stated", "announced": "made known", "attack": "assault",
    "attacked": "struck", "children": "youngsters", "people": "persons", "officials": "authorities",
    "police": "officers",
    "near": "close to", "after": "following", "because": "since", "also": "as well", "large": "big", "began": "started",
    "about": "around", "against": "on", "during": "amid", "according": "going by", "injured": "hurt", "wounded": "hurt",
    "president": "leader", "government": "administration", "country": "nation", "city": "town", "many": "scores of",
    "help": "assist", "first": "initial", "last": "past", "new": "fresh", "called": "branded", "found": "discovered",
}  # fmt: skip
_CREDITS = ("(AP) - ", "(Reuters) - ", "(AFP) — ")


def sentences(text: str) -> list[str]:
    """The sentences of a text, near enough for cutting it."""
    return [one for one in _SENTENCE.split(" ".join(text.split())) if one]


def cut(text: str, other: str, chance: random.Random) -> str:
    """The first third to four fifths of the story; what is cut is cut from the end."""
    told = sentences(text)
    kept = max(3, round(len(told) * chance.uniform(0.35, 0.8)))
    return _paragraphs(told[:kept], chance)


def headline(text: str, other: str, chance: random.Random) -> str:
    """Another headline: words of the lead in another order."""
    told = sentences(text)
    words = [word.strip(",.;:\"“”'()") for word in told[0].split() if len(word) > 3]
    chance.shuffle(words)
    return f"{' '.join(word.capitalize() for word in words[:8])}\n\n{text}"


def lead(text: str, other: str, chance: random.Random) -> str:
    """The first sentence, or the first two, told anew: turned round and in other words."""
    told = sentences(text)
    count = chance.choice((1, 1, 2))
    return _paragraphs([*(_told_anew(one, chance) for one in told[:count]), *told[count:]], chance)


def append(text: str, other: str, chance: random.Random) -> str:
    """A few sentences of another story after the end: background, or the next item of the page."""
    more = sentences(other)
    first = chance.randrange(max(1, len(more) - 6))
    return f"{text}\n\n{_paragraphs(more[first : first + chance.randint(2, 6)], chance)}"


def numbers(text: str, other: str, chance: random.Random) -> str:
    """One to three numbers changed."""
    places = list(_NUMBER.finditer(text))
    for match in sorted(chance.sample(places, min(len(places), chance.randint(1, 3))), key=lambda one: -one.start()):
        told = chance.choice([number for number in _NUMBERS if number != match.group()])
        text = text[: match.start()] + told + text[match.end() :]
    return text


def style(text: str, other: str, chance: random.Random) -> str:
    """The house style: spelling, titles, quotation marks, a credit; some sentences in the middle left out."""
    for pattern, told in _STYLE:
        if chance.random() < 0.6:
            text = re.sub(pattern, told, text)
    told_ = sentences(text)
    kept = [one for place, one in enumerate(told_) if place < 2 or chance.random() > 0.1]
    credit = (
        f"{chance.choice(('LONDON', 'CAIRO', 'MANILA'))} {chance.choice(_CREDITS)}" if chance.random() < 0.4 else ""
    )
    return credit + _paragraphs(kept, chance)


EDITS: Mapping[str, Callable[[str, str, random.Random], str]] = {
    "cut": cut,
    "lead": lead,
    "style": style,
    "numbers": numbers,
    "append": append,
    "headline": headline,
}
_EXACT = 0.1


def edited(text: str, other: str, chance: random.Random) -> tuple[str, tuple[str, ...]]:
    """A copy of a text by one to four of the edits, in their order, and their names; one in ten is left as it is."""
    if chance.random() < _EXACT:
        return text + "\n", ()
    chosen = set(chance.sample(list(EDITS), chance.randint(1, 4)))
    for name in (name for name in EDITS if name in chosen):
        text = EDITS[name](text, other, chance)
    return text, tuple(name for name in EDITS if name in chosen)


def _told_anew(sentence: str, chance: random.Random) -> str:
    words = [_PLAINER.get(word, word) for word in sentence.rstrip(".").split()]
    words = [word for word in words if word not in {"the", "a", "an"} or chance.random() < 0.5]
    clauses = re.split(r",\s+", " ".join(words))
    if len(clauses) > 1:
        clauses = [*clauses[1:], clauses[0]]
    else:
        middle = len(words) // 2
        clauses = [" ".join(words[middle:]), " ".join(words[:middle])]
    return f"{', '.join(clauses)}."


def _paragraphs(told: list[str], chance: random.Random) -> str:
    """Sentences in paragraphs of one to three."""
    paragraphs, place = [], 0
    while place < len(told):
        count = chance.randint(1, 3)
        paragraphs.append(" ".join(told[place : place + count]))
        place += count
    return "\n\n".join(paragraphs)
