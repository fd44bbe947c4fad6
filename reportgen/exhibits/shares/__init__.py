"""Stacked shares: bars cut into the shares of their whole."""
