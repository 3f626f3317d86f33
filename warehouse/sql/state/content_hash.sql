-- one row: a hash over what the warehouse says of articles, whatever the order, the runs and the clocks were
with
articles as (
    select sha256(to_json({
        article_id: article_id, source: source, url: url, "position": position, title: title,
        published: epoch_us(published), published_precision: published_precision, published_raw: published_raw,
        author: author, lang: lang, category: category, source_tags: source_tags, region_hint: region_hint,
        community_names: community_names, attribution: attribution, photo_credit: photo_credit, images: images,
        attachments: attachments, origins: origins, content_hash: content_hash, version: version, state: state,
        kind: kind
    })::text) as row_hash
    from core.article
),
versions as (
    select sha256(to_json({
        article_id: article_id, version: version, change_kinds: change_kinds, changes: changes, title: title, lead: lead,
        body: body,
        published: epoch_us(published), content_hash: content_hash
    })::text) as row_hash
    from core.article_version
),
placements as (
    select sha256(concat_ws(' ', article_id, region, tag, is_primary)) as row_hash from core.placement
),
-- items and pages are in the content_hash of their version
matches as (
    select sha256(concat_ws(' ', article_id, position, item_article_id, matched_by)) as row_hash from core.digest_match
),
rows as (
    select 'article ' || row_hash as line from articles
    union all
    select 'version ' || row_hash from versions
    union all
    select 'placement ' || row_hash from placements
    union all
    select 'match ' || row_hash from matches
),
total as (
    select sha256(coalesce(string_agg(line, chr(10) order by line), '')) as content_hash from rows
)
select * from total
