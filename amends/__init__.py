"""Amends: a complaint desk that hears, owns, answers, keeps its promises and removes the cause."""
