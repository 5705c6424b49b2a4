"""Text in, model out: institute, themes, briefings with their sections and sources;
editions as they were issued.

Bad content never raises: a briefing carries what is wrong with it. Only where
no noun can be made at all is there a `ReportkitError`.

Who reads a theme need not wait for what reads a briefing: nothing is imported here.
"""
