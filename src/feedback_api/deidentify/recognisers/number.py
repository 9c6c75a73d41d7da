"""The fallback: every run of digits goes, unless it counts something or measures time."""

import re
from collections.abc import Iterator

from feedback_api.deidentify.reading import Reading
from feedback_api.terms.text import Span, Tag

_RUN = re.compile(r"(?<!\d)\d(?:[ .,:\-/()+*_]{0,3}\d)*")
_COUNTED = re.compile(
    r"(?:[ \-+]{0,2}(?:[aà]|tot|of|en|to|or|and|-|naar|/) ?\d{1,3})?"
    r"(?: ?[xX%×+]|[ \-]{0,2}(?:hele |volle |lange |extra |andere |verschillende |nieuwe |full |whole |"
    r"long |more |different |other |"
    r"working |business |calendar |paar |goede |of meer |or more |lange |grote |kleine |keer per |à |"
    r"tal |verplichte |"
    r"opeenvolgende |gemiste |late |uur |halve |half )?"
    r"(?:jaar|jaren|jr|jrn|maand\w*|mnd\w*|week|weken|wk|wkn|dag|dagen|dgn|werkdagen|uur|uren|uurtjes|u|"
    r"min|minuten|minuutjes|"
    r"minuut|seconden|sec|kwartier|keer|keren|maal|x|nacht|nachten|procent|percent|punten|vragen|"
    r"brieven|mails|e-mails|telefoontjes|"
    r"gesprekken|gehoren|afspraken|tolken|advocaten|medewerkers|collega's|mensen|personen|kamers|"
    r"pagina's|bladzijden|blz|bladen|"
    r"documenten|formulieren|aanvragen|zaken|dossiers|cliënten|clienten|stappen|kopieën|fouten|talen|"
    r"verdiepingen|pogingen|"
    r"overplaatsingen|verhuizingen|locaties|opvanglocaties|azc's|zittingen|zienswijzen|correcties|"
    r"pauzes|voogden|"
    r"contactpersonen|organisaties|regels|zinnen|woorden|versies|berichten|loketten|cijfers|graden|euro|"
    r"km|kilometer|meter|"
    r"kinderen(?! (?:van|met|uit))|kind|beslissers|hoorders|gehoormedewerkers|teams|rondes|plekken|"
    r"bedden|computers|reacties|redenen|dingen|"
    r"years?|yrs?|months?|mths?|weeks?|wks?|days?|hours?|hrs?|minutes?|mins?|seconds|times|nights|"
    r"percent|questions|letters|"
    r"emails|mails|calls|interviews|hearings|appointments|interpreters|lawyers|officers|colleagues|"
    r"people|persons|rooms|pages|"
    r"documents|forms|applications|cases|files|clients|steps|copies|mistakes|errors|languages|attempts|"
    r"transfers|moves|"
    r"locations|centres|centers|breaks|guardians|organisations|lines|sentences|words|versions|messages|"
    r"desks|points|"
    r"decisions|families|staff|volunteers|phone calls|kids|children|reasons|things|teams|miles|euros|"
    r"sessions|sessies|"
    r"telefoonnummers|numbers|uurs|weekse|daags|urige|maandse)(?![\w]))",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"(?:\b(?:onder|under|stap|spoor|vraag|deel|fase|ronde|bijlage|hoofdstuk|lid|art|artikel|paragraaf|"
    r"pagina|blz|niveau|step|track|question|part|"
    r"phase|round|annex|chapter|article|section|page|level|top|optie|option|punt|point|item|agendapunt|"
    r"actie|action|scenario|dag|week|day|"
    r"cijfer|score|rating|window|counter|desk|loket|balie|ticket|volgnummer|trein|train|bus|lijn|line|perron|"
    r"platform|maand|month|nacht|night)\.? |"
    r"\b(?:een|a|an) (?=\d{1,2}(?:[.,]\d)?(?: |$|\.|,)(?!\d)))$",
    re.IGNORECASE,
)
_TIME_BEFORE = re.compile(
    r"\b(?:om|rond|to|tot|vanaf|half|tussen|voor|na|at|by|around|until|till|from|between|before|after) $",
    re.IGNORECASE,
)
_CLOCK_BEFORE = re.compile(r"\b(?:om|at|rond|around) $", re.IGNORECASE)
_CLAUSE_ENDS = re.compile(r"$|[.,;!?\n]")
_TIME = re.compile(r"(?:[01]?\d|2[0-4])[:.][0-5]\d(?: ?- ?(?:[01]?\d|2[0-4])[:.][0-5]\d)?")
_TIME_AFTER = re.compile(r" ?(?:uur|u|am|pm|a\.m|p\.m|o'clock)\b", re.IGNORECASE)
_YEAR = re.compile(r"20[1-4]\d(?:[ /\-]{1,3}20[1-4]\d)?")
_YEAR_BEFORE = re.compile(
    r"(?:\b(?:in|sinds|vanaf|tot|na|voor|eind|begin|medio|zomer|winter|herfst|najaar|voorjaar|lente|"
    r"jaar|sept|since|from|until|after|"
    r"before|late|early|mid|end of|summer|spring|autumn|year|of|en|and|van|start of|"
    r"januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december|"
    r"january|february|march|may|june|july|august|october|kwartaal|quarter|jan|feb|mrt|mar|apr|jun|jul|"
    r"aug|sep|okt|oct|nov|dec),? |q[1-4][ \-/]|^)$",
    re.IGNORECASE,
)
_SET_PHRASE = re.compile(r"24/7|24-7|50/50|1-op-1|1 op 1|1-1|100%|112|1 on 1")
_LIST_BEFORE = re.compile(r"(?:^|\n|[.:;] ?)$")
_PLURAL = re.compile(
    r" (?!(?:hebben|moesten|zijn|worden|waren|konden|wilden|was|is|has|does)\b)"
    r"(?:[a-z]{3,20}e )?[a-zéë]{2,24}(?:en|s|ta)(?!\w)"
)
_AGE_BEFORE = re.compile(
    r"\b(?:van|is|was|ben|am|aged|age|of|bijna|net|word|wordt|turned|nummer|kamer|room|nr) $", re.IGNORECASE
)
_V_DIGITS = 10
_NOON = 12


