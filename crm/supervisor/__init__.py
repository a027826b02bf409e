"""Runs the whole product: services, web server, workers and clock under one roof."""
