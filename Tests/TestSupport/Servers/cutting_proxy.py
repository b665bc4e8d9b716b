"""A TCP proxy before a git HTTP server that loses the answer to a push.

usage: cutting_proxy.py PORT TARGET_PORT early|late

early: the connection is cut when the push begins, and nothing of it reaches the server.
late: the push reaches the server, which does it; its answer is swallowed and the connection cut.
"""
import socket
import sys
import threading

PORT, TARGET, MODE = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]


def serve(client):
    server = socket.create_connection(("127.0.0.1", TARGET))
    pushing = threading.Event()

    def forward():
        try:
            while data := client.recv(65536):
                if data.startswith(b"POST") and b"git-receive-pack HTTP" in data.split(b"\r\n")[0]:
                    pushing.set()
                    if MODE == "early":
                        break
                server.sendall(data)
        except OSError:
            pass
        finish(server if MODE == "late" and pushing.is_set() else client, server)

    def finish(*sockets):
        for each in sockets:
            try:
                each.shutdown(socket.SHUT_RDWR if each is not server or MODE != "late" else socket.SHUT_WR)
            except OSError:
                pass

    threading.Thread(target=forward, daemon=True).start()
    answer = b""
    try:
        while data := server.recv(65536):
            if pushing.is_set():
                answer += data
                if answer.endswith(b"0\r\n\r\n"):
                    break
            else:
                client.sendall(data)
    except OSError:
        pass
    for each in (client, server):
        try:
            each.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass
        each.close()


listener = socket.create_server(("127.0.0.1", PORT))
while True:
    threading.Thread(target=serve, args=(listener.accept()[0],), daemon=True).start()
