"""The areas of the site, in the order in which a reader meets them."""

from flask import Blueprint

from app.web import accounts, assets, propagation

BLUEPRINTS: tuple[Blueprint, ...] = (accounts.blueprint, assets.blueprint, propagation.blueprint)
