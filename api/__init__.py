"""What HTTP speaks: routes, content negotiation, headers, one error shape.

`api.application.create_app` is the way in. Routes check an address, ask the explorer for a
model and answer; whatever is refused becomes one shape in `api.errors`.
"""
