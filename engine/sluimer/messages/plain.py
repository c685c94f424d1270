"""What other libraries hand over, as the plain value it stands for, without needing any of them.

A value of numpy, pandas, Polars or pyarrow, a model of pydantic, a dataclass, a member of an enumeration. What these
libraries call missing was not asked; what nobody gave, and merely is a default, is no answer.
"""

from collections.abc import Iterable, Mapping, Set
from dataclasses import MISSING, Field, fields, is_dataclass
from decimal import Decimal
from enum import Enum
from numbers import Real
from typing import Any, ClassVar, Final, Protocol


class Model(Protocol):
    """What can say which of its fields were set, as models of pydantic can."""

    @property
    def model_fields_set(self) -> set[str]:
        """The names of the fields that were given."""


class Row(Protocol):
    """What has a value for each name, as a row of pandas has."""

    def to_dict(self) -> Mapping[Any, Any]:
        """The values by name."""


class Dataclass(Protocol):
    """Any dataclass."""

    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]


Answers = Mapping[str, object] | Model | Row | Dataclass
"""What a person's answers may come as, by the ids of facts."""

DEFAULT: Final = object()
"""Stands for what a field of a dataclass still holds by default, so that nobody knows whether it was answered."""

_PLAIN: Final = frozenset({bool, str, int, list, tuple, set, frozenset, dict, type(None)})


def plain(value: Any) -> object:
    """The plain kin of a value, None where it is missing, or the value itself where it has no such kin.

    >>> plain(float("nan")) is None, plain(41.0)
    (True, 41.0)
    """
    if type(value) in _PLAIN:
        return value
    kin = _kin(value)
    return None if _is_missing(kin) else kin


def entries(named: Mapping[Any, Any]) -> Iterable[tuple[Any, Any]]:
    """Each name in a mapping with what stands behind it, as often as it stands there.

    The form of a web framework holds all that was sent, and as a mapping shows one of them.
    """
    several = getattr(named, "getlist", None) or getattr(named, "getall", None)
    if not callable(several):
        return named.items()
    return [(name, each) for name in dict.fromkeys(named) for each in several(name)]


def _kin(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, type | memoryview | str):
        return value
    if hasattr(value, "as_py"):
        return _of_arrow(value)
    if isinstance(value, Mapping):
        return value
    names = getattr(value, "model_fields_set", None)
    if isinstance(names, Set):
        return _of_model(value, names)
    if is_dataclass(value):
        return {each.name: _given(value, each) for each in fields(value)}
    dimensions = getattr(value, "ndim", None)
    if dimensions == 1 and hasattr(value, "to_dict"):
        row = value.to_dict()
        return row if len(row) == len(value) else value  # else one label stands for two values
    if dimensions in (0, 1) and hasattr(value, "tolist"):
        return _of_numpy(value, dimensions)
    return value.to_list() if hasattr(value, "to_list") and hasattr(value, "dtype") else value


def _of_model(value: Any, names: Set[str]) -> object:
    """What was given for each field; what the model would write of itself may be computed, or left out."""
    if getattr(value, "__pydantic_root_model__", False):
        return value.root
    return {name: getattr(value, name) for name in sorted(names)}


def _of_arrow(value: Any) -> object:
    try:
        return value.as_py()
    except ValueError:  # one name stands for two values
        return iter(())


def _of_numpy(value: Any, dimensions: int) -> object:
    """Its value or list; a time is text with its kind, since its bare number would be one of unknown units."""
    bare = value.tolist()
    if bare is None or getattr(getattr(value, "dtype", None), "kind", "") not in ("m", "M"):
        return bare
    return f"{value} {value.dtype}" if dimensions == 0 else [f"{each} {value.dtype}" for each in value]


def _given(whole: Any, field: Field[Any]) -> object:
    value = getattr(whole, field.name, None)
    default = field.default if field.default_factory is MISSING else field.default_factory()
    return DEFAULT if value is not None and type(value) is type(default) and value == default else value


def _is_missing(value: object) -> bool:
    if isinstance(value, Decimal):
        return value.is_nan()
    if isinstance(value, Real):
        return bool(value != value)  # only what is not a number differs from itself
    kind = type(value)
    return kind.__name__ in ("NAType", "NaTType") and kind.__module__.partition(".")[0] == "pandas"
