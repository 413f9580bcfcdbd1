import { html } from '@codemirror/lang-html';
import { json } from '@codemirror/lang-json';
import { Compartment, EditorState } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { type Ref, useEffect, useImperativeHandle, useRef } from 'react';
import { type Finding, liquid, marked } from './code/extensions.ts';
import { setup } from './code/setup.ts';

export type { Finding };

/** CodeHandle moves about in an editor. */
export interface CodeHandle {
  /** toLine puts the cursor into a line, from 1, and shows it. */
  toLine: (line: number) => void;
}

interface CodeEditorProps {
  value: string;
  onChange?: (value: string) => void;
  language: 'template' | 'json';
  label: string;
  /** height is the editor's, such as 24em. */
  height: string;
  findings?: Finding[];
  readOnly?: boolean;
  ref?: Ref<CodeHandle>;
}

const languages = { template: [html(), liquid], json: [json()] };

/**
 * CodeEditor edits a text with its language's colours. It lives in a shadow root, where
 * CodeMirror's styles are adopted sheets, which the page's policy allows. Tab leaves it.
 */
export function CodeEditor(props: CodeEditorProps) {
  const { value, onChange, language, label, height, findings, readOnly = false, ref } = props;
  const place = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(undefined);
  const marks = useRef(new Compartment());
  const change = useRef(onChange);
  change.current = onChange;
  // What is shown first; later values go to the editor that is there.
  const first = useRef(value);

  useEffect(() => {
    const host = place.current as HTMLDivElement;
    const root = host.shadowRoot ?? host.attachShadow({ mode: 'open' });
    const editor = new EditorView({
      root,
      parent: root,
      state: EditorState.create({
        doc: first.current,
        extensions: [
          setup,
          languages[language],
          EditorView.theme({ '&': { height }, '.cm-scroller': { overflow: 'auto' } }),
          // Told to axe and its like too, which do not count what can be edited as reached by Tab.
          EditorView.contentAttributes.of({ 'aria-label': label, tabindex: '0' }),
          EditorState.readOnly.of(readOnly),
          marks.current.of([]),
          EditorView.updateListener.of((update) => {
            if (update.docChanged) change.current?.(update.state.doc.toString());
          }),
        ],
      }),
    });
    view.current = editor;
    return () => {
      first.current = editor.state.doc.toString();
      editor.destroy();
    };
  }, [language, label, height, readOnly]);

  useEffect(() => {
    const editor = view.current;
    if (!editor || editor.state.doc.toString() === value) return;
    editor.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: value } });
  }, [value]);

  useEffect(() => {
    view.current?.dispatch({ effects: marks.current.reconfigure(marked(findings ?? [])) });
  }, [findings]);

  useImperativeHandle(ref, () => ({
    toLine: (line) => {
      const editor = view.current;
      if (!editor) return;
      const { from } = editor.state.doc.line(Math.min(line, editor.state.doc.lines));
      editor.dispatch({
        selection: { anchor: from },
        effects: EditorView.scrollIntoView(from, { y: 'center' }),
      });
      editor.focus();
    },
  }));

  return <div ref={place} />;
}
