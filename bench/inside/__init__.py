"""What the benchmark runs inside CKAN, in a process of its own.

`python -m bench.inside MODULE.FUNCTION` starts the site that CKAN_INI names, calls the function with the JSON
object that stands on standard input, and writes what it returns as JSON to standard output.
"""
