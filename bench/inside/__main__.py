"""Starts a site and calls one function; see the package."""

from __future__ import annotations

import json
import os
import sys
from contextlib import redirect_stdout
from importlib import import_module

from ckan.cli import CKANConfigLoader
from ckan.config.middleware import make_app


def main() -> None:
    """Call the function that the command line names."""
    module, name = sys.argv[1].split(".")
    parameters = json.load(sys.stdin)
    with redirect_stdout(sys.stderr):
        app = make_app(CKANConfigLoader(os.environ["CKAN_INI"]).get_config())
        with app._wsgi_app.test_request_context("/"):  # noqa: SLF001  as CKAN's own commands do
            result = getattr(import_module(f"bench.inside.{module}"), name)(**parameters)
    json.dump(result, sys.stdout)


if __name__ == "__main__":
    main()
