"""Python runs this before the emulator starts."""

import gc

try:
    import moto.server
    import werkzeug.serving
    from moto.moto_server.werkzeug_app import DomainDispatcherApplication
except ImportError:
    pass
else:
    from tourniquet.branches import branching
    from tourniquet.corrections import correct
    from tourniquet.remembering import remember
    from tourniquet.server import make_server

    # Nearly all that moto makes stays: looking for garbage among it takes a fifth of the time in which services are loaded.
    gc.set_threshold(100_000, 20, 50)
    remember()
    correct()
    DomainDispatcherApplication.__call__ = branching(DomainDispatcherApplication.__call__)
    werkzeug.serving.make_server = make_server
