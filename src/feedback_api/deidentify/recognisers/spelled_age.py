"""Default-deny for numbers in words: one that counts nothing and tells no time is taken for an age."""

import re
from collections.abc import Iterator

from feedback_api.deidentify.reading import Reading
from feedback_api.deidentify.recognisers.age import DUTCH_NUMBER, ENGLISH_NUMBER, with_half
from feedback_api.deidentify.tokens import words
from feedback_api.terms.text import Span, Tag

_ONE = rf"(?:{DUTCH_NUMBER}|{ENGLISH_NUMBER})"
_NUMBER = re.compile(
    rf"(?<![\w\-'])(?=[a-z]{{3}}){_ONE}(?:(?: (?:en|and|or|of|tot|to) |, ){_ONE})*(?![\w\-'])", re.IGNORECASE
)
_SMALL = words("twee drie vier vijf zes zeven acht negen two three four five six seven eight nine")
_TIME_OR_COUNT_BEFORE = re.compile(
    r"\b(?:under|onder|om|at|by|(?<!a )(?<!een )half|kwart over|kwart voor|past|to|till|tot|until|"
    r"around|rond|vanaf|"
    r"from|voor|na|"
    r"before|"
    r"after|tegen|towards|between|tussen|out of|stap|step|vraag|question|nummer|number|punt|point|level|"
    r"niveau|window|counter|desk|loket|room|kamer|day|dag|(?<!next )(?<!this )month|"
    r"(?<!volgende )(?<!deze )maand|night|nacht|of the|"
    r"van de|one in|per|the|de|alle|all|with|met|in|for|groep|group|times|keer|maal|than|dan|wij|we|us|ons|"
    r"die|these|those|our|onze|only|maar|zijn er|there are|had|have|heb|hebben|krijg|kreeg|got|need|eerste|"
    r"first|last|laatste|about|over|ongeveer|er|een|a|instead of|mine was|in plaats van|art|artikel) $",
    re.IGNORECASE,
)
_AGE_BEFORE = re.compile(
    r"(?:\b(?:girl|boy|man|woman|lady|child|son|daughter|kind|meisje|jongen|vrouw|zoon|dochter) (?:of|van)|"
    r"\byet|\bnog geen|\bbijna|\balmost|\bnearly|\baged|\bturned|\bturning|\bbecoming|\bwordt|\bwerd|"
    r"(?:,|\(|\bis|\bwas|\bam|\bben) ?(?:about|around|over|ongeveer|rond de|circa)) $",
    re.IGNORECASE,
)
_CLAUSE_ENDS = re.compile(
    r" ?(?:[.,;:!?)\n\"]|$)| (?:and|but|en|maar|now|nu|when|toen|or|of(?! (?:us|them|my|our|the|these|"
    r"those|his|her)\b))\b"
)
_COUNTED = re.compile(
    r"(?! (?:geworden|worden|gebleven|is|was|has|this|dus|"
    r"als)\b) (?:(?:[\w\-]{3,14} )?[\w\-]{2,20}(?:s|en|ers|ren)|"
    r"uur|o'clock|am|pm|percent|procent|people|staff|man|men|women|keer|jaar|year|hour|minute|month|"
    r"week|day|maand|dag|"
    r"minuut|euro|km|meter|x|out|of|per|tot|to|van|and a half|en een half|children|times|miles|"
    r"letter|page|thousand|"
    r"hundred|honderd|duizend|million|miljoen|(?:eerste|first|next|volgende|other|andere|more|meer) \w+)\b|-"
)

_ONE_COUNTED = re.compile(r"# (?:[a-z]{3,14} )?[a-z]{2,20}(?:s|en|uur)\b")
"""The same number a moment ago, and what it counted: "three hours, three, and"."""


def find(reading: Reading) -> Iterator[Span]:
    """Numbers from two in words, where no counted thing follows and no time of day or count goes before."""
    for match in _NUMBER.finditer(reading.text):
        before = reading.text[max(0, match.start() - 24) : match.start()]
        after = reading.text[match.end() : match.end() + 24]
        ends = _CLAUSE_ENDS.match(after) is not None
        again = _ONE_COUNTED.search(before.lower().replace(match[0].lower(), "#"))
        alone = (ends and again is None) or (match[0].lower() not in _SMALL and _COUNTED.match(after) is None)
        if alone and (_AGE_BEFORE.search(before) or not _TIME_OR_COUNT_BEFORE.search(before)):
            yield with_half(Span(match.start(), match.end(), Tag.AGE, "spelled_age"), reading)
