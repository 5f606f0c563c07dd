"""Who a pronoun means: the nearest mention that agrees with it and that grammar allows, subjects first.

"Zarif took to Twitter to say that his country ..." - "his" is Zarif. "The missile missed its target" - "its" is no
actor, because a thing stands nearer.
"""

from __future__ import annotations

from collections.abc import Iterator

from gestae.reading.tokens import Reading, Token
from gestae.resolving.who.chains import Chain, Linked

_MALE = frozenset({"he", "him", "his", "himself"})
_FEMALE = frozenset({"she", "her", "hers", "herself"})
_NEUTER = frozenset({"it", "its", "itself"})
_PLURAL = frozenset({"they", "them", "their", "theirs", "themselves"})
_RELATIVE = frozenset({"who", "whom", "whose", "which", "that"})
_PERSONAL = _MALE | _FEMALE | _NEUTER | _PLURAL
_BODIES = frozenset({"armed_group", "military", "population", "government", "organization", "company"})
_NOT_IT = frozenset({"person", "population", "unknown"})
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_SENTENCES_BACK = 3
_KNOWN_WOMAN = 1.2
# "It is clear that", "it took days", "it cost millions": no actor.
_EMPTY_VERBS = frozenset({"be", "become", "remain", "seem", "appear", "cost", "take", "matter", "happen", "rain"})
_COMPLEMENTS = frozenset({"acomp", "attr", "ccomp", "xcomp", "advcl", "csubj", "dobj"})
_NO_THINGS = frozenset({"DATE", "TIME", "CARDINAL", "PERCENT", "MONEY"})


def find_pronouns(reading: Reading) -> list[Token]:
    """The pronouns that may stand for an actor."""
    return [
        token
        for token in reading.tokens
        if (token.lower in _PERSONAL and token.pos in {"PRON", "DET", "ADJ"})
        or (
            token.lower in _RELATIVE
            and token.pos in {"PRON", "DET"}
            and token.tag in {"WP", "WDT", "WP$"}
            and not token.text.isupper()
        )
    ]


