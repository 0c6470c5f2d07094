"""The second floor: one function per thing people can do, the same for pages, the API and sockets."""
