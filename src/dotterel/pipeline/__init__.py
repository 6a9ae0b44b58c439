"""Joins the rooms: a `Coder` turns a `Document` into a `Coded`."""

from dotterel.pipeline.coder import Coder, Settings

__all__ = ["Coder", "Settings"]
