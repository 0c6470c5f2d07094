"""Wijkplatform: live meetings in which a gemeente, its bewoners and its wijkpartners find out where they differ."""

__version__ = "0.1.0"
