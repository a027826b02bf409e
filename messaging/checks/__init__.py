"""The self-check: is everything there that messages need to arrive?"""
