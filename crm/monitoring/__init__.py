"""What monitoring sees: how requests go, and the numbers the rooms put into `core.registries.doctor.metrics`."""
