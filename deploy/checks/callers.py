"""Runs every caller against a server: they must print the same numbers for the same question.
Usage: callers.py GRPC_ADDRESS HTTP_BASE"""

import functools
import http.server
import os
import pathlib
import re
import shutil
import subprocess
import sys
import threading

TOP = pathlib.Path(__file__).parent.parent.parent
CALLERS = TOP / "deploy/callers"
WORK = TOP / "target/callers"


def run(*command, where=TOP, **environment):
    done = subprocess.run(command, cwd=where, env=os.environ | environment, capture_output=True, text=True, timeout=600)
    if done.returncode:
        raise SystemExit(f"{' '.join(map(str, command))}\n{done.stdout[-3000:]}{done.stderr[-3000:]}")
    return done.stdout


def installed(name, manifest, install):
    """Installs again only when the manifest changed."""
    folder, stamp = WORK / name, WORK / f"{name}.{manifest}"
    wanted = (CALLERS / name / manifest).read_text()
    if not stamp.exists() or stamp.read_text() != wanted:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        install(folder)
        stamp.write_text(wanted)
    return folder


def python(address, _base):
    def install(folder):
        run(sys.executable, "-m", "venv", folder)
        run(folder / "bin/pip", "install", "--quiet", "--disable-pip-version-check", "-r", CALLERS / "python/requirements.txt")

    folder = installed("python", "requirements.txt", install)
    path = f"{folder}/bin:{os.environ['PATH']}"
    run(CALLERS / "python/generate", folder / "stubs", PATH=path)
    return run(folder / "bin/python", CALLERS / "python/project.py", address, PYTHONPATH=str(folder / "stubs"))


def npm(name):
    def install(folder):
        shutil.copy(CALLERS / name / "package.json", folder)
        run("npm", "install", "--silent", "--no-audit", "--no-fund", where=folder)

    folder = installed(name, "package.json", install)
    for file in (CALLERS / name).iterdir():
        shutil.copy(file, folder)
    return folder


def node(address, _base):
    return run("node", "project.js", address, where=npm("node"), PROTO=str(TOP / "proto"))


def rust(address, _base):
    return run("cargo", "run", "--quiet", "--locked", "--all-features", "--example", "caller", "--", address)


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


def page(_address, base):
    folder = npm("web")
    path = f"{folder}/node_modules/.bin:{os.environ['PATH']}"
    run("buf", "generate", TOP / "proto", "--template", TOP / "buf.gen.yaml", where=folder, PATH=path)
    (folder / "dist").mkdir(exist_ok=True)
    run("esbuild", "page.js", "--bundle", "--format=esm", "--outfile=dist/page.js", where=folder, PATH=path)
    shutil.copy(folder / "index.html", folder / "dist")
    served = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=folder / "dist"))
    threading.Thread(target=served.serve_forever, daemon=True).start()
    try:
        url = f"http://127.0.0.1:{served.server_port}/?endpoint={base}"
        flags = ["--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={WORK / 'chromium'}"]
        html = run("chromium", *flags, "--virtual-time-budget=10000", "--dump-dom", url)
    finally:
        served.shutdown()
    body = html[html.index('<tbody id="answer">') :]
    rows = re.findall(r"<tr>(.*?)</tr>", body[: body.index("</tbody>")])
    return "\n".join(" ".join(re.findall(r"<td>(.*?)</td>", row)) for row in rows)


def numbers(printed):
    return [[float(word) for word in line.split()] for line in printed.strip().splitlines()]


def check(address, base):
    callers = {"Rust": rust, "Python": python, "Node": node, "browser": page}
    answers = {}
    for name, caller in callers.items():
        printed = caller(address, base)
        try:
            answers[name] = numbers(printed)
        except ValueError:
            raise SystemExit(f"{name}: {printed[:500]}") from None
    first = answers["Rust"]
    if len(first) != 5 or any(answer != first for answer in answers.values()):
        raise SystemExit(f"the callers print different numbers: {answers}")
    year, low, median, high = first[0]
    print(f"{', '.join(callers)} print the same: {year:.0f} {low} {median} {high} and four more years")


if __name__ == "__main__":
    check(*sys.argv[1:])
