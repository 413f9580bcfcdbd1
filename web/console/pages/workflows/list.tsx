import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import type { SageMaker } from '../../../api/aws.ts';
import { useDesk } from '../../desk.tsx';
import { Copyable } from '../../parts/copyable.tsx';
import { PageLink } from '../../parts/link.tsx';
import { ListTable, useList } from '../../parts/list-table.tsx';
import { Empty } from '../../parts/states.tsx';
import { Status } from '../../parts/status.tsx';
import { Time } from '../../parts/time.tsx';
import { pathOf } from '../../routes.ts';
import { DeleteWorkflow } from './delete.tsx';
import { texts } from './texts.ts';

type Workflow = SageMaker.FlowDefinitionSummary;

/** refreshEvery is how often the list is looked at again, in milliseconds. */
const refreshEvery = 5000;

const columns = [
  {
    id: 'name',
    header: texts.name,
    isRowHeader: true,
    cell: ({ FlowDefinitionName: name }: Workflow) => (
      <PageLink to={pathOf('workflow', name)}>{name}</PageLink>
    ),
  },
  { id: 'status', header: texts.status, cell: (flow: Workflow) => <Status is={flow.FlowDefinitionStatus} /> },
  { id: 'arn', header: texts.arn, cell: (flow: Workflow) => <Copyable text={flow.FlowDefinitionArn} /> },
  { id: 'created', header: texts.created, cell: (flow: Workflow) => <Time at={flow.CreationTime} /> },
];

/** Workflows lists the human review workflows of the region. */
export default function Workflows() {
  const { aws, go, may } = useDesk();
  const [search, setSearch] = useState('');
  const [chosen, setChosen] = useState<Workflow[]>([]);
  const [deleting, setDeleting] = useState(false);
  const list = useList(
    async (token) => {
      const page = await aws.sagemaker('ListFlowDefinitions', token ? { NextToken: token } : {});
      return { items: page.FlowDefinitionSummaries, next: page.NextToken };
    },
    [aws, search],
    refreshEvery,
  );
  const name = chosen[0]?.FlowDefinitionName;
  return (
    <>
      <ListTable
        title={texts.title}
        description={texts.description}
        list={list}
        columns={columns}
        id={(flow) => flow.FlowDefinitionName}
        search={{ value: search, placeholder: texts.search, onChange: setSearch }}
        chosen={chosen}
        onChoose={setChosen}
        actions={
          <SpaceBetween direction="horizontal" size="xs">
            <Button disabled={name === undefined} onClick={() => setDeleting(true)}>
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
            list.again();
          }}
        />
      )}
    </>
  );
}
