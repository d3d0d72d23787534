"""The probability engine: how internal failures travel to the customers."""
