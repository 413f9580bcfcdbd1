import Wizard from '@cloudscape-design/components/wizard';
import { useState } from 'react';
import { Refusal } from '../../../api/aws.ts';
import { useDesk } from '../../desk.tsx';
import { toFirstWrong } from '../../parts/first-wrong.ts';
import { pathOf } from '../../routes.ts';
import { sentenceOf } from '../../sentence.ts';
import { checks, type Draft, firstDraft, type Problems, requestOf } from './draft.ts';
import { ReviewStep } from './review-step.tsx';
import { SettingsStep } from './settings-step.tsx';
import { TemplateStep } from './template-step.tsx';
import { texts } from './texts.ts';
import { TypeStep } from './type-step.tsx';
import { WorkersStep } from './workers-step.tsx';

/** StepProps are what each step of the wizard shows and changes. */
export interface StepProps {
  draft: Draft;
  change: (part: Partial<Draft>) => void;
  /** problems are shown once somebody tried to go on. */
  problems: Problems;
}

/** CreateWorkflow is the wizard that makes a human review workflow. */
export default function CreateWorkflow() {
  const { aws, go, say } = useDesk();
  const [draft, setDraft] = useState(() => firstDraft(aws.place.account));
  const [step, setStep] = useState(0);
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();

  const problems = checks[step]?.(draft) ?? {};
  const props: StepProps = {
    draft,
    change: (part) => setDraft((before) => ({ ...before, ...part })),
    problems: tried ? problems : {},
  };

  // Only whole steps are left, but going back is always possible.
  const turn = (to: number) => {
    const first = checks.slice(0, to).findIndex((check) => Object.keys(check(draft)).length > 0);
    setTried(first >= 0);
    setStep(first >= 0 ? first : to);
    if (first >= 0) toFirstWrong();
  };

  const create = async () => {
    setBusy(true);
    setError(undefined);
    try {
      await aws.sagemaker('CreateFlowDefinition', requestOf(draft));
      go(pathOf('workflow', draft.name));
      say({ type: 'success', content: texts.created(draft.name) });
    } catch (cause) {
      setError(
        cause instanceof Refusal && cause.code === 'ResourceInUse' ? texts.nameTaken : sentenceOf(cause),
      );
      setBusy(false);
    }
  };

  return (
    <Wizard
      activeStepIndex={step}
      isLoadingNextStep={busy}
      submitButtonText={texts.create}
      onNavigate={({ detail }) => turn(detail.requestedStepIndex)}
      onCancel={() => go(pathOf('workflows'))}
      onSubmit={create}
      i18nStrings={{
        stepNumberLabel: texts.step,
        collapsedStepsLabel: texts.steps,
        skipToButtonLabel: ({ title }) => texts.skipTo(title),
        navigationAriaLabel: texts.navigation,
        cancelButton: texts.cancel,
        previousButton: texts.previous,
        nextButton: texts.next,
        optional: texts.optional,
      }}
      steps={[
        { title: texts.settings, description: texts.settingsLead, content: <SettingsStep {...props} /> },
        { title: texts.type, description: texts.typeLead, content: <TypeStep {...props} /> },
        { title: texts.template, description: texts.templateLead, content: <TemplateStep {...props} /> },
        { title: texts.workers, description: texts.workersLead, content: <WorkersStep {...props} /> },
        { title: texts.review, errorText: error, content: <ReviewStep draft={draft} onEdit={setStep} /> },
      ]}
    />
  );
}
