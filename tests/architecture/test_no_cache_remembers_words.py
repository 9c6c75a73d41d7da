"""What was typed is forgotten with the request: no room that reads words keeps a cache of them."""

import ast
from pathlib import Path

import feedback_api

ROOMS = ("intake", "deidentify", "classify")
HARMLESS = {
    "deidentify/tagger.py:read_tagger",  # the code of a language
    "deidentify/simplify.py:_simplify_letter",  # one letter
    "deidentify/languages/traits.py:_traits_of",  # the code of a language
    "deidentify/languages/posts.py:_posts_of",  # the same
    "intake/spelled.py:shipped_spelling",  # the trained table, which holds no words
}
CACHES = {"cache", "lru_cache", "cached"}


def cached_functions(tree: ast.Module) -> list[str]:
    return [
        node.name
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef)
        and any(
            CACHES & {part.id for part in ast.walk(mark) if isinstance(part, ast.Name)}
            for mark in node.decorator_list
        )
    ]


def test_only_letters_and_language_codes_are_remembered():
    house = Path(feedback_api.__file__).parent
    found = {
        f"{file.relative_to(house)}:{name}"
        for room in ROOMS
        for file in (house / room).rglob("*.py")
        for name in cached_functions(ast.parse(file.read_text(encoding="utf-8")))
    }
    assert found == HARMLESS


def test_a_cache_is_seen_however_it_is_written():
    assert cached_functions(ast.parse("@lru_cache(maxsize=9)\ndef spell(word): ...")) == ["spell"]
    assert cached_functions(ast.parse("@cache\ndef spell(word): ...")) == ["spell"]
