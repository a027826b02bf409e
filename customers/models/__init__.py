"""Clients, the ways to reach them, their tags and their numbers in other programs."""

from customers.models.contact_point import ContactPoint
from customers.models.custom_field import CustomField, CustomValues
from customers.models.customer import Customer
from customers.models.customer_date import CustomerDate
from customers.models.customer_file import CustomerFile
from customers.models.dictionary import DictionaryTerm
from customers.models.external_id import ExternalId
from customers.models.relation import Relation
from customers.models.standard import CardCheck, StandardRule
from customers.models.tag import CustomerTag, Tag
from customers.models.walk import Walk, WalkStop

__all__ = [
    "CardCheck",
    "ContactPoint",
    "CustomField",
    "CustomValues",
    "Customer",
    "CustomerDate",
    "CustomerFile",
    "CustomerTag",
    "DictionaryTerm",
    "ExternalId",
    "Relation",
    "StandardRule",
    "Tag",
    "Walk",
    "WalkStop",
]
