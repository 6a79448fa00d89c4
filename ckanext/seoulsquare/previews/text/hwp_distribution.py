"""Distribution copies (배포용 문서) of HWP 5: their sections are scrambled, with the key in front.

To read one for screening and indexing is the agency's own act on its own file.
"""

from __future__ import annotations

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from ckanext.seoulsquare.previews.errors import DamagedError

_HEAD = 4 + 256  # record header and the record that holds the key


def decrypt(section: bytes) -> bytes:
    """A section of `ViewText` as it would stand in `BodyText`."""
    if len(section) < _HEAD:
        raise DamagedError("a distribution section without its key")
    record = bytearray(section[4:_HEAD])
    seed = int.from_bytes(record[:4], "little")
    _unscramble(record, seed)
    start = 4 + (seed & 15)
    body = section[_HEAD:]
    cipher = Cipher(algorithms.AES(bytes(record[start : start + 16])), modes.ECB())  # noqa: S305 - the format's own
    return cipher.decryptor().update(body[: len(body) // 16 * 16])


def _unscramble(record: bytearray, state: int) -> None:
    """XOR with runs of 1 to 16 equal bytes from the generator of Microsoft's C library, in place."""
    position = 0
    while position < len(record):
        state = _next(state)
        byte = state >> 16 & 0xFF
        state = _next(state)
        run = (state >> 16 & 15) + 1
        for at in range(max(position, 4), min(position + run, len(record))):
            record[at] ^= byte
        position += run


def _next(state: int) -> int:
    return (state * 214_013 + 2_531_011) & 0xFFFF_FFFF
