"""Did it happen? Negation, future, conditions, threats, demands, fears, plans, denials: words that scope over an event.

"Experts warn of attacks on bases": the attacks are expected, not told as happened.
"Lebanon said it had not ordered the strike": negated. "They tried to storm the embassy": attempted.
"""

from __future__ import annotations

from dataclasses import dataclass

from gestae.attribution.voices import is_nobody
from gestae.coding.conditions import noun_lemma
from gestae.lexicon.events import ModalityWords
from gestae.reading.tokens import Reading, Token
from gestae.record.events import Modality

_UPWARD = frozenset({"xcomp", "ccomp", "dobj", "acl", "attr", "nsubjpass", "conj"})
_CONDITIONS = frozenset({"if", "unless", "whether", "lest", "should"})
_CONTENT_PREPOSITIONS = frozenset({"of", "for", "to", "about", "on", "against", "from", "over", "with", "by", "in"})
_HEDGES = frozenset({"actual", "reported", "alleged"})
# Verbs that only report what stands below them.
TELLING = frozenset(
    {"say", "announce", "tell", "declare", "add", "promise", "pledge", "vow", "confirm", "insist", "agree"}
)
_BRINGING = frozenset({"result", "lead", "end", "culminate", "contribute", "amount"})
_HOLDING = frozenset({"include", "entail", "envisage", "stipulate", "foresee", "comprise"})
_POINTING = frozenset({"the", "this", "that", "these", "those"})
_IMAGINING = frozenset({"could", "would", "might", "may", "can"})
_RESUMING = frozenset({"resumption", "renewal", "start", "continuation", "holding", "opening", "launch"})
_SHY = frozenset({"clear", "short", "away"})  # "steer clear of", "stop short of", "shy away from"
_INFINITIVE = frozenset({"commit"})
_NO = frozenset({"no", "neither", "nor"})
_CLAUSE_STOPS = frozenset({"relcl"})
_MODALITIES: dict[str, Modality] = {
    "actual": "actual",
    "attempted": "attempted",
    "threatened": "threatened",
    "promised": "promised",
    "planned": "planned",
    "ordered": "ordered",
    "expected": "expected",
    "requested": "requested",
    "denied": "denied",
    "negated": "negated",
    "hypothetical": "hypothetical",
}


@dataclass(frozen=True, slots=True)
class Standing:
    """The modality of an event, the word that says so, and whether a hedge ("reportedly") stands beside it."""

    modality: Modality
    word: Token | None = None
    hedge: Token | None = None


def judge(reading: Reading, token: Token, words: ModalityWords) -> Standing:
    """What the words around a trigger say about its standing; `actual` when nothing speaks against it."""
    hedge = _hedge(reading, token, words)
    if any(child.dep in {"nsubj", "nsubjpass"} and child.lower == "you" for child in reading.children(token)):
        return Standing("hypothetical", None, hedge)  # "you get shot": anyone, nobody in particular
    inner = _own_words(reading, token, words)
    if inner is not None:
        return Standing(inner.modality, inner.word, hedge)
    current = token
    listed = False
    for _ in range(12):
        if current.head == current.index:
            break
        head = reading.tokens[current.head]
        step = _above(reading, current, head, words)
        if step is not None:
            return Standing(step.modality, step.word, hedge)
        listed = listed or current.dep == "conj"
        through = listed and current.dep in {"pobj", "prep"}  # "attacks on bases, raids and ...": the list hangs deep
        if current.dep in _CLAUSE_STOPS or not (through or _climbs(current, head, words)):
            break
        hedge = hedge or _hedge(reading, head, words)
        current = head
    compared = _compared(reading, token, words)
    if compared is not None or (_is_question(reading, token) and not is_known(reading, token)):
        return Standing("hypothetical", compared, hedge)
    return Standing("actual", None, hedge)


def is_known(reading: Reading, token: Token) -> bool:
    """Whether a noun speaks of what was told before ("the attack", "this murder"), whatever is asked of it."""
    return token.pos in {"NOUN", "PROPN"} and any(
        (child.dep == "det" and child.lower in _POINTING) or child.dep == "poss" for child in reading.children(token)
    )


