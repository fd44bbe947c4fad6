"""Every word that the program itself prints into a document, in the language of that document.

A language is one catalogue, `es.po` beside this file: the English message, and what it is in that language. Numbers,
dates, lists and plural forms follow CLDR. What a template, or the data, says is in the language it was written in.

A report, and then its document, hold their language as a value; while one is composed or built, the language is spoken:
`with speaking(document.metadata.language):`. Hundreds of functions turn a number into characters or say a few words,
most of them deep below a directive, a filter of a template or an axis, and in one document all speak the same language;
so they ask what is spoken, instead of taking it from those who call them, who would have it only to hand it on.
"""

from reportgen.language.catalogue import ENGLISH, languages
from reportgen.language.say import counted, message, say, say_count, say_of
from reportgen.language.speaking import Language, is_same_language, known_language, speaking, spoken

__all__ = [
    "ENGLISH",
    "Language",
    "counted",
    "is_same_language",
    "known_language",
    "languages",
    "message",
    "say",
    "say_count",
    "say_of",
    "speaking",
    "spoken",
]
