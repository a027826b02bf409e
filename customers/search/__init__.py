"""Search of clients in one box: `finding.find` answers the palette and the list alike."""
