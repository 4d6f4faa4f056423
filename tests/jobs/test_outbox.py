"""Messages leave in order, after the transaction, at least once."""

import pytest
from django.db import connection, transaction

from yifa.jobs.models import Outbox
from yifa.jobs.outbox import Message, publish, relay

pytestmark = pytest.mark.django_db


def say(*numbers: int) -> None:
    with connection.cursor() as cursor:
        for number in numbers:
            publish(cursor, "case.closed", {"编号": number})


def test_messages_are_sent_once_and_in_order() -> None:
    sent: list[Message] = []
    say(1, 2, 3)
    assert relay(sent.append) == 3
    assert [message.body["编号"] for message in sent] == [1, 2, 3]
    assert relay(sent.append) == 0


def test_a_message_falls_with_its_transaction() -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        say(1)
        raise ZeroDivisionError
    assert not Outbox.objects.exists()


def test_a_receiver_that_fails_stops_the_row_and_sees_the_same_message_again() -> None:
    seen: list[int] = []
    is_down = True

    def send(message: Message) -> None:
        seen.append(message.id)
        if is_down and message.body["编号"] == 2:
            raise ConnectionError

    say(1, 2, 3)
    with pytest.raises(ConnectionError):
        relay(send)
    is_down = False
    assert relay(send) == 2
    first, second, third = Outbox.objects.order_by("id").values_list("id", flat=True)
    assert seen == [first, second, second, third]


def test_a_relay_sends_no_more_than_asked() -> None:
    say(1, 2, 3)
    assert relay(lambda _: None, limit=2) == 2
