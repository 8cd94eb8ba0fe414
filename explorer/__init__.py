"""What people see: page models made from the graph, and the templates that show them.

`current` follows the published snapshot, `reading` asks it, the modules named after things
(`claims`, `figures`, `alliances`, `lists`, `pages`...) make frozen models, `rendering` turns
them into HTML. Nothing here speaks HTTP, and no query text comes from outside this room.
"""
