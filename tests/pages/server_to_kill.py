"""Serve the course's pages as ``kit start`` does, again and again, so that each server can be killed.

For each workspace and port on standard input, this forks a server and prints its pid, then ``gone`` once it
has ended. The imports run only once. The token stands in ``JUPYTER_TOKEN``.
"""

import os
import sys

from jupyter_server.serverapp import ServerApp

from kit.launch.server import _for_pages
from kit.pages.extension import cache_folder, rendered

if __name__ == "__main__":
    rendered(cache_folder())
    for line in sys.stdin:
        workspace, port = line.rstrip("\n").split("\t")
        pid = os.fork()
        if pid == 0:
            server = ServerApp.instance()
            server.initialize(argv=_for_pages(workspace, port), find_extensions=False)
            server.start()
            os._exit(1)
        print(pid, flush=True)
        os.waitpid(pid, 0)
        print("gone", flush=True)