def find(reading: Reading) -> Iterator[Span]:
    """Every run of digits, separators included, that is not a count, a length of time or a year."""
    for match in _RUN.finditer(reading.text):
        if not _is_harmless(match, reading.text):
            digits = sum(c.isdigit() for c in match[0])
            tag = Tag.V_NUMBER if digits == _V_DIGITS else Tag.NUMBER
            yield Span(match.start(), match.end(), tag, "number")


def _is_harmless(match: re.Match[str], text: str) -> bool:
    run = match[0]
    before, after = text[max(0, match.start() - 24) : match.start()], text[match.end() : match.end() + 60]
    if _is_inside_word(match, text) or _SET_PHRASE.fullmatch(run):
        return True  # part of a mixed word, which the keep list judges
    if _YEAR.fullmatch(run):
        return _YEAR_BEFORE.search(before) is not None
    if _TIME.fullmatch(run) and (_TIME_AFTER.match(after) or _TIME_BEFORE.search(before)):
        return True
    return _is_small(run) and (
        _COUNTED.match(after) is not None
        or _BEFORE.search(before) is not None
        or _is_hour(run, before, after)
        or _opens_line(run, before, after)
        or _counts_things(before, after)
        or _is_single(run, before, after)
    )


def _counts_things(before: str, after: str) -> bool:
    """Whether a plural follows ("84 kaarten", "9 boxes") and no word before makes it an age."""
    return _PLURAL.match(after) is not None and _AGE_BEFORE.search(before) is None


def _is_single(run: str, before: str, after: str) -> bool:
    """Whether it is "1" before a word: one room, one letter."""
    return run == "1" and re.match(r" [a-z]{3}", after) is not None and _AGE_BEFORE.search(before) is None


def _opens_line(run: str, before: str, after: str) -> bool:
    """Whether a small number numbers a point of a list."""
    return len(run) <= 2 and _LIST_BEFORE.search(before) is not None and after[:2] in (". ", ") ", "- ")


def _is_small(run: str) -> bool:
    """One number up to three digits, perhaps with a fraction, or a range of two."""
    return re.fullmatch(r"\d{1,3}(?:[.,]\d{1,2})?(?: ?[\-/] ?\d{1,3})?", run) is not None


def _is_hour(run: str, before: str, after: str) -> bool:
    """Whether it is a time of day: "om 8 uur", or "om 8" where the clause ends."""
    if len(run) > 2 or _TIME_BEFORE.search(before) is None:
        return False
    bare = int(run) <= _NOON and _CLOCK_BEFORE.search(before) and _CLAUSE_ENDS.match(after)
    return _TIME_AFTER.match(after) is not None or bool(bare)


def _is_inside_word(match: re.Match[str], text: str) -> bool:
    """Whether letters touch the run, so that the keep list judges the mixed word."""
    joined = match[0].isdigit()
    return joined and (
        text[max(0, match.start() - 1)].isalpha() or text[match.end() : match.end() + 1].isalpha()
    )
