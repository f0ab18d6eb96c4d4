"""A simulator of an old ERP that speaks SOAP 1.1."""
