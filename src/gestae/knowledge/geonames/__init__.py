"""The whole of GeoNames for those who want it: a dump that the user fetched becomes a file beside our own gazetteer."""
