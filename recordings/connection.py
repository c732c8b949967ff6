"""The type that every query takes first, for rooms that may not import SQLAlchemy."""

from sqlalchemy import Connection

__all__ = ["Connection"]
