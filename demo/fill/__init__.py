"""Filling the database with the invented city."""
