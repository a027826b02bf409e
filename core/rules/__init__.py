"""The one rule tree: filters, saved views, segments, audiences and triggers are all this.

`tree` is the data, `parse` makes it from JSON and drops what is unknown with a notice, `sql` turns it into a
condition, `sentence` into words. The tree alone becomes SQL; nothing else filters clients.
"""
