"""`alliance withhold`; see `moving.py`."""

from cli.moving import withhold as app

__all__ = ["app"]
