"""The guest has no parser that shows its trees: what asks for them is left out (suite.toml)."""
