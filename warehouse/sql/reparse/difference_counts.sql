-- one row per source and field: in how many articles, links or visits it differs
select source, field, count(*) as n from difference group by source, field order by source, n desc, field
