"""Which mentions are one actor: names and surnames, acronyms, "the general", "his country", pronouns.

"... Qasem Soleimani. ... The general, who was revered in Iran, was killed along with colleagues ... his death": one
actor with a name, a nominal and two pronouns. Two people of one surname are never joined without a first name.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from gestae.knowledge.actors import KnownActors
from gestae.knowledge.names import fold
from gestae.reading.tokens import Reading, Token
from gestae.resolving.actor_phrases import ActorCode
from gestae.resolving.mentions import Candidate

_MALE = frozenset({"he", "him", "his", "himself"})
_FEMALE = frozenset({"she", "her", "hers", "herself"})
_NEUTER = frozenset({"it", "its", "itself"})
_PLURAL = frozenset({"they", "them", "their", "theirs", "themselves"})
_RELATIVE = frozenset({"who", "whom", "whose", "which", "that"})
PRONOUNS = _MALE | _FEMALE | _NEUTER | _PLURAL
_STATE_WORDS = frozenset({"country", "nation", "republic", "kingdom", "superpower"})
_SENTENCES_BACK = 3
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_NO_REFERENT = frozenset(
    {"cost", "matter", "happen", "be", "seem", "appear", "take", "rain", "snow", "remain", "become"}
)


@dataclass(frozen=True, slots=True)
class Linked:
    """One mention of a chain."""

    first: int
    last: int
    head: int
    kind: str
    locative: bool = False


@dataclass(slots=True)
class Chain:
    """One actor while the report is being read; grows."""

    number: int
    code: ActorCode
    key: str
    form: str
    mentions: list[Linked] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    titles: set[str] = field(default_factory=set)
    gender: str = ""
    plural: bool = False
    locatives: list[int] = field(default_factory=list)
    full_name: bool = False

    def own_words(self) -> set[str]:
        """The words of the actor's name, titles and office."""
        return {fold(word) for text in (self.code.name, self.code.office, *self.titles) for word in text.split()}

    @property
    def is_person(self) -> bool:
        """Whether the chain is one human being."""
        return self.code.kind == "person" and not self.plural


def join(candidates: Sequence[Candidate], reading: Reading, known: KnownActors) -> tuple[Chain, ...]:
    """Chains of mentions, in the order of their first mention. Locative mentions count for nobody."""
    joiner = _Joiner(reading, known)
    joiner.take_full_names(candidates)
    pronouns = _pronouns(reading)
    for item in sorted([*candidates, *pronouns], key=_place):
        if isinstance(item, Token):
            joiner.take_pronoun(item)
        else:
            joiner.take(item)
    kept = [chain for chain in joiner.chains if chain.mentions]
    return tuple(sorted(kept, key=lambda chain: (chain.mentions[0].first, chain.mentions[0].last)))


def _place(item: Candidate | Token) -> tuple[int, int]:
    return (item.index, item.index + 1) if isinstance(item, Token) else (item.first, -item.last)


def _pronouns(reading: Reading) -> list[Token]:
    return [
        token
        for token in reading.tokens
        if (token.lower in PRONOUNS and token.pos in {"PRON", "DET", "ADJ"})
        or (
            token.lower in _RELATIVE
            and token.pos in {"PRON", "DET"}
            and token.tag in {"WP", "WDT", "WP$"}
            and not token.text.isupper()
        )
    ]


