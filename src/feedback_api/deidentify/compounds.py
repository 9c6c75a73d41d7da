"""Dutch writes compounds as one word: which unknown words are made of known ones."""

from collections.abc import Callable

_LINKS = ("", "s", "en", "e", "er")
_SHORTEST_PART = 4
_SHORTEST_WHOLE = 9
_LONGEST_WHOLE = 40

_NAME_ENDINGS = ("straat", "laan", "plein", "gracht", "kade", "singel", "dreef", "steeg", "wijk",
                 "dorp", "stad", "burg", "berg", "hoven", "recht", "broek", "veen", "beek", "horst",
                 "waard", "zijl")  # fmt: skip
"""Last parts of streets and villages: a compound on one of these is a name until it is listed."""

_PREFIXES = ("aan", "af", "bij", "binnen", "door", "heen", "in", "langs", "mee", "na", "om", "op", "over",
             "rond", "samen", "terug", "thuis", "toe", "uit", "vast", "voor", "weg")  # fmt: skip
_SHORTEST_VERB = 6


def is_prefixed(word: str, is_part: Callable[[str], bool]) -> bool:
    """Whether it is a participle or infinitive behind a separable prefix ("nagebracht", "doorzetten")."""
    return any(
        word.startswith(p) and _is_verb_form(word.removeprefix(p)) and is_part(word.removeprefix(p))
        for p in _PREFIXES
    )


def _is_verb_form(rest: str) -> bool:
    return len(rest) >= _SHORTEST_VERB and (rest.startswith("ge") or rest.endswith(("en", "te", "de")))


def is_compound(word: str, is_part: Callable[[str], bool]) -> bool:
    """Whether a word falls apart into two or three known parts, with or without a linking letter."""
    if not _SHORTEST_WHOLE <= len(word) <= _LONGEST_WHOLE or word.endswith(_NAME_ENDINGS):
        return False
    return _splits(word, is_part, parts_left=3)


def _splits(word: str, is_part: Callable[[str], bool], parts_left: int) -> bool:
    for cut in range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1):
        head, tail = word[:cut], word[cut:]
        if not _is_head(head, is_part):
            continue
        if is_part(tail) or (parts_left > 2 and _splits(tail, is_part, parts_left - 1)):
            return True
    return False


def _is_head(head: str, is_part: Callable[[str], bool]) -> bool:
    for link in _LINKS:
        stem = head.removesuffix(link) if link else head
        if len(stem) >= _SHORTEST_PART and head.endswith(link) and is_part(stem):
            return True
    return False
