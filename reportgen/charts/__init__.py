"""Draw charts: from their values to vectors and pictures. The only package that knows matplotlib."""
