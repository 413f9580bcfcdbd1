import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import { Verdict } from '../../parts/verdict.tsx';
import { type OutcomeRow, rowsOf, type Trial } from './rows.ts';
import { texts } from './texts.ts';

/** TrialResult tells what conditions came to for an input, node by node. */
export function TrialResult({ trial }: { trial: Trial }) {
  return (
    <SpaceBetween size="m">
      <Alert type={trial.needed ? 'warning' : 'success'} statusIconAriaLabel={texts.result}>
        <output>{sentence(trial)}</output>
      </Alert>
      {trial.conditions.length > 0 && <Outcomes trial={trial} />}
      {trial.needed && trial.shown.length > 0 && <Shown trial={trial} />}
      {trial.needed && trial.everything && <Box>{texts.shownAll}</Box>}
      {trial.importantFormKeys.length > 0 && (
        <div>
          <b>{texts.asked}</b>
          <ul>
            {trial.importantFormKeys.map(({ importantFormKey: key, importantFormKeyAliases: aliases }) => (
              <li key={key}>{texts.or(key, aliases)}</li>
            ))}
          </ul>
        </div>
      )}
    </SpaceBetween>
  );
}

function sentence({ evaluated, needed }: Trial): string {
  if (!evaluated) return texts.notEvaluated;
  return needed ? texts.needed : texts.notNeeded;
}

function Outcomes({ trial }: { trial: Trial }) {
  return (
    <Table<OutcomeRow>
      variant="embedded"
      wrapLines
      items={rowsOf(trial.conditions)}
      trackBy={({ outcome }) => outcome.place}
      ariaLabels={{ tableLabel: texts.outcomes }}
      columnDefinitions={[
        {
          id: 'condition',
          header: texts.condition,
          isRowHeader: true,
          cell: ({ depth, outcome }) => (
            <div className={`outcome depth-${Math.min(depth, 3)}`}>
              <b>{outcome.operator ?? outcome.conditionType}</b>
              <Box variant="small">{outcome.place}</Box>
              {outcome.conditionParameters && <code>{outcome.conditionParameters}</code>}
            </div>
          ),
        },
        {
          id: 'result',
          header: texts.result,
          cell: ({ outcome }) => (
            <Verdict type={outcome.problem ? 'warning' : outcome.result ? 'success' : 'stopped'}>
              {outcome.problem ? texts.untold : outcome.result ? texts.met : texts.notMet}
            </Verdict>
          ),
        },
        { id: 'why', header: texts.why, cell: ({ outcome }) => outcome.problem ?? outcome.why ?? '' },
      ]}
    />
  );
}

function Shown({ trial }: { trial: Trial }) {
  return (
    <Table
      variant="embedded"
      wrapLines
      items={trial.shown}
      ariaLabels={{ tableLabel: texts.shown }}
      header={<b>{texts.shown}</b>}
      columnDefinitions={[
        { id: 'name', header: texts.shownName, isRowHeader: true, cell: ({ name }) => name },
        { id: 'value', header: texts.shownValue, cell: ({ value }) => value ?? '–' },
        { id: 'confidence', header: texts.confidence, cell: ({ confidence }) => confidence.toFixed(1) },
      ]}
    />
  );
}
