"""A server of the built program in a folder of its own, on a free loopback port. Standard library only."""
import os, signal, socket, subprocess, sys, time, urllib.request

AISLE = os.path.abspath(sys.argv[1])
ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


class Server:
    """A server with stub engines. Settings are keys of aisle.yaml, dots written as underlines."""

    def __init__(self, folder, umask=None, **settings):
        self.folder, self.port, self.umask, self.process = folder, free_port(), umask, None
        settings = {"speech_recognizer": "stub", "speech_synthesizer": "stub", **settings}
        self.environment = {**os.environ, "AISLE_DATA": folder, "AISLE_SERVER_PORT": str(self.port),
                            **{"AISLE_" + name.upper(): str(value) for name, value in settings.items()}}

    def start(self):
        self.log = open(os.path.join(self.folder, "log"), "a")
        self.process = subprocess.Popen([AISLE, "server"], cwd=ROOT, env=self.environment, stdout=self.log, stderr=self.log,
                                        **self.rights())
        # A debug build reads and trains for ten seconds, on a busy machine for much longer.
        for _ in range(1800):
            if self.process.poll() is not None:
                raise AssertionError("server ended: " + open(self.log.name).read()[-600:])
            try:
                self.get("/readyz")
                return self
            except OSError:
                time.sleep(0.1)
        raise AssertionError("server never became ready")

    def get(self, path):
        return urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=5).read().decode()

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self):
        """Stops it in order; the seconds that took."""
        started = time.time()
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(60)
        return time.time() - started

    def run(self, *arguments, said=""):
        """A command of the program beside the server: the finished process."""
        return subprocess.run([AISLE, *arguments], cwd=ROOT, env=self.environment, capture_output=True, text=True, timeout=120,
                              input=said, **self.rights())

    def rights(self):
        return {} if self.umask is None else {"umask": self.umask}
