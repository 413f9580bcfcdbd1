import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import { useDesk } from '../../desk.tsx';
import { useLoad } from '../../load.ts';
import { Crumbs } from '../../parts/crumbs.tsx';
import { Show } from '../../parts/states.tsx';
import { pathOf } from '../../routes.ts';
import { everything, type Sample, samples } from './samples.ts';
import { texts } from './texts.ts';

/** TablePage tells what a table's columns mean, with queries to begin with. */
export default function TablePage() {
  const { api, aws, route } = useDesk();
  const { account } = aws.place;
  const name = route.names[0] as string;
  const table = useLoad(
    () => api.get('/api/v1/sql/tables/{name}', { path: { name }, query: { account } }),
    [api, account, name],
  );
  return (
    <ContentLayout
      header={
        <SpaceBetween size="xs">
          <Crumbs
            items={[
              [texts.title, pathOf('directory')],
              [name, pathOf('table', name)],
            ]}
          />
          <Header variant="h1" description={table.value?.summary}>
            {name}
          </Header>
        </SpaceBetween>
      }
    >
      <Show of={table}>
        {({ fields }) => (
          <SpaceBetween size="l">
            <Container header={<Header variant="h2">{texts.samples}</Header>}>
              <SpaceBetween size="l">
                {[everything(name), ...(samples[name] ?? [])].map((sample) => (
                  <SampleQuery key={sample.title} sample={sample} />
                ))}
              </SpaceBetween>
            </Container>
            <Table
              items={fields ?? []}
              wrapLines
              ariaLabels={{ tableLabel: texts.columns }}
              header={
                <Header variant="h2" counter={`(${fields?.length ?? 0})`}>
                  {texts.columns}
                </Header>
              }
              columnDefinitions={[
                {
                  id: 'name',
                  header: texts.column,
                  isRowHeader: true,
                  cell: (field) => <code>{field.name}</code>,
                },
                { id: 'type', header: texts.type, cell: (field) => field.data_type },
                { id: 'meaning', header: texts.meaning, minWidth: 260, cell: (field) => field.description },
              ]}
            />
          </SpaceBetween>
        )}
      </Show>
    </ContentLayout>
  );
}

function SampleQuery({ sample }: { sample: Sample }) {
  const { go } = useDesk();
  return (
    <SpaceBetween size="xs">
      <Header
        variant="h3"
        actions={
          <Button
            ariaLabel={`${texts.open}: ${sample.title}`}
            onClick={() => go(`${pathOf('sql')}?${new URLSearchParams({ query: sample.query })}`)}
          >
            {texts.open}
          </Button>
        }
      >
        {sample.title}
      </Header>
      <Box variant="code">
        <pre className="query">{sample.query}</pre>
      </Box>
    </SpaceBetween>
  );
}
