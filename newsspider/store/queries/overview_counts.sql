-- Contents of the database: a row for each (what, name) pair.
select 'article' as what, layout as name, count(*) as number from article group by layout
union all
select 'link', kind, count(*) from link group by kind
union all
select 'removed', rule, count(*) from removed group by rule
union all
select 'rejection', reason, count(*) from rejection group by reason
order by what, number desc, name
