-- core.placement as it was published
select article_id, region, tag, is_primary from placements
