"""Whether the words around a time look back or ahead: "addressed parliament on Friday", "will address it on Friday"."""

from __future__ import annotations

from typing import Literal

from gestae.lexicon.calendar import Calendar
from gestae.reading.tokens import Reading, Token

Tense = Literal["past", "future"]

_ENDING = frozenset({"until", "till", "to"})
_PROSPECTIVE_TAGS = frozenset({"VBN", "VBG", "JJ", "NN", "NNS"})


def tense_at(reading: Reading, first: int, head: int, last: int, calendar: Calendar) -> Tense | None:
    """The tense that governs the time at tokens `first` to `last`; none where no verb says."""
    tokens = reading.tokens
    seen = 0
    ends = first > 0 and tokens[first - 1].lower in _ENDING
    for token in (tokens[head], *reading.ancestors(tokens[head])):
        seen += 1
        if seen > 25:
            break
        if first <= token.index < last:
            continue
        if token.tag in _PROSPECTIVE_TAGS and token.lower in calendar.words["prospective"]:
            return "future"
        if ends and token.pos in {"VERB", "AUX"} and token.lemma in calendar.words["granting"]:
            return "future"
        if token.pos in {"VERB", "AUX"} and (tense := _verb_tense(reading, token, calendar)):
            return tense
    return None


def _verb_tense(reading: Reading, verb: Token, calendar: Calendar) -> Tense | None:
    helpers = [child for child in reading.children(verb) if child.dep in {"aux", "auxpass"}]
    tags = {helper.tag for helper in helpers}
    if "MD" in tags:
        return "past" if any(helper.lemma == "have" for helper in helpers) else "future"
    if verb.tag == "VBD" or "VBD" in tags:
        return "past"
    if any(helper.lemma == "have" for helper in helpers):
        return "past"
    if any(helper.lower == "to" for helper in helpers):
        return _infinitive_tense(reading, verb, calendar)
    if verb.tag == "VBN":
        return None if verb.dep in {"acomp", "xcomp", "oprd", "amod"} else "past"
    if verb.tag == "VBG":
        return "future" if tags & {"VBZ", "VBP"} else None
    if verb.tag == "VB":
        return "future"
    if verb.tag in {"VBZ", "VBP"}:
        kind = reading.sentences[verb.sentence].kind
        looks_back = kind in {"headline", "subheading", "caption"} or verb.lemma in calendar.words["reporting"]
        return "past" if looks_back else "future"
    return None


def _infinitive_tense(reading: Reading, verb: Token, calendar: Calendar) -> Tense | None:
    governor = reading.tokens[verb.head]
    done = governor.lemma in calendar.words["done_infinitives"] or governor.lower in {"was", "were"}
    if governor.index != verb.index and done:
        return "past" if governor.tag in {"VBD", "VBN"} else None
    return "future"
