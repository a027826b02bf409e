"""Reports over clients and the work with them. Imported by nobody but the project."""
