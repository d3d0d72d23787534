"""What to do about a map's failures: what would be if, saved scenarios, which actions to buy, what to measure."""
