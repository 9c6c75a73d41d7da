"""Our client with a private key, a certified provider, and the service on a real port."""

import asyncio
import threading
import time

import pytest
import uvicorn
from joserfc.jwk import ECKey, RSAKey
from tests.client.front import front
from tests.identity.parties import AUDIENCE, PARTNER

from feedback_api import assemble
from feedback_api.client import AsyncFeedbackClient, ClientCredentials, FeedbackClient, Item, TokenRefused

ITEM = Item(step="decision", improve="The letter was hard to read.", language="en")


@pytest.fixture
def address(trusting, provider, partner):
    """The service, which trusts the provider, on loopback."""
    provider.sign_with("first")
    app = trusting(provider.address, time=assemble.now).app
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="critical", lifespan="off"))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join()


def credentials(provider, address=None, key=None):
    return ClientCredentials(
        token_endpoint=f"{address or provider.address}/token",
        client_id=PARTNER,
        private_key=(key or provider.key).as_pem(private=True),
        key_id="client-key",
        audience=provider.address,
        resource=AUDIENCE,
    )


def test_a_token_is_fetched_once_and_again_when_it_is_refused(address, provider):
    with front(provider.address, "503", "cut", "cut-after") as flaky:
        who = credentials(provider, flaky.url)
        with FeedbackClient(address, who) as client:
            assert client.post(ITEM).status == "stored"
            assert [result.status for result in client.batch([ITEM, ITEM])] == ["stored", "stored"]
            assert len(flaky.connections) == 4  # three that failed, one that gave the token
            who._token = "refused"
            assert client.post(ITEM).status == "stored"
            who._token = "refused"
            assert [result.status for result in client.batch([ITEM])] == ["stored"]
    assert "PRIVATE" not in repr(who)
    assert who._token not in repr(who)


def test_the_async_client_does_the_same(address, provider):
    async def post():
        async with AsyncFeedbackClient(address, credentials(provider)) as client:
            return await client.post(ITEM)

    assert asyncio.run(post()).status == "stored"


def test_a_foreign_key_gets_no_token(address, provider):
    with (
        FeedbackClient(address, credentials(provider, key=RSAKey.generate_key(2048))) as client,
        pytest.raises(TokenRefused, match="invalid_client"),
    ):
        client.post(ITEM)


@pytest.mark.parametrize("key", ["no key", ECKey.generate_key("P-256").as_pem(private=False)])
def test_what_is_no_private_key(key):
    with pytest.raises(ValueError, match="no private RSA or EC key"):
        ClientCredentials("https://login.example.org/token", PARTNER, key)
