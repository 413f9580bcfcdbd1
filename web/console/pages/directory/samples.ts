/** Sample is a query that shows what a table is good for. */
export interface Sample {
  title: string;
  query: string;
}

/** everything is the query that every table answers. */
export const everything = (table: string): Sample => ({
  title: 'The first rows',
  query: `SELECT *\nFROM ${table}\nLIMIT 100`,
});

/** samples are queries about each table, by its name with schema. */
export const samples: Record<string, Sample[]> = {
  'aws.sagemaker_flow_definition': [
    {
      title: 'Workflows and their work teams',
      query: `SELECT flow_definition_name, flow_definition_status,
       json_extract_path_text(human_loop_config, 'WorkteamArn') AS workteam_arn
FROM aws.sagemaker_flow_definition
ORDER BY creation_time DESC`,
    },
    {
      title: 'Workflows of one environment',
      query: `SELECT flow_definition_name
FROM aws.sagemaker_flow_definition
WHERE tags->'env' = 'prod'`,
    },
  ],
  'aws.sagemaker_human_loop': [
    {
      title: 'Loops by workflow and status',
      query: `SELECT flow_definition_name, human_loop_status, count(*) AS loops
FROM aws.sagemaker_human_loop
GROUP BY flow_definition_name, human_loop_status
ORDER BY loops DESC`,
    },
    {
      title: 'Hours from beginning to end, by day',
      query: `SELECT date_trunc('day', ended_at) AS day, avg(duration_in_seconds) / 3600 AS hours
FROM aws.sagemaker_human_loop
WHERE ended_at IS NOT NULL
GROUP BY 1
ORDER BY 1`,
    },
    {
      title: 'Why loops failed',
      query: `SELECT failure_code, failure_reason, count(*) AS loops
FROM aws.sagemaker_human_loop
WHERE human_loop_status = 'Failed'
GROUP BY failure_code, failure_reason
ORDER BY loops DESC`,
    },
  ],
  'foureyes.assignment': [
    {
      title: 'Who holds which task now',
      query: `SELECT w.name, a.human_loop_name, a.accepted_at, a.expires_at
FROM foureyes.assignment a
JOIN foureyes.worker w ON w.worker_id = a.worker_id
WHERE a.status IN ('Accepted', 'Paused')
ORDER BY a.accepted_at`,
    },
    {
      title: 'Why tasks were declined',
      query: `SELECT flow_definition_name, reason, count(*) AS times
FROM foureyes.assignment
WHERE status = 'Declined'
GROUP BY flow_definition_name, reason
ORDER BY times DESC`,
    },
  ],
  'foureyes.answer': [
    {
      title: 'Answers and active time of each worker',
      query: `SELECT w.name, count(*) AS answers, avg(a.time_spent_in_seconds) AS seconds
FROM foureyes.answer a
JOIN foureyes.worker w ON w.worker_id = a.worker_id
GROUP BY w.name
ORDER BY answers DESC`,
    },
  ],
  'foureyes.worker': [
    {
      title: 'Workers and their groups',
      query: `SELECT name, email, groups
FROM foureyes.worker
WHERE disabled_at IS NULL
ORDER BY name`,
    },
  ],
  'foureyes.event': [
    {
      title: 'What waits at each event target',
      query: `SELECT target_name, status, count(*) AS events, min(creation_time) AS oldest
FROM foureyes.event
GROUP BY target_name, status
ORDER BY oldest`,
    },
  ],
  'foureyes.audit': [
    {
      title: 'What was done in the last day',
      query: `SELECT called_at, principal_arn, action, resource, outcome
FROM foureyes.audit
WHERE called_at > now() - interval '1 day'
ORDER BY called_at DESC`,
    },
  ],
};
