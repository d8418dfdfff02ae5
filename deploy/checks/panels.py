"""Asks what the panels of the analytics dashboard ask, by curl, and reads the answers as its Infinity data source would:
a root, a row for each of its items, a path for each column. Usage: panels.py HTTP_BASE"""

import json
import pathlib
import sys

import calls

DEPLOY = pathlib.Path(__file__).parent.parent
DASHBOARD = DEPLOY / "grafana/dashboards/analytics.json"


def at(value, path):
    """`a.b.0.c`, as gjson reads it."""
    for step in path.split("."):
        if isinstance(value, list):
            value = value[int(step)] if step.isdigit() and int(step) < len(value) else None
        else:
            value = value.get(step) if isinstance(value, dict) else None
    return value


def rows(base, target):
    options = target["url_options"]
    body = json.loads(options["data"]) if options["method"] == "POST" else None
    (reply,) = calls.by_curl(base, f"{options['method']} {target['url']}", body)
    found = at(reply, target["root_selector"])
    if not isinstance(found, list) or not found:
        raise SystemExit(f"{target['url']}: nothing at {target['root_selector']}")
    return [{column["text"]: at(row, column["selector"]) for column in target["columns"]} for row in found]


def faults(panel, target, table):
    numbers = {column["text"] for column in target["columns"] if column["type"] == "number"}
    for column in target["columns"]:
        values = [row[column["text"]] for row in table if row[column["text"]] is not None]
        if not values:
            yield f"column {column['text']!r} is empty: no {column['selector']}"
        if column["text"] in numbers and not all(isinstance(value, (int, float)) for value in values):
            yield f"column {column['text']!r} has text among its numbers"
    for row in table:
        if "median" in row and not row["10 %"] <= row["median"] <= row["90 %"]:
            yield f"a band does not hold its median: {row}"
    named = {override["matcher"]["options"] for override in panel["fieldConfig"]["overrides"]}
    named |= {panel["options"][key] for key in ("xField",) if key in panel["options"]}
    for name in named - {column["text"] for column in target["columns"]}:
        yield f"{name!r} is named in the panel and is no column"


def check(base):
    panels, lines = json.loads(DASHBOARD.read_text())["panels"], 0
    for panel in panels:
        for target in panel["targets"]:
            table = rows(base, target)
            lines += len(table)
            for fault in faults(panel, target, table):
                raise SystemExit(f"{DASHBOARD}: {panel['title']}: {fault}")
    claims = {claim["name"] for claim in calls.by_curl(base, "GET /v1/claims?pageSize=200", None)[0]["claims"]}
    asked = {request["claim"] for request in json.loads(panels[-1]["targets"][0]["url_options"]["data"])["requests"]}
    if claims != asked:
        raise SystemExit(f"{DASHBOARD}: {panels[-1]['title']}: the catalog has other claims: {sorted(claims ^ asked)}")
    print(f"analytics dashboard: {len(panels)} panels asked by curl, {lines} rows, every column there")


if __name__ == "__main__":
    check(*sys.argv[1:])
