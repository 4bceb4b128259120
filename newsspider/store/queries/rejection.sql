-- A rejected page.
select
    rejection.page_id as id, rejection.url, rejection.reason, rejection.detail, rejection.status, rejection.skeleton,
    rejection.rejected_at, rejection.rejected_by, rejection.alike_since, rejection.outlet, rejection.body,
    page.due_at, page.tries, page.found_how, page.found_at
from rejection
inner join page on page.id = rejection.page_id
where rejection.page_id = %(page)s