class _Joiner:
    """The chains so far."""

    def __init__(self, reading: Reading, known: KnownActors) -> None:
        self.reading = reading
        self.tokens = reading.tokens
        self.known = known
        self.chains: list[Chain] = []
        self.by_key: dict[str, Chain] = {}
        self.by_surname: dict[str, list[Chain]] = {}
        self.at_token: dict[int, Chain] = {}
        self.apposed: dict[int, Chain] = {}

    # Names

    def take_full_names(self, candidates: Sequence[Candidate]) -> None:
        """People named in full anywhere: a surname before or after means them."""
        for candidate in candidates:
            if candidate.form == "person" and not candidate.surname and candidate.code.kind == "person":
                chain = self._chain_of_name(candidate)
                chain.full_name = True
                chain.titles.update(candidate.titles)
                if candidate.apposed >= 0:
                    self.apposed[candidate.apposed] = chain
                head = self.tokens[candidate.head]
                if head.dep == "appos":
                    self.apposed[head.head] = chain

    def take(self, candidate: Candidate) -> None:
        """Put one mention where it belongs."""
        if candidate.form == "role" and candidate.kind == "nominal":
            chain = self._nominal(candidate)
        elif candidate.surname or self._is_surname_here(candidate):
            chain = self._surname(candidate)
        elif candidate.code.kind == "person" and candidate.form in {"person"}:
            chain = self._chain_of_name(candidate)
        else:
            chain = self._acronym(candidate) or self._new_or_same(candidate)
        if chain is None:
            return
        if candidate.locative:
            chain.locatives.append(candidate.head)
            return
        self._mention(chain, candidate)

    def _is_surname_here(self, candidate: Candidate) -> bool:
        """Whether one unknown word is the surname of somebody named in full ("McCoy", taken for a body)."""
        return (
            candidate.last == candidate.first + 1
            and candidate.form == "body"
            and bool(
                not candidate.key.startswith("known") and self.by_surname.get(fold(self.tokens[candidate.first].text))
            )
        )

    def _mention(self, chain: Chain, candidate: Candidate) -> None:
        chain.mentions.append(Linked(candidate.first, candidate.last, candidate.head, candidate.kind))
        self.at_token[candidate.head] = chain
        if candidate.kind in {"name", "modifier"} and candidate.form not in {"adjective", "demonym"}:
            name = candidate.alias or self._words(candidate)
            if name not in chain.names:
                chain.names.append(name)
        if candidate.titles:
            chain.titles.update(candidate.titles)
            self._better_code(chain, candidate.code)
        chain.gender = chain.gender or candidate.gender

    def _better_code(self, chain: Chain, code: ActorCode) -> None:
        """A title in the text says more than the table, and fills what is missing."""
        changes: dict[str, str] = {}
        if code.sector and (not chain.code.sector or chain.code.sector == "ELI"):
            changes["sector"] = code.sector
        if code.country and not chain.code.country:
            changes["country"] = code.country
        if changes:
            chain.code = replace(chain.code, **changes)  # type: ignore[arg-type]

    def _words(self, candidate: Candidate) -> str:
        tokens = self.tokens
        text = self.reading.document.text[tokens[candidate.first].start : tokens[candidate.last - 1].end]
        return " ".join(text.split())

    def _new(self, candidate: Candidate, key: str) -> Chain:
        chain = Chain(
            len(self.chains), candidate.code, key, candidate.form, plural=candidate.plural or candidate.code.plural
        )
        self.chains.append(chain)
        self.by_key[key] = chain
        if candidate.role:
            chain.titles.add(candidate.role)
        if candidate.code.kind == "person" and candidate.form in {"person", "surname"}:
            surname = fold(candidate.code.name.rsplit(" ", 1)[-1])
            self.by_surname.setdefault(surname, []).append(chain)
        return chain

    def _new_or_same(self, candidate: Candidate) -> Chain:
        return self.by_key.get(candidate.key) or self._new(candidate, candidate.key)

    def _chain_of_name(self, candidate: Candidate) -> Chain:
        """The person of that full name: the same name, or the same surname with a fitting first name."""
        if candidate.key in self.by_key:
            return self.by_key[candidate.key]
        words = [fold(word) for word in candidate.code.name.split()]
        for chain in self.by_surname.get(words[-1] if words else "", []):
            other = [fold(word) for word in chain.code.name.split()]
            if (
                len(words) > 1
                and len(other) > 1
                and _same_given(words[0], other[0])
                and not chain.key.startswith("known")
            ):
                self.by_key[candidate.key] = chain
                return chain
        return self._new(candidate, candidate.key)

    def _surname(self, candidate: Candidate) -> Chain | None:
        """Who a bare surname means: the one person so named in the report, else who is known by it."""
        surname = fold(self.tokens[candidate.last - 1].text)
        named = self.by_surname.get(surname, [])
        if (
            candidate.form != "bare"
            and candidate.key in self.by_key
            and (not named or self.by_key[candidate.key] in named)
        ):
            return self.by_key[candidate.key]
        if len(named) == 1:
            return named[0]
        if len(named) > 1:
            return self._last_of(named, candidate.first)
        if candidate.form == "bare":
            return None
        known = candidate.key.startswith("known")
        return self._new_or_same(candidate) if not known or candidate.titles or candidate.high else None

    def _last_of(self, chains: Iterable[Chain], before: int) -> Chain | None:
        """The one of several named in this or the last sentence; None when none or more than one was."""
        sentence = self.tokens[before].sentence
        near = [c for c in chains if c.mentions and self.tokens[c.mentions[-1].head].sentence >= sentence - 1]
        return near[0] if len(near) == 1 else None

    def _acronym(self, candidate: Candidate) -> Chain | None:
        """An acronym in brackets after a name, or later on for it."""
        words = self._words(candidate)
        if candidate.key in self.by_key or not (words.isupper() and 2 <= len(words) <= 8):
            return None
        for chain in self.chains:
            if chain.form in {"body", "role"} and any(
                _initials(name) == words for name in (chain.code.name, *chain.names)
            ):
                self.by_key[candidate.key] = chain
                return chain
        return None

    # Nominals

    def _nominal(self, candidate: Candidate) -> Chain | None:
        described = self._described(candidate)
        if described is not None:
            described.titles.add(candidate.role)
            self._better_code(described, candidate.code)
            return described
        same = self.by_key.get(candidate.key) or self._title_holder(candidate)
        if candidate.role.rsplit(" ", 1)[-1] in _STATE_WORDS:
            return self._state(candidate)
        if candidate.definite and not candidate.plural and not _says_much(candidate):
            found = same or self._antecedent(candidate)
            if found is not None:
                return found
            if candidate.belongs and not candidate.code.country:
                return None
        if candidate.plural and candidate.definite and same is None:
            found = self._antecedent(candidate)
            if found is not None:
                return found
        if same is not None:
            return same
        if candidate.belongs and not candidate.code.country and not candidate.code.sector:
            return (
                self._new(candidate, candidate.key)
                if candidate.plural and candidate.code.kind == "population"
                else None
            )
        return self._new(candidate, candidate.key)

    def _described(self, candidate: Candidate) -> Chain | None:
        """ "Soleimani, longtime leader of the Guards", "the militia's leader, X": the person described."""
        if candidate.plural or candidate.code.kind != "person":
            return None
        if candidate.head in self.apposed:
            return self.apposed[candidate.head]
        head = self.tokens[candidate.head]
        chain = self.at_token.get(head.head) if head.dep == "appos" else self._subject_of_being(head)
        return chain if chain is not None and chain.is_person else None

    def _subject_of_being(self, head: Token) -> Chain | None:
        """ "Hawkins is a columnist": who is said to be it."""
        verb = self.tokens[head.head]
        if head.dep != "attr" or verb.lemma != "be":
            return None
        children = list(self.reading.children(verb))
        if any(child.dep in {"neg", "mark", "aux"} for child in children):
            return None
        return next((self.at_token.get(child.index) for child in children if child.dep == "nsubj"), None)

    def _title_holder(self, candidate: Candidate) -> Chain | None:
        """The one person of the report who bears this title of this country ("Iran's supreme leader")."""
        if candidate.plural or candidate.code.kind != "person" or not candidate.code.country:
            return None
        holders = [
            chain
            for chain in self.chains
            if candidate.role in chain.titles and chain.is_person and chain.code.country == candidate.code.country
        ]
        return holders[0] if len(holders) == 1 else None

    def _state(self, candidate: Candidate) -> Chain | None:
        """ "his country", "the country": the state of the person or body spoken of."""
        if candidate.plural:
            return None
        if candidate.possessor:
            owner = self.at_token.get(self._possessor(candidate))
            return self._state_chain(owner.code.country) if owner is not None else None
        if candidate.code.country:
            return self._state_chain(candidate.code.country)
        if not candidate.definite:
            return None
        return self._state_spoken_of(candidate)

    def _state_spoken_of(self, candidate: Candidate) -> Chain | None:
        """The state last named as a place or by name; one only named by an adjective counts less."""
        best: tuple[int, Chain] | None = None
        for chain in self.chains:
            if chain.code.kind == "state":
                named = [m.head for m in chain.mentions if m.kind == "name"] + chain.locatives
                last = max((at for at in named if at < candidate.first), default=-5000)
                last = max([last, *(m.head - 1000 for m in chain.mentions if m.first < candidate.first)])
                if last > -5000 and (best is None or last > best[0]):
                    best = (last, chain)
        return best[1] if best is not None else None

    def _possessor(self, candidate: Candidate) -> int:
        head = self.tokens[candidate.head]
        return next((child.index for child in self.reading.children(head) if child.dep == "poss"), -1)

    def _state_chain(self, country: str) -> Chain | None:
        chain = self.by_key.get(f"state {country}")
        if chain is not None:
            return chain
        state = self.known.state(country) if country else None
        if state is None:
            return None
        code = ActorCode(country=country, kind="state", name=state.name, wikidata=state.wikidata)
        chain = Chain(len(self.chains), code, f"state {country}", "name")
        self.chains.append(chain)
        self.by_key[chain.key] = chain
        return chain

    def _antecedent(self, candidate: Candidate) -> Chain | None:
        """The last chain that a definite description can mean ("the general", "the group", "the gunmen")."""
        sentence = self.tokens[candidate.head].sentence
        for chain in self._recent(sentence, candidate.first, back=12):
            if self._describes(candidate, chain):
                return chain
        return None

    def _describes(self, candidate: Candidate, chain: Chain) -> bool:
        """Whether a definite description fits a chain: by a word of its name or title, or by its sector."""
        if candidate.plural != chain.plural or chain.code.kind in {"state", "population"}:
            return False
        if candidate.code.country and chain.code.country and candidate.code.country != chain.code.country:
            return False
        if candidate.gender and chain.gender and candidate.gender != chain.gender:
            return False
        person = candidate.code.kind == "person"
        if person != chain.is_person:
            return False
        if candidate.role.rsplit(" ", 1)[-1] in chain.own_words():
            return candidate.role.count(" ") == 0 or candidate.role in chain.titles or not person
        if chain.form == "role" or candidate.role not in self.known.roles.hypernyms:
            return False
        if candidate.belongs and not candidate.code.sector:
            return not person or chain.code.sector in {"GOV", "REB", "PRM", "PTY", "REL"}
        return bool(candidate.code.sector) and candidate.code.sector == chain.code.sector and chain.form != "seat"

    # Pronouns

    def take_pronoun(self, token: Token) -> None:
        """Give a pronoun to the chain it most likely means, or to none."""
        if token.lower in _RELATIVE:
            chain = self._of_relative(token)
        elif token.lower in _NEUTER and self._is_empty(token):
            return
        else:
            chain = self._of_personal(token)
        if chain is not None:
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

    def _is_empty(self, token: Token) -> bool:
        """ "It is clear that ...": no actor."""
        if token.dep == "expl" or token.dep not in _SUBJECTS:
            return token.dep == "expl"
        verb = self.tokens[token.head]
        if verb.pos == "ADJ":
            return True
        return verb.lemma in _NO_REFERENT and any(
            child.dep in {"acomp", "attr", "ccomp", "xcomp", "advcl", "csubj", "dobj"}
            for child in self.reading.children(verb)
        )

    def _of_personal(self, token: Token) -> Chain | None:
        best: tuple[float, int] | None = None
        chosen: Chain | None = None
        for chain, mention in self._nearby(token):
            if not _agrees(token.lower, chain):
                continue
            score = self._score(token, chain, mention)
            if score is not None and (best is None or (score, mention.head) > best):
                best, chosen = (score, mention.head), chain
        if chosen is None and token.dep in {"poss", *_SUBJECTS}:
            return self._ahead(token)
        if best is not None and token.lower in _NEUTER | _PLURAL and self._thing_is_nearer(token, best):
            return None
        return chosen

    def _nearby(self, token: Token) -> list[tuple[Chain, Linked]]:
        found = []
        for chain in self.chains:
            for mention in reversed(chain.mentions):
                if mention.first < token.index:
                    if self.tokens[mention.head].sentence >= token.sentence - _SENTENCES_BACK:
                        found.append((chain, mention))
                    if mention.kind != "modifier" or self.tokens[mention.head].sentence < token.sentence:
                        break
        return found

    def _score(self, token: Token, chain: Chain, mention: Linked) -> float | None:
        """How well a mention fits as what a pronoun means; None when grammar forbids it."""
        head = self.tokens[mention.head]
        distance = token.sentence - head.sentence
        score = -1.0 * distance
        if distance == 0 and self._same_clause(token, head):
            if token.dep != "poss" and not token.lower.endswith(("self", "selves")):
                return None
            score += 0.6
        if head.dep in _SUBJECTS:
            score += 1.0 if distance else 0.8
        elif head.dep in {"appos", "conj"}:
            score += 0.2
        elif mention.kind == "modifier" and head.dep != "poss":
            if distance or token.dep != "poss":
                return None
            score -= 1.2
        elif head.dep == "poss":
            score -= 0.1
        if mention.kind == "pronoun":
            score += 0.3
        if token.dep in _SUBJECTS and head.dep in _SUBJECTS:
            score += 0.3
        if distance and len(chain.mentions) > 2:
            score += 0.2
        if mention.first <= token.index < mention.last or self._owns(token, head):
            return None
        return score

    def _owns(self, token: Token, head: Token) -> bool:
        """ "his general" is not the general."""
        return token.dep == "poss" and token.head == head.index

    def _same_clause(self, token: Token, head: Token) -> bool:
        return self._verb(token) == self._verb(head)

    def _verb(self, token: Token) -> int:
        """The verb whose subject rules the clause: a verb without one shares that of the verb above it."""
        verb = -1
        for above in self.reading.ancestors(token):
            if above.pos in {"VERB", "AUX"}:
                verb = above.index
                if any(child.dep in _SUBJECTS for child in self.reading.children(above)) or above.dep == "relcl":
                    break
        return verb

    def _ahead(self, token: Token) -> Chain | None:
        """Nobody before it: "In his speech, Trump said ..." means the subject that follows."""
        return None

    def _thing_is_nearer(self, token: Token, best: tuple[float, int]) -> bool:
        """Whether a noun that is no actor fits the pronoun better ("the missile ... its range")."""
        plural = token.lower in _PLURAL
        sentence = self.reading.sentences[token.sentence]
        for index in range(token.index - 1, sentence.first - 1, -1):
            noun = self.tokens[index]
            if (
                noun.pos not in {"NOUN", "PROPN"}
                or index in self.at_token
                or noun.dep in {"compound", "npadvmod", "nmod"}
            ):
                continue
            if (noun.tag in {"NNS", "NNPS"}) != plural or noun.entity in {
                "DATE",
                "TIME",
                "CARDINAL",
                "PERCENT",
                "MONEY",
            }:
                continue
            if self._same_clause(token, noun) and token.dep != "poss":
                continue
            score = (0.8 if noun.dep in _SUBJECTS else 0.0) + (0.6 if self._same_clause(token, noun) else 0.0)
            if (score, index) > best:
                return True
        return False

    def _recent(self, sentence: int, before: int, *, back: int = 8) -> list[Chain]:
        """Chains mentioned before here, the last first."""
        found = []
        for chain in self.chains:
            last = next((m for m in reversed(chain.mentions) if m.first < before), None)
            if last is not None and self.tokens[last.head].sentence >= sentence - back:
                found.append((last.first, chain.number, chain))
        return [chain for _, _, chain in sorted(found, reverse=True)]


def _agrees(pronoun: str, chain: Chain) -> bool:
    if pronoun in _MALE:
        return chain.is_person and chain.gender != "f"
    if pronoun in _FEMALE:
        return chain.is_person and chain.gender != "m"
    if pronoun in _PLURAL:
        return chain.plural or chain.code.kind in {
            "armed_group",
            "military",
            "population",
            "government",
            "organization",
            "company",
        }
    return not chain.plural and chain.code.kind not in {"person", "population", "unknown"}


def _same_given(one: str, other: str) -> bool:
    return one == other or (len(one) <= 2 or len(other) <= 2) and one[:1] == other[:1]


def _says_much(candidate: Candidate) -> bool:
    """Whether a description names its own actor ("Iran's supreme leader", "the Iraqi militia")."""
    return bool(candidate.code.country)


def _initials(name: str) -> str:
    words = [word for word in name.replace("-", " ").split() if word[:1].isupper()]
    return "".join(word[0] for word in words) if len(words) > 1 else ""
