"""Where the index lives in Solr, and how a new one takes its place at the same address.

The last part of CKAN's `solr_url` is a name. Where Solr stands alone it names a core, and two cores are
swapped under their names. In a cloud it names an alias, which is pointed to another collection.
"""

from __future__ import annotations

from typing import Any, Protocol
from urllib.parse import urlencode

import orjson
import urllib3

import ckan.plugins.toolkit as tk

_TIMEOUT = 300
_OK = 200


class AdminError(Exception):
    """Solr does not do what was asked of its administration, in Solr's words."""


class Place(Protocol):
    """What an index can be asked for as a whole. A name is that of a core or of a collection."""

    name: str

    def address(self, name: str) -> str:
        """Where an index of this name is asked."""
        ...

    def exists(self, name: str) -> bool:
        """Whether Solr holds an index of this name."""
        ...

    def create(self, name: str, config_set: str) -> None:
        """Make an empty index."""
        ...

    def serves(self, name: str) -> bool:
        """Whether the index that was created under this name is the one that the site asks."""
        ...

    def switch(self, name: str) -> None:
        """Let the site ask the index that was created under this name."""
        ...

    def replaced(self, name: str) -> str | None:
        """The name under which the old index can be dropped, after the switch to `name`."""
        ...

    def drop(self, name: str) -> None:
        """Delete an index with its files."""
        ...


def place() -> Place:
    """The place of the site's index. Raises AdminError where Solr's administration cannot be reached."""
    admin = _Admin(tk.config["solr_url"])
    mode = admin.ask("admin/info/system").get("mode")
    return Collections(tk.config["solr_url"]) if mode == "solrcloud" else Cores(tk.config["solr_url"])


class _Admin:
    def __init__(self, address: str) -> None:
        self.base, self.name = address.rstrip("/").rsplit("/", 1)
        user, password = tk.config["solr_user"], tk.config["solr_password"]
        login = urllib3.make_headers(basic_auth=f"{user}:{password}") if user and password else {}
        self.http = urllib3.PoolManager(headers=login, timeout=_TIMEOUT, retries=False)

    def address(self, name: str) -> str:
        return f"{self.base}/{name}"

    def ask(self, path: str, **params: Any) -> dict[str, Any]:
        """Solr's answer. Raises AdminError when there is none or when it is no."""
        try:
            answer = self.http.request("GET", f"{self.base}/{path}?{urlencode({**params, 'wt': 'json'})}")
        except urllib3.exceptions.HTTPError as error:
            raise AdminError(f"Solr does not answer: {error}") from error
        try:
            read = orjson.loads(answer.data)
        except orjson.JSONDecodeError:
            read = {}
        if answer.status != _OK or "error" in read:
            message = read.get("error", {}).get("msg") or f"status {answer.status}"
            raise AdminError(f"Solr refuses {params.get('action', path)}: {message}")
        return read


class Cores(_Admin):
    """Cores of a Solr that stands alone. A core's folder keeps the name with which it was created."""

    def exists(self, name: str) -> bool:
        return bool(self._status(name))

    def create(self, name: str, config_set: str) -> None:
        self.ask("admin/cores", action="CREATE", name=name, configSet=config_set)

    def serves(self, name: str) -> bool:
        return self._folder(self.name) == name

    def switch(self, name: str) -> None:
        self.ask("admin/cores", action="SWAP", core=self.name, other=name)

    def replaced(self, name: str) -> str | None:
        # The swap gave the old core the name of the new one.
        return name if self.exists(name) else None

    def drop(self, name: str) -> None:
        self.ask("admin/cores", action="UNLOAD", core=name, deleteInstanceDir="true")

    def _status(self, name: str) -> dict[str, Any]:
        return (
            self.ask("admin/cores", action="STATUS", core=name, indexInfo="false")["status"].get(name) or {}
        )

    def _folder(self, name: str) -> str:
        return self._status(name).get("instanceDir", "").rstrip("/").rsplit("/", 1)[-1]


class Collections(_Admin):
    """Collections of a cloud. The site's name must be an alias: a collection cannot give its name away."""

    def exists(self, name: str) -> bool:
        return name in self.ask("admin/collections", action="LIST")["collections"]

    def create(self, name: str, config_set: str) -> None:
        if (now := self._target()) is None:
            raise AdminError(f"{self.name} is a collection and no alias: make an alias and ask CKAN for that")
        state = self.ask("admin/collections", action="CLUSTERSTATUS", collection=now)["cluster"][
            "collections"
        ][now]
        self.ask(
            "admin/collections",
            action="CREATE",
            name=name,
            numShards=len(state["shards"]),
            replicationFactor=state["replicationFactor"],
            waitForFinalState="true",
            **{"collection.configName": config_set},
        )

    def serves(self, name: str) -> bool:
        return self._target() == name

    def switch(self, name: str) -> None:
        # The old collection is told by an alias of its own, for whoever goes on after a crash.
        self.ask(
            "admin/collections", action="CREATEALIAS", name=f"{name}_replaced", collections=self._target()
        )
        self.ask("admin/collections", action="CREATEALIAS", name=self.name, collections=name)

    def replaced(self, name: str) -> str | None:
        return self._aliases().get(f"{name}_replaced")

    def drop(self, name: str) -> None:
        for alias, collection in self._aliases().items():
            if collection == name and alias != self.name:
                self.ask("admin/collections", action="DELETEALIAS", name=alias)
        self.ask("admin/collections", action="DELETE", name=name)

    def _target(self) -> str | None:
        return self._aliases().get(self.name)

    def _aliases(self) -> dict[str, str]:
        return self.ask("admin/collections", action="LISTALIASES")["aliases"]
