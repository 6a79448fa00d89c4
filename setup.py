"""The package's metadata is in setup.cfg; this file lets CKAN's tools find it."""
from setuptools import setup

setup()
