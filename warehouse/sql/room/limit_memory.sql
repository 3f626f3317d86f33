-- bytes that DuckDB may use from now on
set memory_limit = ?
