"""Registers that others published: a mapping, which is data, turns each row into facts and figures."""
