select count(*) from core.article
