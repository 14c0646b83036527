"""django-helpdesk on PostgreSQL, set up below a folder and served by gunicorn, for server_speed.py."""

import os
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path

SETTINGS = """
import os
SECRET_KEY, DEBUG, ALLOWED_HOSTS, ROOT_URLCONF = "benchmark", False, ["*"], "desk_urls"
INSTALLED_APPS = [
    "django.contrib.admin", "django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions",
    "django.contrib.sites", "django.contrib.messages", "django.contrib.staticfiles", "django.contrib.humanize",
    "rest_framework", "helpdesk",
]
# Without the check of forms from elsewhere: less work than a real desk does.
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware", "django.middleware.common.CommonMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
]
TEMPLATES = [{
    "BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True,
    "OPTIONS": {"context_processors": [
        "django.template.context_processors.request", "django.contrib.auth.context_processors.auth",
        "django.contrib.messages.context_processors.messages"]},
}]
DATABASES = {"default": {
    "ENGINE": "django.db.backends.postgresql", "NAME": "postgres", "USER": "postgres",
    "HOST": os.environ["PEER_SOCKET"], "CONN_MAX_AGE": 600}}
DEFAULT_AUTO_FIELD, SITE_ID, STATIC_URL, USE_TZ = "django.db.models.BigAutoField", 1, "/static/", True
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
HELPDESK_SUBMIT_A_TICKET_PUBLIC, HELPDESK_TEAMS_MODE_ENABLED = True, False
HELPDESK_TEAMS_MIGRATION_DEPENDENCIES = []
HELPDESK_TEAMS_MODEL = "auth.User"
"""
URLS = """
from django.urls import include, path
urlpatterns = [path("", include("helpdesk.urls", namespace="helpdesk"))]
"""
WSGI = """
import os
os.environ["DJANGO_SETTINGS_MODULE"] = "desk_settings"
from django.core.wsgi import get_wsgi_application
application = get_wsgi_application()
"""
QUEUE = """
import desk_wsgi
from helpdesk.models import Queue
queue, _ = Queue.objects.get_or_create(title="Questions", slug="questions", allow_public_submission=True)
print(queue.pk)
"""
COUNT = """
import desk_wsgi
from helpdesk.models import Ticket
print(Ticket.objects.count())
"""


class Peer:
    """A desk that runs: its address, the id of its queue, and how many tickets it holds."""

    def __init__(self, folder):
        self.folder, self.python = Path(folder), os.environ.get("PEER_PYTHON", sys.executable)
        for name, text in (("desk_settings.py", SETTINGS), ("desk_urls.py", URLS), ("desk_wsgi.py", WSGI)):
            (self.folder / name).write_text(text)
        cluster = self.folder / "cluster"
        cluster.mkdir()
        shutil.chown(cluster, "postgres")
        for path in [self.folder, *self.folder.parents]:
            path.stat().st_mode & 1 or path.chmod(path.stat().st_mode | 1)
        tools = {name: self.tool(name) for name in ("initdb", "postgres")}
        self.as_postgres([tools["initdb"], "-D", cluster, "-A", "trust", "-E", "UTF8"], check=True)
        self.database = subprocess.Popen(
            [tools["postgres"], "-D", cluster, "-k", cluster, "-c", "listen_addresses="],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, user="postgres", group="postgres")
        self.environment = {**os.environ, "PEER_SOCKET": str(cluster), "PYTHONPATH": str(self.folder),
                            "DJANGO_SETTINGS_MODULE": "desk_settings"}
        while not (cluster / ".s.PGSQL.5432").exists():
            time.sleep(0.1)
        self.run("-m", "django", "migrate", "--verbosity", "0")
        self.queue = int(self.run("-c", QUEUE))
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.address = f"127.0.0.1:{probe.getsockname()[1]}"
        self.server = subprocess.Popen(
            [self.python, "-m", "gunicorn", "--workers", "2", "--bind", self.address, "desk_wsgi"],
            env=self.environment, cwd=self.folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    @staticmethod
    def tool(name):
        """A program of PostgreSQL, which Debian keeps beside the others of its version."""
        found = shutil.which(name) or max(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), default=None)
        if found is None:
            raise FileNotFoundError(f"{name}: install postgresql")
        return str(found)

    @staticmethod
    def as_postgres(command, **options):
        return subprocess.run(command, stdout=subprocess.DEVNULL, user="postgres", group="postgres", **options)

    def run(self, *arguments):
        return subprocess.run([self.python, *arguments], env=self.environment, cwd=self.folder, check=True,
                              capture_output=True, text=True).stdout

    @property
    def tickets(self):
        return int(self.run("-c", COUNT))

    @property
    def processes(self):
        """The ids of those that work for it: both servers and their children."""
        roots = [self.server.pid, self.database.pid]
        children = [int(name) for root in roots
                    for name in Path(f"/proc/{root}/task/{root}/children").read_text().split()]
        return roots + children

    def stop(self):
        for process in (self.server, self.database):
            process.terminate()
            process.wait()
