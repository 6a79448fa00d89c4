"""Asks ClamAV's daemon whether a file carries malware. Protocol: clamd(8), command INSTREAM."""

from __future__ import annotations

import socket
import struct
from pathlib import Path

_SECONDS = 60
_PIECE = 1 << 16
_END = struct.pack("!I", 0)
_LONGEST = 4096  # bytes of an answer


class ScannerError(Exception):
    """The scanner could not be asked, or it could not scan the file."""


def scan(path: Path, address: str) -> str:
    """Name of the malware in a file; "" if there is none.

    :param address: `unix:/path/of/socket` or `tcp:host:port`
    :raises ScannerError: no answer, or one that is no verdict: the file is then neither clean nor infected
    """
    try:
        with _connect(address) as connection:
            answer = _ask(connection, path)
    except (OSError, ValueError) as error:
        raise ScannerError(f"{address}: {error}") from error
    if answer == "stream: OK":
        return ""
    if answer.startswith("stream: ") and answer.endswith(" FOUND"):
        return answer.removeprefix("stream: ").removesuffix(" FOUND")
    raise ScannerError(f"{address}: {answer or 'no answer'}")


def _connect(address: str) -> socket.socket:
    kind, _, place = address.partition(":")
    if kind == "unix":
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        connection.settimeout(_SECONDS)
        try:
            connection.connect(place)
        except OSError:
            connection.close()
            raise
        return connection
    if kind == "tcp":
        host, _, port = place.rpartition(":")
        return socket.create_connection((host.strip("[]"), int(port)), _SECONDS)
    raise ValueError("the address begins with neither unix: nor tcp:")


def _ask(connection: socket.socket, path: Path) -> str:
    connection.sendall(b"zINSTREAM\0")
    try:
        with path.open("rb") as file:
            while piece := file.read(_PIECE):
                connection.sendall(struct.pack("!I", len(piece)) + piece)
        connection.sendall(_END)
    except (BrokenPipeError, ConnectionResetError):
        pass  # it has said why and hung up: a file above its size limit
    answer = b""
    while not answer.endswith(b"\0") and len(answer) < _LONGEST:
        piece = connection.recv(_LONGEST)
        if not piece:
            break
        answer += piece
    return answer.rstrip(b"\0\n").decode("utf-8", "replace")
