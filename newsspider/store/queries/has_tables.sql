-- Whether a crawl has ever made this database its own.
select to_regclass('run') is not null and to_regclass('worker') is not null
