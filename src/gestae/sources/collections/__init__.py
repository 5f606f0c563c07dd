"""What holds many reports, a module a format: folders, archives, feeds, web archives, tables, mail."""
