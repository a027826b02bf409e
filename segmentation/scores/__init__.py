"""RFM, ABC, XYZ and base types of all clients: counted, explained, remembered."""
