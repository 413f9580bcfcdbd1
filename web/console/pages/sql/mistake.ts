import { StateEffect, StateField } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView } from '@codemirror/view';

/** setMistake marks the word at an offset, and nothing when it is undefined. */
export const setMistake = StateEffect.define<number | undefined>();

const wavy = Decoration.mark({ class: 'mistake' });

/** mistake shows where the server found a mistake, until the query is changed. */
export const mistake = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(marks, transaction) {
    for (const effect of transaction.effects) {
      if (effect.is(setMistake)) return markAt(effect.value, transaction.state.doc.toString());
    }
    return transaction.docChanged ? Decoration.none : marks;
  },
  provide: (field) => EditorView.decorations.from(field),
});

function markAt(offset: number | undefined, text: string): DecorationSet {
  if (offset === undefined || text === '') return Decoration.none;
  const from = Math.min(offset, text.length - 1);
  const word = /^\w+/.exec(text.slice(from))?.[0] ?? ' ';
  return Decoration.set([wavy.range(from, from + word.length)]);
}
