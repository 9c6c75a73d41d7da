"""The served document under Spectral with our own ruleset: nothing found; what breaks a rule is found."""

import copy
import json
import subprocess
from pathlib import Path

RULESET = Path(__file__).parent / "spectral.yaml"


def lint(spectral, document, folder):
    """Rules that a document breaks, of every severity, with the place."""
    file = folder / "openapi.json"
    file.write_text(json.dumps(document), encoding="utf-8")
    command = [*spectral, "lint", "--ruleset", str(RULESET), "--format", "json", "--quiet"]
    done = subprocess.run([*command, str(file)], capture_output=True, text=True, timeout=120)
    found = done.stdout[done.stdout.index("[") : done.stdout.rindex("]") + 1]
    return [(f["code"], "/".join(map(str, f["path"])), f["message"]) for f in json.loads(found)]


def test_nothing_is_found_in_the_served_document(spectral, document, tmp_path):
    assert lint(spectral, document, tmp_path) == []


def test_nothing_is_found_in_the_dutch_document(spectral, house, tmp_path):
    assert lint(spectral, house.site.get("/v1/nl/openapi.json").json(), tmp_path) == []


def test_every_broken_rule_is_found(spectral, document, tmp_path):
    broken = copy.deepcopy(document)
    paths = broken["paths"]
    themes, items = paths["/themes"]["get"], paths["/feedback-items"]["post"]
    paths["/shared_picture"] = paths.pop("/shared-picture")
    paths["/trends/"] = paths.pop("/trends")
    paths["/keys"]["trace"] = copy.deepcopy(paths["/keys"]["get"]) | {"operationId": "traceKeys"}
    next(p for p in themes["parameters"] if p["name"] == "sourceGroup")["name"] = "source_group"
    del themes["responses"]["200"]["headers"]["API-Version"]
    del themes["responses"]["200"]["content"]["application/json"]["examples"]
    del themes["summary"], themes["security"]
    items["responses"]["422"] = {"description": "no", "content": {"application/json": {}}}
    del items["responses"]["400"]
    del items["requestBody"]["content"]["application/json"]["examples"]
    items["responses"]["500"] = {"description": "no"}
    del broken["components"]["responses"]["Unavailable"]["headers"]["Retry-After"]
    broken["components"]["schemas"]["Votes"]["properties"]["at_least"] = {
        "type": "string",
        "format": "date-time",
    }
    broken["components"]["schemas"]["ProblemBody"]["required"].remove("detail")
    broken["info"]["version"], broken["openapi"] = "v1", "3.0.3"
    del broken["info"]["contact"]["email"]
    broken["servers"] = [{"url": "/api"}]
    ours = {
        line.strip()[:-1] for line in RULESET.read_text("utf-8").splitlines() if line.startswith("  adr-")
    }
    assert ours - {code for code, _, _ in lint(spectral, broken, tmp_path)} == set()
