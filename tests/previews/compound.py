"""A writer of OLE compound files (version 3), small enough for test documents."""

from __future__ import annotations

import struct

_SECTOR, _MINI, _CUTOFF = 512, 64, 4096
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def compound(streams: dict[str, bytes]) -> bytes:
    """A compound file of streams by path (`BodyText/Section0`)."""
    tree: dict[str, list[str]] = {"": []}
    for path in streams:
        parts = path.split("/")
        for depth in range(len(parts)):
            parent, name = "/".join(parts[:depth]), "/".join(parts[: depth + 1])
            if name not in tree.setdefault(parent, []):
                tree[parent].append(name)
    names = ["", *sorted({name for children in tree.values() for name in children})]
    sectors: list[bytes] = []
    chain: list[int] = []

    def put(data: bytes) -> int:
        """Append sectors; returns the first one."""
        count = -(-len(data) // _SECTOR)
        first = len(sectors)
        for number in range(count):
            sectors.append(data[number * _SECTOR : (number + 1) * _SECTOR].ljust(_SECTOR, b"\0"))
            chain.append(first + number + 1 if number + 1 < count else _END)
        return first if count else _END

    mini, mini_chain, starts = b"", [], {}
    for path, data in streams.items():
        if len(data) >= _CUTOFF:
            starts[path] = put(data)
        else:
            count = -(-len(data) // _MINI)
            first = len(mini_chain)
            mini += data.ljust(count * _MINI, b"\0")
            mini_chain += [first + number + 1 for number in range(count - 1)] + [_END] * bool(count)
            starts[path] = first if count else _END
    mini_start = put(mini)
    mini_fat = struct.pack(f"<{len(mini_chain)}I", *mini_chain)
    mini_fat_start = put(mini_fat.ljust(-(-len(mini_fat) // _SECTOR) * _SECTOR, b"\xff"))
    directory = b"".join(_entry(path, names, tree, streams, starts, mini_start, len(mini)) for path in names)
    directory_start = put(directory.ljust(-(-len(directory) // _SECTOR) * _SECTOR, b"\0"))
    fat_count = 1
    while fat_count * 128 < len(sectors) + fat_count:
        fat_count += 1
    fat_start = len(sectors)
    chain += [_FAT] * fat_count
    fat = struct.pack(f"<{len(chain)}I", *chain).ljust(fat_count * _SECTOR, b"\xff")
    assert fat_count <= 109
    header = struct.pack(
        "<8s16xHHHHH6xIIIIIIIII",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        *(0x3E, 3, 0xFFFE, 9, 6),
        *(0, fat_count, directory_start, 0, _CUTOFF),
        *(mini_fat_start, -(-len(mini_fat) // _SECTOR), _END, 0),
    )
    header += struct.pack("<109I", *range(fat_start, fat_start + fat_count), *[_FREE] * (109 - fat_count))
    return header + b"".join(sectors) + fat


def _entry(path, names, tree, streams, starts, mini_start, mini_size) -> bytes:  # noqa: PLR0917
    """A directory entry; brothers form a chain to the right, sorted as the format asks."""
    name = "Root Entry" if path == "" else path.split("/")[-1]
    encoded = name.encode("utf-16-le") + b"\0\0"
    parent = "/".join(path.split("/")[:-1])
    order = lambda other: (len(other.split("/")[-1]), other.split("/")[-1].upper())  # noqa: E731
    brothers = sorted(tree[parent], key=order) if path else []
    following = brothers[brothers.index(path) + 1 :] if path else []
    children = sorted(tree.get(path, []), key=order)
    kind = 5 if path == "" else 2 if path in streams else 1
    start = mini_start if path == "" else starts.get(path, 0)
    size = mini_size if path == "" else len(streams.get(path, b""))
    return struct.pack(
        "<64sHBBIII16xI8x8xIQ",
        encoded,
        len(encoded),
        kind,
        1,
        _FREE,
        names.index(following[0]) if following else _FREE,
        names.index(children[0]) if children else _FREE,
        0,
        start,
        size,
    )


def properties(texts: dict[int, str]) -> bytes:
    """A property set stream (document summary) of texts by property id."""
    table, body = b"", b""
    offset = 8 + 8 * len(texts)
    for key, text in texts.items():
        value = text.encode("utf-16-le") + b"\0\0"
        value = struct.pack("<II", 0x1F, len(value) // 2) + value.ljust(-(-len(value) // 4) * 4, b"\0")
        table += struct.pack("<II", key, offset + len(body))
        body += value
    section = struct.pack("<II", offset + len(body), len(texts)) + table + body
    return struct.pack("<HHI16xI16sI", 0xFFFE, 0, 0x20006, 1, bytes(range(16)), 48) + section
