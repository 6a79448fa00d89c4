"""Whether CKAN would make views of a record's resources, which are rows of their own."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckan.lib import datapreview

from ckanext.seoulsquare.documents.building import Accepted

_BY_FORMAT = frozenset({"text_view", "image_view"})
"""Plugins of CKAN's that look at a resource's format, and at most at whether its address is the site's."""


class Views:
    """The site's default views."""

    def __init__(self) -> None:
        views = datapreview.get_default_view_plugins()
        self.by_format = [view for view in views if view.info()["name"] in _BY_FORMAT]
        self.others = [view for view in views if view not in self.by_format]
        self.without: dict[str, bool] = {}

    def wanted(self, accepted: Accepted) -> bool:
        """Whether a resource of the record gets a view."""
        return any(
            self._shows({"format": "", "url": "", **resource}, accepted.columns)
            for resource in accepted.resources
        )

    def _shows(self, resource: dict[str, Any], package: dict[str, Any]) -> bool:
        data = {"resource": resource, "package": package}
        if any(view.can_view(data) for view in self.others):
            return True
        return not self._has_none(resource["format"]) and any(view.can_view(data) for view in self.by_format)

    def _has_none(self, file_format: str) -> bool:
        """Whether not even a file of the site's own would be shown; lists have few formats."""
        if file_format not in self.without:
            own = {"format": file_format, "url": tk.config["ckan.site_url"]}
            self.without[file_format] = not any(
                view.can_view({"resource": own, "package": {}}) for view in self.by_format
            )
        return self.without[file_format]
