"""What the terminal speaks: one file a verb, and the settings.

The only room that reads the environment and the only one that knows all the others.
"""
