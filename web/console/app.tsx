import { applyMode, Mode } from '@cloudscape-design/global-styles';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { Aws } from '../api/aws.ts';
import { ConsoleApi } from '../api/console.ts';
import { Problem } from '../api/problem.ts';
import { DeskProvider, type Note, type Session } from './desk.tsx';
import { Frame } from './frame.tsx';
import { Failed, Waiting } from './parts/states.tsx';
import { mayOpen } from './roles.ts';
import { type Route, routeOf } from './routes.ts';
import { sentenceOf } from './sentence.ts';

const api = new ConsoleApi();

/** regionKey is where a tab remembers in which region one looks. */
const regionKey = 'foureyes-region';
const firstRegion = 'us-east-1';

function followColorScheme(): () => void {
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const follow = () => applyMode(dark.matches ? Mode.Dark : Mode.Light);
  follow();
  dark.addEventListener('change', follow);
  return () => dark.removeEventListener('change', follow);
}

/** toSignIn turns to the portal's sign-in, which leads back here. */
function toSignIn(): void {
  const back = location.pathname + location.search;
  location.replace(`/portal?to=${encodeURIComponent(back)}`);
}

/** App is the whole console: who is signed in, where one looks, and which page shows. */
export function App() {
  const [session, setSession] = useState<Session>();
  const [error, setError] = useState<string>();
  const [region, setRegion] = useState(() => localStorage.getItem(regionKey) ?? firstRegion);
  const [route, setRoute] = useState<Route | undefined>(() => routeOf(location.pathname, location.search));
  const [notes, setNotes] = useState<(Note & { id: number })[]>([]);

  useEffect(followColorScheme, []);

  const begin = useCallback(async () => {
    setError(undefined);
    try {
      const session = await api.get('/api/v1/session', {});
      if (session.secondFactorRequired)
        toSignIn(); // where it is set up
      else setSession(session);
    } catch (cause) {
      if (cause instanceof Problem && cause.status === 401) toSignIn();
      else setError(sentenceOf(cause));
    }
  }, []);
  useEffect(() => {
    void begin();
  }, [begin]);

  const turn = useCallback(() => {
    setRoute(routeOf(location.pathname, location.search));
    setNotes([]);
  }, []);
  useEffect(() => {
    addEventListener('popstate', turn);
    return () => removeEventListener('popstate', turn);
  }, [turn]);

  const go = useCallback(
    (path: string, how?: 'replace') => {
      if (how === 'replace') history.replaceState(null, '', path);
      else history.pushState(null, '', path);
      turn();
      scrollTo(0, 0);
    },
    [turn],
  );

  const say = useCallback((note: Note) => {
    setNotes((notes) => [...notes, { ...note, id: (notes.at(-1)?.id ?? 0) + 1 }]);
  }, []);

  const turnRegion = useCallback((name: string) => {
    localStorage.setItem(regionKey, name);
    setRegion(name);
  }, []);

  const account = session?.worker.administrator ? session.accountId : (session?.roles[0]?.accountId ?? '');
  const aws = useMemo(() => new Aws({ account, region }), [account, region]);

  if (error) return <Failed error={error} again={begin} />;
  if (!session) return <Waiting />;
  const desk = {
    session,
    api,
    aws,
    route: route ?? { page: 'home' as const, names: [], query: new URLSearchParams() },
    go,
    say,
    may: (page: Route['page']) => mayOpen(session, page),
  };
  return (
    <DeskProvider value={desk}>
      <Frame
        known={route !== undefined}
        notes={notes}
        onCloseNote={(id) => setNotes((notes) => notes.filter((note) => note.id !== id))}
        onRegion={turnRegion}
      />
    </DeskProvider>
  );
}
