"""Compares the metrics and labels of the alerts and of the service dashboard with a page of /metrics.
Usage: metrics.py PAGE"""

import json
import pathlib
import re
import sys

import promql_parser as promql
import yaml

DEPLOY = pathlib.Path(__file__).parent.parent
ALERTS = DEPLOY / "prometheus/alerts.yaml"
TESTS = DEPLOY / "prometheus/alerts_test.yaml"
DASHBOARD = DEPLOY / "grafana/dashboards/service.json"
OF_PROMETHEUS = {"job", "instance", "le"}


def known(page):
    """Metric name -> label name -> values; None for the labels of a metric that has no sample yet."""
    found = {"up": {}}
    for line in page.splitlines():
        if line.startswith("# TYPE "):
            _, _, name, kind = line.split(" ")
            names = [name + end for end in ("_bucket", "_sum", "_count")] if kind == "histogram" else [name]
            found |= {each: None for each in names}
        elif line and not line.startswith("#"):
            name, labels = re.match(r"([^{ ]+)(?:\{(.*)\})? ", line).groups()
            found[name] = found[name] or {}
            for label, value in re.findall(r'(\w+)="((?:[^"\\]|\\.)*)"', labels or ""):
                found[name].setdefault(label, set()).add(value)
    return found


def selectors(node):
    """Every vector selector in an expression."""
    if isinstance(node, promql.VectorSelector):
        yield node
    for part in ("expr", "lhs", "rhs", "vector_selector", "args"):
        below = getattr(node, part, None)
        for each in below if isinstance(below, list) else [below]:
            if each is not None and each is not node:
                yield from selectors(each)


def faults(expression, metrics):
    for selector in selectors(promql.parse(expression.replace("$__rate_interval", "5m"))):
        name = selector.name
        if name not in metrics:
            yield f"the service has no metric {name}"
            continue
        labels = metrics[name]
        for matcher in selector.matchers.matchers:
            if labels is None or matcher.name in OF_PROMETHEUS:
                continue
            values = labels.get(matcher.name)
            if values is None:
                yield f"{name} has no label {matcher.name}"
            # Methods and codes are told once they were called; all others from the start.
            elif matcher.op == promql.MatchOp.Equal and not name.startswith("rpc_") and matcher.value not in values:
                yield f"{name} has no {matcher.name} {matcher.value!r}, only {', '.join(sorted(values))}"


def expressions():
    for group in yaml.safe_load(ALERTS.read_text())["groups"]:
        for rule in group["rules"]:
            yield ALERTS, rule["alert"], rule["expr"]
    for panel in json.loads(DASHBOARD.read_text())["panels"]:
        for target in panel["targets"]:
            yield DASHBOARD, panel["title"], target["expr"]


def untested():
    """Alerts that no test expects to fire."""
    cases = [case for test in yaml.safe_load(TESTS.read_text())["tests"] for case in test["alert_rule_test"]]
    fired = {case["alertname"] for case in cases if case["exp_alerts"]}
    for file, alert, _ in expressions():
        if file == ALERTS and alert not in fired:
            yield f"{TESTS}: no case in which {alert} fires"


def main(page):
    metrics = known(pathlib.Path(page).read_text())
    found = [
        f"{file}: {what}: {fault}" for file, what, expression in expressions() for fault in faults(expression, metrics)
    ]
    found += untested()
    if found:
        raise SystemExit("\n".join(found))
    print(f"alerts and service dashboard: {len(list(expressions()))} expressions, every metric and label is one of the service")


if __name__ == "__main__":
    main(*sys.argv[1:])
