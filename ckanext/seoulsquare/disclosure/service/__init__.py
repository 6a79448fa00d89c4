"""The rules of requests over their tables. Services take plain values, flush and never commit."""
