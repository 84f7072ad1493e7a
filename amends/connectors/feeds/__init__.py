"""Feeds: their entries, the forums behind them, the hubs that call when they change."""
