-- Which article of the same source an item of a digest is: by its link, else by title and text, else by text alone,
-- and none where there is doubt. Computed anew for each digest that what came may concern, so that it does not matter
-- which of the two came first.

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
    from core.digest_item as i
    join staged_visit as v on v.source = i.source
    join core.article as a on a.article_id = i.article_id and a.version = i.version
),
came as (
    select article_id, published::date as day, core.address_key(url) as address from staged_article
    union all
    select null, null, core.address_key(url) from staged_reading
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
    from core.link as k join staged_visit as v on v.source = k.source
    where k.role = 'page'
    union
    select core.address_key(a.url), a.article_id
    from core.article as a join staged_visit as v on v.source = a.source
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
    from core.article as a join staged_visit as v on v.source = a.source
    where exists (select 1 from digest_touched as t where a.published::date between t.since and t.until)
);
create or replace temp table digest_candidate as
with
spans as (
    select min(since) as since, max(until) as until
    from digest_touched as t
    where not exists (select 1 from digest_linked as l where l.article_id = t.article_id and l.position = t.position)
),
found as (
    select a.article_id, a.version, a.title, a.published::date as day
    from core.article as a
    join staged_visit as v on v.source = a.source
    join spans as s on a.published::date between s.since and s.until
    where a.kind = 'article'
),
told as (
    select f.article_id, f.day, core.words(f.title) as title, core.words(concat_ws(' ', f.title, v.lead, v.body)) as words
    from core.article_version as v join found as f on f.article_id = v.article_id and f.version = v.version
    where v.seen_at >= getvariable('digest_since')
)
select
    *,
    list_distinct(list_transform(range(1, len(words) - 1), lambda i: array_to_string(words[i:i + 2], ' '))) as shingles
from told;

insert into core.digest_match by name
with
linked as (
    select l.article_id, l.position, l.found as item_article_id, 'link' as matched_by
    from digest_linked as l join core.article as a on a.article_id = l.found
    where a.kind <> 'digest'
),
worded as (
    select t.article_id, t.position, t.since, t.until, core.words(t.title) as title, core.words(t.text) as words
    from digest_touched as t
    anti join digest_linked as l on l.article_id = t.article_id and l.position = t.position
),
items as (
    select
        *,
        list_distinct(words) as distinct_words,
        list_distinct(list_transform(range(1, len(words) - 1), lambda i: array_to_string(words[i:i + 2], ' '))) as shingles
    from worded
),
pairs as (
    select
        i.article_id,
        i.position,
        c.article_id as item_article_id,
        i.title = c.title as same_title,
        len(list_intersect(i.distinct_words, c.words)) / nullif(len(i.distinct_words), 0) as shared_words,
        case when len(i.shingles) >= 10 then len(list_intersect(i.shingles, c.shingles)) / len(i.shingles) end as shared_text
    from items as i join digest_candidate as c on c.day between i.since and i.until
),
-- a title alone is never enough: different events share one
strong as (
    select
        *,
        case
            when same_title and shared_words >= 0.6 then 'title'
            when shared_text >= 0.8 then 'text'
        end as matched_by
    from pairs
    where (same_title and shared_words >= 0.6) or shared_text >= 0.8
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
