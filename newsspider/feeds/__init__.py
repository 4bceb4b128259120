"""Feed exports: item adapters and exporters for CSV and XML."""
