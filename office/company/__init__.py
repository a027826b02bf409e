"""The company's settings as the administrator changes them."""
