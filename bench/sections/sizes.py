"""Disk and memory."""

from __future__ import annotations

from collections.abc import Iterator

from bench.context import Bench
from bench.figures import STOCK, Figure
from bench.measure import tell


def measure(bench: Bench) -> Iterator[Figure]:
    """Sizes of database and index by 1,000 documents, and what Solr's process holds."""
    bench.archive()
    memory = bench.services.solr_memory()
    yield Figure(
        "memory of Solr",
        "MiB",
        memory["resident"],
        note=f"heap {memory['heap']:,.0f} of at most {memory['heap_most']:,.0f} MiB",
        detail=memory,
    )
    rows = bench.ours.inside("rows.sizes")
    thousands = rows["packages"] / 1000
    yield Figure(
        "database",
        "MiB per 1,000 documents",
        rows["database"] / 2**20 / thousands,
        note=", ".join(
            f"{name} {size['all'] / 2**20 / thousands:.2f}" for name, size in list(rows["tables"].items())[:5]
        ),
        detail=rows,
    )
    bench.stock_index()
    tell("Measuring the indexes")
    for name in (bench.ours.core, bench.stock.core):
        bench.services.commit(name)
    ours, stock = bench.services.core(bench.ours.core), bench.services.core(bench.stock.core)
    yield Figure(
        "index",
        "MiB per 1,000 documents",
        ours["sizeInBytes"] / 2**20 / ours["numDocs"] * 1000,
        stock["sizeInBytes"] / 2**20 / stock["numDocs"] * 1000,
        f"schema of {STOCK}",
        note=f"{ours['numDocs']:,} and {stock['numDocs']:,} documents",
        detail={"ours": ours, "stock": stock},
    )
