#!/usr/bin/env python
"""The way into every command; starts the embedded servers for those that need them."""

import sys

from crm.supervisor.entry import main

if __name__ == "__main__":
    sys.exit(main(sys.argv))
