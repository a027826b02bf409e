"""Clients, the ways to reach them, their tags and their numbers in other programs."""

from customers.models.contact_point import ContactPoint
from customers.models.custom_field import CustomField, CustomValues
from customers.models.customer import Customer
from customers.models.external_id import ExternalId
from customers.models.tag import CustomerTag, Tag

__all__ = ["ContactPoint", "CustomField", "CustomValues", "Customer", "CustomerTag", "ExternalId", "Tag"]