class PronounReader:
    """Adds pronouns to the chains, which others fill in the order of the text."""

    def __init__(self, reading: Reading, chains: list[Chain], at_token: dict[int, Chain]) -> None:
        self.reading = reading
        self.tokens = reading.tokens
        self.chains = chains
        self.at_token = at_token
        self.clauses: dict[int, int] = {}
        self.waiting: list[tuple[Token, int]] = []

    def take(self, token: Token) -> None:
        """Give a pronoun to the chain it most likely means, or to none."""
        if token.lower in _RELATIVE:
            chain = self._of_relative(token)
        elif token.lower in _NEUTER and self._is_empty(token):
            return
        else:
            chain = self._whose_words(token) or self._of_personal(token)
        if chain is not None:
            self._join(token, chain)

    def finish(self) -> None:
        """Give the pronouns that stand before their noun to it ("In his speech, Trump said ...")."""
        for token, subject in self.waiting:
            chain = self.at_token.get(subject)
            if chain is not None and _agrees(token.lower, chain):
                self._join(token, chain)

    def _join(self, token: Token, chain: Chain) -> None:
        chain.mentions.append(Linked(token.index, token.index + 1, token.index, "pronoun"))
        self.at_token[token.index] = chain
        if token.lower in _MALE | _FEMALE and not chain.gender:
            chain.gender = "m" if token.lower in _MALE else "f"

    def _of_relative(self, token: Token) -> Chain | None:
        """ "Soleimani, who was ...": the noun its clause hangs on."""
        for above in self.reading.ancestors(token):
            if above.dep == "relcl":
                return self.at_token.get(above.head)
            if above.pos not in {"VERB", "AUX", "NOUN", "ADP", "PROPN"}:
                return None
        return None

    def _whose_words(self, token: Token) -> Chain | None:
        """ "Yermak cited the president's speech to the G20, in which he urged": whose speech it is."""
        which = self.tokens[token.index - 1]
        if which.lower != "which" or token.dep not in SUBJECTS or which.dep != "pobj":
            return None
        for index in range(which.index - 1, self.reading.sentences[token.sentence].first - 1, -1):
            noun = self.tokens[index]
            if noun.pos in {"VERB", "AUX"}:
                return None
            owner = next((child.index for child in self.reading.children(noun) if child.dep == "poss"), -1)
            if owner >= 0:
                chain = self.at_token.get(owner)
                return chain if chain is not None and _agrees(token.lower, chain) else None
        return None

    def _is_empty(self, token: Token) -> bool:
        """ "It is clear that ...", "it cost millions": no actor."""
        if token.dep not in SUBJECTS:
            return token.dep == "expl"
        verb = self.tokens[token.head]
        if verb.pos == "ADJ":
            return True
        return verb.lemma in _EMPTY_VERBS and any(c.dep in _COMPLEMENTS for c in self.reading.children(verb))

    def _of_personal(self, token: Token) -> Chain | None:
        best: tuple[float, int] | None = None
        chosen: Chain | None = None
        nearby = list(self._nearby(token))
        ruling = {chain.number for chain, mention in nearby if self._rules(mention, token)}
        for chain, mention in nearby:
            fits = _agrees(token.lower, chain) and chain.number not in ruling
            score = self._score(token, chain, mention) if fits else None
            if score is not None and (best is None or (score, mention.head) > best):
                best, chosen = (score, mention.head), chain
        subject = self._subject_ahead(token)
        if subject >= 0 and (best is None or best[0] < 0):
            self.waiting.append((token, subject))
            return None
        if best is not None and token.lower in _NEUTER | _PLURAL and self._thing_is_nearer(token, best):
            return None
        if best is not None and token.lower in _PLURAL and self._is_one_of_several(token, best[1]):
            return None
        return chosen

    def _is_one_of_several(self, token: Token, index: int) -> bool:
        """Whether "they" means more than the actor found ("Hamas and Israel agreed. They ..."): then it means none."""
        head = self.tokens[index]
        listed = [child for child in self.reading.children(head) if child.dep == "conj"]
        if head.dep == "conj":
            listed.append(self.tokens[head.head])
        chain = self.at_token.get(index)
        others = [one.index for one in listed if one.index in self.at_token and self.at_token[one.index] is not chain]
        return any(other < token.index and other != token.head for other in others)

    def _nearby(self, token: Token) -> Iterator[tuple[Chain, Linked]]:
        """The mentions of each chain before the pronoun in the last sentence that has one.

        "Yevdokimov, a party member, had served as governor. He ...": he was the subject, too. In its own sentence also
        those behind modifiers.
        """
        for chain in self.chains:
            last = -1
            for mention in reversed(chain.mentions):
                if mention.first >= token.index:
                    continue
                sentence = self.tokens[mention.head].sentence
                if sentence < max(last, token.sentence - _SENTENCES_BACK):
                    break
                yield chain, mention
                if mention.kind != "modifier" or sentence < token.sentence:
                    last = sentence

    def _score(self, token: Token, chain: Chain, mention: Linked) -> float | None:
        """How well a mention fits as what a pronoun means; None when grammar forbids it."""
        head = self.tokens[mention.head]
        distance = token.sentence - head.sentence
        same_clause = distance == 0 and self._clause(token) == self._clause(head)
        owns = token.dep == "poss" and token.head == head.index  # "his general" is not the general
        if owns or mention.first <= token.index < mention.last:
            return None
        if mention.kind == "modifier" and head.dep != "poss" and (distance or token.dep != "poss"):
            return None
        if distance == 0 and token.lower in _PLURAL and head.lower in _NEUTER:
            return None  # "it said that the troops ... and denied that they": "it" is not "they" in one sentence
        if distance and token.lower in _PLURAL and (_is_little_known(chain) or self._only_listens(head, chain)):
            return None  # "told reporters that he would rather eat at Taco Bell. Their resolution"
        score = 0.6 * same_clause - distance + _prominence(head, mention, distance)
        if token.dep in SUBJECTS and head.dep in SUBJECTS:
            score += 0.3
        if distance and len(chain.mentions) > 2:
            score += 0.2
        if chain.gender == "f":
            score += _KNOWN_WOMAN  # the others only may be: most are men of whom nothing says so
        return score

    def _only_listens(self, head: Token, chain: Chain) -> bool:
        """ "Told reporters": whoever is told it for the public is not spoken of."""
        return chain.code.sector == "JRN" and head.dep == "dobj" and self.tokens[head.head].lemma == "tell"

    def _clause(self, token: Token) -> int:
        """The verb whose subject rules the clause: a verb without one shares that of the verb above it."""
        found = self.clauses.get(token.index)
        if found is None:
            found = -1
            for above in self.reading.ancestors(token):
                if above.pos in {"VERB", "AUX"}:
                    found = above.index
                    if above.dep == "relcl" or any(c.dep in SUBJECTS for c in self.reading.children(above)):
                        break
            self.clauses[token.index] = found
        return found

    def _rules(self, mention: Linked, token: Token) -> bool:
        """Whether a pronoun stands in the clause of a mention, so that it is somebody else: "Macron urged him".

        Verbs that "and" joins share their subject alone: "told Putin so and urged him".
        """
        head = self.tokens[mention.head]
        if head.sentence != token.sentence or token.dep == "poss" or token.lower.endswith(("self", "selves")):
            return False
        if self._clause(token) != self._clause(head):
            return False
        return head.dep in SUBJECTS or self._verb(head) == self._verb(token)

    def _verb(self, token: Token) -> int:
        return next((above.index for above in self.reading.ancestors(token) if above.pos in {"VERB", "AUX"}), -1)

    def _subject_ahead(self, token: Token) -> int:
        """The subject that follows a pronoun in a fronted phrase or clause, or -1."""
        below = token
        for above in self.reading.ancestors(token):
            if below.dep in {"prep", "advcl"} and above.pos in {"VERB", "AUX"} and below.index < above.index:
                subjects = (c.index for c in self.reading.children(above) if c.dep in SUBJECTS)
                return next((index for index in subjects if index > token.index), -1)
            below = above
        return -1

    def _thing_is_nearer(self, token: Token, best: tuple[float, int]) -> bool:
        """Whether a noun that is no actor fits the pronoun better ("the missile ... its range")."""
        sentence = self.reading.sentences[token.sentence]
        for index in range(token.index - 1, sentence.first - 1, -1):
            noun = self.tokens[index]
            if index in self.at_token or not _is_thing(noun, plural=token.lower in _PLURAL):
                continue
            same_clause = self._clause(token) == self._clause(noun)
            if same_clause and token.dep != "poss":
                continue
            counted = self._is_some_of(token) and any(c.dep == "nummod" for c in self.reading.children(noun))
            score = 0.8 * (noun.dep in SUBJECTS) + 0.6 * same_clause + 2.0 * counted
            if (score, index) > best:
                return True
        return False

    def _is_some_of(self, pronoun: Token) -> bool:
        """ "Fired six rockets, and two of them": a number of what was counted before."""
        of = self.tokens[pronoun.head]
        return of.lower == "of" and self.tokens[of.head].pos == "NUM"


