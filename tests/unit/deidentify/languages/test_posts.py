"""Posts of one person, houses named by plain words, and "I am the only", in several languages."""

import pytest

from feedback_api.deidentify.engine import Deidentifier
from feedback_api.terms.text import RawText


@pytest.mark.parametrize(
    ("language", "typed", "gone"),
    [
        ("fr", "La directrice du foyer nous a aidés.", "directrice du foyer"),
        ("ru", "Заместитель директора лагеря помог нам.", "Заместитель"),
        ("uk", "Керівниця центру нам допомогла.", "Керівниця центру"),
        ("ar", "منسق الأنشطة في مركزنا ساعدني", "منسق"),
        ("so", "Waxaan ahay ninka keliya ee xarunta oo markab lahaa", "keliya"),
        ("tr", "Ben kampta kalan tek opera sanatçısıyım.", "opera"),
        ("fr", "Je remercie l'association Les Mains Ouvertes.", "Mains"),
    ],
)
def test_what_points_at_one_person_goes(engine: Deidentifier, language: str, typed: str, gone: str) -> None:
    assert gone not in engine.deidentify(RawText(typed), language).text


@pytest.mark.parametrize(
    ("language", "typed"),
    [
        ("fr", "Le directeur a répondu à ma lettre."),
        ("ru", "Директор ответил на письмо."),
        ("fr", "La seule chose qui manque est une date."),
    ],
)
def test_a_post_without_a_house_and_a_thing_stay(engine: Deidentifier, language: str, typed: str) -> None:
    assert engine.deidentify(RawText(typed), language).text == typed
