"""The ground floor: pure Python that knows no web, no sockets and no database."""
