import pytest

from feedback_api.intake.safety import suggests_danger
from feedback_api.intake.screen import suggests_dependency
from feedback_api.terms.text import RawText


@pytest.mark.parametrize(
    "words",
    [
        "Ik wacht al 19 maanden op mijn beslissing.",
        "MIJN W-DOCUMENT is bijna verlopen",
        "mijn gehoor is volgende week en ik ben bang",
        "I am still waiting for the IND",
        "We’re tired. My appeal is still pending.",
        "أنتظر القرار منذ أكثر من سنة",
        "هنوز منتظر جواب هستم",
        "Kararımı bekliyorum",
        "J'attends toujours une réponse",
        "Я чекаю на рішення вже рік",
        "Я жду решения уже год",
    ],
)
def test_a_pending_decision_is_heard_in_many_languages(words):
    assert suggests_dependency(RawText(words))


@pytest.mark.parametrize(
    "words",
    [
        "Ik wachtte negentien maanden op mijn beslissing.",
        "Mijn gehoor was vorig jaar en duurde vijf uur.",
        "I waited for two years, now I have my permit.",
        "Wachten op de beslissing moet korter.",
        "Mon entretien a duré cinq heures.",
    ],
)
def test_a_memory_is_no_dependency(words):
    assert not suggests_dependency(RawText(words))


@pytest.mark.parametrize(
    "words",
    [
        "Door het wachten wil ik niet meer leven.",
        "He said he wants to die",
        "Er is een jongen mishandeld op de gang",
        "не хочу жити",
        "intihar etmeyi düşündüm",
        "أريد الموت",
    ],
)
def test_danger_is_heard(words):
    assert suggests_danger(RawText(words))


@pytest.mark.parametrize(
    "words", ["Het leven in het azc is saai.", "The deadline is killing our planning.", "ik leef op"]
)
def test_ordinary_words_are_no_danger(words):
    assert not suggests_danger(RawText(words))


def test_cost_stays_small_on_hostile_input():
    import time

    words = RawText("ik wacht " * 222)
    started = time.process_time()
    suggests_dependency(words)
    suggests_danger(words)
    assert time.process_time() - started < 0.1
