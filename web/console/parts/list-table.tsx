import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import TextFilter from '@cloudscape-design/components/text-filter';
import { type ReactNode, useCallback, useEffect, useRef, useState } from 'react';
import { Questions } from '../questions.ts';
import { sentenceOf } from '../sentence.ts';
import { texts } from '../texts.ts';
import { type Ask, following, type Page, untilSome } from './listed-part.ts';
import { Empty, Failed } from './states.tsx';

/** Listed is a list as far as it was loaded. */
export interface Listed<T> extends Page<T> {
  loading: boolean;
  error: string | undefined;
  /** more loads the next part, again the list from its beginning. */
  more: () => void;
  again: () => void;
}

/**
 * useList loads a list part by part. It begins anew when one of the keys changes; with
 * every, in milliseconds, the parts that are shown are asked for again in the background.
 */
export function useList<T>(ask: Ask<T>, keys: readonly unknown[], every?: number): Listed<T> {
  const [state, set] = useState<Page<T> & { loading: boolean; error: string | undefined }>({
    items: [],
    loading: true,
    error: undefined,
  });
  const [questions] = useState(() => new Questions());
  const shown = useRef(0);

  const load = useCallback(
    async (how: 'anew' | 'quietly' | { after: Page<T> }) => {
      const mine = questions.ask();
      if (how !== 'quietly') set((before) => ({ ...before, loading: true, error: undefined }));
      try {
        let page = typeof how === 'object' ? await following(ask, how.after) : await ask();
        while (how === 'quietly' && page.next && page.items.length < shown.current)
          page = await following(ask, page);
        if (how !== 'quietly')
          page = await untilSome(ask, page, typeof how === 'object' ? how.after.items.length : 0, () =>
            questions.counts(mine),
          );
        if (!questions.counts(mine)) return;
        shown.current = page.items.length;
        set({ ...page, loading: false, error: undefined });
      } catch (cause) {
        if (questions.counts(mine))
          set((before) => ({ ...before, loading: false, error: sentenceOf(cause) }));
      }
    },
    // biome-ignore lint/correctness/useExhaustiveDependencies: the keys stand for what ask reads
    keys,
  );

  useEffect(() => {
    set({ items: [], loading: true, error: undefined });
    void load('anew');
    return () => questions.drop();
  }, [load, questions]);

  useEffect(() => {
    if (!every) return;
    const timer = setInterval(() => {
      if (!document.hidden && !questions.waiting) void load('quietly');
    }, every);
    return () => clearInterval(timer);
  }, [every, load, questions]);

  return { ...state, more: () => void load({ after: state }), again: () => void load('anew') };
}

interface ListTableProps<T> {
  title: string;
  description?: string;
  list: Listed<T>;
  columns: TableProps.ColumnDefinition<T>[];
  /** id tells rows apart. */
  id: (item: T) => string;
  /** actions stand beside the title; a button that refreshes is there already. */
  actions?: ReactNode;
  /** search is what is looked for in names, and how to change it. */
  search?: { value: string; placeholder: string; onChange: (value: string) => void };
  /** filters stand beside the search. */
  filters?: ReactNode;
  empty: ReactNode;
  /** chosen are the rows that the actions are about. */
  chosen?: T[];
  onChoose?: (items: T[]) => void;
  choice?: 'single' | 'multi';
  variant?: TableProps.Variant;
}

/** ListTable shows a list with its states: on its way, empty, failed, no matches, more to load. */
export function ListTable<T>(props: ListTableProps<T>) {
  const { list, search } = props;
  const selection =
    props.onChoose === undefined
      ? {}
      : {
          selectionType: props.choice ?? ('single' as const),
          selectedItems: props.chosen ?? [],
          onSelectionChange: ({ detail }: { detail: { selectedItems: T[] } }) =>
            props.onChoose?.(detail.selectedItems),
        };
  return (
    <SpaceBetween size="s">
      {list.error && <Failed error={list.error} again={list.again} />}
      <Table<T>
        {...selection}
        variant={props.variant ?? 'full-page'}
        stickyHeader
        items={list.items}
        trackBy={props.id}
        columnDefinitions={props.columns}
        loading={list.loading && list.items.length === 0}
        loadingText={texts.loading}
        wrapLines
        ariaLabels={{
          tableLabel: props.title,
          selectionGroupLabel: props.title,
          itemSelectionLabel: (_, item) => props.id(item),
          allItemsSelectionLabel: () => props.title,
        }}
        header={
          <Header
            variant={props.variant === undefined ? 'awsui-h1-sticky' : 'h2'}
            counter={
              list.loading && list.items.length === 0
                ? undefined
                : texts.count(list.items.length, !!list.next)
            }
            description={props.description}
            actions={
              <SpaceBetween direction="horizontal" size="xs">
                <Button
                  iconName="refresh"
                  ariaLabel={texts.refresh}
                  onClick={list.again}
                  loading={list.loading}
                />
                {props.actions}
              </SpaceBetween>
            }
          >
            {props.title}
          </Header>
        }
        filter={
          search || props.filters ? (
            <SpaceBetween direction="horizontal" size="xs">
              {search && <Search {...search} />}
              {props.filters}
            </SpaceBetween>
          ) : undefined
        }
        empty={emptyOf(props)}
        footer={
          list.next ? (
            <Box textAlign="center">
              <Button onClick={list.more} loading={list.loading}>
                {list.items.length === 0 ? texts.lookFurther : texts.loadMore}
              </Button>
            </Box>
          ) : undefined
        }
      />
    </SpaceBetween>
  );
}

// emptyOf is what stands in the place of rows. Where a search has more to look through, it
// cannot say that there are none.
function emptyOf<T>({ list, search, empty }: ListTableProps<T>): ReactNode {
  if (list.next) return <Empty title={texts.noneSoFar} lead={texts.noneSoFarLead} />;
  return search?.value ? <NoMatches clear={() => search.onChange('')} /> : empty;
}

function NoMatches({ clear }: { clear: () => void }) {
  return (
    <Empty
      title={texts.noMatches}
      lead={texts.noMatchesLead}
      action={<Button onClick={clear}>{texts.clearFilter}</Button>}
    />
  );
}

// The list is asked for when typing pauses.
function Search({
  value,
  placeholder,
  onChange,
}: {
  value: string;
  placeholder: string;
  onChange: (v: string) => void;
}) {
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  return (
    <TextFilter
      filteringText={typed}
      filteringPlaceholder={placeholder}
      filteringAriaLabel={placeholder}
      filteringClearAriaLabel={texts.clearFilter}
      onChange={({ detail }) => setTyped(detail.filteringText)}
      onDelayedChange={({ detail }) => onChange(detail.filteringText)}
    />
  );
}
