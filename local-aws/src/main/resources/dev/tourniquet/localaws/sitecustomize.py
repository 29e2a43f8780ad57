"""Python runs this before the emulator starts: what moto works out again for every call is worked out once.

It halves the time of most calls. An emulator without it, or with another version of moto, answers the same, slower.
"""

import functools

try:
    import moto.backends
    import moto.core.responses
    import moto.core.utils

    _modules = tuple(moto.backends.list_of_moto_modules())
    moto.backends.list_of_moto_modules = lambda: _modules

    _methods = functools.cache(moto.core.utils.method_names_from_class)
    moto.core.utils.method_names_from_class = _methods
    moto.core.responses.method_names_from_class = _methods
except (ImportError, AttributeError):
    pass
