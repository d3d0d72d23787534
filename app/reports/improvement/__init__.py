"""What the improvement page says: effects of what is supposed, plans, what to measure next."""
