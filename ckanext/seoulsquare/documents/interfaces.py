"""What other plugins may have a say in."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from ckan.plugins.interfaces import Interface


class IFileGate(Interface):
    """Keeps uploaded files of records from the public, whatever the record's class says of them."""

    def held_files(self, resource_ids: Collection[str]) -> Mapping[str, str]:
        """Those of these uploaded files that the public may not have, and why (a word for programs).

        The people of the record's agency get them all the same.
        """
        return {}

    def held_file_name(self, name: str) -> str:
        """The name or description of a held file as the public may read it."""
        return name
