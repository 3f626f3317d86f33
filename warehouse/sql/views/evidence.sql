-- one row per article and field that has a value: where it was read
create view evidence as
with
told as (
    select
        a.*,
        s.region as source_region,
        s.community as source_community
    from articles as a left join sources as s on s.source = a.source
),
listed as (
    select
        article_id, url, source, title, lead, body, capture_id, version_capture_id, parser, version_parser,
        unnest([
            {field: 'title', value: title, rule: origins['title'], words: null, is_wording: true},
            {field: 'lead', value: lead, rule: coalesce(origins['lead'], origins['body']), words: null, is_wording: true},
            {field: 'body', value: body, rule: origins['body'], words: null, is_wording: true},
            {
                field: 'published',
                -- as exactly as it is known
                value: left(
                    strftime(published at time zone 'Europe/Kyiv', '%Y-%m-%d %H:%M'),
                    case published_precision when 'minute' then 16 when 'day' then 10 when 'month' then 7 else 4 end
                ),
                rule: origins['published'], words: published_raw, is_wording: true
            },
            {field: 'author', value: author, rule: origins['author'], words: author, is_wording: false},
            {field: 'category', value: category, rule: origins['category'], words: category, is_wording: false},
            {
                field: 'source_tags', value: array_to_string(source_tags, ', '),
                rule: coalesce(origins['source_tags'], origins['category']),
                words: array_to_string(source_tags, ', '), is_wording: false
            },
            {
                field: 'region_hint', value: region_hint, rule: origins['region_hint'], words: region_hint,
                is_wording: false
            },
            {
                field: 'community_names', value: array_to_string(community_names, ', '),
                rule: origins['community_names'], words: array_to_string(community_names, ', '), is_wording: false
            },
            {
                field: 'attribution', value: attribution, rule: origins['attribution'], words: attribution,
                is_wording: false
            },
            {
                field: 'photo_credit', value: photo_credit, rule: origins['photo_credit'], words: photo_credit,
                is_wording: false
            },
            {
                field: 'region', value: array_to_string(regions, ', '),
                rule: case
                    when source_region <> 'national' then 'source file: region'
                    when regions <> ['national'] then concat('inferred: the region that region_hint names, ', origins['region_hint'])
                    else 'default: the whole country'
                end,
                words: case when source_region is null or source_region = 'national' then region_hint end,
                is_wording: false
            },
            {
                field: 'community', value: array_to_string(communities, ', '), rule: 'source file: community', words: null,
                is_wording: false
            },
            {
                field: 'tag', value: array_to_string(tags, ', '), rule: 'default: tags are not assigned yet', words: null,
                is_wording: false
            },
            {
                field: 'lang', value: lang, rule: '<html lang>, else what the source file says of the address', words: null,
                is_wording: false
            },
            {field: 'url', value: url, rule: 'URL: where the link led', words: null, is_wording: false},
            {field: 'section', value: section, rule: 'listing: the section that named the link', words: null, is_wording: false},
            {
                field: 'images', value: array_to_string(images, ' '), rule: concat('pictures of the text, ', origins['body']),
                words: null, is_wording: false
            },
            {
                field: 'attachments', value: array_to_string(list_transform(attachments, lambda file: file.url), ' '),
                rule: coalesce(origins['attachments'], concat('files of the text, ', origins['body'])), words: null,
                is_wording: false
            },
            {
                field: 'parts', value: case when origins['parts'] is not null then kind end, rule: origins['parts'],
                words: null, is_wording: true
            }
        ], recursive := true)
    from told
),
placed as (
    select
        *,
        case
            when words is null or words = '' then null
            when contains(body, words) then 'body'
            when contains(title, words) then 'title'
            when contains(lead, words) then 'lead'
        end as words_in
    from listed
    where value <> ''
),
spans as (
    select
        * exclude (title, lead, body, capture_id, version_capture_id, parser, version_parser, is_wording),
        strpos(case words_in when 'body' then body when 'title' then title when 'lead' then lead end, words) - 1 as words_start,
        case when is_wording then version_capture_id else capture_id end as capture_id,
        case when is_wording then version_parser else parser end as parser
    from placed
),
archived as (
    select
        s.article_id, s.field, s.value, coalesce(s.rule, 'not said by the parser') as rule, s.words, s.words_in,
        s.words_start, s.words_start + length(s.words) as words_end, s.parser, s.capture_id, c.warc_file, c.warc_offset,
        s.source, s.url
    from spans as s left join captures as c on c.capture_id = s.capture_id
)
select * from archived;

comment on view evidence is
    'one row per article and field that has a value: by which rule it was read, from which words, out of which archived answer, by which parser. Ask for one article (url) or one source: texts are looked through. `visnyk evidence URL` shows the place in the page too, `visnyk verify --evidence` reads pages again and compares';
comment on column evidence.article_id is 'the article';
comment on column evidence.field is 'title, lead, body, published, author, category, source_tags, region_hint, community_names, attribution, photo_credit, region, community, tag, lang, url, section, images, attachments, parts';
comment on column evidence.value is 'what the article has there, as text; lists with commas';
comment on column evidence.rule is 'css:… the selector of the source file · generic 0.95: meta:, jsonld:, state:, walk:, url:… by structure, how sure, and where · label:… the word before it · stamp:… the line · index: told by the listing or feed that named it · inferred: · source file: · default:. What follows a comma was done to it';
comment on column evidence.words is 'the page''s own words that the value was made of';
comment on column evidence.words_in is 'the text of the article in which these words stand: body, title or lead; null where they stand elsewhere on the page, where the rule leads';
comment on column evidence.words_start is 'at which character of it they begin, from 0';
comment on column evidence.words_end is 'and before which they end';
comment on column evidence.parser is 'which code and source file read it; null: a release that did not say';
comment on column evidence.capture_id is 'the archived answer it was read from; see captures';
comment on column evidence.warc_file is 'file in the archive folder that holds it';
comment on column evidence.warc_offset is 'byte of that file at which its record begins';
comment on column evidence.source is 'slug of the source';
comment on column evidence.url is 'canonical URL of the article';
