"""Runs a command on a terminal of its own and answers its questions: usage: terminal.py ANSWERS(JSON) COMMAND...

An answer is typed once what was shown ends in ": ". Prints what the terminal showed; exits as the command did.
"""

import json
import os
import pty
import select
import sys
import time

answers = json.loads(sys.argv[1])
child, terminal = pty.fork()
if child == 0:
    os.execvp(sys.argv[2], sys.argv[2:])
shown = b""
new = b""
deadline = time.monotonic() + 60
while time.monotonic() < deadline:
    if select.select([terminal], [], [], 0.05)[0]:
        try:
            data = os.read(terminal, 65536)
        except OSError:
            break
        if not data:
            break
        shown += data
        new += data
    if new.endswith(b": "):
        new = b""
        # The end of the input is typed as Ctrl-D.
        os.write(terminal, (answers.pop(0) + "\n").encode() if answers else b"\x04")
else:
    os.kill(child, 9)
sys.stdout.write(shown.decode(errors="replace").replace("\r\n", "\n"))
sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
