-- one row per source of these whose documents have pages that OCR has read
select distinct source
from core.document_page
where read_by = 'ocr' and source in (select unnest(?::text[]))
order by source
