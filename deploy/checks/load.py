"""Callers that never pause, over HTTP, while something is done to the replicas behind."""

import http.client
import json
import threading
import time
import urllib.parse

CLAIM = {"text": "China generated 2.3 times as much electricity as the US in 2025."}
YEARS = {"regions": ["CN"], "metrics": ["METRIC_INSTALLED_CAPACITY"], "firstYear": 2026, "lastYear": 2030}
CALLS = [("GET", "/v1/regions", None), ("POST", "/v1/claims:check", CLAIM), ("POST", "/v1/capacity:project", YEARS)]


class Load:
    """`with Load(base) as load:` calls until its end; then `load.failed` is what went wrong."""

    def __init__(self, base, callers=4):
        self.callers = callers
        self.host = urllib.parse.urlsplit(base).netloc
        self.answered, self.failed = 0, []
        self.lock, self.ended = threading.Lock(), threading.Event()
        self.threads = [threading.Thread(target=self.call) for _ in range(callers)]

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self.ended.set()
        for thread in self.threads:
            thread.join()

    def call(self):
        connection = http.client.HTTPConnection(self.host, timeout=20)
        while not self.ended.is_set():
            for verb, path, body in CALLS:
                try:
                    connection.request(verb, path, body and json.dumps(body), {"content-type": "application/json"})
                    reply = connection.getresponse()
                    text = reply.read()
                    fault = None if reply.status == 200 else f"{path}: {reply.status} {text[:200]}"
                except OSError as error:
                    fault = f"{path}: {error!r}"
                    connection.close()
                with self.lock:
                    self.answered += fault is None
                    self.failed += [fault] if fault else []

    def answer(self, more, limit=60):
        """Waits until so many more calls were answered."""
        goal, until = self.answered + more, time.monotonic() + limit
        while self.answered < goal:
            if time.monotonic() > until:
                raise SystemExit(f"load: {self.answered} calls answered in {limit} s, {len(self.failed)} failed: {self.failed[:3]}")
            time.sleep(0.02)

    def tell(self, what, may_fail=0):
        """Prints what came of it, and ends with an error where more failed than may."""
        failed = f"{len(self.failed)} failed" + (f" (at most {may_fail} may)" if may_fail else "")
        if len(self.failed) > may_fail:
            raise SystemExit(f"{what}: {self.answered} calls answered, {failed}: {self.failed[:3]}")
        print(f"{what}: {self.answered} calls answered, {failed}")
