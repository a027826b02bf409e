"""Clients, the ways to reach them, their tags and their numbers in other programs."""

from customers.models.contact_point import ContactPoint
from customers.models.customer import Customer
from customers.models.customer_date import CustomerDate
from customers.models.external_id import ExternalId
from customers.models.relation import Relation
from customers.models.tag import CustomerTag, Tag

__all__ = ["ContactPoint", "Customer", "CustomerDate", "CustomerTag", "ExternalId", "Relation", "Tag"]
