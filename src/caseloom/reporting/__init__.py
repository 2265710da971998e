"""Listings: what is in a study as tables of values, written as json, csv, xlsx or html."""

from caseloom.reporting.listing import Column, Listing, Value

__all__ = ["Column", "Listing", "Value"]
