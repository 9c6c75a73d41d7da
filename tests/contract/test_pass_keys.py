"""Keys of the pass issuer: registered once, one for a group and quarter, named in the chain of releases."""

import json
import subprocess
import sys
from datetime import date
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest
from sqlalchemy.exc import IntegrityError
from tests.issuing import LAST, NEXT, NOW, directory_of, key_of

from feedback_api.flows.export_releases import export_releases
from feedback_api.flows.make_release import make_release
from feedback_api.flows.register_pass_keys import (
    fetch_directory,
    read_directory_file,
    register_pass_keys,
    registered_pass_keys,
)
from feedback_api.flows.verify_releases import verify_releases
from feedback_api.privacy_pass.directory import digest_of
from feedback_api.release.chain import KEYS_DIFFER
from feedback_api.settings import Settings
from feedback_api.store.engine import writing
from feedback_api.store.passes import add_pass_key
from feedback_api.terms.codebook import SourceGroup, Theme
from feedback_api.terms.errors import PassKeyRefused, Unavailable
from feedback_api.terms.release import Policy

STAFF, PARTNERS = key_of(SourceGroup.STAFF), key_of(SourceGroup.CHAIN_PARTNER)
OTHER = key_of(SourceGroup.STAFF, NOW, 1)
COMING, PAST = key_of(SourceGroup.STAFF, NEXT), key_of(SourceGroup.STAFF, LAST)
ALL = 900


def test_keys_of_this_quarter_and_later_ones_are_registered_once(database):
    directory = directory_of(STAFF, PARTNERS, COMING, PAST)
    new = register_pass_keys(database, directory, NOW)
    assert len(new) == 3
    assert register_pass_keys(database, directory, NOW) == []
    assert registered_pass_keys(database) == [PARTNERS.published, STAFF.published, COMING.published]


def test_a_registered_key_is_never_replaced(database):
    register_pass_keys(database, directory_of(STAFF), NOW)
    with pytest.raises(PassKeyRefused, match="mark a person"):
        register_pass_keys(database, directory_of(OTHER, PARTNERS), NOW)
    assert registered_pass_keys(database) == [STAFF.published]


def test_the_database_itself_refuses_a_second_key(database):
    register_pass_keys(database, directory_of(STAFF), NOW)
    with pytest.raises(IntegrityError), writing(database) as session:
        add_pass_key(session, OTHER.published)


def test_one_key_for_two_quarters_is_refused(database):
    register_pass_keys(database, directory_of(STAFF), NOW)
    again = type(STAFF)(STAFF.group, NEXT, STAFF.secret)
    with pytest.raises(PassKeyRefused):
        register_pass_keys(database, directory_of(again), NOW)


@pytest.fixture
def issuer():
    """Answers with whatever is put into it."""
    answer = {"status": 200, "body": b""}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(answer["status"])
            self.send_header("Location", "/elsewhere")
            self.send_header("Content-Length", str(len(answer["body"])))
            self.end_headers()
            self.wfile.write(answer["body"])

        def log_message(self, *_):
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/.well-known/private-token-issuer-directory", answer
    server.shutdown()
    server.server_close()


def test_the_directory_is_fetched_within_bounds(issuer, capsys):
    address, answer = issuer
    answer["body"] = directory_of(STAFF)
    assert fetch_directory(address) == answer["body"]
    for status, body in ((500, b"{}"), (302, b""), (200, b"x" * 70_000)):
        answer |= {"status": status, "body": body}
        with pytest.raises(Unavailable):
            fetch_directory(address)
    with pytest.raises(Unavailable):
        fetch_directory("http://127.0.0.1:1/")
    assert "could not be fetched" in capsys.readouterr().err


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(PassKeyRefused):
        read_directory_file(tmp_path / "none.json")


def released(database, fill, signer, tmp_path):
    fill(database, LAST, {(group, theme): 60 for group in SourceGroup for theme in list(Theme)[:4]})
    policy = Policy(members=dict.fromkeys(SourceGroup, 300), expected_messages=ALL)
    release = make_release(database, LAST, policy, 1, date(2026, 11, 23), signer)
    export_releases(database, tmp_path / "published")
    return release, tmp_path / "published"


def test_a_release_names_the_keys_of_its_quarters(database, fill, signer, tmp_path):
    register_pass_keys(database, directory_of(PAST, STAFF), LAST)
    release, folder = released(database, fill, signer, tmp_path)
    digest = digest_of([PAST.published], LAST)
    assert release.pass_keys == {"2026-Q3": digest}
    assert json.loads((folder / "2026-Q3.json").read_bytes())["passKeys"] == {"2026-Q3": digest}
    key = folder / "public-key-1.pem"
    kept, other = tmp_path / "kept.json", tmp_path / "other.json"
    kept.write_bytes(directory_of(PAST, COMING))
    other.write_bytes(directory_of(key_of(SourceGroup.STAFF, LAST, 1)))
    (verdict,) = verify_releases([folder], [key], kept)
    assert (verdict.problems, verdict.pass_keys) == ((), {"2026-Q3": digest})
    (verdict,) = verify_releases([folder], [key], other)
    assert verdict.problems == (KEYS_DIFFER,)
    run = [sys.executable, "-m", "feedback_api", "verify", str(folder), "--key", str(key)]
    told = subprocess.run([*run, "--pass-keys", str(kept)], capture_output=True, text=True, check=True)
    assert told.stdout == f"2026-Q3: holds\n2026-Q3: keys of passes of 2026-Q3: {digest}\n"
    failed = subprocess.run([*run, "--pass-keys", str(other)], capture_output=True, text=True)
    assert failed.returncode == 1


def test_a_release_without_passes_is_as_it_was(database, fill, signer, tmp_path):
    release, folder = released(database, fill, signer, tmp_path)
    assert release.pass_keys == {}
    assert "passKeys" not in json.loads((folder / "2026-Q3.json").read_bytes())
    (verdict,) = verify_releases([folder], [folder / "public-key-1.pem"])
    assert (verdict.problems, verdict.pass_keys) == ((), {})


@pytest.mark.parametrize(
    "wrong",
    [
        {"pass_issuer": "https://passes.example"},
        {"pass_origin": "https://door.example"},
        {"pass_issuer": "http://passes.example", "pass_origin": "https://door.example"},
        {"pass_issuer": "https://passes.example/path", "pass_origin": "https://door.example"},
        {"pass_issuer": "https://passes.example", "pass_origin": "https://me@door.example"},
        {"pass_issuer": "https://passes.example", "pass_origin": "door.example"},
    ],
)
def test_half_or_unsafe_settings_are_refused(wrong):
    with pytest.raises(ValueError, match="FEEDBACK_PASS_"):
        Settings(**wrong)
