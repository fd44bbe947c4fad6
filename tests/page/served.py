"""The server of the page as somebody starts it: a process of its own."""

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

ADDRESS = re.compile(r"open (http://\S+)")


class Served:
    """A server of its own process, and a browser that has come in."""

    def __init__(self, work):
        self.work = work
        self.start()

    def start(self):
        command = [sys.executable, "-m", "reportgen", "serve", str(self.work), "--no-browser", "--port", "0"]
        around = {**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent.parent)}
        self.process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=around)
        self.address = ADDRESS.search(self.process.stderr.readline())[1]
        self.base = self.address.partition("?")[0]

    def end(self, how=signal.SIGINT):
        self.process.send_signal(how)
        self.process.wait(timeout=30)
        self.process.stderr.close()
