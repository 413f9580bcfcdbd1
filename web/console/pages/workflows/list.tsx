import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { useDesk } from '../../desk.tsx';
import { Copyable } from '../../parts/copyable.tsx';
import { PageLink } from '../../parts/link.tsx';
import { ListTable, useList } from '../../parts/list-table.tsx';
import { Empty } from '../../parts/states.tsx';
import { Status } from '../../parts/status.tsx';
import { Time } from '../../parts/time.tsx';
import { pathOf } from '../../routes.ts';
import { DeleteWorkflow } from './delete.tsx';
import { readWorkflows, type Workflow } from './read.ts';
import { texts } from './texts.ts';

/** refreshEvery is how often the list is looked at again, in milliseconds. */
const refreshEvery = 5000;

const count = (n: number | undefined) => (n === undefined ? '–' : texts.atMost(n));

const columns = [
  {
    id: 'name',
    minWidth: 160,
    header: texts.name,
    isRowHeader: true,
    cell: ({ FlowDefinitionName: name }: Workflow) => (
      <PageLink to={pathOf('workflow', name)}>{name}</PageLink>
    ),
  },
  { id: 'status', header: texts.status, cell: (flow: Workflow) => <Status is={flow.FlowDefinitionStatus} /> },
  { id: 'open', header: texts.open, cell: (flow: Workflow) => count(flow.open) },
  { id: 'answered', header: texts.answered, cell: (flow: Workflow) => count(flow.answered) },
  { id: 'created', header: texts.created, cell: (flow: Workflow) => <Time at={flow.CreationTime} /> },
  {
    id: 'arn',
    header: texts.arn,
    minWidth: 280,
    cell: (flow: Workflow) => <Copyable text={flow.FlowDefinitionArn} />,
  },
];

/** Workflows lists the human review workflows of the region. */
export default function Workflows() {
  const desk = useDesk();
  const { aws, go, may } = desk;
  const [search, setSearch] = useState('');
  const [chosen, setChosen] = useState<Workflow[]>([]);
  const [deleting, setDeleting] = useState(false);
  const all = useList((token) => readWorkflows(desk, token), [aws], refreshEvery);
  // Amazon's list has no search, so what was loaded is searched.
  const items = all.items.filter((flow) => flow.FlowDefinitionName.includes(search.trim().toLowerCase()));
  const name = chosen[0]?.FlowDefinitionName;
  return (
    <>
      <ListTable
        title={texts.title}
        description={texts.description}
        list={{ ...all, items }}
        columns={columns}
        id={(flow) => flow.FlowDefinitionName}
        search={{ value: search, placeholder: texts.search, onChange: setSearch }}
        chosen={chosen}
        onChoose={setChosen}
        actions={
          <SpaceBetween direction="horizontal" size="xs">
            <Button
              disabled={chosen[0]?.FlowDefinitionStatus !== 'Active'}
              disabledReason={name === undefined ? undefined : texts.onlyActive}
              onClick={() => setDeleting(true)}
            >
              {texts.delete}
            </Button>
            {may('createWorkflow') && (
              <Button variant="primary" onClick={() => go(pathOf('createWorkflow'))}>
                {texts.create}
              </Button>
            )}
          </SpaceBetween>
        }
        empty={<Empty title={texts.none} lead={texts.noneLead} />}
      />
      {deleting && name !== undefined && (
        <DeleteWorkflow
          name={name}
          onClose={() => setDeleting(false)}
          onDone={() => {
            setDeleting(false);
            setChosen([]);
            all.again();
          }}
        />
      )}
    </>
  );
}
