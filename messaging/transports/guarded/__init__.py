"""The clients gateways are spoken to with, each made to connect by `core.outside` alone: mail, aiohttp, requests.

Certificates are checked against the name that was typed, as ever; only how a connection begins is ours.
"""
