"""Look at what came of a briefing: rules are kept, page and paper hold the same words.

`checks.check` holds a case to every rule, `parity.compare_words` proves page and paper;
neither needs what the other loads, so nothing is imported here.
"""
