"""Damages files as transfers, disks and malice do."""

from __future__ import annotations

import random


def damaged(data: bytes, chance: random.Random) -> bytes:
    """A file cut short, blanked, with flipped bits, or with an extreme number in it."""
    broken = bytearray(data)
    at = chance.randrange(len(broken))
    kind = chance.randrange(4)
    if kind == 0:
        del broken[at:]
    elif kind == 1:
        broken[at : at + 40] = bytes(min(40, len(broken) - at))
    elif kind == 2:
        for _ in range(20):
            broken[chance.randrange(len(broken))] ^= 1 << chance.randrange(8)
    else:
        broken[at : at + 4] = b"\xff\xff\xff\x7f"
    return bytes(broken)