def _own_words(reading: Reading, token: Token, words: ModalityWords) -> Standing | None:
    """Auxiliaries, negation, adjectives and determiners that hang on the trigger itself."""
    conditional: Standing | None = None
    negated: Token | None = None
    for child in reading.children(token):
        if _negates(reading, child):
            negated = child
        elif child.dep in {"aux", "auxpass"}:
            modality = words.auxiliaries.get(child.lower) or words.auxiliaries.get(child.lemma.lower())
            if modality and not conditional:
                reported = child.lower in {"would", "'d", "’d"} and _is_reported(reading, token)
                conditional = Standing("promised" if reported else _MODALITIES.get(modality, "hypothetical"), child)
        elif child.dep in {"amod", "compound", "advmod", "acl", "nmod"}:
            modality = words.adjectives.get(child.lower) or words.adverbs.get(child.lower)
            if modality and modality not in _HEDGES and not _orders_time(reading, child):
                conditional = conditional or Standing(_MODALITIES.get(modality, "hypothetical"), child)
        elif child.dep == "mark" and child.lower in _CONDITIONS:
            conditional = Standing("hypothetical", child)
    if negated is not None:
        return Standing("negated", negated)
    if conditional is None and token.pos in {"VERB", "AUX"} and token.tag in {"VB", "VBP"}:
        return None
    return conditional


def _negates(reading: Reading, child: Token) -> bool:
    """ "Did not shell", "neither shelled nor ...", "no attack", "nobody attacked"."""
    if child.dep in {"nsubj", "nsubjpass"}:
        return is_nobody(reading, child)
    return child.dep == "neg" or (child.dep in {"det", "preconj", "cc"} and child.lower in _NO)


def _orders_time(reading: Reading, adverb: Token) -> bool:
    """ "shortly after", "soon before": no future."""
    following = reading.tokens[adverb.index + 1 : adverb.index + 2]
    return adverb.dep == "advmod" and any(word.lower in {"after", "before"} for word in following)


def _is_reported(reading: Reading, token: Token) -> bool:
    """ "said it would free them": the past of "will", not a condition."""
    if token.dep not in {"ccomp", "conj"} or token.head == token.index:
        return False
    above = reading.tokens[token.head]
    if token.dep == "conj":
        return _is_reported(reading, above)
    return above.tag in {"VBD", "VBN"} and above.lemma in TELLING


def _parted_predicate(reading: Reading, current: Token, head: Token, words: ModalityWords) -> Standing | None:
    """ "Said it was unlikely, given the distance, that they fired": the parser hangs the clause on "said"."""
    if not any(child.dep == "mark" and child.lower == "that" for child in reading.children(current)):
        return None
    for other in reading.children(head):
        about = {child.lower for child in reading.children(other) if child.dep == "nsubj"}
        if other.index < current.index and other.dep == "ccomp" and other.lemma == "be" and about == {"it"}:
            modality = words.governors.get(_predicate(reading, other)) or words.adjectives.get(
                _predicate(reading, other)
            )
            return Standing(_MODALITIES.get(modality, "hypothetical"), other) if modality else None
    return None


