"""`alliance transfer`; see `moving.py`."""

from cli.moving import transfer as app

__all__ = ["app"]
