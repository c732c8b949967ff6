"""Events as plain dicts (strings, numbers, booleans, lists, None) for the journal, and back."""

from collections.abc import Mapping
from dataclasses import fields
from enum import Enum
from types import MappingProxyType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

from signaling.desk import events
from signaling.desk.events import Event

PlainDict = dict[str, Any]


EVENT_TYPES: Mapping[str, type[Event]] = MappingProxyType(
    {
        name: kind
        for name, kind in vars(events).items()
        if isinstance(kind, type) and issubclass(kind, Event) and kind is not Event
    }
)
"""Every event by the name that it has in the journal."""

_HINTS: Mapping[str, Mapping[str, Any]] = MappingProxyType(
    {name: get_type_hints(kind) for name, kind in EVENT_TYPES.items()}
)


def event_to_dict(event: Event) -> PlainDict:
    """With the event's name under `type`."""
    plain: PlainDict = {"type": type(event).__name__}
    for field in fields(event):
        plain[field.name] = _to_plain(getattr(event, field.name))
    return plain


def event_from_dict(plain: PlainDict) -> Event:
    """The event again. Raises `ValueError` for an unknown type, missing or wrong fields."""
    values = dict(plain)
    name = values.pop("type", None)
    if not isinstance(name, str) or name not in EVENT_TYPES:
        raise ValueError("unknown event type")
    hints = _HINTS[name]
    if unknown := values.keys() - hints.keys():
        raise ValueError(f"unknown fields: {sorted(unknown)}")
    try:
        return EVENT_TYPES[name](
            **{field: _from_plain(hints[field], value) for field, value in values.items()}
        )
    except TypeError as error:
        raise ValueError(str(error)) from error


def _to_plain(value: object) -> object:
    if isinstance(value, frozenset):
        return sorted(_to_plain(each) for each in value)  # type: ignore[type-var]
    return value.value if isinstance(value, Enum) else value


def _from_plain(hint: Any, value: Any) -> Any:
    """Checked: a journal that was written by something else is found out here."""
    if get_origin(hint) is UnionType:
        return None if value is None else _from_plain(_not_none(hint), value)
    if get_origin(hint) is frozenset:
        return frozenset(_from_plain(get_args(hint)[0], each) for each in value)
    if issubclass(hint, Enum):
        return hint(value)
    return _checked(hint, value)


def _not_none(hint: Any) -> Any:
    return next(each for each in get_args(hint) if each is not type(None))


def _checked(hint: type, value: Any) -> Any:
    if hint is float and type(value) is int:
        return float(value)
    if type(value) is not hint:
        raise ValueError(f"expected {hint.__name__}, got {type(value).__name__}")
    return value
