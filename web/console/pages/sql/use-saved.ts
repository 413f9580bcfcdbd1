import { useState } from 'react';
import { useDesk } from '../../desk.tsx';
import { type Listed, useList } from '../../parts/list-table.tsx';
import { sentenceOf } from '../../sentence.ts';
import { type Draft, isUnsaved, type Saved } from './saved.ts';

/** SavedQueries are those of the account, and the one that is open in the editor. */
export interface SavedQueries {
  list: Listed<Saved>;
  /** search is what is looked for in names. */
  search: string;
  setSearch: (search: string) => void;
  /** current is the saved query that is open. */
  current: Saved | undefined;
  unsaved: boolean;
  /** open reads a query and puts it into the editor. It and save tell themselves what fails. */
  open: (id: string) => Promise<void>;
  /** save saves what the editor holds as the open query. */
  save: () => Promise<void>;
  /** saveAs saves what the editor holds as another query. */
  saveAs: (draft: Draft) => Promise<void>;
  /** edit gives the open query another name, or shares it. */
  edit: (draft: Draft) => Promise<void>;
  remove: () => Promise<void>;
}

/** useSaved keeps what the editor holds by a name; replace puts a text into the editor. */
export function useSaved(text: string, replace: (text: string) => void): SavedQueries {
  const { api, aws, say } = useDesk();
  const { account } = aws.place;
  const [search, setSearch] = useState('');
  const [current, setCurrent] = useState<Saved>();
  const list = useList<Saved>(
    async (nextToken) => {
      const query = { account, nameContains: search, nextToken };
      const page = await api.get('/api/v1/sql/queries', { query });
      return { items: page.savedQueries, next: page.nextToken };
    },
    [api, account, search],
  );
  const place = { account };
  const done = (now: Saved | undefined) => {
    setCurrent(now);
    list.again();
  };
  const change = async ({ id }: Saved, body: Draft & { query: string }) => {
    done(await api.put('/api/v1/sql/queries/{id}', { path: { id }, query: place, body }));
  };
  // What fails may be that somebody else has changed or deleted it.
  const told = async (what: () => Promise<void>) => {
    try {
      await what();
    } catch (cause) {
      say({ type: 'error', content: sentenceOf(cause) });
      list.again();
    }
  };
  return {
    list,
    search,
    setSearch,
    current,
    unsaved: isUnsaved(current, text),
    open: (id) =>
      told(async () => {
        const saved = await api.get('/api/v1/sql/queries/{id}', { path: { id }, query: place });
        setCurrent(saved);
        replace(saved.query ?? '');
      }),
    save: async () => {
      if (!current) return;
      const body = { name: current.name, shared: current.shared, query: text };
      await told(() => change(current, body));
    },
    saveAs: async (draft) => {
      const input = { query: place, body: { ...draft, query: text } };
      done(await api.post('/api/v1/sql/queries', input));
    },
    edit: async (draft) => {
      if (current) await change(current, { ...draft, query: current.query ?? '' });
    },
    remove: async () => {
      if (!current) return;
      await api.delete('/api/v1/sql/queries/{id}', { path: { id: current.id }, query: place });
      done(undefined);
    },
  };
}
