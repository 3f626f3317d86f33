-- of a slice DuckDB knows neither the size nor that it fits few rows: it would make hash tables of all texts
set disabled_optimizers = 'join_order,build_side_probe_side'