def _above(reading: Reading, current: Token, head: Token, words: ModalityWords) -> Standing | None:
    """What the word above says of what hangs on it."""
    dep = current.dep
    lemma = noun_lemma(head) if head.pos in {"NOUN", "PROPN"} else head.lemma.lower()
    if dep == "conj":
        # "will arm and train": the auxiliary stands before the first verb only
        shared = not any(child.dep in {"nsubj", "nsubjpass", "aux"} for child in reading.children(current))
        if not shared or head.pos not in {"VERB", "AUX"}:
            return None
        return _listed_infinitive(reading, current, head, words) or _own_words(reading, head, words)
    if dep == "relcl":
        return None
    if dep == "prep":
        return None
    if dep == "advcl":
        mark = next((child for child in reading.children(current) if child.dep in {"mark", "advmod"}), None)
        if mark is not None and mark.lower in _CONDITIONS:
            return Standing("hypothetical", mark)
        if mark is not None and mark.lower == "for" and head.lemma == "be":  # "impossible for Peru to be expelled"
            modality = words.governors.get(_predicate(reading, head)) or words.adjectives.get(_predicate(reading, head))
            return Standing(_MODALITIES.get(modality, "hypothetical"), head) if modality else None
        if current.tag == "VB":  # "sent troops to crush the revolt": a purpose
            return Standing("planned", head)
        return None
    if dep == "pcomp" and (
        head.lower in {"without", "instead"} or reading.tokens[head.head].lower in {"instead", "rather"}
    ):
        return Standing("negated", head)
    if dep == "pobj":
        return _under_preposition(reading, head, words)
    if dep not in {"xcomp", "ccomp", "dobj", "acl", "attr", "nsubjpass", "pcomp", "nsubj"}:
        return None
    if dep == "pcomp":
        return _under_preposition(reading, head, words)
    if dep == "nsubj":
        modality = words.adjectives.get(_predicate(reading, head))
        if modality:
            return Standing(_MODALITIES.get(modality, "hypothetical"), head)
        return _imagined(reading, current, head)
    parted = _parted_predicate(reading, current, head, words) if dep == "ccomp" else None
    if parted is not None:
        return parted
    if dep == "xcomp" and head.lemma == "be" and _is_infinitive(reading, current):
        return Standing("planned", head)  # "is to be executed in April"
    if dep == "ccomp" and head.lemma in TELLING and any(_negates(reading, c) for c in reading.children(head)):
        return Standing("hypothetical", head)  # "never said that it was hit": neither told nor denied
    if dep == "ccomp" and head.lemma == "be":  # "it is unlikely that"
        modality = words.governors.get(_predicate(reading, head))
        return Standing(_MODALITIES.get(modality, "hypothetical"), head) if modality else None
    if dep == "acl" and head.pos == "NOUN" and lemma in words.alleged:
        return Standing("hypothetical", head)
    if dep == "xcomp" and head.lower == "going" and head.tag == "VBG":
        return Standing("expected", head)
    if (
        dep == "xcomp"
        and lemma == "have"
        and head.pos == "VERB"
        and not any(child.lower == "yet" for child in reading.children(head))
    ):
        return Standing("requested", head)  # "have to stop the violence"
    if dep == "xcomp" and lemma == "have" and any(child.lower == "yet" for child in reading.children(head)):
        return Standing("negated", head)
    if dep == "acl" and lemma == "order" and reading.tokens[head.head].lower == "in":
        return Standing("planned", head)
    if lemma in words.factive:
        return None
    if (dep == "acl" and current.tag == "VBN") or (lemma in _INFINITIVE and not _is_infinitive(reading, current)):
        return None  # "the agreement signed in May", "before the murder was committed"
    modality = words.governors.get(lemma) or words.governors.get(head.lower)
    if modality is None and dep == "acl" and current.tag == "VB":
        return Standing("planned", head)
    if modality is not None:
        return _governed(reading, head, modality, words)
    if lemma in _HOLDING and dep in {"dobj", "xcomp", "ccomp"}:
        # "the plan includes a ceasefire", "that could include imposing sanctions"
        return _own_words(reading, head, words) or Standing("planned", head)
    presupposed = current.pos in {"NOUN", "PROPN"} and head.pos == "VERB" and head.lemma.lower() not in words.carrying
    if dep in {"dobj", "nsubjpass", "attr", "xcomp"} and not presupposed:
        # "did not launch an attack", "an attack will be carried out"; but the murder that "was never solved" happened
        return _own_words(reading, head, words)
    return None


def _imagined(reading: Reading, noun: Token, verb: Token) -> Standing | None:
    """ "an attack could drag them into the war": any such attack, if it came; "the attack could" speaks of one told."""
    indefinite = any(
        child.dep == "det" and child.lower in {"a", "an", "any", "another"} for child in reading.children(noun)
    )
    if noun.pos != "NOUN" or not indefinite:
        return None
    word = next((child for child in reading.children(verb) if child.dep == "aux" and child.lower in _IMAGINING), None)
    return None if word is None else Standing("hypothetical", word)


def _is_infinitive(reading: Reading, verb: Token) -> bool:
    return any(child.dep == "aux" and child.lower == "to" for child in reading.children(verb))


def _listed_infinitive(reading: Reading, current: Token, head: Token, words: ModalityWords) -> Standing | None:
    """ "wants to invade the valley, deport its people and seize its mines": all three are wanted."""
    if current.tag != "VB" or head.tag == "VB":
        return None
    first = next(
        (c for c in reading.children(head) if c.dep == "xcomp" and c.tag == "VB" and c.index < current.index), None
    )
    return _above(reading, first, head, words) if first is not None else None


