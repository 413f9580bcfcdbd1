// What the editor adds to CodeMirror: Liquid's colours, and marks beside lines.
import { type Extension, RangeSetBuilder } from '@codemirror/state';
import {
  Decoration,
  type DecorationSet,
  EditorView,
  GutterMarker,
  gutter,
  ViewPlugin,
  type ViewUpdate,
} from '@codemirror/view';
import { liquidMarks } from './liquid.ts';

/** Finding is one thing to tell the author about a line; without a line it is about the whole. */
export interface Finding {
  line?: number | undefined;
  severity: 'error' | 'warning';
  message: string;
}

/** liquid colours Liquid's signs wherever they stand. */
export const liquid: Extension = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet;

    constructor(view: EditorView) {
      this.decorations = liquidOf(view);
    }

    update(update: ViewUpdate): void {
      if (update.docChanged) this.decorations = liquidOf(update.view);
    }
  },
  { decorations: (plugin) => plugin.decorations },
);

function liquidOf({ state }: EditorView): DecorationSet {
  const marks = liquidMarks(state.doc.toString()).map(({ from, to, kind }) =>
    Decoration.mark({ class: kind === 'liquid' ? 'cm-liquid' : `cm-liquid-${kind}` }).range(from, to),
  );
  return Decoration.set(marks, true);
}

class FindingMarker extends GutterMarker {
  readonly #finding: Finding;

  constructor(finding: Finding) {
    super();
    this.#finding = finding;
  }

  override toDOM(): Node {
    const mark = document.createElement('span');
    mark.className = `cm-finding-${this.#finding.severity}`;
    mark.title = this.#finding.message;
    mark.textContent = this.#finding.severity === 'error' ? '✕' : '!';
    return mark;
  }
}

/** marked shows findings at their lines; those of lines that are gone are left out. */
export function marked(findings: Finding[]): Extension {
  const byLine = new Map<number, Finding>();
  // An error is what a line shows, whatever else there is to tell.
  for (const finding of findings) {
    if (finding.line && (finding.severity === 'error' || !byLine.has(finding.line)))
      byLine.set(finding.line, finding);
  }
  return [
    gutter({
      class: 'cm-finding',
      lineMarker: (view, block) => {
        const finding = byLine.get(view.state.doc.lineAt(block.from).number);
        return finding ? new FindingMarker(finding) : null;
      },
    }),
    EditorView.decorations.of((view) => {
      const lines = new RangeSetBuilder<Decoration>();
      for (const [line, { severity }] of [...byLine].sort(([a], [b]) => a - b)) {
        if (line > view.state.doc.lines) continue;
        const { from } = view.state.doc.line(line);
        lines.add(from, from, Decoration.line({ class: `cm-finding-line-${severity}` }));
      }
      return lines.finish();
    }),
  ];
}
