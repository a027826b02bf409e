"""Clients and the ways to reach them."""

from customers.models.contact_point import ContactPoint
from customers.models.customer import Customer

__all__ = ["ContactPoint", "Customer"]
