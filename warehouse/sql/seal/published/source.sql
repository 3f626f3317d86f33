-- core.source as it was published; the view has sources too that are only known by their visits
select source, name, platform, url, region, community, evidence, schedule, active from sources where url is not null
