-- one row: how many articles are read again
select count(*) from sampled_article
