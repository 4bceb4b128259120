"""Deletion of what pages had before they were read again: links, cut lines, rejections."""

from __future__ import annotations

from psycopg import AsyncCursor

from newsspider.store.crawl.documents import Row, json_text
from newsspider.store.queries import query


async def delete_details(cursor: AsyncCursor[tuple[object, ...]], pages: list[Row]) -> None:
    """Delete the details of these pages. Their months are stated, so that PostgreSQL plans for the partitions
    of these months only: for all of 27 it takes twice as long."""
    asked = {"urls": [row["url"] for row in pages]}
    months = await (await cursor.execute(query("months_of_pages"), asked)).fetchall()
    values = {"pages": json_text(pages), "months": [month for (month,) in months]}
    await cursor.execute(query("delete_page_details"), values)
