"""A server of a test's own, for what would disturb the other tests' server: limits,
and lists that have to be long.

It has the keys of the environment, so that a client needs its address and nothing else.
"""

import contextlib
import os
import pathlib
import re
import subprocess

ROOT = pathlib.Path(__file__).parents[2]
BINARY = ROOT / os.environ.get("FOUREYES_BIN", "bin/foureyes")
STOPS_WITHIN = 30  # seconds


@contextlib.contextmanager
def own_server(folder, *flags):
    """Serve from a folder on a free port, give the address, and stop at the end."""
    keys = ["--access-key-id", os.environ["AWS_ACCESS_KEY_ID"], "--secret-access-key", os.environ["AWS_SECRET_ACCESS_KEY"]]
    command = [BINARY, "serve", "--listen", "127.0.0.1:0", "--sql-listen=", "--data", folder / "data", *keys, *flags]
    # Settings of the other server must have no say here.
    settings = {name: value for name, value in os.environ.items() if not name.startswith("FOUREYES_")}
    log = folder / "log"
    with log.open("w") as errors:
        server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=errors, text=True, env=settings)
    try:
        ready = re.search(r" is ready at (\S+)$", server.stdout.readline().rstrip())
        assert ready, f"the server did not become ready:\n{log.read_text()}"
        yield ready.group(1)
    finally:
        stop(server)


def stop(server):
    server.terminate()
    try:
        server.communicate(timeout=STOPS_WITHIN)
    except subprocess.TimeoutExpired:
        server.kill()
        server.communicate()
        raise
