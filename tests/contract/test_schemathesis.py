"""Schemathesis over every operation of the served document: all its checks, with and without a token.

Words come from a few sentences that the real engines can read; everything else is Schemathesis' own.
"""

import itertools

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from schemathesis import GenerationMode
from schemathesis.checks import CHECKS, load_all_checks
from sqlalchemy import text

from feedback_api.flows.register_client import register_client
from feedback_api.terms.client import ApiClient, Scope
from feedback_api.terms.codebook import SourceGroup, Theme

SENTENCES = itertools.cycle(
    [
        "The waiting room was cold and nobody explained anything.",
        "De tolk was vriendelijk en legde alles rustig uit.",
        "Nobody told me how long the waiting would take.",
    ]
)
NAMES = [
    *("getAction", "getActions"),
    *(
        "getCodebook",
        "getKeys",
        "getLedger",
        "getParaphrases",
        "getPolicy",
        "getRatings",
        "getRelease",
        "getReleases",
        "getSeal",
    ),
    *("getSharedPicture", "getSuppression", "getTable", "getTables", "getThemes", "getTrends"),
    *("postAction", "postBatch", "postItem", "postPreview"),
]
WITHOUT_INPUT = {"getCodebook", "getKeys", "getLedger", "getPolicy", "getReleases"}
DISPLAYED = next(iter(Theme)).value
FEW = settings(
    max_examples=12,
    deadline=None,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
load_all_checks()


@pytest.fixture(scope="module")
def described(house):
    return schemathesis.openapi.from_asgi("/v1/openapi.json", house.site.app)


@pytest.fixture(scope="module")
def editors(house):
    client = ApiClient("schemathesis-editors", SourceGroup.STAFF, None, frozenset({Scope.ACTIONS_WRITE}))
    return register_client(house.database, client)


def stored(database):
    with database.connect() as connection:
        tables = ("inbox_item", "feedback_record", "idempotency_answer", "action_version")
        return sum(connection.execute(text(f"SELECT count(*) FROM {t}")).scalar_one() for t in tables)


def with_real_words(case):
    """Fill in what a schema cannot say: words that mean something, the client's own group, ordered days."""
    if isinstance(case.body, dict):
        for item in case.body.get("items", [case.body]):
            for name in {"good", "improve"} & item.keys():
                item[name] = item[name] and next(SENTENCES)
            item.pop("sourceGroup", None)
            item.pop("partnerType", None)
            if isinstance(item.get("texts"), dict):
                # That a reason is needed only with one status is more than the schema says.
                item["texts"] = item["reasons"] = {"nl": "De brief is korter.", "en": "It is shorter."}
                item["period"], case.path_parameters["themeId"] = "2026-Q3", DISPLAYED
    query = case.query or {}
    query.pop("cursor", None)
    if {"from", "to"} <= query.keys():
        query["from"], query["to"] = sorted([query["from"], query["to"]])


def ask(house, case, positive, token):
    """Send one case and run every check on its answer; say what was sent only by its kind."""
    left_out = []
    if case.path.endswith("/feedback-batches"):
        # A batch is answered item by item: a bad item is a result, and CSV is more than any text.
        left_out = [CHECKS.get_one("negative_data_rejection")]
        left_out += [CHECKS.get_one("positive_data_acceptance")] if not isinstance(case.body, dict) else []
    if positive:
        with_real_words(case)
    before = stored(house.database)
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    answer = case.call_and_validate(headers=headers, excluded_checks=left_out)
    assert answer.status_code < 500
    if answer.status_code >= 400:
        assert stored(house.database) == before


@pytest.mark.parametrize("token", [True, False], ids=["token", "anonymous"])
@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda mode: mode.value)
@pytest.mark.parametrize("name", NAMES)
def test_every_answer_is_as_the_document_says(house, described, editors, name, mode, token):
    known = editors if name == "postAction" else house.token
    if mode is GenerationMode.NEGATIVE and name in WITHOUT_INPUT:
        return
    operation = next(
        one.ok() for one in described.get_all_operations() if one.ok().definition.raw["operationId"] == name
    )

    @seed(6)
    @FEW
    @given(case=operation.as_strategy(generation_mode=mode))
    def run(case):
        ask(house, case, mode is GenerationMode.POSITIVE, known if token else None)

    run()


def test_no_operation_is_forgotten(described):
    found = {one.ok().definition.raw["operationId"] for one in described.get_all_operations()}
    assert found == set(NAMES)


def test_following_links_from_answer_to_answer(house, described):
    class Walk(described.as_state_machine()):
        def before_call(self, case):
            with_real_words(case)

        def get_call_kwargs(self, case):
            return {"headers": {"Authorization": f"Bearer {house.token}"}}

        def validate_response(self, response, case, **kwargs):
            # Which input is good is asked above, operation by operation.
            left_out = [CHECKS.get_one(n) for n in ("negative_data_rejection", "positive_data_acceptance")]
            case.validate_response(response, excluded_checks=left_out, **kwargs)

    Walk.run(settings=settings(FEW, max_examples=10, stateful_step_count=6, derandomize=True))
