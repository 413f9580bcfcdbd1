import { createContext, type ReactNode, useContext } from 'react';
import type { Aws } from '../api/aws.ts';
import type { ConsoleApi, Output } from '../api/console.ts';
import type { PageName, Route } from './routes.ts';

/** Session is who is signed in, with their roles. */
export type Session = Output<'/api/v1/session', 'get'>;

/** Note is a message above the page: what was done, or what went wrong. */
export interface Note {
  type: 'success' | 'error' | 'info' | 'warning';
  content: ReactNode;
}

/** Desk is what every page has at hand. */
export interface Desk {
  session: Session;
  /** api calls the operators' JSON APIs, and aws the doors that programs use. */
  api: ConsoleApi;
  aws: Aws;
  route: Route;
  /** go turns to another page, and replaces this one in the history if asked to. */
  go: (path: string, how?: 'replace') => void;
  /** say shows a note above the page until it is closed or another page is turned to. */
  say: (note: Note) => void;
  /** may tells whether the person's roles open a page; what they may do there is the API's to say. */
  may: (page: PageName) => boolean;
}

const DeskContext = createContext<Desk | undefined>(undefined);

/** DeskProvider hands the desk to the pages. */
export const DeskProvider = DeskContext.Provider;

/** useDesk gives a page its desk. */
export function useDesk(): Desk {
  const desk = useContext(DeskContext);
  if (!desk) throw new Error('useDesk needs a DeskProvider above it');
  return desk;
}
