"""The citizen's pages: ask in five steps, follow a case, find a lost link."""

from ckanext.seoulsquare.disclosure.citizen.blueprint import requests

# Each module adds its pages to the blueprint.
from ckanext.seoulsquare.disclosure.citizen import asking, following, personal  # noqa: F401, I001 isort: skip

__all__ = ["requests"]
