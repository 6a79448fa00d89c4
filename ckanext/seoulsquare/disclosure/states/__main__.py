"""Print the documentation page of the steps."""

from __future__ import annotations

import sys

from .page import render

sys.stdout.write(render())
