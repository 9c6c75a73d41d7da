"""Rows as Parquet, with what they are and how to check them in the file's metadata."""

import json
from collections.abc import Mapping
from io import BytesIO

from arro3.core import Array, DataType, Table
from arro3.io import write_parquet

from feedback_api.publish.exports.rows import Kind, Sheet

_TYPES = {Kind.TEXT: DataType.string(), Kind.NUMBER: DataType.float64(), Kind.WHOLE: DataType.int32()}

METADATA = "feedback_api"
"""Key in the file's metadata; its value is a JSON object."""


def parquet_file(sheet: Sheet, metadata: Mapping[str, str]) -> bytes:
    """One row group, compressed with Snappy, which every reader knows."""
    columns = {column.name: Array(list(column.values), _TYPES[column.kind]) for column in sheet.columns}
    written = BytesIO()
    write_parquet(
        Table.from_pydict(columns),
        written,
        compression="snappy",
        # One entry: the library writes several in an order that changes from call to call.
        key_value_metadata={METADATA: json.dumps(metadata, ensure_ascii=False)},
        # The same schema again in Arrow's own form; Parquet's says enough.
        skip_arrow_metadata=True,
    )
    return written.getvalue()
