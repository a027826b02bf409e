"""Files and the photo of a client."""
