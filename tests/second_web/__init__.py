"""A second scripted web, with its own truth, written from the issue and the user's docs alone."""
