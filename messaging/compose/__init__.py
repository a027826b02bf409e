"""One letter or SMS to one client, written on his card; what became of it on his timeline."""
