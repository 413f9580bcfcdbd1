import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { lazy, Suspense, useMemo, useState } from 'react';
import { useDesk } from '../../desk.tsx';
import { useLoad } from '../../load.ts';
import { PageLink } from '../../parts/link.tsx';
import { Empty, Waiting } from '../../parts/states.tsx';
import Tabs from '../../parts/tabs.tsx';
import { pathOf } from '../../routes.ts';
import { Grid } from './grid.tsx';
import { History } from './history-list.tsx';
import { lineOf } from './result.ts';
import { ResultChart } from './result-chart.tsx';
import { SavedBar } from './saved-bar.tsx';
import { SavedList } from './saved-list.tsx';
import { texts } from './texts.ts';
import { useQuery } from './use-query.ts';
import { useSaved } from './use-saved.ts';

const Editor = lazy(() => import('./editor.tsx'));

const rowLimits = [1000, 10_000, 100_000];

/** Sql asks about the account's tables. */
export default function Sql() {
  const { api, aws } = useDesk();
  const { account } = aws.place;
  const directory = useLoad(
    async () => (await api.get('/api/v1/sql/tables', { query: { account } })).tables,
    [api, account],
  );
  const schema = useMemo(
    () =>
      Object.fromEntries(
        (directory.value ?? []).map(({ id, fields }) => [id, (fields ?? []).map(({ name }) => name)]),
      ),
    [directory.value],
  );
  const asked = useQuery();
  const saved = useSaved(asked.query, asked.replace);
  const [tab, setTab] = useState('results');
  const [goTo, setGoTo] = useState(0);
  const start = async (explain = false) => {
    setTab('results');
    await asked.start(explain);
  };
  return (
    <ContentLayout
      header={
        <Header
          variant="h1"
          description={texts.description}
          actions={<PageLink to={pathOf('directory')}>{texts.directory}</PageLink>}
        >
          {texts.title}
        </Header>
      }
    >
      <SpaceBetween size="l">
        <Container header={<SavedBar saved={saved} empty={asked.query.trim() === ''} />}>
          <SpaceBetween size="s">
            <Suspense fallback={<Waiting />}>
              <Editor
                value={asked.query}
                replaced={asked.replaced}
                schema={schema}
                mistakeAt={asked.mistakeAt}
                goTo={goTo}
                onChange={asked.write}
                onRun={() => void start()}
              />
            </Suspense>
            <SpaceBetween direction="horizontal" size="xs" alignItems="center">
              <Button variant="primary" disabled={asked.running} onClick={() => void start()}>
                {texts.run}
              </Button>
              <Button disabled={asked.running} onClick={() => void start(true)}>
                {texts.explain}
              </Button>
              <Button disabled={!asked.running} onClick={asked.stop}>
                {texts.stop}
              </Button>
              <Limit value={asked.rowLimit} onChange={asked.setRowLimit} />
            </SpaceBetween>
            <Box color="text-body-secondary" fontSize="body-s">
              {texts.keys}
            </Box>
          </SpaceBetween>
        </Container>
        {asked.error && (
          <Alert
            type="error"
            statusIconAriaLabel="Error"
            header={asked.mistakeAt === undefined ? undefined : place(asked.query, asked.mistakeAt)}
            action={
              asked.mistakeAt !== undefined && (
                <Button onClick={() => setGoTo((n) => n + 1)}>{texts.toMistake}</Button>
              )
            }
          >
            {asked.error}
            {asked.hint && <div>{texts.hint(asked.hint)}</div>}
          </Alert>
        )}
        <Container>
          <Tabs
            activeTabId={tab}
            onChange={({ detail }) => setTab(detail.activeTabId)}
            tabs={[
              { id: 'results', label: texts.results, content: <Results asked={asked} /> },
              {
                id: 'chart',
                label: texts.chart,
                content: asked.result ? (
                  <ResultChart key={asked.count} result={asked.result} />
                ) : (
                  <Empty title={texts.notRun} lead={texts.notRunLead} />
                ),
              },
              { id: 'saved', label: texts.savedQueries, content: <SavedList saved={saved} /> },
              {
                id: 'history',
                label: texts.history,
                content: (
                  <History history={asked.history} onUse={asked.replace} onClear={asked.clearHistory} />
                ),
              },
            ]}
          />
        </Container>
      </SpaceBetween>
    </ContentLayout>
  );
}

function Results({ asked }: { asked: ReturnType<typeof useQuery> }) {
  if (asked.running) return <Waiting />;
  if (asked.result) return <Grid result={asked.result} />;
  return <Empty title={texts.notRun} lead={texts.notRunLead} />;
}

function Limit({ value, onChange }: { value: number; onChange: (value: number) => void }) {
  const option = (limit: number) => ({
    value: String(limit),
    label: texts.rowLimits(limit.toLocaleString()),
  });
  return (
    <Select
      ariaLabel={texts.rows}
      selectedOption={option(value)}
      options={rowLimits.map(option)}
      onChange={({ detail }) => onChange(Number(detail.selectedOption.value))}
    />
  );
}

const place = (query: string, offset: number) => texts.mistakeAt(...lineOf(query, offset));
