"""Rebuild the Tigrinya keep list: ``python -m feedback_api.deidentify.languages.build_ti --help``."""

import re
from collections.abc import Iterator

from feedback_api.deidentify.languages import parallel
from feedback_api.deidentify.languages.build import by_hand, write_levels
from feedback_api.deidentify.languages.letters import spell_geez
from feedback_api.deidentify.simplify import simplify

_GEEZ = range(0x1200, 0x1380)
_LEAST_LEVEL_OF_A_NAME = 38
"""A rarer word that is also a name is left out: it is the name more often."""
_STRONG = str.maketrans({"2": "t", "3": "s", "4": "c"})
_LEVEL_OF_A_FORM = 40
_GERUND = re.compile(r"(?P<passive>te)?([^aeiou])[eia]([^aeiou])i([^aeiou])[ue]")
"""Third or first person of the gerund of a verb of three consonants, as the domain list has it."""
_PATTERNS = ("{0}e{1}e{2}e", "y{0}e{1}i{2}", "y{0}e{1}{2}", "y{0}{1}e{2}", "y{0}{1}{2}",
             "m{0}{1}a{2}", "{0}e{1}i{2}a", "te{0}e{1}i{2}a", "te{0}e{1}e{2}e", "y{0}{1}e{2}u",
             "a{0}{1}i{2}u", "ya{0}{1}{2}", "a{0}{1}e{2}e")  # fmt: skip
"""Perfect, imperfect, jussive, infinitive, passive and causative of such a verb."""


def main() -> None:
    """Write the list anew: words of the texts, and the forms of the verbs of the domain list."""
    found = parallel.count(parallel.read_pairs(parallel.arguments(__doc__), "ti"))
    sounds = {chr(c): spell_geez(chr(c)).translate(_STRONG) for c in _GEEZ}
    names, mostly = by_hand("names_ti"), by_hand("mostly_names_ti")
    kept = {
        word: level for word, level in parallel.levels_without_names(found, sounds).items()
        if ord(word[0]) in _GEEZ and word not in mostly
        and (word not in names or level >= _LEAST_LEVEL_OF_A_NAME)
    }  # fmt: skip
    for word in _forms_of_verbs():
        if word not in names:
            kept[word] = max(_LEVEL_OF_A_FORM, kept.get(word, 0))
    write_levels("ti", kept)


def _forms_of_verbs() -> Iterator[str]:
    letters = {spell_geez(chr(c)): chr(c) for c in reversed(_GEEZ) if len(spell_geez(chr(c))) <= 2}
    for word in by_hand("domain_ti"):
        gerund = _GERUND.fullmatch(spell_geez(word))
        if gerund:
            for pattern in _PATTERNS:
                yield _write(pattern.format(*gerund.groups()[1:]), letters)


def _write(spelled: str, letters: dict[str, str]) -> str:
    """A spelled word in Ge'ez letters."""
    parts = re.findall(r"[^aeiou][aeiou]?|[aeiou]", spelled)
    return simplify("".join(letters.get(part) or letters[part[0] + "a"] for part in parts))


if __name__ == "__main__":
    main()
