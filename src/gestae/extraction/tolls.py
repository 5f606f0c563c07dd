"""Casualty and damage reports: who says how many were hurt, and how firm it is.

"Iraq announced no casualties, the U.S. has not yet commented": killed, none, says Iraq; killed, pending, for the U.S.
"36 people were killed, among them ten journalists" gives two rows, 36 and 10, which nobody adds up.
"could kill thousands" gives none: nothing has happened.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from gestae.extraction.certainty import Certainty, certainty_of
from gestae.extraction.found_tolls import ActorMentionLike, ActorsLike, FoundToll, StatementsLike, merged
from gestae.extraction.toll_patterns import Hit, TollPatterns
from gestae.extraction.victims import HIGHEST_TOLL, Victim, VictimReader
from gestae.lexicon.casualties import CasualtyWords, load_casualty_words
from gestae.lexicon.numbers import NumberWords, load_number_words
from gestae.reading.phrases import conjuncts, phrase_of
from gestae.reading.tokens import Reading, Sentence, Token
from gestae.record.tolls import TollEffect
from gestae.resolving.when.dates import Dates, date_of

_NOT_WHO = frozenset({"of", "other", "others", "no", "how", "many", "more", "further", "additional"})
_PARTY_STATUSES = frozenset({"none", "pending", "denied", "disputed", "claimed"})


def find_tolls(
    reading: Reading,
    *,
    actors: ActorsLike,
    statements: StatementsLike,
    dates: Dates,
    words: CasualtyWords | None = None,
    numbers: NumberWords | None = None,
) -> tuple[FoundToll, ...]:
    """Every casualty or damage report, in the order of the text."""
    finder = _Finder(reading, actors, statements, dates, words or load_casualty_words(), numbers or load_number_words())
    found: list[FoundToll] = []
    for sentence in reading.sentences:
        found.extend(finder.of_sentence(sentence, victims=_suffered(reading, found)))
    return merged(found, actors)


def _suffered(reading: Reading, told: Sequence[FoundToll]) -> TollEffect | None:
    """What "the victims" suffered: the harm of the last sentence that told of harm to people, if it told one only."""
    harm = [one for one in told if one.effect in {"killed", "injured"} and one.status in {"reported", "claimed"}]
    last = [one for one in harm if reading.tokens[one.trigger].sentence == reading.tokens[harm[-1].trigger].sentence]
    return last[0].effect if len({one.effect for one in last}) == 1 else None


class _Finder:
    """One report's walk from casualty words to tolls."""

    def __init__(
        self,
        reading: Reading,
        actors: ActorsLike,
        statements: StatementsLike,
        dates: Dates,
        words: CasualtyWords,
        numbers: NumberWords,
    ) -> None:
        self.reading = reading
        self.actors = actors
        self.statements = statements
        self.dates = dates
        self.words = words
        self.patterns = TollPatterns(reading, words, VictimReader(reading, words, numbers), self._is_person)

    def _is_person(self, token: int) -> bool:
        mention = self.actors.at(token)
        return mention is not None and self.actors.by_id(mention.actor).kind == "person"

    def of_sentence(self, sentence: Sentence, *, victims: TollEffect | None = None) -> Iterator[FoundToll]:
        """The tolls of one sentence, and who has yet to speak of them; `victims`: what "the victims" suffered."""
        found: list[FoundToll] = []
        taken: set[tuple[int, str]] = set()
        triggers = self.words.triggers
        casualty: Hit | None = None
        for token in self.reading.sentence_tokens(sentence):
            if token.lemma not in triggers and token.lower not in triggers:
                continue
            for hit in self.patterns.hits(token, victims=victims):
                casualty = casualty or hit
                for victim in hit.victims:
                    if (victim.place, hit.effect) not in taken:
                        taken.add((victim.place, hit.effect))
                        found.extend(self._tolls(hit, victim))
        found.extend(self._yet_to_speak(sentence, casualty))
        yield from found

    def _tolls(self, hit: Hit, victim: Victim) -> Iterator[FoundToll]:
        """One toll, or for a denial or the like one for each party that speaks."""
        certainty = certainty_of(self.reading, hit.trigger, self.words, negative=victim.negative, first=victim.first)
        if certainty.status is None or self._is_question(hit.trigger):
            return
        pronoun = victim.head is not None and self.reading.tokens[victim.head].pos == "PRON"
        unnamed = pronoun or (victim.head is None and not victim.counted)
        if certainty.status == "reported" and unnamed and victim.min is None and victim.max is None:
            return
        parties = self._parties(hit.trigger) if certainty.status in _PARTY_STATUSES else []
        if hit.unharmed and certainty.status == "reported":
            certainty = replace(certainty, status="none")
        elif certainty.status == "none" and not victim.negative and victim.counted:
            certainty = replace(certainty, status="denied")
        if not parties:
            yield self._toll(hit, victim, certainty, None)
        for party in parties:
            yield self._toll(hit, victim, certainty, party)

    def _toll(self, hit: Hit, victim: Victim, certainty: Certainty, party: Token | None) -> FoundToll:
        reading, tokens = self.reading, self.reading.tokens
        text_start, text_end = tokens[victim.first].start, tokens[victim.last - 1].end
        low, high = (victim.min, victim.max) if certainty.status not in {"none", "denied"} else (None, None)
        if low is not None and victim.head is not None and not victim.counted and self._is_person(victim.head):
            low = high = 1  # "Mr. Meneses was wounded": a name that only looks like a plural
        if certainty.status == "pending":
            low, high = None, (high if victim.counted else None)  # what is feared is no least number
        absurd = victim.unread or max(low or 0, high or 0) > HIGHEST_TOLL
        evidence = [reading.quote(hit.trigger.start, hit.trigger.end, "trigger")]
        if victim.head != hit.trigger.index:
            evidence.append(reading.quote(text_start, text_end, "who"))
        elif victim.first < hit.trigger.index:
            evidence.append(reading.quote(text_start, text_end, "quantity"))
        if victim.shared is not None:
            noun = tokens[victim.shared]
            evidence.append(reading.quote(noun.start, noun.end, "who"))
        if certainty.cue is not None and certainty.cue != hit.trigger.index:
            cue = tokens[certainty.cue]
            evidence.append(reading.quote(cue.start, cue.end, "status"))
        if absurd:  # kept as said, counted by nobody
            low = high = None
            evidence.append(reading.quote(text_start, text_end, "implausible"))
        speakers = tuple(one.id for one in self.statements.covering(hit.trigger.start, hit.trigger.end))
        speaker = self.actors.at(party.index) if party is not None else None
        if party is not None:
            evidence.append(reading.quote(party.start, party.end, "speaker"))
        if speaker is not None:
            speakers = (speaker.actor,)
        person = victim.head is not None and victim.head != hit.trigger.index
        return FoundToll(
            effect=hit.effect,
            who=self._who(victim, hit.trigger) if person and not victim.negative else self._shared(victim),
            head=victim.head if person else None,
            affiliation=self._affiliation(victim, hit, speaker),
            min=low,
            max=high,
            text=reading.document.text[text_start:text_end],
            status=certainty.status or "reported",
            speakers=speakers,
            date=date_of(self.reading, self.dates, hit.trigger),
            evidence=tuple(evidence),
            trigger=hit.trigger.index,
        )

    def _who(self, victim: Victim, trigger: Token) -> str | None:
        """The victims' name without their count and article ("militia members")."""
        tokens = self.reading.tokens
        first = max(victim.first, victim.noun_first)
        while first < victim.last and (
            tokens[first].pos in {"DET", "PUNCT", "NUM", "INTJ"}
            or tokens[first].lower in _NOT_WHO
            or first == trigger.index
        ):
            if tokens[first].pos == "NUM" and first + 1 < victim.last and tokens[first + 1].text == "-":
                break  # "12-year-old boy"
            first += 1
        if first >= victim.last or tokens[first].lower in self.words.words["any"] or tokens[first].pos == "CCONJ":
            return None
        return self.reading.document.text[tokens[first].start : tokens[victim.last - 1].end]

    def _shared(self, victim: Victim) -> str | None:
        """The noun that a bare figure shares with the figure before it."""
        return self.reading.tokens[victim.shared].text if victim.shared is not None else None

    def _affiliation(self, victim: Victim, hit: Hit, speaker: ActorMentionLike | None) -> tuple[str, ...]:
        """The actors the victims are or belong to: in their name, or after "of" and "from"."""
        places = list(range(victim.first, victim.last))
        things = hit.effect in {"damaged", "destroyed"}  # "the plane, with 298 people on board"
        owning = {"of", "from"} if things else {"of", "from", "with"}
        if victim.head is not None:
            for prep in self.reading.children(self.reading.tokens[victim.head]):
                if prep.dep == "prep" and prep.lower in owning:
                    places += self._owners(prep)
        after = self.reading.tokens[victim.last] if victim.last < len(self.reading.tokens) else None
        if after is not None and after.lower in {"of", "from"} and after.dep == "prep":
            places += self._owners(after)  # wherever the parser hung it
        found = dict.fromkeys(mention.actor for place in places if (mention := self.actors.at(place)) is not None)
        if hit.noun and speaker is not None and not victim.counted:
            return (speaker.actor,)
        return tuple(found)

    def _owners(self, prep: Token) -> list[int]:
        """The tokens of the nouns after "of" or "from", with what names them further ("the group Kataeb Hezbollah")."""
        nouns = [
            one
            for child in self.reading.children(prep)
            if child.dep == "pobj"
            for one in conjuncts(self.reading, child)
        ]
        nouns += [one for noun in nouns for one in self.reading.children(noun) if one.dep == "appos"]
        found: list[int] = []
        for noun in nouns:
            phrase = phrase_of(self.reading, noun)
            found += [noun.index, *(place for place in range(phrase.first, phrase.last) if place != noun.index)]
        return found

    def _parties(self, trigger: Token) -> list[Token]:
        """Who announces or denies: the subjects of the verb of saying right above."""
        lists = self.words.words
        saying = lists["announcing"] | lists["denying"] | lists["claiming"] | lists["disputing"] | {"decline"}
        for above in (trigger, *self.reading.ancestors(trigger)):
            if above.pos in {"VERB", "AUX"} and above.lemma.lower() in saying:
                subjects = [one for one in self.reading.children(above) if one.dep == "nsubj" and one.pos != "PRON"]
                parties = [noun for subject in subjects for noun in conjuncts(self.reading, subject)]
                return [party for party in parties if self.actors.at(party.index) is not None]
            if above.pos == "VERB" and above is not trigger:
                break
        return []

    def _yet_to_speak(self, sentence: Sentence, told: Hit | None) -> Iterator[FoundToll]:
        """ "while the U.S. has not yet made a formal announcement": pending, for each who has not spoken.

        The sentence tells of casualties (`told`), or the verb's own object is a word for losses.
        """
        announcing = self.words.words["announcing"]
        yield from self._withheld(sentence)
        for verb in self.reading.sentence_tokens(sentence):
            if verb.pos != "VERB":
                continue
            children = list(self.reading.children(verb))
            if not any(child.dep == "neg" for child in children) or not self._is_yet(verb, children):
                continue
            objects = [child for child in children if child.dep == "dobj"]
            casualty = told or self._own_losses(verb)
            if (
                casualty is None
                or not any(word.lemma.lower() in announcing for word in (verb, *objects))
                or (self._is_announced(verb, casualty.trigger.index) and verb.dep == "ROOT" and objects == [])
            ):
                continue
            for subject in [
                one for child in children if child.dep == "nsubj" for one in conjuncts(self.reading, child)
            ]:
                yield self._pending(verb, subject, objects, casualty)

    def _withheld(self, sentence: Sentence) -> Iterator[FoundToll]:
        """ "has not released casualty figures", "declined to give a toll", "is still counting its dead"."""
        lists = self.words.words
        for verb in self.reading.sentence_tokens(sentence):
            lemma, children = verb.lemma.lower(), list(self.reading.children(verb))
            if verb.pos != "VERB" or lemma not in lists["releasing"] | lists["counting"]:
                continue
            objects = [child for child in children if child.dep == "dobj"]
            noun = next((one for item in objects for one in self._losses_in(item)), None)
            refusing = self.reading.tokens[verb.head] if verb.dep == "xcomp" else verb
            silent = refusing.lemma.lower() in lists["withholding"] or any(one.dep == "neg" for one in children)
            still = lemma in lists["counting"] and any(one.lower == "still" for one in children)
            yet = any(one.lower == "yet" for one in children)
            if noun is None or not (still or (silent and lemma in lists["releasing"] and not yet)):
                continue
            subjects = [one for one in self.reading.children(refusing) if one.dep == "nsubj"]
            for subject in (one for first in subjects for one in conjuncts(self.reading, first)):
                yield self._pending(refusing, subject, [verb, *objects], Hit(noun, "killed", (), noun=True))

    def _losses_in(self, noun: Token) -> Iterator[Token]:
        """The word for losses that an object is or holds: "its dead", "casualty figures", "a toll"."""
        losses = self.words.words["losses"]
        near = [noun, *(child for child in self.reading.children(noun) if child.dep == "compound")]
        return (one for one in near if one.lemma.lower() in losses)

    def _own_losses(self, verb: Token) -> Hit | None:
        """The losses that a verb would announce or comment on."""
        losses = self.words.words["losses"]
        near = list(self.reading.children(verb))
        near += [below for child in near if child.dep == "prep" for below in self.reading.children(child)]
        noun = next((one for one in near if one.dep in {"dobj", "pobj"} and one.lemma.lower() in losses), None)
        return Hit(noun, "killed", (), noun=True) if noun is not None else None

    def _is_announced(self, verb: Token, trigger: int) -> bool:
        """Whether the casualty word is what the verb would announce, and not told in a clause beside it."""
        below = [child for child in self.reading.children(verb) if child.dep != "conj"]
        return any(trigger == one.index for child in below for one in self.reading.subtree(child))

    def _is_yet(self, verb: Token, children: list[Token]) -> bool:
        return any(child.lower in {"yet", "immediately"} for child in children) or any(
            token.lower == "yet" for token in self.reading.tokens[verb.index - 3 : verb.index]
        )

    def _pending(self, verb: Token, subject: Token, objects: list[Token], casualty: Hit) -> FoundToll:
        reading = self.reading
        mention = self.actors.at(subject.index)
        parts = [subject, verb, *objects]
        start, end = min(part.start for part in parts), max(part.end for part in parts)
        text = reading.document.text[start:end]
        party = (mention.actor,) if mention is not None else ()
        return FoundToll(
            effect=casualty.effect,
            who=None,
            head=None,
            affiliation=party,
            min=None,
            max=None,
            text=text,
            status="pending",
            speakers=party,
            date=None,
            evidence=(
                reading.quote(casualty.trigger.start, casualty.trigger.end, "trigger"),
                reading.quote(start, end, "status"),
                reading.quote(subject.start, subject.end, "speaker"),
            ),
            trigger=casualty.trigger.index,
        )

    def _is_question(self, trigger: Token) -> bool:
        sentence = self.reading.sentences[trigger.sentence]
        return self.reading.tokens[sentence.last - 1].text == "?"