def _governed(reading: Reading, head: Token, modality: str, words: ModalityWords) -> Standing | None:
    if modality == "actual":
        return None
    own = _own_words(reading, head, words)
    if own is not None and own.modality == "negated":
        if modality == "negated":
            return None
        return Standing("hypothetical" if modality == "denied" else "negated", own.word)
    return Standing(_MODALITIES.get(modality, "hypothetical"), head)


def _under_preposition(reading: Reading, preposition: Token, words: ModalityWords) -> Standing | None:
    """ "warned of attacks", "fear of war", "calls for a strike" but not "condemned for attacks"."""
    if preposition.head == preposition.index or preposition.lower not in _CONTENT_PREPOSITIONS:
        return None
    above = reading.tokens[preposition.head]
    if above.pos == "ADP" and above.head != above.index:
        above = reading.tokens[above.head]
    lemma = noun_lemma(above) if above.pos in {"NOUN", "PROPN"} else above.lemma.lower()
    if above.lower in _SHY and above.dep in {"advmod", "acomp", "prt"} and preposition.lower in {"of", "from"}:
        return Standing("negated", above)
    if above.pos == "NOUN" and preposition.lower in {"of", "about"}:
        if lemma in words.alleged or lemma in {"report", "news"}:
            told = _above(reading, above, reading.tokens[above.head], words) if above.head != above.index else None
            if told is not None and told.modality in {"denied", "negated"}:
                return told  # "denied reports of the arrest"
        if lemma in words.alleged:
            return Standing("hypothetical", above)
        if lemma in _RESUMING and above.head != above.index:  # "the idea of the resumption of talks"
            return _above(reading, above, reading.tokens[above.head], words)
    if above.pos == "VERB" and preposition.lower in {"of", "with"} and lemma in words.accusing:
        return Standing("hypothetical", above)  # alleged, and told by nobody as a fact
    if preposition.lower == "by" and above.pos == "VERB" and words.governors.get(lemma):
        return _governed(reading, above, words.governors[lemma], words)  # "is threatened by sanctions"
    if lemma in _BRINGING and above.pos == "VERB":
        return _own_words(reading, above, words)  # "would result in clashes"
    if preposition.lower not in {"of", "for", "about", "to", "from", "against"}:
        return None
    if lemma in words.factive:
        return None
    modality = words.governors.get(lemma)
    if modality in {"ordered", "planned", "promised", "requested", "expected", "threatened", "hypothetical"}:
        if preposition.lower == "against" and modality not in {"expected"}:
            return None
        return _governed(reading, above, modality, words)
    if modality == "negated" and preposition.lower in {"from", "of"}:
        return _governed(reading, above, modality, words)
    return None


def _climbs(current: Token, head: Token, words: ModalityWords) -> bool:
    """Whether what stands above may still scope over the trigger."""
    return current.dep in _UPWARD and head.lemma.lower() not in words.factive


def _predicate(reading: Reading, verb: Token) -> str:
    """ "An attack is likely": the adjective or participle the subject is said to be."""
    for child in reading.children(verb):
        if child.dep in {"acomp", "oprd"}:
            return child.lower
    return ""


def _hedge(reading: Reading, token: Token, words: ModalityWords) -> Token | None:
    for child in reading.children(token):
        if child.dep in {"advmod", "amod"}:
            modality = words.adverbs.get(child.lower) or words.adjectives.get(child.lower)
            if modality in _HEDGES:
                return child
    return None


def _compared(reading: Reading, token: Token, words: ModalityWords) -> Token | None:
    """The word that compares, when the trigger stands inside what is compared ("equated it to taking out a ...")."""
    side = token
    for above in reading.ancestors(token):
        if above.lemma.lower() in words.comparisons and side.dep in {"prep", "xcomp", "advcl"}:
            return above
        side = above
    return None


def _is_question(reading: Reading, token: Token) -> bool:
    sentence = reading.sentences[token.sentence]
    if reading.tokens[sentence.last - 1].text != "?":
        return False
    first = reading.tokens[sentence.first]
    return first.lower not in {"who", "why", "how", "when", "where"}
