import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import type { SageMaker } from '../../../api/aws.ts';
import { useDesk } from '../../desk.tsx';
import { Copyable } from '../../parts/copyable.tsx';
import { PageLink } from '../../parts/link.tsx';
import { ListTable, useList } from '../../parts/list-table.tsx';
import { Empty } from '../../parts/states.tsx';
import { Time } from '../../parts/time.tsx';
import { pathOf } from '../../routes.ts';
import { DeleteTemplate } from './delete.tsx';
import { texts } from './texts.ts';

type Template = SageMaker.HumanTaskUiSummary;

const columns = [
  {
    id: 'name',
    minWidth: 160,
    header: texts.name,
    isRowHeader: true,
    cell: ({ HumanTaskUiName: name }: Template) => <PageLink to={pathOf('template', name)}>{name}</PageLink>,
  },
  {
    id: 'created',
    header: texts.created,
    minWidth: 130,
    cell: (ui: Template) => <Time at={ui.CreationTime} />,
  },
  {
    id: 'arn',
    header: texts.arn,
    minWidth: 280,
    cell: (ui: Template) => <Copyable text={ui.HumanTaskUiArn} />,
  },
];

/** Templates lists the worker task templates of the region. */
export default function Templates() {
  const { aws, go, may } = useDesk();
  const [search, setSearch] = useState('');
  const [chosen, setChosen] = useState<Template[]>([]);
  const [deleting, setDeleting] = useState(false);
  const all = useList(
    async (token) => {
      const page = await aws.sagemaker('ListHumanTaskUis', {
        MaxResults: 100,
        ...(token ? { NextToken: token } : {}),
      });
      return { items: page.HumanTaskUiSummaries, next: page.NextToken };
    },
    [aws],
  );
  // Amazon's list has no search, so what was loaded is searched.
  const items = all.items.filter((ui) => ui.HumanTaskUiName.includes(search.trim().toLowerCase()));
  const name = chosen[0]?.HumanTaskUiName;
  const toCreate = () => go(pathOf('createTemplate'));
  return (
    <>
      <ListTable
        title={texts.title}
        description={texts.description}
        list={{ ...all, items }}
        columns={columns}
        id={(ui) => ui.HumanTaskUiName}
        search={{ value: search, placeholder: texts.search, onChange: setSearch }}
        chosen={chosen}
        onChoose={setChosen}
        actions={
          may('createTemplate') && (
            <SpaceBetween direction="horizontal" size="xs">
              <Button disabled={name === undefined} onClick={() => setDeleting(true)}>
                {texts.delete}
              </Button>
              <Button
                disabled={name === undefined}
                onClick={() => go(`${pathOf('createTemplate')}?from=${name}`)}
              >
                {texts.copy}
              </Button>
              <Button variant="primary" onClick={toCreate}>
                {texts.create}
              </Button>
            </SpaceBetween>
          )
        }
        empty={
          <Empty
            title={texts.none}
            lead={texts.noneLead}
            action={may('createTemplate') && <Button onClick={toCreate}>{texts.create}</Button>}
          />
        }
      />
      {deleting && name !== undefined && (
        <DeleteTemplate
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
