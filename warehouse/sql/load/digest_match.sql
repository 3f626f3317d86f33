-- Which article of the same source an item of a digest is: by its link, else by title and text, else by text alone,
-- and none where there is doubt. Computed anew for each digest that what came may concern, so that it does not matter
-- which of the two came first. For the one source that is chosen.

-- digest_touched: one row per item, in the newest wording, of each digest whose matches may be others now
create or replace temp table digest_touched as
with
items as (
    select
        i.article_id,
        i.position,
        i.title,
        i.text,
        core.address_key(i.link) as address,
        -- an article told of was published in the digest's days, or some days around them
        coalesce(a.period_start, a.published::date - 14) - 7 as since,
        coalesce(a.period_end, a.published::date) + 3 as until
    from core.digest_item as i join core.article as a on a.article_id = i.article_id and a.version = i.version
    where i.source = getvariable('digest_source')
),
came as (
    select article_id, published::date as day, core.address_key(url) as address
    from staged_article
    where source = getvariable('digest_source')
    union all
    select null, null, core.address_key(url) from staged_reading where source = getvariable('digest_source')
),
days as (
    select distinct day from came where day is not null
),
spans as (
    select distinct article_id, since, until from items
),
touched as (
    select i.article_id from items as i semi join came as c on c.article_id = i.article_id
    union
    select i.article_id from items as i semi join came as c on c.address = i.address
    union
    select s.article_id from spans as s join days as d on d.day between s.since and s.until
)
select i.* from items as i semi join touched as t on t.article_id = i.article_id;

delete from core.digest_match where article_id in (select article_id from digest_touched);

-- digest_linked: one row per item with an address that no other item of its digest has, and the one article there
create or replace temp table digest_linked as
with
own as (
    select article_id, position, address
    from digest_touched
    where address is not null
    qualify count(*) over (partition by article_id, address) = 1
),
places as (
    select core.address_key(k.url) as address, unnest(k.article_ids) as found
    from core.link as k
    where k.source = getvariable('digest_source') and k.role = 'page'
    union
    select core.address_key(a.url), a.article_id
    from core.article as a
    where a.source = getvariable('digest_source')
),
met as (
    select o.article_id, o.position, p.found
    from own as o left join places as p on p.address = o.address and p.found <> o.article_id
),
single as (
    select article_id, position, case when count(distinct found) = 1 then any_value(found) end as found
    from met
    group by article_id, position
)
select * from single;

-- digest_candidate: one row per article that an item without such an address may be, with its words.
-- The texts lie in the order in which they came: the bound spares reading those that came before
set variable digest_since = (
    select min(a.first_seen)
    from core.article as a
    where a.source = getvariable('digest_source')
        and exists (select 1 from digest_touched as t where a.published::date between t.since and t.until)
);
create or replace temp table digest_candidate as
with
spans as (
    select min(since) as since, max(until) as until
    from digest_touched as t
    anti join digest_linked as l on l.article_id = t.article_id and l.position = t.position
),
found as (
    select a.article_id, a.version, a.title, a.published::date as day
    from core.article as a join spans as s on a.published::date between s.since and s.until
    where a.source = getvariable('digest_source') and a.kind = 'article'
),
told as (
    select f.article_id, f.day, core.words(f.title) as title, core.words(concat_ws(' ', f.title, v.lead, v.body)) as words
    from core.article_version as v join found as f on f.article_id = v.article_id and f.version = v.version
    where v.seen_at >= getvariable('digest_since')
)
select * from told;

-- digest_worded: one row per item without such an address, with its words
create or replace temp table digest_worded as
with
worded as (
    select t.article_id, t.position, t.since, t.until, core.words(t.title) as title, core.words(t.text) as words
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
    from digest_worded as i join digest_candidate as c on c.title = i.title and c.day between i.since and i.until
    where len(list_intersect(list_distinct(i.words), c.words)) / nullif(len(list_distinct(i.words)), 0) >= 0.6
),
item_triples as (
    select article_id, position, since, until, len(triples) as n, unnest(triples) as triple
    from digest_worded
    where len(triples) >= 10
),
candidate_triples as (
    select article_id, day, unnest(core.triples(words)) as triple from digest_candidate
),
worded as (
    select i.article_id, i.position, c.article_id as item_article_id, 'text' as matched_by
    from item_triples as i join candidate_triples as c on c.triple = i.triple and c.day between i.since and i.until
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
