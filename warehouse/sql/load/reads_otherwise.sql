-- one row: how many staged articles read otherwise than what is known of them
select count(*) from compared_text where reads_otherwise
