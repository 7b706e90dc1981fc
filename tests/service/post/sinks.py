"""Mail servers and a GOV.UK Notify of our own, on this machine: they take, refuse, hang and hang up."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from socketserver import StreamRequestHandler, ThreadingTCPServer
from threading import Thread
from typing import Any


@dataclass
class Sink:
    """A server at a port of this machine, what it took, and how it behaves: a word of its own protocol."""

    manner: str = "takes"
    port: int = 0
    took: list[str] = field(default_factory=list)
    asked: list[dict[str, str]] = field(default_factory=list)


@contextmanager
def listening(sink: Sink, answers: type[StreamRequestHandler]) -> Iterator[Sink]:
    """The server, until the end of the block."""
    with ThreadingTCPServer(("127.0.0.1", 0), type("Answers", (answers,), {"sink": sink})) as server:
        sink.port = server.server_address[1]
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield sink
        finally:
            server.shutdown()
            thread.join()


class Answers(StreamRequestHandler):
    """Answers one caller."""

    sink: Sink
    wbufsize = -1

    def say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())
        self.wfile.flush()


class Smtp(Answers):
    """A mail server (RFC 5321). It `takes`, is `busy`, `refuses` the address, `hangs`, or `drops` in the message."""

    def handle(self) -> None:
        if self.sink.manner == "hangs":
            self.rfile.read()
            return
        self.say("220 sink")
        while line := self.rfile.readline().decode().strip().upper():
            if not self._answered(line):
                return

    def _answered(self, line: str) -> bool:
        """Whether it goes on after this line."""
        if line == "DATA":
            return self._took_message()
        if line.startswith("RCPT") and self.sink.manner in ("busy", "refuses"):
            self.say("451 later" if self.sink.manner == "busy" else "550 nobody here")
        else:
            self.say("221 bye" if line == "QUIT" else "250 sink")
        return line != "QUIT"

    def _took_message(self) -> bool:
        self.say("354 go on")
        lines: list[bytes] = []
        while (line := self.rfile.readline()) != b".\r\n":
            lines.append(line)
            if self.sink.manner == "drops":
                return False
        self.sink.took.append(b"".join(lines).decode())
        self.say("250 taken")
        return True


class Notify(Answers):
    """GOV.UK Notify's way of taking an e-mail. It `takes`, or answers the status that its manner is, or `drops`."""

    def handle(self) -> None:
        line, headers = self.rfile.readline().decode().strip(), dict(self._headers())
        body = self.rfile.read(int(headers["Content-Length"])).decode()
        self.sink.took.append(body)
        self.sink.asked.append({"line": line, **headers})
        if self.sink.manner != "drops":
            self._answer(201 if self.sink.manner == "takes" else int(self.sink.manner))

    def _headers(self) -> Iterator[Any]:
        while line := self.rfile.readline().decode().strip():
            yield line.split(": ", 1)

    def _answer(self, status: int) -> None:
        said = json.dumps({"id": "740e5834-3a29-46b4-9a6f-16142fde533a"} if status == 201 else {"errors": []})
        self.say(f"HTTP/1.1 {status} Said\r\nContent-Length: {len(said)}\r\nConnection: close\r\n\r\n{said}")
