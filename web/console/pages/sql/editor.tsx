import {
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
} from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { PostgreSQL, type SQLNamespace, sql } from '@codemirror/lang-sql';
import { bracketMatching } from '@codemirror/language';
import { Compartment, Prec } from '@codemirror/state';
import { EditorView, keymap, lineNumbers } from '@codemirror/view';
import { useEffect, useRef } from 'react';
import { look } from './editor-look.ts';
import { mistake, setMistake } from './mistake.ts';
import { texts } from './texts.ts';

const basics = [
  lineNumbers(),
  history(),
  bracketMatching(),
  closeBrackets(),
  autocompletion(),
  keymap.of([...closeBracketsKeymap, ...completionKeymap, ...defaultKeymap, ...historyKeymap]),
];

interface EditorProps {
  /** value is the query to begin with, and when replaced grows, that to go on with. */
  value: string;
  replaced: number;
  /** schema has the columns of each table, for completion. */
  schema: SQLNamespace;
  /** mistakeAt is the offset that the server complained about. */
  mistakeAt: number | undefined;
  /** goTo puts the cursor at the mistake; a new number asks once more. */
  goTo: number;
  onChange: (value: string) => void;
  onRun: () => void;
}

/**
 * Editor edits a query. It lives in a shadow root, where its styles are adopted sheets,
 * which the page's policy allows. Tab leaves it, as it leaves any field.
 */
export default function Editor(props: EditorProps) {
  const place = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(undefined);
  const language = useRef(new Compartment());
  const latest = useRef(props);
  latest.current = props;

  useEffect(() => {
    const host = place.current as HTMLDivElement;
    const root = host.shadowRoot ?? host.attachShadow({ mode: 'open' });
    const run = () => {
      latest.current.onRun();
      return true;
    };
    const editor = new EditorView({
      doc: latest.current.value,
      root,
      parent: root,
      extensions: [
        Prec.highest(keymap.of([{ key: 'Mod-Enter', run }])),
        basics,
        language.current.of(languageOf(latest.current.schema)),
        look,
        mistake,
        EditorView.lineWrapping,
        EditorView.contentAttributes.of({ 'aria-label': texts.query, tabindex: '0' }),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) latest.current.onChange(update.state.doc.toString());
        }),
      ],
    });
    view.current = editor;
    return () => editor.destroy();
  }, []);

  useEffect(() => {
    view.current?.dispatch({ effects: language.current.reconfigure(languageOf(props.schema)) });
  }, [props.schema]);

  // Only when it was replaced: while hands type, the page's value is behind the editor's.
  useEffect(() => {
    const editor = view.current;
    if (!editor || props.replaced === 0) return;
    editor.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: latest.current.value } });
  }, [props.replaced]);

  useEffect(() => {
    view.current?.dispatch({ effects: setMistake.of(props.mistakeAt) });
  }, [props.mistakeAt]);

  useEffect(() => {
    const at = latest.current.mistakeAt;
    if (props.goTo === 0 || at === undefined || !view.current) return;
    view.current.dispatch({
      selection: { anchor: Math.min(at, view.current.state.doc.length) },
      scrollIntoView: true,
    });
    view.current.focus();
  }, [props.goTo]);

  return <div ref={place} />;
}

function languageOf(schema: SQLNamespace) {
  return sql({ dialect: PostgreSQL, schema, upperCaseKeywords: true });
}
