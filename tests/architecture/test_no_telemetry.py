"""The framework can report every request, its body and its exceptions to a collector: here it never does."""

import os
import subprocess
import sys
from pathlib import Path

SCRIPT = """
from opentelemetry import trace

class Collector(trace.TracerProvider):
    asked = []

    def get_tracer(self, name, *rest, **more):
        self.asked.append(name)
        return trace.NoOpTracer()

trace.set_tracer_provider(Collector())

from datetime import UTC, datetime
from starlette.testclient import TestClient
from feedback_api import assemble
from feedback_api.settings import Settings
from feedback_api.store import schema
from feedback_api.store.engine import open_database

settings = Settings()
database = open_database(settings.database_url)
schema.upgrade(database)
now = datetime(2026, 11, 2, tzinfo=UTC)
app = assemble.build(settings, database, assemble.load_reader(settings), lambda: now)
with TestClient(app, base_url="https://testserver") as site:
    answers = [site.get("/v1/policy"), site.get("/form/nl")]
    answers.append(site.post("/v1/feedback-items", json={"improve": "x"}))
print([answer.status_code for answer in answers], Collector.asked)
"""


def test_a_collector_of_the_process_hears_nothing(tmp_path: Path):
    """Neither one that the process has, nor one that the environment asks the framework to connect to."""
    environment = os.environ | {
        "FEEDBACK_DATABASE_URL": f"sqlite:///{tmp_path / 'feedback.db'}",
        "FASTAPI_OTEL_AUTO_CONFIGURE": "true",
        "OTEL_EXPORTER_OTLP_ENDPOINT": "http://127.0.0.1:9",
    }
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], env=environment, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "[200, 200, 401] []"
