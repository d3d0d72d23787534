"""The areas of the site, in the order in which a reader meets them."""

from flask import Blueprint

from app.web import accounts, assets, customers, health, propagation

BLUEPRINTS: tuple[Blueprint, ...] = (
    accounts.blueprint,
    assets.blueprint,
    customers.blueprint,
    propagation.blueprint,
    health.blueprint,
)
