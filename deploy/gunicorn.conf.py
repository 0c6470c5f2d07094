"""How gunicorn runs one process of Wijkplatform: `gunicorn -c deploy/gunicorn.conf.py`.

One worker per gunicorn, and as many gunicorns as you like behind nginx: each is a process of its own, with its own
port, log and metrics. Everything else is set by the WIJK_… variables (see env.example).
"""

import os

wsgi_app = "wijkplatform.serving:application()"
bind = f"{os.environ.get('WIJK_HOST', '127.0.0.1')}:{os.environ.get('WIJK_PORT', '8000')}"
workers = 1
worker_class = "wijkplatform.under_gunicorn.Process"
worker_connections = 4000  # open sockets and calls together; the guard has its own limits per person and address
timeout = 60  # a process whose loop stands still this long is ended and started again
graceful_timeout = 25  # on SIGTERM sockets are told and closed at once; calls under way get this long
keepalive = 0  # nginx opens a connection for each call: so nothing idle keeps a process that wants to leave
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None
control_socket_disable = True
accesslog = None  # nginx writes it, with secrets and addresses masked
errorlog = "-"
loglevel = "info"
