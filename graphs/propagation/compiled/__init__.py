"""The loops of the engine over arrays, compiled: each takes the arrays that it works on one by one."""
