-- Which article of the same source an item of a digest is: by its link, else by title and text, else by text alone,
-- and none where there is doubt. Computed anew for each digest that what came may concern, so that it does not matter
-- which of the two came first.

-- digest_touched: one row per item, in the newest wording, of each digest whose matches may be others now
create or replace temp table digest_touched as
with
items as (
    select
        i.source,
        i.article_id,
        i.position,
        i.title,
        i.text,
        core.address_key(i.link) as address,
        -- an article told of was published in the digest's days, or some days around them
        coalesce(a.period_start, a.published::date - 14) - 7 as since,
        coalesce(a.period_end, a.published::date) + 3 as until
    from core.digest_item as i
    semi join staged_visit as v on v.source = i.source
    join core.article as a on a.article_id = i.article_id and a.version = i.version
),
came as (
    select source, article_id, published::date as day, core.address_key(url) as address from staged_article
    union all
    select null, null, null, core.address_key(url) from staged_reading
),
days as (
    select distinct source, day from came where day is not null
),
spans as (
    select distinct source, article_id, since, until from items
),
touched as (
    select i.article_id from items as i semi join came as c on c.article_id = i.article_id
    union
    select i.article_id from items as i semi join came as c on c.address = i.address
    union
    select s.article_id
    from spans as s join days as d on d.source = s.source and d.day between s.since and s.until
)
select i.* from items as i semi join touched as t on t.article_id = i.article_id;

delete from core.digest_match where article_id in (select article_id from digest_touched);

-- digest_linked: one row per item with an address that no other item of its digest has, and the one article there
create or replace temp table digest_linked as
with
own as (
    select source, article_id, position, address
    from digest_touched
    where address is not null
    qualify count(*) over (partition by article_id, address) = 1
),
places as (
    select k.source, core.address_key(k.url) as address, unnest(k.article_ids) as found
    from core.link as k semi join own as o on o.source = k.source
    where k.role = 'page'
    union
    select a.source, core.address_key(a.url), a.article_id
    from core.article as a semi join own as o on o.source = a.source
),
met as (
    select o.article_id, o.position, p.found
    from own as o
    left join places as p on p.source = o.source and p.address = o.address and p.found <> o.article_id
),
single as (
    select article_id, position, case when count(distinct found) = 1 then any_value(found) end as found
    from met
    group by article_id, position
)
select * from single;

-- digest_near: one row per article whose day an item without such an address may tell of
create or replace temp table digest_near as
with
spans as (
    select t.source, min(t.since) as since, max(t.until) as until
    from digest_touched as t
    anti join digest_linked as l on l.article_id = t.article_id and l.position = t.position
    group by t.source
),
near as (
    select a.source, a.article_id, a.version, a.title, a.published::date as day
    from core.article as a join spans as s on s.source = a.source and a.published::date between s.since and s.until
    where a.kind = 'article'
)
select * from near;

-- digest_candidate: the same with its words. Texts lie in the order in which they came: the bound spares reading those
-- that came before, and the table above tells DuckDB that it is the smaller side
set variable digest_since = (
    select min(v.seen_at)
    from core.article_version as v join digest_near as n on n.article_id = v.article_id and n.version = v.version
);
create or replace temp table digest_candidate as
with
told as (
    select
        n.source,
        n.article_id,
        n.day,
        core.words(n.title) as title,
        core.words(concat_ws(' ', n.title, v.lead, v.body)) as words
    from core.article_version as v join digest_near as n on n.article_id = v.article_id and n.version = v.version
    where v.seen_at >= getvariable('digest_since')
)
select * from told;

-- digest_worded: one row per item without such an address, with its words
create or replace temp table digest_worded as
with
worded as (
    select
        t.source, t.article_id, t.position, t.since, t.until, core.words(t.title) as title, core.words(t.text) as words
    from digest_touched as t
    anti join digest_linked as l on l.article_id = t.article_id and l.position = t.position
)
select *, core.triples(words) as triples from worded;

insert into core.digest_match by name
with
linked as (
    select l.article_id, l.position, l.found as item_article_id, 'link' as matched_by
    from digest_linked as l join core.article as a on a.article_id = l.found
    where a.kind <> 'digest'
),
-- a title alone is never enough: different events share one
titled as (
    select i.article_id, i.position, c.article_id as item_article_id, 'title' as matched_by
    from digest_worded as i
    join digest_candidate as c on c.source = i.source and c.title = i.title and c.day between i.since and i.until
    where len(list_intersect(list_distinct(i.words), c.words)) / nullif(len(list_distinct(i.words)), 0) >= 0.6
),
item_triples as (
    select source, article_id, position, since, until, len(triples) as n, unnest(triples) as triple
    from digest_worded
    where len(triples) >= 10
),
candidate_triples as (
    select source, article_id, day, unnest(core.triples(words)) as triple from digest_candidate
),
worded as (
    select i.article_id, i.position, c.article_id as item_article_id, 'text' as matched_by
    from item_triples as i
    join candidate_triples as c on c.source = i.source and c.triple = i.triple and c.day between i.since and i.until
    group by i.article_id, i.position, c.article_id, i.n
    having count(*) >= 0.8 * i.n
),
strong as (
    select * from titled
    union all
    select w.*
    from worded as w
    anti join titled as t
        on t.article_id = w.article_id and t.position = w.position and t.item_article_id = w.item_article_id
),
-- one by its title, else one by its text
chosen as (
    select article_id, position, item_article_id, matched_by
    from strong
    qualify
        (matched_by = 'title' or not bool_or(matched_by = 'title') over (partition by article_id, position))
        and count(*) over (partition by article_id, position, matched_by) = 1
),
-- an article that two items could be is neither
single as (
    select c.*
    from chosen as c
    anti join linked as l on l.article_id = c.article_id and l.item_article_id = c.item_article_id
    qualify count(*) over (partition by c.article_id, c.item_article_id) = 1
),
all_of_them as (
    select * from linked union all select * from single
)
select * from all_of_them;
