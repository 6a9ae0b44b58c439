"""The version of this program, as every record names it."""

VERSION = "0.1.0"
CODER = f"dotterel {VERSION}"
