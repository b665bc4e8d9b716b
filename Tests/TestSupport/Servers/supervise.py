"""Runs a server for a test and ends it with the test, however the test ends.

usage: supervise.py COMMAND [ARG ...]

The command runs in a process group of its own. When standard input reaches its end (the test closed it, or
died), the group gets SIGTERM, then SIGKILL. Exits with the command's code if it ends first.
"""
import os
import signal
import subprocess
import sys
import threading

# A process started from a dispatch thread inherits every signal blocked: the server has to hear that it is to end.
signal.pthread_sigmask(signal.SIG_SETMASK, [])
child = subprocess.Popen(sys.argv[1:], stdin=subprocess.DEVNULL, start_new_session=True)


def end_with_the_test():
    while os.read(0, 4096):
        pass
    for sig, wait in ((signal.SIGTERM, 3), (signal.SIGKILL, 3)):
        try:
            os.killpg(child.pid, sig)
        except ProcessLookupError:
            break
        try:
            child.wait(wait)
            break
        except subprocess.TimeoutExpired:
            pass
    os._exit(0)


threading.Thread(target=end_with_the_test, daemon=True).start()
sys.exit(child.wait())
