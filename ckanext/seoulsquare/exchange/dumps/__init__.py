"""Dated dumps: the public archive as files, from which another archive is rebuilt."""
