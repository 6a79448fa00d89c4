"""Documents to Solr in batches of JSON, over connections that are kept open."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any

import orjson
import urllib3

import ckan.plugins.toolkit as tk

Document = dict[str, Any]

_TIMEOUT = 300
"""Seconds for one batch; CKAN's own setting is meant for one document."""

_REFUSED = 400


class SolrError(Exception):
    """Solr does not answer, or not as it should."""


class Solr:
    """A client of the site's index, for several threads. It waits `patience` seconds for an absent Solr."""

    def __init__(self, connections: int = 2, patience: float = 60.0) -> None:
        self.address = tk.config["solr_url"].rstrip("/")
        self.patience = patience
        user, password = tk.config["solr_user"], tk.config["solr_password"]
        login = urllib3.make_headers(basic_auth=f"{user}:{password}") if user and password else {}
        self.headers = {**login, "Content-Type": "application/json"}
        self.http = urllib3.PoolManager(maxsize=connections, retries=False, timeout=_TIMEOUT)

    def add(self, documents: Sequence[Document]) -> dict[str, str]:
        """Add or replace documents. Gives the refused ones by `index_id`, each with Solr's reason."""
        if not documents:
            return {}
        answer = self._post("update?commit=false&overwrite=true", orjson.dumps(documents))
        if answer.status != _REFUSED:
            return {}
        if len(documents) == 1:
            return {documents[0]["index_id"]: _message(answer)}
        middle = len(documents) // 2
        return self.add(documents[:middle]) | self.add(documents[middle:])

    def delete(self, index_ids: Sequence[str]) -> None:
        """Remove documents by their keys."""
        if index_ids:
            self._post("update?commit=false", orjson.dumps({"delete": list(index_ids)}))

    def commit(self, *, visible: bool = True) -> None:
        """Make durable what was added; `visible`: and to be found."""
        self._post(f"update?commit=true&openSearcher={str(visible).lower()}", b"{}")

    def _post(self, path: str, body: bytes) -> Any:
        """Post until Solr answers. Raises SolrError when it stays away, or answers neither yes nor no."""
        deadline = time.monotonic() + self.patience
        pause = 0.1
        while True:
            try:
                answer = self.http.request("POST", f"{self.address}/{path}", body=body, headers=self.headers)
            except urllib3.exceptions.HTTPError as error:
                problem = f"Solr does not answer: {error}"
            else:
                if answer.status in (200, _REFUSED):
                    return answer
                problem = f"Solr answers {answer.status}: {_message(answer)}"
            if time.monotonic() > deadline:
                raise SolrError(problem)
            time.sleep(pause)
            pause = min(pause * 2, 5.0)


def _message(answer: Any) -> str:
    try:
        return orjson.loads(answer.data)["error"]["msg"]
    except (ValueError, KeyError, TypeError):
        return answer.data[:200].decode(errors="replace")
