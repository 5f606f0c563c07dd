"""Verbs whose forms the lemmatizer gives to a shorter verb: "staged" is of "stage", not of "stag".

It takes the first of two readings that both exist. Spelling tells them apart: a verb of one short syllable doubles its
last letter ("hopped", "wagging"), so a form that does not comes from the verb with a silent e ("hoped", "waging").
"""

from __future__ import annotations

import re
from collections.abc import Collection

_SHORT = re.compile(r"[^aeiou]*[aeiou][^aeiouwxy]")  # one syllable, one vowel, one consonant behind it
_ENDINGS = ("ed", "ing", "es")
_HISSING = ("s", "z", "ch", "sh")  # these take -es without a silent e ("gases", "rushes")


def lemma_of(form: str, lemma: str, tag: str, verbs: Collection[str]) -> str:
    """The lemma of a word form (lower case), corrected where its spelling says that the verb has a silent e.

    Args:
        tag: fine-grained part of speech (Penn Treebank).
        verbs: the verbs there are; nothing is corrected to another.

    >>> [lemma_of(form, lemma, "VBD", {"hope", "hop"}) for form, lemma in (("hoped", "hop"), ("hopped", "hop"))]
    ['hope', 'hop']
    """
    longer = lemma + "e"
    if not tag.startswith("VB") or longer not in verbs or not _SHORT.fullmatch(lemma):
        return lemma
    ending = form.removeprefix(lemma)
    if ending not in _ENDINGS or (ending == "es" and lemma.endswith(_HISSING)):
        return lemma
    return longer
