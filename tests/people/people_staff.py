"""Makes people of one body, and gives them posts."""

from datetime import date

from yifa.people.models import Body, Holding, Office, Officer, Post

START = date(2020, 1, 1)


class Staff:
    def __init__(self, body: Body, office: Office) -> None:
        self.body, self.office = body, office

    def hire(
        self, username: str, *kinds: str, valid_from: date = START, valid_to: date | None = None
    ) -> Officer:
        officer = Officer.objects.create_user(username, f"{username}（示例）", self.body)
        for kind in kinds:
            self.hold(officer, self.post(kind), valid_from, valid_to)
        return officer

    def post(self, kind: str) -> Post:
        return Post.objects.create(
            kind=kind, body=self.body, office=self.office, division=self.body.division, valid_from=START
        )

    def hold(
        self, officer: Officer, post: Post, valid_from: date = START, valid_to: date | None = None
    ) -> Holding:
        return Holding.objects.create(officer=officer, post=post, valid_from=valid_from, valid_to=valid_to)
