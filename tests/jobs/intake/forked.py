"""A process that has the product loaded and hands out copies of itself (run as a program: SOCKET).

Tests that kill, stop or race whole processes need dozens of them; a fresh interpreter costs seconds of imports,
a fork milliseconds. Each request is a line of JSON with the standard streams beside it; the answer is the
process's number. It is forked twice, so that it becomes a child of whoever asked (a subreaper) and dies alone.
The children that it reads files in come from one fork server that all copies share.
"""

import gc
import importlib
import json
import os
import socket
import sys
from multiprocessing import forkserver
from typing import Any

REQUEST = 1 << 20
STREAMS = 2


NEEDED = (
    *("toolkit.cli.main", "toolkit.cli.recover", "toolkit.cli.run", "toolkit.daemon", "toolkit.jobs.intake.once"),
    *("toolkit.jobs.intake.orders", "toolkit.jobs.logs", "toolkit.jobs.reports", "toolkit.ledger.ledger"),
)


def preload() -> None:
    """Load what ``toolkit run`` needs, and start the server that its children come from."""
    for name in NEEDED:
        importlib.import_module(name)
    from toolkit.jobs.service import CHILDREN_KNOW
    from toolkit.workers import _context

    _context(CHILDREN_KNOW)
    forkserver.ensure_running()
    gc.freeze()


def become(asked: dict[str, Any], streams: list[int]) -> None:
    """In the copy: take on the environment, the folder and the streams of who asked, and run its code."""
    os.environ.clear()
    os.environ.update(asked["environment"])
    os.chdir(asked["folder"])
    for target, stream in enumerate(streams, 1):
        os.dup2(stream, target)
        os.close(stream)
    forkserver._forkserver.ensure_running = lambda: None  # it is the first process's child, and runs
    sys.argv = ["-c", *asked["words"]]
    exec(compile(asked["code"], "-c", "exec"), {"__name__": "__main__"})


def serve(line: socket.socket) -> None:
    """Answer requests until the other end is gone."""
    while True:
        request, streams, _, _ = socket.recv_fds(line, REQUEST, STREAMS)
        if not request:
            return
        first = os.fork()
        if not first:
            second = os.fork()
            if second:
                line.sendall(f"{second}\n".encode())
                os._exit(0)
            line.close()
            become(json.loads(request), streams)
            sys.exit()
        os.waitpid(first, 0)
        line.sendall(b"\n")
        for stream in streams:
            os.close(stream)


if __name__ == "__main__":
    with socket.socket(fileno=int(sys.argv[1])) as asking:
        preload()
        asking.sendall(b"\n")
        serve(asking)
