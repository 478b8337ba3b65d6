"""The version of the package: what every output's signature names."""

__version__ = "0.2.0.dev0"
