"""The officer's pages: the desk with its lists and calendar, a case, holidays, accesses."""

from ckanext.seoulsquare.disclosure.desk.blueprint import desk

# Each module adds its pages to the blueprint.
from ckanext.seoulsquare.disclosure.desk import board, case, office, registers, work  # noqa: F401, I001 isort: skip

__all__ = ["desk"]
