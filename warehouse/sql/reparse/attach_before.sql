-- the live file, beside the one that is made anew; its name is written into the text, as in open/attach
attach 'FILE' as before (read_only)
