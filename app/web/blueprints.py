"""The areas of the site, in the order in which a reader meets them."""

from flask import Blueprint

from app.web import accounts, assets, customers, groups, handoffs, health, history, maps, nodes, one_map, propagation

BLUEPRINTS: tuple[Blueprint, ...] = (
    accounts.blueprint,
    assets.blueprint,
    maps.blueprint,
    one_map.blueprint,
    handoffs.blueprint,
    groups.blueprint,
    nodes.blueprint,
    customers.blueprint,
    propagation.blueprint,
    history.blueprint,
    health.blueprint,
)
