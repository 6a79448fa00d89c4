"""A steady pace, so that a long reading leaves the machine to the visitors."""

from __future__ import annotations

import time


class Pace:
    """Lets at most `rate` records a second pass; 0 lets all pass at once."""

    def __init__(self, rate: float) -> None:
        self.rate = rate
        self.free_at = time.monotonic()

    def passed(self, records: int) -> None:
        """Wait until so many more may have passed. Time that was not used is not made up for."""
        if not self.rate:
            return
        now = time.monotonic()
        self.free_at = max(self.free_at, now - 1.0) + records / self.rate
        if self.free_at > now:
            time.sleep(self.free_at - now)
