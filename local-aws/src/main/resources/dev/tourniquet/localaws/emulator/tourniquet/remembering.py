"""What moto works out again for every call is worked out once."""

import functools
import string
import types

import boto3
import botocore.session
import moto.backends
import moto.core.errors
import moto.core.responses
import moto.core.serialize
import moto.core.utils
import xmltodict
from moto.moto_api._internal.moto_random import MotoRandom
from moto.moto_server.werkzeug_app import DomainDispatcherApplication


def remember():
    # One session and one loader of models: each would read them anew.
    boto3.Session = functools.cache(boto3.Session)
    moto.core.utils.Session = functools.cache(moto.core.utils.Session)
    botocore.session.create_loader = functools.cache(botocore.session.create_loader)
    modules = tuple(moto.backends.list_of_moto_modules())
    moto.backends.list_of_moto_modules = lambda: modules
    for name in ("camelcase_to_underscores", "method_names_from_class"):
        cached = functools.cache(getattr(moto.core.utils, name))
        setattr(moto.core.utils, name, cached)
        setattr(moto.core.responses, name, cached)
    DomainDispatcherApplication.get_backend_for_host = functools.cache(DomainDispatcherApplication.get_backend_for_host)
    moto.core.errors.ErrorLookupFactory = functools.cache(moto.core.errors.ErrorLookupFactory)
    # All that is asked of this client is its model.
    moto.core.responses.boto3 = types.SimpleNamespace(client=model_alone)
    if hasattr(xmltodict, "_validate_name"):
        xmltodict._validate_name = functools.cache(xmltodict._validate_name)
    MotoRandom.get_random_string = random_string
    remember_keys(moto.core.serialize)


def model_alone(service_name, **_):
    return types.SimpleNamespace(_service_model=moto.core.utils.get_service_model(service_name))


def random_string(self, length=20, include_digits=True, lower_case=False):
    """One call for all characters: each answer has an id of 52."""
    text = "".join(self.choices(string.ascii_letters + (string.digits if include_digits else ""), k=length))
    return text.lower() if lower_case else text


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
