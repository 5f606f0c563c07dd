"""Whether a report is in English, and which language it is in otherwise.

>>> language_of("Un séisme a frappé la ville de Tabas dans l'est du pays mercredi, faisant au moins quarante morts.")
'French'
>>> language_of("A quake hit the town of Tabas in the east of the country on Wednesday, killing forty people.")
'English'
"""

from __future__ import annotations

import re

import py3langid

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
# Frequent in English and rare in its neighbours; "in", "is", "a", "on" and "was" are words of several languages.
_ENGLISH = frozenset(
    {
        "the", "of", "and", "to", "that", "with", "by", "from", "said", "has", "have", "had", "were", "been", "which",
        "their", "his", "its", "not", "they", "who", "this", "but", "would", "will", "after", "more", "when", "there",
        "than", "into", "over", "he", "she", "it", "for", "are", "at", "be", "as",
    }
)  # fmt: skip
_SAMPLE = 20_000
_FEWEST_WORDS = 15
# English news has about one in three; below the lower bound and named otherwise by the identifier, it is not English.
_SURELY_ENGLISH = 0.16
_SURELY_NOT = 0.08
_FEWEST_FOREIGN_LETTERS = 30
_NAMES = {
    "af": "Afrikaans", "am": "Amharic", "an": "Aragonese", "ar": "Arabic", "as": "Assamese", "az": "Azerbaijani",
    "be": "Belarusian", "bg": "Bulgarian", "bn": "Bengali", "br": "Breton", "bs": "Bosnian", "ca": "Catalan",
    "cs": "Czech", "cy": "Welsh", "da": "Danish", "de": "German", "dz": "Dzongkha", "el": "Greek", "en": "English",
    "eo": "Esperanto", "es": "Spanish", "et": "Estonian", "eu": "Basque", "fa": "Persian", "fi": "Finnish",
    "fo": "Faroese", "fr": "French", "ga": "Irish", "gl": "Galician", "gu": "Gujarati", "he": "Hebrew", "hi": "Hindi",
    "hr": "Croatian", "ht": "Haitian Creole", "hu": "Hungarian", "hy": "Armenian", "id": "Indonesian",
    "is": "Icelandic", "it": "Italian", "ja": "Japanese", "jv": "Javanese", "ka": "Georgian", "kk": "Kazakh",
    "km": "Khmer", "kn": "Kannada", "ko": "Korean", "ku": "Kurdish", "ky": "Kyrgyz", "la": "Latin",
    "lb": "Luxembourgish", "lo": "Lao", "lt": "Lithuanian", "lv": "Latvian", "mg": "Malagasy", "mk": "Macedonian",
    "ml": "Malayalam", "mn": "Mongolian", "mr": "Marathi", "ms": "Malay", "mt": "Maltese", "nb": "Norwegian",
    "ne": "Nepali", "nl": "Dutch", "nn": "Norwegian", "no": "Norwegian", "oc": "Occitan", "or": "Odia",
    "pa": "Punjabi", "pl": "Polish", "ps": "Pashto", "pt": "Portuguese", "qu": "Quechua", "ro": "Romanian",
    "ru": "Russian", "rw": "Kinyarwanda", "se": "Northern Sami", "si": "Sinhala", "sk": "Slovak", "sl": "Slovenian",
    "sq": "Albanian", "sr": "Serbian", "sv": "Swedish", "sw": "Swahili", "ta": "Tamil", "te": "Telugu", "th": "Thai",
    "tl": "Tagalog", "tr": "Turkish", "ug": "Uyghur", "uk": "Ukrainian", "ur": "Urdu", "vi": "Vietnamese",
    "vo": "Volapük", "wa": "Walloon", "xh": "Xhosa", "zh": "Chinese", "zu": "Zulu",
}  # fmt: skip


def language_of(text: str) -> str:
    """The name of the language a text is in; "English" also where it is too short to tell."""
    sample = text[:_SAMPLE]
    words = _WORD.findall(sample.lower())
    foreign = _foreign_letters(sample)
    if len(set(words)) < _FEWEST_WORDS and foreign < _FEWEST_FOREIGN_LETTERS:
        return "English"
    share = sum(word in _ENGLISH for word in words) / max(1, len(words))
    if share >= _SURELY_ENGLISH:
        return "English"
    # In capitals every language looks alike to the identifier.
    code = str(py3langid.classify(sample.lower() if sample.isupper() else sample)[0])
    if code == "en" or (share >= _SURELY_NOT and not foreign):
        return "English"
    return _NAMES.get(code, code)


def _foreign_letters(sample: str) -> int:
    """How many letters are not Latin, where they are more than half."""
    letters = [character for character in sample if character.isalpha()]
    foreign = sum(character > "\u024f" for character in letters)
    return foreign if foreign * 2 > len(letters) else 0
