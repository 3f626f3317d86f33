-- one row: bytes that DuckDB may use
select (parse_formatted_bytes(current_setting('memory_limit')))::bigint
