"""The worker that does what was left to be done later: mails, notices and their like."""

import logging
import threading
import time
from typing import Any

from django.db import Error as DatabaseError
from django.db import connections
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

logger = logging.getLogger(__name__)
EVERY_SECONDS = 1.0
RETRY_SECONDS = 5.0


class TidyWorker(Worker):
    """What is done is forgotten: a mail that is sent, its address and its code are in no table any more."""

    def run_task(self, db_task_result: DBTaskResult[..., Any]) -> None:
        super().run_task(db_task_result)
        DBTaskResult.objects.filter(pk=db_task_result.pk).successful().delete()


def make_worker(*, once: bool = False) -> Worker:
    """A worker for every queue; with `once` it ends when nothing is left to do."""
    return TidyWorker(
        queue_names=["*"],
        excluded_queue_names=[],
        interval=EVERY_SECONDS,
        batch=once,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=get_random_string(32),
    )


def run(worker: Worker) -> None:
    """Work until the worker is told to stop; a database that is away is waited for."""
    while worker.running and not _has_finished(worker):
        time.sleep(RETRY_SECONDS)


def _has_finished(worker: Worker) -> bool:
    try:
        worker.run()
    except DatabaseError as error:
        logger.warning("the worker waits for the database: %s", error)
        return False
    finally:
        connections.close_all()
    return True


def start(worker: Worker) -> threading.Thread:
    """Have the worker run beside what this process does otherwise; it ends with the process."""
    thread = threading.Thread(target=run, args=[worker], name="worker", daemon=True)
    thread.start()
    return thread
