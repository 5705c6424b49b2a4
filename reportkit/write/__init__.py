"""Model to artifacts: each format is a module, and each is one function of a briefing."""
