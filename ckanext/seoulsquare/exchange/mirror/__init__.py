"""A harvester that holds exactly the public part of another archive: a dump first, then the change feed."""
