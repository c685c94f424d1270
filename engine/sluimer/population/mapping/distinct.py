"""The distinct values of a column, whatever it is made of: each is read once, however many persons have it."""

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sluimer.population.bits import bools_of, validity
from sluimer.population.reading.answers import Codes, Values, distinct_objects, distinct_values
from sluimer.population.reading.columns import is_list, is_number, is_text
from sluimer.population.reading.plain_arrow import plainest

_FEW: Final = 64
_BETWEEN: Final = "\x1f"
"""Stands between the members of a list while it is one text."""


def distinct(array: Values) -> tuple[Sequence[object], Codes]:
    """The distinct values of a column, and which of them each person has."""
    if isinstance(array, list):
        return distinct_objects(array)
    if is_list(array.type):
        return _distinct_lists(array)
    if pa.types.is_date(array.type) or pa.types.is_timestamp(array.type):
        return _distinct_days(array)
    return _distinct_few(array) if pa.types.is_integer(array.type) else distinct_values(array)


def _distinct_few(array: Any) -> tuple[Sequence[object], Codes]:
    """Whole numbers that lie near each other, as codes of answers do, by how far they are from the least of them."""
    ends = pc.min_max(array).as_py()
    if ends["min"] is None or ends["max"] - ends["min"] >= _FEW:
        return distinct_values(array)
    numbers = np.frombuffer(array.buffers()[1], array.type.to_pandas_dtype())[array.offset :][: len(array)]
    codes = (numbers - numbers.dtype.type(ends["min"])).astype(np.int32)
    if array.null_count:
        codes[~bools_of(validity(array), len(array))] = -1
    return range(ends["min"], ends["max"] + 1), codes


def _distinct_days(array: Any) -> tuple[Sequence[object], Codes]:
    """Days as days, and those of years that no calendar of Python has as text, which is no day."""
    kind, narrow = array.type, pa.types.is_date32(array.type)
    if pa.types.is_timestamp(kind) and kind.unit == "ns":
        array = array.cast(pa.timestamp("us", kind.tz), safe=False)  # what is smaller than a day does not count
    try:
        return distinct_values(array)
    except (OverflowError, ValueError):
        return distinct_values(array.view(pa.int32() if narrow else pa.int64()).cast(pa.string()))


def _distinct_lists(array: Any) -> tuple[Sequence[object], Codes]:
    members = plainest(array.values)
    texts = (members.dictionary_decode() if pa.types.is_dictionary(members.type) else members).cast(pa.string())
    if pc.any(pc.match_substring(texts, _BETWEEN)).as_py():
        return distinct_objects(array.to_pylist())
    lists = pa.ListArray.from_arrays(array.offsets.cast(pa.int32()), texts.fill_null(""))
    joined = pc.binary_join(lists, _BETWEEN)
    joined = pc.if_else(pc.equal(pc.list_value_length(array), 0), pa.scalar(_BETWEEN * 2, joined.type), joined)
    joined = pc.if_else(array.is_null(), pa.scalar(None, joined.type), joined)
    values, codes = distinct_values(joined)
    return [[] if value == _BETWEEN * 2 else str(value).split(_BETWEEN) for value in values], codes


def can_be_read(kind: Any) -> bool:
    """Whether a column of this Arrow type can be translated: single values, and lists of text or whole numbers."""
    if pa.types.is_dictionary(kind) or pa.types.is_run_end_encoded(kind):
        return can_be_read(kind.value_type)
    if is_list(kind):
        bare = kind.value_type.value_type if pa.types.is_dictionary(kind.value_type) else kind.value_type
        return is_text(bare) or bool(pa.types.is_integer(bare) or pa.types.is_null(bare))
    days = pa.types.is_date(kind) or pa.types.is_timestamp(kind)
    single = is_text(kind) or is_number(kind) or pa.types.is_boolean(kind) or pa.types.is_decimal(kind)
    return bool(days or single or pa.types.is_null(kind))
