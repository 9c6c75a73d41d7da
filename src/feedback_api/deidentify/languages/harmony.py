"""Chains of endings that a pack allows, and how their vowels follow those of the word.

Under ``[chains]`` a pack says which endings may follow each other: ``word`` after words, ``name`` after names
and ``verb`` after stems of verbs. In ``[ae]`` of a chain, e follows front vowels and a follows back vowels.
"""

import re
from collections.abc import Mapping

CHAINS = ("word", "name", "verb")
MARKS = {"+": ("word", "e"), "*": ("word", "a"), "-": ("verb", "e"), "_": ("verb", "a")}
"""Mark of an entry of a keep list, its chain and its vowel: ``ev+``, ``okul*``, ``bekle-``, ``ara_``."""


def to_chains(written: Mapping[str, str]) -> dict[str, re.Pattern[str]]:
    """Each chain as a pattern, by its name and by the mark of its entries.

    Raises:
        re.error: where a chain does not compile.
    """
    chains = {name: re.compile(chain) for name, chain in written.items()}
    for mark, (name, vowel) in MARKS.items():
        if name in written:
            chains[mark] = re.compile(written[name].replace("[ae]", vowel))
    return chains
