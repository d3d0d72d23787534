"""Teams: who is in them, who is invited, with whom a map is shared, and how somebody hands things over and leaves."""
