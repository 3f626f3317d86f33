-- core.article_version as it was published; of the newest wording the view names another capture
select * exclude (capture_id, source) from article_versions
