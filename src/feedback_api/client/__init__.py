"""The client for partners' systems: ``FeedbackClient`` and ``AsyncFeedbackClient``.

It knows the API from outside only: nothing of the service itself is loaded with it.
"""

from feedback_api.client.async_client import AsyncFeedbackClient
from feedback_api.client.calls import new_key
from feedback_api.client.credentials import ApiToken, ClientCredentials
from feedback_api.client.errors import (
    ClientError,
    DependentRespondent,
    FieldError,
    InsecureAddress,
    InvalidInput,
    KeyConflict,
    NotAllowed,
    NotAuthenticated,
    NotFound,
    NotReached,
    ProblemAnswer,
    RateLimited,
    TokenRefused,
    TooLarge,
    Unavailable,
    UnexpectedAnswer,
)
from feedback_api.client.item import Item
from feedback_api.client.patience import Patience
from feedback_api.client.sync_client import FeedbackClient

__all__ = [
    "ApiToken",
    "AsyncFeedbackClient",
    "ClientCredentials",
    "ClientError",
    "DependentRespondent",
    "FeedbackClient",
    "FieldError",
    "InsecureAddress",
    "InvalidInput",
    "Item",
    "KeyConflict",
    "NotAllowed",
    "NotAuthenticated",
    "NotFound",
    "NotReached",
    "Patience",
    "ProblemAnswer",
    "RateLimited",
    "TokenRefused",
    "TooLarge",
    "Unavailable",
    "UnexpectedAnswer",
    "new_key",
]
