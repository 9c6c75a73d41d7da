"""Somebody's browser at the desk."""

from datetime import datetime

import httpx
from sqlalchemy import Engine
from starlette.testclient import TestClient

from feedback_api.flows.sign_in_link import make_link
from feedback_api.terms.roles import Role
from feedback_api.web.signed_in import proof_of

SIGNED_IN = "You are signed in"


class Visitor:
    """A browser with the cookies it was given, and what its forms carry."""

    def __init__(self, site: TestClient, cookie: str = "__Host-desk") -> None:
        self.site, self.named = site, cookie

    @property
    def cookie(self) -> str:
        return self.site.cookies.get(self.named) or ""

    @cookie.setter
    def cookie(self, value: str) -> None:
        self.site.cookies.clear()
        self.site.cookies.set(self.named, value, domain=self.site.base_url.host)

    def types(self, code: str, path: str = "/desk/en/sign-in", **fields: str) -> httpx.Response:
        """Open the page that asks to sign in, type a code and press the button."""
        proof = self.site.get(path).text.split('name="csrf" value="')[1].split('"')[0]
        return self.site.post("/desk/en/sign-in", data={"csrf": proof, "code": code, **fields})

    def signs_in(self, database: Engine, now: datetime, *roles: Role, account: str = "ada") -> httpx.Response:
        """Use a link that the operator made just now."""
        code = make_link(database, account, frozenset(roles or {Role.REVIEWER}), now)
        return self.types(code)

    def posts(self, path: str, **fields: str) -> httpx.Response:
        """Post a form of the desk with the proof of this session."""
        return self.site.post(path, data={"csrf": proof_of(self.cookie), **fields})

    @property
    def is_in(self) -> bool:
        """Whether the start page opens."""
        return SIGNED_IN in self.site.get("/desk/en").text
