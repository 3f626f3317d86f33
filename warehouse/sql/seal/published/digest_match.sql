-- core.digest_match as it was published
select digest_id as article_id, position, article_id as item_article_id, matched_by from digest_items where article_id is not null
