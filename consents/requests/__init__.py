"""Requests of people about their data: register, dates of the law, answers, copies, stops."""
