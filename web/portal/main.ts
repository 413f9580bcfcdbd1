// The worker portal's first file: it names the elements and puts the portal on
// the page.
import { buttonLook } from '../look/button.ts';
import { tokens } from '../look/tokens.ts';
import { PortalAccount } from './account/account.ts';
import { PortalChoosePassword } from './account/choose.ts';
import { PortalOwnPassword } from './account/own-password.ts';
import { PortalSecondFactor } from './account/second-factor.ts';
import { PortalSetUp } from './account/set-up.ts';
import { PortalAnswer } from './answers/answer.ts';
import { PortalAnswers } from './answers/answers.ts';
import { PortalApp } from './app/app.ts';
import { PortalConfirm } from './dialogs/confirm.ts';
import { PortalShortcuts } from './dialogs/shortcut-sheet.ts';
import { register } from './install/register.ts';
import { PortalJobs } from './jobs/jobs.ts';
import { PortalSignInAgain } from './sign-in/again.ts';
import { PortalForgotten } from './sign-in/forgotten.ts';
import { PortalProvider } from './sign-in/provider.ts';
import { PortalSignIn } from './sign-in/sign-in.ts';
import { dialogStyles } from './styles/dialogs.ts';
import { jobStyles } from './styles/jobs.ts';
import { pageStyles } from './styles/page.ts';
import { taskStyles } from './styles/task.ts';
import { PortalCountdown } from './task/countdown.ts';
import { PortalTaskMenu } from './task/menu.ts';
import { PortalTask } from './task/task.ts';

// Constructed style sheets, as the page's policy allows no inline ones.
document.adoptedStyleSheets = [tokens, buttonLook, pageStyles, jobStyles, taskStyles, dialogStyles].map(
  ({ styleSheet }) => styleSheet as CSSStyleSheet,
);

customElements.define('portal-confirm', PortalConfirm);
customElements.define('portal-shortcuts', PortalShortcuts);
customElements.define('portal-forgotten', PortalForgotten);
customElements.define('portal-provider', PortalProvider);
customElements.define('portal-sign-in', PortalSignIn);
customElements.define('portal-sign-in-again', PortalSignInAgain);
customElements.define('portal-answers', PortalAnswers);
customElements.define('portal-answer', PortalAnswer);
customElements.define('portal-own-password', PortalOwnPassword);
customElements.define('portal-set-up', PortalSetUp);
customElements.define('portal-choose-password', PortalChoosePassword);
customElements.define('portal-second-factor', PortalSecondFactor);
customElements.define('portal-account', PortalAccount);
customElements.define('portal-jobs', PortalJobs);
customElements.define('portal-countdown', PortalCountdown);
customElements.define('portal-task-menu', PortalTaskMenu);
customElements.define('portal-task', PortalTask);
customElements.define('portal-app', PortalApp);

document.body.append(document.createElement('portal-app'));
// The development server has no service worker.
if (import.meta.env.PROD) register();
