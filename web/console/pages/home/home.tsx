import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import Container from '@cloudscape-design/components/container';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useDesk } from '../../desk.tsx';
import { useLoad } from '../../load.ts';
import { Copyable } from '../../parts/copyable.tsx';
import { PageLink } from '../../parts/link.tsx';
import { Empty, Show } from '../../parts/states.tsx';
import { Verdict } from '../../parts/verdict.tsx';
import { pathOf } from '../../routes.ts';
import { texts as frame } from '../../texts.ts';
import { readWorkflows } from '../workflows/read.ts';
import { texts } from './texts.ts';

/** refreshEvery is how often the overview is looked at again, in milliseconds. */
const refreshEvery = 10_000;

/** shown is how many workflows the overview names. */
const shown = 8;

/** Home is what one sees first: what is under review, and what needs a look. */
export default function Home() {
  const { may } = useDesk();
  return (
    <ContentLayout header={<Header variant="h1">{texts.title}</Header>}>
      <SpaceBetween size="l">
        <ColumnLayout columns={2}>
          {may('workflows') && <Workflows />}
          {may('jobs') && <Attention />}
        </ColumnLayout>
        <ColumnLayout columns={2}>
          <Container header={<Header variant="h2">{texts.programs}</Header>}>
            <SpaceBetween size="s">
              <Box>{texts.programsLead}</Box>
              <Copyable text={`export AWS_ENDPOINT_URL=${location.origin}`} />
            </SpaceBetween>
          </Container>
          <Container header={<Header variant="h2">{texts.answering}</Header>}>
            <SpaceBetween size="s">
              <Box>{texts.answeringLead}</Box>
              <Button href="/portal">{frame.toPortal}</Button>
            </SpaceBetween>
          </Container>
        </ColumnLayout>
      </SpaceBetween>
    </ContentLayout>
  );
}

function Workflows() {
  const desk = useDesk();
  const { aws, go, may } = desk;
  const workflows = useLoad(() => readWorkflows(desk), [aws], refreshEvery);
  const start = may('createWorkflow') && (
    <SpaceBetween direction="horizontal" size="xs">
      <Button onClick={() => go(pathOf('createTemplate'))}>{texts.createTemplate}</Button>
      <Button variant="primary" onClick={() => go(pathOf('createWorkflow'))}>
        {texts.createWorkflow}
      </Button>
    </SpaceBetween>
  );
  return (
    <Container
      header={
        <Header variant="h2" actions={<Button onClick={() => go(pathOf('workflows'))}>{texts.all}</Button>}>
          {texts.workflows}
        </Header>
      }
    >
      <Show of={workflows}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={texts.noWorkflows} lead={texts.noWorkflowsLead} action={start} />
          ) : (
            <SpaceBetween size="s">
              {items.slice(0, shown).map(({ FlowDefinitionName: name, open = 0, answered = 0 }) => (
                <div key={name}>
                  <PageLink to={pathOf('workflow', name)}>{name}</PageLink>
                  <Box color="text-body-secondary">
                    {texts.open(open)}, {texts.answered(answered)}
                  </Box>
                </div>
              ))}
            </SpaceBetween>
          )
        }
      </Show>
    </Container>
  );
}

function Attention() {
  const { api, go } = useDesk();
  const failed = useLoad(
    () => api.get('/api/v1/saved-jobs', { query: { dead: true, maxResults: 100 } }),
    [api],
    refreshEvery,
  );
  return (
    <Container header={<Header variant="h2">{texts.attention}</Header>}>
      <Show of={failed}>
        {({ jobs, nextToken }) =>
          jobs.length === 0 ? (
            <Verdict type="success">{texts.nothing}</Verdict>
          ) : (
            <SpaceBetween size="s">
              <Verdict type="error">{texts.failed(`${jobs.length}${nextToken ? '+' : ''}`)}</Verdict>
              <Button onClick={() => go(pathOf('jobs'))}>{texts.toJobs}</Button>
            </SpaceBetween>
          )
        }
      </Show>
    </Container>
  );
}
