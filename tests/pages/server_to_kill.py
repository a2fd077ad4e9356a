"""Serve the course's pages as ``kit start`` does, again and again, so that each server can be killed.

For each workspace and port on standard input, this forks a server and prints its pid, then ``gone`` once it
has ended. The imports run only once. The token stands in ``JUPYTER_TOKEN``.
"""

import os
import sys
from pathlib import Path

from kit.launch import pages_server
from kit.pages.extension import cache_folder, rendered

if __name__ == "__main__":
    rendered(cache_folder())
    for line in sys.stdin:
        workspace, port = line.rstrip("\n").split("\t")
        parent = os.getpid()
        pid = os.fork()
        if pid == 0:
            sys.argv[1:] = [workspace, str(Path(workspace).parent), port, str(parent)]
            pages_server.main()
            os._exit(1)
        print(pid, flush=True)
        os.waitpid(pid, 0)
        print("gone", flush=True)