def _prominence(head: Token, mention: Linked, distance: int) -> float:
    """How much the place of a mention in its sentence speaks for it."""
    said_again = 0.3 if mention.kind == "pronoun" else 0.0
    if head.dep in SUBJECTS:
        return said_again + (1.0 if distance else 0.8)
    if head.dep in {"appos", "conj"}:
        return said_again + 0.2
    if head.dep == "poss":
        return said_again - 0.1
    return said_again - (1.2 if mention.kind == "modifier" else 0.0)


def _is_thing(noun: Token, *, plural: bool) -> bool:
    if noun.pos not in {"NOUN", "PROPN"} or noun.dep in {"compound", "npadvmod", "nmod"} or noun.entity in _NO_THINGS:
        return False
    return (noun.tag in {"NNS", "NNPS"}) == plural


def _is_little_known(chain: Chain) -> bool:
    """Whether a chain is one body of which nothing is known but its name: hardly ever "they"."""
    return not (chain.plural or chain.is_person or chain.code.sector or chain.code.country)


def _agrees(pronoun: str, chain: Chain) -> bool:
    """Whether number and kind fit: "they" a group or body, "it" a body or state, "he" and "she" a person."""
    if pronoun in _MALE:
        return chain.is_person and chain.gender != "f"
    if pronoun in _FEMALE:
        return chain.is_person and chain.gender != "m"
    if pronoun in _PLURAL:
        return chain.plural or chain.code.kind in _BODIES
    return not chain.plural and chain.code.kind not in _NOT_IT
