"""The command `eslabon`: parse, call one service, present."""
