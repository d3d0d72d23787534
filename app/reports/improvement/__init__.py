"""What the improvement page says: effects of what is supposed, plans and their curve, what to measure next."""
