"""Reading beyond one machine: partitions of what is to be read, readings as Parquet files, Dask to spread the work."""
