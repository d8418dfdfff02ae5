"""Two replicas of a program and Envoy before them, as processes of this machine, without containers."""

import pathlib
import socket
import subprocess
import time
import urllib.request

DEPLOY = pathlib.Path(__file__).parent.parent


def free_port():
    with socket.socket() as any_port:
        any_port.bind(("127.0.0.1", 0))
        return any_port.getsockname()[1]


def wait(what, is_so, limit=30):
    until = time.monotonic() + limit
    while not is_so():
        if time.monotonic() > until:
            raise SystemExit(f"{what}: not after {limit} s")
        time.sleep(0.05)


def answers(url):
    try:
        with urllib.request.urlopen(url, timeout=5) as reply:
            return reply.status == 200
    except OSError:
        return False


def page(url):
    with urllib.request.urlopen(url, timeout=5) as reply:
        return reply.read().decode()


class Replica:
    def __init__(self, program, log, *settings):
        self.program, self.log, self.settings = program, log, settings
        self.port, self.admin = free_port(), f"127.0.0.1:{free_port()}"
        self.address = f"127.0.0.1:{self.port}"
        self.start()

    def start(self):
        command = [self.program, "serve", "--listen", self.address, "--admin-listen", self.admin, *self.settings]
        self.process = subprocess.Popen(command, stdout=self.log, stderr=self.log)
        wait(f"{self.program} ready", lambda: answers(f"http://{self.admin}/readyz"))

    def end(self, by):
        self.process.send_signal(by)
        return self.process.wait(timeout=40)

    def calls(self):
        """How many calls of the service it has ended, but for health checks."""
        lines = page(f"http://{self.admin}/metrics").splitlines()
        counts = (line for line in lines if line.startswith("rpc_server_call_duration_seconds_count"))
        return sum(float(line.rsplit(" ", 1)[1]) for line in counts if "energycompute.v1" in line)


def local_envoy(replicas, port, admin_port):
    """deploy/envoy/envoy.yaml with addresses of this machine in place of names."""
    text = (DEPLOY / "envoy/envoy.yaml").read_text()
    changes = [
        (f"address: {name}, port_value: 50051", f"address: 127.0.0.1, port_value: {replica.port}")
        for name, replica in zip(("energycompute", "energycompute-2"), replicas)
    ]
    changes += [
        ("address: 0.0.0.0, port_value: 8080", f"address: 127.0.0.1, port_value: {port}"),
        ("port_value: 9901", f"port_value: {admin_port}"),
        ("/etc/envoy/", f"{DEPLOY}/envoy/"),
    ]
    for old, new in changes:
        if text.count(old) != 1:
            raise SystemExit(f"deploy/envoy/envoy.yaml: {old!r} stands there {text.count(old)} times, not once")
        text = text.replace(old, new)
    return text


class Stack:
    """`with Stack(program, directory) as stack:` has `replicas`, `base` (HTTP) and ends them all."""

    def __init__(self, program, directory):
        self.program, self.directory = program, pathlib.Path(directory)
        self.directory.mkdir(parents=True, exist_ok=True)
        self.replicas, self.envoy = [], None

    def __enter__(self):
        self.log = open(self.directory / "stack.log", "w")
        try:
            self.start()
        except BaseException:
            self.__exit__()
            raise
        return self

    def start(self):
        for _ in range(2):
            self.replicas.append(Replica(self.program, self.log))
        port, admin_port = free_port(), free_port()
        self.base, self.admin = f"http://127.0.0.1:{port}", f"http://127.0.0.1:{admin_port}"
        config = self.directory / "envoy.yaml"
        config.write_text(local_envoy(self.replicas, port, admin_port))
        command = ["envoy", "-c", config, "--disable-hot-restart", "--concurrency", "2", "--log-level", "warning"]
        self.envoy = subprocess.Popen(command, stdout=self.log, stderr=self.log)
        wait("Envoy sees both replicas", lambda: self.healthy() == 2)

    def healthy(self):
        try:
            return page(f"{self.admin}/clusters").count("::health_flags::healthy")
        except OSError:
            return 0

    def __exit__(self, *_):
        if self.envoy:
            self.envoy.terminate()
        for replica in self.replicas:
            replica.process.kill()
        for process in [self.envoy, *(replica.process for replica in self.replicas)]:
            if process:
                process.wait()
        self.log.close()
