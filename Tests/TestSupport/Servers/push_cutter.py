"""A TCP proxy before a git HTTP server that cuts pushes (the POST to git-receive-pack) where it is told to.

usage: push_cutter.py PORT TARGET_PORT PLAN

PLAN is a file, read for each connection: {"nth": N, "times": once|always|dark, "where": WHERE}. The pushes that came
since the file was changed are counted, from 1. once: the Nth is cut; always: the Nth and all after it; dark: the Nth, and
every connection after it whatever it asks for. WHERE is head (nothing gets through), a number of bytes of the request's
body, half or last (all but one byte), unanswered (the whole request and no byte of the answer), half-answer.
"""
import json
import os
import socket
import struct
import sys
import threading

PORT, TARGET, PLAN = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
lock, state = threading.Lock(), {"version": None, "count": 0, "dark": False}


def reset(connection):
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()


def message(stream):
    """A request or an answer: its head, its body; None at the end."""
    head = b""
    while not head.endswith(b"\r\n\r\n"):
        line = stream.readline()
        if not line:
            return None
        head += line
    fields = dict(line.lower().split(b": ", 1) for line in head.split(b"\r\n")[1:-2])
    if fields.get(b"transfer-encoding") == b"chunked":
        body = b""
        while not body.endswith(b"\r\n0\r\n\r\n") and body != b"0\r\n\r\n":
            size = stream.readline()
            body += size + stream.read(int(size, 16) + 2)
        return head, body
    return head, stream.read(int(fields.get(b"content-length", 0)))


def planned(head):
    """Where to cut this request; nil for nowhere."""
    pushes = head.startswith(b"POST") and b"git-receive-pack HTTP" in head.split(b"\r\n")[0]
    with lock:
        status = os.stat(PLAN)
        version = (status.st_mtime_ns, status.st_ino)
        if version != state["version"]:
            state.update(version=version, count=0, dark=False)
        plan = json.load(open(PLAN))
        if state["dark"]:
            return "head"
        if not pushes or not plan:
            return None
        state["count"] += 1
        if state["count"] < plan["nth"] or plan["times"] == "once" and state["count"] > plan["nth"]:
            return None
        state["dark"] = plan["times"] == "dark"
        return plan["where"]


def serve(client):
    with client.makefile("rb") as stream:
        while request := message(stream):
            head, body = request
            where = planned(head)
            if where == "head":
                return reset(client)
            places = {"half": len(body) // 2, "last": len(body) - 1}
            part = None if where in (None, "unanswered", "half-answer") else places.get(where, where)
            # One connection to the server for each request: what was cut must not be waited for.
            with socket.create_connection(("127.0.0.1", TARGET)) as server:
                server.sendall(head + (body if part is None else body[:part]))
                if part is not None:
                    reset(server)
                    return reset(client)
                with server.makefile("rb") as answers:
                    answer = message(answers)
            if where == "unanswered" or answer is None:
                return reset(client)
            whole = answer[0] + answer[1]
            if where == "half-answer":
                client.sendall(whole[: len(whole) // 2])
                return client.close()
            client.sendall(whole)
    client.close()


listener = socket.create_server(("127.0.0.1", PORT))
while True:
    threading.Thread(target=serve, args=(listener.accept()[0],), daemon=True).start()
