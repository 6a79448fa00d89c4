"""Whether every uploaded file was looked at: counts, and files of which the storage lacks the preview."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import sqlalchemy as sa

from ckan import model

from ckanext.seoulsquare.previews import storage
from ckanext.seoulsquare.previews.model import Content, Upload, is_kept


@dataclass(frozen=True)
class Completeness:
    """Uploaded files of records that are neither withdrawn nor deleted.

    `made` have a preview or an honest status, `waiting` are not looked at yet, `failed` were given up or
    carry malware, `undecided` are held until an officer decides.
    """

    uploads: int
    made: int
    waiting: int
    failed: int
    undecided: int

    @property
    def complete(self) -> bool:
        """Whether every file was looked at."""
        return self.made + self.failed == self.uploads

    def summary(self) -> str:
        """The counts in one line."""
        return (
            f"uploads={self.uploads} made={self.made} waiting={self.waiting} failed={self.failed} "
            f"undecided={self.undecided}"
        )


def completeness() -> Completeness:
    """Count the uploads by what became of them."""
    held = sa.and_(Upload.verdict.in_(("block", "unreadable")), Upload.decision == "")
    query = (
        sa.select(
            sa.func.count(),
            sa.func.count().filter(Upload.state == "made"),
            sa.func.count().filter(Upload.state == "waiting"),
            sa.func.count().filter(Upload.state.in_(("failed", "infected"))),
            sa.func.count().filter(held),
        )
        .join(model.Package, model.Package.id == Upload.package_id)
        .where(is_kept())
    )
    return Completeness(*model.Session.execute(query).one())


def verify(*, repair: bool = False) -> Iterator[str]:
    """Ids of resources of which the tables, CKAN and the storage do not say the same; see `differences`.

    :param repair: have them looked at again (`ckan seoulsquare previews make`); commits
    """
    for resource_id in list(differences()):
        if repair:
            _again(resource_id)
        yield resource_id
    if repair:
        model.Session.commit()


def differences() -> Iterator[str]:
    """Ids of resources whose upload is not noted, or whose preview is said to be made and is not there."""
    resource = model.Resource
    noted = sa.select(Upload.resource_id).where(Upload.resource_id == resource.id)
    unnoted = sa.select(resource.id).where(
        resource.url_type == "upload", resource.state == "active", ~noted.exists()
    )
    yield from model.Session.scalars(unnoted)
    made = (
        sa.select(Upload.resource_id, Upload.content_hash, Content.pages)
        .outerjoin(Content, Content.content_hash == Upload.content_hash)
        .where(Upload.state == "made")
        .execution_options(yield_per=1000)
    )
    for row in model.Session.execute(made):
        if row.pages is None or not storage.has(row.content_hash, row.pages):
            yield row.resource_id


def _again(resource_id: str) -> None:
    resource = model.Resource.get(resource_id)
    file = Upload.get(resource_id)
    if file is not None:
        content = Content.get(file.content_hash)
        if content is not None:
            model.Session.delete(content)
        file.state, file.content_hash, file.attempts = "waiting", "", 0
    elif resource is not None:
        model.Session.add(Upload(resource_id=resource.id, package_id=resource.package_id))
