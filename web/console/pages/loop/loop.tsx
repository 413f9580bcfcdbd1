import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import { useState } from 'react';
import { urlOf } from '../../../api/console.ts';
import { useDesk } from '../../desk.tsx';
import { useLoad } from '../../load.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { Copyable } from '../../parts/copyable.tsx';
import { Crumbs } from '../../parts/crumbs.tsx';
import { Json } from '../../parts/json.tsx';
import { Empty, Show } from '../../parts/states.tsx';
import { Status } from '../../parts/status.tsx';
import Tabs from '../../parts/tabs.tsx';
import { TaskLook } from '../../parts/task-look.tsx';
import { Time } from '../../parts/time.tsx';
import { pathOf } from '../../routes.ts';
import { texts as workflows } from '../workflows/texts.ts';
import { Answers } from './answers.tsx';
import { ReplacedAnswers } from './replaced.tsx';
import { texts } from './texts.ts';
import { type Review, timelineOf } from './timeline.ts';

/** refreshEvery is how often the loop is looked at again, in milliseconds. */
const refreshEvery = 5000;

/** HumanLoop shows one human loop: its answers, its task, its input and what happened. */
export default function HumanLoop() {
  const { aws, api, route } = useDesk();
  const [flow, name] = route.names as [string, string];
  const review = useLoad(
    () => api.get('/api/v1/human-loops/{name}/review', { path: { name }, query: aws.place }),
    [api, aws, name],
    refreshEvery,
  );
  return (
    <ContentLayout
      header={
        <SpaceBetween size="xs">
          <Crumbs
            items={[
              [workflows.title, pathOf('workflows')],
              [flow, pathOf('workflow', flow)],
              [name, pathOf('loop', flow, name)],
            ]}
          />
          <Header
            variant="h1"
            actions={
              <Actions flow={flow} name={name} status={review.value?.humanLoopStatus} again={review.again} />
            }
          >
            {name}
          </Header>
        </SpaceBetween>
      }
    >
      <Show of={review}>
        {(loop) => (
          <SpaceBetween size="l">
            <Summary loop={loop} />
            {loop.carried && (
              <Alert type="info" header={texts.carried}>
                {texts.carriedLead}
              </Alert>
            )}
            <Tabs
              tabs={[
                ...(loop.carried
                  ? []
                  : [{ id: 'answers', label: texts.answers, content: <Given work={loop.work} /> }]),
                {
                  id: 'task',
                  label: texts.task,
                  content: loop.hasInput ? <Task name={name} /> : <NoInput />,
                },
                {
                  id: 'input',
                  label: texts.input,
                  content: loop.hasInput ? (
                    <Container>
                      <Json value={loop.input} />
                    </Container>
                  ) : (
                    <NoInput />
                  ),
                },
                { id: 'timeline', label: texts.timeline, content: <Timeline loop={loop} /> },
              ]}
            />
          </SpaceBetween>
        )}
      </Show>
    </ContentLayout>
  );
}

/** Given are the answers as they stand, and those that were corrected, if any. */
function Given({ work }: { work: Review['work'] }) {
  return (
    <SpaceBetween size="l">
      <Answers work={work} />
      <ReplacedAnswers work={work} />
    </SpaceBetween>
  );
}

function NoInput() {
  return (
    <Container>
      <Empty title={texts.noInput} lead={texts.noInputLead} />
    </Container>
  );
}

interface ActionsProps {
  flow: string;
  name: string;
  status: Review['humanLoopStatus'] | undefined;
  again: () => void;
}

function Actions({ flow, name, status, again }: ActionsProps) {
  const { aws, say, go } = useDesk();
  const [asked, setAsked] = useState<'stop' | 'delete'>();
  const open = status === 'InProgress';
  const over = status !== undefined && !open && status !== 'Stopping';
  const close = () => setAsked(undefined);
  return (
    <SpaceBetween direction="horizontal" size="xs">
      <Button disabled={!open} disabledReason={texts.onlyOpen} onClick={() => setAsked('stop')}>
        {texts.stop}
      </Button>
      <Button disabled={!over} disabledReason={texts.onlyOver} onClick={() => setAsked('delete')}>
        {texts.delete}
      </Button>
      {asked === 'stop' && (
        <Confirm
          title={texts.stopTitle(name)}
          action={texts.stop}
          onClose={close}
          onConfirm={async () => {
            await aws.stop(name);
            say({ type: 'success', content: texts.stopped(name) });
            close();
            again();
          }}
        >
          {texts.stopLead}
        </Confirm>
      )}
      {asked === 'delete' && (
        <Confirm
          title={texts.deleteTitle(name)}
          action={texts.delete}
          onClose={close}
          onConfirm={async () => {
            await aws.remove(name);
            go(pathOf('workflow', flow));
            say({ type: 'success', content: texts.deleted(name) });
          }}
        >
          {texts.deleteLead}
        </Confirm>
      )}
    </SpaceBetween>
  );
}

function Summary({ loop }: { loop: Review }) {
  const answered = loop.work.filter(({ status }) => status === 'Submitted').length;
  return (
    <Container header={<Header variant="h2">{texts.summary}</Header>}>
      <KeyValuePairs
        columns={3}
        items={[
          { label: texts.status, value: <Status is={loop.humanLoopStatus} /> },
          {
            label: texts.answers,
            value: loop.carried ? texts.inOutput : texts.answersOf(answered, loop.taskCount),
          },
          { label: texts.arn, value: <Copyable text={loop.humanLoopArn} /> },
          { label: texts.created, value: <Time at={loop.creationTime} /> },
          { label: loop.carried ? texts.carriedBy : texts.createdBy, value: loop.createdBy },
          loop.endTime
            ? { label: loop.carried ? texts.carriedAt : texts.ended, value: <Time at={loop.endTime} /> }
            : { label: texts.due, value: <Time at={loop.dueTime} /> },
          {
            label: texts.output,
            value:
              loop.humanLoopStatus === 'Completed' || loop.carried ? (
                <Copyable text={loop.humanLoopOutput.outputS3Uri} />
              ) : (
                <Box color="text-body-secondary">{texts.noOutput}</Box>
              ),
          },
          ...(loop.failureReason ? [{ label: texts.failure, value: loop.failureReason }] : []),
        ]}
      />
    </Container>
  );
}

function Task({ name }: { name: string }) {
  const { aws, say } = useDesk();
  const src = urlOf('/api/v1/human-loops/{name}/page', { path: { name }, query: aws.place });
  return (
    <Container
      header={
        <Header variant="h2" description={texts.taskLead}>
          {texts.task}
        </Header>
      }
    >
      <TaskLook
        src={src}
        title={texts.taskTitle(name)}
        onAnswer={() => say({ type: 'info', content: texts.notHere })}
      />
    </Container>
  );
}

function Timeline({ loop }: { loop: Review }) {
  return (
    <Table
      variant="container"
      wrapLines
      items={timelineOf(loop)}
      ariaLabels={{ tableLabel: texts.timeline }}
      columnDefinitions={[
        { id: 'at', header: texts.when, cell: ({ at }) => <Time at={at} /> },
        { id: 'what', header: texts.what, isRowHeader: true, cell: ({ what }) => what },
        { id: 'who', header: texts.who, cell: ({ who, detail }) => [who, detail].filter(Boolean).join(', ') },
      ]}
    />
  );
}
