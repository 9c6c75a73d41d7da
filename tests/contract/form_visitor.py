"""A person at the form, with a browser without scripts, and what lies in the store before and after."""

import re

from sqlalchemy import inspect, text

CANARY = "zwaluwnest"
WORDS = f"De brief was moeilijk en mevrouw {CANARY.title()} belde mij op 06-12345678."


class Visitor:
    """Posts what the page shows, as a browser does."""

    def __init__(self, site, language="nl"):
        self.site, self.address = site, f"/form/{language}"
        self.page = site.get(self.address)

    def hidden(self, name):
        found = re.search(rf'name="{name}" value="([^"]*)"', self.page.text)
        return found[1] if found else ""

    def fields(self, page, **fields):
        return {"page": page, "csrf": self.hidden("csrf"), "draft": self.hidden("draft")} | fields

    def press(self, page, **fields):
        self.page = self.site.post(self.address, data=self.fields(page, **fields), follow_redirects=False)
        return self.page

    def enter(self, code):
        return self.press("screening", waiting="no", invitation=code)

    def answer(self, improve, **fields):
        return self.press(
            "questions", **({"step": "decision", "rating": "mixed", "improve": improve} | fields)
        )


def count(database, table):
    with database.connect() as connection:
        return connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one()


def everything(database):
    """All rows of all tables, as they are."""
    with database.connect() as connection:
        return {
            table: sorted(repr(tuple(row)) for row in connection.execute(text(f"SELECT * FROM {table}")))
            for table in inspect(connection).get_table_names()
        }
