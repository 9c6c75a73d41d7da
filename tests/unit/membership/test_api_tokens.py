from feedback_api.membership.api_tokens import draw_token, hash_token


def test_tokens_differ_carry_a_prefix_and_hash_to_32_bytes():
    tokens = {draw_token() for _ in range(100)}
    assert len(tokens) == 100
    assert all(token.startswith("fba_") and len(token) >= 47 for token in tokens)
    assert {len(hash_token(token)) for token in tokens} == {32}


def test_any_typed_token_can_be_hashed():
    assert hash_token("\ud800") != hash_token("")
