-- Whether a crawl has made its tables in this database.
select to_regclass('run') is not null and to_regclass('worker') is not null
