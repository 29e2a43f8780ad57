"""What moto works out again for every call is worked out once."""

import functools

import moto.backends
import moto.core.responses
import moto.core.serialize
import moto.core.utils
from moto.moto_server.werkzeug_app import DomainDispatcherApplication


def remember():
    modules = tuple(moto.backends.list_of_moto_modules())
    moto.backends.list_of_moto_modules = lambda: modules
    methods = functools.cache(moto.core.utils.method_names_from_class)
    moto.core.utils.method_names_from_class = methods
    moto.core.responses.method_names_from_class = methods
    DomainDispatcherApplication.get_backend_for_host = functools.cache(DomainDispatcherApplication.get_backend_for_host)
    remember_keys(moto.core.serialize)


def remember_keys(serialize):
    """Under which names an attribute may be had hangs on classes and models, which are few, not on the object."""
    for name in ("AttributePicker", "XFormedAttributePicker"):
        picker = getattr(serialize, name, None)
        if picker and hasattr(picker, "get_possible_keys"):
            picker.get_possible_keys = remembering(picker.get_possible_keys)


def remembering(possible_keys):
    known = {}

    def get_possible_keys(self, context):
        shape = context.shape
        parent = getattr(shape, "parent", None)
        about = (
            type(self),
            type(context.obj),
            context.key,
            getattr(context.service_model, "service_name", None),
            shape.name if shape is not None else None,
            shape.serialization.get("name") if shape is not None else None,
            parent.name if parent is not None else None,
        )
        keys = known.get(about)
        if keys is None:
            keys = known[about] = tuple(dict.fromkeys(possible_keys(self, context)))
        return keys

    return get_possible_keys
