"""The twenty questions that designers ask, and where each is answered.

Source: domain guide, section 5 (designers' questions).
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Question:
    """One question: the end of its page's address, and its call of the API.

    ``lacks`` names a text where a question asks for more than a release may hold.
    """

    number: int
    page: str
    call: str
    lacks: str = ""


QUESTIONS: tuple[Question, ...] = (
    Question(1, "", "/v1/themes?sort=votes"),
    Question(2, "/steps/interview", "/v1/themes?step=interview", "by-step"),
    Question(3, "", "/v1/trends?themeId=information"),
    Question(4, "/ratings", "/v1/ratings"),
    Question(5, "/steps/interview", "/v1/themes?step=interview&sourceGroup=staff", "by-step"),
    Question(6, "/shared-picture", "/v1/shared-picture"),
    Question(7, "/themes/interpreting", "/v1/themes?step=interview", "by-step"),
    Question(8, "/steps/waiting", "/v1/themes?step=waiting", "by-step"),
    Question(9, "/themes/decision_letter", "/v1/themes?step=decision", "by-step"),
    Question(10, "/themes/information", "/v1/trends?themeId=information", "no-cause"),
    Question(11, "/steps/arrival", "/v1/ratings?step=arrival", "no-cause"),
    Question(12, "/themes/coordination", "/v1/themes?partnerType=reception", "by-partner"),
    Question(13, "/ratings", "/v1/themes?sentiment=positive", "tones"),
    Question(14, "/themes/staff_conditions", "/v1/themes?sourceGroup=staff"),
    Question(15, "/themes/vulnerability", "/v1/themes?step=preparation", "by-step"),
    Question(16, "/steps/family", "/v1/themes?step=family", "by-step"),
    Question(17, "/themes/digital", "/v1/themes?sourceGroup=sounding_board"),
    Question(18, "/themes/information", "/v1/themes/information/paraphrases", "reviewed"),
    Question(19, "/withheld", "/v1/meta/suppression"),
    Question(20, "/themes/interpreting", "/v1/actions?themeId=interpreting"),
)
"""In the order of the guide. The period is the newest release unless a reader names another."""
