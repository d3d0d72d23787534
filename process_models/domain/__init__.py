"""The value chain in the field's own words: frozen values, rules and commands; standard library only."""
