"""Cells of tables from elsewhere, read into values of a card: pure functions, one for each kind of attribute.

Nothing is guessed silently: what was changed, doubted or not understood comes back as notes.
"""
