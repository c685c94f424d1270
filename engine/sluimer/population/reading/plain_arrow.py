"""Arrays of Arrow in the plain one of the forms that the same values may have, since not all can be worked with."""

from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc


def without_views(schema: Any) -> Any:
    """The schema of a frame whose text does not stand in views, which cannot be filtered or joined."""
    return pa.schema([one.with_type(_without_views(one.type)) for one in schema], schema.metadata)


def record_as(record: Any, schema: Any) -> Any:
    """A record of Arrow with this schema, which differs from its own in views alone."""
    if record.schema.equals(schema):
        return record
    columns = [_as(column, one.type) for column, one in zip(record.columns, schema, strict=True)]
    return pa.RecordBatch.from_arrays(columns, schema=schema)


def plainest(array: Any) -> Any:
    """An array without codes, runs and types of others around its values; codes of text stay."""
    kind = array.type
    if isinstance(kind, pa.BaseExtensionType):
        return plainest(array.storage)
    if pa.types.is_run_end_encoded(kind):
        return plainest(pc.run_end_decode(array))
    if pa.types.is_dictionary(kind):
        array = _as(array, _without_views(kind))
        text = pa.types.is_string(kind.value_type) or pa.types.is_large_string(array.type.value_type)
        return array if text else plainest(array.dictionary_decode())
    if pa.types.is_list_view(kind) or pa.types.is_large_list_view(kind):
        return plainest(_without_list_view(array))
    if pa.types.is_fixed_size_list(kind):
        return plainest(array.cast(pa.large_list(kind.value_type)))
    if pa.types.is_float16(kind) or pa.types.is_float32(kind):
        return _as_written(array)
    return array.cast(_without_views(kind)) if pa.types.is_string_view(kind) else array


def _as_written(array: Any) -> Any:
    """Short floats as the shortest number that they can stand for: 0.35 is not a little less."""
    return array.cast(pa.float32()).cast(pa.string()).cast(pa.float64())


def _without_list_view(array: Any) -> Any:
    """A list view as a list, member by member: the cast of pyarrow 26 makes a buffer that is too short."""
    ends = np.zeros(len(array) + 1, np.int64)
    np.cumsum(pc.list_value_length(array).fill_null(0).to_numpy(zero_copy_only=False), out=ends[1:])
    return pa.LargeListArray.from_arrays(pa.array(ends), array.flatten(), mask=array.is_null())


def _without_views(kind: Any) -> Any:
    if pa.types.is_string_view(kind):
        return pa.large_string()
    if pa.types.is_binary_view(kind):
        return pa.large_binary()
    if pa.types.is_dictionary(kind):
        return pa.dictionary(kind.index_type, _without_views(kind.value_type), kind.ordered)
    if pa.types.is_list(kind):
        return pa.list_(_without_views(kind.value_type))
    if pa.types.is_large_list(kind):
        return pa.large_list(_without_views(kind.value_type))
    if pa.types.is_struct(kind):
        return pa.struct([one.with_type(_without_views(one.type)) for one in kind])
    return kind


def _as(array: Any, kind: Any) -> Any:
    if array.type.equals(kind):
        return array
    if pa.types.is_dictionary(kind):
        values = array.dictionary.cast(kind.value_type)
        return pa.DictionaryArray.from_arrays(array.indices, values, ordered=kind.ordered)
    return array.cast(kind)
