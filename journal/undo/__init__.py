"""Undo: set-based, from before-images (architecture, section 4 «History and undo»).

`freeze` decides what an undo will touch, `apply` does a batch of it, `plan` says beforehand what would stay.
"""
