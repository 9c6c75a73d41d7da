"""Settings under which anybody could come in: the house does not start, and says which one."""

import os
import subprocess
import sys

import pytest
from pydantic import ValidationError

from feedback_api.settings import Settings

GOOD = {"oauth_issuer": "https://issuer.example.org", "oauth_audience": "https://feedback.example.org/v1"}


@pytest.mark.parametrize(
    ("change", "setting"),
    [
        ({"oauth_issuer": "http://issuer.example.org"}, "OAUTH_ISSUER"),
        ({"oauth_issuer": "issuer.example.org"}, "OAUTH_ISSUER"),
        ({"oauth_issuer": "https://"}, "OAUTH_ISSUER"),
        ({"oauth_issuer": "https://issuer.example.org/?tenant=1"}, "OAUTH_ISSUER"),
        ({"oauth_issuer": "https://[issuer"}, "OAUTH_ISSUER"),
        ({"oauth_issuer": ""}, "OAUTH_ISSUER"),
        ({"oauth_audience": ""}, "OAUTH_AUDIENCE"),
        ({"oauth_audience": "  "}, "OAUTH_AUDIENCE"),
        ({"oauth_keys": "http://issuer.example.org/jwks"}, "OAUTH_KEYS"),
        ({"oauth_token_address": "ftp://issuer.example.org"}, "OAUTH_TOKEN_ADDRESS"),
        ({"oauth_algorithms": ""}, "OAUTH_ALGORITHMS"),
        ({"oauth_algorithms": "none"}, "OAUTH_ALGORITHMS"),
        ({"oauth_algorithms": "PS256 HS256"}, "OAUTH_ALGORITHMS"),
        ({"oauth_algorithms": "NONE"}, "OAUTH_ALGORITHMS"),
        ({"oauth_clock_skew": 301}, "oauth_clock_skew"),
        ({"certificate_header": "X-Cert"}, "CERTIFICATE_PROXIES"),
        ({"certificate_header": "X Cert", "certificate_proxies": "10.0.0.1"}, "CERTIFICATE_HEADER"),
        ({"certificate_proxies": "10.0.0.1"}, "CERTIFICATE_HEADER"),
        ({"certificate_header": "X-Cert", "certificate_proxies": "proxy.example.org"}, "CERTIFICATE_PROXIES"),
        ({"certificate_header": "X-Cert", "certificate_proxies": "0.0.0.0/0"}, "CERTIFICATE_PROXIES"),
        ({"certificate_header": "X-Cert", "certificate_proxies": "::/0"}, "CERTIFICATE_PROXIES"),
    ],
)
def test_nonsense_is_refused_by_the_settings_name(change, setting):
    with pytest.raises(ValidationError, match=setting) as refused:
        Settings(**GOOD | change)
    assert "input_value" not in str(refused.value)


def test_what_makes_sense():
    assert Settings().token_rules is None
    assert Settings(**GOOD).token_rules.algorithms == ("PS256", "ES256", "RS256")
    assert Settings(**GOOD | {"oauth_issuer": "http://127.0.0.1:3000"}).token_rules


def test_the_command_says_it_in_one_line():
    environment = os.environ | {
        "FEEDBACK_OAUTH_ISSUER": "http://issuer.example.org",
        "FEEDBACK_FORM_KEY": "zwaluwnest",
    }
    command = [sys.executable, "-m", "feedback_api", "serve"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "FEEDBACK_OAUTH_ISSUER: an https address" in done.stderr
    assert "Traceback" not in done.stderr
    assert "zwaluwnest" not in done.stderr
