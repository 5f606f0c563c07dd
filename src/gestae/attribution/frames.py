"""Cues of speech and the words that hang on them: verbs, nouns, adjectives, "according to" and hedges.

"The ministry denied that its pilots, who landed on Friday, had shelled the town" gives one frame: the cue `denied`,
the source `ministry`, the content "that its pilots ... the town".
"""

from __future__ import annotations

from dataclasses import replace

from gestae.attribution.attribution import source_of, verb_group
from gestae.attribution.frame import Frame, content_ranges
from gestae.attribution.layout import Layout, Quoted, Range
from gestae.attribution.phrases import according_frame, adjective_frame, hedge_frame, noun_frame
from gestae.attribution.verbs import led_words, verb_content
from gestae.lexicon.speech import Speech, SpeechVerb
from gestae.reading.tokens import Reading, Token

_SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl"})


def find_frames(reading: Reading, layout: Layout, speech: Speech) -> list[Frame]:
    """Every cue of the reading in the order of the text."""
    found: list[Frame] = []
    verbs, phrasal, nouns, adjectives = speech.verbs, speech.phrasal, speech.nouns, speech.adjectives
    for token in reading.tokens:
        frame: Frame | None = None
        lemma = token.lemma
        if token.tag[:1] == "V":
            if lemma in verbs or lemma in phrasal:
                frame = _verb_frame(reading, layout, token, verbs.get(lemma), phrasal.get(lemma))
            elif token.lower == "according":
                frame = according_frame(reading, layout, token)
        elif lemma in nouns and token.pos == "NOUN":
            frame = noun_frame(reading, layout, token, speech)
            if frame is not None and found and frame.content == found[-1].content:
                frame = None  # "said in a statement that ...": one statement, not two
        elif token.lower in adjectives and token.pos in {"ADJ", "VERB"}:
            frame = adjective_frame(reading, layout, token, adjectives[token.lower])
        elif token.lower in speech.hedges:
            frame = hedge_frame(reading, layout, token)
        if frame is not None:
            quote = layout.quote_at[token.index]
            found.append(frame if quote < 0 else _within(frame, layout.quotes[quote]))
    return found


def _within(frame: Frame, quote: Quoted) -> Frame:
    """A frame inside a quotation, with content that does not leave it."""
    inside = [(max(first, quote.first + 1), min(last, quote.last)) for first, last in frame.content]
    return replace(frame, content=tuple(span for span in inside if span[0] < span[1]))


def _before_main_verb(reading: Reading, cue: Token, span: Range) -> Range:
    """Words told in a relative clause, without the verb of the sentence that the parser hung on them.

    "The president, who said that France would send tanks, spoke in Paris": the tanks are told, "spoke in Paris" is not.
    """
    noun = reading.tokens[cue.head]
    if cue.dep != "relcl" or noun.head != noun.index:
        return span  # the sentence has a verb of its own
    for index in range(max(span[0], cue.index) + 1, span[1]):
        verb, before = reading.tokens[index], reading.tokens[index - 1]
        loose = verb.dep == "conj" and not any(one.dep in _SUBJECTS for one in reading.children(verb))
        if before.text == "," and verb.tag in {"VBD", "VBZ", "VBP"} and loose:
            return span[0], index - 1
    return span


def _before_clause(reading: Reading, span: Range) -> Range:
    """What is denied, without the clause that only says which: "denied the charges | that blame its officers"."""
    for index in range(span[0] + 1, span[1]):
        token = reading.tokens[index]
        head = reading.tokens[token.head]
        opens = token.tag in {"WDT", "WP", "WP$", "WRB"} and token.dep in {
            "nsubj",
            "nsubjpass",
            "dobj",
            "poss",
            "advmod",
        }
        if opens and head.dep == "relcl" and span[0] <= head.head < index:
            return span[0], index
    return span


def _verb_frame(
    reading: Reading, layout: Layout, token: Token, verb: SpeechVerb | None, phrasal: SpeechVerb | None
) -> Frame | None:
    if phrasal is not None:
        led = led_words(reading, token, phrasal)
        if led is not None:
            first, last = verb_group(reading, token)
            content = content_ranges(reading, layout, token, [led])
            if content:
                return Frame(
                    cue=token.index,
                    words=(first, max(last, led[0])),
                    manner=phrasal.manner,
                    form="object",
                    content=content,
                    source=source_of(reading, token),
                    verb=phrasal,
                )
    if verb is None or token.dep in {"aux", "auxpass", "amod", "compound"}:
        return None
    first, last = verb_group(reading, token)
    form, spans, lead_end = verb_content(reading, token, verb)
    spans = [_before_main_verb(reading, token, span) for span in spans]
    if verb.manner == "deny" and form in {"object", "named"}:
        spans = [_before_clause(reading, span) for span in spans]
    content = content_ranges(reading, layout, token, spans)
    if not content and not verb.takes & {"quote", "clause"}:
        return None
    return Frame(
        cue=token.index,
        words=(first, max(last, lead_end)),
        manner=verb.manner,
        form=form if content else "quote",
        content=content,
        source=source_of(reading, token),
        verb=verb,
    )
