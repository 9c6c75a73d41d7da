import base64
import hashlib
import hmac

from feedback_api.signals.signature import mark_of, secret_of, signed_headers, written

KEY, SALT = bytes(range(32)), bytes(16)


def test_a_receiver_that_only_knows_the_published_rules_finds_the_signature():
    secret = secret_of(KEY, SALT, "planning")
    headers = signed_headers("release-published:2026-Q3", 1_790_000_000, b'{"a":1}', [secret])
    key = base64.b64decode(written(secret).removeprefix("whsec_"))
    content = b'release-published:2026-Q3.1790000000.{"a":1}'
    expected = base64.b64encode(hmac.new(key, content, hashlib.sha256).digest()).decode()
    assert headers == {
        "webhook-id": "release-published:2026-Q3",
        "webhook-timestamp": "1790000000",
        "webhook-signature": f"v1,{expected}",
    }


def test_the_example_of_the_specification_is_repeated():
    """Key, id, time, body and signature as the Standard Webhooks project publishes them."""
    secret = base64.b64decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
    headers = signed_headers("msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, b'{"test": 2432232314}', [secret])
    assert headers["webhook-signature"] == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_while_two_secrets_hold_both_sign():
    old, new = secret_of(KEY, SALT, "planning"), secret_of(KEY, b"1" * 16, "planning")
    both = signed_headers("e", 1, b"{}", [new, old])["webhook-signature"].split(" ")
    assert both == [signed_headers("e", 1, b"{}", [one])["webhook-signature"] for one in (new, old)]
    assert both[0] != both[1]


def test_secrets_differ_by_key_salt_and_name_and_are_always_the_same():
    secrets = {
        secret_of(key, salt, name)
        for key in (KEY, bytes(32))
        for salt in (SALT, b"1" * 16)
        for name in ("planning", "board")
    }
    assert len(secrets) == 8
    assert {len(secret) for secret in secrets} == {32}
    assert secret_of(KEY, SALT, "planning") in secrets
    assert mark_of(KEY) == mark_of(KEY) != mark_of(bytes(32))
    assert not any(secret.startswith(mark_of(KEY)) for secret in secrets)


def test_id_time_and_body_all_count():
    secret = secret_of(KEY, SALT, "planning")
    signed = {
        signed_headers(event, at, body, [secret])["webhook-signature"]
        for event in ("a", "b")
        for at in (1, 2)
        for body in (b"{}", b"[]")
    }
    assert len(signed) == 8
